/** Whose turn it is, and why. */
import type { Case, CaseRequest, WaitingOn } from '../contract/index.js';
import { knownPhase } from './phases.js';

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
