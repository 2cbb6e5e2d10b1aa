/** Conditions over answers in Kleene's three-valued logic: true, false, or unknown while an answer is missing or unsure. */
import type { Condition, EligibilityAnswer, EligibilityAnswers } from '../contract/index.js';

export type Truth = boolean | 'unknown';

/** True when the person said "I'm not sure". */
export function isUnsure(answer: EligibilityAnswer | undefined): boolean {
  return typeof answer === 'object' && !Array.isArray(answer);
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

/**
 * The truth of a condition. `relevant` says whether a question counts at all: a hidden question's answer does not, and
 * reads as not given for good, which makes every comparison with it false.
 */
export function truthOf(
  condition: Condition,
  answers: EligibilityAnswers,
  relevant: (question: string) => Truth,
): Truth {
  if ('all' in condition) return all(condition.all.map((each) => truthOf(each, answers, relevant)));
  if ('any' in condition) return any(condition.any.map((each) => truthOf(each, answers, relevant)));
  if ('not' in condition) return not(truthOf(condition.not, answers, relevant));
  const shown = relevant(condition.question);
  if (shown === false) return false;
  const answer = answers[condition.question];
  if (answer === undefined || isUnsure(answer)) return 'unknown';
  const compared = compare(condition, answer);
  // An answer to a question that may yet turn out to be hidden is no ground for "true".
  return shown === 'unknown' ? (compared ? 'unknown' : false) : compared;
}

type Comparison = Extract<Condition, { question: string }>;

function compare(condition: Comparison, answer: EligibilityAnswer): boolean {
  if ('equals' in condition) return answer === condition.equals;
  if ('includes' in condition) return Array.isArray(answer) && answer.includes(condition.includes);
  if ('anySelected' in condition) return Array.isArray(answer) && answer.length > 0 === condition.anySelected;
  if ('atLeast' in condition) return typeof answer === 'number' && answer >= condition.atLeast;
  return typeof answer === 'number' && answer <= condition.atMost;
}

/** Ids of the questions that a condition looks at. */
export function questionsIn(condition: Condition): string[] {
  if ('all' in condition) return condition.all.flatMap(questionsIn);
  if ('any' in condition) return condition.any.flatMap(questionsIn);
  if ('not' in condition) return questionsIn(condition.not);
  return [condition.question];
}
