/** Raw deflate (RFC 1951) by the browser's own deflater, where it is smaller. */

/** Written at once: in the page, where there is no worker, this is how long it is held up. */
const SLICE_BYTES = 64 * 1024;
/** Enough to know whether a file is compressed already, in pieces all over it: a header says nothing of the pixels. */
const SAMPLE_BYTES = 32 * 1024;
const SAMPLE_PIECES = 4;
/** Deflated size by size: what gains less is not worth the time of those who inflate it. */
const WORTH = 0.95;

/**
 * Deflates `bytes` into the front of `room` and gives the size. Null when there is not room enough, and where the
 * browser cannot deflate. Rejects with the signal's reason only.
 */
async function deflateInto(
  room: Uint8Array,
  bytes: Uint8Array<ArrayBuffer>,
  signal: AbortSignal,
): Promise<number | null> {
  const stream = deflater();
  if (!stream) return null;
  // Fails when the reader gives up, which knows why.
  feed(stream.writable, bytes).catch(() => undefined);
  const reader = stream.readable.getReader();
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      signal.throwIfAborted();
      if (done) return size;
      if (size + value.length > room.length) return null;
      room.set(value, size);
      size += value.length;
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

/** Null in browsers that have none, or none without a header around what it makes. */
function deflater(): CompressionStream | null {
  try {
    return new CompressionStream('deflate-raw');
  } catch {
    return null;
  }
}

async function feed(stream: WritableStream<BufferSource>, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const writer = stream.getWriter();
  for (let at = 0; at < bytes.length; at += SLICE_BYTES)
    await writer.write(bytes.subarray(at, at + SLICE_BYTES));
  await writer.close();
}

/** As {@link deflateInto}, of any file: null when it does not become smaller. */
export const deflateAny = (
  room: Uint8Array,
  bytes: Uint8Array<ArrayBuffer>,
  signal: AbortSignal,
): Promise<number | null> => deflateInto(room.subarray(0, Math.max(0, bytes.length - 1)), bytes, signal);

/** As {@link deflateInto}, of what is likely to become smaller by a twentieth: null when it does not. */
export async function deflateWorthy(
  room: Uint8Array,
  bytes: Uint8Array<ArrayBuffer>,
  signal: AbortSignal,
): Promise<number | null> {
  // A small file is tried as quickly as its sample.
  if (bytes.length > 2 * SAMPLE_BYTES) {
    const sample = sampleOf(bytes);
    if ((await deflateInto(room.subarray(0, sample.length * WORTH), sample, signal)) === null) return null;
  }
  return deflateInto(room.subarray(0, bytes.length * WORTH), bytes, signal);
}

function sampleOf(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const sample = new Uint8Array(SAMPLE_BYTES);
  const length = SAMPLE_BYTES / SAMPLE_PIECES;
  for (let piece = 0; piece < SAMPLE_PIECES; piece++) {
    const from = Math.floor(((bytes.length - length) * (piece + 1)) / (SAMPLE_PIECES + 1));
    sample.set(bytes.subarray(from, from + length), piece * length);
  }
  return sample;
}
