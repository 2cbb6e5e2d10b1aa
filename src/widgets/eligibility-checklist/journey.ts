/**
 * The walk through a definition: which page, which answers, where forward and back lead. Pure; every step gives a new
 * journey. Answers of questions that are hidden for now stay, do not count, and count again when shown again.
 */
import type { EligibilityAnswer, EligibilityAnswers, EligibilityDefinition } from '../../contract/index.js';
import { evaluate, relevantAnswers, viewOf, type Evaluation } from '../../eligibility/evaluate.js';

/** One question a page, or all on one. */
export type Layout = 'pages' | 'all';

export type Page =
  | { at: 'intro' }
  | { at: 'question'; id: string }
  | { at: 'all' }
  /** "Check your answers": what was answered, before the result. */
  | { at: 'check' }
  | { at: 'outcome' };

export interface Journey {
  readonly definition: EligibilityDefinition;
  /** Day of the evaluation, `YYYY-MM-DD`. A journey keeps the day on which it was begun. */
  readonly on: string;
  readonly layout: Layout;
  readonly answers: EligibilityAnswers;
  readonly evaluation: Evaluation;
  /** Questions that were shown, in the order in which they are asked: the inputs of their pages stay mounted. */
  readonly visited: readonly string[];
  readonly page: Page;
  /** True while one answer is changed from a summary: forward leads to the check or to what is newly asked. */
  readonly changing: boolean;
  /** Upper bound of the questions after the one shown, whatever is answered. */
  readonly atMostAfter: number;
}

export function startJourney(
  definition: EligibilityDefinition,
  on: string,
  layout: Layout = 'pages',
): Journey {
  const evaluation = evaluate(definition, {}, on);
  return {
    definition,
    on,
    layout,
    answers: {},
    evaluation,
    visited: [],
    page: { at: 'intro' },
    changing: false,
    atMostAfter: evaluation.atMostLeft,
  };
}

const isUrgent = ({ outcome }: Evaluation): boolean => outcome?.kind === 'seek-care-now';

/** Nothing is left to ask; or it does not matter any more, because it is urgent. */
function isDone(evaluation: Evaluation): boolean {
  return evaluation.outcome !== null && (evaluation.next === null || isUrgent(evaluation));
}

/** After the last answer. Who needs care now is told so at once, and checks nothing before. */
function finish(journey: Journey): Journey {
  return {
    ...journey,
    page: { at: isUrgent(journey.evaluation) ? 'outcome' : 'check' },
    changing: false,
  };
}

/** Shown questions that were visited, in the order in which they are asked. */
export function trailOfPages(journey: Journey): string[] {
  const shown = new Set(journey.evaluation.visible);
  return journey.visited.filter((id) => shown.has(id));
}

/** Evaluates the answers to these questions only, as if the others had not been asked yet. */
function evaluateOnly(journey: Journey, ids: readonly string[]): Evaluation {
  const known: EligibilityAnswers = {};
  for (const id of ids) {
    const value = journey.answers[id];
    if (value !== undefined) known[id] = value;
  }
  return evaluate(journey.definition, known, journey.on);
}

/** To a question's page. `most`: what was promised on the page before, which never grows on the way forward. */
function ask(journey: Journey, id: string, most = Infinity): Journey {
  const trail = trailOfPages(journey);
  const place = trail.indexOf(id);
  const before = journey.changing
    ? trail.filter((each) => each !== id)
    : trail.slice(0, place < 0 ? undefined : place);
  const { atMostLeft, next } = evaluateOnly(journey, before);
  const after = Math.max(Math.min(next === id ? atMostLeft - 1 : atMostLeft, most - 1), 0);
  return { ...journey, page: { at: 'question', id }, atMostAfter: after };
}

/** From the introduction to the first question; to the outcome when the rules need no answer. */
export function begin(journey: Journey, layout: Layout = journey.layout): Journey {
  const begun = { ...journey, layout };
  if (layout === 'all') return { ...begun, page: { at: 'all' } };
  const first = trailOfPages(begun)[0] ?? begun.evaluation.next;
  if (!first) return { ...begun, page: { at: 'outcome' } };
  return ask(begun.visited.includes(first) ? begun : { ...begun, visited: [first] }, first);
}

