/**
 * The walk through one definition, on the page: shows where the journey is, takes what is answered and moves focus. Comes
 * with the questions; the introduction does without.
 */
import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import type { EligibilityAnswers, EligibilityDefinition } from '../../contract/index.js';
import type { Messages } from '../../i18n/index.js';
import { ALL_ERRORS, ALL_HEADING, allPage } from './all-page.js';
import { AllQuestions } from './all-questions.js';
import { readAnswer, type InputProblem } from './answer-input.js';
import { CHECK_HEADING, checkPage } from './check-page.js';
import { enteredIn } from './entered.js';
import { INTRO_HEADING, type IntroParts } from './intro-page.js';
import * as steps from './journey.js';
import type { Journey, Layout } from './journey.js';
import { OUTCOME_HEADING } from './outcome-page.js';
import { partsOf } from './page-parts.js';
import { headingId } from './question-inputs.js';
import { questionPage, summaryId } from './question-page.js';
import { dayOn } from './read-definition.js';
import { Result, type Shown } from './result.js';
import { Saving } from './saving.js';
import type { WalkHost } from './walk-host.js';

export class Walk implements ReactiveController {
  readonly #host: WalkHost;
  readonly #result: Result;
  readonly #saving: Saving;
  #journey: Journey;
  /** Answers that were not given in the fields now mounted: from an earlier visit, or in the other layout. */
  #initial: EligibilityAnswers = {};
  #problems: ReadonlyMap<string, InputProblem> = new Map();
  /** What the page with all questions keeps. */
  #sheet: AllQuestions | null = null;

  constructor(definition: EligibilityDefinition, host: WalkHost) {
    this.#host = host;
    this.#journey = steps.startJourney(definition, dayOn(new Date()), this.#layout);
    this.#result = new Result(host, () => void this.#saving.forget());
    this.#saving = new Saving(definition, host);
    this.#saving.use(host.element.saveDays);
    host.element.addController(this);
  }

  hostConnected(): void {
    this.#result.goOn();
  }

  hostDisconnected(): void {
    this.#result.stop();
  }

  hostUpdate(): void {
    this.#saving.use(this.#host.element.saveDays);
    if (this.#layout !== this.#journey.layout) this.#relayout();
  }

  /** For good: another definition takes its place. */
  end(): void {
    this.#result.stop();
    this.#host.element.removeController(this);
  }

  get atIntro(): boolean {
    return this.#journey.page.at === 'intro';
  }

  /** Whether something has been answered. */
  get begun(): boolean {
    return Object.keys(this.#journey.answers).length > 0;
  }

  /** The outcome on the page; null on any other page. */
  get shown(): Shown | null {
    return this.#journey.page.at === 'outcome' ? this.#result.current : null;
  }

  get assessmentId(): string | null {
    return this.#result.assessmentId;
  }

  get #layout(): Layout {
    return this.#host.element.layout === 'all' ? 'all' : 'pages';
  }

  get #level(): number {
    return this.#host.element.headingLevel;
  }

  /** To the first question, or to the answers of an earlier visit, if there are any. */
  async begin(): Promise<void> {
    if (this.#saving.isLooking) await this.#saving.looked;
    if (!this.#saving.offer()) this.#go(steps.begin(this.#journey));
  }

  /** What the introduction says and offers when answers may be kept. */
  intro(t: Messages, onStart: () => void): IntroParts | null {
    return this.#saving.intro(t, {
      level: this.#level,
      onStart,
      onResume: ({ answers, visited }) => {
        this.#initial = answers;
        this.#sheet = null;
        this.#go(steps.resume(this.#journey, answers, visited));
      },
      onAgain: () => this.#go(steps.begin(this.#journey)),
    });
  }

