/**
 * What is kept of each file: numbers in columns, by the file's index. 200,000 files take 13 MB, where an object each
 * with its UID as text would take ten times that.
 */
import { hashUID } from './hash.js';

/** For "not given", outside of what an Integer String may hold (PS3.5 section 6.2). */
export const NO_NUMBER = -0x80000000;

/** No file, no series. */
export const NONE = -1;

export class InstanceTable {
  #capacity = 1024;
  size = new Float64Array(this.#capacity);
  /** NaN where not known. */
  position = new Float32Array(this.#capacity);
  number = new Int32Array(this.#capacity);
  frames = new Int32Array(this.#capacity);
  /** Bits by the index in the list of findings. */
  findings = new Uint16Array(this.#capacity);
  profile = new Int32Array(this.#capacity);
  series = new Int32Array(this.#capacity).fill(NONE);
  /** Where the file stands in its series' list. */
  place = new Int32Array(this.#capacity);
  /** Files with one SOP Instance UID are chained. */
  next = new Int32Array(this.#capacity);
  previous = new Int32Array(this.#capacity);
  /** 1: the same as another file, which goes in its place. */
  copy = new Uint8Array(this.#capacity);
  #low = new Int32Array(this.#capacity);
  #high = new Int32Array(this.#capacity);

  /** Open addressing: the first file of each chain plus one; 0 never used, -1 emptied. */
  #slots = new Int32Array(2048);
  #used = 0;

  has(file: number): boolean {
    return file < this.#capacity && this.series[file] !== NONE;
  }

  reserve(file: number): void {
    if (file < this.#capacity) return;
    const before = this.#capacity;
    while (this.#capacity <= file) this.#capacity *= 2;
    const grown = <T extends Float64Array | Float32Array | Int32Array | Uint16Array | Uint8Array>(
      column: T,
    ): T => {
      const longer = new (column.constructor as new (length: number) => T)(this.#capacity);
      longer.set(column);
      return longer;
    };
    this.size = grown(this.size);
    this.position = grown(this.position);
    this.number = grown(this.number);
    this.frames = grown(this.frames);
    this.findings = grown(this.findings);
    this.profile = grown(this.profile);
    this.series = grown(this.series).fill(NONE, before);
    this.place = grown(this.place);
    this.next = grown(this.next);
    this.previous = grown(this.previous);
    this.copy = grown(this.copy);
    this.#low = grown(this.#low);
    this.#high = grown(this.#high);
  }

  /** The other file in whose chain it now stands, or NONE. */
  link(file: number, sopInstanceUID: string): number {
    this.next[file] = this.previous[file] = NONE;
    this.copy[file] = 0;
    [this.#low[file], this.#high[file]] = hashUID(sopInstanceUID);
    if (!sopInstanceUID) return NONE;
    if ((this.#used + 1) * 2 > this.#slots.length) this.#rehash();
    const slot = this.#find(this.#low[file] as number, this.#high[file] as number);
    const head = (this.#slots[slot] as number) - 1;
    if (head < 0) {
      this.#slots[slot] = file + 1;
      this.#used++;
      return NONE;
    }
    const second = this.next[head] as number;
    this.next[head] = file;
    this.previous[file] = head;
    this.next[file] = second;
    if (second !== NONE) this.previous[second] = file;
    return head;
  }

  unlink(file: number): void {
    const [next, previous] = [this.next[file] as number, this.previous[file] as number];
    if (next !== NONE) this.previous[next] = previous;
    if (previous !== NONE) this.next[previous] = next;
    else {
      const slot = this.#find(this.#low[file] as number, this.#high[file] as number);
      if (this.#slots[slot] === file + 1) this.#slots[slot] = next === NONE ? -1 : next + 1;
    }
  }

  hasUID(low: number, high: number): boolean {
    return (this.#slots[this.#find(low, high)] as number) > 0;
  }

  /** Of the files with this SOP Instance UID; the file itself where it has none. */
  headOf(file: number): number {
    if (this.previous[file] === NONE) return file;
    return (this.#slots[this.#find(this.#low[file] as number, this.#high[file] as number)] as number) - 1;
  }

  /** Orders files with equal numbers without regard to their index. */
  compareUIDs(a: number, b: number): number {
    return (
      (this.#low[a] as number) - (this.#low[b] as number) ||
      (this.#high[a] as number) - (this.#high[b] as number)
    );
  }

  /** Where the UID stands, else where it would be put. */
  #find(low: number, high: number): number {
    const mask = this.#slots.length - 1;
    let slot = low & mask;
    for (; this.#slots[slot] !== 0; slot = (slot + 1) & mask) {
      const head = (this.#slots[slot] as number) - 1;
      if (head >= 0 && this.#low[head] === low && this.#high[head] === high) return slot;
    }
    return slot;
  }

  #rehash(): void {
    const heads = this.#slots.filter((slot) => slot > 0);
    this.#slots = new Int32Array(
      heads.length * 4 > this.#slots.length ? this.#slots.length * 2 : this.#slots.length,
    );
    this.#used = heads.length;
    for (const head of heads)
      this.#slots[this.#find(this.#low[head - 1] as number, this.#high[head - 1] as number)] = head;
  }
}
