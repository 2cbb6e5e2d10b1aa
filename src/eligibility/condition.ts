/** Conditions over answers in Kleene's three-valued logic. What the decision diagrams must agree with; pure and direct. */
import type {
  Bounds,
  Comparison,
  Condition,
  EligibilityAnswer,
  EligibilityQuestion,
  ReducedDate,
} from '../contract/index.js';
import { ageOn, dayOf } from './dates.js';

export type Truth = boolean | 'unknown';

/** A question that has answers; notes have none. */
export type AskedQuestion = Exclude<EligibilityQuestion, { kind: 'note' }>;

/** Undefined: not answered yet. Null: hidden, or left unanswered for good. */
export type Effective = EligibilityAnswer | undefined;

/** Who evaluates says which answer of a question counts, and which day it is. */
export interface Given {
  question(id: string): EligibilityQuestion | undefined;
  answer(id: string): Effective;
  /** Day of the evaluation, since 1970-01-01. NaN when the definition asks for no dates. */
  on: number;
}

/** True when the person said "I'm not sure". */
export function isUnsure(answer: EligibilityAnswer | undefined): boolean {
  return typeof answer === 'object' && answer !== null && 'unsure' in answer;
}

export function isAsked(question: EligibilityQuestion): question is AskedQuestion {
  return question.kind !== 'note';
}

export function not(truth: Truth): Truth {
  return truth === 'unknown' ? 'unknown' : !truth;
}

/** False as soon as one is false; unknown when one is unknown; otherwise true. */
export function all(truths: Iterable<Truth>): Truth {
  let result: Truth = true;
  for (const truth of truths) {
    if (truth === false) return false;
    if (truth === 'unknown') result = 'unknown';
  }
  return result;
}

/** True as soon as one is true; unknown when one is unknown; otherwise false. */
export function any(truths: readonly Truth[]): Truth {
  return not(all(truths.map(not)));
}

/** A value that is only known to lie between two bounds. */
export type Range = readonly [least: number, most: number];

export function within([least, most]: Range, { atLeast = -Infinity, atMost = Infinity }: Bounds): Truth {
  if (least >= atLeast && most <= atMost) return true;
  return most < atLeast || least > atMost ? false : 'unknown';
}

export function truthOf(condition: Condition, given: Given): Truth {
  if ('all' in condition) return all(condition.all.map((each) => truthOf(each, given)));
  if ('any' in condition) return any(condition.any.map((each) => truthOf(each, given)));
  if ('not' in condition) return not(truthOf(condition.not, given));
  if ('count' in condition) {
    const truths = condition.count.map((each) => truthOf(each, given));
    const sure = truths.filter((truth) => truth === true).length;
    const open = truths.filter((truth) => truth === 'unknown').length;
    return within([sure, sure + open], condition);
  }
  if ('score' in condition) {
    let [least, most] = [0, 0];
    for (const id of condition.score) {
      const question = given.question(id);
      const range = question ? scoreOf(question, given.answer(id)) : [0, 0];
      least += range[0] ?? 0;
      most += range[1] ?? 0;
    }
    return within([least, most], condition);
  }
  const question = given.question(condition.question);
  return question ? compare(condition, question, given.answer(condition.question), given.on) : false;
}

/** What the answer to one question adds to a score: any possible value while it is missing or unsure. */
export function scoreOf(question: EligibilityQuestion, answer: Effective): Range {
  if (!('options' in question) || answer === null) return [0, 0];
  const scores = question.options.map(({ score = 0 }) => score);
  const multiple = question.kind === 'multiple-choice';
  if (answer === undefined || isUnsure(answer)) {
    if (multiple)
      return [
        scores.filter((each) => each < 0).reduce((a, b) => a + b, 0),
        scores.filter((each) => each > 0).reduce((a, b) => a + b, 0),
      ];
    const possible =
      question.other || (answer === undefined && mayBeEmpty(question)) ? [...scores, 0] : scores;
    return [Math.min(...possible), Math.max(...possible)];
  }
  const chosen: readonly unknown[] = Array.isArray(answer) ? answer : [answer];
  const sum = question.options.reduce(
    (total, { id, score = 0 }) => total + (chosen.includes(id) ? score : 0),
    0,
  );
  return [sum, sum];
}

/** Not answered yet, it may still turn out hidden or be left unanswered. */
function mayBeEmpty(question: EligibilityQuestion): boolean {
  return question.visible !== undefined || (isAsked(question) && question.required === false);
}

