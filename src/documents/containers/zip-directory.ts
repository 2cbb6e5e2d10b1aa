/** The directory of a ZIP file (APPNOTE 6.3.10, sections 4.3.12 to 4.3.16, 4.4, 4.5, 4.6.9), read from its end. */
import type { ContainerEntry, ContainerFinding, ContainerLimits } from './container.js';
import { crc32 } from './crc32.js';
import { harmlessPath } from './opened.js';
import { readRange } from './read.js';
import { nameOf } from './zip-names.js';

/** Files of a ZIP, one place in each list. Tens of thousands of them: numbers in typed arrays, not in objects. */
export interface ZipDirectory {
  entries: readonly ContainerEntry[];
  /** Of the local header, from the start of the blob. */
  offsets: Float64Array;
  /** Compressed, in bytes. */
  sizes: Float64Array;
  checksums: Uint32Array;
  /** Of the name as it stands in the file, in bytes. */
  nameLengths: Uint16Array;
  /** 0 stored, 8 deflate, others as APPNOTE 4.4.5. */
  methods: Uint16Array;
  /** Where the directory begins: no entry reaches further. */
  end: number;
}

export const LOCAL_HEADER_BYTES = 30;
export const CENTRAL_HEADER_BYTES = 46;
export const END_BYTES = 22;
/** In place of a number that stands in the ZIP64 extra field, in this order. */
const FAR = 0xffffffff;
const ZIP64_FIELDS = ['size', 'compressed', 'offset'] as const;
/** The end record with the longest comment, the ZIP64 ones, and the whole directory of most archives: one read. */
const TAIL_BYTES = 256 * 1024;
/** Of a directory. 200,000 entries with long paths take 40 MB. */
const MOST_DIRECTORY_BYTES = 128 * 1024 * 1024;

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const u64 = (view: DataView, at: number) => view.getUint32(at, true) + view.getUint32(at + 4, true) * 2 ** 32;
const isRecord = (view: DataView, at: number, signature: number, size: number) =>
  at >= 0 && at + size <= view.byteLength && view.getUint32(at, true) === signature;

interface EndRecord {
  /** Entries, modulo 65,536 without ZIP64: some writers let it overflow. */
  count: number;
  /** Of the directory, in bytes. */
  size: number;
  /** Where the directory should begin, and where it must end. */
  offset: number;
  end: number;
}

/** Null when there is none, or when parts of the archive are on other disks. */
function findEnd(tail: Uint8Array, tailStart: number): EndRecord | null {
  const view = viewOf(tail);
  const lowest = Math.max(0, tail.length - END_BYTES - 0xffff);
  for (let at = tail.length - END_BYTES; at >= lowest; at--) {
    // A comment may hold the signature too; only the record's own comment ends where the file does.
    if (!isRecord(view, at, 0x06054b50, END_BYTES)) continue;
    if (at + END_BYTES + view.getUint16(at + 20, true) !== tail.length) continue;
    const end: EndRecord = {
      count: view.getUint16(at + 10, true),
      size: view.getUint32(at + 12, true),
      offset: view.getUint32(at + 16, true),
      end: tailStart + at,
    };
    if (end.count === 0xffff || end.size === FAR || end.offset === FAR) {
      const locator = at - 20;
      if (isRecord(view, locator, 0x07064b50, 20)) return findZip64End(view, locator, tailStart);
      if (end.size === FAR || end.offset === FAR) return null;
    }
    const [disk, first, here] = [4, 6, 8].map((field) => view.getUint16(at + field, true));
    return disk === 0 && first === 0 && here === end.count ? end : null;
  }
  return null;
}

/** Right before its locator as a rule, also where something in front has moved it; else where the locator says. */
function findZip64End(view: DataView, locator: number, tailStart: number): EndRecord | null {
  const at = [locator - 56, u64(view, locator + 8) - tailStart].find((each) =>
    isRecord(view, each, 0x06064b50, 56),
  );
  if (at === undefined || view.getUint32(at + 16, true) !== 0 || view.getUint32(at + 20, true) !== 0)
    return null;
  if (u64(view, at + 24) !== u64(view, at + 32)) return null;
  return {
    count: u64(view, at + 32),
    size: u64(view, at + 40),
    offset: u64(view, at + 48),
    end: tailStart + at,
  };
}

/** Reads twice: the tail, then the directory where it does not lie in the tail. */
export async function readDirectory(
  blob: Blob,
  limits: ContainerLimits,
  signal: AbortSignal,
): Promise<ZipDirectory | ContainerFinding | 'unreadable'> {
  const tailStart = Math.max(0, blob.size - TAIL_BYTES);
  const tail = await readRange(blob, tailStart, blob.size, signal);
  if (tail === 'unreadable') return tail;
  const end = findEnd(tail, tailStart);
  if (!end) return 'damaged';
  if (end.count > limits.maxEntries) return 'too-many-entries';
  if (end.size > MOST_DIRECTORY_BYTES) return 'too-much';
  const actual = end.end - end.size;
  // Bytes in front of the archive move everything; bytes between directory and end record move nothing.
  for (const start of new Set([actual, end.offset])) {
    if (start < 0 || start + end.size > end.end) continue;
    const bytes =
      start >= tailStart
        ? tail.subarray(start - tailStart, start - tailStart + end.size)
        : await readRange(blob, start, start + end.size, signal);
    if (bytes === 'unreadable') return bytes;
    if (end.size > 0 && !isRecord(viewOf(bytes), 0, 0x02014b50, CENTRAL_HEADER_BYTES)) continue;
    return start < end.offset ? 'damaged' : parse(bytes, end.count, start, start - end.offset, limits);
  }
  return 'damaged';
}

