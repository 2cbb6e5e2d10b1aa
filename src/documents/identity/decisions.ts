/** What the person decided of studies that may be somebody else's, and which wait for it. Pure. */
import type { Patient } from '../../contract/index.js';
import type { IdentityMatch, PickedSummary, StudySummary } from '../studies/summary.js';
import { compareFound, comparePatient } from './clusters.js';
import type { IdentityReason } from './patient.js';

export type IdentityDecision = 'mine' | 'not-mine' | 'undecided';

/** By Study Instance UID; what is not in it is undecided. */
export type IdentityDecisions = ReadonlyMap<string, 'mine' | 'not-mine'>;

export const NO_DECISIONS: IdentityDecisions = new Map();

/** The same object where nothing changes. */
export function decide(
  decisions: IdentityDecisions,
  studyInstanceUID: string,
  decision: IdentityDecision,
): IdentityDecisions {
  if ((decisions.get(studyInstanceUID) ?? 'undecided') === decision) return decisions;
  const next = new Map(decisions);
  if (decision === 'undecided') next.delete(studyInstanceUID);
  else next.set(studyInstanceUID, decision);
  return next;
}

/** Beyond so many, nobody has looked at them one by one. */
const MAX_COMPARED = 200;

/** At least two of the patients found contradict each other. */
export function severalPatients({ patients }: PickedSummary): boolean {
  if (patients.length > MAX_COMPARED) return true;
  return patients.some((patient, i) =>
    patients.slice(i + 1).some((other) => compareFound(patient, other).match === 'different'),
  );
}

/**
 * Study Instance UIDs that are not sent before the person has decided: of a patient who is not the case's; with two
 * patients, all whose name and birth date are not the case's. Those decided `not-mine` are not held, and not sent.
 */
export function heldStudies(summary: PickedSummary, decisions: IdentityDecisions): string[] {
  const several = severalPatients(summary);
  return summary.studies
    .filter((study) => isHeld(summary, study, several) && !decisions.has(study.studyInstanceUID))
    .map(({ studyInstanceUID }) => studyInstanceUID);
}

function isHeld({ matches }: PickedSummary, { patient, instances }: StudySummary, several: boolean): boolean {
  // Of what only the disc's directory lists nothing is there to be sent.
  if (instances === 0) return false;
  const match = matches[patient] ?? 'unknown';
  return match === 'different' || (several && match !== 'same');
}

/** Recorded with each document of the study, as the contract has it. Codes only: no name, no date. */
export interface IdentityRecord {
  match: IdentityMatch;
  reasons: readonly IdentityReason[];
  decision: 'none-needed' | 'confirmed-mine';
}

/** Null for what is not sent: held, or decided `not-mine`. */
export function identityRecord(
  summary: PickedSummary,
  study: StudySummary,
  casePatient: Patient | null,
  decisions: IdentityDecisions,
): IdentityRecord | null {
  const decision = decisions.get(study.studyInstanceUID);
  if (decision === 'not-mine' || (!decision && isHeld(summary, study, severalPatients(summary)))) return null;
  const found = summary.patients[study.patient];
  const { reasons } = found ? comparePatient(found, casePatient) : { reasons: [] };
  return {
    match: summary.matches[study.patient] ?? 'unknown',
    reasons,
    decision: decision === 'mine' ? 'confirmed-mine' : 'none-needed',
  };
}
