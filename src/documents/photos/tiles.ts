/** What stands in the small squares of a grey picture: how much detail, how much noise, and whether it is like writing. */
import { levelOf, type Grey } from './luminance.js';

/** Pixels; at 1,024 for the longer edge of a page a tile has two or three lines of print. */
export const TILE = 32;

export interface Tile {
  left: number;
  top: number;
  mean: number;
  variance: number;
  /** Mean square of the second difference along rows, along columns. */
  along: number;
  down: number;
  /** Of the darkest and the lightest few pixels. */
  contrast: number;
  median: number;
}

function tileAt(grey: Grey, left: number, top: number): Tile {
  const { data, width } = grey;
  const counts = new Uint16Array(256);
  let [sum, squares, along, down] = [0, 0, 0, 0];
  for (let y = 0; y < TILE; y++) {
    for (let x = 0, at = (top + y) * width + left; x < TILE; x++, at++) {
      const value = data[at] as number;
      counts[value | 0] = (counts[value | 0] as number) + 1;
      sum += value;
      squares += value * value;
      along += (2 * value - (data[at - 1] as number) - (data[at + 1] as number)) ** 2;
      down += (2 * value - (data[at - width] as number) - (data[at + width] as number)) ** 2;
    }
  }
  const count = TILE * TILE;
  const mean = sum / count;
  const variance = Math.max(0, squares / count - mean * mean);
  return {
    left,
    top,
    mean,
    variance,
    along: along / count,
    down: down / count,
    contrast: levelOf(counts, 0.97 * count) - levelOf(counts, 0.03 * count),
    median: levelOf(counts, 0.5 * count),
  };
}

/** White noise of variance 1 gives the second difference a mean square of 6. */
const SECOND_DIFFERENCE = 6;
const CROSSINGS = 2.5;
const MIN_CONTRAST = 16;

/** Variance of the sensor's noise, from the tiles without writing; 0 of none. */
export function noiseOf(tiles: readonly Tile[]): number {
  // By contrast and not by energy, which would choose what is low by chance.
  const least = percentile(
    tiles.map(({ contrast }) => contrast),
    0.05,
  );
  const flat = tiles.filter(({ contrast }) => contrast <= 1.35 * least + 1);
  const energy =
    flat.reduce((sum, { along, down }) => sum + (along + down) / 2, 0) / Math.max(1, flat.length);
  return energy / SECOND_DIFFERENCE;
}

/** Detail both ways as a share of the variance, noise taken off: blurred lines of print keep some across them only. */
export function detailOf(tiles: readonly Tile[], noise: number): number {
  let [detail, variance] = [0, 0];
  for (const tile of tiles) {
    detail += Math.min(tile.along, tile.down) - SECOND_DIFFERENCE * noise;
    variance += tile.variance - noise;
  }
  return Math.max(0, detail) / Math.max(1, variance);
}

/** How often a line of the tile passes through its mean, swings smaller than `swing` left out. */
function crossings(grey: Grey, { left, top, mean }: Tile, swing: number, byRow: boolean): number {
  let count = 0;
  const [step, across] = byRow ? [1, grey.width] : [grey.width, 1];
  const start = top * grey.width + left;
  for (let line = 0; line < TILE; line++) {
    let side = 0;
    for (let i = 0, at = start + line * across; i < TILE; i++, at += step) {
      const off = (grey.data[at] as number) - mean;
      const now = off > swing ? 1 : off < -swing ? -1 : 0;
      if (now === 0 || now === side) continue;
      if (side !== 0) count++;
      side = now;
    }
  }
  return count / TILE;
}

/** Darker and lighter many times in one direction or the other, as strokes and lines of print are, and not by noise. */
export function isWriting(grey: Grey, tile: Tile, noise: number): boolean {
  if (tile.contrast <= Math.max(MIN_CONTRAST, 7 * Math.sqrt(noise))) return false;
  const swing = Math.max(0.25 * Math.sqrt(tile.variance), 3 * Math.sqrt(noise));
  return [true, false].some((byRow) => crossings(grey, tile, swing, byRow) >= CROSSINGS);
}

/** Row by row, without the outermost pixels; none of a picture that is smaller than a tile. */
export function tilesOf(grey: Grey): Tile[] {
  const tiles: Tile[] = [];
  for (let top = 1; top + TILE < grey.height; top += TILE)
    for (let left = 1; left + TILE < grey.width; left += TILE) tiles.push(tileAt(grey, left, top));
  return tiles;
}

/** `share` of the sorted values lie below; 0 of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = Float32Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
