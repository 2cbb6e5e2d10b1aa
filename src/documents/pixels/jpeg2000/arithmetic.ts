/** The arithmetic decoder of JPEG 2000 (ITU-T T.800 Annex C), and the plain bits of its bypass (D.6). */

/** Table C.2: Qe, next state after MPS, next state after LPS, switch. */
// prettier-ignore
const STATES = [
  0x5601, 1, 1, 1,   0x3401, 2, 6, 0,   0x1801, 3, 9, 0,   0x0ac1, 4, 12, 0,  0x0521, 5, 29, 0,  0x0221, 38, 33, 0,
  0x5601, 7, 6, 1,   0x5401, 8, 14, 0,  0x4801, 9, 14, 0,  0x3801, 10, 14, 0, 0x3001, 11, 17, 0, 0x2401, 12, 18, 0,
  0x1c01, 13, 20, 0, 0x1601, 29, 21, 0, 0x5601, 15, 14, 1, 0x5401, 16, 14, 0, 0x5101, 17, 15, 0, 0x4801, 18, 16, 0,
  0x3801, 19, 17, 0, 0x3401, 20, 18, 0, 0x3001, 21, 19, 0, 0x2801, 22, 19, 0, 0x2401, 23, 20, 0, 0x2201, 24, 21, 0,
  0x1c01, 25, 22, 0, 0x1801, 26, 23, 0, 0x1601, 27, 24, 0, 0x1401, 28, 25, 0, 0x1201, 29, 26, 0, 0x1101, 30, 27, 0,
  0x0ac1, 31, 28, 0, 0x09c1, 32, 29, 0, 0x08a1, 33, 30, 0, 0x0521, 34, 31, 0, 0x0441, 35, 32, 0, 0x02a1, 36, 33, 0,
  0x0221, 37, 34, 0, 0x0141, 38, 35, 0, 0x0111, 39, 36, 0, 0x0085, 40, 37, 0, 0x0049, 41, 38, 0, 0x0025, 42, 39, 0,
  0x0015, 43, 40, 0, 0x0009, 44, 41, 0, 0x0005, 45, 42, 0, 0x0001, 45, 43, 0, 0x5601, 46, 46, 0,
];
const QE = Uint16Array.from({ length: 47 }, (_, index) => STATES[index * 4]!);
const NEXT_MPS = Uint8Array.from({ length: 47 }, (_, index) => STATES[index * 4 + 1]!);
const NEXT_LPS = Uint8Array.from({ length: 47 }, (_, index) => STATES[index * 4 + 2]!);
const SWITCH = Uint8Array.from({ length: 47 }, (_, index) => STATES[index * 4 + 3]!);

/** States of the 19 contexts (table D.7), kept over the segments of a code-block. */
export class Contexts {
  readonly state = new Uint8Array(19);
  readonly mps = new Uint8Array(19);

  constructor() {
    this.reset();
  }

  reset(): void {
    this.state.fill(0);
    this.mps.fill(0);
    this.state[0] = 4;
    this.state[17] = 3;
    this.state[18] = 46;
  }
}

export class ArithmeticDecoder {
  #position = 0;
  #c: number;
  #a = 0x8000;
  #count = 0;

  constructor(
    private readonly data: Uint8Array,
    private readonly contexts: Contexts,
  ) {
    this.#c = this.#at(0) << 16;
    this.#byteIn();
    this.#c <<= 7;
    this.#count -= 7;
  }

  /** Behind the end come ones (D.4.1). */
  #at(position: number): number {
    return this.data[position] ?? 0xff;
  }

  #byteIn(): void {
    if (this.#at(this.#position) === 0xff) {
      if (this.#at(this.#position + 1) > 0x8f) {
        this.#c += 0xff00;
        this.#count = 8;
      } else {
        this.#position++;
        this.#c += this.#at(this.#position) << 9;
        this.#count = 7;
      }
    } else {
      this.#position++;
      this.#c += this.#at(this.#position) << 8;
      this.#count = 8;
    }
  }

  decode(context: number): number {
    const { state, mps } = this.contexts;
    const now = state[context]!;
    const qe = QE[now]!;
    let bit = mps[context]!;
    this.#a -= qe;
    if (this.#c >>> 16 < qe) {
      // The lower sub-interval is the LPS's, unless it is the larger one.
      const exchanged = this.#a < qe;
      this.#a = qe;
      if (exchanged) state[context] = NEXT_MPS[now]!;
      else bit = this.#least(context, now, bit);
    } else {
      this.#c -= qe << 16;
      if (this.#a & 0x8000) return bit;
      if (this.#a < qe) bit = this.#least(context, now, bit);
      else state[context] = NEXT_MPS[now]!;
    }
    do {
      if (this.#count === 0) this.#byteIn();
      this.#a <<= 1;
      this.#c <<= 1;
      this.#count--;
    } while (!(this.#a & 0x8000));
    return bit;
  }

  #least(context: number, now: number, mps: number): number {
    const { contexts } = this;
    if (SWITCH[now]) contexts.mps[context] = 1 - mps;
    contexts.state[context] = NEXT_LPS[now]!;
    return 1 - mps;
  }
}

export class PlainBits {
  #position = 0;
  #byte = 0;
  #left = 0;

  constructor(private readonly data: Uint8Array) {}

  bit(): number {
    if (this.#left === 0) {
      this.#left = this.#byte === 0xff ? 7 : 8;
      this.#byte = this.data[this.#position++] ?? 0xff;
    }
    this.#left--;
    return (this.#byte >> this.#left) & 1;
  }
}
