import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  estimateOf,
  MOST_MINUTES,
  NO_PROGRESS,
  observe,
  type Estimate,
  type Progress,
  type ProgressSample,
} from '../../src/transfer/progress.js';

const MB = 1_000_000;

/** One sample after `ms`, in which `bytes` were sent. */
interface Tick {
  ms: number;
  bytes: number;
  state?: ProgressSample['state'];
  /** More files. */
  added?: number;
}

interface Seen extends Estimate {
  at: number;
  remainingMs: number | null;
}

/** Everything that is said along the way. */
function run(totalBytes: number, ticks: readonly Tick[]): Seen[] {
  let now: ProgressSample = { at: 0, sentBytes: 0, totalBytes, state: 'moving' };
  let progress: Progress = observe(NO_PROGRESS, now);
  return ticks.map(({ ms, bytes, state = 'moving', added = 0 }) => {
    now = {
      at: now.at + ms,
      sentBytes: Math.max(0, Math.min(now.sentBytes + bytes, now.totalBytes)),
      totalBytes: now.totalBytes + added,
      state,
    };
    progress = observe(progress, now);
    return { at: now.at, remainingMs: progress.remainingMs, ...estimateOf(progress) };
  });
}

const every = (ms: number, count: number, bytes: number, state: ProgressSample['state'] = 'moving'): Tick[] =>
  Array.from({ length: count }, () => ({ ms, bytes, state }));

const last = (seen: readonly Seen[]): Seen => {
  const found = seen.at(-1);
  assert.ok(found);
  return found;
};

test('says nothing for the first three seconds, then the rate and the time left', () => {
  const seen = run(120 * MB, every(500, 20, 0.5 * MB));
  const silent = seen.filter(({ bytesPerSecond }) => bytesPerSecond === null);
  assert.ok(silent.every(({ at, minutesLeft }) => at < 3_000 && minutesLeft === null));
  assert.ok(silent.length >= 5);
  const { bytesPerSecond, minutesLeft } = last(seen);
  assert.equal(Math.round(bytesPerSecond ?? 0), MB);
  // 110 MB at 1 MB a second.
  assert.equal(minutesLeft, 2);
});

test('with a steady rate the time left never goes up, whenever the samples come, and ends at nothing', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 20, max: 4_000 }), { minLength: 40, maxLength: 200 }),
      fc.integer({ min: 1, max: 20_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (times, rate, more) => {
        const ticks = times.map((ms) => ({ ms, bytes: ms * rate }));
        const sum = ticks.reduce((total, { bytes }) => total + bytes, 0);
        const seen = run(Math.ceil(sum * (1 + more)), ticks);
        let before: Seen | null = null;
        for (const now of seen) {
          if (before && before.remainingMs !== null && now.remainingMs !== null) {
            assert.ok(now.remainingMs <= before.remainingMs + 1e-6);
            assert.ok((now.minutesLeft ?? 0) <= (before.minutesLeft ?? Infinity));
          }
          before = now;
        }
        if (more === 0) assert.ok((last(seen).remainingMs ?? 0) < 1);
      },
    ),
  );
});

test('one sample without bytes does not make the time left go up, and hardly changes it afterwards', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 25, max: 200 }),
      fc.integer({ min: 500, max: 4_500 }),
      fc.integer({ min: 100, max: 5_000 }),
      (ticks, stall, rate) => {
        const before = every(1000, ticks, 1000 * rate);
        const total = 1000 * rate * 1_000;
        const steady = last(run(total, before));
        const after = run(total, [...before, { ms: stall, bytes: 0 }, ...every(1000, 30, 1000 * rate)]);
        const highest = Math.max(...after.slice(ticks).map(({ remainingMs }) => remainingMs ?? Infinity));
        assert.ok(highest <= (steady.remainingMs ?? 0) * 1.05);
      },
    ),
  );
});

