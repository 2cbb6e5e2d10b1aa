import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type {
  EligibilityAnswers,
  EligibilityDefinition,
  EligibilityOutcome,
  LocalisedText,
  OutcomeKind,
} from '../../contract/index.js';
import { BackendError, type BackendErrorCode } from '../../backend/backend.js';
import type { AskedQuestion } from '../../eligibility/condition.js';
import { pick, type Messages } from '../../i18n/index.js';
import { firstScreens } from '../../ui/first-screens.js';
import { backendErrorNotice } from '../../ui/primitives.js';
import { SoElement } from '../../ui/so-element.js';
import type { AllQuestions } from './all-questions.js';
import type { InputProblem } from './answer-input.js';
import { DEAD_END, deadEnd, ERROR, INTRO_HEADING, introPage, OUTDATED_NOTICE } from './intro-page.js';
import type { Journey, Layout } from './journey.js';
import {
  EligibilityController,
  type Loading,
  type Pages,
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
 * @csspart questions - The page with all questions (`layout="all"`).
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

  /** `pages`: one question a page, and only those that matter. `all`: every question on one page. */
  @property() layout: Layout = 'pages';

  /** By question. */
  @state() private problems: ReadonlyMap<string, InputProblem> = new Map();

  /** What the page with all questions keeps; made for one journey's definition. */
  #sheet: AllQuestions | null = null;

  /** Why the questions could not be loaded after Start was pressed. */
  @state() private trouble: BackendError | null = null;

  /** The pages after the introduction have been asked for. */
  #fetched = false;

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
      this.trouble = null;
      this.#controller.use({ port, definition, definitionId });
    }
  }

  /** Once the introduction stands, so that pressing Start shows the first question at once. */
  protected override updated(): void {
    if (this.#fetched || !this.#controller.definition || !this.t) return;
    this.#fetched = true;
    // What failed is tried again, and told, when it is needed.
    void firstScreens()
      .then(() => this.#loadPages())
      .catch(() => undefined);
  }

  async #loadPages(): Promise<Pages> {
    const [pages] = await Promise.all([this.#controller.loadPages(), this.loadWords()]);
    this.adopt(pages.pageStyles);
    return pages;
  }

  /** The outcome that counts: the backend's where it differs from the page's own. */
  get #shown(): { outcome: EligibilityOutcome; reason: LocalisedText | null; isOther: boolean } | null {
    const { journey, recording } = this.#controller;
    if (!journey?.evaluation.outcome || journey.page.at !== 'outcome') return null;
    const { outcome, reason } = journey.evaluation;
    if (recording.state === 'recorded' && recording.assessment.outcomeId !== outcome.id) {
      const theirs = journey.definition.outcomes.find(({ id }) => id === recording.assessment.outcomeId);
      if (theirs) return { outcome: theirs, reason: null, isOther: true };
    }
    return { outcome, reason, isOther: false };
  }

  protected override renderContent(): TemplateResult {
    const { loading, definition } = this.#controller;
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
        return definition ? this.#renderReady(definition) : this.renderSkeleton();
    }
  }

  #renderReady(definition: EligibilityDefinition): TemplateResult {
    const { t, words, language, headingLevel: level, trouble } = this;
    const { capabilities, outdated, hasBackend, journey, pages } = this.#controller;
    const atIntro = !journey || journey.page.at === 'intro';
    return html`${
      atIntro
        ? introPage({
            t,
            language,
            level,
            definition,
            capabilities,
            sends: hasBackend,
            outdated,
            trouble: trouble
              ? backendErrorNotice(t, trouble, { id: ERROR, onRetry: () => void this.#start() })
              : nothing,
            onStart: () => void this.#start(),
          })
        : nothing
    }${journey && pages && words ? this.#renderJourney(journey, pages, words) : nothing}`;
  }

  #renderJourney(journey: Journey, pages: Pages, t: Messages): TemplateResult {
    const { language, headingLevel: level } = this;
    const { capabilities, recording } = this.#controller;
    const shown = this.#shown;
    return html`${
      journey.layout === 'all'
        ? this.#renderAll(journey, pages, t)
        : journey.visited.map((id) => this.#renderQuestion(journey, pages, t, id))
    }${
      shown
        ? pages.outcomePage({
            t,
            language,
            level,
            journey,
            capabilities,
            ...shown,
            recording,
            continueLabel: this.#continueLabelFor(t, shown.outcome.kind),
            onContinue: () => this.#continue(t),
            onChange: (id) => this.#change(journey, pages, id),
            onBack: () => this.#go(pages.back(journey)),
            onRetry: () => this.#saveAgain(t),
          })
        : nothing
    }`;
  }

  #renderQuestion(journey: Journey, pages: Pages, t: Messages, id: string): TemplateResult | typeof nothing {
    const parts = pages.partsOf(journey, id, this.problems);
    if (!parts) return nothing;
    return pages.questionPage({
      t,
      language: this.language,
      level: this.headingLevel,
      ...parts,
      onSubmit: (event) => this.#submit(event, journey, pages, parts.question),
      onBack: () => this.#go(pages.back(journey)),
      onGo: (field) => void this.focusOn(field),
    });
  }

  #renderAll(journey: Journey, pages: Pages, t: Messages): TemplateResult {
    if (this.#sheet?.definition !== journey.definition)
      this.#sheet = new pages.AllQuestions(journey.definition, journey.on);
    const sheet = this.#sheet;
    return pages.allPage({
      t,
      language: this.language,
      level: this.headingLevel,
      on: journey.on,
      sheet,
      hidden: journey.page.at !== 'all',
      problems: this.problems,
      onInput: (event) =>
        sheet.take(event, this.language, (answers) => this.#goWith(journey, pages, answers)),
      onSubmit: (event) => this.#submitAll(event, journey, pages, sheet),
      onBack: () => this.#go(pages.back(journey)),
      onGo: (field) => void this.focusOn(field),
    });
  }

  /** The first question at once when the questions are there; otherwise as soon as they are. */
  async #start(): Promise<void> {
    const waits = !this.#controller.journey || !this.words;
    this.trouble = null;
    if (waits) {
      this.announce(this.t.common.loading);
      try {
        await this.#loadPages();
      } catch (error) {
        this.trouble = error instanceof BackendError ? error : new BackendError('unreachable');
        void this.focusOn(ERROR);
        return;
      }
    }
    const { journey, pages, loading } = this.#controller;
    if (loading.state === 'invalid') void this.focusOn(DEAD_END);
    if (journey?.page.at === 'intro' && pages)
      this.#go(pages.begin(journey, this.layout === 'all' ? 'all' : 'pages'));
  }

  #continueLabelFor(t: Messages, kind: OutcomeKind): string | null {
    if (kind !== 'eligible' && kind !== 'needs-review') return null;
    return this.continueLabel ?? (this.continuable ? t.eligibility.goOn : null);
  }

  #submit(event: SubmitEvent, journey: Journey, pages: Pages, question: AskedQuestion): void {
    event.preventDefault();
    const entered = pages.enteredIn(event.currentTarget as HTMLFormElement);
    const reading = pages.readAnswer(question, entered, { language: this.language, on: journey.on });
    if ('problem' in reading) {
      this.problems = new Map([[question.id, reading.problem]]);
      void this.focusOn(pages.summaryId(question.id));
      return;
    }
    this.#go(pages.answer(journey, reading.answer), true);
  }

  #submitAll(event: SubmitEvent, journey: Journey, pages: Pages, sheet: AllQuestions): void {
    event.preventDefault();
    const { answers, problems } = sheet.readAll(event.currentTarget as HTMLFormElement, this.language);
    if (problems.size > 0) {
      this.problems = problems;
      void this.focusOn(pages.ALL_ERRORS);
      return;
    }
    this.#goWith(journey, pages, answers);
  }

  #goWith(journey: Journey, pages: Pages, answers: EligibilityAnswers): void {
    this.#go(pages.answerAll(journey, answers), true);
  }

  #change(journey: Journey, pages: Pages, id: string): void {
    this.#go(pages.change(journey, id));
    void this.focusOn(pages.headingId(id));
  }

  /** Shows a page of the journey and moves focus to its heading. */
  #go(journey: Journey, answered = false): void {
    if (this.problems.size > 0) this.problems = new Map();
    this.#waitsFor = 'nothing';
    this.#controller.go(journey, answered);
    const { page } = journey;
    if (page.at === 'outcome') {
      this.#arrive(answered);
      return;
    }
    const { pages } = this.#controller;
    if (page.at === 'intro' || !pages) void this.focusOn(INTRO_HEADING);
    else void this.focusOn(page.at === 'all' ? pages.ALL_HEADING : pages.headingId(page.id));
  }

  #arrive(answered: boolean): void {
    this.#focusOutcome();
    const shown = this.#shown;
    if (!shown || !answered) return;
    if (shown.outcome.kind === 'seek-care-now') this.#sayUrgent(shown.outcome);
    if (!this.#controller.hasBackend) this.#fireDetermined();
  }

  #focusOutcome(): void {
    const { pages } = this.#controller;
    if (pages) void this.focusOn(pages.OUTCOME_HEADING);
  }

  #sayUrgent({ title, text }: EligibilityOutcome): void {
    const number = this.#controller.capabilities?.organisation.emergencyNumber;
    const e = this.words?.eligibility;
    if (!e) return;
    const called = number ? e.call(number) : e.callLocal;
    this.announce([pick(title, this.language), called, pick(text, this.language)].join('. '), 'assertive');
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
    const isOther = shown?.isOther === true;
    if (recording.state === 'failed') {
      if (waitedFor !== 'nothing') void this.focusOn(ERROR);
      else if (shown?.outcome.kind !== 'seek-care-now') this.#sayFailed(recording.error.code);
    } else if (isOther) {
      this.#focusOutcome();
      if (shown.outcome.kind === 'seek-care-now') this.#sayUrgent(shown.outcome);
      else if (this.words)
        this.announce(`${this.words.eligibility.otherResult} ${pick(shown.outcome.title, this.language)}`);
    } else if (waitedFor === 'saving' && this.words) {
      this.announce(this.words.eligibility.saved);
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

  #continue(t: Messages): void {
    if (this.assessmentId || !this.#controller.hasBackend) {
      this.#fireContinue();
      return;
    }
    this.#waitsFor = 'going-on';
    this.announce(t.eligibility.saving);
    this.#controller.record();
  }

  #saveAgain(t: Messages): void {
    this.#waitsFor = 'saving';
    this.announce(t.eligibility.saving);
    // The button that was pressed goes away with the message.
    this.#focusOutcome();
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
