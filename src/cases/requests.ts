/**
 * What is asked of whom, in the buckets of Stripe's account requirements: past due, currently due, pending, settled;
 * and an owner.
 */
import type { Case, CaseRequest, WaitingOn } from '../contract/index.js';
import { knownPhase } from './phases.js';

/** `elsewhere`: open, and somebody else is to act. */
export type RequestBucket = 'overdue' | 'due' | 'elsewhere' | 'pending' | 'settled';

/** @param today calendar date in the viewer's time zone, `YYYY-MM-DD`: due on a day means until its end. */
export function bucketOf(request: CaseRequest, today: string): RequestBucket {
  if (request.status === 'pending-check') return 'pending';
  if (request.status !== 'open') return 'settled';
  if (request.owner !== 'patient') return 'elsewhere';
  return request.dueOn !== null && request.dueOn < today ? 'overdue' : 'due';
}

export interface PlacedRequest {
  request: CaseRequest;
  bucket: RequestBucket;
}

/**
 * Ordered by due date, then by when it was opened: the order does not change when a request changes its bucket, so that
 * a card that somebody is working in stays where it is.
 */
export function placeRequests(requests: readonly CaseRequest[], today: string): PlacedRequest[] {
  const key = ({ dueOn, openedAt, id }: CaseRequest) => `${dueOn ?? '9999'} ${openedAt} ${id}`;
  return [...requests]
    .sort((a, b) => (key(a) < key(b) ? -1 : 1))
    .map((request) => ({ request, bucket: bucketOf(request, today) }));
}

/** How many requests the patient is to act on. */
export function openForPatient(requests: readonly CaseRequest[]): number {
  return requests.filter(({ status, owner }) => status === 'open' && owner === 'patient').length;
}

export type TurnReason =
  | 'draft'
  | 'requests'
  | 'call'
  | 'third-party'
  | 'checking'
  | 'records'
  | 'specialist'
  | 'review'
  | 'report'
  | 'closed'
  | 'in-progress';

/** Whose turn it is and why: "nothing is needed from you" is never said without a reason. */
export function turnOf(theCase: Case): { who: WaitingOn; why: TurnReason } {
  const phase = knownPhase(theCase.phase);
  const who = theCase.waitingOn;
  if (phase === 'closed') return { who: 'nobody', why: 'closed' };
  if (who === 'patient') {
    if (phase === 'draft') return { who, why: 'draft' };
    return { who, why: openForPatient(theCase.requests) > 0 ? 'requests' : 'call' };
  }
  if (phase === 'report-ready') return { who, why: 'report' };
  if (who === 'third-party') return { who, why: 'third-party' };
  switch (phase) {
    case 'submitted':
    case 'checking-eligibility':
      return { who, why: 'checking' };
    case 'accepted':
    case 'collecting-records':
      return { who, why: 'records' };
    case 'matching-specialist':
      return { who, why: 'specialist' };
    case 'in-review':
    case 'writing-report':
      return { who, why: 'review' };
    default:
      return { who, why: 'in-progress' };
  }
}

/** "May I close this page?" `act`: yes, but somebody waits for the patient. */
export function mayClose(
  theCase: Case,
  uploading: boolean,
): 'keep-open' | 'act' | 'yes' | 'ready' | 'closed' {
  if (uploading) return 'keep-open';
  if (theCase.phase === 'closed') return 'closed';
  if (theCase.phase === 'report-ready') return 'ready';
  return theCase.waitingOn === 'patient' ? 'act' : 'yes';
}
