/** Connections and what the line carries. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createLink } from '../../src/transfer/link.js';
import { createSlots } from '../../src/transfer/slots.js';

const MIB = 1024 * 1024;

describe('slots', () => {
  const { signal } = new AbortController();

  it('never give more than there are, serve the lowest rank first, and lose none to those who leave', async () => {
    const wants = fc.array(fc.record({ rank: fc.nat(5), leaves: fc.boolean() }), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4 }), wants, async (count, all) => {
        const slots = createSlots(count);
        const held = await Promise.all(Array.from({ length: count }, () => slots.take(0, signal)));
        const served: number[] = [];
        let taken = 0;
        const waiting = all.map(async ({ rank, leaves }) => {
          const controller = new AbortController();
          const slot = slots.take(rank, controller.signal);
          if (leaves) controller.abort(new DOMException('left', 'AbortError'));
          try {
            const free = await slot;
            taken++;
            assert.ok(taken <= count);
            served.push(rank);
            await Promise.resolve();
            taken--;
            free();
            // Freeing twice frees one slot.
            free();
          } catch (error) {
            assert.ok(leaves && (error as Error).name === 'AbortError');
          }
        });
        for (const free of held.slice(1)) free();
        held[0]?.();
        await Promise.all(waiting);
        assert.equal(served.length, all.filter(({ leaves }) => !leaves).length);
        if (count === 1)
          assert.deepEqual(
            served,
            [...served].sort((a, b) => a - b),
          );
        const again = await Promise.all(Array.from({ length: count }, () => slots.take(0, signal)));
        assert.equal(again.length, count);
      }),
    );
  });
});

describe('slots above the count', () => {
  const { signal } = new AbortController();

  it('are for those who may have them, and are given back', async () => {
    const slots = createSlots(2);
    const large = [await slots.take(9, signal), await slots.take(9, signal)];
    const quick = [await slots.take(1, signal, 1)];
    const given: string[] = [];
    const note = (name: string) => (free: () => void) => {
      given.push(name);
      return free;
    };
    const nextLarge = slots.take(9, signal).then(note('large'));
    const nextQuick = slots.take(1, signal, 1).then(note('quick'));
    large[0]?.();
    await nextQuick;
    assert.deepEqual(given, ['quick']);
    quick[0]?.();
    await new Promise((resolve) => setTimeout(resolve));
    // Two are taken still.
    assert.deepEqual(given, ['quick']);
    large[1]?.();
    await nextLarge;
    assert.deepEqual(given, ['quick', 'large']);
  });
});

describe('link', () => {
  /** `uploads` at once, of so many bytes a second together, for so long. */
  function run(rate: number, seconds: number, uploads = 1) {
    const link = createLink();
    const ends = Array.from({ length: uploads }, () => link.begin(0));
    for (let ms = 100; ms <= seconds * 1000; ms += 100) link.moved(rate / 10, ms);
    for (const end of ends) end(seconds * 1000);
    return link;
  }

  it('knows its rate, however many uploads share it', () => {
    for (const uploads of [1, 4]) {
      const { rate } = run(1_250_000, 20, uploads);
      assert.ok(rate && Math.abs(rate - 1_250_000) < 1_000, `${rate}`);
    }
  });

  it('says nothing before it knows anything', () => {
    const link = createLink();
    assert.equal(link.rate, null);
    link.moved(1000, 5);
    assert.equal(link.rate, null);
    assert.equal(link.isFast, false);
  });

  /** Two at a time are made, each then sent in so many milliseconds; gives what is deflated of twenty. */
  function deflated({ makeMs, sendMs, storeMs }: { makeMs: number; sendMs: number; storeMs: number }) {
    const link = createLink();
    let now = 0;
    return Array.from({ length: 20 }, () => {
      const deflates = !link.isFast;
      const made = link.making(now);
      made((now += deflates ? makeMs : makeMs / 10));
      // The next one is made meanwhile.
      const next = link.making(now);
      const sent = link.begin(now);
      now += deflates ? sendMs : storeMs;
      link.moved(4_000_000, now);
      sent(now);
      next(now);
      return deflates;
    }).filter(Boolean).length;
  }

  it('is fast when it waits for what is deflated, and not before something was sent', () => {
    // Answers of a far backend make it look slow.
    assert.ok(deflated({ makeMs: 1_000, sendMs: 150, storeMs: 200 }) < 6);
    assert.equal(deflated({ makeMs: 1_000, sendMs: 4_000, storeMs: 10_000 }), 20);
    const some = deflated({ makeMs: 1_000, sendMs: 1_000, storeMs: 2_500 });
    assert.ok(some > 5 && some < 20, `${some}`);
  });

  it('does not wait while nothing goes over it: before the first upload, after it broke, asleep', () => {
    const link = createLink();
    link.making(0)(20_000);
    assert.equal(link.isFast, false);
    const send = (from: number, to: number) => {
      const sent = link.begin(from);
      link.moved(1_000, to);
      sent(to);
    };
    send(20_000, 21_000);
    link.broke(21_000);
    link.making(21_000)(40_000);
    assert.equal(link.isFast, false);
    send(40_000, 41_000);
    const making = link.making(41_000);
    send(41_000, 45_000);
    making(4_000_000);
    for (const start of [4_000_000, 4_020_000]) {
      const again = link.making(start);
      send(start, start + 16_000);
      again(start + 16_000);
    }
    assert.equal(link.isFast, false);
  });

  it('does not count the time between uploads', () => {
    const link = createLink();
    for (const start of [0, 60_000]) {
      const end = link.begin(start);
      for (let ms = 100; ms <= 1000; ms += 100) link.moved(100_000, start + ms);
      end(start + 1000);
    }
    const { rate } = link;
    assert.ok(rate && rate > 900_000 && rate < 1_100_000, `${rate}`);
  });

  it('makes parts of a quarter of a minute, from 4 to 32 MiB', () => {
    assert.equal(createLink().partBytes, 4 * MIB);
    assert.equal(run(250_000, 20).partBytes, 4 * MIB);
    assert.equal(run(MIB, 20).partBytes, 15 * MIB);
    assert.equal(run(100 * MIB, 20).partBytes, 32 * MIB);
  });

  it('follows a line that becomes slower', () => {
    const link = run(10 * MIB, 20);
    const end = link.begin(30_000);
    for (let ms = 100; ms <= 20_000; ms += 100) link.moved(10_000, 30_000 + ms);
    end(50_000);
    assert.ok(link.rate && link.rate < 150_000, `${link.rate}`);
  });

  it('takes as much at once as it carries in a moment, and nothing for a minute after it broke', () => {
    const link = createLink();
    assert.equal(link.bytesAtOnce(0), MIB);
    link.broke(1_000);
    assert.equal(link.bytesAtOnce(30_000), 0);
    assert.equal(link.bytesAtOnce(62_000), MIB);
    assert.equal(run(MIB, 20).bytesAtOnce(20_000), MIB);
    const fast = run(40 * MIB, 20);
    assert.ok(Math.abs(fast.bytesAtOnce(20_000) - 10 * MIB) < MIB);
    assert.ok(fast.isQuickWith(5 * MIB, 20_000));
    assert.ok(!fast.isQuickWith(15 * MIB, 20_000));
    assert.ok(!createLink().isQuickWith(1, 0));
    fast.broke(20_000);
    assert.ok(!fast.isQuickWith(1, 20_001));
    assert.equal(fast.bytesAtOnce(20_001), 0);
  });
});