/** How many options are selected, or may be. */
function selectedIn(question: EligibilityQuestion, answer: Effective, of?: readonly string[]): Range {
  const other = 'other' in question && question.other === true && !of ? 1 : 0;
  const ids = of ?? ('options' in question ? question.options.map(({ id }) => id) : []);
  if (answer === undefined || isUnsure(answer)) return [0, new Set(ids).size + other];
  if (!Array.isArray(answer)) return [0, 0];
  const count = answer.filter((each) => (typeof each === 'string' ? ids.includes(each) : other > 0)).length;
  return [count, count];
}

/** One comparison with the answer that counts. */
export function compare(
  comparison: Comparison,
  question: EligibilityQuestion,
  answer: Effective,
  on: number,
): Truth {
  if ('answered' in comparison)
    return answer === undefined ? 'unknown' : (answer !== null) === comparison.answered;
  if ('unsure' in comparison)
    return answer === undefined ? 'unknown' : isUnsure(answer) === comparison.unsure;
  if (answer === null) return false;
  if ('selected' in comparison)
    return within(selectedIn(question, answer, comparison.of), comparison.selected);
  if (answer === undefined || isUnsure(answer)) return 'unknown';
  if ('includes' in comparison) return Array.isArray(answer) && answer.includes(comparison.includes);
  if ('equals' in comparison) return isEqual(question, answer, comparison.equals);
  if ('in' in comparison) return comparison.in.some((each) => isEqual(question, answer, each));
  if ('age' in comparison) {
    const { unit = 'years', ...bounds } = comparison.age;
    const age = ageOf(answer, on, unit);
    return age !== undefined && within([age, age], bounds) === true;
  }
  const { atLeast, atMost } = comparison;
  return (
    (atLeast === undefined || isAtLeast(question, answer, atLeast)) &&
    (atMost === undefined || !isAtLeast(question, answer, atMost, true))
  );
}

function isReduced(answer: EligibilityAnswer): answer is ReducedDate {
  return typeof answer === 'object' && answer !== null && !Array.isArray(answer) && !('other' in answer);
}

function isEqual(
  question: EligibilityQuestion,
  answer: EligibilityAnswer,
  value: boolean | string | number,
): boolean {
  if (question.kind === 'date' && isReduced(answer))
    return (
      isAtLeast(question, answer, value as string) && !isAtLeast(question, answer, value as string, true)
    );
  return answer === value;
}

/** Whether a number or date is not below a constant, or (`beyond`) is above it. */
function isAtLeast(
  question: EligibilityQuestion,
  answer: EligibilityAnswer,
  bound: number | string,
  beyond = false,
): boolean {
  if (question.kind === 'date') {
    const cut = dayOf(String(bound)) + (beyond ? 1 : 0);
    if (typeof answer === 'string') return dayOf(answer) >= cut;
    return isReduced(answer) && answer.from !== undefined && dayOf(answer.from) >= cut;
  }
  return typeof answer === 'number' && (beyond ? answer > Number(bound) : answer >= Number(bound));
}

/** Age of a date answered, or the one that came in its place. */
export function ageOf(
  answer: EligibilityAnswer,
  on: number,
  unit: 'years' | 'months' | 'days',
): number | undefined {
  if (typeof answer === 'string') return ageOn(dayOf(answer), on, unit);
  return isReduced(answer) ? answer[unit] : undefined;
}

/** The comparisons of a condition, each with its JSON Pointer (RFC 6901) below `pointer`; scores by question apart. */
export function comparisonsIn(condition: Condition, pointer = ''): [Comparison, string][] {
  if ('all' in condition)
    return condition.all.flatMap((each, i) => comparisonsIn(each, `${pointer}/all/${i}`));
  if ('any' in condition)
    return condition.any.flatMap((each, i) => comparisonsIn(each, `${pointer}/any/${i}`));
  if ('not' in condition) return comparisonsIn(condition.not, `${pointer}/not`);
  if ('count' in condition)
    return condition.count.flatMap((each, i) => comparisonsIn(each, `${pointer}/count/${i}`));
  return 'score' in condition ? [] : [[condition, pointer]];
}

/** Ids of the questions that a condition looks at. */
export function questionsIn(condition: Condition): string[] {
  if ('all' in condition) return condition.all.flatMap(questionsIn);
  if ('any' in condition) return condition.any.flatMap(questionsIn);
  if ('not' in condition) return questionsIn(condition.not);
  if ('count' in condition) return condition.count.flatMap(questionsIn);
  return 'score' in condition ? condition.score : [condition.question];
}
