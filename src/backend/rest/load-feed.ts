/** The feed comes with the first case that is followed, not with the first screen. */
import type { FeedOptions } from '../backend.js';
import { fullJitter } from './http.js';
import type { Platform } from './platform.js';

/** A network that fails meanwhile is waited for, as the feed itself does. Null once `signal` aborts. */
export async function loadFeed(
  platform: Platform,
  { signal, onState }: Pick<FeedOptions, 'signal' | 'onState'>,
): Promise<typeof import('./feed.js') | null> {
  for (let failures = 0; !signal.aborted; failures++) {
    try {
      return await import('./feed.js');
    } catch {
      onState?.('waiting');
      const wait = fullJitter(failures, platform.random, 1_000, 30_000);
      await platform.sleep(wait, signal).catch(() => undefined);
    }
  }
  return null;
}
