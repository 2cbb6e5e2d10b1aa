/** Whether two patients are one: name, birth date, sex, ID. Pure; symmetric. */
import type { Patient } from '../../contract/index.js';
import type { PersonName } from '../dicom/instance.js';
import type { IdentityMatch } from '../studies/summary.js';
import { compareDates } from './birth-date.js';
import { compareNames, type NameAgreement } from './compare-names.js';
import { parseName, type ParsedName } from './name.js';

/** What one file says of its patient. */
export interface PatientIdentity {
  name: PersonName;
  /** `YYYY-MM-DD`, or ''. */
  birthDate: string;
  /** (0010,0020). Hospitals have their own: another one contradicts nothing. */
  id: string;
  /** `M`, `F`, `O` or ''. */
  sex: string;
}

/** In this order; the first ones weigh most. */
export const IDENTITY_REASONS = [
  /** The names contradict each other. */
  'name',
  /** The birth dates contradict each other. */
  'birth-date',
  /** They would be equal with day and month exchanged; stands beside `birth-date`. */
  'day-month-swapped',
  'sex',
  /** The names agree, but are spelt or ordered in another way. */
  'other-spelling',
  /** One name says less than the other: an initial, or family or given name alone. */
  'part-of-name',
  /** A name is missing. */
  'name-missing',
  /** A name was taken away: `ANONYMOUS`, `REMOVED`, `TEST`. */
  'placeholder',
  /** The names are in different scripts. */
  'other-script',
  'birth-date-missing',
  /** The patient IDs are equal. */
  'same-id',
] as const;
export type IdentityReason = (typeof IDENTITY_REASONS)[number];

export interface IdentityComparison {
  match: IdentityMatch;
  reasons: readonly IdentityReason[];
}

/** An identity with its name taken apart, to be compared many times. */
export interface PreparedIdentity extends PatientIdentity {
  parsed: ParsedName;
}

export const prepare = (identity: PatientIdentity): PreparedIdentity => ({
  ...identity,
  parsed: parseName(identity.name, identity.id),
});

/** A case's patient as a file would name one. */
export const caseIdentity = ({ givenName, familyName, birthDate }: Patient): PatientIdentity => ({
  name: { alphabetic: `${familyName}^${givenName}`, ideographic: '', phonetic: '' },
  birthDate,
  id: '',
  sex: '',
});

/**
 * `different` where name or birth date contradict; `same` where both agree; a different ID alone says nothing.
 * Nicknames (Bob, Robert) are `different`: a person decides.
 */
export const samePatient = (a: PatientIdentity, b: PatientIdentity): IdentityComparison =>
  compareIdentities(prepare(a), prepare(b));

export function compareIdentities(a: PreparedIdentity, b: PreparedIdentity): IdentityComparison {
  const names = compareNames(a.parsed, b.parsed);
  const date = compareDates(a.birthDate, b.birthDate);
  const sameId = a.id.trim() !== '' && a.id.trim() === b.id.trim() && /[\p{L}\p{N}]/u.test(a.id);
  const otherSex = /^[MF]{2}$/.test(a.sex + b.sex) && a.sex !== b.sex;
  const { agreement } = names;
  const misspelt = agreement === 'misspelt' && date !== 'equal' && !sameId;
  const reasons = new Set<IdentityReason>();

  if (agreement === 'different' || misspelt) reasons.add('name');
  else if (agreement === 'misspelt' || (agreement === 'agree' && !names.literal))
    reasons.add('other-spelling');
  else if (agreement === 'part' || agreement === 'abbreviated') reasons.add('part-of-name');
  else if (agreement === 'unknown') reasons.add(whyUnknown(a.parsed, b.parsed));
  if (date === 'different' || date === 'swapped') reasons.add('birth-date');
  if (date === 'swapped') reasons.add('day-month-swapped');
  if (date === 'missing') reasons.add('birth-date-missing');
  if (otherSex) reasons.add('sex');
  if (sameId) reasons.add('same-id');

  let match: IdentityMatch;
  if (reasons.has('name') || reasons.has('birth-date')) match = 'different';
  else match = agreeing(agreement, date === 'equal', sameId);
  // Name and birth date outweigh a wrong letter; anything less may be brother and sister.
  if (otherSex && match !== 'different') match = match === 'same' ? 'likely' : 'different';
  return { match, reasons: IDENTITY_REASONS.filter((reason) => reasons.has(reason)) };
}

/** Where nothing contradicts. */
function agreeing(name: NameAgreement, sameDate: boolean, sameId: boolean): IdentityMatch {
  if (name === 'agree') return sameDate ? 'same' : 'likely';
  if (sameDate || sameId || name === 'abbreviated') return 'likely';
  // A family shares its name.
  return 'unknown';
}

function whyUnknown(a: ParsedName, b: ParsedName): IdentityReason {
  if (a.texts.length && b.texts.length) return 'other-script';
  return (a.placeholder || a.texts.length) && (b.placeholder || b.texts.length)
    ? 'placeholder'
    : 'name-missing';
}
