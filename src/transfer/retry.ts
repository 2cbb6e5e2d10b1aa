/** How long to wait before the next try, and when to stop and ask the person. Pure. */
import type { BackendError } from '../backend/backend.js';

/** A lost line is never given up; a server's own fault is, after so many tries in a row without progress. */
const SERVER_FAULT_BUDGET = 8;

export interface RetryDecision {
  /** Null: the person must act. */
  delayMs: number | null;
  why: 'network' | 'busy';
}

/** `attempt` counts failures since bytes last moved, from 0; `random` is in [0, 1). Full jitter, at most a minute. */
export function decideRetry(error: BackendError, attempt: number, random: () => number): RetryDecision {
  const why = error.code === 'offline' || error.code === 'unreachable' ? 'network' : 'busy';
  const delayMs = error.retryAfterMs ?? 250 + random() * Math.min(60_000, 500 * 2 ** Math.min(attempt, 10));
  if (why === 'network') return { delayMs, why };
  const serverFault = error.retryable || error.code === 'unavailable' || error.code === 'unexpected';
  return { delayMs: serverFault && attempt < SERVER_FAULT_BUDGET ? delayMs : null, why };
}
