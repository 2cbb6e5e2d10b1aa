/** What is worth saying aloud about a case that has changed. Pure. */
import type { Case } from '../contract/index.js';
import { unreadOf } from './unread.js';

export type CaseChange =
  | { kind: 'phase' }
  | { kind: 'closed' }
  | { kind: 'report-ready' }
  | { kind: 'addendum' }
  | { kind: 'delayed' }
  | { kind: 'message'; count: number }
  | { kind: 'request-opened'; title: string }
  | { kind: 'document-problem'; count: number }
  | { kind: 'turn' };

/** What is worth saying aloud between two readings; the most important first. */
export function changesBetween(before: Case, after: Case): CaseChange[] {
  const changes: CaseChange[] = [];
  const closed = before.phase !== after.phase && after.phase === 'closed';
  const reportReady = !before.report && after.report !== null;
  if (closed) changes.push({ kind: 'closed' });
  if (reportReady) changes.push({ kind: 'report-ready' });
  if (before.phase !== after.phase && !closed && !reportReady) changes.push({ kind: 'phase' });
  if (before.report && addendaOf(after) > addendaOf(before)) changes.push({ kind: 'addendum' });
  const { delay } = after.estimate;
  if (delay && delay.since !== before.estimate.delay?.since) changes.push({ kind: 'delayed' });
  const messages = unreadOf(after) - unreadOf(before);
  if (messages > 0) changes.push({ kind: 'message', count: messages });

  const asked = (theCase: Case) =>
    theCase.requests.filter(({ status, owner }) => status === 'open' && owner === 'patient');
  const known = new Set(asked(before).map(({ id }) => id));
  for (const { id, title } of asked(after))
    if (!known.has(id)) changes.push({ kind: 'request-opened', title });

  const failed = (theCase: Case) =>
    theCase.documents.filter(({ status }) => status === 'rejected' || status === 'delivery-failed');
  const failedBefore = new Set(failed(before).map(({ id }) => id));
  const count = failed(after).filter(({ id }) => !failedBefore.has(id)).length;
  if (count > 0) changes.push({ kind: 'document-problem', count });

  if (changes.length === 0 && before.waitingOn !== after.waitingOn) changes.push({ kind: 'turn' });
  return changes;
}

const addendaOf = ({ report }: Case): number => report?.addenda?.length ?? 0;
