/**
 * What is asked of whom, in the buckets of Stripe's account requirements: past due, currently due, pending, settled;
 * and an owner.
 */
import type { CaseRequest } from '../contract/index.js';

/** `later`: due, and not soon; `elsewhere`: open, and somebody else is to act. */
export type RequestBucket = 'overdue' | 'due' | 'later' | 'elsewhere' | 'pending' | 'settled';

/** What is due within two weeks is due now: letters and discs take that long. */
const SOON_MS = 14 * 24 * 3600 * 1000;

/** @param today calendar date in the viewer's time zone, `YYYY-MM-DD`: due on a day means until its end. */
export function bucketOf(request: CaseRequest, today: string): RequestBucket {
  if (request.status === 'pending-check') return 'pending';
  if (request.status !== 'open') return 'settled';
  if (request.owner !== 'patient') return 'elsewhere';
  if (request.dueOn === null) return 'due';
  if (request.dueOn < today) return 'overdue';
  return Date.parse(request.dueOn) - Date.parse(today) > SOON_MS ? 'later' : 'due';
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
