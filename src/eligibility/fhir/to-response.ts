/**
 * Answers as a FHIR QuestionnaireResponse: https://hl7.org/fhir/R4/questionnaireresponse.html; R5 takes the same JSON. Its
 * items nest as the questionnaire's do: below a group in `item`, below a question in `answer.item`.
 */
import type { EligibilityAnswer, EligibilityAnswers } from '../../contract/index.js';
import { relevantAnswers } from '../evaluate.js';
import type { ImportedQuestionnaire } from './from-questionnaire.js';
import {
  asQuestionnaire,
  extensionUrl,
  firstUses,
  isObject,
  itemsIn,
  stringIn,
  type Coding,
  type FhirValue,
  type Item,
} from './resource.js';
import { localised } from './texts.js';

/** https://hl7.org/fhir/R4/valueset-questionnaire-answers-status.html */
export type ResponseStatus = 'in-progress' | 'completed' | 'amended' | 'entered-in-error' | 'stopped';

export interface ResponseAnswer {
  valueBoolean?: boolean;
  valueInteger?: number;
  valueDecimal?: number;
  valueString?: string;
  valueDate?: string;
  valueTime?: string;
  valueCoding?: Coding;
  item?: ResponseItem[];
}

export interface ResponseItem {
  extension?: { url: string; valueCode: string }[];
  linkId: string;
  text?: string;
  answer?: ResponseAnswer[];
  item?: ResponseItem[];
}

export interface QuestionnaireResponse {
  resourceType: 'QuestionnaireResponse';
  language?: string;
  questionnaire?: string;
  status: ResponseStatus;
  authored: string;
  item?: ResponseItem[];
}

export interface ResponseOptions {
  /** When it was answered: a FHIR dateTime, such as `2026-11-25T10:00:00+01:00`. */
  authored: string;
  /** `completed` when left out. */
  status?: ResponseStatus;
  /** Language in which the person saw the questions, for the texts sent along. */
  language?: string;
}

/**
 * Only what is shown and answered is sent. `imported` is what {@link fromQuestionnaire} made of the questionnaire; its
 * definition may have been edited since, as long as the ids of questions and options are the same.
 */
export function toQuestionnaireResponse(
  questionnaire: unknown,
  imported: ImportedQuestionnaire,
  answers: EligibilityAnswers,
  { authored, status = 'completed', language }: ResponseOptions,
): QuestionnaireResponse {
  const resource = asQuestionnaire(questionnaire);
  const { definition, links, values } = imported;
  // What was not answered by now has no answer for FHIR, where our evaluation would still wait for one.
  const settled = Object.fromEntries(
    definition.questions
      .filter(({ kind }) => kind !== 'note')
      .map(({ id }) => [id, isBlank(answers[id]) ? null : (answers[id] ?? null)]),
  );
  const relevant = relevantAnswers(definition, settled, authored.slice(0, 10));
  const ids = new Map([...links].map(([id, linkId]) => [linkId, id]));
  const all = itemsIn(resource, 'Questionnaire');
  const first = firstUses(all);
  const writer = (item: Item): ResponseItem | undefined => {
    if (first.get(item.linkId) !== item.path) return undefined;
    const below = () => item.items.flatMap((each) => writer(each) ?? []);
    const head = { linkId: item.linkId, ...textOf(item, language) };
    if (item.type === 'group') {
      const items = below();
      return items.length > 0 ? { ...head, item: items } : undefined;
    }
    const id = ids.get(item.linkId);
    const answer = id === undefined ? undefined : relevant[id];
    if (id === undefined || answer === undefined || answer === null) return undefined;
    const reason = absentReason(answer);
    if (reason) {
      const extension = [{ url: extensionUrl('data-absent-reason'), valueCode: reason }];
      // In the order of the elements in the specification, as XML needs it.
      return { extension, ...head };
    }
    const [leading, ...others] = valuesOf(item, answer, values.get(id));
    if (!leading) return undefined;
    const items = below();
    // Asked once for all answers of a multiple choice: FHIR has one place for each of them.
    return { ...head, answer: [items.length > 0 ? { ...leading, item: items } : leading, ...others] };
  };
  const items = all.flatMap((each) => writer(each) ?? []);
  const canonical = canonicalOf(
    stringIn(resource, 'url'),
    stringIn(resource, 'version'),
    stringIn(resource, 'id'),
  );
  return {
    resourceType: 'QuestionnaireResponse',
    ...(language === undefined ? {} : { language }),
    ...(canonical === undefined ? {} : { questionnaire: canonical }),
    status,
    authored,
    ...(items.length > 0 ? { item: items } : {}),
  };
}

/** `url|version`, https://hl7.org/fhir/R4/references.html#canonical. */
function canonicalOf(url?: string, version?: string, id?: string): string | undefined {
  if (url !== undefined) return version === undefined ? url : `${url}|${version}`;
  return id === undefined ? undefined : `Questionnaire/${id}`;
}

/** FHIR has no strings of white space only. */
function isBlank(answer: EligibilityAnswer | undefined): boolean {
  return typeof answer === 'string' && answer.trim() === '';
}

function textOf({ json }: Item, language: string | undefined): { text?: string } {
  const texts = localised(json, 'text', 'und');
  const text = texts?.[language ?? 'und'] ?? texts?.['und'];
  return text === undefined ? {} : { text };
}

/**
 * Why an answer has no value, https://hl7.org/fhir/R4/valueset-data-absent-reason.html: the person does not know, or the
 * date has been reduced to an age and has not left the page.
 */
function absentReason(answer: EligibilityAnswer): 'asked-unknown' | 'masked' | undefined {
  if (!isObject(answer) || 'other' in answer) return undefined;
  return 'unsure' in answer ? 'asked-unknown' : 'masked';
}

function valuesOf(
  item: Item,
  answer: EligibilityAnswer,
  values: ReadonlyMap<string, FhirValue> | undefined,
): ResponseAnswer[] {
  if (Array.isArray(answer)) return answer.flatMap((each) => valuesOf(item, each, values));
  if (isObject(answer)) {
    const other = stringIn(answer, 'other');
    return other === undefined ? [] : [{ valueString: other }];
  }
  if (typeof answer === 'boolean') return [{ valueBoolean: answer }];
  if (typeof answer === 'number')
    return [item.type === 'decimal' ? { valueDecimal: answer } : { valueInteger: answer }];
  if (typeof answer !== 'string') return [];
  if (!values) return [item.type === 'date' ? { valueDate: answer } : { valueString: answer }];
  const value = values.get(answer);
  return value ? answerOf(value) : [];
}

function answerOf(value: FhirValue): ResponseAnswer[] {
  switch (value.type) {
    case 'Coding':
      return [{ valueCoding: value.value }];
    case 'String':
      return [{ valueString: value.value }];
    case 'Integer':
      return [{ valueInteger: value.value }];
    case 'Date':
      return [{ valueDate: value.value }];
    case 'Time':
      return [{ valueTime: value.value }];
    case 'Boolean':
    case 'Decimal':
    case 'Other':
      // Never offered: see options.ts.
      return [];
  }
}
