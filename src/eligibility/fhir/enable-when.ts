/**
 * `Questionnaire.item.enableWhen` as conditions. Read as R5 says it (https://hl7.org/fhir/R5/questionnaire.html#2.10.6.4 and
 * https://hl7.org/fhir/R5/valueset-questionnaire-enable-operator.html): an item that is not enabled has no answer; a
 * comparison holds when any answer of the other item meets it; `!=` holds when none is equal, hence also when there is none.
 */
import type { Condition } from '../../contract/index.js';
import type { AskedQuestion } from '../condition.js';
import { dateOf, dayOf } from '../dates.js';
import type { Report } from './report.js';
import { listIn, stringIn, valueIn, type FhirValue, type Item } from './resource.js';

/** A question that was imported, and what its options stand for. */
export interface Asked {
  question: AskedQuestion;
  values?: ReadonlyMap<string, FhirValue>;
}

/** What a condition on another item comes to. */
type Meaning = { kind: 'depends'; condition: Condition } | { kind: 'constant'; holds: boolean } | undefined;

type Order = '=' | '<' | '<=' | '>' | '>=';

/** Whether the question has an answer in FHIR's sense: an empty selection is none there. */
export function hasAnswer({ kind, id }: AskedQuestion): Condition {
  return kind === 'multiple-choice'
    ? { question: id, selected: { atLeast: 1 } }
    : { question: id, answered: true };
}

/** Which items are known at this point: those asked before it, and those that stand further down. */
export interface Known {
  asked(linkId: string): Asked | undefined;
  isLater(linkId: string): boolean;
}

/**
 * The condition under which an item is enabled, its ancestors' apart; undefined: always. What cannot be said counts as met,
 * so that the question is asked rather than lost.
 */
export function enableWhen(item: Item, known: Known, report: Report): Condition | undefined {
  const clauses = listIn(item.json, 'enableWhen');
  const behavior = item.json['enableBehavior'];
  if (clauses.length > 1 && behavior !== 'all' && behavior !== 'any') report('enable-behavior');
  const conditions = clauses.map((clause, index): Condition | undefined => {
    const at = `.enableWhen[${index}]`;
    const linkId = stringIn(clause, 'question') ?? '';
    const operator = stringIn(clause, 'operator') ?? '';
    const asked = known.asked(linkId);
    if (!asked) {
      report(known.isLater(linkId) ? 'enable-when-later' : 'enable-when-not-asked', linkId, at);
      return undefined;
    }
    const value = valueIn(clause, 'answer');
    const meaning = value && meaningOf(operator, value, asked);
    if (!meaning) report('enable-when-comparison', `${operator} ${value?.type ?? ''}`.trim(), at);
    if (meaning?.kind !== 'constant') return meaning?.condition;
    report('enable-when-constant', meaning.holds ? 'always holds' : 'never holds', at);
    return constant(asked.question, meaning.holds);
  });
  const sayable = conditions.filter((each) => each !== undefined);
  if (sayable.length === 0 || (behavior !== 'all' && sayable.length < conditions.length)) return undefined;
  return sayable.length === 1 ? sayable[0] : behavior === 'all' ? { all: sayable } : { any: sayable };
}

/** Both at once: each of them, or none if neither is given. */
export function both(a: Condition | undefined, b: Condition | undefined): Condition | undefined {
  return a && b ? { all: [a, b] } : (a ?? b);
}

function constant({ id }: AskedQuestion, holds: boolean): Condition {
  const each: Condition[] = [
    { question: id, answered: true },
    { question: id, answered: false },
  ];
  return holds ? { any: each } : { all: each };
}

function depends(condition: Condition): Meaning {
  return { kind: 'depends', condition };
}

function opposite(meaning: Meaning): Meaning {
  return meaning?.kind === 'constant'
    ? { kind: 'constant', holds: !meaning.holds }
    : meaning && depends({ not: meaning.condition });
}

const never: Meaning = { kind: 'constant', holds: false };

function isOrder(operator: string): operator is Order {
  return ['=', '<', '<=', '>', '>='].includes(operator);
}

