/** Coefficient bits of a code-block (ITU-T T.800 Annex D): three passes over each bit plane, stripes of four rows. */
import { PixelFault } from '../raster.js';
import { ArithmeticDecoder, Contexts, PlainBits } from './arithmetic.js';
import { join } from './join.js';
import type { Band, CodeBlock } from './tile.js';

/** Table A.19. */
const [BYPASS, RESET, TERMINATE_EACH, CAUSAL, SYMBOLS] = [1, 2, 4, 8, 32];
const [SIGNIFICANT, NEGATIVE, VISITED, REFINED] = [1, 2, 4, 8];
const [RUN, UNIFORM] = [17, 18];

/** Table D.1: `[orientation][h * 15 + v * 5 + d]`. */
const ZERO_CODING = [0, 1, 2, 3].map((orientation) =>
  Uint8Array.from({ length: 45 }, (_, index) => {
    const [across, down, d] = [Math.floor(index / 15), Math.floor(index / 5) % 3, index % 5] as const;
    if (orientation === 3) {
      const hv = Math.min(2, across + down);
      if (d >= 3) return 8;
      return d === 2 ? 6 + Math.min(1, hv) : d * 3 + hv;
    }
    const [h, v] = orientation === 1 ? [down, across] : [across, down];
    if (h === 2) return 8;
    if (h === 1) return v > 0 ? 7 : d > 0 ? 6 : 5;
    return v > 0 ? v + 2 : Math.min(2, d);
  }),
);

/** Table D.3: `context << 1 | flip` by `(h + 1) * 3 + v + 1`. */
const SIGN_CODING = [
  [13, 1],
  [12, 1],
  [11, 1],
  [10, 1],
  [9, 0],
  [10, 0],
  [11, 0],
  [12, 0],
  [13, 0],
].map(([context, flip]) => (context! << 1) | flip!);

/** In a plane of the block's size. */
export interface BlockCoefficients {
  width: number;
  /** Twice the magnitude, in the middle of what it may be after the last bit that came (E.1.1.2). */
  magnitudes: Int32Array;
  negative(index: number): boolean;
}

export function decodeBlock(block: CodeBlock, band: Band, style: number): BlockCoefficients | null {
  const planes = band.bits - block.zeroPlanes;
  if (block.segments.length === 0 || planes <= 0) return null;
  if (planes > 30) throw new PixelFault('damaged');
  return new BlockDecoder(block, band.orientation, style, planes);
}

class BlockDecoder implements BlockCoefficients {
  readonly width: number;
  readonly height: number;
  readonly magnitudes: Int32Array;
  /** With a border of one, so that neighbours need no test. */
  readonly #state: Uint8Array;
  readonly #stride: number;
  readonly #zeroCoding: Uint8Array;
  readonly #contexts = new Contexts();
  readonly #causal: boolean;
  #arithmetic: ArithmeticDecoder;
  #plain: PlainBits | null = null;

  constructor({ x0, y0, x1, y1, segments }: CodeBlock, orientation: number, style: number, planes: number) {
    this.width = x1 - x0;
    this.height = y1 - y0;
    this.magnitudes = new Int32Array(this.width * this.height);
    this.#stride = this.width + 2;
    this.#state = new Uint8Array(this.#stride * (this.height + 2));
    this.#zeroCoding = ZERO_CODING[orientation]!;
    this.#causal = (style & CAUSAL) > 0;
    this.#arithmetic = new ArithmeticDecoder(new Uint8Array(0), this.#contexts);
    let pass = 0;
    for (const { passes, parts } of segments) {
      const data = join(parts);
      const plain = (style & BYPASS) > 0 && pass >= 10 && (pass - 1) % 3 !== 2;
      this.#plain = plain ? new PlainBits(data) : null;
      if (!plain) this.#arithmetic = new ArithmeticDecoder(data, this.#contexts);
      for (let each = 0; each < passes && pass <= (planes - 1) * 3; each++, pass++) {
        const one = 2 << (planes - 1 - Math.floor((pass + 2) / 3));
        if (pass % 3 === 1) this.#significance(one);
        else if (pass % 3 === 2) this.#refinement(one);
        else this.#cleanUp(one, (style & SYMBOLS) > 0);
        if (style & RESET) this.#contexts.reset();
      }
      if (data.length === 0 && !(style & TERMINATE_EACH)) break;
    }
  }

