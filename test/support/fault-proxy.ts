/**
 * A TCP proxy between a browser (or Node) and a server, which breaks things on purpose. It reads HTTP/1.1 heads as they
 * pass, so that a test can say which bytes of a file were really sent.
 */
import { createServer, type AddressInfo } from 'node:net';
import { passOn, type Connection } from './fault-connection.js';
import type { Choose, Faults, Match, SeenRequest, Traffic } from './faults.js';

const isPatch: Match = ({ method }) => method === 'PATCH';

export interface FaultProxy {
  readonly port: number;
  readonly url: string;
  readonly stats: Readonly<Traffic['stats']>;
  readonly log: readonly SeenRequest[];
  /**
   * Resets the connection once `bytes` more body bytes of matching requests have passed up: of PATCH requests where
   * nothing is said. With a list again and again, each counted from the cut before.
   */
  cutAfter(bytes: number | readonly number[], match?: Match): void;
  /** The same, counted in bytes of anything in either direction. */
  cutAnywhereAfter(bytes: readonly number[]): void;
  /** Passes nothing on, in either direction, until `heal()`; connections stay open. */
  stall(): void;
  /** Stalls once so many body bytes of matching requests have passed; resolves then. */
  stallAfter(bytes: number, match?: Match): Promise<void>;
  /** Passes the next matching request on, then resets the connection instead of passing its answer back. */
  loseNextResponse(match?: Match): void;
  /** Answers by itself in place of the server, as a gateway does, until `heal()`. */
  answer(choose: Choose): void;
  /** Passes half of the body of matching answers, then resets the connection, until `heal()`. */
  truncateAnswers(match: Match): void;
  /** Keeps matching answers back until the function that it gives is called. */
  holdAnswers(match: Match): () => void;
  /** Delays every piece in both directions. */
  delay(ms: number): void;
  /** Limits the way up. */
  rateLimit(bytesPerSecond: number): void;
  /** Resets open connections and every new one, until `heal()`: no network. */
  refuse(): void;
  heal(): void;
  close(): Promise<void>;
}

const noFaults = (): Faults => ({
  cuts: null,
  cutsAnywhere: [],
  stallAfter: null,
  lose: null,
  choose: null,
  truncate: null,
  hold: null,
  stalled: false,
  delayMs: 0,
  rate: 0,
});

export async function startFaultProxy(options: {
  target: { host: string; port: number };
  port?: number;
}): Promise<FaultProxy> {
  const stats = { connections: 0, up: 0, down: 0, cuts: 0, lost: 0 };
  const log: SeenRequest[] = [];
  const open = new Set<Connection>();
  const faults = noFaults();
  let refusing = false;

  const listener = createServer((client) => {
    stats.connections++;
    if (refusing) return void client.resetAndDestroy();
    const connection = passOn(client, options.target, faults, { stats, log }, () => open.delete(connection));
    open.add(connection);
  });
  await new Promise<void>((resolve) => listener.listen(options.port ?? 0, '127.0.0.1', resolve));
  const { port } = listener.address() as AddressInfo;

  return {
    port,
    url: `http://127.0.0.1:${port}`,
    stats,
    log,
    cutAfter: (bytes, match = isPatch) => {
      faults.cuts = { gaps: [bytes].flat(), match };
    },
    cutAnywhereAfter: (bytes) => {
      faults.cutsAnywhere = [...bytes];
    },
    stall: () => {
      faults.stalled = true;
    },
    stallAfter: (left, match = isPatch) =>
      new Promise((reached) => {
        faults.stallAfter = { left, match, reached };
      }),
    loseNextResponse: (match = () => true) => {
      faults.lose = match;
    },
    answer: (choose) => {
      faults.choose = choose;
    },
    truncateAnswers: (match) => {
      faults.truncate = match;
    },
    holdAnswers: (match) => {
      let release = () => {};
      faults.hold = { match, released: new Promise((resolve) => (release = resolve)) };
      return () => {
        faults.hold = null;
        release();
      };
    },
    delay: (ms) => {
      faults.delayMs = ms;
    },
    rateLimit: (bytesPerSecond) => {
      faults.rate = bytesPerSecond;
    },
    refuse: () => {
      refusing = true;
      for (const connection of [...open]) connection.reset();
    },
    heal: () => {
      Object.assign(faults, noFaults());
      refusing = false;
    },
    close: async () => {
      for (const connection of [...open]) connection.destroy();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}
