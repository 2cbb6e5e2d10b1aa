/** Digests of small files, many in one call: what costs in a browser is the call, not the bytes. */
import type { Bundler } from './bundler.js';

export interface Digester {
  /** SHA-256. Rejects with the signal's reason, and when the bundler does. */
  digest(file: Blob, signal: AbortSignal): Promise<string | 'unreadable'>;
}

interface Asked {
  file: Blob;
  signal: AbortSignal;
  resolve: (digest: string | 'unreadable') => void;
  reject: (reason: unknown) => void;
}

/** One call is under way at a time; the next takes all that was asked for meanwhile. */
export function createDigester({ digestFiles }: Pick<Bundler, 'digestFiles'>, ended: AbortSignal): Digester {
  let waiting: Asked[] = [];
  let busy = false;

  async function digestAll(): Promise<void> {
    busy = true;
    // Whoever asks in the same turn comes along.
    for (await Promise.resolve(); waiting.length > 0;) {
      const asked = waiting.filter(({ signal }) => !signal.aborted);
      waiting = [];
      if (asked.length === 0) continue;
      try {
        const digests = await digestFiles(
          asked.map(({ file }) => file),
          ended,
        );
        asked.forEach(({ resolve }, index) => resolve(digests[index] ?? 'unreadable'));
      } catch (error) {
        for (const { reject } of asked) reject(error);
      }
    }
    busy = false;
  }

  return {
    digest(file, signal) {
      return new Promise<string>((resolve, reject) => {
        signal.throwIfAborted();
        const stop = () => reject(signal.reason);
        signal.addEventListener('abort', stop, { once: true });
        const settled = () => signal.removeEventListener('abort', stop);
        waiting.push({
          file,
          signal,
          resolve(digest) {
            settled();
            resolve(digest);
          },
          reject(reason) {
            settled();
            reject(reason);
          },
        });
        if (!busy) void digestAll();
      });
    },
  };
}
