/**
 * A line between browser and server, outside of both: TCP connections that share one bottleneck on the way up. Linux can do
 * this by `tc netem`, which many kernels are built without, and only as root; so it is reckoned here, segment by segment,
 * as TCP behaves: slow start, a window that shrinks by three tenths on a loss (RFC 9438), fast retransmission, delivery
 * in order. On the way down there is delay and loss, and room enough.
 */
import { connect, createServer } from 'node:net';
import { random } from './random.mjs';

/** Bytes of a segment, and with its heads. */
const SEGMENT = 1448;
const ON_LINE = 1500;
/** Without a bottleneck nothing is reckoned by segments. */
const PIECE = 64 * 1024;
/** RFC 6928. */
const FIRST_WINDOW = 10;
/** What the bottleneck's queue holds; what comes on top is dropped. */
const QUEUE_MS = 250;
/** Taken from the browser ahead of what is on the line; beyond that it has to wait. */
const AHEAD = 16 * 1024 * 1024;
const AHEAD_SHAPED = 256 * 1024;
/** Of a retransmission that nothing behind it asks for (RFC 8985 section 7). */
const MIN_TIMEOUT_MS = 200;

const numbers = random(1);
const chance = () => numbers() / 2 ** 32;

/** What all connections share: gives when so many bytes are at the other end, null when the queue is full. */
function createBottleneck({ bytesPerSecond, rttMs }) {
  let freeAt = 0;
  return (bytes, now) => {
    if (!bytesPerSecond) return now + rttMs / 2;
    const start = Math.max(now, freeAt);
    if (start - now > QUEUE_MS) return null;
    freeAt = start + (bytes / bytesPerSecond) * 1000;
    return freeAt + rttMs / 2;
  };
}

/** One connection's way up. `deliver` is called with bytes in order; `onRoom` when more may come. */
class Way {
  #arrival;
  #options;
  #deliver;
  #onRoom;
  #shaped;
  #waiting = [];
  #waitingBytes = 0;
  #next = 0;
  #expected = 0;
  #arrived = new Map();
  #inFlight = 0;
  #window = FIRST_WINDOW;
  #threshold = Infinity;
  #recoverUntil = 0;

  constructor(arrival, options, deliver, onRoom) {
    this.#arrival = arrival;
    this.#options = options;
    this.#deliver = deliver;
    this.#onRoom = onRoom;
    this.#shaped = options.bytesPerSecond > 0;
    if (!this.#shaped) this.#window = Infinity;
  }

  push(bytes) {
    const size = this.#shaped ? SEGMENT : PIECE;
    for (let at = 0; at < bytes.length; at += size) this.#waiting.push(bytes.subarray(at, at + size));
    this.#waitingBytes += bytes.length;
    this.#pump();
  }

  get full() {
    return this.#waitingBytes > (this.#shaped ? AHEAD_SHAPED : AHEAD);
  }

  #pump() {
    while (this.#inFlight < Math.floor(this.#window) && this.#waiting.length > 0)
      this.#send({ number: this.#next++, bytes: this.#waiting.shift() });
    if (!this.full) this.#onRoom();
  }

  #send(segment) {
    const now = performance.now();
    const onLine = segment.bytes.length + (ON_LINE - SEGMENT);
    const arrivesAt = this.#arrival(this.#shaped ? onLine : segment.bytes.length, now);
    this.#inFlight++;
    const { rttMs, loss } = this.#options;
    if (arrivesAt !== null && chance() >= loss)
      return void setTimeout(() => this.#arrive(segment), arrivesAt - now);
    const noticed = this.#waiting.length >= 3 ? rttMs / 2 : Math.max(2 * rttMs, MIN_TIMEOUT_MS);
    setTimeout(() => this.#lose(segment), (arrivesAt ?? now) - now + noticed);
  }

  #lose(segment) {
    const now = performance.now();
    if (now >= this.#recoverUntil) {
      this.#threshold = Math.max(2, this.#window * 0.7);
      this.#window = this.#threshold;
      this.#recoverUntil = now + this.#options.rttMs;
    }
    this.#inFlight--;
    this.#send(segment);
  }

  #arrive({ number, bytes }) {
    this.#arrived.set(number, bytes);
    for (let next; (next = this.#arrived.get(this.#expected)); this.#expected++) {
      this.#arrived.delete(this.#expected);
      this.#waitingBytes -= next.length;
      this.#deliver(next);
    }
    setTimeout(() => {
      this.#inFlight--;
      this.#window += this.#window < this.#threshold ? 1 : 1 / this.#window;
      this.#pump();
    }, this.#options.rttMs / 2);
  }
}

/** The way down: each piece a little later, in order. */
function createWayDown({ rttMs, loss }, deliver) {
  const pieces = [];
  let last = 0;
  return (bytes) => {
    const now = performance.now();
    const late = chance() < loss ? Math.max(2 * rttMs, MIN_TIMEOUT_MS) : 0;
    last = Math.max(last, now + rttMs / 2 + late);
    pieces.push(bytes);
    setTimeout(() => deliver(pieces.shift()), last - now);
  };
}

/** Opens a line to a port of this machine and gives its own. */
async function openLine(target, options) {
  const arrival = createBottleneck(options);
  const listener = createServer({ noDelay: true, pauseOnConnect: true }, (client) => {
    const server = connect({ port: target, host: '127.0.0.1', noDelay: true });
    const goOn = () => {
      if (!way.full && !server.writableNeedDrain) client.resume();
    };
    const way = new Way(arrival, options, (bytes) => server.write(bytes), goOn);
    const wayDown = createWayDown(options, (bytes) => client.write(bytes));
    client.on('data', (bytes) => {
      client.pause();
      way.push(bytes);
    });
    server.on('drain', goOn).on('data', wayDown);
    const end = () => {
      client.destroy();
      server.destroy();
    };
    for (const socket of [client, server]) socket.on('error', end).on('close', end);
    // A connection is made in one round trip.
    setTimeout(goOn, options.rttMs);
  });
  await new Promise((resolve) => listener.listen(0, '127.0.0.1', resolve));
  return listener.address().port;
}

/** A process of its own: one that has other work to do would be a slow line. */
process.on('message', async ({ ask, target, options }) => {
  if (ask === 'open') process.send({ answer: 'open', port: await openLine(target, options) });
});
process.on('disconnect', () => process.exit());
