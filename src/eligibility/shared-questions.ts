/** The questions of two versions of a definition, with the answers that both offer: what the two can be compared over. */
import type { EligibilityDefinition, EligibilityOption } from '../contract/index.js';
import { isAsked, type AskedQuestion } from './condition.js';
import { dateOf } from './dates.js';
import { rangeOf, stepsOf } from './space.js';

/** Answers that only one version offers: nothing is said about them. */
export interface OneSided {
  question: string;
  version: 'old' | 'new';
  answers: string;
}

/** A question whose answers cannot be matched. */
export interface Unmatched {
  question: string;
  reason: 'kind' | 'decimals' | 'nothing-in-common';
}

export interface SharedQuestions {
  /** Of both versions, in the new one's order. */
  questions: AskedQuestion[];
  oneSided: OneSided[];
  unmatched: Unmatched[];
}

/** The questions of both versions; one that both have offers what both offer. */
export function sharedQuestions(
  before: EligibilityDefinition,
  after: EligibilityDefinition,
  on: number,
): SharedQuestions {
  const result: SharedQuestions = { questions: [], oneSided: [], unmatched: [] };
  const old = new Map(before.questions.filter(isAsked).map((question) => [question.id, question]));
  const kept = after.questions.filter(isAsked).map((question) => {
    const earlier = old.get(question.id);
    return earlier ? meet(earlier, question, on, result) : question;
  });
  result.questions = withRemoved(kept, before.questions.filter(isAsked));
  return result;
}

/** Questions that are gone stand where they stood: after the one that was before them. */
function withRemoved(kept: readonly AskedQuestion[], before: readonly AskedQuestion[]): AskedQuestion[] {
  const all = [...kept];
  before.forEach((question, index) => {
    if (all.some(({ id }) => id === question.id)) return;
    const previous = before[index - 1]?.id;
    all.splice(all.findIndex(({ id }) => id === previous) + 1, 0, question);
  });
  return all;
}

/** The question with the answers that both versions of it offer. */
function meet(
  old: AskedQuestion,
  now: AskedQuestion,
  on: number,
  { oneSided, unmatched }: SharedQuestions,
): AskedQuestion {
  const aside = (version: OneSided['version'], answers: string) =>
    oneSided.push({ question: now.id, version, answers });
  const cannot = (reason: Unmatched['reason']) => {
    unmatched.push({ question: now.id, reason });
    return now;
  };
  if (old.kind !== now.kind) return cannot('kind');
  if (old.kind === 'decimal' && now.kind === 'decimal' && old.decimals !== now.decimals)
    return cannot('decimals');
  const both = (key: 'unsure' | 'other', words: string) => {
    const has = (question: AskedQuestion) =>
      (question as { unsure?: boolean; other?: boolean })[key] === true;
    if (has(old) !== has(now)) aside(has(old) ? 'old' : 'new', words);
    return has(old) && has(now);
  };
  const unsure = both('unsure', '"I\'m not sure"');
  const optional = old.required === false && now.required === false;
  if ((old.required === false) !== (now.required === false))
    aside(old.required === false ? 'old' : 'new', 'no answer');
  const shared = { ...now, unsure, required: !optional };
  if ('options' in shared && 'options' in old) {
    const other = both('other', 'own words');
    const options = sharedOptions(old.options, shared.options, aside);
    const empty = shared.kind === 'single-choice' && options.length === 0 && !other && !unsure && !optional;
    return empty ? cannot('nothing-in-common') : { ...shared, other, options };
  }
  const range = sharedRange(old, now, on, aside);
  if (range && range[0] > range[1]) return cannot('nothing-in-common');
  return range ? withRange(shared, range) : shared;
}

function sharedOptions(
  old: readonly EligibilityOption[],
  now: readonly EligibilityOption[],
  aside: (version: OneSided['version'], answers: string) => void,
): EligibilityOption[] {
  const has = (options: readonly EligibilityOption[], wanted: string) =>
    options.some(({ id }) => id === wanted);
  for (const { id } of old) if (!has(now, id)) aside('old', `option "${id}"`);
  for (const { id } of now) if (!has(old, id)) aside('new', `option "${id}"`);
  return now.filter(({ id }) => has(old, id));
}

/** Least and greatest steps that both versions of a number or date take. */
function sharedRange(
  old: AskedQuestion,
  now: AskedQuestion,
  on: number,
  aside: (version: OneSided['version'], answers: string) => void,
): [number, number] | undefined {
  if (now.kind !== 'integer' && now.kind !== 'decimal' && now.kind !== 'date') return undefined;
  const [from, to] = rangeOf(old, on);
  const [least, most] = rangeOf(now, on);
  const words = (steps: number) => String(valueOf(now, steps));
  if (from !== least) aside(from < least ? 'old' : 'new', `below ${words(Math.max(from, least))}`);
  if (to !== most) aside(to > most ? 'old' : 'new', `above ${words(Math.min(to, most))}`);
  return [Math.max(from, least), Math.min(to, most)];
}

function valueOf(question: AskedQuestion, steps: number): number | string {
  if (question.kind === 'date') return dateOf(steps);
  // The steps of one: whole numbers, or what the decimals give.
  return steps / stepsOf(question, 1);
}

function withRange(question: AskedQuestion, [least, most]: readonly [number, number]): AskedQuestion {
  return { ...question, min: valueOf(question, least), max: valueOf(question, most) } as AskedQuestion;
}
