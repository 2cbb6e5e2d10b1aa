/** What is left of a text that stays. */
import { remapUids, REMOVED, withoutPatterns, type IdentifyingWords } from './identifying-words.js';
import type { UidMap } from './uid-map.js';

/** `LO` has 64 characters, several of them not many more: what is longer is prose. */
const LONGEST_DESCRIPTOR = 1024;

/** What may hold words. Coded strings, numbers and dates have no room for them; '' is what implicit VR does not say. */
const TEXT_VRS = new Set(['LO', 'SH', 'ST', 'LT', 'UT', 'PN', 'UC', 'UR', 'UN', '']);

export const mayHoldWords = (vr: string): boolean => TEXT_VRS.has(vr);

/** Every byte printable, white space, an escape, or of another script. */
export function looksLikeText(value: string): boolean {
  for (let at = 0; at < value.length; at++) {
    const code = value.charCodeAt(at);
    if ((code < 0x20 && code !== 0x1b && (code < 9 || code > 13)) || code === 0x7f) return false;
  }
  return true;
}

export interface TextCleaning {
  words: IdentifyingWords;
  /** Null where UIDs stay. */
  uids: UidMap | null;
}

/**
 * `value` is bytes as Latin 1. The same when nothing in it identifies. Bytes of no known meaning (`UN`) that hold what
 * identifies go whole; a text that would be empty is a dummy, since the attribute may need a value.
 */
export function cleanText(
  value: string,
  vr: string,
  descriptor: boolean,
  { words, uids }: TextCleaning,
): string {
  if (!value) return value;
  if ((vr === '' || vr === 'UN') && !looksLikeText(value)) return vr === 'UN' && words.in(value) ? '' : value;
  if (descriptor && value.length > LONGEST_DESCRIPTOR) return REMOVED;
  let text = words.without(descriptor ? withoutPatterns(value) : value);
  if (uids) text = remapUids(text, uids);
  return text === '' && vr !== 'PN' ? REMOVED : text;
}
