/**
 * A TCP proxy between a browser (or Node) and a server, which breaks things on purpose. It reads HTTP/1.1 heads as they
 * pass, so that a test can say which bytes of a file were really sent.
 */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** One request that passed, with what was sent of its body. */
export interface SeenRequest {
  method: string;
  path: string;
  /** `Upload-Offset` of a tus PATCH, in bytes. */
  uploadOffset: number | null;
  /** Announced by `Content-Length`; null when chunked. */
  contentLength: number | null;
  /** Body bytes taken from the client. */
  bodyBytes: number;
  /** Body bytes passed on to the server: after a cut, fewer than taken. */
  forwardedBytes: number;
  /** Of the answer, when one was passed back. */
  status: number | null;
  /** `Upload-Offset` of the answer. */
  answeredOffset: number | null;
}

export interface FaultProxy {
  readonly port: number;
  readonly url: string;
  readonly stats: { connections: number; up: number; down: number; cuts: number; lost: number };
  readonly log: readonly SeenRequest[];
  /** Resets the connection once `bytes` more body bytes of PATCH, PUT or POST requests matching have passed up. */
  cutAfter(bytes: number, match?: (request: SeenRequest) => boolean): void;
  /** Passes nothing on, in either direction, until `heal()`; connections stay open. */
  stall(): void;
  /** Passes the next matching request on, then resets the connection instead of passing its answer back. */
  loseNextResponse(match?: (request: SeenRequest) => boolean): void;
  /** Delays every piece in both directions. */
  delay(ms: number): void;
  /** Limits the way up. */
  rateLimit(bytesPerSecond: number): void;
  /** Resets open connections and every new one, until `heal()`: no network. */
  refuse(): void;
  heal(): void;
  close(): Promise<void>;
}

interface Cut {
  left: number;
  match: (request: SeenRequest) => boolean;
}

const HEAD_END = Buffer.from('\r\n\r\n');

const field = (head: string, name: string): string | null =>
  new RegExp(`\\r\\n${name}:[ \\t]*([^\\r\\n]*)`, 'i').exec(head)?.[1]?.trim() ?? null;
const numberOf = (value: string | null) => (value === null || !/^\d+$/.test(value) ? null : Number(value));

/**
 * Follows one direction's messages: heads, then bodies by length, in chunks, or (answers) until the connection ends.
 * Calls back with the piece of each body.
 */
function follower(
  onHead: (head: string) => { length: number | null; chunked: boolean },
  onBody: (bytes: number) => void,
) {
  let pending = Buffer.alloc(0);
  let left = 0;
  let chunked = false;
  return (piece: Buffer): void => {
    for (let rest: Buffer = piece; rest.length > 0;) {
      if (left > 0) {
        const taken = Math.min(left, rest.length);
        onBody(taken);
        left -= taken;
        rest = rest.subarray(taken);
        continue;
      }
      pending = Buffer.concat([pending, rest]);
      if (chunked) {
        const line = pending.indexOf('\r\n', pending.subarray(0, 2).equals(Buffer.from('\r\n')) ? 2 : 0);
        if (line < 0) return;
        const size = Number.parseInt(pending.subarray(0, line).toString('latin1').trim(), 16);
        if (size === 0) {
          const end = pending.indexOf(HEAD_END, line);
          if (end < 0) return;
          chunked = false;
          rest = pending.subarray(end + 4);
        } else {
          left = size;
          rest = pending.subarray(line + 2);
        }
        pending = Buffer.alloc(0);
        continue;
      }
      const end = pending.indexOf(HEAD_END);
      if (end < 0) return;
      const message = onHead(pending.subarray(0, end).toString('latin1'));
      rest = pending.subarray(end + 4);
      pending = Buffer.alloc(0);
      left = message.length ?? 0;
      chunked = message.chunked;
    }
  };
}

