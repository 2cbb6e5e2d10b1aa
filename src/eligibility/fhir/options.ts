/** The answers that an item offers: `answerOption`, and value sets that are plain lists. */
import type { EligibilityOption, LocalisedText } from '../../contract/index.js';
import type { Report } from './report.js';
import {
  codingOf,
  extensionIn,
  isObject,
  listIn,
  numberIn,
  stringIn,
  valueIn,
  type FhirValue,
  type Item,
  type Json,
} from './resource.js';
import { designated, Ids } from './texts.js';

export interface Offered {
  options: EligibilityOption[];
  /** What each option stands for, by its id. */
  values: ReadonlyMap<string, FhirValue>;
}

interface Choice {
  value: FhirValue;
  label: LocalisedText;
  score?: number | undefined;
}

/** Where value sets are looked up: the questionnaire's contained ones, and those handed over. */
export interface ValueSets {
  contained: readonly Json[];
  others: readonly Json[];
}

/** Undefined when the item has neither options nor a value set that could be read. */
export function offeredBy(
  item: Item,
  sets: ValueSets,
  language: string,
  report: Report,
): Offered | undefined {
  const listed = listIn(item.json, 'answerOption').flatMap((option, index) => {
    const at = `.answerOption[${index}]`;
    if (option['initialSelected'] === true) report('initial', undefined, `${at}.initialSelected`);
    const value = valueIn(option, 'value');
    const choice = value && choiceOf(option, value, language);
    if (choice) return [choice];
    report('option-value', value?.type === 'Other' ? value.name : undefined, at);
    return [];
  });
  const url = stringIn(item.json, 'answerValueSet');
  const choices =
    url === undefined ? listed : [...listed, ...(fromValueSet(url, sets, language, report) ?? [])];
  if (choices.length === 0) return undefined;
  const ids = new Ids();
  const made = choices.map(({ value, label, score }) => {
    const name = value.type === 'Coding' ? (value.value.code ?? label['en'] ?? '') : (label['en'] ?? '');
    const id = ids.make(name, 'o');
    return { value, option: { id, label, ...(score === undefined ? {} : { score }) } };
  });
  return {
    options: made.map(({ option }) => option),
    values: new Map(made.map(({ option, value }) => [option.id, value])),
  };
}

function choiceOf(option: Json, value: FhirValue, language: string): Choice | undefined {
  switch (value.type) {
    case 'Coding': {
      const coding = option['valueCoding'] as Json;
      const label = designated(coding, language) ?? same(value.value.code, language);
      return label && { value, label, score: scoreOf(option) ?? scoreOf(coding) };
    }
    case 'String':
    case 'Date':
    case 'Time':
    case 'Integer': {
      const label = same(String(value.value), language);
      return label && { value, label, score: scoreOf(option) };
    }
    case 'Boolean':
    case 'Decimal':
    case 'Other':
      return undefined;
  }
}

function same(text: string | undefined, language: string): LocalisedText | undefined {
  return text === undefined || text.trim() === '' ? undefined : { en: text, [language]: text };
}

/** `ordinalValue` of R4 and `itemWeight` of R5, where they are whole numbers as our scores are. */
function scoreOf(element: Json): number | undefined {
  for (const name of ['ordinalValue', 'itemWeight']) {
    const weight = numberIn(extensionIn(element, name) ?? {}, 'valueDecimal');
    if (Number.isSafeInteger(weight)) return weight;
  }
  return undefined;
}

/** https://hl7.org/fhir/R4/valueset.html: the expansion if there is one, else the codes that `compose` lists one by one. */
function fromValueSet(url: string, sets: ValueSets, language: string, report: Report): Choice[] | undefined {
  const set = url.startsWith('#')
    ? sets.contained.find(({ id }) => id === url.slice(1))
    : sets.others.find((each) => each['url'] === url.split('|')[0]);
  const fail = (): undefined => void report('value-set', url, '.answerValueSet');
  if (!set || set['resourceType'] !== 'ValueSet') return fail();
  if (isObject(set['expansion'])) {
    const choices = expanded(listIn(set['expansion'], 'contains'), language);
    return choices.length > 0 ? choices : fail();
  }
  const compose = isObject(set['compose']) ? set['compose'] : {};
  const includes = listIn(compose, 'include');
  // A whole code system, a filter or an exclusion needs a terminology server.
  const isPlain = (include: Json) =>
    listIn(include, 'concept').length > 0 && listIn(include, 'filter').length === 0 && !include['valueSet'];
  if (includes.length === 0 || !includes.every(isPlain) || listIn(compose, 'exclude').length > 0)
    return fail();
  const choices = includes.flatMap((include) =>
    listIn(include, 'concept').flatMap((concept) =>
      coded({ ...concept, system: include['system'] }, language),
    ),
  );
  return choices.length > 0 ? choices : fail();
}

function expanded(contains: readonly Json[], language: string): Choice[] {
  return contains.flatMap((each) => [
    ...(each['abstract'] === true || each['inactive'] === true ? [] : coded(each, language)),
    ...expanded(listIn(each, 'contains'), language),
  ]);
}

function coded(concept: Json, language: string): Choice[] {
  const value = codingOf(concept);
  const label = designated(concept, language) ?? same(value.code, language);
  if (!label || value.code === undefined) return [];
  return [{ value: { type: 'Coding', value }, label, score: scoreOf(concept) }];
}
