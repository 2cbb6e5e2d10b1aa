/** The patients of everything that was picked: identities that are one person stand together. Pure. */
import type { Patient } from '../../contract/index.js';
import type { PersonName } from '../dicom/instance.js';
import type { FoundPatient, IdentityMatch } from '../studies/summary.js';
import {
  caseIdentity,
  compareIdentities,
  IDENTITY_REASONS,
  prepare,
  type IdentityComparison,
  type IdentityReason,
  type PatientIdentity,
  type PreparedIdentity,
} from './patient.js';

/** More spellings than a family's discs have: beyond, only equal ones are put together. */
const MAX_COMPARED = 200;

export interface WeighedIdentity {
  identity: PreparedIdentity;
  /** Files that say so. */
  files: number;
}

/** Best first. */
const RANKS: readonly IdentityMatch[] = ['same', 'likely', 'unknown', 'different'];

/** Members by their index in what was given; most files first, in the patients as in each. */
export interface PatientCluster {
  members: readonly number[];
  patient: FoundPatient;
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const nameKey = ({ alphabetic, ideographic, phonetic }: PersonName): string =>
  [alphabetic, ideographic, phonetic].join('\0');
const keyOf = ({ name, birthDate, sex, id }: PatientIdentity): string =>
  [nameKey(name), birthDate, sex, id].join('\0');

/** An identity belongs to a patient when it agrees with one of its spellings and contradicts none, and so with no other patient. */
export function clusterPatients(identities: readonly WeighedIdentity[]): PatientCluster[] {
  const keys = identities.map(({ identity }) => keyOf(identity));
  const weights = identities.map(({ identity }) => says(identity));
  const order = [...identities.keys()].sort(
    (a, b) => (weights[b] as number) - (weights[a] as number) || byText(keys[a] as string, keys[b] as string),
  );
  const clusters: number[][] = [];
  const exact = new Map<string, number[]>();
  for (const [place, index] of order.entries()) {
    const { identity } = identities[index] as WeighedIdentity;
    const key = weights[index] ? keyOf({ ...identity, id: '' }) : keyOf(identity);
    let own = exact.get(key);
    if (!own && place < MAX_COMPARED) own = belongsTo(identity, clusters, identities);
    if (!own) clusters.push((own = []));
    own.push(index);
    exact.set(key, own);
  }
  return clusters
    .map((members) => describe(members, identities))
    .sort((a, b) => b.files - a.files || byText(a.key, b.key))
    .map(({ members, patient }) => ({ members, patient }));
}

/** Those that say most come first, so that one that says little meets all that it may belong to. 0: says nothing. */
function says({ parsed, birthDate }: PreparedIdentity): number {
  const letters = parsed.texts.map(({ family, given }) => [...family, ...given].join('').length);
  return (birthDate ? 1000 : 0) + Math.max(0, ...letters);
}

/** The one patient that it may be; none where it may be several, which only a person can tell. */
function belongsTo(
  identity: PreparedIdentity,
  clusters: readonly number[][],
  identities: readonly WeighedIdentity[],
): number[] | undefined {
  const fitting: { members: number[]; match: IdentityMatch }[] = [];
  for (const members of clusters) {
    const match = fit(identity, members, identities);
    if (match === 'same' || match === 'likely') fitting.push({ members, match });
  }
  const same = fitting.filter(({ match }) => match === 'same');
  const candidates = same.length ? same : fitting;
  return candidates.length === 1 ? candidates[0]?.members : undefined;
}

function fit(
  identity: PreparedIdentity,
  members: readonly number[],
  identities: readonly WeighedIdentity[],
): IdentityMatch {
  let best: IdentityMatch = 'unknown';
  for (const member of members) {
    const { match } = compareIdentities(identity, (identities[member] as WeighedIdentity).identity);
    if (match === 'different') return match;
    if (RANKS.indexOf(match) < RANKS.indexOf(best)) best = match;
  }
  return best;
}

function describe(unordered: readonly number[], identities: readonly WeighedIdentity[]) {
  const at = (index: number) => identities[index] as WeighedIdentity;
  const weights = new Map<string, { name: PersonName; files: number }>();
  for (const { identity, files } of unordered.map(at)) {
    const key = nameKey(identity.name);
    weights.set(key, { name: identity.name, files: (weights.get(key)?.files ?? 0) + files });
  }
  const empty = (name: PersonName) => Number(nameKey(name) === '\0\0');
  const names = [...weights.values()].sort(
    (a, b) => empty(a.name) - empty(b.name) || b.files - a.files || byText(nameKey(a.name), nameKey(b.name)),
  );
  const members = [...unordered].sort(
    (a, b) => at(b).files - at(a).files || byText(keyOf(at(a).identity), keyOf(at(b).identity)),
  );
  const said = (value: (identity: PatientIdentity) => string) =>
    [...new Set(members.map((index) => value(at(index).identity)))].filter(Boolean);
  const [name, ...others] = names.map((each) => each.name);
  return {
    members,
    files: members.reduce((sum, index) => sum + at(index).files, 0),
    key: keyOf(at(members[0] as number).identity),
    patient: {
      name: name as PersonName,
      otherNames: others.filter((other) => !empty(other)),
      birthDate: said(({ birthDate }) => birthDate)[0] ?? '',
      ids: said(({ id }) => id).sort(byText),
    } satisfies FoundPatient,
  };
}

/**
 * Of all spellings of a patient the one that says most: `same` outweighs a contradiction (a name before and after
 * marriage), a contradiction outweighs an initial that would fit.
 */
export function strongest(comparisons: readonly IdentityComparison[]): IdentityComparison {
  const best = (match: IdentityMatch) => comparisons.find((each) => each.match === match);
  const found = best('same') ?? best('different') ?? best('likely') ?? best('unknown');
  if (!found) return { match: 'unknown', reasons: [] };
  if (found.match !== 'different') return found;
  const all = new Set<IdentityReason>(
    comparisons.filter(({ match }) => match === 'different').flatMap(({ reasons }) => reasons),
  );
  return { match: 'different', reasons: IDENTITY_REASONS.filter((reason) => all.has(reason)) };
}

/** Worst first: a study with files of several patients is the business of the one who fits least. */
export const leastFitting = (a: IdentityMatch, b: IdentityMatch): number =>
  RANKS.indexOf(b) - RANKS.indexOf(a);

const spellings = ({ name, otherNames, birthDate, ids }: FoundPatient): PreparedIdentity[] =>
  [name, ...otherNames].map((each) =>
    prepare({ name: each, birthDate, id: ids.length === 1 ? (ids[0] ?? '') : '', sex: '' }),
  );

/** A found patient against the case's; `unknown` without reasons while the case's is not known. */
export function comparePatient(found: FoundPatient, casePatient: Patient | null): IdentityComparison {
  if (!casePatient) return { match: 'unknown', reasons: [] };
  const before = compared.get(found);
  if (before?.casePatient === casePatient) return before.comparison;
  const mine = prepare(caseIdentity(casePatient));
  const comparison = strongest(spellings(found).map((each) => compareIdentities(each, mine)));
  compared.set(found, { casePatient, comparison });
  return comparison;
}

/** Asked of each file of a study, of which there are thousands. */
const compared = new WeakMap<FoundPatient, { casePatient: Patient; comparison: IdentityComparison }>();

/** Two found patients against each other. */
export function compareFound(a: FoundPatient, b: FoundPatient): IdentityComparison {
  const others = spellings(b);
  return strongest(spellings(a).flatMap((each) => others.map((other) => compareIdentities(each, other))));
}
