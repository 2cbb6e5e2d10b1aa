/**
 * The space of all answers to a definition, cut into classes between which no condition can tell a difference: one
 * variable of a few values for each question, and one for each option of a multiple choice. Numbers and dates become the
 * intervals between the constants that they are compared with, so the space is exact and small.
 */
import type { Condition, EligibilityAnswer, EligibilityDefinition } from '../contract/index.js';
import { comparisonsIn, isAsked, isUnsure, type AskedQuestion } from './condition.js';
import { ageOn, dateOf, dayOf, latestWithAge } from './dates.js';

/** One class of answers. `weight` is how many values it stands for. */
export interface Class {
  answer: EligibilityAnswer;
  weight: number;
}

export interface Slot {
  question: AskedQuestion;
  /** Position of the question in the definition. */
  index: number;
  /** First of the question's variables. Of a multiple choice: whether it is answered; then its options one by one. */
  first: number;
  /** The first variable's classes. A multiple choice has one for "answered", and no more if it must be answered. */
  classes: readonly Class[];
  /** Options that have a variable of their own; the last may stand for the person's own words. */
  options: readonly (string | { other: string })[];
  /** Values of a number or date from which a new class begins, ascending, in steps of the question. */
  cuts: readonly number[];
}

/** Kinds whose values have an order, and are cut into intervals. */
export function isOrdered({ kind }: AskedQuestion): boolean {
  return kind === 'integer' || kind === 'decimal' || kind === 'date';
}

/** Words that stand for any words of the person's own. */
const OWN_WORDS = '…';
const FIRST_DAY = dayOf('1900-01-01');
const LAST_DAY = dayOf('2199-12-31');

/** The number that a value of an ordered question is counted by: whole steps from zero, or days. */
export function stepsOf(question: AskedQuestion, value: number | string): number {
  if (question.kind === 'date') return dayOf(String(value));
  // Rounded, since 0.1 is not exact in binary: 1.1 * 10 is not 11.
  return question.kind === 'decimal' ? Math.round(Number(value) * 10 ** question.decimals) : Number(value);
}

export function valueAt(question: AskedQuestion, steps: number): number | string {
  if (question.kind === 'date') return dateOf(steps);
  return question.kind === 'decimal' ? steps / 10 ** question.decimals : steps;
}

/** Least and greatest steps that a person may answer. */
export function rangeOf(question: AskedQuestion, on: number): [number, number] {
  if (question.kind === 'integer' || question.kind === 'decimal')
    return [stepsOf(question, question.min), stepsOf(question, question.max)];
  if (question.kind !== 'date') return [0, 0];
  const day = (bound: string | undefined, otherwise: number) =>
    bound === undefined ? otherwise : bound === 'today' ? on : dayOf(bound);
  return [day(question.min, FIRST_DAY), day(question.max, LAST_DAY)];
}

/** Where a comparison cuts the values of an ordered question in two. */
function cutsOf(question: AskedQuestion, conditions: readonly Condition[], on: number): number[] {
  const cuts = new Set<number>();
  for (const [comparison] of conditions.flatMap((condition) => comparisonsIn(condition))) {
    if (comparison.question !== question.id) continue;
    const equal = 'equals' in comparison ? [comparison.equals] : 'in' in comparison ? comparison.in : [];
    for (const value of equal) {
      const at = stepsOf(question, value as number | string);
      cuts.add(at).add(at + 1);
    }
    if ('age' in comparison) {
      const { unit = 'years', atLeast, atMost } = comparison.age;
      if (atLeast !== undefined) cuts.add(latestWithAge(atLeast, on, unit) + 1);
      if (atMost !== undefined) cuts.add(latestWithAge(atMost + 1, on, unit) + 1);
    } else if (!('selected' in comparison)) {
      if ('atLeast' in comparison && comparison.atLeast !== undefined)
        cuts.add(stepsOf(question, comparison.atLeast));
      if ('atMost' in comparison && comparison.atMost !== undefined)
        cuts.add(stepsOf(question, comparison.atMost) + 1);
    }
  }
  const [least, most] = rangeOf(question, on);
  return [...cuts].filter((cut) => cut > least && cut <= most).sort((a, b) => a - b);
}

function classesOf(
  question: AskedQuestion,
  cuts: readonly number[],
  conditions: readonly Condition[],
  on: number,
) {
  const classes: Class[] = [];
  const add = (answer: EligibilityAnswer, weight = 1) => classes.push({ answer, weight });
  switch (question.kind) {
    case 'boolean':
      add(false);
      add(true);
      break;
    case 'single-choice':
      for (const { id } of question.options) add(id);
      if (question.other) add({ other: OWN_WORDS });
      break;
    case 'multiple-choice':
      add([], 2 ** (question.options.length + (question.other ? 1 : 0)));
      break;
    case 'text': {
      const texts = new Set(
        conditions
          .flatMap((condition) => comparisonsIn(condition))
          .filter(([comparison]) => comparison.question === question.id)
          .flatMap(([c]) => ('equals' in c ? [String(c.equals)] : 'in' in c ? c.in.map(String) : [])),
      );
      for (const text of texts) add(text);
      add(texts.has(OWN_WORDS) ? `${OWN_WORDS}${OWN_WORDS}` : OWN_WORDS);
      break;
    }
    default: {
      const [least, most] = rangeOf(question, on);
      [least, ...cuts].forEach((from, i) => add(valueAt(question, from), (cuts[i] ?? most + 1) - from));
    }
  }
  if (question.unsure) add({ unsure: true });
  if (question.required === false) add(null);
  return classes;
}

