/** How long to wait before the next try, and when to stop and ask the person. Pure. */
import type { BackendError, BackendErrorCode } from '../backend/backend.js';
import type { Owner } from './transfer.js';

/**
 * A lost line is never given up; a server's own fault is, after so many tries in a row without progress: about ten
 * minutes, in which most backends are started anew.
 */
const SERVER_FAULT_BUDGET = 24;

/** The device says when it is online again, and then all is woken; it may be wrong, so that it is tried all the same. */
const OFFLINE_MS = 10_000;

export interface RetryDecision {
  /** Null: the person must act. */
  delayMs: number | null;
  why: 'network' | 'busy';
}

/**
 * Worth another try though the answer itself was final: the next one has a fresh plan, other bytes, or gets past a page that
 * something in between showed instead of the backend's answer.
 */
const WORTH_ANOTHER: ReadonlySet<BackendErrorCode> = new Set([
  'unavailable',
  'upload-expired',
  'digest-mismatch',
  'pieces-missing',
  'not-a-backend',
]);

/**
 * `attempt` counts failures since bytes last moved, from 0; `random` is in [0, 1). Full jitter, at most a minute; after a
 * Retry-After (RFC 9110 section 10.2.3) never sooner than told, and up to a tenth later, so that not all come at once.
 */
export function decideRetry(error: BackendError, attempt: number, random: () => number): RetryDecision {
  const why = error.code === 'offline' || error.code === 'unreachable' ? 'network' : 'busy';
  const least = error.code === 'offline' ? OFFLINE_MS : 250;
  const delayMs =
    error.retryAfterMs === null
      ? least + random() * Math.min(60_000, 500 * 2 ** Math.min(attempt, 10))
      : error.retryAfterMs * (1 + random() / 10);
  // A server that says when to come back is not at fault.
  if (why === 'network' || (error.retryable && error.retryAfterMs !== null)) return { delayMs, why };
  const again = error.retryable || WORTH_ANOTHER.has(error.code);
  return { delayMs: again && attempt < SERVER_FAULT_BUDGET ? delayMs : null, why };
}

/** What only the person can put right: to sign in, to agree, to choose again. */
const OF_PATIENT: ReadonlySet<BackendErrorCode> = new Set([
  'offline',
  'unreachable',
  'unauthenticated',
  'forbidden',
  'consent-required',
  'consent-outdated',
  'too-large',
  'too-many-documents',
  'upload-expired',
]);
/** The page is not made for this backend, or not allowed to talk to it. */
const OF_SITE: ReadonlySet<BackendErrorCode> = new Set([
  'origin-not-allowed',
  'not-a-backend',
  'contract-version',
  'invalid-request',
]);

/** Who has to act when trying again is of no use. */
export function ownerOf(code: BackendErrorCode): Owner {
  if (OF_PATIENT.has(code)) return 'patient';
  return OF_SITE.has(code) ? 'site' : 'clinic';
}
