/**
 * Why a fetch failed. The browser says only "failed": no network, no server, or a server that does not name this
 * page's origin. A probe without CORS tells the last one apart; `navigator.onLine` proves nothing and is a hint only.
 */
import { BackendError } from '../backend.js';
import type { Platform } from './platform.js';

const PROBE_MS = 5_000;

let told = false;

/** Resolves true when anything answers, whatever it is. */
async function answers(platform: Platform, url: string, mode: RequestMode): Promise<boolean> {
  try {
    await platform.fetch(url, {
      mode,
      method: 'GET',
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(PROBE_MS),
    });
    return true;
  } catch {
    return false;
  }
}

export async function diagnose(platform: Platform, url: string): Promise<BackendError> {
  const probe = platform.probeUrl ?? url;
  const target = new URL(probe).origin;
  const page = typeof location === 'undefined' ? null : location;
  if (page && page.origin !== target) {
    // A readable answer means that this was a passing fault; an opaque one only, that we are not on its list.
    const [readable, opaque] = await Promise.all([
      answers(platform, probe, 'cors'),
      answers(platform, probe, 'no-cors'),
    ]);
    // Nor do we lose our place on it: a gateway that answers for a backend at restart knows of no list.
    if (readable || (opaque && platform.heard)) return new BackendError('unreachable', { retryable: true });
    if (opaque) {
      if (!told) {
        told = true;
        console.error(
          `[second-opinion-intake] ${target} does not allow this page's origin (${page.origin}): add it to the backend's CORS allow-list.`,
        );
      }
      return new BackendError('origin-not-allowed');
    }
    if (navigator.onLine === false) return new BackendError('offline', { retryable: true });
    // The page came from somewhere: if that does not answer either, it is this device.
    const here =
      page.protocol.startsWith('http') &&
      (await answers(platform, page.href.split('#')[0] ?? page.href, 'no-cors'));
    return new BackendError(here ? 'unreachable' : 'offline', { retryable: true });
  }
  return new BackendError('unreachable', { retryable: true });
}