export async function startFaultProxy(options: {
  target: { host: string; port: number };
  port?: number;
}): Promise<FaultProxy> {
  const { target } = options;
  const stats = { connections: 0, up: 0, down: 0, cuts: 0, lost: 0 };
  const log: SeenRequest[] = [];
  const open = new Set<{ client: Socket; server: Socket }>();
  let cut: Cut | null = null;
  let lose: ((request: SeenRequest) => boolean) | null = null;
  let stalled = false;
  let refusing = false;
  let delayMs = 0;
  let rate = 0;

  function reset(pair: { client: Socket; server: Socket }): void {
    open.delete(pair);
    pair.client.resetAndDestroy();
    // What was passed on before the cut still reaches the server, as on a real line.
    pair.server.end();
    setTimeout(() => pair.server.destroy(), 200).unref();
  }

  const listener = createServer((client) => {
    stats.connections++;
    if (refusing) return void client.resetAndDestroy();
    const server = connect(target.port, target.host);
    const pair = { client, server };
    open.add(pair);
    client.setNoDelay(true);
    server.setNoDelay(true);

    const waitingAnswers: SeenRequest[] = [];
    let current: SeenRequest | null = null;
    /** How many of this piece's bytes may pass before the cut. */
    let passable = Infinity;
    let seenInPiece = 0;
    const up = follower(
      (head) => {
        const [method = '', path = ''] = head.split(' ', 2);
        const chunked = /chunked/i.test(field(head, 'transfer-encoding') ?? '');
        current = {
          method,
          path,
          uploadOffset: numberOf(field(head, 'upload-offset')),
          contentLength: chunked ? null : (numberOf(field(head, 'content-length')) ?? 0),
          bodyBytes: 0,
          forwardedBytes: 0,
          status: null,
          answeredOffset: null,
        };
        log.push(current);
        waitingAnswers.push(current);
        return { length: current.contentLength, chunked };
      },
      (bytes) => {
        if (!current) return;
        current.bodyBytes += bytes;
        let forwarded = passable === Infinity ? bytes : 0;
        if (cut && passable === Infinity && cut.match(current)) {
          if (bytes >= cut.left) {
            passable = seenInPiece + cut.left;
            forwarded = cut.left;
          }
          cut.left -= Math.min(bytes, cut.left);
        }
        current.forwardedBytes += forwarded;
        seenInPiece += bytes;
      },
    );
    let answering: SeenRequest | null = null;
    let losing = false;
    const down = follower(
      (head) => {
        const status = Number(/^HTTP\/1\.\d (\d{3})/.exec(head)?.[1] ?? 0);
        if (status >= 100 && status < 200) return { length: 0, chunked: false };
        answering = waitingAnswers.shift() ?? null;
        if (answering && lose?.(answering)) {
          lose = null;
          losing = true;
        } else if (answering) {
          answering.status = status;
          answering.answeredOffset = numberOf(field(head, 'upload-offset'));
        }
        const bodiless = answering?.method === 'HEAD' || status === 204 || status === 304;
        const chunked = !bodiless && /chunked/i.test(field(head, 'transfer-encoding') ?? '');
        return { length: bodiless ? 0 : numberOf(field(head, 'content-length')), chunked };
      },
      () => undefined,
    );

    /** Waits as told; never gives up on a stall by itself. */
    async function pace(bytes: number, isUp: boolean): Promise<void> {
      while (stalled && open.has(pair)) await new Promise((resolve) => setTimeout(resolve, 20));
      const wait = delayMs + (isUp && rate ? (bytes / rate) * 1000 : 0);
      if (wait) await new Promise((resolve) => setTimeout(resolve, wait));
    }

    async function pump(from: Socket, to: Socket, isUp: boolean): Promise<void> {
      for await (const piece of from as AsyncIterable<Buffer>) {
        await pace(piece.length, isUp);
        if (!open.has(pair)) return;
        if (isUp) {
          stats.up += piece.length;
          passable = Infinity;
          seenInPiece = 0;
          up(piece);
          if (passable !== Infinity) {
            cut = null;
            stats.cuts++;
            // A head in this piece stands before the body bytes counted.
            const kept = piece.length - (seenInPiece - passable);
            to.write(piece.subarray(0, Math.max(0, kept)), () => reset(pair));
            return;
          }
        } else {
          stats.down += piece.length;
          down(piece);
          if (losing) {
            stats.lost++;
            return reset(pair);
          }
        }
        if (!to.write(piece))
          await new Promise((resolve) => to.once('drain', resolve).once('close', resolve));
      }
      to.end();
    }
    const end = () => {
      open.delete(pair);
      client.destroy();
      server.destroy();
    };
    client.on('error', end);
    server.on('error', end);
    server.on('close', () => client.end());
    client.on('close', () => server.end());
    pump(client, server, true).catch(end);
    pump(server, client, false).catch(end);
  });
  await new Promise<void>((resolve) => listener.listen(options.port ?? 0, '127.0.0.1', resolve));
  const { port } = listener.address() as AddressInfo;

  return {
    port,
    url: `http://127.0.0.1:${port}`,
    stats,
    log,
    cutAfter: (bytes, match = (request) => request.method === 'PATCH') => {
      cut = { left: bytes, match };
    },
    stall: () => {
      stalled = true;
    },
    loseNextResponse: (match = () => true) => {
      lose = match;
    },
    delay: (ms) => {
      delayMs = ms;
    },
    rateLimit: (bytesPerSecond) => {
      rate = bytesPerSecond;
    },
    refuse: () => {
      refusing = true;
      for (const pair of [...open]) reset(pair);
    },
    heal: () => {
      cut = lose = null;
      stalled = refusing = false;
      delayMs = rate = 0;
    },
    close: async () => {
      for (const { client, server } of open) {
        client.destroy();
        server.destroy();
      }
      open.clear();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}
