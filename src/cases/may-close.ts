import type { Case } from '../contract/index.js';

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
