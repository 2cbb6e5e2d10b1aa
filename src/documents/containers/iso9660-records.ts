/** Directory records (ECMA-119 section 9.1) and Rock Ridge names (RRIP 1.12 `NM`, SUSP 1.12 `SP`, `CE`, `ST`). */
import { asLatin } from '../recognise/bytes.js';
import { both32, viewOf, type Volume } from './iso9660-volume.js';
import { readRange } from './read.js';

export interface DirectoryRecord {
  name: string;
  isFolder: boolean;
  /** In bytes from the start of the image. */
  start: number;
  length: number;
  /** One more piece of the file in the record before. */
  continues: boolean;
  /** Its two byte orders contradict each other. */
  bad: boolean;
  interleaved: boolean;
}

const SECTOR_BYTES = 2048;
const RECORD_BYTES = 33;
/** Continuation areas stand side by side: so much of them is read at once. */
const WINDOW_BYTES = 64 * 1024;
const [FOLDER, ASSOCIATED, MORE_EXTENTS] = [2, 4, 128];
/** A name of 255 bytes needs two or three continuation areas at most. */
const MOST_CONTINUATIONS = 4;

/** Records of one directory, `.` and `..` left out; null when it is none. */
export async function readRecords(
  bytes: Uint8Array,
  volume: Volume,
  names: IsoNames,
): Promise<DirectoryRecord[] | null> {
  const view = viewOf(bytes);
  const records: DirectoryRecord[] = [];
  let more = false;
  for (let at = 0; at < bytes.length;) {
    const size = bytes[at] ?? 0;
    if (size === 0) {
      // No record crosses a sector: the rest of this one is empty.
      at = (Math.floor(at / SECTOR_BYTES) + 1) * SECTOR_BYTES;
      continue;
    }
    const nameLength = bytes[at + 32] ?? 0;
    if (size < RECORD_BYTES + nameLength || at + size > bytes.length) return null;
    const record = bytes.subarray(at, at + size);
    const rawName = record.subarray(RECORD_BYTES, RECORD_BYTES + nameLength);
    const flags = record[25] ?? 0;
    const isSelf = nameLength === 1 && (rawName[0] ?? 0) < 2;
    if (isSelf && rawName[0] === 0) names.learn(record);
    if (!isSelf && !(flags & ASSOCIATED)) {
      const [extent, length] = [both32(view, at + 2), both32(view, at + 10)];
      const name = await names.of(record, rawName);
      if (name !== null)
        records.push({
          name,
          isFolder: (flags & FOLDER) !== 0,
          start: ((extent ?? 0) + (record[1] ?? 0)) * volume.block,
          length: length ?? 0,
          continues: more && records.length > 0,
          bad: extent === null || length === null,
          interleaved: record[26] !== 0 || record[27] !== 0,
        });
      more = (flags & MORE_EXTENTS) !== 0;
    }
    at += size;
  }
  return records;
}

/** What the records of one image are called. */
export class IsoNames {
  /** Bytes of each system use area to pass over (SUSP 5.3); null while nothing says that SUSP is there. */
  private skip: number | null = null;
  private window: { start: number; bytes: Uint8Array } = { start: 0, bytes: new Uint8Array() };

  constructor(
    private readonly image: Blob,
    private readonly volume: Volume,
    private readonly signal: AbortSignal,
  ) {}

  /** From the root's own record: whether there is more than ISO 9660. */
  learn(self: Uint8Array): void {
    const area = self.subarray(34);
    // CD-ROM XA puts 14 bytes of its own in front.
    for (const start of [0, 14])
      if (this.skip === null && asLatin(area.subarray(start, start + 2)) === 'SP' && area[start + 4] === 0xbe)
        this.skip = area[start + 6] ?? 0;
  }

  /** Null for what is no file of its own: symbolic links, and where a deep folder stood before it was moved. */
  async of(record: Uint8Array, rawName: Uint8Array): Promise<string | null> {
    if (this.volume.joliet) return withoutVersion(new TextDecoder('utf-16be').decode(rawName));
    const plain = () => withoutVersion(asLatin(rawName));
    if (this.skip === null) return plain();
    const padded = RECORD_BYTES + rawName.length + ((rawName.length + 1) % 2);
    let area: Uint8Array | null = record.subarray(padded + this.skip);
    const name: number[] = [];
    for (let rest = MOST_CONTINUATIONS; area !== null && rest > 0; rest--) {
      let continued: Uint8Array | null = null;
      for (let at = 0; at + 4 <= area.length;) {
        const [signature, size] = [asLatin(area.subarray(at, at + 2)), area[at + 2] ?? 0];
        if (size < 4 || at + size > area.length || signature === 'ST') break;
        if (signature === 'CL' || signature === 'SL') return null;
        // Flags: 2 and 4 name the folder itself and the one above.
        if (signature === 'NM' && size > 5 && !((area[at + 4] ?? 0) & 6))
          name.push(...area.subarray(at + 5, at + size));
        if (signature === 'CE' && size >= 28)
          continued = await this.continuation(area.subarray(at, at + size));
        at += size;
      }
      area = continued;
    }
    return name.length > 0 ? new TextDecoder().decode(Uint8Array.from(name)) : plain();
  }

  private async continuation(field: Uint8Array): Promise<Uint8Array | null> {
    const view = viewOf(field);
    const [block, offset, length] = [both32(view, 4), both32(view, 12), both32(view, 20)];
    if (block === null || offset === null || length === null || length > SECTOR_BYTES) return null;
    const start = block * this.volume.block + offset;
    const end = start + length;
    if (start < this.window.start || end > this.window.start + this.window.bytes.length) {
      const bytes = await readRange(this.image, start, start + WINDOW_BYTES, this.signal);
      if (bytes === 'unreadable') return null;
      this.window = { start, bytes };
    }
    return this.window.bytes.subarray(start - this.window.start, end - this.window.start);
  }
}

/** `NAME.EXT;1`, and `NAME.` where there is no extension. */
const withoutVersion = (name: string) => name.replace(/;\d*$/, '').replace(/\.$/, '');
