/** What the contract takes about patient, representative and contact, as the intake holds it. Pure. */
import type { Case, Contact, Patient, Representative } from '../../contract/index.js';

export type WhoFor = 'me' | 'child' | 'other';

export interface Details {
  patient: Patient;
  representative: Representative | null;
  contact: Contact;
  /** '' when nothing was written. */
  reason: string;
}

export type DetailsProblemCode =
  | 'who-for'
  | 'given-name'
  | 'family-name'
  | 'birth-missing'
  | 'birth-not-real'
  | 'birth-future'
  | 'birth-too-old'
  | 'representative-name'
  | 'representative-role'
  | 'representative-authority'
  | 'email-missing'
  | 'email-form'
  | 'phone'
  | 'reason';

export interface DetailsProblem {
  code: DetailsProblemCode;
  /** Id of the input to go to. */
  field: string;
}

/** The details that stand in a case. */
export function detailsOf({ patient, representative, contact, reason }: Case): Details {
  return { patient, representative, contact, reason: reason ?? '' };
}

/** True when both say the same, whatever the order of their keys. */
export function sameDetails(a: Details, b: Details): boolean {
  const flat = ({ patient, representative, contact, reason }: Details) =>
    JSON.stringify([
      [patient.givenName, patient.familyName, patient.birthDate],
      representative && [representative.name, representative.role],
      [contact.email, contact.phone ?? ''],
      reason,
    ]);
  return flat(a) === flat(b);
}
