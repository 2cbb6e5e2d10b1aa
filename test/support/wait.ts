/** open-wc's `waitUntil`, with a limit that a busy machine does not meet: tests say what happens, not how fast. */
import { waitUntil as openWcWaitUntil } from '@open-wc/testing';

export const waitUntil = (predicate: () => unknown, message?: string): Promise<void> =>
  openWcWaitUntil(predicate as () => boolean, message, { timeout: 20_000, interval: 25 });
