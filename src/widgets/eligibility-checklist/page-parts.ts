/** What the page of one question shows, of a journey. Pure. */
import { isAsked } from '../../eligibility/condition.js';
import type { InputProblem } from './answer-input.js';
import { notesBefore, progressOf, type Journey } from './journey.js';
import type { QuestionPage } from './question-page.js';

type Parts = Pick<QuestionPage, 'on' | 'question' | 'group' | 'notes' | 'hidden' | 'progress' | 'problem'>;

/** Who changes one answer and has nothing more to answer is not told that it is "the last one". */
function progress(journey: Journey): Parts['progress'] {
  const { number, atMostAfter } = progressOf(journey);
  return { number, atMostAfter: journey.changing && atMostAfter === 0 ? null : atMostAfter };
}

/** Null for an id that is no question's. */
export function partsOf(
  journey: Journey,
  id: string,
  problems: ReadonlyMap<string, InputProblem>,
): Parts | null {
  const { questions, groups } = journey.definition;
  const question = questions.find((each) => each.id === id);
  if (!question || !isAsked(question)) return null;
  const current = journey.page.at === 'question' && journey.page.id === id;
  const notes = current ? notesBefore(journey, id) : [];
  return {
    on: journey.on,
    question,
    group: groups?.find((each) => each.id === question.group) ?? null,
    notes: questions.filter((each) => notes.includes(each.id)),
    hidden: !current,
    progress: current ? progress(journey) : null,
    problem: (current && problems.get(id)) || null,
  };
}
