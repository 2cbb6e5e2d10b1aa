/** Whether deflating is worth a try, told in microseconds: no deflater is started for pixels that are compressed already. */

/** Enough, in pieces all over a file: a header says nothing of the pixels. */
const SAMPLE_BYTES = 32 * 1024;
const PIECES = 4;

/** Bits a byte: above, the Huffman code of Deflate gains less than a twentieth, and compressed pixels repeat nothing. */
const MOST_BITS = 7.6;

export const mayBecomeSmaller = (bytes: Uint8Array): boolean => bitsOfByte(bytes) <= MOST_BITS;

/** Shannon's entropy of single bytes, of a sample, made up for its being small (Miller and Madow 1955). Pure. */
export function bitsOfByte(bytes: Uint8Array): number {
  const counts = new Uint32Array(256);
  const length = Math.min(bytes.length, SAMPLE_BYTES);
  if (bytes.length <= SAMPLE_BYTES) for (const byte of bytes) counts[byte]!++;
  else {
    const piece = SAMPLE_BYTES / PIECES;
    for (let i = 0; i < PIECES; i++) {
      const from = Math.floor(((bytes.length - piece) * (i + 1)) / (PIECES + 1));
      for (let at = from; at < from + piece; at++) counts[bytes[at]!]!++;
    }
  }
  if (length === 0) return 0;
  let bits = 0;
  let seen = 0;
  for (const count of counts) {
    if (count === 0) continue;
    seen++;
    bits -= (count / length) * Math.log2(count / length);
  }
  return bits + (seen - 1) / (2 * length * Math.LN2);
}
