/**
 * FHIR JSON as it is read: nothing is taken for granted, as a questionnaire may come from anywhere. R4 (4.0.1) and R5
 * (5.0.0), https://hl7.org/fhir/R4/questionnaire.html and https://hl7.org/fhir/R5/questionnaire.html.
 */

export type Json = Readonly<Record<string, unknown>>;

export interface Coding {
  system?: string;
  version?: string;
  code?: string;
  display?: string;
}

/** A choice element such as `answerOption.value[x]`. What our answers have no counterpart of is kept by its name only. */
export type FhirValue =
  | { type: 'Boolean'; value: boolean }
  | { type: 'Integer' | 'Decimal'; value: number }
  | { type: 'String' | 'Date' | 'Time'; value: string }
  | { type: 'Coding'; value: Coding }
  | { type: 'Other'; name: string };

/** One `Questionnaire.item`, with what both directions need; the rest is read off `json`. */
export interface Item {
  /** FHIRPath from the resource. */
  path: string;
  linkId: string;
  type: string;
  items: readonly Item[];
  json: Json;
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A string that is not blank. */
export function stringIn(json: Json, key: string): string | undefined {
  const value = json[key];
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

export function numberIn(json: Json, key: string): number | undefined {
  const value = json[key];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** The objects of an array; what is no object becomes an empty one, so that indexes in paths stay right. */
export function listIn(json: Json, key: string): readonly Json[] {
  const value = json[key];
  return Array.isArray(value) ? value.map((each: unknown) => (isObject(each) ? each : {})) : [];
}

/** Throws a TypeError when it is no Questionnaire. */
export function asQuestionnaire(resource: unknown): Json {
  if (!isObject(resource) || resource['resourceType'] !== 'Questionnaire')
    throw new TypeError('not a FHIR Questionnaire');
  return resource;
}

export function itemsIn(json: Json, path: string): Item[] {
  return listIn(json, 'item').map((each, index) => {
    const at = `${path}.item[${index}]`;
    return {
      path: at,
      linkId: stringIn(each, 'linkId') ?? '',
      type: stringIn(each, 'type') ?? '',
      items: itemsIn(each, at),
      json: each,
    };
  });
}

/** Path of the item that first uses each linkId. FHIR forbids using one again; only the first is imported. */
export function firstUses(items: readonly Item[], into = new Map<string, string>()): Map<string, string> {
  for (const { linkId, path, items: below } of items) {
    if (!into.has(linkId)) into.set(linkId, path);
    firstUses(below, into);
  }
  return into;
}

/** The value of a choice element; `prefix` is its name without the type: `value`, `answer`. */
export function valueIn(json: Json, prefix: string): FhirValue | undefined {
  const key = Object.keys(json).find((each) => new RegExp(`^${prefix}[A-Z]`).test(each));
  if (key === undefined) return undefined;
  const value = json[key];
  switch (key.slice(prefix.length)) {
    case 'Boolean':
      return typeof value === 'boolean' ? { type: 'Boolean', value } : undefined;
    case 'Integer':
    case 'Decimal':
      return typeof value === 'number'
        ? { type: key.endsWith('Integer') ? 'Integer' : 'Decimal', value }
        : undefined;
    case 'String':
    case 'Date':
    case 'Time':
      return typeof value === 'string'
        ? { type: key.slice(prefix.length) as 'String' | 'Date' | 'Time', value }
        : undefined;
    case 'Coding':
      return isObject(value) ? { type: 'Coding', value: codingOf(value) } : undefined;
    default:
      return { type: 'Other', name: key.slice(prefix.length) };
  }
}

export function codingOf(json: Json): Coding {
  const coding: Coding = {};
  for (const key of ['system', 'version', 'code', 'display'] as const) {
    const value = stringIn(json, key);
    if (value !== undefined) coding[key] = value;
  }
  return coding;
}

const EXTENSIONS = 'http://hl7.org/fhir/StructureDefinition/';

/** Url of one of HL7's own extensions. */
export const extensionUrl = (name: string) => EXTENSIONS + name;

export function extensionIn(json: Json, name: string): Json | undefined {
  return listIn(json, 'extension').find(({ url }) => url === extensionUrl(name));
}

/** `questionnaire-itemControl`: how an item is to be shown. */
export function isHelp(item: Item): boolean {
  const control = extensionIn(item.json, 'questionnaire-itemControl')?.['valueCodeableConcept'];
  return (
    item.type === 'display' &&
    isObject(control) &&
    listIn(control, 'coding').some(({ code }) => code === 'help') &&
    listIn(item.json, 'enableWhen').length === 0
  );
}
