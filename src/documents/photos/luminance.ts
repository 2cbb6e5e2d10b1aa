/** Grey pictures in a size that is quick to look at. */

/** What `ImageData` has: four bytes a pixel, rows from the top. */
export interface RgbaImage {
  readonly data: Uint8ClampedArray | Uint8Array;
  readonly width: number;
  readonly height: number;
}

export interface Grey {
  /** 0 to 255, as displayed (not linear). */
  readonly data: Float32Array;
  readonly width: number;
  readonly height: number;
}

/** Where each of `from` pixels goes among `to`. */
const placed = (from: number, to: number) =>
  Uint32Array.from({ length: from }, (_, i) => Math.min(to - 1, Math.floor((i * to) / from)));

/** `sample` gives the value of a pixel by its number. */
function averaged(width: number, height: number, scale: number, sample: (at: number) => number): Grey {
  const [w, h] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
  const sums = new Float32Array(w * h);
  const counts = new Float32Array(w * h);
  const columns = placed(width, w);
  const rows = placed(height, h);
  for (let y = 0, at = 0; y < height; y++) {
    const row = (rows[y] as number) * w;
    for (let x = 0; x < width; x++, at++) {
      const to = row + (columns[x] as number);
      sums[to] = (sums[to] as number) + sample(at);
      counts[to] = (counts[to] as number) + 1;
    }
  }
  for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] as number) / (counts[i] || 1);
  return { data: sums, width: w, height: h };
}

/**
 * Luma (ITU-R BT.601) averaged over areas so that the longer edge is at most `edge` pixels; averaging also takes away
 * most of a sensor's noise. Pixels that are not there count as black.
 */
export function luminance({ data, width, height }: RgbaImage, edge: number): Grey {
  return averaged(width, height, Math.min(1, edge / Math.max(width, height, 1)), (pixel) => {
    const at = 4 * pixel;
    return 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
  });
}

/** `scale` is at most 1. */
export const reduce = ({ data, width, height }: Grey, scale: number): Grey =>
  averaged(width, height, Math.min(1, scale), (at) => data[at] as number);

/** The first level with more than `rank` pixels up to it. */
export function levelOf(counts: Uint16Array | Uint32Array, rank: number): number {
  let seen = 0;
  for (let level = 0; level < counts.length; level++) {
    seen += counts[level] as number;
    if (seen > rank) return level;
  }
  return counts.length - 1;
}

/** The levels that the given shares of all pixels do not exceed. */
export function levels({ data }: Grey, shares: readonly number[]): number[] {
  const counts = new Uint32Array(256);
  for (let i = 0; i < data.length; i++) {
    const level = (data[i] as number) | 0;
    counts[level] = (counts[level] as number) + 1;
  }
  return shares.map((share) => levelOf(counts, share * data.length));
}
