/** From values to what is seen: windows of grey (PS3.3 sections C.11.1 and C.11.2), colours (C.7.6.3.1.2). */
import type { Image } from './image.js';

/** Where nobody says which values matter, these do. */
const [DARKEST, BRIGHTEST] = [0.01, 0.99];

export type GreyScale = Pick<Image, 'photometric' | 'window' | 'slope' | 'intercept' | 'padding'>;

/** Opaque RGBA of stored values. */
export function greyPixels(stored: Float32Array, image: GreyScale): Uint8ClampedArray<ArrayBuffer> {
  const { slope, intercept, photometric } = image;
  const values = stored.map((value) => value * slope + intercept);
  const [low, high] = windowBounds(values, image) ?? percentiles(stored, values, image);
  const inverted = photometric === 'MONOCHROME1';
  const pixels = new Uint8ClampedArray(values.length * 4).fill(255);
  values.forEach((value, index) => {
    const level = ((value - low) / (high - low)) * 255;
    pixels.fill(inverted ? 255 - level : level, index * 4, index * 4 + 3);
  });
  return pixels;
}

/** Black and white of the LINEAR function; null without a window, or where all would be black or all white. */
function windowBounds(values: Float32Array, { window }: GreyScale): [number, number] | null {
  if (!window) return null;
  const { center, width } = window;
  const low = center - 0.5 - (width - 1) / 2;
  const high = Math.max(center - 0.5 + (width - 1) / 2, low + 1e-6);
  const seen = values.some((value) => value > low) && values.some((value) => value < high);
  return seen ? [low, high] : null;
}

function percentiles(stored: Float32Array, values: Float32Array, { padding }: GreyScale): [number, number] {
  const real = padding === null ? values : values.filter((_, index) => stored[index] !== padding);
  const sorted = (real.length > 0 ? real : values).slice().sort();
  const at = (share: number) => sorted[Math.round((sorted.length - 1) * share)]!;
  let [low, high] = [at(DARKEST), at(BRIGHTEST)];
  // A few marks on an even ground.
  if (high <= low) [low, high] = [at(0), at(1)];
  return high > low ? [low, high] : [low, low + 1];
}

/** Opaque RGBA of three components of `bits` bits. */
export function colourPixels(
  [first, second, third]: readonly [Float32Array, Float32Array, Float32Array],
  kind: 'rgb' | 'ybr' | 'ybr-partial',
  bits: number,
): Uint8ClampedArray<ArrayBuffer> {
  const scale = 255 / (2 ** bits - 1);
  const pixels = new Uint8ClampedArray(first.length * 4).fill(255);
  for (let index = 0; index < first.length; index++) {
    let [r, g, b] = [first[index]! * scale, second[index]! * scale, third[index]! * scale];
    if (kind !== 'rgb') {
      const [cb, cr] = [g - 128, b - 128];
      // Partial range: black is 16, white 235, colours go to 224 steps.
      const [luminance, chrominance] = kind === 'ybr' ? [r, 1] : [(r - 16) * (255 / 219), 255 / 224];
      r = luminance + 1.402 * chrominance * cr;
      g = luminance - (0.344136 * cb + 0.714136 * cr) * chrominance;
      b = luminance + 1.772 * chrominance * cb;
    }
    pixels.set([r, g, b], index * 4);
  }
  return pixels;
}