function meaningOf(operator: string, value: FhirValue, asked: Asked): Meaning {
  const { question, values } = asked;
  if (operator === 'exists') {
    if (value.type !== 'Boolean') return undefined;
    return value.value ? depends(hasAnswer(question)) : opposite(depends(hasAnswer(question)));
  }
  if (operator === '!=') return opposite(meaningOf('=', value, asked));
  if (!isOrder(operator)) return undefined;
  if (values) return ofOptions(operator, value, question, values);
  switch (question.kind) {
    case 'boolean':
      return operator === '=' && value.type === 'Boolean'
        ? depends({ question: question.id, equals: value.value })
        : undefined;
    case 'integer':
      return ofNumber(operator, value, question.id, 1);
    case 'decimal':
      return ofNumber(operator, value, question.id, 10 ** question.decimals);
    case 'date':
      return ofDate(operator, value, question.id);
    case 'text':
      // Longer or shorter by the alphabet: no order of ours.
      return operator === '=' && value.type === 'String'
        ? depends({ question: question.id, equals: value.value })
        : undefined;
    default:
      return undefined;
  }
}

/** Numbers that can be answered are multiples of `1 / scale`: what is above one is not below the next. */
function ofNumber(operator: Order, value: FhirValue, question: string, scale: number): Meaning {
  if (value.type !== 'Integer' && value.type !== 'Decimal') return undefined;
  const exact = value.value * scale;
  const nearest = Math.round(exact);
  // 1.1 * 1e6 is not quite a whole number, though it is meant to be.
  const isMultiple = Math.abs(exact - nearest) <= 1e-9 * Math.max(1, Math.abs(exact));
  const below = isMultiple ? nearest : Math.floor(exact);
  const above = isMultiple ? nearest : Math.ceil(exact);
  // No -0 in a definition.
  const number = (multiple: number) => multiple / scale + 0;
  switch (operator) {
    case '=':
      return isMultiple ? depends({ question, equals: number(nearest) }) : never;
    case '<':
      return depends({ question, atMost: number(above - 1) });
    case '<=':
      return depends({ question, atMost: number(below) });
    case '>':
      return depends({ question, atLeast: number(below + 1) });
    case '>=':
      return depends({ question, atLeast: number(above) });
  }
}

function ofDate(operator: Order, value: FhirValue, question: string): Meaning {
  if (value.type !== 'Date') return undefined;
  const day = dayOf(value.value);
  // A year or a month alone: FHIR leaves open how such a date compares with a day within it.
  if (Number.isNaN(day)) return undefined;
  switch (operator) {
    case '=':
      return depends({ question, equals: value.value });
    case '<':
      return depends({ question, atMost: dateOf(day - 1) });
    case '<=':
      return depends({ question, atMost: value.value });
    case '>':
      return depends({ question, atLeast: dateOf(day + 1) });
    case '>=':
      return depends({ question, atLeast: value.value });
  }
}

/** The options that meet the comparison. */
function ofOptions(
  operator: Order,
  value: FhirValue,
  question: AskedQuestion,
  values: ReadonlyMap<string, FhirValue>,
): Meaning {
  // A string against codings, or codings in an order: errors in FHIR, without a meaning.
  if (![...values.values()].some((option) => isComparable(operator, option, value))) return undefined;
  const open = 'other' in question && question.other === true;
  // What a person types beside the options can be equal too, and our conditions do not look at it.
  if (open && value.type !== 'Coding') return undefined;
  const ids = [...values]
    .filter(([, option]) => isComparable(operator, option, value) && isMet(operator, option, value))
    .map(([id]) => id);
  const [first] = ids;
  const { id } = question;
  if (first === undefined) return never;
  if (question.kind !== 'multiple-choice')
    return depends(ids.length === 1 ? { question: id, equals: first } : { question: id, in: ids });
  return depends(
    ids.length === 1
      ? { question: id, includes: first }
      : { question: id, selected: { atLeast: 1 }, of: ids },
  );
}

function isComparable(operator: Order, option: FhirValue, value: FhirValue): boolean {
  if (option.type === 'Other' || value.type === 'Other') return false;
  const number = typeof option.value === 'number' && typeof value.value === 'number';
  if (!number && option.type !== value.type) return false;
  return operator === '=' || number || option.type === 'Date' || option.type === 'Time';
}

function isMet(operator: Order, option: FhirValue, value: FhirValue): boolean {
  if (option.type === 'Coding' && value.type === 'Coding')
    return option.value.code === value.value.code && option.value.system === value.value.system;
  if (
    option.type === 'Coding' ||
    option.type === 'Other' ||
    value.type === 'Coding' ||
    value.type === 'Other'
  )
    return false;
  // Dates and times are in order as they are written.
  const [a, b] = [option.value, value.value];
  switch (operator) {
    case '=':
      return a === b;
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
  }
}
