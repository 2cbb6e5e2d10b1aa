/**
 * All questions on one page, of which there may be thousands: an answer looks at its own fieldset and at what hangs on
 * it, and shows or hides just that, in the event itself. Nothing is rendered.
 */
import type { EligibilityAnswers, EligibilityDefinition } from '../../contract/index.js';
import { isAsked } from '../../eligibility/condition.js';
import { evaluate } from '../../eligibility/evaluate.js';
import { createVisibility } from '../../eligibility/visibility.js';
import { readAnswer, type InputProblem, type Reader } from './answer-input.js';
import { boxId, enteredIn, isBox, keepExclusive } from './entered.js';

/** Of a question or a note. By its id, which the browser finds at once among thousands. */
function boxIn(form: Element, id: string): HTMLElement | null {
  return (form.getRootNode() as ShadowRoot).getElementById(boxId(id));
}

export class AllQuestions {
  readonly definition: EligibilityDefinition;
  /** Given earlier: what the fields hold at first. */
  readonly initial: EligibilityAnswers;
  readonly #on: string;
  readonly #visibility;
  readonly #questions;
  readonly #urgent: boolean;
  #answers: EligibilityAnswers;
  #waiting = false;

  constructor(definition: EligibilityDefinition, on: string, initial: EligibilityAnswers = {}) {
    this.definition = definition;
    this.initial = initial;
    this.#answers = { ...initial };
    this.#on = on;
    this.#visibility = createVisibility(definition, on);
    for (const [id, value] of Object.entries(initial)) this.#visibility.answer(id, value);
    this.#questions = new Map(definition.questions.filter(isAsked).map((each) => [each.id, each]));
    this.#urgent = definition.outcomes.some(({ kind }) => kind === 'seek-care-now');
  }

  /** What is answered so far, as far as it makes sense. */
  get answers(): EligibilityAnswers {
    return { ...this.#answers };
  }

  /** Certainly shown: what an answer may yet bring up waits for that answer. */
  shown(id: string): boolean {
    return this.#visibility.truth(id) === true;
  }

  /** Takes a `change` or `input` of the form. `onUrgent` is called later, when the answers ask for care at once. */
  take(event: Event, language: string, onUrgent: (answers: EligibilityAnswers) => void): void {
    const { target } = event;
    const field = target instanceof Element ? target.closest('[data-question]') : null;
    const question = this.#questions.get(field?.getAttribute('data-question') ?? '');
    if (!(target instanceof Element) || !field || !question) return;
    // A click fires both events; one is enough.
    if (isBox(target) && event.type === 'input') return;
    keepExclusive(field, target);
    const reading = readAnswer(question, enteredIn(field), { language, on: this.#on });
    const value = 'answer' in reading ? reading.answer : undefined;
    if (value === undefined) delete this.#answers[question.id];
    else this.#answers[question.id] = value;
    const form = event.currentTarget as Element;
    this.#toggle(form, this.#visibility.answer(question.id, value));
    // While a number is being typed, its first digits are no answer to act on.
    if (event.type === 'change') this.#lookForUrgent(form, onUrgent);
  }

  #toggle(form: Element, ids: readonly string[]): void {
    const runs = new Set<HTMLElement>();
    for (const id of ids) {
      const box = boxIn(form, id);
      if (!box) continue;
      box.hidden = !this.shown(id);
      if (box.parentElement) runs.add(box.parentElement);
    }
    // A heading with nothing under it is gone too.
    const sections = new Set<HTMLElement>();
    for (const run of runs) {
      run.hidden = !run.querySelector(':scope > :not([hidden])');
      if (run.parentElement?.matches('[data-group]')) sections.add(run.parentElement);
    }
    for (const section of sections)
      section.hidden = !section.querySelector(':scope > [data-run]:not([hidden])');
  }

  /** After the click has been painted: the whole evaluation takes longer than a frame where there are thousands. */
  #lookForUrgent(form: Element, onUrgent: (answers: EligibilityAnswers) => void): void {
    if (!this.#urgent || this.#waiting) return;
    this.#waiting = true;
    requestAnimationFrame(() =>
      setTimeout(() => {
        this.#waiting = false;
        if (!form.isConnected || !form.checkVisibility()) return;
        const { outcome } = evaluate(this.definition, this.#answers, this.#on);
        if (outcome?.kind === 'seek-care-now') onUrgent({ ...this.#answers });
      }),
    );
  }

  /** Everything that is shown: the answers, and what is wrong in the definition's order. */
  readAll(
    form: Element,
    language: string,
  ): { answers: EligibilityAnswers; problems: Map<string, InputProblem> } {
    const reader: Reader = { language, on: this.#on };
    const problems = new Map<string, InputProblem>();
    const answers: EligibilityAnswers = {};
    for (const [id, question] of this.#questions) {
      const field = boxIn(form, id);
      if (!field || !this.shown(id)) continue;
      const reading = readAnswer(question, enteredIn(field), reader);
      if ('problem' in reading) problems.set(id, reading.problem);
      else answers[id] = reading.answer;
    }
    this.#answers = { ...this.#answers, ...answers };
    return { answers, problems };
  }
}
