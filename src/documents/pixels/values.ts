/** Values of elements, as the few that a picture needs are written (PS3.5 section 6.2). */

/** By tag, as they stand in the file. */
export type Values = Map<number, Uint8Array>;

/** No text that is wanted here is longer. */
const MAX_TEXT = 256;

export const text = (value: Uint8Array | undefined): string =>
  value
    ? String.fromCharCode(...value.subarray(0, MAX_TEXT))
        .replace(/\0/g, '')
        .trim()
    : '';

/** Numbers of a DS or IS; NaN for what is none. */
export const decimals = (value: Uint8Array | undefined): number[] =>
  text(value)
    .split('\\')
    .map((part) => (part.trim() === '' ? NaN : Number(part)));

export function positiveInteger(value: Uint8Array | undefined, otherwise: number): number {
  const [first] = decimals(value);
  return Number.isInteger(first) && first! > 0 ? first! : otherwise;
}

/** The first number, where there is one. */
export function firstDecimal(value: Uint8Array | undefined, otherwise: number): number {
  const [first] = decimals(value);
  return Number.isFinite(first) ? first! : otherwise;
}

/** The frame that stands for all. */
export const middleFrame = (frames: number): number => Math.floor(frames / 2);
