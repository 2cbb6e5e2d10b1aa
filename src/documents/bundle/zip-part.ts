/**
 * What stands around the files of a ZIP file that can be unpacked while it is read (APPNOTE 6.3.10): sizes and CRC-32 in
 * the local headers, no data descriptors, no encryption, no ZIP64. The same entries give the same bytes. Pure: the data
 * of the files is not needed, nor copied.
 */
import { CENTRAL_HEADER_BYTES, END_BYTES, LOCAL_HEADER_BYTES } from '../containers/zip-directory.js';

export interface ZipEntry {
  /** Its name, in ASCII, and no other entry's. */
  entry: string;
  /** 0 stored, 8 deflated (4.4.5). */
  method: 0 | 8;
  /** Of the file, in bytes. */
  size: number;
  /** Of what stands for it in the ZIP file, in bytes. */
  stored: number;
  /** Of the file. */
  crc32: number;
}

/** Without ZIP64 a ZIP file ends before 4 GiB; no browser is sure to hold more than half of that at once. */
export const MOST_ZIP_BYTES = 2 ** 31;
const MOST_ENTRIES = 0xffff;

/** 2.0, for deflate (4.4.3); made on FAT (4.4.2), so that no permissions are said. */
const VERSION = 20;
/** Names are in UTF-8 (4.4.4, bit 11). */
const UTF8_FLAG = 0x800;
/** 1 January 1980, the first there is (4.4.6). When a file was made is nobody's business here. */
const DATE = (1 << 5) | 1;

/** The name of the file at `index`: opaque, since file names may say whose they are. */
export const entryName = (index: number): string => index.toString(36);

export const localHeaderBytes = (entry: string): number => LOCAL_HEADER_BYTES + entry.length;

/** Of the whole ZIP file, known before any of it is made. */
export const zipBytes = (entries: readonly Pick<ZipEntry, 'entry' | 'stored'>[]): number =>
  entries.reduce((sum, each) => sum + bytesOf(each), END_BYTES);

const bytesOf = ({ entry, stored }: Pick<ZipEntry, 'entry' | 'stored'>): number =>
  localHeaderBytes(entry) + stored + CENTRAL_HEADER_BYTES + entry.length;

/**
 * How many files from the front make a ZIP file of at most `maxBytes` when all are stored; one at least, however large
 * it is.
 */
export function countThatFit(files: readonly { size: number }[], maxBytes: number): number {
  const most = Math.min(files.length, MOST_ENTRIES);
  let bytes = END_BYTES;
  for (let count = 0; count < most; count++) {
    bytes += bytesOf({ entry: entryName(count), stored: files[count]!.size });
    if (bytes > Math.min(maxBytes, MOST_ZIP_BYTES) && count > 0) return count;
  }
  return most;
}

/** Goes in front of an entry's data (4.3.7). */
export function localHeader(entry: ZipEntry): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(localHeaderBytes(entry.entry));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x04034b50, true);
  writeCommon(view, 4, entry);
  writeName(bytes, LOCAL_HEADER_BYTES, entry.entry);
  return bytes;
}

/** The central directory and its end record (4.3.12, 4.3.16). Goes behind the last entry's data. */
export function directory(entries: readonly ZipEntry[]): Uint8Array<ArrayBuffer> {
  const size = entries.reduce((sum, { entry }) => sum + CENTRAL_HEADER_BYTES + entry.length, 0);
  const bytes = new Uint8Array(size + END_BYTES);
  const view = new DataView(bytes.buffer);
  let [at, offset] = [0, 0];
  for (const entry of entries) {
    view.setUint32(at, 0x02014b50, true);
    view.setUint16(at + 4, VERSION, true);
    writeCommon(view, at + 6, entry);
    view.setUint32(at + 42, offset, true);
    writeName(bytes, at + CENTRAL_HEADER_BYTES, entry.entry);
    at += CENTRAL_HEADER_BYTES + entry.entry.length;
    offset += localHeaderBytes(entry.entry) + entry.stored;
  }
  view.setUint32(at, 0x06054b50, true);
  view.setUint16(at + 8, entries.length, true);
  view.setUint16(at + 10, entries.length, true);
  view.setUint32(at + 12, size, true);
  view.setUint32(at + 16, offset, true);
  return bytes;
}

/** From the version needed to the length of the extra field: the same in both headers. What is not set is zero. */
function writeCommon(view: DataView, at: number, { entry, method, size, stored, crc32 }: ZipEntry): void {
  view.setUint16(at, VERSION, true);
  view.setUint16(at + 2, UTF8_FLAG, true);
  view.setUint16(at + 4, method, true);
  view.setUint16(at + 8, DATE, true);
  view.setUint32(at + 10, crc32, true);
  view.setUint32(at + 14, stored, true);
  view.setUint32(at + 18, size, true);
  view.setUint16(at + 22, entry.length, true);
}

function writeName(bytes: Uint8Array, at: number, entry: string): void {
  for (let i = 0; i < entry.length; i++) bytes[at + i] = entry.charCodeAt(i);
}
