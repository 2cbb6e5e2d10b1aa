/** From what a form says to an answer, and from an answer to words. Pure. */
import type { EligibilityAnswer, EligibilityQuestion } from '../../contract/index.js';
import { isUnsure } from '../../eligibility/condition.js';
import { pick, type Messages } from '../../i18n/index.js';

/** Form values that no option's id can be: ids start with a letter. */
export const UNSURE = '?unsure';
export const NONE = '?none';

export type InputProblem = 'choose' | 'chooseAny' | 'number' | 'range' | 'both';
export type InputReading = { answer: EligibilityAnswer } | { problem: InputProblem };

/** Reads the values that the form has under the question's name. Nothing chosen is a problem, never an answer. */
export function readAnswer(question: EligibilityQuestion, values: readonly string[]): InputReading {
  const unsure = values.includes(UNSURE);
  const others = values.map((value) => value.trim()).filter((value) => value !== '' && value !== UNSURE);
  if (unsure) return others.length > 0 ? { problem: 'both' } : { answer: { unsure: true } };
  const [first] = others;
  switch (question.kind) {
    case 'boolean':
      return first === undefined ? { problem: 'choose' } : { answer: first === 'true' };
    case 'single-choice':
      return first === undefined ? { problem: 'choose' } : { answer: first };
    case 'multiple-choice':
      if (first === undefined) return { problem: 'chooseAny' };
      return { answer: others.filter((value) => value !== NONE) };
    case 'integer': {
      if (first === undefined || !/^[+-]?\d{1,9}$/.test(first)) return { problem: 'number' };
      const answer = Number(first);
      return answer < question.min || answer > question.max ? { problem: 'range' } : { answer };
    }
  }
}

/** An answer as the summary shows it. */
export function answerText(
  t: Messages,
  language: string,
  question: EligibilityQuestion,
  answer: EligibilityAnswer,
): string {
  if (isUnsure(answer)) return t.common.notSure;
  const label = (id: unknown) => {
    const option = 'options' in question ? question.options.find((each) => each.id === id) : undefined;
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
    case 'integer': {
      const number = new Intl.NumberFormat(language).format(Number(answer));
      return question.unit ? t.eligibility.numberWithUnit(number, pick(question.unit, language)) : number;
    }
  }
}
