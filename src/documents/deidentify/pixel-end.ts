/** Where encapsulated pixel data ends (PS3.5 section A.4), found from the lengths of its fragments alone. */
import type { Source } from './source.js';

const WINDOW = 8192;
const ITEM = 0xfffee000;
const DELIMITER = 0xfffee0dd;

/**
 * Offset after the sequence delimiter; the size of the file where it is cut short; null where what follows is not a
 * fragment. Only the headers of fragments are read.
 */
export async function encapsulatedEnd(
  source: Source,
  head: Uint8Array,
  from: number,
  littleEndian: boolean,
  signal: AbortSignal,
): Promise<number | null> {
  let [bytes, offset] = [head, 0];
  for (let at = from; ;) {
    if (at + 8 > source.size) return source.size;
    if (at < offset || at + 8 > offset + bytes.length) {
      bytes = await source.read(at, at + WINDOW);
      signal.throwIfAborted();
      offset = at;
    }
    const view = new DataView(bytes.buffer, bytes.byteOffset + at - offset, 8);
    const tag = view.getUint16(0, littleEndian) * 0x10000 + view.getUint16(2, littleEndian);
    if (tag === DELIMITER) return at + 8;
    if (tag !== ITEM) return null;
    at += 8 + view.getUint32(4, littleEndian);
  }
}
