/** Comparing first bytes. Pure. */

/** One byte a character (ISO 8859-1). */
export const latin = (text: string): number[] => Array.from(text, (character) => character.charCodeAt(0));

/** Whether `bytes` stand at `offset`. */
export const at = (head: Uint8Array, bytes: readonly number[], offset = 0): boolean =>
  head.length >= offset + bytes.length && bytes.every((byte, index) => head[offset + index] === byte);

/** The bytes as characters of the same numbers, for a search; a few kilobytes at a time. */
export function asLatin(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += 4096)
    text += String.fromCharCode(...bytes.subarray(start, start + 4096));
  return text;
}
