/** The sample decoding of JPEG-LS (ITU-T T.87 Annex A), line by line. Names are the standard's. */
import { PixelFault } from '../raster.js';
import type { BitReader } from './bits.js';

export interface Coding {
  maxValue: number;
  near: number;
  thresholds: [number, number, number];
  reset: number;
  range: number;
  /** ceil(log2(range)): qbpp. */
  rangeBits: number;
  /** Longest code of a regular sample, in bits. */
  limit: number;
}

/** ILV: scans of one component, by line, by sample. */
export type Interleave = 0 | 1 | 2;

/** Order of the run lengths' codes (A.7.1.1). */
// prettier-ignore
const J = [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13, 14, 15];
const CONTEXTS = 365;

/** One component's previous and current line, with a sample more at the left and at the right (A.2.1). */
interface Lines {
  previous: Int32Array;
  current: Int32Array;
  runIndex: number;
}

export class LineDecoder {
  // The last two contexts are those of run interruption.
  readonly #a: Int32Array;
  readonly #b = new Int32Array(CONTEXTS);
  readonly #c = new Int32Array(CONTEXTS);
  readonly #n = new Int32Array(CONTEXTS + 2).fill(1);
  readonly #negative = new Int32Array(2);
  readonly #quantised: Int8Array;
  readonly #lines: Lines[];
  readonly #step: number;

