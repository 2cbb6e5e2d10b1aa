/** How fast everything and each study goes, looked at again once a second while something moves: a stall is no event. */
import { estimateOf, NO_PROGRESS, observe, type Estimate, type Progress } from '../../transfer/progress.js';
import type { FedProgress, Feeder } from '../../transfer/feeder.js';
import type { Totals } from './totals.js';

const TICK_MS = 1_000;

export class Pace {
  #all = NO_PROGRESS;
  #studies = new Map<string, Progress>();
  #timer: ReturnType<typeof setInterval> | null = null;
  readonly #onTick: () => void;

  /** `onTick`: to have {@link look} called. */
  constructor(onTick: () => void) {
    this.#onTick = onTick;
  }

  get all(): Estimate {
    return estimateOf(this.#all);
  }

  /** See {@link Estimate.minutesLeft}. */
  minutesLeft(study: string): number | null {
    return estimateOf(this.#studies.get(study) ?? NO_PROGRESS).minutesLeft;
  }

  look({ sentBytes, totalBytes, state }: Totals, feeder: Feeder | null): void {
    if (state === 'done') {
      this.stop();
      return;
    }
    const at = performance.now();
    this.#all = observe(this.#all, {
      at,
      sentBytes,
      totalBytes,
      state: state === 'paused' ? 'still' : state,
    });
    for (const study of feeder?.studies ?? []) {
      const progress = feeder?.progress(study);
      if (progress)
        this.#studies.set(
          study,
          observe(this.#studies.get(study) ?? NO_PROGRESS, {
            at,
            sentBytes: progress.sentBytes,
            totalBytes: progress.totalBytes,
            state: state === 'paused' ? 'still' : stateOf(progress),
          }),
        );
    }
    this.#timer ??= setInterval(this.#onTick, TICK_MS);
  }

  /** Forgets how it went: what comes next may go another way. */
  stop(): void {
    this.#all = NO_PROGRESS;
    this.#studies.clear();
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }
}

function stateOf({ stopped, moving, waiting, onTheWay }: FedProgress): 'moving' | 'waiting' | 'still' {
  if (stopped || moving === 0) return 'still';
  return waiting > 0 && !onTheWay ? 'waiting' : 'moving';
}
