/** ZIP files made on the spot (APPNOTE 6.3.10), right ones and all kinds of wrong ones. Runs in Node and in the browser. */
import { deflateSync } from 'fflate';

export interface ZipEntry {
  name: string;
  data?: Uint8Array;
  /** Default: stored. */
  deflate?: boolean;
  /** The name's bytes where they are not UTF-8. */
  rawName?: Uint8Array;
  /** Says that the name is UTF-8; default true. */
  utf8?: boolean;
  /** Sizes and checksum behind the data (4.3.9). */
  descriptor?: boolean;
  /** Sizes and place in the ZIP64 extra field. */
  zip64?: boolean;
  /** Extra field of the local header and of the directory. */
  localExtra?: Uint8Array;
  extra?: Uint8Array;
  /** What the directory says instead of the truth. */
  lie?: {
    size?: number;
    compressed?: number;
    crc?: number;
    method?: number;
    flags?: number;
    offset?: number;
    disk?: number;
  };
  /** What the local header says instead. */
  localLie?: {
    size?: number;
    compressed?: number;
    crc?: number;
    method?: number;
    flags?: number;
    signature?: number;
    nameLength?: number;
  };
}

export interface ZipOptions {
  /** In front of the archive, as self-extracting ones have. */
  prefix?: Uint8Array;
  /** The directory's offsets count the prefix. */
  offsetsWithPrefix?: boolean;
  comment?: string;
  zip64?: boolean;
  /** What the end record says instead. */
  disk?: number;
  count?: number;
}

const ascii = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

/** Little-endian fields: `[value, bytes]`. */
function fields(...values: readonly (readonly [number, 2 | 4 | 8])[]): Uint8Array {
  const bytes = new Uint8Array(values.reduce((sum, [, size]) => sum + size, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [value, size] of values) {
    if (size === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value % 2 ** 32, true);
    if (size === 8) view.setUint32(at + 4, Math.floor(value / 2 ** 32), true);
    at += size;
  }
  return bytes;
}

/** An extra field (4.5.1). */
export const extraField = (id: number, data: Uint8Array): Uint8Array =>
  Uint8Array.from([...fields([id, 2], [data.length, 2]), ...data]);

/** Info-ZIP's Unicode Path (4.6.9). */
export const unicodePath = (rawName: Uint8Array, name: string, crc = crcOf(rawName)): Uint8Array =>
  extraField(0x7075, Uint8Array.from([1, ...fields([crc, 4]), ...new TextEncoder().encode(name)]));

const TABLE = Array.from({ length: 256 }, (_, n) => {
  for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
  return n >>> 0;
});
export function crcOf(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

export function zipFile(entries: readonly ZipEntry[], options: ZipOptions = {}): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  const put = (...pieces: Uint8Array[]) =>
    pieces.forEach((piece) => {
      parts.push(piece);
      at += piece.length;
    });
  put(options.prefix ?? new Uint8Array());
  const base = options.offsetsWithPrefix ? 0 : at;
  for (const entry of entries) {
    const data = entry.data ?? new Uint8Array();
    const body = entry.deflate ? deflateSync(data) : data;
    const name = entry.rawName ?? new TextEncoder().encode(entry.name);
    const truth = {
      size: data.length,
      compressed: body.length,
      crc: crcOf(data),
      method: entry.deflate ? 8 : 0,
      flags: (entry.utf8 === false ? 0 : 0x800) | (entry.descriptor ? 8 : 0),
      offset: at - base,
      disk: 0,
    };
    const local = { signature: 0x04034b50, nameLength: name.length, ...truth, ...entry.localLie };
    const sizes: [number, number] = entry.descriptor ? [0, 0] : [local.compressed, local.size];
    const localExtra = entry.localExtra ?? new Uint8Array();
    put(
      fields([local.signature, 4], [20, 2], [local.flags, 2], [local.method, 2], [0, 4]),
      fields([entry.descriptor ? 0 : local.crc, 4], [sizes[0], 4], [sizes[1], 4]),
      fields([local.nameLength, 2], [localExtra.length, 2]),
      name,
      localExtra,
      body,
    );
    if (entry.descriptor)
      put(fields([0x08074b50, 4], [truth.crc, 4], [truth.compressed, 4], [truth.size, 4]));
    const said = { ...truth, ...entry.lie };
    const far = 0xffffffff;
    const own = entry.extra ?? new Uint8Array();
    const zip64 = () => extraField(1, fields([said.size, 8], [said.compressed, 8], [said.offset, 8]));
    const extra = entry.zip64 ? Uint8Array.from([...zip64(), ...own]) : own;
    const [compressed, size, offset] = entry.zip64
      ? [far, far, far]
      : [said.compressed, said.size, said.offset];
    directory.push(
      fields([0x02014b50, 4], [20, 2], [20, 2], [said.flags, 2], [said.method, 2], [0, 4], [said.crc, 4]),
      fields([compressed, 4], [size, 4], [name.length, 2], [extra.length, 2], [0, 2]),
      fields([said.disk, 2], [0, 2], [0, 4], [offset, 4]),
      name,
      extra,
    );
  }
  const start = at;
  for (const piece of directory) put(piece);
  const size = at - start;
  const count = options.count ?? entries.length;
  const disk = options.disk ?? 0;
  if (options.zip64) {
    const end = at;
    put(
      fields([0x06064b50, 4], [44, 8], [45, 2], [45, 2], [disk, 4], [0, 4]),
      fields([count, 8], [count, 8], [size, 8], [start - base, 8]),
      fields([0x07064b50, 4], [0, 4], [end - base, 8], [1, 4]),
    );
  }
  const comment = ascii(options.comment ?? '');
  const short = options.zip64 ? 0xffff : count;
  put(
    fields([0x06054b50, 4], [disk, 2], [0, 2], [short, 2], [short, 2]),
    fields([options.zip64 ? 0xffffffff : size, 4], [options.zip64 ? 0xffffffff : start - base, 4]),
    fields([comment.length, 2]),
    comment,
  );
  const all = new Uint8Array(at);
  let to = 0;
  for (const part of parts) {
    all.set(part, to);
    to += part.length;
  }
  return all;
}
