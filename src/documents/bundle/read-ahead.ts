/** Whole files, a few in one read, and the next few while somebody works on those before. */
import { free, readTogether } from '../containers/read.js';
import { MOST_ZIP_BYTES } from './zip-part.js';

/** In one read, in files and bytes: what costs in a browser is the call. */
const MOST_FILES = 64;
const MOST_BYTES = 4 * 1024 * 1024;

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * In their order; the bytes are good until the next batch is asked for. `unreadable`: moved, changed, on a disc that was taken out, or larger than browsers can hold. Rejects with
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
    if (before) yield* lent(await before);
  }
  if (reading) yield* lent(await reading);
}

/** Memory is given back at once: what waits for the collector would be many times what is in use. */
function* lent(batch: readonly (Bytes | 'unreadable')[]): Generator<readonly (Bytes | 'unreadable')[]> {
  yield batch;
  for (const bytes of batch) if (bytes !== 'unreadable') free(bytes.buffer);
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
