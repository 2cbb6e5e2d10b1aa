/**
 * Eight hours of a page that is hidden and shown again, a device that sleeps, tokens that end, and proxies that cut, hold
 * back and refuse; in virtual time. Every event comes once and in order, and a hidden page asks for nothing.
 */
import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { BackendError, type FeedState } from '../../src/backend/backend.js';
import { follow, type FeedTransport } from '../../src/backend/rest/feed.js';
import type { CaseEvent } from '../../src/contract/index.js';
import { gaps } from '../support/gaps.js';

const HOUR = 3600;
const CASE_ID = '0b9d2c51-3a0e-4a43-9c1b-8f3d64b2a7e5';
/** Seconds within which a page that is shown, with a line that works, has heard what there is. */
const CAUGHT_UP = 100;

type Line =
  /** All is well. */
  | 'good'
  /** Streams come to nothing: a proxy holds them back. */
  | 'held-back'
  /** Nothing arrives, and nothing says so: the device has slept, or changed its network. */
  | 'dead'
  /** Requests fail at once. */
  | 'refused'
  /** A page of the proxy's own instead of the answer. */
  | 'html';

interface Hour {
  hidden: boolean;
  line: Line;
}

class Page extends EventTarget {
  hidden = false;

  show(on: boolean): void {
    if (this.hidden === !on) return;
    this.hidden = !on;
    this.dispatchEvent(new Event('visibilitychange'));
  }
}

/** One second of the world at a time. */
class World {
  now = 0;
  line: Line = 'good';
  readonly page = new Page();
  readonly events: CaseEvent[] = [];
  /** What the page did not ask for while it was hidden, which must be nothing. */
  readonly askedHidden: string[] = [];
  requests = 0;
  /** Streams end with the token that opened them. */
  readonly #streams = new Set<{ until: number; told: number; controller: ReadableStreamDefaultController }>();
  #waiting: { at: number; go: () => void }[] = [];

  readonly transport: FeedTransport = {
    url: 'https://clinic.test/cases/1/events',
    platform: {
      fetch: () => Promise.reject(new Error('not asked')),
      now: () => this.now * 1000,
      elapsed: () => this.now * 1000,
      random: () => 0.5,
      sleep: (ms, signal) =>
        new Promise((resolve, reject) => {
          const stop = () => reject(signal?.reason as Error);
          const go = () => {
            signal?.removeEventListener('abort', stop);
            resolve();
          };
          this.#waiting.push({ at: this.now + ms / 1000, go });
          signal?.addEventListener('abort', stop, { once: true });
          if (signal?.aborted) stop();
        }),
    },
    request: async (url, { headers, signal, stream }) => {
      this.requests++;
      if (this.page.hidden) this.askedHidden.push(url);
      signal.throwIfAborted();
      if (this.line === 'refused') throw new BackendError('unreachable', { retryable: true });
      if (this.line === 'html')
        return new Response('<html>Sign in to the guest network</html>', {
          headers: { 'Content-Type': 'text/html' },
        });
      if (this.line === 'dead') {
        // The adapter gives a request up after half a minute; a stream is the feed's own to give up.
        await this.transport.platform.sleep(stream ? 2 ** 40 : 30_000, signal);
        throw new BackendError('unreachable', { retryable: true });
      }
      if (!stream) {
        const after = Number(new URL(url).searchParams.get('after'));
        const events = this.events.filter(({ id }) => id > after);
        return Response.json({ events, lastEventId: this.events.at(-1)?.id ?? 0 });
      }
      return this.#open(Number(headers['Last-Event-ID']), signal);
    },
  };

  #open(after: number, signal: AbortSignal): Response {
    const body = new ReadableStream({
      start: (controller) => {
        // A token of five minutes: the server ends the stream with it.
        const stream = { until: this.now + 300, told: after, controller };
        this.#streams.add(stream);
        signal.addEventListener('abort', () => {
          if (this.#streams.delete(stream)) controller.error(signal.reason);
        });
      },
    });
    return new Response(body, { headers: { 'Content-Type': 'text/event-stream' } });
  }

  happen(): void {
    const id = this.events.length + 1;
    this.events.push({
      id,
      caseId: CASE_ID,
      type: 'case.updated',
      at: new Date(this.now * 1000).toISOString(),
      actor: 'clinic',
      reason: null,
      data: {},
    });
  }

  /** Streams break in the middle of what they were saying. */
  cut(): void {
    for (const stream of this.#streams) {
      this.#streams.delete(stream);
      stream.controller.error(new TypeError('network'));
    }
  }

