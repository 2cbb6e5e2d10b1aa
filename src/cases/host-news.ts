/** What the host page hears of a case. */
import type { Case } from '../contract/index.js';
import { openForPatient } from './requests.js';

/** What the host page is told of: true when one of the three has changed. */
export function differsForHost(before: Case | null, after: Case): boolean {
  return (
    !before ||
    before.phase !== after.phase ||
    before.waitingOn !== after.waitingOn ||
    openForPatient(before.requests) !== openForPatient(after.requests)
  );
}
