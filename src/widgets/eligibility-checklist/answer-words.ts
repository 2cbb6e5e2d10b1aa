/** Answers and problems in words. Pure. */
import type { EligibilityAnswer } from '../../contract/index.js';
import { isUnsure, type AskedQuestion } from '../../eligibility/condition.js';
import { formatDate, formatNumber, pick, type Messages } from '../../i18n/index.js';
import { dateBounds, OTHER_LENGTH, TEXT_LENGTH, type InputProblem } from './answer-input.js';

const decimal = (value: number, language: string, digits: number) =>
  new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value);

type Counted = Extract<AskedQuestion, { kind: 'integer' | 'decimal' }>;

/** A number with the digits and the unit of its question. */
export function numberText(t: Messages, language: string, question: Counted, value: number): string {
  const number = decimal(value, language, question.kind === 'decimal' ? question.decimals : 0);
  return question.unit ? t.eligibility.numberWithUnit(number, pick(question.unit, language)) : number;
}

/** An answer as the summary shows it. */
export function answerText(
  t: Messages,
  language: string,
  question: AskedQuestion,
  answer: EligibilityAnswer,
): string {
  if (answer === null) return t.eligibility.notAnswered;
  if (isUnsure(answer)) return t.common.notSure;
  const label = (chosen: unknown) => {
    // The person's own words, which need no translation.
    if (typeof chosen === 'object' && chosen && 'other' in chosen) return String(chosen.other);
    const option = 'options' in question ? question.options.find((each) => each.id === chosen) : undefined;
    return option ? pick(option.label, language) : '';
  };
  switch (question.kind) {
    case 'boolean':
      return answer === true ? t.common.yes : t.common.no;
    case 'single-choice':
      return label(answer);
    case 'multiple-choice': {
      const chosen = Array.isArray(answer) ? answer : [];
      if (chosen.length === 0) return pick(question.noneLabel, language);
      return new Intl.ListFormat(language, { type: 'conjunction' }).format(chosen.map(label));
    }
    case 'integer':
    case 'decimal':
      return numberText(t, language, question, Number(answer));
    case 'date':
      return typeof answer === 'string' ? formatDate(answer, language) : '';
    case 'text':
      return typeof answer === 'string' ? answer : '';
  }
}

/** What is wrong with what was entered, and what to do. */
export function problemText(
  t: Messages,
  language: string,
  question: AskedQuestion,
  problem: InputProblem,
  on: string,
): string {
  const words = t.eligibility.problem;
  switch (problem) {
    case 'range': {
      const { min, max } = question as Counted;
      const digits = question.kind === 'decimal' ? question.decimals : 0;
      return words.range(decimal(min, language, digits), decimal(max, language, digits));
    }
    case 'decimal':
      return words.decimal(decimal(36.5, language, 1));
    case 'decimals': {
      const { decimals } = question as Extract<AskedQuestion, { kind: 'decimal' }>;
      return words.decimals(decimals, formatNumber(decimals, language));
    }
    case 'dateRange': {
      const { min, max } = dateBounds(question as Extract<AskedQuestion, { kind: 'date' }>, on);
      return words.dateRange(formatDate(min, language), formatDate(max, language));
    }
    case 'long': {
      const most = question.kind === 'text' ? (question.maxLength ?? TEXT_LENGTH) : OTHER_LENGTH;
      return words.long(formatNumber(most, language));
    }
    default:
      return words[problem];
  }
}
