/** The inverse wavelet transforms 5-3 and 9-7 (ITU-T T.800 Annex F) of one level, in place. */
import type { Rectangle } from './tile.js';

const [ALPHA, BETA, GAMMA, DELTA] = [
  -1.586134342059924, -0.052980118572961, 0.882911075530934, 0.443506852043971,
];
const K = 1.230174104914001;

/** `data`: the four bands interleaved (F.3.3), over `area` of the resolution. */
export function synthesise(data: Float32Array, area: Rectangle, reversible: boolean): void {
  const width = area.x1 - area.x0;
  const height = area.y1 - area.y0;
  const lines = { data, reversible };
  inverse({ ...lines, length: width, stride: 1, first: area.x0 & 1, count: height, step: width });
  inverse({ ...lines, length: height, stride: width, first: area.y0 & 1, count: width, step: 1 });
}

/** All rows, or all columns. */
interface Lines {
  data: Float32Array;
  reversible: boolean;
  /** Samples of a line, and from one to the next. */
  length: number;
  stride: number;
  /** 1 where the first sample is a high-pass one. */
  first: number;
  /** Lines, and from one to the next. */
  count: number;
  step: number;
}

function inverse(lines: Lines): void {
  const { length, first, reversible } = lines;
  if (length === 1) {
    if (first === 1) scale(lines, 1, 0.5);
    return;
  }
  if (reversible) {
    lift(lines, 0, (sum) => -Math.floor((sum + 2) / 4));
    lift(lines, 1, (sum) => Math.floor(sum / 2));
    return;
  }
  scale(lines, 0, K);
  scale(lines, 1, 1 / K);
  lift(lines, 0, (sum) => -DELTA * sum);
  lift(lines, 1, (sum) => -GAMMA * sum);
  lift(lines, 0, (sum) => -BETA * sum);
  lift(lines, 1, (sum) => -ALPHA * sum);
}

/** Adds to each sample of this parity what its neighbours' sum says; at the ends lines are mirrored. */
function lift(
  { data, length, stride, first, count, step }: Lines,
  parity: number,
  by: (sum: number) => number,
): void {
  for (let index = first ^ parity; index < length; index += 2) {
    const at = index * stride;
    const before = (index === 0 ? 1 : index - 1) * stride;
    const after = (index === length - 1 ? index - 1 : index + 1) * stride;
    for (let line = 0, offset = 0; line < count; line++, offset += step)
      data[at + offset]! += by(data[before + offset]! + data[after + offset]!);
  }
}

function scale({ data, length, stride, first, count, step }: Lines, parity: number, factor: number): void {
  for (let index = first ^ parity; index < length; index += 2)
    for (let line = 0; line < count; line++) data[index * stride + line * step]! *= factor;
}
