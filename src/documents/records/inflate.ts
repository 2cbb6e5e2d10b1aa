/** Bounded inflation: never more than what was asked for is made, whatever the bytes say. */

/** Browsers inflate a whole chunk before anything can be read of it: small chunks bound what a bomb can make of one. */
const CHUNK = 4_096;

/** zlib data (RFC 1950); at most `most` bytes, and of damaged data what stands before the damage. Never throws. */
export async function inflate(bytes: Uint8Array, most: number): Promise<Uint8Array> {
  if (most <= 0) return new Uint8Array(0);
  let position = 0;
  const source = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      pull(controller) {
        if (position >= bytes.length) return controller.close();
        controller.enqueue(bytes.slice(position, position + CHUNK));
        position += CHUNK;
      },
    },
    { highWaterMark: 0 },
  );
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = source.pipeThrough(new DecompressionStream('deflate')).getReader();
  try {
    while (size < most) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value.subarray(0, most - size));
      size += Math.min(value.length, most - size);
    }
  } catch {
    // Damaged, cut, or with bytes behind its end.
  }
  await reader.cancel().catch(() => undefined);
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
