/** One connection through the fault proxy: passes on what comes, and breaks it where a fault says so. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import {
  countToStall,
  seen,
  untilCut,
  type Faults,
  type OwnAnswer,
  type SeenRequest,
  type Traffic,
} from './faults.js';
import { field, followMessages, isChunked, numberOf } from './http-follower.js';

export interface Connection {
  /** As the client meets it when the line breaks. */
  reset(): void;
  destroy(): void;
}

export function passOn(
  client: Socket,
  target: { host: string; port: number },
  faults: Faults,
  { stats, log }: Traffic,
  onEnd: () => void,
): Connection {
  const server = connect(target.port, target.host);
  client.setNoDelay(true);
  server.setNoDelay(true);
  let open = true;
  /** What passes of the piece at hand, and what comes after it. */
  let passing: Buffer[] = [];
  let after: (() => void) | null = null;
  /** Answered here: nothing more passes. */
  let answered = false;
  /** What is passed back is written down once it is. */
  let noted = () => {};
  let held: Promise<void> | null = null;
  const unanswered: SeenRequest[] = [];

  const pass = (bytes: Buffer) => {
    if (!after && !answered) passing.push(bytes);
  };

  function end(): void {
    if (open) onEnd();
    open = false;
  }
  function destroy(): void {
    end();
    client.destroy();
    server.destroy();
  }
  /** What was passed on still reaches the server, as on a real line. */
  function endServer(): void {
    server.end();
    setTimeout(() => server.destroy(), 200).unref();
  }
  function reset(): void {
    end();
    client.resetAndDestroy();
    endServer();
  }
  function cut(): void {
    stats.cuts++;
    after = reset;
  }
  function answerHere(request: SeenRequest, { status, headers, body = '' }: OwnAnswer): void {
    if (answered) return;
    answered = true;
    request.status = status;
    request.answeredAt = performance.now();
    const text = request.method === 'HEAD' ? '' : body;
    const fields = { ...headers, 'Content-Length': Buffer.byteLength(text), Connection: 'close' };
    const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
    client.end(`HTTP/1.1 ${status} By the proxy\r\n${lines.join('')}\r\n${text}`);
    endServer();
  }

  let { request: current, digest } = seen('');
  let own: OwnAnswer | null = null;
  const up = followMessages({
    onHead(head, bytes) {
      ({ request: current, digest } = seen(head));
      log.push(current);
      unanswered.push(current);
      own = faults.choose?.(current, head) ?? null;
      if (!own || own.afterBytes) pass(bytes);
      return { length: current.contentLength, chunked: current.contentLength === null };
    },
    onBody(bytes) {
      current.bodyBytes += bytes.length;
      digest.update(bytes);
      if (after || answered) return;
      let kept = bytes.length;
      if (own) kept = Math.min(kept, (own.afterBytes ?? 0) - current.forwardedBytes);
      const left = faults.cuts?.match(current) ? untilCut(faults.cuts.gaps, kept) : null;
      kept = left ?? kept;
      pass(bytes.subarray(0, kept));
      current.forwardedBytes += kept;
      if (left !== null) cut();
      else if (own?.afterBytes === current.forwardedBytes) {
        const [request, answer] = [current, own];
        after = () => answerHere(request, answer);
      }
      countToStall(faults, current, kept);
    },
    onChunkFrame(bytes) {
      if (!own) pass(bytes);
    },
    onEnd() {
      current.identity = digest.digest('hex');
      if (own && !after && !answered) answerHere(current, own);
    },
  });

  /** Bytes of an answer's body to pass before the reset. */
  let half = Infinity;
  const down = followMessages({
    onHead(head, bytes) {
      const status = Number(/^HTTP\/1\.\d (\d{3})/.exec(head)?.[1] ?? 0);
      const passes = status >= 100 && status < 200;
      const request = passes ? undefined : unanswered.shift();
      const bodiless = passes || request?.method === 'HEAD' || status === 204 || status === 304;
      const chunked = !bodiless && isChunked(head);
      const length = bodiless ? 0 : chunked ? null : numberOf(field(head, 'content-length'));
      if (request && faults.lose?.(request)) {
        faults.lose = null;
        stats.lost++;
        after = reset;
      }
      pass(bytes);
      if (!request || after) return { length, chunked };
      if (length && faults.truncate?.(request)) half = Math.floor(length / 2);
      if (faults.hold?.match(request)) held = faults.hold.released;
      noted = () => {
        request.status = status;
        request.answeredAt = performance.now();
        request.answeredOffset = numberOf(field(head, 'upload-offset'));
        request.location = field(head, 'location');
      };
      return { length, chunked };
    },
    onBody(bytes) {
      pass(bytes.subarray(0, half));
      half -= bytes.length;
      if (half > 0) return;
      stats.cuts++;
      after = reset;
    },
    onChunkFrame: pass,
    onEnd: () => {},
  });

  /** Waits as told; never gives up on a stall by itself. */
  async function pace(bytes: number, isUp: boolean): Promise<void> {
    while (faults.stalled && open) await new Promise((resolve) => setTimeout(resolve, 20));
    const wait = faults.delayMs + (isUp && faults.rate ? (bytes / faults.rate) * 1000 : 0);
    if (wait) await new Promise((resolve) => setTimeout(resolve, wait));
  }

  async function pump(from: Socket, to: Socket, isUp: boolean): Promise<void> {
    // What no server takes counts as passed to none.
    if (isUp) await once(server, 'connect');
    for await (const piece of from as AsyncIterable<Buffer>) {
      await pace(piece.length, isUp);
      if (!open) return;
      const left = untilCut(faults.cutsAnywhere, piece.length);
      stats[isUp ? 'up' : 'down'] += left ?? piece.length;
      passing = [];
      (isUp ? up : down)(left === null ? piece : piece.subarray(0, left));
      if (left !== null) cut();
      const bytes = Buffer.concat(passing);
      const then = after;
      if (!isUp) {
        await held;
        if (!open) return;
        noted();
        noted = () => {};
      }
      const flowing = bytes.length === 0 || to.write(bytes);
      if (then) {
        to.write('', then);
        if (then === reset) return;
      } else if (!flowing) await new Promise((resolve) => to.once('drain', resolve).once('close', resolve));
    }
    to.end();
  }
  client.on('error', destroy);
  server.on('error', destroy);
  server.on('close', () => {
    if (!answered) client.end();
  });
  client.on('close', () => server.end());
  pump(client, server, true).catch(destroy);
  pump(server, client, false).catch(destroy);
  return { reset, destroy };
}