  async second(): Promise<void> {
    this.now++;
    if (this.line === 'good')
      for (const stream of this.#streams) {
        const fresh = this.events.filter(({ id }) => id > stream.told);
        stream.told = this.events.length;
        const text = fresh.map((event) => `id: ${event.id}\ndata: ${JSON.stringify(event)}\n\n`).join('');
        if (text || this.now % 15 === 0)
          stream.controller.enqueue(new TextEncoder().encode(text || ': \n\n'));
        if (this.now >= stream.until && this.#streams.delete(stream)) stream.controller.close();
      }
    const due = this.#waiting.filter(({ at }) => at <= this.now);
    this.#waiting = this.#waiting.filter(({ at }) => at > this.now);
    for (const { go } of due) go();
    // Everything that follows from it, and the feed's own watchdogs.
    for (let turn = 0; turn < 4; turn++) await new Promise(setImmediate);
  }
}

function start(t: TestContext) {
  const world = new World();
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { page } = world;
  Object.assign(globalThis, {
    document: page,
    addEventListener: page.addEventListener.bind(page),
    removeEventListener: page.removeEventListener.bind(page),
  });
  const ended = new AbortController();
  const heard: number[] = [];
  const states: FeedState[] = [];
  const following = follow(world.transport, {
    after: 0,
    signal: ended.signal,
    onEvent: ({ id }) => heard.push(id),
    onState: (state) => states.push(state),
  });
  const run = async (seconds: number, each: (second: number) => void = () => {}) => {
    for (let second = 0; second < seconds; second++) {
      each(second);
      t.mock.timers.tick(1000);
      await world.second();
    }
  };
  t.after(async () => {
    ended.abort();
    await following.catch(() => undefined);
    for (const name of ['document', 'addEventListener', 'removeEventListener'])
      Reflect.deleteProperty(globalThis, name);
  });
  return { world, heard, states, run };
}

const inOrder = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('eight hours of a case that is followed', () => {
  const lines: readonly Line[] = ['good', 'held-back', 'dead', 'refused', 'html'];

  for (const seed of [1, 2, 3])
    it(`end with every event heard once and in order, and nothing asked while hidden (${seed})`, async (t) => {
      const { world, heard, run } = start(t);
      const chance = gaps(20_000, 1_000_000, seed);
      let next = 0;
      const one = (of: number) => (chance[next++ % chance.length] ?? 0) % of;
      let left = 8 * HOUR;
      while (left > 0) {
        const { hidden, line }: Hour = { hidden: one(3) === 0, line: lines[one(9)] ?? 'good' };
        world.page.show(!hidden);
        world.line = line;
        const seconds = Math.min(left, 20 + one(1_500));
        left -= seconds;
        await run(seconds, () => {
          if (one(90) === 0) world.happen();
          if (one(400) === 0) world.cut();
        });
      }
      world.page.show(true);
      world.line = 'good';
      world.happen();
      await run(CAUGHT_UP);
      assert.ok(world.events.length > 200);
      assert.deepEqual(heard, inOrder(world.events.length));
      assert.deepEqual(world.askedHidden, []);
      // Neither streams nor polls in a storm, whatever the line does.
      assert.ok(world.requests < (8 * HOUR) / 5, `${world.requests} requests`);
    });

  it('catch up as soon as the page is shown again', async (t) => {
    const { world, heard, run } = start(t);
    await run(30);
    world.page.show(false);
    await run(HOUR, (second) => {
      if (second % 600 === 0) world.happen();
    });
    assert.deepEqual(heard, []);
    world.page.show(true);
    await run(3);
    assert.deepEqual(heard, inOrder(6));
  });

  for (const line of ['refused', 'dead'] as const)
    it(`go on at once when the device is online again (${line})`, async (t) => {
      const { world, heard, run } = start(t);
      await run(20);
      world.line = line;
      await run(line === 'dead' ? 20 : 600);
      world.happen();
      world.line = 'good';
      world.page.dispatchEvent(new Event('online'));
      await run(3);
      assert.deepEqual(heard, [1]);
    });

  it('go on by polling where a proxy holds streams back, and by streams once it does so no more', async (t) => {
    const { world, heard, states, run } = start(t);
    world.line = 'held-back';
    world.happen();
    await run(60);
    assert.deepEqual(heard, [1]);
    assert.equal(states.at(-1), 'polling');
    world.line = 'good';
    await run(400);
    assert.equal(states.at(-1), 'live');
  });
});
