/** What every route needs; made once in `app.ts`. */
import { createHash, randomBytes } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Config } from './config.js';
import type { Database } from './db/open.js';
import type { EventHub } from './events.js';
import type { Log } from './log.js';
import type { Outbox } from './outbox.js';

export interface Context {
  config: Config;
  db: Database;
  hub: EventHub;
  log: Log;
  outbox: Outbox;
  /** Folders below the data folder. */
  folders: { uploads: string; reports: string; outbox: string };
  now: () => Date;
}

export const sha256 = (data: string): string => createHash('sha256').update(data).digest('hex');

/** 256 bits, for tokens. */
export const randomToken = (): string => randomBytes(32).toString('base64url');

/** This backend's URL as the browser sees it. */
export function baseUrl(config: Config, request: FastifyRequest): string {
  return config.publicUrl ?? `http://${request.headers.host ?? `${config.host}:${config.port}`}`;
}

/** JSON with sorted keys: equal content gives an equal digest. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) =>
    each && typeof each === 'object' && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}