function parse(
  bytes: Uint8Array,
  count: number,
  end: number,
  shift: number,
  limits: ContainerLimits,
): ZipDirectory | ContainerFinding {
  const view = viewOf(bytes);
  const room = Math.min(limits.maxEntries, Math.floor(bytes.length / CENTRAL_HEADER_BYTES));
  const entries: ContainerEntry[] = [];
  const offsets = new Float64Array(room);
  const sizes = new Float64Array(room);
  const checksums = new Uint32Array(room);
  const nameLengths = new Uint16Array(room);
  const methods = new Uint16Array(room);
  let seen = 0;
  for (let at = 0; at < bytes.length; seen++) {
    if (!isRecord(view, at, 0x02014b50, CENTRAL_HEADER_BYTES)) return 'damaged';
    if (seen >= limits.maxEntries) return 'too-many-entries';
    const nameLength = view.getUint16(at + 28, true);
    const extraStart = at + CENTRAL_HEADER_BYTES + nameLength;
    const extraEnd = extraStart + view.getUint16(at + 30, true);
    const next = extraEnd + view.getUint16(at + 32, true);
    if (next > bytes.length) return 'damaged';
    const rawName = bytes.subarray(at + CENTRAL_HEADER_BYTES, extraStart);
    const flags = view.getUint16(at + 8, true);
    const extra = readExtra(view, at, extraStart, extraEnd, rawName);
    const path = extra.path ?? nameOf(rawName, (flags & 0x800) !== 0);
    if (!path.endsWith('/') && !path.endsWith('\\')) {
      const index = entries.length;
      const method = view.getUint16(at + 10, true);
      offsets[index] = extra.offset + shift;
      sizes[index] = extra.compressed;
      checksums[index] = view.getUint32(at + 16, true);
      nameLengths[index] = nameLength;
      methods[index] = method;
      const reach = extra.offset + shift + LOCAL_HEADER_BYTES + nameLength + extra.compressed;
      const finding =
        extra.bad || reach > end ? 'damaged' : judge(extra.size, extra.compressed, method, flags, limits);
      entries.push({ path: harmlessPath(path), size: extra.size, finding });
    }
    at = next;
  }
  // Without ZIP64 the count is of 16 bits, and some writers let it overflow.
  if (seen !== count && (count > 0xffff || (seen & 0xffff) !== count)) return 'damaged';
  markOverlaps(entries, offsets, sizes, nameLengths);
  const total = entries.reduce((sum, { size, finding }) => sum + (finding ? 0 : size), 0);
  return total > limits.maxBytes
    ? 'too-much'
    : { entries, offsets, sizes, checksums, nameLengths, methods, end };
}

function judge(
  size: number,
  compressed: number,
  method: number,
  flags: number,
  limits: ContainerLimits,
): ContainerFinding | null {
  // Traditional and strong encryption, and a masked directory; method 99 is AES.
  if (flags & 0x2041 || method === 99) return 'encrypted';
  if (method === 0) return size === compressed ? null : 'damaged';
  if (method !== 8) return 'unsupported-method';
  if (compressed === 0) return 'damaged';
  return size > compressed * limits.maxRatio ? 'bomb' : null;
}

/**
 * Sizes and place (ZIP64, 4.5.3) and the name (Unicode Path, 4.6.9) of the record at `at`, whose extra field goes from
 * `start` to `end`; `bad` when it contradicts itself.
 */
function readExtra(view: DataView, at: number, start: number, end: number, rawName: Uint8Array) {
  const found = {
    size: view.getUint32(at + 24, true),
    compressed: view.getUint32(at + 20, true),
    offset: view.getUint32(at + 42, true),
    path: null as string | null,
    bad: false,
  };
  const disk = view.getUint16(at + 34, true);
  const isFar = found.size === FAR || found.compressed === FAR || found.offset === FAR;
  let owed = isFar ? ZIP64_FIELDS.filter((field) => found[field] === FAR) : [];
  // A few bytes at the end that are no field are padding.
  while (start + 4 <= end) {
    const id = view.getUint16(start, true);
    const field = start + 4;
    start = field + view.getUint16(start + 2, true);
    if (start > end) {
      found.bad = true;
      break;
    }
    if (id === 1 && start - field >= owed.length * 8) {
      owed.forEach((name, i) => (found[name] = u64(view, field + i * 8)));
      owed = [];
    } else if (id === 0x7075 && start - field > 5 && view.getUint8(field) === 1 && found.path === null) {
      const name = new Uint8Array(view.buffer, view.byteOffset + field + 5, start - field - 5);
      if (view.getUint32(field + 1, true) === crc32(rawName)) found.path = nameOf(name, true);
    }
  }
  if (owed.length > 0 || (disk !== 0 && disk !== 0xffff)) found.bad = true;
  return found;
}

/** Entries that share bytes: no honest writer makes them, and they are how a small file unpacks to petabytes. */
function markOverlaps(
  entries: readonly ContainerEntry[],
  offsets: Float64Array,
  sizes: Float64Array,
  nameLengths: Uint16Array,
): void {
  // What reaches too far is closed already, and must not close those behind it.
  const sound = [...entries.keys()].filter((index) => entries[index]!.finding !== 'damaged');
  const inOrder = sound.every((index, i) => i === 0 || offsets[sound[i - 1]!]! <= offsets[index]!);
  const order = inOrder ? sound : sound.sort((a, b) => offsets[a]! - offsets[b]!);
  let reach = 0;
  let last: ContainerEntry | undefined;
  for (const index of order) {
    const entry = entries[index]!;
    const offset = offsets[index]!;
    if (last && offset < reach) entry.finding = last.finding = 'damaged';
    const end = offset + LOCAL_HEADER_BYTES + nameLengths[index]! + sizes[index]!;
    if (end > reach) [reach, last] = [end, entry];
  }
}
