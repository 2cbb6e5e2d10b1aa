/** A device whose clock is wrong, as many are, would make proofs that no backend takes. Loaded when one was refused. */
import * as z from 'zod/mini';
import { parse, send } from './http.js';
import type { Platform } from './platform.js';

const ServerTime = z.object({ serverTime: z.iso.datetime({ offset: true }) });

/** Milliseconds by which the backend's clock is ahead of this device's; negative when it is behind. */
export async function serverAheadBy(platform: Platform, base: string): Promise<number> {
  const response = await send(platform, { method: 'GET', url: `${base}/capabilities` });
  const { serverTime } = await parse(response, ServerTime);
  return Date.parse(serverTime) - platform.now();
}
