/** A deflated data set (PS3.5 section A.5) as it was before: RFC 1951, no header of zlib. */
export async function inflate(
  deflated: Blob | Uint8Array<ArrayBuffer>,
  limit: number,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer> | 'not-inflatable' | 'too-large'> {
  const stream = new Blob([deflated]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const reader = stream.getReader();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      signal.throwIfAborted();
      if (done) break;
      size += value.length;
      if (size > limit) return 'too-large';
      pieces.push(value);
    }
  } catch (error) {
    if (signal.aborted) throw error;
    // What comes after the last block, padding to an even length for one, is an error to this reader and none here.
    if (!size) return 'not-inflatable';
  } finally {
    await reader.cancel().catch(() => undefined);
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}
