/**
 * Makes one part of a study: a ZIP file of whole files, as `contract/bundle.ts` wants it. Each file is read once; digest,
 * checksum and deflated form are taken in the same pass. In memory are the part, a file in hand and those read ahead.
 */
import { crc32 } from '../containers/crc32.js';
import { readRange } from '../containers/read.js';
import { digestBytes } from '../digest.js';
import { deflateAny, deflateWorthy } from './deflate.js';
import {
  MOST_ZIP_BYTES,
  type ZipEntry,
  countThatFit,
  directory,
  entryName,
  localHeader,
  localHeaderBytes,
  zipBytes,
} from './zip-part.js';

export interface PartOptions {
  /** Of the ZIP file, when all files are stored. One file is taken, however large it is. */
  maxBytes: number;
  /**
   * `auto`: each file of which a sample becomes smaller by a twentieth. `always`: each that becomes smaller at all. A
   * browser without a deflater stores.
   */
  deflate: 'never' | 'always' | 'auto';
}

export interface PartCall extends PartOptions {
  files: readonly Blob[];
}

export interface PartEntry {
  /** Its name in the ZIP file. */
  entry: string;
  /** Of the file, in bytes. */
  size: number;
  /** Of the file, 64 lower-case hexadecimal digits. */
  sha256: string;
}

export interface MadePart {
  /** Files that were taken, from the front. */
  taken: number;
  /**
   * Of each file that was taken, in order. `unreadable`: moved, changed, on a disc that was taken out, or larger than
   * browsers can hold; it is not in the ZIP file.
   */
  entries: readonly (PartEntry | 'unreadable')[];
  /** Null when none of the files can be read. */
  zip: { blob: Blob; size: number; sha256: string } | null;
}

/** Files being read while one is worked on. */
const AHEAD = 1;

/** The same files and options give the same bytes in the same browser. Rejects with the signal's reason only. */
export async function makePart(
  { files, maxBytes, deflate }: PartCall,
  signal: AbortSignal,
): Promise<MadePart> {
  signal.throwIfAborted();
  const taken = files.slice(0, countThatFit(files, maxBytes));
  const sizes = taken.map(({ size }) => (size > MOST_ZIP_BYTES ? 0 : size));
  // Large enough if nothing can be deflated. Files go right to their places: nothing is gathered and joined.
  const zip = new Uint8Array(zipBytes(sizes.map((stored, i) => ({ entry: entryName(i), stored }))));
  const written: ZipEntry[] = [];
  const entries: (PartEntry | 'unreadable')[] = [];
  let end = 0;
  for await (const bytes of readAhead(taken, signal)) {
    if (bytes === 'unreadable') {
      entries.push(bytes);
      continue;
    }
    const entry = entryName(entries.length);
    // Taken by a thread of the browser's own while this one goes on.
    const sha256 = digestBytes(bytes);
    const start = end + localHeaderBytes(entry);
    const deflated = await DEFLATE[deflate](zip.subarray(start), bytes, signal);
    if (deflated === null) zip.set(bytes, start);
    const stored = deflated ?? bytes.length;
    const header: ZipEntry = {
      entry,
      method: deflated === null ? 0 : 8,
      size: bytes.length,
      stored,
      crc32: crc32(bytes),
    };
    zip.set(localHeader(header), end);
    end = start + stored;
    written.push(header);
    entries.push({ entry, size: bytes.length, sha256: await sha256 });
    signal.throwIfAborted();
  }
  if (written.length === 0) return { taken: taken.length, entries, zip: null };
  zip.set(directory(written), end);
  const all = zip.subarray(0, zipBytes(written));
  const sha256 = await digestBytes(all);
  signal.throwIfAborted();
  // Not the buffer: the page would have to make a blob of it, and stands still meanwhile.
  return { taken: taken.length, entries, zip: { blob: new Blob([all]), size: all.length, sha256 } };
}

const DEFLATE = { never: () => null, always: deflateAny, auto: deflateWorthy };

async function* readAhead(files: readonly Blob[], signal: AbortSignal) {
  const inHand: ReturnType<typeof readFile>[] = [];
  for (let next = 0; next < files.length || inHand.length > 0;) {
    while (next < files.length && inHand.length <= AHEAD) {
      const reading = readFile(files[next++]!, signal);
      // Waited for when its turn has come; one that is given up before is met nowhere.
      reading.catch(() => undefined);
      inHand.push(reading);
    }
    yield await inHand.shift()!;
  }
}

const readFile = async (file: Blob, signal: AbortSignal) =>
  file.size > MOST_ZIP_BYTES ? 'unreadable' : readRange(file, 0, file.size, signal);
