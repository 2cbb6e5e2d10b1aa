/** The picture's own words. A definition's texts come from the definition. */
import type { EligibilityQuestion, OutcomeKind } from '../../../contract/index.js';
import type { AgeUnit } from '../../dates.js';

export interface GraphWords {
  /** BCP 47 tag of these words. */
  language: string;
  yes: string;
  no: string;
  notSure: string;
  leftOut: string;
  ownWords: string;
  anyText: string;
  anyNumber: string;
  anyDate: string;
  anyAnswer: string;
  others: (count: number) => string;
  kinds: Record<EligibilityQuestion['kind'], string>;
  outcomes: Record<OutcomeKind, string>;
  /** Bounds of a number or date, both included, as they are shown. */
  between: (from: string | undefined, to: string | undefined) => string;
  /** Of a date: so long ago at least, or (negative) at most so far ahead. */
  atLeastAgo: (age: number, unit: AgeUnit) => string;
  /** Of a date: not so long ago, or further ahead. */
  notYetAgo: (age: number, unit: AgeUnit) => string;
  /** Bounds that hold together. */
  both: (bounds: readonly string[]) => string;
  /** What a question is called where another place speaks of it. */
  number: (position: number) => string;
  conditions: ConditionWords;
  next: (questions: readonly string[]) => string;
  neverEnds: string;
  version: string;
  reviewBy: string;
  asOf: string;
  questionCount: (count: number) => string;
  ends: string;
  alwaysEnds: string;
  mayEnd: string;
  questions: string;
  shownIf: (condition: string) => string;
  record: string;
  recordOnly: string;
  decidesRecord: (questions: readonly string[]) => string;
  neverAsked: string;
  anyOrder: string;
  decidesAbout: string;
  rules: string;
  rulesHelp: string;
  otherwise: string;
  whenUnsure: string;
  tooLarge: string;
  listedOrder: string;
}

/** Conditions in words; questions come as their numbers. */
export interface ConditionWords {
  quoted: (text: string) => string;
  all: (parts: readonly string[]) => string;
  any: (parts: readonly string[]) => string;
  not: (part: string) => string;
  bounds: (atLeast: string | undefined, atMost: string | undefined) => string;
  is: (question: string, values: readonly string[]) => string;
  includes: (question: string, option: string) => string;
  chosen: (question: string, howMany: string, among: readonly string[]) => string;
  answered: (question: string, answered: boolean) => string;
  count: (howMany: string, parts: readonly string[]) => string;
  score: (questions: readonly string[], howMuch: string) => string;
}

export const list = (
  language: string,
  type: 'disjunction' | 'conjunction',
  items: readonly string[],
): string => new Intl.ListFormat(language, { type }).format(items);

/** A count without its sign, and its noun. */
export const plural = (count: number, one: string, many: string): string =>
  `${Math.abs(count)} ${Math.abs(count) === 1 ? one : many}`;

export const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
