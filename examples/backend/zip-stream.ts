/** ZIP files read from front to back, as bundles are made (APPNOTE 6.3.10): local headers alone say what follows. */
import { createInflateRaw } from 'node:zlib';
import { exactly, inflated } from './inflate.js';

/** The file is not made as it was declared, or ends early: from here on nobody can tell what is what. */
export class ContradictionError extends Error {
  override readonly name = 'ContradictionError';
}

/** A file of known size, taken in the amounts that are asked for. Holds one chunk of the source at most. */
export class ForwardReader {
  /** Bytes taken so far. */
  position = 0;
  readonly #size: number;
  readonly #source: AsyncIterator<Buffer>;
  #held: Buffer = Buffer.alloc(0);

  /** `size` in bytes. */
  constructor(source: AsyncIterable<Buffer>, size: number) {
    this.#source = source[Symbol.asyncIterator]();
    this.#size = size;
  }

  /** Bytes up to the end of the file. */
  get left(): number {
    return this.#size - this.position;
  }

  /** Exactly so many, for headers. Throws {@link ContradictionError} where the file ends before. */
  async take(size: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    for await (const part of this.upTo(this.position + size)) parts.push(part);
    return Buffer.concat(parts, size);
  }

  /** Chunks up to a position; after one that was not asked for, the next call goes on. */
  async *upTo(end: number): AsyncGenerator<Buffer, void, undefined> {
    if (end > this.#size) throw new ContradictionError();
    while (this.position < end) {
      if (this.#held.length === 0) {
        const { done, value } = await this.#source.next();
        if (done) throw new ContradictionError();
        this.#held = value;
      }
      const part = this.#held.subarray(0, end - this.position);
      this.#held = this.#held.subarray(part.length);
      this.position += part.length;
      yield part;
    }
  }

  /** Passes over what is left before a position. */
  async skipTo(end: number): Promise<void> {
    for await (const _ of this.upTo(end));
  }

  async close(): Promise<void> {
    await this.#source.return?.();
  }
}

export interface LocalHeader {
  deflated: boolean;
  crc32: number;
  /** Bytes in the ZIP file, and of the file that they stand for. */
  compressedSize: number;
  size: number;
}

const LOCAL_HEADER_BYTES = 30;
const SIGNATURE = 0x04034b50;
/** Of the general purpose bit flag (4.4.4): how hard deflate tried, and UTF-8. All else changes what follows. */
const HARMLESS_FLAGS = 0x0806;

/**
 * The local header (4.3.7) of the entry that is due. Throws {@link ContradictionError} on another name, a method other
 * than 0 and 8, encryption, a data descriptor (bit 3: sizes behind the data), and sizes that cannot be.
 */
export async function readLocalHeader(file: ForwardReader, name: string): Promise<LocalHeader> {
  const fields = await file.take(LOCAL_HEADER_BYTES);
  const [flags, method] = [fields.readUInt16LE(6), fields.readUInt16LE(8)];
  const [nameBytes, extraBytes] = [fields.readUInt16LE(26), fields.readUInt16LE(28)];
  const header = {
    deflated: method === 8,
    crc32: fields.readUInt32LE(14),
    compressedSize: fields.readUInt32LE(18),
    size: fields.readUInt32LE(22),
  };
  const honest =
    fields.readUInt32LE(0) === SIGNATURE &&
    (flags & ~HARMLESS_FLAGS) === 0 &&
    (method === 8 || (method === 0 && header.size === header.compressedSize)) &&
    nameBytes === name.length;
  if (!honest) throw new ContradictionError();
  if ((await file.take(nameBytes)).toString('latin1') !== name) throw new ContradictionError();
  await file.skipTo(file.position + extraBytes);
  if (header.compressedSize > file.left) throw new ContradictionError();
  return header;
}

/**
 * The entry's bytes as they were before it went into the file, never more than its header's `size`: a bomb is stopped
 * there. Throws `EncodedDataError` on data that cannot be inflated, and on fewer or more bytes than `size`; the next entry
 * stands where the header says.
 */
export async function* readEntry(
  file: ForwardReader,
  { deflated, compressedSize, size }: LocalHeader,
): AsyncGenerator<Buffer, void, undefined> {
  const data = file.upTo(file.position + compressedSize);
  yield* exactly(deflated ? inflated(data, compressedSize, createInflateRaw()) : data, size);
}