/** Takes the answer to the question of the current page, and goes on. */
export function answer(journey: Journey, value: EligibilityAnswer): Journey {
  if (journey.page.at !== 'question') return journey;
  const current = journey.page.id;
  const answers = { ...journey.answers, [current]: value };
  const evaluation = evaluate(journey.definition, answers, journey.on);
  const after: Journey = { ...journey, answers, evaluation };
  if (isDone(evaluation)) return finish(after);
  // A person who went back sees the pages after this one again; who changes one answer sees only what is new.
  const trail = trailOfPages(after);
  const place = trail.indexOf(current) + 1;
  const id = (journey.changing ? null : evaluateOnly(after, trail.slice(0, place)).next) ?? evaluation.next;
  if (!id) return after;
  const others = after.visited.filter((each) => each !== id);
  const index = journey.changing ? others.length : others.indexOf(current) + 1;
  const visited = [...others.slice(0, index), id, ...others.slice(index)];
  return ask({ ...after, visited }, id, journey.atMostAfter);
}

/** From the check to the result. */
export function confirm(journey: Journey): Journey {
  return journey.page.at === 'check' ? { ...journey, page: { at: 'outcome' } } : journey;
}

/**
 * Takes all answers at once, from the page with all questions; the outcome if they settle one. There is no check between:
 * the page itself shows every question with its answer, beside the button that leads to the result.
 */
export function answerAll(journey: Journey, answers: EligibilityAnswers): Journey {
  const evaluation = evaluate(journey.definition, answers, journey.on);
  const visited = evaluation.visible.filter((id) => answers[id] !== undefined);
  return {
    ...journey,
    answers,
    evaluation,
    visited,
    page: { at: evaluation.outcome ? 'outcome' : 'all' },
    changing: false,
  };
}

/** One page back, without taking an answer. */
export function back(journey: Journey): Journey {
  const { page } = journey;
  if (journey.layout === 'all') return { ...journey, page: { at: page.at === 'outcome' ? 'all' : 'intro' } };
  if (journey.changing && isDone(journey.evaluation)) return finish(journey);
  const pages = trailOfPages(journey);
  if (page.at === 'outcome' && !isUrgent(journey.evaluation) && pages.length > 0) return finish(journey);
  const place = page.at === 'question' ? pages.indexOf(page.id) : pages.length;
  const id = pages[place - 1];
  const still = { ...journey, changing: false };
  return id ? ask(still, id) : { ...still, page: { at: 'intro' } };
}

/** To the page of one answer, from a summary. */
export function change(journey: Journey, id: string): Journey {
  if (journey.layout === 'all') return { ...journey, page: { at: 'all' } };
  return ask({ ...journey, changing: true }, id);
}

/** Goes on with answers given earlier: at the first question that is open, else at the check. */
export function resume(journey: Journey, answers: EligibilityAnswers, visited?: readonly string[]): Journey {
  const evaluation = evaluate(journey.definition, answers, journey.on);
  const answered = evaluation.visible.filter((id) => answers[id] !== undefined);
  const known = visited?.filter((id) => answers[id] !== undefined) ?? answered;
  const resumed: Journey = { ...journey, answers, evaluation, visited: known, changing: false };
  if (journey.layout === 'all') return { ...resumed, page: { at: 'all' } };
  const { next } = evaluation;
  if (isDone(evaluation) || next === null) return finish(resumed);
  return ask({ ...resumed, visited: [...known, next] }, next);
}

/** The same journey in another layout. `answers`: with what was entered and not yet taken. */
export function relayout(journey: Journey, layout: Layout, answers: EligibilityAnswers): Journey {
  const other = { ...journey, layout };
  const { at } = journey.page;
  return at === 'intro' || at === 'outcome' ? other : resume(other, answers);
}

/** The answers that count. */
export function answersToSend(journey: Journey): EligibilityAnswers {
  return relevantAnswers(journey.definition, journey.answers, journey.on);
}

/** The current question's number, and an upper bound of the questions after it whatever is answered here. */
export function progressOf(journey: Journey): { number: number; atMostAfter: number } {
  const current = journey.page.at === 'question' ? journey.page.id : '';
  return {
    number: Math.max(trailOfPages(journey).indexOf(current), 0) + 1,
    atMostAfter: journey.atMostAfter,
  };
}

/** Notes that stand before a question and after the one asked before it. */
export function notesBefore(journey: Journey, id: string): string[] {
  const { questions } = journey.definition;
  return notesUpTo(
    journey,
    questions.findIndex((each) => each.id === id),
  );
}

/** Notes after the last question asked, which no page has shown. */
export function notesAtEnd(journey: Journey): string[] {
  return notesUpTo(journey, journey.definition.questions.length);
}

/** Notes that certainly stand between a place in the definition and the last question asked before it. */
function notesUpTo({ definition, answers, on, visited }: Journey, place: number): string[] {
  const view = viewOf(definition, answers, on);
  const found: string[] = [];
  for (const { id, kind } of definition.questions.slice(0, place).reverse()) {
    if (kind !== 'note' && visited.includes(id) && view.shown(id)) break;
    if (kind === 'note' && view.truth(id) === true) found.unshift(id);
  }
  return found;
}
