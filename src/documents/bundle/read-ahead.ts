/** Whole files, a few at once, and the next few while somebody works on those before. */
import { readTogether } from '../containers/read.js';
import { LongRead, giveBack } from './long-read.js';
import { MOST_ZIP_BYTES } from './zip-part.js';

/** At once, in files and bytes. */
const MOST_FILES = 64;
const MOST_BYTES = 4 * 1024 * 1024;

type Read = Uint8Array<ArrayBuffer> | 'unreadable';

/** A file became shorter, so that bytes of those behind it were taken for its own. */
class Shifted extends Error {}

/**
 * Does something with {@link readAhead}. Where a browser does not notice that a picked file became shorter, it is done once
 * more from the start, with each few files read by themselves.
 */
export async function whileReading<Result>(work: (inOneGo: boolean) => Promise<Result>): Promise<Result> {
  try {
    return await work(true);
  } catch (error) {
    if (error instanceof Shifted) return work(false);
    throw error;
  }
}

/**
 * In their order; the bytes are good until the next batch is asked for. `unreadable`: moved, changed, on a disc that was taken
 * out, or larger than browsers can hold. One bad file costs no other. Rejects with the signal's reason, and within
 * {@link whileReading} to be begun again.
 */
export async function* readAhead(
  files: readonly Blob[],
  signal: AbortSignal,
  inOneGo: boolean,
): AsyncGenerator<readonly Read[]> {
  const all = !inOneGo || files.some(isTooLarge) ? null : new LongRead(new Blob([...files]));
  const read = async (batch: readonly Blob[]): Promise<readonly Read[]> => {
    signal.throwIfAborted();
    const bytes = await all?.next(batch.reduce((sum, { size }) => sum + size, 0));
    signal.throwIfAborted();
    if (bytes) return parted(bytes, batch);
    if (all?.cameShort) throw new Shifted();
    return batch.some(isTooLarge) ? ['unreadable'] : readTogether(batch, signal);
  };
  try {
    let reading: Promise<readonly Read[]> | null = null;
    for (const batch of batchesOf(files)) {
      const before = reading;
      reading = read(batch);
      // Waited for when its turn has come; one that is given up before is met nowhere.
      reading.catch(() => undefined);
      if (before) yield* lent(await before);
    }
    if (reading) yield* lent(await reading);
  } finally {
    all?.end();
  }
}

function parted(bytes: Uint8Array<ArrayBuffer>, files: readonly Blob[]): Uint8Array<ArrayBuffer>[] {
  let start = 0;
  return files.map(({ size }) => bytes.subarray(start, (start += size)));
}

function* lent(batch: readonly Read[]): Generator<readonly Read[]> {
  yield batch;
  const memory = new Set(batch.flatMap((bytes) => (bytes === 'unreadable' ? [] : [bytes.buffer])));
  memory.forEach(giveBack);
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
