/**
 * Makes one part of a study: a ZIP file of whole files, as `contract/bundle.ts` wants it. Each file is read once; digest,
 * checksum and deflated form are taken in the same pass. In memory are what is deflated of the part, files in hand and those read ahead.
 */
import { crc32 } from '../containers/crc32.js';
import { digestAsBytes, digestBytes } from '../digest.js';
import { deflateWorthy } from './deflate.js';
import { readAhead, whileReading } from './read-ahead.js';
import { type ZipEntry, countThatFit, directory, entryName, localHeader } from './zip-part.js';

export interface PartOptions {
  /** Of the ZIP file, when all files are stored. One file is taken, however large it is. */
  maxBytes: number;
  /**
   * `auto`: each file of which a sample becomes smaller by a twentieth. A browser without a deflater stores.
   */
  deflate: 'never' | 'auto';
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
  /**
   * Null when none of the files can be read. What is stored stands in the blob as the file itself: `heldBytes` of it
   * are in memory.
   */
  zip: { blob: Blob; size: number; sha256: string; heldBytes: number } | null;
}

/** The same files and options give the same bytes in the same browser. Rejects with the signal's reason only. */
export const makePart = (call: PartCall, signal: AbortSignal): Promise<MadePart> =>
  whileReading((inOneGo) => makeOnce(call, signal, inOneGo));

async function makeOnce(
  { files, maxBytes, deflate }: PartCall,
  signal: AbortSignal,
  inOneGo: boolean,
): Promise<MadePart> {
  signal.throwIfAborted();
  const taken = files.slice(0, countThatFit(files, maxBytes));
  const written: WrittenEntry[] = [];
  const entries: (PartEntry | 'unreadable')[] = [];
  /** Made once, for the largest that is deflated. */
  let room = new Uint8Array(0);
  for await (const batch of readAhead(taken, signal, inOneGo)) {
    // Taken by threads of the browser's own while this one goes on.
    const digests = batch.map((bytes) => (bytes === 'unreadable' ? null : digestBytes(bytes)));
    for (const [index, bytes] of batch.entries()) {
      const digest = digests[index];
      const file = taken[entries.length];
      if (bytes === 'unreadable' || !digest || !file) {
        entries.push('unreadable');
        continue;
      }
      const { length: size } = bytes;
      if (deflate !== 'never' && size > room.length) room = new Uint8Array(size);
      const deflated = await DEFLATE[deflate](room, bytes, signal);
      const sha256 = await digest;
      // Stored as it is: the browser sends it from the file, and nothing of it is held.
      const packed = deflated === null ? null : room.subarray(0, deflated);
      const data = packed ? new Blob([packed]) : file;
      const header: ZipEntry = {
        entry: entryName(entries.length),
        method: deflated === null ? 0 : 8,
        size,
        stored: deflated ?? size,
        crc32: crc32(bytes),
      };
      const dataSha256 = packed ? await digestBytes(packed) : sha256;
      written.push({ ...header, header: localHeader(header), data, dataSha256 });
      entries.push({ entry: header.entry, size, sha256 });
    }
    signal.throwIfAborted();
  }
  if (written.length === 0) return { taken: taken.length, entries, zip: null };
  const end = directory(written);
  const blob = new Blob([...written.flatMap(({ header, data }) => [header, data]), end]);
  const ofFiles = written.reduce((sum, { method, size }) => (method === 0 ? sum + size : sum), 0);
  const sha256 = await digestOf(written, end);
  signal.throwIfAborted();
  return {
    taken: taken.length,
    entries,
    zip: { blob, size: blob.size, sha256, heldBytes: blob.size - ofFiles },
  };
}

interface WrittenEntry extends ZipEntry {
  header: Uint8Array<ArrayBuffer>;
  /** Behind the header. */
  data: Blob;
  dataSha256: string;
}

const DEFLATE = { never: () => null, auto: deflateWorthy };

/** As `contract/bundle.ts` wants it. */
function digestOf(written: readonly WrittenEntry[], end: Uint8Array): Promise<string> {
  const sections = [...written.flatMap(({ header, dataSha256 }) => [header, digestAsBytes(dataSha256)]), end];
  const all = new Uint8Array(sections.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const section of sections) {
    all.set(section, at);
    at += section.length;
  }
  return digestBytes(all);
}
