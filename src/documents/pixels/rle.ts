/** RLE Lossless (PS3.5 Annex G): one segment for each byte of each sample, most significant first, packed as PackBits. */
import { PixelFault } from './raster.js';

const HEADER_BYTES = 64;
/** Share of a segment that must be there. */
const ENOUGH = 0.9;

/**
 * The segments of a frame, each unpacked to `length` bytes. Throws {@link PixelFault} where the header is no header or a
 * segment is missing; a segment that ends too early is filled with zeros when less than a tenth of it is missing.
 */
export function unpackRle(frame: Uint8Array, segments: number, length: number): Uint8Array[] {
  if (frame.length < HEADER_BYTES) throw new PixelFault('damaged');
  const view = new DataView(frame.buffer, frame.byteOffset, HEADER_BYTES);
  const count = view.getUint32(0, true);
  if (count < segments || count > 15) throw new PixelFault('damaged');
  return Array.from({ length: segments }, (_, index) => {
    const start = view.getUint32(4 + index * 4, true);
    const next = index + 1 < count ? view.getUint32(8 + index * 4, true) : frame.length;
    if (start < HEADER_BYTES || next < start) throw new PixelFault('damaged');
    return unpackBits(frame.subarray(start, next), length);
  });
}

function unpackBits(packed: Uint8Array, length: number): Uint8Array {
  // Two bytes make 128 at most: memory is taken only where there may be something to fill it.
  if (packed.length * 64 < length * ENOUGH) throw new PixelFault('damaged');
  const result = new Uint8Array(length);
  let from = 0;
  let to = 0;
  while (to < length && from + 1 < packed.length) {
    const control = packed[from++]!;
    if (control < 128) {
      const literal = packed.subarray(from, from + Math.min(control + 1, length - to));
      result.set(literal, to);
      from += control + 1;
      to += literal.length;
    } else if (control > 128) {
      const end = Math.min(length, to + 257 - control);
      result.fill(packed[from++]!, to, end);
      to = end;
    }
  }
  if (to < length * ENOUGH) throw new PixelFault('damaged');
  return result;
}
