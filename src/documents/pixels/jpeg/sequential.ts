/** Sequential DCT-based JPEG (ITU-T T.81 Annexes A and F). */
import { PixelFault, type Plane, type Size } from '../raster.js';
import type { JpegComponent, JpegFrame, JpegScan, ScanComponent } from './frame.js';
import type { EntropyReader } from './entropy.js';

const BLOCK = 8;

/** Where the coefficients of a block stand, in the order in which they come (figure A.6). */
// prettier-ignore
const ZIGZAG = [
   0,  1,  8, 16,  9,  2,  3, 10, 17, 24, 32, 25, 18, 11,  4,  5,
  12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13,  6,  7, 14, 21, 28,
  35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51,
  58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
];

/** `BASIS[x * 8 + u]`: what coefficient u adds to sample x of a line (A.3.3). */
const BASIS = Float32Array.from({ length: 64 }, (_, index) => {
  const u = index % BLOCK;
  return (u === 0 ? Math.SQRT1_2 : 1) * 0.5 * Math.cos((((index >> 3) * 2 + 1) * u * Math.PI) / 16);
});

interface Target extends Plane {
  data: Uint8Array | Uint16Array;
  predicted: number;
}

export class SequentialImage {
  readonly #targets: Target[];
  readonly #maximum: number;
  /** The mean of a block is its first coefficient: enough where an eighth of the picture is shown. */
  readonly #meansOnly: boolean;
  readonly #block = new Float32Array(64);
  readonly #lines = new Float32Array(64);

  constructor(
    private readonly frame: JpegFrame,
    target: Size,
  ) {
    this.#maximum = (1 << frame.precision) - 1;
    this.#meansOnly = frame.width >= target.width * BLOCK && frame.height >= target.height * BLOCK;
    const scale = this.#meansOnly ? BLOCK : 1;
    this.#targets = frame.components.map((component) => {
      const width = Math.ceil(component.width / scale);
      const height = Math.ceil(component.height / scale);
      const data = frame.precision > 8 ? new Uint16Array(width * height) : new Uint8Array(width * height);
      return { width, height, data, predicted: 0 };
    });
  }

  planes(): Plane[] {
    return this.#targets.map(({ width, height, data }) => ({ width, height, data }));
  }

  scan(scan: JpegScan, reader: EntropyReader, quantisation: readonly (Uint16Array | undefined)[]): void {
    const parts = scan.components.map((part) => {
      const component = this.frame.components[part.index]!;
      const quantiser = quantisation[component.quantisation];
      if (!part.dc || !part.ac || !quantiser) throw new PixelFault('damaged');
      return { part, component, quantiser, target: this.#targets[part.index]! };
    });
    // A scan of one component has no padding to whole MCUs (A.2.2).
    const alone = parts.length === 1 ? parts[0]!.component : null;
    const maxH = Math.max(...this.frame.components.map(({ h }) => h));
    const maxV = Math.max(...this.frame.components.map(({ v }) => v));
    const across = Math.ceil(alone ? alone.width / BLOCK : this.frame.width / (BLOCK * maxH));
    const down = Math.ceil(alone ? alone.height / BLOCK : this.frame.height / (BLOCK * maxV));
    for (const { target } of parts) target.predicted = 0;
    for (let row = 0, mcu = 0; row < down; row++) {
      for (let column = 0; column < across; column++, mcu++) {
        if (scan.restartInterval > 0 && mcu > 0 && mcu % scan.restartInterval === 0) {
          reader.restart();
          for (const { target } of parts) target.predicted = 0;
        }
        for (const { part, component, quantiser, target } of parts) {
          const { h, v } = alone ? { h: 1, v: 1 } : component;
          for (let block = 0; block < h * v; block++) {
            this.#coefficients(reader, part, quantiser, target);
            this.#put(target, column * h + (block % h), row * v + Math.floor(block / h), component);
          }
        }
      }
      reader.check();
    }
  }

  #coefficients(
    reader: EntropyReader,
    { dc, ac }: ScanComponent,
    quantiser: Uint16Array,
    target: Target,
  ): void {
    const block = this.#block;
    if (!this.#meansOnly) block.fill(0);
    const length = reader.symbol(dc!);
    if (length > 16) throw new PixelFault('damaged');
    target.predicted += reader.difference(length);
    block[0] = target.predicted * quantiser[0]!;
    for (let index = 1; index < 64; index++) {
      const symbol = reader.symbol(ac!);
      const size = symbol & 15;
      const zeros = symbol >> 4;
      if (size === 0 && zeros < 15) break;
      index += zeros;
      if (index > 63) throw new PixelFault('damaged');
      if (size > 0) block[ZIGZAG[index]!] = reader.difference(size) * quantiser[index]!;
    }
  }

  /** The block at these coordinates, in blocks; what stands outside the component is padding. */
  #put(target: Target, blockX: number, blockY: number, component: JpegComponent): void {
    const { width, height, data } = target;
    const middle = (this.#maximum + 1) / 2;
    const clamp = (value: number) => Math.min(this.#maximum, Math.max(0, Math.round(value + middle)));
    if (this.#meansOnly) {
      if (blockX < width && blockY < height) data[blockY * width + blockX] = clamp(this.#block[0]! / BLOCK);
      return;
    }
    if (blockX * BLOCK >= component.width || blockY * BLOCK >= component.height) return;
    this.#inverse();
    const columns = Math.min(BLOCK, width - blockX * BLOCK);
    const rows = Math.min(BLOCK, height - blockY * BLOCK);
    for (let y = 0; y < rows; y++) {
      const at = (blockY * BLOCK + y) * width + blockX * BLOCK;
      for (let x = 0; x < columns; x++) data[at + x] = clamp(this.#block[y * BLOCK + x]!);
    }
  }

  /** The inverse transform (A.3.3), in place: rows, then columns. Rows of nothing but zeros are frequent. */
  #inverse(): void {
    const block = this.#block;
    const lines = this.#lines;
    for (let v = 0; v < 64; v += BLOCK) {
      let last = BLOCK - 1;
      while (last >= 0 && block[v + last] === 0) last--;
      for (let x = 0; x < BLOCK; x++) {
        let sum = 0;
        for (let u = 0; u <= last; u++) sum += block[v + u]! * BASIS[x * BLOCK + u]!;
        lines[v + x] = sum;
      }
    }
    for (let y = 0; y < BLOCK; y++)
      for (let x = 0; x < BLOCK; x++) {
        let sum = 0;
        for (let v = 0; v < BLOCK; v++) sum += lines[v * BLOCK + x]! * BASIS[y * BLOCK + v]!;
        block[y * BLOCK + x] = sum;
      }
  }
}
