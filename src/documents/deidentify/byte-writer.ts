/** Writes elements into bytes that grow (PS3.5 section 7.1). */
import type { Encoding } from '../dicom/elements.js';

const LONG = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);

export class ByteWriter {
  /** What {@link copy} takes from. */
  readonly #source: Uint8Array;
  #bytes: Uint8Array<ArrayBuffer>;
  #view: DataView;
  #length = 0;
  /** Copied in one go once something else comes: most of what stays is neighbours. */
  #from = 0;
  #to = 0;

  constructor(capacity: number, source: Uint8Array = new Uint8Array()) {
    this.#source = source;
    this.#bytes = new Uint8Array(Math.max(capacity, 64));
    this.#view = new DataView(this.#bytes.buffer);
  }

  get length(): number {
    this.#flush();
    return this.#length;
  }

  /** What was written; a view, not a copy. */
  get written(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.length);
  }

  /** A span of the source. */
  copy(start: number, end: number): void {
    if (start !== this.#to) {
      this.#flush();
      this.#from = start;
    }
    this.#to = end;
  }

  bytes(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  latin1(text: string): void {
    this.#reserve(text.length);
    for (let index = 0; index < text.length; index++)
      this.#bytes[this.#length + index] = text.charCodeAt(index);
    this.#length += text.length;
  }

  uint16(value: number, littleEndian: boolean): void {
    this.#reserve(2);
    this.#view.setUint16(this.#length, value, littleEndian);
    this.#length += 2;
  }

  uint32(value: number, littleEndian: boolean): void {
    this.#reserve(4);
    this.#view.setUint32(this.#length, value, littleEndian);
    this.#length += 4;
  }

  patch32(at: number, value: number, littleEndian: boolean): void {
    this.#view.setUint32(at, value, littleEndian);
  }

  tag(tag: number, littleEndian: boolean): void {
    this.uint16(Math.floor(tag / 0x10000), littleEndian);
    this.uint16(tag & 0xffff, littleEndian);
  }

  /** A header; `length` is the value's in bytes. */
  header(tag: number, vr: string, length: number, { explicit, littleEndian }: Encoding): void {
    this.tag(tag, littleEndian);
    if (!explicit) return this.uint32(length, littleEndian);
    this.latin1(vr);
    if (!LONG.has(vr)) return this.uint16(length, littleEndian);
    this.uint16(0, littleEndian);
    this.uint32(length, littleEndian);
  }

  /** A text, padded to an even length: with a zero for UIDs, else with a space. */
  text(tag: number, vr: string, value: string, encoding: Encoding): void {
    const padded = value.length % 2 ? value + (vr === 'UI' ? '\0' : ' ') : value;
    this.header(tag, vr, padded.length, encoding);
    this.latin1(padded);
  }

  /** A sequence of defined length; each item writes its own elements. */
  sequence(tag: number, items: readonly (() => void)[], encoding: Encoding): void {
    this.header(tag, 'SQ', 0, encoding);
    const start = this.length;
    for (const item of items) this.item(item, encoding);
    this.patch32(start - 4, this.length - start, encoding.littleEndian);
  }

  item(write: () => void, { littleEndian }: Encoding): void {
    this.tag(0xfffee000, littleEndian);
    this.uint32(0, littleEndian);
    const start = this.length;
    write();
    this.patch32(start - 4, this.length - start, littleEndian);
  }

  #flush(): void {
    const [from, to] = [this.#from, this.#to];
    this.#from = this.#to = 0;
    if (from < to) this.bytes(this.#source.subarray(from, to));
  }

  #reserve(more: number): void {
    if (this.#from < this.#to) this.#flush();
    if (this.#length + more <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + more));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
    this.#view = new DataView(larger.buffer);
  }
}
