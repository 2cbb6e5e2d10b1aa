/** How long to wait before the next try, and when to stop and ask the person. Pure. */
import type { BackendError } from '../backend/backend.js';

/** A lost line is never given up; a server's own fault is, after so many tries in a row without progress. */
const SERVER_FAULT_BUDGET = 8;

export interface RetryDecision {
  /** Null: the person must act. */
  delayMs: number | null;
  why: 'network' | 'busy';
}

/** Worth another try though the answer itself was final: the next try asks for a fresh plan. */
const WITH_FRESH_PLAN: ReadonlySet<string> = new Set(['upload-expired']);

/**
 * `attempt` counts failures since bytes last moved, from 0; `random` is in [0, 1). Full jitter, at most a minute; after a
 * Retry-After (RFC 9110 section 10.2.3) never sooner than told, and up to a tenth later, so that not all come at once.
 */
export function decideRetry(error: BackendError, attempt: number, random: () => number): RetryDecision {
  const why = error.code === 'offline' || error.code === 'unreachable' ? 'network' : 'busy';
  const delayMs =
    error.retryAfterMs === null
      ? 250 + random() * Math.min(60_000, 500 * 2 ** Math.min(attempt, 10))
      : error.retryAfterMs * (1 + random() / 10);
  // A server that says when to come back is not at fault.
  if (why === 'network' || (error.retryable && error.retryAfterMs !== null)) return { delayMs, why };
  const again = error.retryable || error.code === 'unavailable' || WITH_FRESH_PLAN.has(error.code);
  return { delayMs: again && attempt < SERVER_FAULT_BUDGET ? delayMs : null, why };
}
