/** Documents that say by code what they are: C-CDA (HL7 CDA R2) and FHIR R4 resources, in XML and JSON. */
import { UNKNOWN, type CategoryGuess, type RecordCategory } from './category.js';
import { categoryOfCode } from './loinc.js';
import { walkXml } from './xml.js';

/** Codes stand at the beginning; a bundle is read up to here. */
const MAX_CHARACTERS = 1_000_000;
const MAX_RESOURCES = 500;

interface Coding {
  system: string;
  code: string;
}
interface Resource {
  type: string;
  codings: Coding[];
}

const CODED = new Set(['type', 'code', 'category']);
/** Resources that are of one category whatever their codes say. */
const BY_TYPE: Record<string, RecordCategory> = {
  MedicationStatement: 'medication-list',
  MedicationRequest: 'medication-list',
  Consent: 'consent',
  CarePlan: 'treatment-plan',
};
const BY_CODE = new Set(['DiagnosticReport', 'DocumentReference', 'Composition', 'List', 'Observation']);
/** SNOMED CT: patient referral, referral to specialist, referral to service, referral for further care. */
const REFERRALS = new Set(['3457005', '103696004', '306206005', '103697008']);

/** Undefined for a resource that says nothing about the document it is part of. */
function categoryOf({ type, codings }: Resource): CategoryGuess | undefined {
  const byType = BY_TYPE[type];
  if (byType) return { category: byType, certain: true };
  if (type === 'ServiceRequest') {
    const referral = codings.some(({ system, code }) => /snomed\.info/.test(system) && REFERRALS.has(code));
    return { category: 'referral', certain: referral };
  }
  if (!BY_CODE.has(type)) return undefined;
  const known = codings
    .map(({ system, code }) => categoryOfCode(system, code))
    .filter((each) => each !== undefined);
  // An observation's pathology, a report's section: the narrower of two stands against LAB, which both have.
  const named = [...new Set(known)].filter((each) => each !== 'other');
  const narrow = named.length > 1 ? named.filter((each) => each !== 'lab-results') : named;
  const [category, other] = narrow;
  if (category && !other) return { category, certain: true };
  return known.length > 0 ? { category: 'other', certain: !category } : UNKNOWN;
}

function summarise(resources: readonly Resource[]): CategoryGuess {
  const composition = resources.find(({ type }) => type === 'Composition');
  if (composition) return categoryOf(composition) ?? UNKNOWN;
  const guesses = resources.map(categoryOf).filter((guess) => guess !== undefined);
  // Reports gather observations: they say what the whole is.
  const reports = resources.filter(({ type }) => type === 'DiagnosticReport' || type === 'DocumentReference');
  const deciding = reports.length > 0 ? reports.map((each) => categoryOf(each) ?? UNKNOWN) : guesses;
  const [first] = deciding;
  if (!first || deciding.some(({ category }) => category !== first.category)) return UNKNOWN;
  return { category: first.category, certain: deciding.every(({ certain }) => certain) };
}

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const list = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];
const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

function resourceOfJson(value: Json): Resource {
  const codings = [...CODED]
    .flatMap((element) => list(value[element]))
    .filter(isObject)
    .flatMap((concept) => list(concept['coding']))
    .filter(isObject)
    .map(({ system, code }) => ({ system: textOf(system), code: textOf(code) }));
  return { type: textOf(value['resourceType']), codings };
}

function fromJson(text: string): CategoryGuess | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isObject(value) || textOf(value['resourceType']) === '') return null;
  if (value['resourceType'] !== 'Bundle') return summarise([resourceOfJson(value)]);
  const entries = list(value['entry']).filter(isObject).slice(0, MAX_RESOURCES);
  return summarise(
    entries
      .map((entry) => entry['resource'])
      .filter(isObject)
      .map(resourceOfJson),
  );
}

function fromXml(text: string): CategoryGuess | null {
  let root = '';
  let cda: CategoryGuess | null = null;
  const resources: Resource[] = [];
  let coding: Coding | null = null;
  walkXml(text, (path, attributes) => {
    const depth = path.length - 1;
    const name = path[depth] ?? '';
    if (depth === 0) {
      root = name;
      if (root !== 'ClinicalDocument' && attributes('xmlns') !== 'http://hl7.org/fhir') return false;
      if (root !== 'Bundle' && root !== 'ClinicalDocument') resources.push({ type: root, codings: [] });
      return true;
    }
    if (root === 'ClinicalDocument') {
      if (depth !== 1 || name !== 'code') return true;
      const category = categoryOfCode(attributes('codeSystem'), attributes('code'));
      cda = category ? { category, certain: true } : UNKNOWN;
      return false;
    }
    const base = root === 'Bundle' ? 3 : 0;
    if (base === 3 && depth === 3 && path[1] === 'entry' && path[2] === 'resource')
      resources.push({ type: name, codings: [] });
    // Resource / category / coding / system: three below the resource.
    if (resources.length > MAX_RESOURCES) return false;
    if (!CODED.has(path[base + 1] ?? '') || path[base + 2] !== 'coding') return true;
    if (depth === base + 2) {
      coding = { system: '', code: '' };
      resources.at(-1)?.codings.push(coding);
    } else if (depth === base + 3 && coding && (name === 'system' || name === 'code'))
      coding[name] = attributes('value');
    return true;
  });
  if (root === 'ClinicalDocument') return cda ?? UNKNOWN;
  return resources.length > 0 ? summarise(resources) : null;
}

/**
 * Null when the text is neither. Of a text that was cut off, XML still gives what stands before the cut; JSON gives
 * null. A document whose code is known and is no category of ours (a summary, a consultation) is `other` and certain.
 */
export function guessByCodes(text: string): CategoryGuess | null {
  const start = text
    .slice(0, 200)
    .trimStart()
    .replace(/^\uFEFF/, '');
  if (start.startsWith('{'))
    return text.length > MAX_CHARACTERS ? null : fromJson(text.replace(/^\uFEFF/, ''));
  if (start.startsWith('<')) return fromXml(text.slice(0, MAX_CHARACTERS));
  return null;
}
