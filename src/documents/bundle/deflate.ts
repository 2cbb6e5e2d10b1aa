/** Raw deflate (RFC 1951) and gzip (RFC 1952) by the browser's own deflater, where it is smaller. */
import { free } from '../containers/read.js';
import { mayBecomeSmaller } from './entropy.js';

/** Written at once: in the page, where there is no worker, this is how long it is held up. */
const SLICE_BYTES = 64 * 1024;
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
  format: CompressionFormat = 'deflate-raw',
): Promise<number | null> {
  const stream = deflater(format);
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
      // In browsers each chunk is memory of its own; the collector would leave tens of megabytes of it.
      if (value.length === value.buffer.byteLength) free(value.buffer);
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

/** Null in browsers that have none, or none without a header around what it makes. */
function deflater(format: CompressionFormat): CompressionStream | null {
  try {
    return new CompressionStream(format);
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

/** As {@link deflateInto}, of what becomes smaller by a twentieth: null when it does not. */
export async function deflateWorthy(
  room: Uint8Array,
  bytes: Uint8Array<ArrayBuffer>,
  signal: AbortSignal,
): Promise<number | null> {
  return mayBecomeSmaller(bytes) ? deflateInto(room.subarray(0, bytes.length * WORTH), bytes, signal) : null;
}

/** As one gzip member, of what becomes smaller by a twentieth: null when it does not. */
export async function gzipWorthy(
  bytes: Uint8Array<ArrayBuffer>,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (!mayBecomeSmaller(bytes)) return null;
  const room = new Uint8Array(Math.floor(bytes.length * WORTH));
  const size = await deflateInto(room, bytes, signal, 'gzip');
  return size === null ? null : room.subarray(0, size);
}
