import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type {
  EligibilityDefinition,
  EligibilityOutcome,
  EligibilityQuestion,
  LocalisedText,
  OutcomeKind,
} from '../../contract/index.js';
import type { BackendErrorCode } from '../../backend/backend.js';
import { pick } from '../../i18n/index.js';
import { backendErrorNotice } from '../../ui/primitives.js';
import { SoElement } from '../../ui/so-element.js';
import { readAnswer, type InputProblem } from './answer-input.js';
import { INTRO_HEADING, introPage, OUTDATED_NOTICE } from './intro-page.js';
import { answer, back, begin, change, progressOf, type Journey } from './journey.js';
import { deadEnd, OUTCOME_HEADING, outcomePage, ERROR } from './outcome-page.js';
import { fieldId, headingId, questionPage, summaryId } from './question-page.js';
import {
  EligibilityController,
  type Loading,
  type Recording,
} from './so-eligibility-checklist.controller.js';
import {
  SoEligibilityContinueEvent,
  SoEligibilityDeterminedEvent,
} from './so-eligibility-checklist.events.js';
import { styles } from './so-eligibility-checklist.styles.js';

export { SoEligibilityContinueEvent, SoEligibilityDeterminedEvent };

/**
 * Asks the fewest questions that settle whether a second opinion is possible; shows the outcome, the reason and what to
 * do next; and sends the assessment to the backend. Answers stay in memory and never leave by an event.
 *
 * @element so-eligibility-checklist
 * @summary Finds out, one question at a time, whether a second opinion is possible.
 * @fires {SoEligibilityDeterminedEvent} so-eligibility-determined - The outcome is settled: its id and kind, and the recorded assessment's id or null.
 * @fires {SoEligibilityContinueEvent} so-eligibility-continue - The person wants to go on after an outcome that allows it.
 * @csspart root - Everything.
 * @csspart intro - The page before the first question.
 * @csspart question - The page of the question shown.
 * @csspart outcome - The box with the outcome.
 * @csspart continue - The button that goes on after the outcome.
 * @cssproperty --so-color-accent - Colour of what can be acted on.
 * @cssproperty --so-font-family - The font; the page's own when left out.
 */
export class SoEligibilityChecklist extends SoElement {
  static override styles = [...SoElement.styles, styles];

  /** Which definition of the backend to ask for. Left out: the one that the backend's capabilities name. */
  @property({ attribute: 'definition-id' }) definitionId: string | null = null;

  /** A definition of the page's own. Then none is loaded; with a backend, the assessment is still recorded. */
  @property({ attribute: false }) definition: EligibilityDefinition | null = null;

  /** Offers a button to go on after an outcome that allows it (`eligible`, `needs-review`). */
  @property({ type: Boolean }) continuable = false;

  /** Words of that button; setting them offers it too. */
  @property({ attribute: 'continue-label' }) continueLabel: string | null = null;

  @state() private problem: InputProblem | null = null;

  /** What the person has pressed and is waiting for. */
  #waitsFor: 'nothing' | 'questions' | 'saving' | 'going-on' = 'nothing';

