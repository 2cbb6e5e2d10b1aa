/** Bits of JPEG-LS (ITU-T T.87 Annex A.1): behind a byte of ones comes a byte of seven bits. A marker ends them. */
import { PixelFault } from '../raster.js';

export class BitReader {
  #bits = 0;
  #count = 0;
  #padding = 0;
  /** The byte before was 0xff. */
  #stuffed = false;

  constructor(
    private readonly data: Uint8Array,
    public position: number,
  ) {}

  #fill(): void {
    while (this.#count <= 24) {
      const byte = this.data[this.position];
      if (byte === undefined || (byte === 0xff && !(this.data[this.position + 1]! < 0x80))) {
        this.#padding += 8;
        this.#bits <<= 8;
        this.#count += 8;
        continue;
      }
      const length = this.#stuffed ? 7 : 8;
      this.#stuffed = byte === 0xff;
      this.#bits = (this.#bits << length) | byte;
      this.#count += length;
      this.position++;
    }
  }

  bits(length: number): number {
    if (length === 0) return 0;
    if (this.#count < length) this.#fill();
    this.#count -= length;
    return (this.#bits >>> this.#count) & ((1 << length) - 1);
  }

  /** How many zeros come before the next one, which is taken too. */
  zeros(limit: number): number {
    let zeros = 0;
    for (;;) {
      if (this.#count === 0) this.#fill();
      const left = this.#bits << (32 - this.#count);
      // Nothing but zeros in what is buffered.
      const run = Math.min(Math.clz32(left), this.#count);
      zeros += run;
      this.#count -= run;
      if (zeros > limit) throw new PixelFault('damaged');
      if (this.#count > 0) {
        this.#count--;
        return zeros;
      }
    }
  }

  /** Throws once more has been read than there is. */
  check(): void {
    if (this.#padding - this.#count > 32) throw new PixelFault('damaged');
  }
}