  render(t: Messages): TemplateResult {
    const journey = this.#journey;
    const { at } = journey.page;
    const questions =
      journey.layout === 'all'
        ? this.#renderAll(t)
        : journey.visited.map((id) => this.#renderQuestion(t, id));
    return html`${questions}${at === 'check' ? this.#renderCheck(t) : nothing}${
      at === 'outcome'
        ? this.#result.render(t, { onBack: () => this.#back(), onChange: (id) => this.#change(id) })
        : nothing
    }${at === 'intro' || at === 'outcome' ? nothing : this.#saving.box(t, () => this.#entered())}`;
  }

  #renderQuestion(t: Messages, id: string): TemplateResult | typeof nothing {
    const parts = partsOf(this.#journey, id, this.#problems);
    if (!parts) return nothing;
    return questionPage({
      t,
      language: this.#host.language(),
      level: this.#level,
      ...parts,
      initial: this.#initial[id],
      onSubmit: (event) => this.#submit(event, id),
      onBack: () => this.#back(),
      onGo: (field) => this.#host.focusOn(field),
    });
  }

  #renderAll(t: Messages): TemplateResult {
    const { definition, on, page } = this.#journey;
    const sheet = (this.#sheet ??= new AllQuestions(definition, on, this.#initial));
    const language = this.#host.language();
    return allPage({
      t,
      language,
      level: this.#level,
      on,
      sheet,
      hidden: page.at !== 'all',
      problems: this.#problems,
      onInput: (event) => {
        sheet.take(event, language, (answers) => this.#takeAll(answers));
        if (event.type === 'change') this.#saving.save(sheet.answers);
      },
      onSubmit: (event) => this.#submitAll(event, sheet),
      onBack: () => this.#back(),
      onGo: (field) => this.#host.focusOn(field),
    });
  }

  #renderCheck(t: Messages): TemplateResult {
    return checkPage({
      t,
      language: this.#host.language(),
      level: this.#level,
      journey: this.#journey,
      sends: this.#host.port() !== null,
      onChange: (id) => this.#change(id),
      onConfirm: () => this.#go(steps.confirm(this.#journey)),
      onBack: () => this.#back(),
    });
  }

  #submit(event: SubmitEvent, id: string): void {
    event.preventDefault();
    const journey = this.#journey;
    const parts = partsOf(journey, id, this.#problems);
    if (!parts || parts.hidden) return;
    const entered = enteredIn(event.currentTarget as HTMLFormElement);
    const reader = { language: this.#host.language(), on: journey.on };
    const reading = readAnswer(parts.question, entered, reader);
    if ('answer' in reading) this.#go(steps.answer(journey, reading.answer));
    else this.#refuse(new Map([[id, reading.problem]]), summaryId(id));
  }

  #submitAll(event: SubmitEvent, sheet: AllQuestions): void {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const { answers, problems } = sheet.readAll(form, this.#host.language());
    if (problems.size > 0) this.#refuse(problems, ALL_ERRORS);
    else this.#takeAll(answers);
  }

  #takeAll(answers: EligibilityAnswers): void {
    this.#go(steps.answerAll(this.#journey, answers));
  }

  #refuse(problems: ReadonlyMap<string, InputProblem>, summary: string): void {
    this.#problems = problems;
    this.#host.element.requestUpdate();
    this.#host.focusOn(summary);
  }

  #back(): void {
    this.#go(steps.back(this.#journey));
  }

  #change(id: string): void {
    this.#go(steps.change(this.#journey, id));
    this.#host.focusOn(headingId(id));
  }

  /** What is answered, with what stands in the fields and is not taken yet. */
  #entered(): EligibilityAnswers {
    const { page, answers, on } = this.#journey;
    if (page.at === 'all') return this.#sheet?.answers ?? answers;
    const form = this.#host.element.renderRoot.querySelector('form[part=question]');
    const parts = page.at === 'question' && partsOf(this.#journey, page.id, this.#problems);
    if (!form || !parts) return answers;
    const reading = readAnswer(parts.question, enteredIn(form), { language: this.#host.language(), on });
    // An optional question that was not touched is not answered yet.
    if ('problem' in reading || reading.answer === null) return answers;
    return { ...answers, [parts.question.id]: reading.answer };
  }

  #relayout(): void {
    const { at } = this.#journey.page;
    const entered = at === 'question' || at === 'all' ? this.#entered() : this.#journey.answers;
    const { renderRoot } = this.#host.element;
    const hasFocus = renderRoot instanceof ShadowRoot && renderRoot.activeElement !== null;
    this.#initial = entered;
    this.#sheet = null;
    this.#problems = new Map();
    const arrived = this.#accept(steps.relayout(this.#journey, this.#layout, entered));
    // Who is somewhere else on the page is left there.
    if (arrived || hasFocus) this.#show(arrived);
  }

  /** Shows a page of the journey and moves focus to its heading. */
  #go(journey: Journey): void {
    this.#problems = new Map();
    this.#result.leave();
    const arrived = this.#accept(journey);
    this.#host.element.requestUpdate();
    this.#show(arrived);
  }

  /** True when an outcome has been reached that was not shown before. */
  #accept(journey: Journey): boolean {
    if (journey.answers !== this.#journey.answers) {
      this.#result.reset();
      this.#saving.save(journey.answers, journey.visited);
    }
    this.#journey = journey;
    return journey.page.at === 'outcome' && this.#result.settle(journey);
  }

  #show(arrived: boolean): void {
    const { page } = this.#journey;
    switch (page.at) {
      case 'intro':
        return this.#host.focusOn(INTRO_HEADING);
      case 'question':
        return this.#host.focusOn(headingId(page.id));
      case 'all':
        return this.#host.focusOn(ALL_HEADING);
      case 'check':
        return this.#host.focusOn(CHECK_HEADING);
      case 'outcome':
        this.#host.focusOn(OUTCOME_HEADING);
        if (arrived) this.#result.arrive();
    }
  }
}
