/** Whole files, a few in one read, and the next few while somebody works on those before. */
import { readTogether } from '../containers/read.js';
import { MOST_ZIP_BYTES } from './zip-part.js';

/** In one read, in files and bytes: what costs in a browser is the call. */
const MOST_FILES = 64;
const MOST_BYTES = 4 * 1024 * 1024;

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * In their order. `unreadable`: moved, changed, on a disc that was taken out, or larger than browsers can hold. Rejects with
 * the signal's reason alone.
 */
export async function* readAhead(
  files: readonly Blob[],
  signal: AbortSignal,
): AsyncGenerator<readonly (Bytes | 'unreadable')[]> {
  let reading: Promise<(Bytes | 'unreadable')[]> | null = null;
  for (const batch of batchesOf(files)) {
    const before = reading;
    reading = batch.some(isTooLarge) ? Promise.resolve(['unreadable']) : readTogether(batch, signal);
    // Waited for when its turn has come; one that is given up before is met nowhere.
    reading.catch(() => undefined);
    if (before) yield await before;
  }
  if (reading) yield await reading;
}

const isTooLarge = ({ size }: Blob) => size > MOST_ZIP_BYTES;

/** One that is too large is by itself. */
function* batchesOf(files: readonly Blob[]): Generator<readonly Blob[]> {
  let batch: Blob[] = [];
  let bytes = 0;
  for (const file of files) {
    bytes += file.size;
    if (batch.length > 0 && (bytes > MOST_BYTES || batch.length === MOST_FILES)) {
      yield batch;
      batch = [];
      bytes = file.size;
    }
    batch.push(file);
  }
  if (batch.length > 0) yield batch;
}