  readonly #controller = new EligibilityController(this, {
    onLoaded: (loading, outdated) => this.#onLoaded(loading, outdated),
    onRecording: (recording) => this.#onRecording(recording),
    now: () => new Date(),
    language: () => this.language,
  });

  /** Id of the outcome shown; null before there is one. */
  get outcomeId(): string | null {
    return this.#shown?.outcome.id ?? null;
  }

  /** Kind of the outcome shown; null before there is one. */
  get outcomeKind(): OutcomeKind | null {
    return this.#shown?.outcome.kind ?? null;
  }

  /** Id of the recorded assessment; null while nothing is recorded. */
  get assessmentId(): string | null {
    const { recording } = this.#controller;
    return this.#shown && recording.state === 'recorded' ? recording.assessment.id : null;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const source = ['backend', 'signIn', 'definition', 'definitionId'] as const;
    if (!this.hasUpdated || source.some((name) => changed.has(name))) {
      const { port, definition, definitionId } = this;
      this.#controller.use({ port, definition, definitionId });
    }
  }

  /** The outcome that counts: the backend's where it differs from the page's own. */
  get #shown(): { outcome: EligibilityOutcome; reason: LocalisedText | null } | null {
    const { journey, recording } = this.#controller;
    if (!journey?.evaluation.outcome || journey.page.at !== 'outcome') return null;
    const { outcome, reason } = journey.evaluation;
    if (recording.state === 'recorded' && recording.assessment.outcomeId !== outcome.id) {
      const theirs = journey.definition.outcomes.find(({ id }) => id === recording.assessment.outcomeId);
      if (theirs) return { outcome: theirs, reason: null };
    }
    return { outcome, reason };
  }

  protected override renderContent(): TemplateResult {
    const { loading, journey } = this.#controller;
    const e = this.t.eligibility;
    switch (loading.state) {
      case 'loading':
        return this.renderSkeleton();
      case 'not-set-up':
        return deadEnd(e.notSetUpTitle, e.notSetUpText);
      case 'invalid':
        return deadEnd(e.invalidTitle, e.invalidText);
      case 'failed':
        return html`<div class="page">
          ${backendErrorNotice(this.t, loading.error, { id: ERROR, onRetry: () => this.#loadAgain() })}
        </div>`;
      case 'ready':
        return journey ? this.#renderJourney(journey) : this.renderSkeleton();
    }
  }

  #renderJourney(journey: Journey): TemplateResult {
    const { t, language, headingLevel: level } = this;
    const { capabilities, recording, outdated, hasBackend } = this.#controller;
    const shown = this.#shown;
    const common = { t, language, level, journey, capabilities };
    return html`${
      journey.page.at === 'intro'
        ? introPage({ ...common, sends: hasBackend, outdated, onStart: () => this.#go(begin(journey)) })
        : nothing
    }${journey.visited.map((id) => this.#renderQuestion(journey, id))}${
      shown
        ? outcomePage({
            ...common,
            ...shown,
            recording,
            continueLabel: this.#continueLabelFor(shown.outcome.kind),
            onContinue: () => this.#continue(),
            onChange: (id) => this.#go(change(journey, id)),
            onBack: () => this.#go(back(journey)),
            onRetry: () => this.#saveAgain(),
          })
        : nothing
    }`;
  }

  #renderQuestion(journey: Journey, id: string): TemplateResult | typeof nothing {
    const question = journey.definition.questions.find((each) => each.id === id);
    if (!question) return nothing;
    const current = journey.page.at === 'question' && journey.page.id === id;
    return questionPage({
      t: this.t,
      language: this.language,
      level: this.headingLevel,
      question,
      hidden: !current,
      progress: current ? progressOf(journey) : null,
      problem: current ? this.problem : null,
      onSubmit: (event) => this.#submit(event, journey, question),
      onBack: () => this.#go(back(journey)),
      onGo: (field) => void this.focusOn(field),
    });
  }

  #continueLabelFor(kind: OutcomeKind): string | null {
    if (kind !== 'eligible' && kind !== 'needs-review') return null;
    return this.continueLabel ?? (this.continuable ? this.t.eligibility.goOn : null);
  }

  #submit(event: SubmitEvent, journey: Journey, question: EligibilityQuestion): void {
    event.preventDefault();
    const values = new FormData(event.currentTarget as HTMLFormElement).getAll(fieldId(question.id));
    const reading = readAnswer(question, values.map(String));
    if ('problem' in reading) {
      this.problem = reading.problem;
      void this.focusOn(summaryId(question.id));
      return;
    }
    this.#go(answer(journey, reading.answer), true);
  }

  /** Shows a page of the journey and moves focus to its heading. */
  #go(journey: Journey, answered = false): void {
    this.problem = null;
    this.#waitsFor = 'nothing';
    this.#controller.go(journey, answered);
    const { page } = journey;
    if (page.at === 'outcome') {
      this.#arrive(answered);
      return;
    }
    void this.focusOn(page.at === 'intro' ? INTRO_HEADING : headingId(page.id));
  }

  #arrive(answered: boolean): void {
    void this.focusOn(OUTCOME_HEADING);
    const shown = this.#shown;
    if (!shown || !answered) return;
    if (shown.outcome.kind === 'seek-care-now') this.#sayUrgent(shown.outcome);
    if (!this.#controller.hasBackend) this.#fireDetermined();
  }

  #sayUrgent({ title, text }: EligibilityOutcome): void {
    const number = this.#controller.capabilities?.organisation.emergencyNumber;
    const { call, callLocal } = this.t.eligibility;
    const words = [pick(title, this.language), number ? call(number) : callLocal, pick(text, this.language)];
    this.announce(words.join('. '), 'assertive');
  }

  #fireDetermined(): void {
    const { outcomeId, outcomeKind, assessmentId } = this;
    if (outcomeId && outcomeKind)
      this.dispatchEvent(new SoEligibilityDeterminedEvent(outcomeId, outcomeKind, assessmentId));
  }

  #onLoaded(loading: Loading, outdated: boolean): void {
    const asked = this.#waitsFor === 'questions';
    this.#waitsFor = 'nothing';
    if (loading.state === 'failed') {
      if (asked) void this.focusOn(ERROR);
      else this.#sayFailed(loading.error.code);
    } else if (outdated) {
      const { outdatedTitle, outdatedText } = this.t.eligibility;
      this.announce(`${outdatedTitle}. ${outdatedText}`, 'assertive');
      void this.focusOn(OUTDATED_NOTICE);
    } else if (asked) {
      void this.focusOn(INTRO_HEADING);
    }
  }

  #onRecording(recording: Recording): void {
    const waitedFor = this.#waitsFor;
    this.#waitsFor = 'nothing';
    const shown = this.#shown;
    const isOther = shown !== null && shown.reason === null;
    if (recording.state === 'failed') {
      if (waitedFor !== 'nothing') void this.focusOn(ERROR);
      else if (shown?.outcome.kind !== 'seek-care-now') this.#sayFailed(recording.error.code);
    } else if (isOther) {
      void this.focusOn(OUTCOME_HEADING);
      if (shown.outcome.kind === 'seek-care-now') this.#sayUrgent(shown.outcome);
      else this.announce(`${this.t.eligibility.otherResult} ${pick(shown.outcome.title, this.language)}`);
    } else if (waitedFor === 'saving') {
      this.announce(this.t.eligibility.saved);
    }
    this.#fireDetermined();
    // Nobody is taken along after a result that they have not seen.
    if (waitedFor === 'going-on' && recording.state === 'recorded' && !isOther) this.#fireContinue();
  }

  #sayFailed(code: BackendErrorCode): void {
    // The backend may fail before the language is there; the message is on the page then.
    if (!this.t) return;
    const { title, next } = this.t.errors[code];
    this.announce(`${title}. ${next}`);
  }

  #fireContinue(): void {
    this.dispatchEvent(new SoEligibilityContinueEvent(this.assessmentId));
  }

  #continue(): void {
    if (this.assessmentId || !this.#controller.hasBackend) {
      this.#fireContinue();
      return;
    }
    this.#waitsFor = 'going-on';
    this.announce(this.t.eligibility.saving);
    this.#controller.record();
  }

  #saveAgain(): void {
    this.#waitsFor = 'saving';
    this.announce(this.t.eligibility.saving);
    // The button that was pressed goes away with the message.
    void this.focusOn(OUTCOME_HEADING);
    this.#controller.record();
  }

  #loadAgain(): void {
    this.#waitsFor = 'questions';
    this.announce(this.t.common.loading);
    this.#controller.load();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'so-eligibility-checklist': SoEligibilityChecklist;
  }
}
