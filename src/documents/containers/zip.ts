/** ZIP files (APPNOTE 6.3.10) read at random: heads of many entries in one read, nothing inflated further than asked. */
import type { Container, ContainerLimits } from './container.js';
import { crc32 } from './crc32.js';
import { inflateHead } from './inflate-head.js';
import { tooDeep, type Opened } from './opened.js';
import { MOST_HEAD_BYTES, readRange, readTogether } from './read.js';
import { LOCAL_HEADER_BYTES, readDirectory, type ZipDirectory } from './zip-directory.js';

type Failure = 'unreadable' | 'damaged';

/** The local extra field is often longer than the directory's; a longer one costs a second read. */
const EXTRA_GUESS = 64;
/** Inflated parts are joined into a blob of this size, which the browser may put on disk. */
const JOIN_BYTES = 8 * 1024 * 1024;

/**
 * Opens a ZIP file, also one inside another: `blob` may be an entry's. `depth` counts the containers around it, 1 for
 * one that was picked. Rejects with the signal's reason alone.
 */
export async function openZip(
  blob: Blob,
  limits: ContainerLimits,
  signal: AbortSignal,
  depth = 1,
): Promise<Opened> {
  if (tooDeep(depth, limits)) return { finding: 'too-deep' };
  const directory = await readDirectory(blob, limits, signal);
  return typeof directory === 'string'
    ? { finding: directory }
    : { container: zipContainer(blob, directory) };
}

