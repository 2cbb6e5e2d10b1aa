/** PALETTE COLOR (PS3.3 section C.7.6.3.1.5 and .6): indices into three tables. Segmented tables are not read. */
import { PixelFault, type Plane } from './raster.js';

export interface Palette {
  /** The value that the first entry is for; lower ones take it too. */
  first: number;
  /** Red, green and blue in 8 bits. */
  tables: readonly Uint8Array[];
}

export function readPalette(
  descriptor: Uint8Array | undefined,
  data: readonly (Uint8Array | undefined)[],
  littleEndian: boolean,
  signed: boolean,
): Palette {
  if (!descriptor || descriptor.length < 6 || data.some((each) => !each))
    throw new PixelFault('unsupported-format');
  const word = (bytes: Uint8Array, index: number) => {
    const [first, second] = [bytes[index * 2]!, bytes[index * 2 + 1]!];
    return littleEndian ? first | (second << 8) : (first << 8) | second;
  };
  // 65,536 does not fit into 16 bits and is written as 0.
  const entries = word(descriptor, 0) || 0x10000;
  const first = signed ? (word(descriptor, 1) << 16) >> 16 : word(descriptor, 1);
  const tables = data.map((bytes) => {
    if (bytes!.length < entries * 2) return bytes!.slice(0, entries);
    const words = Uint16Array.from({ length: entries }, (_, index) => word(bytes!, index));
    // Some writers mean 8 bits where they say 16.
    const shift = words.some((value) => value > 255) ? 8 : 0;
    return Uint8Array.from(words, (value) => value >> shift);
  });
  if (tables.some(({ length }) => length === 0)) throw new PixelFault('damaged');
  return { first, tables };
}

/** Three planes in 8 bits: indices cannot be averaged, colours can. */
export function applyPalette({ width, height, data }: Plane, { first, tables }: Palette): Plane[] {
  return tables.map((table) => {
    const colours = new Uint8Array(data.length);
    const last = table.length - 1;
    for (let index = 0; index < data.length; index++)
      colours[index] = table[Math.min(last, Math.max(0, data[index]! - first))]!;
    return { width, height, data: colours };
  });
}