  constructor(
    private readonly reader: BitReader,
    private readonly coding: Coding,
    private readonly targets: readonly Uint16Array[],
    private readonly width: number,
    private readonly interleave: Interleave,
  ) {
    const { range, maxValue, near, thresholds } = coding;
    this.#step = 2 * near + 1;
    this.#a = new Int32Array(CONTEXTS + 2).fill(Math.max(2, (range + 32) >> 6));
    this.#quantised = new Int8Array(2 * maxValue + 1);
    for (let size = near + 1; size <= maxValue; size++) {
      const level = 1 + thresholds.reduce((levels, threshold) => levels + (size >= threshold ? 1 : 0), 0);
      this.#quantised[maxValue + size] = level;
      this.#quantised[maxValue - size] = -level;
    }
    this.#lines = targets.map(() => ({
      previous: new Int32Array(width + 2),
      current: new Int32Array(width + 2),
      runIndex: 0,
    }));
  }

  decode(height: number): void {
    for (let y = 0; y < height; y++) {
      for (const { previous, current } of this.#lines) {
        previous[this.width + 1] = previous[this.width]!;
        current[0] = previous[1]!;
      }
      if (this.interleave === 2) this.#together(this.#lines);
      else for (const lines of this.#lines) this.#alone(lines);
      this.#lines.forEach((lines, index) => {
        this.targets[index]!.set(lines.current.subarray(1, this.width + 1), y * this.width);
        [lines.previous, lines.current] = [lines.current, lines.previous];
      });
      this.reader.check();
    }
  }

  #context({ previous, current }: Lines, x: number): number {
    const { maxValue } = this.coding;
    const rb = previous[x]!;
    const rc = previous[x - 1]!;
    const q = this.#quantised;
    return (
      81 * q[previous[x + 1]! - rb + maxValue]! +
      9 * q[rb - rc + maxValue]! +
      q[rc - current[x - 1]! + maxValue]!
    );
  }

  #alone(lines: Lines): void {
    const { previous, current } = lines;
    for (let x = 1; x <= this.width;) {
      const context = this.#context(lines, x);
      if (context !== 0) {
        current[x] = this.#regular(context, current[x - 1]!, previous[x]!, previous[x - 1]!);
        x++;
        continue;
      }
      const ra = current[x - 1]!;
      const end = x + this.#run(lines, this.width + 1 - x);
      current.fill(ra, x, end);
      x = end;
      if (x > this.width) break;
      const rb = previous[x]!;
      current[x] = this.#interruption(Math.abs(ra - rb) <= this.coding.near ? 1 : 0, ra, rb, lines.runIndex);
      if (lines.runIndex > 0) lines.runIndex--;
      x++;
    }
  }

  /** By sample: a run is one of all components (A.7, note on ILV 2). */
  #together(all: readonly Lines[]): void {
    const first = all[0]!;
    for (let x = 1; x <= this.width;) {
      const contexts = all.map((lines) => this.#context(lines, x));
      if (contexts.some((context) => context !== 0)) {
        all.forEach(({ previous, current }, index) => {
          current[x] = this.#regular(contexts[index]!, current[x - 1]!, previous[x]!, previous[x - 1]!);
        });
        x++;
        continue;
      }
      const end = x + this.#run(first, this.width + 1 - x);
      for (const { current } of all) current.fill(current[x - 1]!, x, end);
      x = end;
      if (x > this.width) break;
      for (const { previous, current } of all)
        current[x] = this.#interruption(0, current[x - 1]!, previous[x]!, first.runIndex);
      if (first.runIndex > 0) first.runIndex--;
      x++;
    }
  }

  /** Length of a run (A.7.1.2), `left` at most. */
  #run(lines: Lines, left: number): number {
    let length = 0;
    while (this.reader.bits(1) === 1) {
      const full = 1 << J[lines.runIndex]!;
      length += full;
      if (length <= left && lines.runIndex < 31) lines.runIndex++;
      if (length >= left) return left;
    }
    length += this.reader.bits(J[lines.runIndex]!);
    if (length > left) throw new PixelFault('damaged');
    return length;
  }

  /** A.4 to A.6. */
  #regular(signed: number, ra: number, rb: number, rc: number): number {
    const { maxValue, near, reset } = this.coding;
    const sign = signed < 0 ? -1 : 1;
    const q = signed * sign;
    let predicted = ra + rb - rc;
    if (rc >= Math.max(ra, rb)) predicted = Math.min(ra, rb);
    else if (rc <= Math.min(ra, rb)) predicted = Math.max(ra, rb);
    predicted = Math.min(maxValue, Math.max(0, predicted + sign * this.#c[q]!));
    let a = this.#a[q]!;
    let b = this.#b[q]!;
    let n = this.#n[q]!;
    const k = this.#k(a, n);
    const mapped = this.#golomb(k, this.coding.limit);
    let error = mapped & 1 ? -((mapped + 1) >> 1) : mapped >> 1;
    if (near === 0 && k === 0 && 2 * b <= -n) error = -error - 1;
    b += error * this.#step;
    a += Math.abs(error);
    if (n === reset) {
      a >>= 1;
      b >>= 1;
      n >>= 1;
    }
    n++;
    if (b <= -n) {
      b = Math.max(b + n, 1 - n);
      if (this.#c[q]! > -128) this.#c[q]!--;
    } else if (b > 0) {
      b = Math.min(b - n, 0);
      if (this.#c[q]! < 127) this.#c[q]!++;
    }
    this.#a[q] = a;
    this.#b[q] = b;
    this.#n[q] = n;
    return this.#reconstruct(predicted, sign * error);
  }

  /** A.7.2: the sample that ends a run. */
  #interruption(type: 0 | 1, ra: number, rb: number, runIndex: number): number {
    const q = CONTEXTS + type;
    const a = this.#a[q]!;
    const n = this.#n[q]!;
    const k = this.#k(type === 1 ? a + (n >> 1) : a, n);
    const mapped = this.#golomb(k, this.coding.limit - J[runIndex]! - 1);
    const odd = (mapped + type) & 1;
    const size = (mapped + type + odd) >> 1;
    const above = k !== 0 || 2 * this.#negative[type]! >= n;
    const error = above === (odd === 1) ? -size : size;
    if (error < 0) this.#negative[type]!++;
    this.#a[q] = a + ((mapped + 1 - type) >> 1);
    if (n === this.coding.reset) {
      this.#a[q]! >>= 1;
      this.#n[q]! >>= 1;
      this.#negative[type]! >>= 1;
    }
    this.#n[q]!++;
    if (type === 1) return this.#reconstruct(ra, error);
    return this.#reconstruct(rb, ra > rb ? -error : error);
  }

  #k(a: number, n: number): number {
    let k = 0;
    while (n << k < a && k < 24) k++;
    return k;
  }

  /** A limited-length Golomb code (A.5.3). */
  #golomb(k: number, limit: number): number {
    const { rangeBits } = this.coding;
    const longest = limit - rangeBits - 1;
    const zeros = this.reader.zeros(longest);
    return zeros < longest ? (zeros << k) + this.reader.bits(k) : this.reader.bits(rangeBits) + 1;
  }

  #reconstruct(predicted: number, error: number): number {
    const { maxValue, near, range } = this.coding;
    let value = predicted + error * this.#step;
    if (value < -near) value += range * this.#step;
    else if (value > maxValue + near) value -= range * this.#step;
    return Math.min(maxValue, Math.max(0, value));
  }
}