/** All conditions that a definition holds, assertions apart. */
export function conditionsOf(definition: EligibilityDefinition): Condition[] {
  return [
    ...definition.questions.flatMap(({ visible }) => (visible ? [visible] : [])),
    ...definition.rules.map(({ when }) => when),
  ];
}

export class Space {
  readonly slots: readonly Slot[];
  readonly on: number;
  readonly #byId: ReadonlyMap<string, Slot>;
  readonly #byVariable: Slot[] = [];

  /** `more`: conditions beyond the definition's own that must be told apart, such as assertions. */
  constructor(definition: EligibilityDefinition, on: number, more: readonly Condition[] = []) {
    this.on = on;
    const conditions = [...conditionsOf(definition), ...more];
    const slots: Slot[] = [];
    let first = 0;
    definition.questions.forEach((question, index) => {
      if (!isAsked(question)) return;
      const cuts = isOrdered(question) ? cutsOf(question, conditions, on) : [];
      const options =
        question.kind === 'multiple-choice'
          ? [...question.options.map(({ id }) => id), ...(question.other ? [{ other: OWN_WORDS }] : [])]
          : [];
      const slot = {
        question,
        index,
        first,
        cuts,
        options,
        classes: classesOf(question, cuts, conditions, on),
      };
      slots.push(slot);
      for (let i = 0; i <= options.length; i++) this.#byVariable.push(slot);
      first += 1 + options.length;
    });
    this.slots = slots;
    this.#byId = new Map(slots.map((slot) => [slot.question.id, slot]));
  }

  slot(question: string): Slot | undefined {
    return this.#byId.get(question);
  }

  /** The question that a variable belongs to. */
  slotOf(variable: number): Slot {
    return this.#byVariable[variable] as Slot;
  }

  /** Weight of each value of a variable. */
  weights(variable: number): readonly number[] {
    const slot = this.slotOf(variable);
    return variable === slot.first ? slot.classes.map(({ weight }) => weight) : [1, 1];
  }

  /** What an answer says about the question's variables. Undefined when the question does not offer it. */
  assign(slot: Slot, answer: EligibilityAnswer): [variable: number, value: number][] | undefined {
    const { first, classes, options, question } = slot;
    const special = isUnsure(answer)
      ? classes.findIndex((each) => isUnsure(each.answer))
      : answer === null
        ? classes.findIndex((each) => each.answer === null)
        : undefined;
    if (special !== undefined) return special < 0 ? undefined : [[first, special]];
    if (question.kind === 'multiple-choice') {
      if (!Array.isArray(answer)) return undefined;
      const isOther = (each: unknown) => typeof each === 'object';
      return [
        [first, 0],
        ...options.map((option, i): [number, number] => [
          first + 1 + i,
          Number(isOther(option) ? answer.some(isOther) : answer.includes(option as string)),
        ]),
      ];
    }
    const value = this.#classOf(slot, answer);
    return value < 0 ? undefined : [[first, value]];
  }

  #classOf({ question, classes, cuts }: Slot, answer: EligibilityAnswer): number {
    switch (question.kind) {
      case 'boolean':
        return typeof answer === 'boolean' ? Number(answer) : -1;
      case 'single-choice':
        return typeof answer === 'object'
          ? classes.findIndex((each) => typeof each.answer === 'object' && !isUnsure(each.answer))
          : classes.findIndex((each) => each.answer === answer);
      case 'text': {
        const known = classes.findIndex((each) => each.answer === answer);
        return known >= 0 ? known : classes.findIndex((each) => String(each.answer).startsWith(OWN_WORDS));
      }
      case 'date':
        return typeof answer === 'string'
          ? cuts.filter((cut) => dayOf(answer) >= cut).length
          : cuts.filter((cut) => this.#isFrom(answer, cut)).length;
      default:
        return cuts.filter((cut) => stepsOf(question, answer as number) >= cut).length;
    }
  }

  /** Whether a reduced date is not before a day: by its age where an age draws the line, else by its constants. */
  #isFrom(answer: EligibilityAnswer, cut: number): boolean {
    if (
      typeof answer !== 'object' ||
      answer === null ||
      Array.isArray(answer) ||
      'other' in answer ||
      'unsure' in answer
    )
      return false;
    if (answer.from !== undefined && dayOf(answer.from) >= cut) return true;
    if (answer.before !== undefined && dayOf(answer.before) <= cut) return false;
    for (const unit of ['days', 'months', 'years'] as const) {
      const age = answer[unit];
      if (age === undefined) continue;
      // The eldest day with this age is the cut's own day or later: then the date is, too.
      if (latestWithAge(age + 1, this.on, unit) + 1 >= cut) return true;
      if (age > ageOn(cut, this.on, unit)) return false;
    }
    return false;
  }
}
