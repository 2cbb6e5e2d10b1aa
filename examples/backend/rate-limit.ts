/** So many calls a minute for each address or person; more is 429 with Retry-After. */
import { ProblemError } from './problems.js';

export class RateLimit {
  readonly #perMinute: number;
  readonly #now: () => Date;
  readonly #counts = new Map<string, { minute: number; count: number }>();

  constructor(perMinute: number, now: () => Date) {
    this.#perMinute = perMinute;
    this.#now = now;
  }

  take(whose: string): void {
    const seconds = this.#now().getTime() / 1000;
    const minute = Math.floor(seconds / 60);
    if (this.#counts.size > 10_000) this.#counts.clear();
    const entry = this.#counts.get(whose);
    const count = entry?.minute === minute ? entry.count + 1 : 1;
    this.#counts.set(whose, { minute, count });
    if (count > this.#perMinute)
      throw new ProblemError('rate-limited', {}, Math.ceil((minute + 1) * 60 - seconds));
  }
}
