/** Reading of a file at random, with what may go wrong as one code. */
import { MAX_FRAME_BYTES, PixelFault } from './raster.js';

export interface Source {
  /** In bytes. */
  readonly size: number;
  /** Fewer bytes at the end of the file. Throws {@link PixelFault}, or the signal's reason. */
  read(start: number, length: number): Promise<Uint8Array>;
}

export function blobSource(file: Blob, signal: AbortSignal): Source {
  return {
    size: file.size,
    async read(start, length) {
      signal.throwIfAborted();
      try {
        return new Uint8Array(await file.slice(start, start + length).arrayBuffer());
      } catch {
        throw new PixelFault('unreadable');
      } finally {
        signal.throwIfAborted();
      }
    },
  };
}

/** A deflated data set (PS3.5 section A.5) from `start` on, inflated as a whole: it cannot be read at random. */
export async function inflated(file: Blob, start: number, signal: AbortSignal): Promise<Source> {
  const reader = file.slice(start).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      signal.throwIfAborted();
      if (done) break;
      parts.push(value as Uint8Array<ArrayBuffer>);
      if ((size += value.length) > MAX_FRAME_BYTES) throw new PixelFault('too-large');
    }
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof PixelFault) throw error;
    // Some writers pad the stream, which the platform takes for damage; what came before it is whole.
    if (size === 0) throw new PixelFault('damaged');
  } finally {
    await reader.cancel().catch(() => undefined);
  }
  return blobSource(new Blob(parts), signal);
}
