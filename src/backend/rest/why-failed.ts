/** What tells why a fetch failed comes with the first one that does. */
import { BackendError } from '../backend.js';
import type { Platform } from './platform.js';

/** See {@link import('./diagnose.js').diagnose}. Without a network even that cannot be had. */
export async function whyFailed(platform: Platform, url: string): Promise<BackendError> {
  try {
    const { diagnose } = await import('./diagnose.js');
    return await diagnose(platform, url);
  } catch {
    return new BackendError('offline', { retryable: true });
  }
}
