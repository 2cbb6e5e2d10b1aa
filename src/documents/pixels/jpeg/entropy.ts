/** Huffman-coded bits of JPEG (ITU-T T.81 Annex F.2.2): stuffed bytes are taken out, a marker ends them. */
import { PixelFault } from '../raster.js';

const LOOK_AHEAD = 9;

/** Decodes a symbol by one look-up where its code is short, else by the canonical bounds of each length. */
export class HuffmanTable {
  /** `length << 8 | symbol` of the code that these next bits begin with; 0 for longer codes. */
  readonly short = new Uint16Array(1 << LOOK_AHEAD);
  readonly #maxCode = new Int32Array(18).fill(-1);
  readonly #offset = new Int32Array(17);

  /** `counts`: 16 numbers of codes by length (BITS); `symbols`: HUFFVAL. */
  constructor(
    counts: Uint8Array,
    private readonly symbols: Uint8Array,
  ) {
    let code = 0;
    let index = 0;
    for (let length = 1; length <= 16; length++, code <<= 1) {
      const count = counts[length - 1]!;
      if (code + count > 1 << length) throw new PixelFault('damaged');
      this.#offset[length] = index - code;
      for (let each = 0; each < count; each++, code++, index++) {
        if (length > LOOK_AHEAD) continue;
        const from = code << (LOOK_AHEAD - length);
        this.short.fill((length << 8) | symbols[index]!, from, from + (1 << (LOOK_AHEAD - length)));
      }
      if (count > 0) this.#maxCode[length] = code - 1;
    }
  }

  /** `length << 8 | symbol` for 16 bits. */
  long(bits: number): number {
    for (let length = LOOK_AHEAD + 1; length <= 16; length++) {
      const code = bits >> (16 - length);
      if (code <= this.#maxCode[length]!) return (length << 8) | this.symbols[this.#offset[length]! + code]!;
    }
    throw new PixelFault('damaged');
  }
}

export class EntropyReader {
  #bits = 0;
  #count = 0;
  /** Zeros that were put in behind the end. */
  #padding = 0;

  constructor(
    private readonly data: Uint8Array,
    public position: number,
  ) {}

  #fill(): void {
    while (this.#count <= 24) {
      let byte = this.data[this.position];
      if (byte === 0xff) {
        if (this.data[this.position + 1] === 0) this.position++;
        else byte = undefined;
      }
      if (byte === undefined) this.#padding += 8;
      else this.position++;
      this.#bits = (this.#bits << 8) | (byte ?? 0);
      this.#count += 8;
    }
  }

  bits(length: number): number {
    if (length === 0) return 0;
    if (this.#count < length) this.#fill();
    this.#count -= length;
    return (this.#bits >>> this.#count) & ((1 << length) - 1);
  }

  symbol(table: HuffmanTable): number {
    if (this.#count < 16) this.#fill();
    const entry =
      table.short[(this.#bits >>> (this.#count - LOOK_AHEAD)) & ((1 << LOOK_AHEAD) - 1)]! ||
      table.long((this.#bits >>> (this.#count - 16)) & 0xffff);
    this.#count -= entry >> 8;
    return entry & 0xff;
  }

  /** A signed difference of `length` bits (EXTEND, figure F.12). */
  difference(length: number): number {
    if (length === 0) return 0;
    const value = this.bits(length);
    return value < 1 << (length - 1) ? value - (1 << length) + 1 : value;
  }

  /** Throws once more has been read than there is: what follows would be invented. */
  check(): void {
    if (this.#padding - this.#count > 32) throw new PixelFault('damaged');
  }

  /** To behind the next restart marker. */
  restart(): void {
    this.#count = 0;
    this.#padding = 0;
    const { data } = this;
    while (this.position + 1 < data.length) {
      const next = data[this.position + 1]!;
      if (data[this.position] === 0xff && next !== 0 && next !== 0xff) {
        if (next >= 0xd0 && next <= 0xd7) this.position += 2;
        return;
      }
      this.position++;
    }
  }
}