  negative(index: number): boolean {
    const at = (Math.floor(index / this.width) + 1) * this.#stride + (index % this.width) + 1;
    return (this.#state[at]! & NEGATIVE) > 0;
  }

  /** Significant neighbours beside, above and below, and across, as {@link ZERO_CODING} wants them. */
  #around(at: number, y: number): number {
    const state = this.#state;
    const above = at - this.#stride;
    let sum =
      15 * ((state[at - 1]! & 1) + (state[at + 1]! & 1)) +
      5 * (state[above]! & 1) +
      (state[above - 1]! & 1) +
      (state[above + 1]! & 1);
    if (!this.#causal || (y & 3) !== 3) {
      const below = at + this.#stride;
      sum += 5 * (state[below]! & 1) + (state[below - 1]! & 1) + (state[below + 1]! & 1);
    }
    return sum;
  }

  /** +1, 0 or -1 by significance and sign. */
  #signOf(at: number): number {
    const state = this.#state[at]!;
    return state & SIGNIFICANT ? (state & NEGATIVE ? -1 : 1) : 0;
  }

  #becomes(at: number, x: number, y: number, one: number): void {
    let negative: number;
    if (this.#plain) negative = this.#plain.bit();
    else {
      const below = this.#causal && (y & 3) === 3 ? 0 : this.#signOf(at + this.#stride);
      const h = Math.sign(this.#signOf(at - 1) + this.#signOf(at + 1));
      const v = Math.sign(this.#signOf(at - this.#stride) + below);
      const entry = SIGN_CODING[(h + 1) * 3 + v + 1]!;
      negative = this.#arithmetic.decode(entry >> 1) ^ (entry & 1);
    }
    this.#state[at]! |= SIGNIFICANT | (negative ? NEGATIVE : 0);
    this.magnitudes[y * this.width + x] = one | (one >> 1);
  }

  #bit(context: number): number {
    return this.#plain ? this.#plain.bit() : this.#arithmetic.decode(context);
  }

  /** Calls for each coefficient in the order of the stripes (D.1). */
  #scan(visit: (at: number, x: number, y: number) => void): void {
    for (let top = 0; top < this.height; top += 4)
      for (let x = 0; x < this.width; x++)
        for (let y = top; y < Math.min(this.height, top + 4); y++)
          visit((y + 1) * this.#stride + x + 1, x, y);
  }

  #significance(one: number): void {
    this.#scan((at, x, y) => {
      if (this.#state[at]! & SIGNIFICANT) return;
      const around = this.#around(at, y);
      if (around === 0) return;
      if (this.#bit(this.#zeroCoding[around]!)) this.#becomes(at, x, y, one);
      this.#state[at]! |= VISITED;
    });
  }

  #refinement(one: number): void {
    this.#scan((at, x, y) => {
      const state = this.#state[at]!;
      if ((state & (SIGNIFICANT | VISITED)) !== SIGNIFICANT) return;
      const context = state & REFINED ? 16 : this.#around(at, y) > 0 ? 15 : 14;
      const index = y * this.width + x;
      // What was the middle until now is decided; the next bit down is the middle.
      const known = this.magnitudes[index]! & ~one;
      this.magnitudes[index] = known | (this.#bit(context) ? one : 0) | (one >> 1);
      this.#state[at]! |= REFINED;
    });
  }

  #cleanUp(one: number, symbols: boolean): void {
    for (let top = 0; top < this.height; top += 4)
      for (let x = 0; x < this.width; x++) this.#cleanColumn(top, x, one);
    // Four bits that only show whether all went well (D.5).
    if (symbols) for (let each = 0; each < 4; each++) this.#arithmetic.decode(UNIFORM);
  }

  #cleanColumn(top: number, x: number, one: number): void {
    const state = this.#state;
    const bottom = Math.min(this.height, top + 4);
    let y = top;
    let found = false;
    if (this.#isQuiet(top, x)) {
      if (!this.#arithmetic.decode(RUN)) return;
      y += (this.#arithmetic.decode(UNIFORM) << 1) | this.#arithmetic.decode(UNIFORM);
      found = true;
    }
    for (; y < bottom; y++, found = false) {
      const at = (y + 1) * this.#stride + x + 1;
      if (found || !(state[at]! & (SIGNIFICANT | VISITED))) {
        if (found || this.#arithmetic.decode(this.#zeroCoding[this.#around(at, y)]!))
          this.#becomes(at, x, y, one);
      }
      state[at]! &= ~VISITED;
    }
  }

  /** A whole column of a stripe without anything significant in or around it. */
  #isQuiet(top: number, x: number): boolean {
    if (top + 4 > this.height) return false;
    for (let y = top; y < top + 4; y++) {
      const at = (y + 1) * this.#stride + x + 1;
      if (this.#state[at]! & (SIGNIFICANT | VISITED) || this.#around(at, y) > 0) return false;
    }
    return true;
  }
}
