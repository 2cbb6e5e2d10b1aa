/** How fast sending goes, and how much longer it takes, from what had been sent when. Pure: the clock comes with each sample. */

export interface ProgressSample {
  /** Milliseconds on a clock that only goes forward. */
  at: number;
  /** What has left this device, of `totalBytes`; falls when a lost connection takes back what was on its way. */
  sentBytes: number;
  totalBytes: number;
  /** `waiting`: all of it waits for the line or the backend, which counts as time. `still`: paused, which does not. */
  state: 'moving' | 'waiting' | 'still';
}

export interface Progress {
  readonly last: ProgressSample | null;
  /** The newest last; that one may still be growing. */
  readonly steps: readonly Step[];
  /** Smoothed; null until it is known. */
  readonly remainingMs: number | null;
  /** For how long it has been slower than `remainingMs` says. */
  readonly slowMs: number;
  /** See {@link Estimate.minutesLeft}. */
  readonly minutes: number | null;
}

interface Step {
  ms: number;
  bytes: number;
}

export interface Estimate {
  /** Null while nothing can be said. */
  bytesPerSecond: number | null;
  /**
   * In coarse steps; 0 is less than one, {@link MOST_MINUTES} a day or more. Null until it is known, and while everything
   * waits or is paused.
   */
  minutesLeft: number | null;
}

export const NO_PROGRESS: Progress = { last: null, steps: [], remainingMs: null, slowMs: 0, minutes: null };

export const MOST_MINUTES = 24 * 60;

/** The rate is that of so much time. */
const WINDOW_MS = 20_000;
/** Before, nothing is said. */
const KNOWN_MS = 3_000;
const STEP_MS = 1_000;
/** Nothing for so long: the device was asleep. */
const ASLEEP_MS = 10_000;
/** A step so many times as fast as the usual one was not sent: the backend had it already, or a buffer took it. */
const LEAP = 8;
/** Slower by less than this share is no news. */
const BAND = 0.1;
/** Slower for so long has lasted. */
const LASTING_MS = 10_000;
/** What is called now. */
const NOW_MS = 5_000;
/** Time constants of the smoothing: good news is believed sooner. */
const UP_MS = 20_000;
const DOWN_MS = 8_000;

export function observe(progress: Progress, sample: ProgressSample): Progress {
  const { last } = progress;
  const ms = last ? sample.at - last.at : 0;
  const counts = last && last.state !== 'still' && sample.state !== 'still' && ms <= ASLEEP_MS;
  if (!counts) return { ...progress, last: sample, remainingMs: withAdded(progress, sample, progress.steps) };
  if (ms <= 0) return { ...progress, last: { ...last, state: sample.state } };
  const steps = grown(progress.steps, { ms, bytes: Math.max(0, sample.sentBytes - last.sentBytes) });
  const rate = rateOf(steps);
  if (rate === null) return { ...progress, last: sample, steps };
  const bytesLeft = Math.max(0, sample.totalBytes - sample.sentBytes);
  const left = bytesLeft / rate;
  const leftNow = bytesLeft / Math.max(rate, rateNow(steps));
  const before = withAdded(progress, sample, steps);
  const { remainingMs, slowMs } =
    before === null
      ? { remainingMs: left, slowMs: 0 }
      : smoothed(before, { ms, slowMs: progress.slowMs, left, leftNow });
  return { last: sample, steps, remainingMs, slowMs, minutes: steady(progress.minutes, remainingMs) };
}

/** With more files it takes longer at once, with fewer less. */
function withAdded(
  { last, remainingMs }: Progress,
  { totalBytes }: ProgressSample,
  steps: readonly Step[],
): number | null {
  const rate = rateOf(steps);
  if (!last || remainingMs === null || rate === null) return remainingMs;
  return Math.max(0, remainingMs + (totalBytes - last.totalBytes) / rate);
}

export function estimateOf({ last, steps, minutes }: Progress): Estimate {
  const rate = last?.state === 'moving' ? rateOf(steps) : null;
  if (rate === null) return { bytesPerSecond: null, minutesLeft: null };
  return { bytesPerSecond: rate * 1000, minutesLeft: minutes };
}

function grown(steps: readonly Step[], { ms, bytes }: Step): Step[] {
  const last = steps.at(-1);
  const next =
    last && last.ms < STEP_MS
      ? [...steps.slice(0, -1), { ms: last.ms + ms, bytes: last.bytes + bytes }]
      : [...steps, { ms, bytes }];
  let span = next.reduce((sum, step) => sum + step.ms, 0);
  let from = 0;
  for (const step of next) {
    if (span - step.ms < WINDOW_MS) break;
    span -= step.ms;
    from++;
  }
  return next.slice(from);
}

/** Bytes a millisecond; null while it is not known, and when nothing was sent for the whole window. */
function rateOf(steps: readonly Step[]): number | null {
  const whole = steps.filter(({ ms }) => ms >= STEP_MS);
  const rates = whole.map(({ ms, bytes }) => bytes / ms).filter((rate) => rate > 0);
  const usual = rates.sort((a, b) => a - b)[Math.floor((rates.length - 1) / 2)] ?? 0;
  const sum = { ms: 0, bytes: 0 };
  for (const { ms, bytes } of whole) {
    if (bytes / ms > usual * LEAP) continue;
    sum.ms += ms;
    sum.bytes += bytes;
  }
  return sum.ms >= KNOWN_MS && sum.bytes > 0 ? sum.bytes / sum.ms : null;
}

/** Bytes a millisecond of the last {@link NOW_MS}. */
function rateNow(steps: readonly Step[]): number {
  const sum = { ms: 0, bytes: 0 };
  for (let at = steps.length - 1; at >= 0 && sum.ms < NOW_MS; at--) {
    const step = steps[at] as Step;
    if (step.ms < STEP_MS) continue;
    sum.ms += step.ms;
    sum.bytes += step.bytes;
  }
  return sum.ms > 0 ? sum.bytes / sum.ms : 0;
}

interface Left {
  /** Since the estimate before. */
  ms: number;
  slowMs: number;
  /** By the rate of the whole window. */
  left: number;
  /** The same, or less where it has been faster lately: then a stall is over. */
  leftNow: number;
}

/** `before`: what was left by the estimate before. */
function smoothed(before: number, { ms, slowMs, left, leftNow }: Left) {
  const expected = Math.max(0, before - ms);
  if (leftNow > expected * (1 + BAND)) {
    const slow = slowMs + ms;
    if (slow < LASTING_MS) return { remainingMs: Math.min(before, leftNow), slowMs: slow };
    return { remainingMs: towards(before, leftNow, ms / UP_MS), slowMs: slow };
  }
  const remainingMs = left < expected ? towards(expected, left, ms / DOWN_MS) : expected;
  return { remainingMs, slowMs: 0 };
}

const towards = (from: number, to: number, time: number) => to + (from - to) * Math.exp(-time);

/** Goes up only when it is well beyond the border, so that it does not flicker there. */
function steady(shown: number | null, remainingMs: number): number {
  const now = coarse(remainingMs);
  if (shown === null || now <= shown) return now;
  return Math.max(shown, coarse(remainingMs / (1 + BAND)));
}

/** Minutes as people say them: each one up to twenty, then in fives, then in halves of an hour, then in hours. */
function coarse(remainingMs: number): number {
  const minutes = remainingMs / 60_000;
  if (minutes < 1) return 0;
  const step = minutes < 20 ? 1 : minutes < 60 ? 5 : minutes < 180 ? 30 : 60;
  return Math.min(MOST_MINUTES, Math.round(minutes / step) * step);
}
