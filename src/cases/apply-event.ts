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

/** What the host page is told of: true when one of the three has changed. */
export function differsForHost(before: Case | null, after: Case): boolean {
  return (
    !before ||
    before.phase !== after.phase ||
    before.waitingOn !== after.waitingOn ||
    openForPatient(before.requests) !== openForPatient(after.requests)
  );
}
