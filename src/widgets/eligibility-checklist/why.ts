/** Why the result came about, and which one answer would have led elsewhere. Pure. */
import type { EligibilityAnswer, EligibilityDefinition } from '../../contract/index.js';
import { isUnsure, type AskedQuestion } from '../../eligibility/condition.js';
import type { Change } from '../../eligibility/explain.js';
import { formatDate, pick, type Messages } from '../../i18n/index.js';
import { dateBounds } from './answer-input.js';
import { answerText, numberText } from './answer-words.js';

type Numeric = Extract<AskedQuestion, { kind: 'integer' | 'decimal' | 'date' }>;

export interface Words {
  t: Messages;
  language: string;
  definition: EligibilityDefinition;
  on: string;
}

/**
 * "If your answer to … were …, the result would be …", or null where there is nothing to say: an emergency is no matter of
 * "what if", and leaving a question out is no answer.
 */
export function changeText({ t, language, definition, on }: Words, change: Change): string | null {
  const question = definition.questions.find(({ id }) => id === change.question);
  const outcome = definition.outcomes.find(({ id }) => id === change.outcome);
  if (!question || question.kind === 'note' || !outcome || outcome.kind === 'seek-care-now') return null;
  const answers = change.answers.filter((each) => each !== null);
  const [first] = answers;
  if (first === undefined) return null;
  const words =
    isNumeric(question) && !isUnsure(first)
      ? rangeText(t, language, question, change, on)
      : listText(t, language, question, answers);
  return t.eligibility.wouldBe(pick(question.label, language), words, pick(outcome.title, language));
}

function isNumeric(question: AskedQuestion): question is Numeric {
  return question.kind === 'integer' || question.kind === 'decimal' || question.kind === 'date';
}

function listText(
  t: Messages,
  language: string,
  question: AskedQuestion,
  answers: readonly EligibilityAnswer[],
): string {
  const texts = answers.map((answer) =>
    isOther(answer) ? t.eligibility.other : answerText(t, language, question, answer),
  );
  return new Intl.ListFormat(language, { type: 'disjunction' }).format(
    texts.map((text) => t.eligibility.quoted(text)),
  );
}

/** Its words stand for any. */
function isOther(answer: EligibilityAnswer): boolean {
  return typeof answer === 'object' && answer !== null && 'other' in answer;
}

/** From where to where; an end that the question has anyway goes without saying. */
function rangeText(
  t: Messages,
  language: string,
  question: Numeric,
  { atLeast, atMost }: Change,
  on: string,
): string {
  const { min, max } = question.kind === 'date' ? dateBounds(question, on) : question;
  const words = question.kind === 'date' ? t.eligibility.dateRun : t.eligibility.numberRun;
  const text = (value: number | string, unit = true) => {
    if (question.kind === 'date') return formatDate(String(value), language);
    return numberText(t, language, unit ? question : { ...question, unit: undefined }, Number(value));
  };
  const from = atLeast === min ? undefined : atLeast;
  const to = atMost === max ? undefined : atMost;
  if (from !== undefined && from === to) return text(from);
  // The unit once: "from 18 to 64 years".
  if (from !== undefined && to !== undefined) return words.between(text(from, false), text(to));
  if (from !== undefined) return words.atLeast(text(from));
  return to === undefined ? words.any : words.atMost(text(to));
}