function zipContainer(file: Blob, directory: ZipDirectory): Container {
  const { entries, offsets, sizes, checksums, nameLengths, methods, end: directoryStart } = directory;
  /** Where the bytes of an entry begin, once its local header was read; 0 before. */
  const starts = new Float64Array(entries.length);
  const isOpen = (index: number) => entries[index]?.finding === null;

  /** The local header with so much of the data as `input` says; the data alone once its place is known. */
  function pieceOf(index: number, input: number): Blob {
    const data = Math.min(input, sizes[index]!);
    const header = starts[index] ? 0 : LOCAL_HEADER_BYTES + nameLengths[index]! + EXTRA_GUESS;
    const start = starts[index] || offsets[index]!;
    return file.slice(start, start + header + data);
  }

  /**
   * Checks the local header (APPNOTE 4.3.7) against the directory and notes where the data begins. Gives what is behind
   * it; null on a contradiction.
   */
  function behindHeader(index: number, bytes: Uint8Array): Uint8Array | null {
    if (bytes.length < LOCAL_HEADER_BYTES) return null;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const flags = view.getUint16(6, true);
    const header = LOCAL_HEADER_BYTES + nameLengths[index]! + view.getUint16(28, true);
    // With a data descriptor, and with ZIP64, the local header may not say the sizes.
    const agrees = (field: number, size: number) =>
      (flags & 8) !== 0 || [size, 0xffffffff].includes(view.getUint32(field, true));
    const honest =
      view.getUint32(0, true) === 0x04034b50 &&
      (flags & 1) === 0 &&
      view.getUint16(8, true) === methods[index] &&
      view.getUint16(26, true) === nameLengths[index] &&
      offsets[index]! + header + sizes[index]! <= directoryStart &&
      agrees(18, sizes[index]!) &&
      agrees(22, entries[index]!.size);
    if (!honest) return null;
    starts[index] = offsets[index]! + header;
    return bytes.subarray(header);
  }

  function headOf(
    index: number,
    read: Uint8Array | 'unreadable',
    wanted: number,
  ): Uint8Array | Failure | 'more' {
    if (read === 'unreadable') return read;
    const known = starts[index]! > 0;
    const data = known ? read : behindHeader(index, read);
    if (data === null) return 'damaged';
    const size = Math.min(wanted, entries[index]!.size);
    if (methods[index] === 0)
      return data.length >= size ? data.subarray(0, size) : known ? 'damaged' : 'more';
    const out = new Uint8Array(size);
    const { state } = inflateHead(data.subarray(0, sizes[index]), out);
    if (state === 'full') return out;
    return state === 'starved' && data.length < sizes[index]! ? 'more' : 'damaged';
  }

  async function heads(
    indices: readonly number[],
    bytes: number,
    signal: AbortSignal,
  ): Promise<(Uint8Array | Failure)[]> {
    const wanted = Math.min(bytes, MOST_HEAD_BYTES);
    const found = indices.map((): Uint8Array | Failure => 'damaged');
    let places = [...indices.keys()].filter((place) => isOpen(indices[place]!));
    // Incompressible data grows a little under deflate; what is compressed worse than that is read once more.
    for (let input = wanted + (wanted >> 3) + 256; places.length > 0; input *= 4) {
      const last = input > wanted * 2 + 2048;
      const read = await readTogether(
        places.map((place) => pieceOf(indices[place]!, input)),
        signal,
      );
      places = places.filter((place, i) => {
        const head = headOf(indices[place]!, read[i]!, wanted);
        if (head !== 'more') found[place] = head;
        return head === 'more' && !last;
      });
    }
    return found;
  }

  /** The entry as it stands in the file: stored or deflated. */
  async function dataOf(index: number, signal: AbortSignal): Promise<Blob | Failure> {
    signal.throwIfAborted();
    if (!isOpen(index)) return 'damaged';
    if (!starts[index]) {
      const header = await readRange(file, offsets[index]!, offsets[index]! + LOCAL_HEADER_BYTES, signal);
      if (header === 'unreadable') return header;
      if (!behindHeader(index, header)) return 'damaged';
    }
    return pieceOf(index, Infinity);
  }

  async function range(
    index: number,
    start: number,
    length: number,
    signal: AbortSignal,
  ): Promise<Uint8Array | Failure> {
    const end = Math.min(start + length, entries[index]?.size ?? 0);
    if (methods[index] !== 0 && end <= MOST_HEAD_BYTES) {
      const [head = 'damaged'] = await heads([index], end, signal);
      return typeof head === 'string' ? head : head.subarray(start);
    }
    const data = await dataOf(index, signal);
    if (typeof data === 'string') return data;
    if (methods[index] === 0) return readRange(data, start, end, signal);
    const out = new Uint8Array(Math.max(0, end - start));
    let at = 0;
    const failure = await inflate(data, signal, (part) => {
      const from = Math.max(0, start - at);
      out.set(part.subarray(from, Math.max(from, end - at)), Math.max(0, at - start));
      at += part.length;
      return at < end;
    });
    return at < end ? (failure ?? 'damaged') : out;
  }

  async function blob(index: number, signal: AbortSignal): Promise<Blob | Failure> {
    const data = await dataOf(index, signal);
    if (typeof data === 'string' || methods[index] === 0) return data;
    const expected = entries[index]!.size;
    let [size, crc, held] = [0, 0, 0];
    let joined = new Blob();
    let parts: BlobPart[] = [];
    const failure = await inflate(data, signal, (part) => {
      size += part.length;
      crc = crc32(part, crc);
      parts.push(part);
      held += part.length;
      if (held >= JOIN_BYTES) [joined, parts, held] = [new Blob([joined, ...parts]), [], 0];
      // One byte too many, and the rest is not worth inflating.
      return size <= expected;
    });
    if (failure) return failure;
    return size === expected && crc === checksums[index] ? new Blob([joined, ...parts]) : 'damaged';
  }

  return { entries, heads, range, blob };
}

/** Gives inflated parts to `take` until it says false. The browser's own inflater streams, so memory stays bounded. */
async function inflate(
  data: Blob,
  signal: AbortSignal,
  take: (part: Uint8Array<ArrayBuffer>) => boolean,
): Promise<Failure | null> {
  const reader = data.stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  try {
    for (;;) {
      signal.throwIfAborted();
      const { done, value } = await reader.read();
      if (done || !take(value)) return null;
    }
  } catch (error) {
    signal.throwIfAborted();
    // What the stream itself says of bad data is a TypeError.
    return error instanceof DOMException ? 'unreadable' : 'damaged';
  } finally {
    reader.cancel().catch(() => undefined);
  }
}
