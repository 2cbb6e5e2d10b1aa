/** What tells why a fetch failed comes with the first one that does. */
import { BackendError } from '../backend.js';
import type { Platform } from './platform.js';

/** A line so bad that requests fail may leave the chunk hanging too, while the person waits for a word. */
const PATIENCE_MS = 5_000;

/** See {@link import('./diagnose.js').diagnose}. */
export async function whyFailed(platform: Platform, url: string): Promise<BackendError> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLong = new Promise<never>((_, reject) => (timer = setTimeout(reject, PATIENCE_MS)));
  try {
    const { diagnose } = await Promise.race([import('./diagnose.js'), tooLong]);
    return await diagnose(platform, url);
  } catch {
    // Not known any closer: what is said must not be more than the browser itself says.
    return new BackendError(globalThis.navigator?.onLine === false ? 'offline' : 'unreachable', {
      retryable: true,
    });
  } finally {
    clearTimeout(timer);
  }
}
