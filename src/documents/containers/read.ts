/** Reading many small pieces at once: what costs in a browser is the call, not the bytes. */

/** Pieces in one read; with more, the gain is gone and the wait for the first is longer. */
const TOGETHER = 64;

/** The most that is read of one entry at once, in bytes. */
export const MOST_HEAD_BYTES = 64 * 1024;

/**
 * The bytes of each piece, in order. Where a read fails, its pieces are read one by one, so that one bad file or one
 * scratch on a disc costs no other. Rejects with the signal's reason alone.
 */
export async function readTogether(
  pieces: readonly Blob[],
  signal: AbortSignal,
): Promise<(Uint8Array<ArrayBuffer> | 'unreadable')[]> {
  const read: (Uint8Array<ArrayBuffer> | 'unreadable')[] = [];
  for (let first = 0; first < pieces.length; first += TOGETHER) {
    const batch = pieces.slice(first, first + TOGETHER);
    const bytes = await readOne(batch.length > 1 ? new Blob(batch) : batch[0]!, signal);
    if (bytes !== 'unreadable') {
      let start = 0;
      for (const { size } of batch) read.push(bytes.subarray(start, (start += size)));
    } else for (const piece of batch) read.push(batch.length > 1 ? await readOne(piece, signal) : bytes);
  }
  return read;
}

async function readOne(piece: Blob, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer> | 'unreadable'> {
  signal.throwIfAborted();
  try {
    const bytes = new Uint8Array(await piece.arrayBuffer());
    signal.throwIfAborted();
    return bytes.length === piece.size ? bytes : 'unreadable';
  } catch {
    signal.throwIfAborted();
    return 'unreadable';
  }
}

/** One range, cut at the blob's end. */
export const readRange = (
  blob: Blob,
  start: number,
  end: number,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer> | 'unreadable'> => readOne(blob.slice(start, end), signal);

/** Gives memory back at once; where the browser cannot (ECMAScript 2024), the collector does it. */
export function free(
  buffer: ArrayBuffer & { transfer?: (size: number) => ArrayBuffer; detached?: boolean },
): void {
  if (!buffer.detached) buffer.transfer?.(0);
}
