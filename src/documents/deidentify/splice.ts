/** The output beside a walk: spans copied as they stand, headers with another length, and lengths put right at the end. */
import { UNDEFINED_LENGTH, type DataSetWalker } from '../dicom/elements.js';
import { ByteWriter } from './byte-writer.js';
import { tagText } from './report.js';

/** A sequence or an item that is open in the output. */
interface Level {
  /** 0 for an item. */
  tag: number;
  /** Items of the sequence so far, less one. */
  item: number;
  /** Where in the output its length stands; -1 when it is undefined. */
  lengthAt: number;
  littleEndian: boolean;
}

export class Splice {
  readonly out: ByteWriter;
  readonly #walker: DataSetWalker;
  readonly #levels: Level[] = [];

  /** @param capacity in bytes, to begin with */
  constructor(bytes: Uint8Array, walker: DataSetWalker, capacity: number) {
    this.#walker = walker;
    this.out = new ByteWriter(capacity, bytes);
  }

  /** What the walker stands at, as it is. */
  copy(): void {
    this.out.copy(this.#walker.offset, this.#walker.end);
  }

  /** The header of the current element, with another length. */
  header(length: number): void {
    const { offset, valueOffset, littleEndian } = this.#walker;
    const isShort = this.isShortForm();
    this.out.copy(offset, valueOffset - (isShort ? 2 : 4));
    if (isShort) this.out.uint16(length, littleEndian);
    else this.out.uint32(length, littleEndian);
  }

  /** Whether the length of the current element has 16 bits. */
  isShortForm(): boolean {
    const { explicit, offset, valueOffset } = this.#walker;
    return explicit && valueOffset - offset === 8;
  }

  openSequence(): void {
    this.#open(this.#walker.tag);
  }

  openItem(): void {
    const sequence = this.#levels.at(-1);
    if (sequence) sequence.item++;
    this.#open(0);
  }

  /** The end of the sequence or item that was opened last. */
  close(): void {
    this.copy();
    const level = this.#levels.pop();
    if (level && level.lengthAt >= 0)
      this.out.patch32(level.lengthAt, this.out.length - level.lengthAt - 4, level.littleEndian);
  }

  /** `(0040,A730)[0].` of what holds the current element; '' in the data set itself. */
  parents(): string {
    let path = '';
    for (const { tag, item } of this.#levels) if (tag) path += `${tagText(tag)}[${item}].`;
    return path;
  }

  #open(tag: number): void {
    const { length, littleEndian } = this.#walker;
    this.copy();
    const lengthAt = length === UNDEFINED_LENGTH ? -1 : this.out.length - 4;
    this.#levels.push({ tag, item: -1, lengthAt, littleEndian });
  }
}
