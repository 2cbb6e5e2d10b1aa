/** Reducing a plane: every pixel of the source counts in proportion to the area it covers of a target's pixel. */
import type { Plane, Size } from './raster.js';

/** Beyond this no display is meant; such a header is wrong. */
const MAX_ASPECT = 16;

/**
 * The thumbnail's size in pixels: never over `maxEdge`, never larger than the picture in its finer direction.
 * `aspect` is a pixel's height divided by its width.
 */
export function fit({ width, height }: Size, aspect: number, maxEdge: number): Size {
  const sane = aspect >= 1 / MAX_ASPECT && aspect <= MAX_ASPECT ? aspect : 1;
  const tall = height * sane;
  const factor = Math.min(1, maxEdge / Math.max(width, tall));
  return { width: Math.max(1, Math.round(width * factor)), height: Math.max(1, Math.round(tall * factor)) };
}

/** For each target pixel where its span begins in the source, fractional; one more for the end. */
function spans(source: number, target: number): Float64Array {
  return Float64Array.from({ length: target + 1 }, (_, index) => (index * source) / target);
}

/** Mean values, row by row. Where the target is larger than the source, pixels repeat. */
export function reduce({ width, height, data }: Plane, target: Size): Float32Array {
  const result = new Float32Array(target.width * target.height);
  const columns = spans(width, target.width);
  const rows = spans(height, target.height);
  const line = new Float64Array(target.width);
  for (let y = 0; y < target.height; y++) {
    const top = rows[y]!;
    const bottom = rows[y + 1]!;
    line.fill(0);
    for (let row = Math.floor(top); row < Math.min(height, Math.ceil(bottom)); row++) {
      const weight = Math.min(bottom, row + 1) - Math.max(top, row);
      addRow(line, data.subarray(row * width, (row + 1) * width), columns, weight);
    }
    const area = (bottom - top) * (width / target.width);
    for (let x = 0; x < target.width; x++) result[y * target.width + x] = line[x]! / area;
  }
  return result;
}

function addRow(line: Float64Array, row: Plane['data'], columns: Float64Array, weight: number): void {
  for (let x = 0; x < line.length; x++) {
    const left = columns[x]!;
    const right = columns[x + 1]!;
    const first = Math.floor(left);
    const last = Math.min(row.length, Math.ceil(right)) - 1;
    let sum = 0;
    for (let column = first; column <= last; column++) sum += row[column]!;
    // The two outer pixels belong to this one in part only.
    sum -= (left - first) * row[first]! + (last + 1 - right) * row[last]!;
    line[x] = line[x]! + sum * weight;
  }
}
