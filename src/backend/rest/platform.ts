/** Network, time and chance: what the adapter takes from outside. */

/** What a test replaces: the network, time and chance. */
export interface Platform {
  /** Set once an answer could be read: the backend lists this page's origin. */
  heard?: boolean;
  fetch: typeof fetch;
  /** The device's clock, in milliseconds since the epoch. It may be set while a page is open. */
  now: () => number;
  /** Milliseconds since some moment, by a clock that is never set. */
  elapsed: () => number;
  random: () => number;
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** A resource of the backend that needs no session: asked to find out why another request failed. */
  probeUrl?: string;
}

export const browserPlatform: Platform = {
  fetch: (...request) => fetch(...request),
  now: () => Date.now(),
  elapsed: () => performance.now(),
  random: () => Math.random(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      const stop = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', stop);
        resolve();
      }, ms);
      if (signal?.aborted) stop();
      else signal?.addEventListener('abort', stop, { once: true });
    }),
};
