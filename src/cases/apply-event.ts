/**
 * What a live event means for the case on the screen. Answers and events may come late, twice or out of order; what is
 * shown never goes back.
 */
import type { Case, CaseEvent } from '../contract/index.js';
import { openForPatient } from './requests.js';

/** True when the case that is held was read before this event happened. */
export function needsRefetch(held: Case, event: CaseEvent): boolean {
  return event.caseId === held.id && event.id > held.lastEventId && event.type !== 'message.posted';
}

/** The newer of two readings of one case. */
export function newerCase(held: Case | null, read: Case): Case {
  return held && held.id === read.id && held.version > read.version ? held : read;
}

export type CaseChange =
  | { kind: 'phase' }
  | { kind: 'closed' }
  | { kind: 'report-ready' }
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

/** What the host page is told of: true when one of the three has changed. */
export function differsForHost(before: Case | null, after: Case): boolean {
  return (
    !before ||
    before.phase !== after.phase ||
    before.waitingOn !== after.waitingOn ||
    openForPatient(before.requests) !== openForPatient(after.requests)
  );
}
