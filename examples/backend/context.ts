/** What every route needs; made once in `app.ts`. */
import type { Config } from './config.js';
import type { Database } from './db/open.js';
import type { Definitions } from './definitions.js';
import type { EventHub } from './event-hub.js';
import type { Log } from './log.js';

export interface Letter {
  subject: string;
  text: string;
}

/** Where e-mails to patients go. */
export interface Outbox {
  send(to: string, letter: Letter): Promise<void>;
}

export interface Context {
  config: Config;
  db: Database;
  definitions: Definitions;
  hub: EventHub;
  log: Log;
  outbox: Outbox;
  /** Folders below the data folder. */
  folders: { uploads: string; reports: string; outbox: string };
  now: () => Date;
}
