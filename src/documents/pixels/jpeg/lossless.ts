/** Lossless JPEG with Huffman coding (ITU-T T.81 Annex H). */
import { PixelFault } from '../raster.js';
import type { JpegFrame, JpegScan } from './frame.js';
import type { EntropyReader } from './entropy.js';

/** Decodes one scan into `planes`, of which there is one for each component. */
export function losslessScan(
  { width, height, precision }: JpegFrame,
  { components, selection, pointTransform, restartInterval }: JpegScan,
  reader: EntropyReader,
  planes: readonly Uint16Array[],
): void {
  if (selection < 1 || selection > 7 || pointTransform >= precision) throw new PixelFault('damaged');
  const start = 1 << (precision - pointTransform - 1);
  // The first line after a restart is predicted as the first of all.
  let firstRow = 0;
  let left = restartInterval;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (restartInterval > 0 && left-- === 0) {
        reader.restart();
        left = restartInterval - 1;
        firstRow = y;
      }
      for (const { index, dc } of components) {
        if (!dc) throw new PixelFault('damaged');
        const length = reader.symbol(dc);
        if (length > 16) throw new PixelFault('damaged');
        const plane = planes[index]!;
        const at = y * width + x;
        let predicted: number;
        if (y === firstRow) predicted = x === 0 ? start : plane[at - 1]!;
        else if (x === 0) predicted = plane[at - width]!;
        else predicted = predict(selection, plane[at - 1]!, plane[at - width]!, plane[at - width - 1]!);
        plane[at] = predicted + (length === 16 ? 32768 : reader.difference(length));
      }
    }
    reader.check();
  }
  if (pointTransform > 0)
    for (const { index } of components)
      planes[index]!.forEach((value, at, plane) => (plane[at] = value << pointTransform));
}

/** Table H.1. */
function predict(selection: number, a: number, b: number, c: number): number {
  switch (selection) {
    case 1:
      return a;
    case 2:
      return b;
    case 3:
      return c;
    case 4:
      return a + b - c;
    case 5:
      return a + ((b - c) >> 1);
    case 6:
      return b + ((a - c) >> 1);
    default:
      return (a + b) >> 1;
  }
}
