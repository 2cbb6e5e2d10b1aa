/** What the line has carried of late, and what follows from it. Pure: times are passed in, in milliseconds. */

const MIB = 1024 * 1024;
/** Parts are so large that one takes about as long on the line; smaller would be chatty, larger slow to be received. */
const PART_SECONDS = 15;
export const LEAST_PART = 4 * MIB;
const MOST_PART = 32 * MIB;
/** As long as nothing is known: the line waits for the first one to be made. */
const FIRST_PART = LEAST_PART;
/** Bytes a second: a line that takes more waits for the deflater. */
const FAST = 30_000_000;
/**
 * Share of the time in which the line waits for what is being made; beyond it some is sent as it is. What is not deflated then
 * keeps the line longer, so that one that is nearly as fast as the deflater gets some of both.
 */
const MOST_WAITING = 0.3;
/** Of the last so many milliseconds; of less than a quarter nothing is said. */
const WAITING_MS = 2_000;
/** No part is waited for longer than this: the device slept. */
const ASLEEP_MS = 30_000;
/** What is measured: the last so many milliseconds in which something was being sent. */
const WINDOW_MS = 10_000;
/** Less says nothing: the system's own buffers take the first bytes at once. */
const LEAST_MS = 400;
/** A line that broke within the last so many milliseconds may break again. */
const BROKEN_MS = 60_000;
/** A quarter of a second is little to lose. */
const AT_ONCE_SECONDS = 0.25;
const LEAST_AT_ONCE = MIB;

export interface Link {
  /** An upload begins; gives what ends it. */
  begin(now: number): (now: number) => void;
  /** Something to be sent is being made; gives what ends it. */
  making(now: number): (now: number) => void;
  /** Bytes have left. */
  moved(bytes: number, now: number): void;
  /** A connection was lost. */
  broke(now: number): void;
  /** Bytes a second over all uploads while any was under way; null before it is known. */
  readonly rate: number | null;
  readonly partBytes: number;
  /** Faster than files can be deflated: known by its rate, or because it waits for them. */
  readonly isFast: boolean;
  /**
   * How much may be sent before anything is known of where it goes on: what is cut before the answer has come is sent
   * again, by some browsers unasked. 0 where the line broke of late.
   */
  bytesAtOnce(now: number): number;
  /** It is known to carry so many bytes in a moment, and did not break of late. */
  isQuickWith(bytes: number, now: number): boolean;
}

export function createLink(): Link {
  let uploads = 0;
  let inTheMaking = 0;
  /** Something has gone over the line since it began or broke: from then on it can wait. */
  let carries = false;
  /** Of late something was being made for it for so long, and for so long of that it waited. */
  let makingMs = 0;
  let waitingMs = 0;
  /** Milliseconds in which something was under way, until `since`. */
  let busy = 0;
  let since = 0;
  let brokeAt = -Infinity;
  let samples: { at: number; bytes: number }[] = [];

  const busyAt = (now: number) => busy + (uploads > 0 ? Math.max(0, now - since) : 0);
  function settle(now: number): void {
    const passed = Math.max(0, now - since);
    busy = busyAt(now);
    since = now;
    if (inTheMaking === 0 || !carries) return;
    if (uploads === 0) {
      const wait = Math.min(passed, ASLEEP_MS);
      makingMs += wait;
      waitingMs += wait;
    } else makingMs += passed;
    if (makingMs < WAITING_MS) return;
    makingMs /= 2;
    waitingMs /= 2;
  }

  /** Counts until what it gives is called. */
  function counted(count: (by: 1 | -1) => void, now: number): (now: number) => void {
    settle(now);
    count(1);
    let ended = false;
    return (then) => {
      if (ended) return;
      ended = true;
      settle(then);
      count(-1);
    };
  }

  function rate(): number | null {
    const [first, last] = [samples[0], samples.at(-1)];
    if (!first || !last || last.at - first.at < LEAST_MS) return null;
    const bytes = samples.reduce((sum, each) => sum + each.bytes, 0) - first.bytes;
    return (bytes / (last.at - first.at)) * 1000;
  }

  const isGood = (now: number) => now - brokeAt > BROKEN_MS;
  const bytesInAMoment = () => Math.floor((rate() ?? 0) * AT_ONCE_SECONDS);

  return {
    begin: (now) => counted((by) => (uploads += by), now),
    making: (now) => counted((by) => (inTheMaking += by), now),
    moved(bytes, now) {
      if (bytes <= 0) return;
      const at = busyAt(now);
      samples.push({ at, bytes });
      carries = true;
      // One older than the window stays: it is where the window begins.
      const from = samples.findLastIndex((each) => each.at <= at - WINDOW_MS);
      if (from > 0) samples = samples.slice(from);
    },
    broke(now) {
      brokeAt = now;
      carries = false;
      makingMs = waitingMs = 0;
    },
    get rate() {
      return rate();
    },
    get partBytes() {
      const now = rate();
      if (now === null) return FIRST_PART;
      const bytes = Math.round((now * PART_SECONDS) / MIB) * MIB;
      return Math.min(MOST_PART, Math.max(LEAST_PART, bytes));
    },
    get isFast() {
      return (rate() ?? 0) > FAST || (makingMs > WAITING_MS / 4 && waitingMs > makingMs * MOST_WAITING);
    },
    bytesAtOnce: (now) => (isGood(now) ? Math.max(LEAST_AT_ONCE, bytesInAMoment()) : 0),
    isQuickWith: (bytes, now) => isGood(now) && bytes <= bytesInAMoment(),
  };
}
