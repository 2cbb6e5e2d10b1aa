/**
 * The walk through a definition: which page, which answers, where forward and back lead. Pure; every step gives a new
 * journey. Answers of questions that are hidden for now stay, do not count, and count again when shown again.
 */
import type { EligibilityAnswer, EligibilityAnswers, EligibilityDefinition } from '../../contract/index.js';
import { evaluate, relevantAnswers, type Evaluation } from '../../eligibility/evaluate.js';

export type Page = { at: 'intro' } | { at: 'question'; id: string } | { at: 'outcome' };

export interface Journey {
  readonly definition: EligibilityDefinition;
  readonly answers: EligibilityAnswers;
  readonly evaluation: Evaluation;
  /** Questions whose page was shown, in the order of their first showing: their inputs stay mounted. */
  readonly visited: readonly string[];
  readonly page: Page;
  /** True while one answer is changed from the summary: forward leads to the outcome or to what is newly asked. */
  readonly changing: boolean;
}

export function startJourney(definition: EligibilityDefinition): Journey {
  const evaluation = evaluate(definition, {});
  return { definition, answers: {}, evaluation, visited: [], page: { at: 'intro' }, changing: false };
}

function goTo(journey: Journey, page: Page): Journey {
  const isNew = page.at === 'question' && !journey.visited.includes(page.id);
  return { ...journey, page, visited: isNew ? [...journey.visited, page.id] : journey.visited };
}

/** Shown questions whose page was visited, in the definition's order. */
export function trailOfPages(journey: Journey): string[] {
  return journey.evaluation.visible.filter((id) => journey.visited.includes(id));
}

/** From the introduction to the first question; to the outcome when the rules need no answer. */
export function begin(journey: Journey): Journey {
  const first = trailOfPages(journey)[0] ?? journey.evaluation.next;
  return goTo(journey, first ? { at: 'question', id: first } : { at: 'outcome' });
}

/** Takes the answer to the question of the current page, and goes on. */
export function answer(journey: Journey, value: EligibilityAnswer): Journey {
  if (journey.page.at !== 'question') return journey;
  const current = journey.page.id;
  const answers = { ...journey.answers, [current]: value };
  const evaluation = evaluate(journey.definition, answers);
  const after: Journey = { ...journey, answers, evaluation };
  if (evaluation.outcome) return { ...goTo(after, { at: 'outcome' }), changing: false };
  // A person who went back sees the pages after this one again; who changes one answer sees only what is new.
  const place = evaluation.visible.indexOf(current);
  const seen = evaluation.visible.find((id, index) => index > place && journey.visited.includes(id));
  const candidates = journey.changing ? [evaluation.next] : [evaluation.next, seen];
  const id = evaluation.visible.find((each) => candidates.includes(each));
  return id ? goTo(after, { at: 'question', id }) : after;
}

/** One page back, without taking an answer. */
export function back(journey: Journey): Journey {
  if (journey.changing && journey.evaluation.outcome) {
    return { ...goTo(journey, { at: 'outcome' }), changing: false };
  }
  const pages = trailOfPages(journey);
  const { page } = journey;
  const place = page.at === 'question' ? pages.indexOf(page.id) : pages.length;
  const id = pages[place - 1];
  return { ...goTo(journey, id ? { at: 'question', id } : { at: 'intro' }), changing: false };
}

/** To the page of one answer, from the summary. */
export function change(journey: Journey, id: string): Journey {
  return { ...goTo(journey, { at: 'question', id }), changing: true };
}

/** What is sent: answers that count. */
export function answersToSend(journey: Journey): EligibilityAnswers {
  return relevantAnswers(journey.definition, journey.answers);
}

/** The current question's number, and an upper bound of the questions after it whatever is answered here. */
export function progressOf(journey: Journey): { number: number; atMostAfter: number } {
  const current = journey.page.at === 'question' ? journey.page.id : '';
  const before = trailOfPages(journey);
  const number = Math.max(before.indexOf(current), 0) + 1;
  const { [current]: _, ...others } = journey.answers;
  const possible = evaluate(journey.definition, others).visible.filter((id) => id !== current);
  const shownBefore = before.slice(0, number - 1);
  return { number, atMostAfter: possible.filter((id) => !shownBefore.includes(id)).length };
}
