/** Compressed data of an entry or a piece, taken out no further than was said. */
import type { Gunzip, InflateRaw } from 'node:zlib';

/** What was sent is not data of this kind (`unreadable`), or of another size than was said. */
export class EncodedDataError extends Error {
  override readonly name = 'EncodedDataError';
  readonly code: 'unreadable' | 'size-mismatch';

  constructor(code: EncodedDataError['code']) {
    super(code);
    this.code = code;
  }
}

/**
 * Passes chunks on that make exactly `size` bytes: a bomb is stopped there. Throws {@link EncodedDataError} on fewer or
 * more.
 */
export async function* exactly(
  chunks: AsyncIterable<Buffer>,
  size: number,
): AsyncGenerator<Buffer, void, undefined> {
  let left = size;
  for await (const chunk of chunks) {
    left -= chunk.length;
    if (left < 0) throw new EncodedDataError('size-mismatch');
    yield chunk;
  }
  if (left > 0) throw new EncodedDataError('size-mismatch');
}

/**
 * Inflates as fast as it is read, a buffer ahead of the reader at most. Throws {@link EncodedDataError} on data that cannot
 * be inflated, and where it does not end with the `compressedSize` bytes given.
 */
export async function* inflated(
  data: AsyncIterable<Buffer>,
  compressedSize: number,
  inflater: InflateRaw | Gunzip,
): AsyncGenerator<Buffer, void, undefined> {
  const closed = new Promise<void>((resolve) => void inflater.once('close', resolve));
  // The reader below is told of errors; one that comes after it has left is nobody's.
  inflater.on('error', () => undefined);
  let failure: unknown = null;
  const feeding = feed(data, inflater, closed).catch((error: unknown) => {
    failure = error;
    inflater.destroy();
  });
  try {
    yield* inflater as AsyncIterable<Buffer>;
    // Deflate says itself where it ends: bytes behind that are not of this file.
    if (inflater.bytesWritten !== compressedSize) throw new EncodedDataError('unreadable');
  } catch (error) {
    throw failure ?? (error instanceof EncodedDataError ? error : new EncodedDataError('unreadable'));
  } finally {
    inflater.destroy();
    // Nothing may take from the file after this.
    await feeding;
  }
}

async function feed(
  data: AsyncIterable<Buffer>,
  inflater: InflateRaw | Gunzip,
  closed: Promise<void>,
): Promise<void> {
  for await (const chunk of data) {
    await Promise.race([new Promise<void>((resolve) => inflater.write(chunk, () => resolve())), closed]);
    if (inflater.destroyed) return;
  }
  inflater.end();
}