test('is never negative, never endless, and never an odd number of minutes, whatever happens', () => {
  const tick = fc.record({
    ms: fc.integer({ min: 0, max: 30_000 }),
    bytes: fc.integer({ min: -5 * MB, max: 50 * MB }),
    state: fc.constantFrom<ProgressSample['state']>('moving', 'moving', 'moving', 'waiting', 'still'),
    added: fc.constantFrom(0, 0, 0, 100 * MB, -10 * MB),
  });
  fc.assert(
    fc.property(fc.array(tick, { maxLength: 100 }), (ticks) => {
      for (const { minutesLeft, bytesPerSecond, remainingMs } of run(50 * MB, ticks)) {
        assert.ok(minutesLeft === null || (Number.isInteger(minutesLeft) && minutesLeft >= 0));
        assert.ok(minutesLeft === null || minutesLeft <= MOST_MINUTES);
        assert.ok(bytesPerSecond === null || (bytesPerSecond > 0 && Number.isFinite(bytesPerSecond)));
        assert.ok(remainingMs === null || (remainingMs >= 0 && Number.isFinite(remainingMs)));
      }
    }),
  );
});

test('goes up only after a slower rate has lasted, and then comes close to it', () => {
  const fast = every(1000, 30, MB);
  const slow = every(1000, 90, MB / 4);
  const seen = run(1_000 * MB, [...fast, ...slow]);
  const before = seen[29]?.remainingMs ?? 0;
  for (const { remainingMs } of seen.slice(30, 34)) assert.ok((remainingMs ?? Infinity) <= before);
  // 947.5 MB at a quarter of a MB a second.
  const { remainingMs } = last(seen);
  assert.ok(Math.abs((remainingMs ?? 0) - 3_790_000) < 379_000, String(remainingMs));
});

test('waiting for the line counts as time, and says nothing of it meanwhile', () => {
  const before = every(1000, 20, MB);
  const waiting = run(1_000 * MB, [...before, ...every(1000, 10, 0, 'waiting')]);
  assert.deepEqual([last(waiting).minutesLeft, last(waiting).bytesPerSecond], [null, null]);
  const after = last(run(1_000 * MB, [...before, ...every(1000, 10, 0, 'waiting'), ...every(1000, 2, MB)]));
  const rate = after.bytesPerSecond ?? 0;
  assert.ok(rate > 0.4 * MB && rate < 0.6 * MB, String(rate));
});

test('time paused or asleep does not count, nor do bytes of which nobody saw when they went', () => {
  const before = every(1000, 20, MB);
  const [steady] = run(1_000 * MB, before).slice(-1);
  for (const gap of [
    [
      { ms: 60_000, bytes: 0, state: 'still' as const },
      { ms: 5_000, bytes: 0 },
    ],
    [{ ms: 3_600_000, bytes: 0 }],
    [{ ms: 3_600_000, bytes: 10 * MB }],
  ]) {
    const after = last(run(1_000 * MB, [...before, ...gap, ...every(1000, 3, MB)]));
    assert.equal(Math.round(after.bytesPerSecond ?? 0), Math.round(steady?.bytesPerSecond ?? 0));
  }
  const paused = run(1_000 * MB, [...before, { ms: 1000, bytes: 0, state: 'still' }]);
  assert.equal(last(paused).minutesLeft, null);
});

test('what the clinic had already does not make the line seem fast', () => {
  const leap: Tick = { ms: 1000, bytes: 400 * MB };
  const { bytesPerSecond, minutesLeft } = last(run(1_000 * MB, [leap, ...every(1000, 5, MB)]));
  assert.equal(Math.round(bytesPerSecond ?? 0), MB);
  // 595 MB.
  assert.equal(minutesLeft, 10);
});

test('more files take longer at once', () => {
  const before = every(1000, 20, MB);
  const seen = run(500 * MB, [...before, { ms: 1000, bytes: MB, added: 500 * MB }]);
  const { remainingMs } = last(seen);
  assert.ok(Math.abs((remainingMs ?? 0) - 979_000) < 1_000, String(remainingMs));
});

test('says minutes in steps as people do', () => {
  const minutesFor = (minutes: number) =>
    last(run((minutes * 60 + 10) * MB, every(1000, 10, MB))).minutesLeft;
  assert.deepEqual(
    [0.2, 0.98, 1.02, 3.4, 12.2, 19.6, 23, 44, 58, 70, 80, 170, 200, 1_300, 1_439, 5_000].map(minutesFor),
    [0, 0, 1, 3, 12, 20, 25, 45, 60, 60, 90, 180, 180, 1_320, 1_440, 1_440],
  );
});
