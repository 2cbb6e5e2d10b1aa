import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { BackendError } from '../../backend/backend.js';
import type { EligibilityDefinition, OutcomeKind } from '../../contract/index.js';
import { firstScreens } from '../../ui/first-screens.js';
import { backendErrorNotice } from '../../ui/primitives.js';
import { SoElement } from '../../ui/so-element.js';
import { DEAD_END, deadEnd, ERROR, INTRO_HEADING, introPage, OUTDATED_NOTICE } from './intro-page.js';
import type { Layout } from './journey.js';
import { EligibilityController } from './so-eligibility-checklist.controller.js';
import {
  SoEligibilityContinueEvent,
  SoEligibilityDeterminedEvent,
} from './so-eligibility-checklist.events.js';
import { styles } from './so-eligibility-checklist.styles.js';

export { SoEligibilityContinueEvent, SoEligibilityDeterminedEvent };

/**
 * Asks the fewest questions that settle whether a second opinion is possible; shows the outcome, the reason and what to
 * do next; and sends the assessment to the backend. Answers stay in memory, or on this device where the page allows it and
 * the person asks for it; they never leave by an event.
 *
 * @element so-eligibility-checklist
 * @summary Finds out, one question at a time, whether a second opinion is possible.
 * @fires {SoEligibilityDeterminedEvent} so-eligibility-determined - The outcome is settled: its id and kind, and the recorded assessment's id or null.
 * @fires {SoEligibilityContinueEvent} so-eligibility-continue - The person wants to go on after an outcome that allows it.
 * @csspart root - Everything.
 * @csspart intro - The page before the first question.
 * @csspart question - The page of the question shown.
 * @csspart questions - The page with all questions (`layout="all"`).
 * @csspart check - The page on which the answers are checked before the result.
 * @csspart outcome - The box with the outcome.
 * @csspart continue - The button that goes on after the outcome.
 * @csspart because - The answers from which the outcome follows.
 * @csspart changes - What would change the outcome.
 * @csspart keep - Whether the answers are kept on this device (`save-days`).
 * @csspart kept - The answers of an earlier visit, on the page before the first question.
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

  /**
   * For how many whole days (at most 90) a person may keep the answers on this device, to come back to them. Left out or 0:
   * nothing is ever stored.
   */
  @property({ type: Number, attribute: 'save-days' }) saveDays = 0;

  /** Why the questions could not be loaded after Start was pressed. */
  @state() private trouble: BackendError | null = null;

  /** The pages after the introduction have been asked for. */
  #fetched = false;

  /** "Try again" was pressed. */
  #waits = false;

  readonly #controller = new EligibilityController({
    element: this,
    words: () => this.words,
    language: () => this.language,
    announce: (sentence, urgency) => this.announce(sentence, urgency),
    focusOn: (id) => void this.focusOn(id),
    onLoaded: () => this.#onLoaded(),
  });

  /** Id of the outcome shown; null before there is one. */
  get outcomeId(): string | null {
    return this.#controller.walk?.shown?.outcome.id ?? null;
  }

  /** Kind of the outcome shown; null before there is one. */
  get outcomeKind(): OutcomeKind | null {
    return this.#controller.walk?.shown?.outcome.kind ?? null;
  }

  /** Id of the recorded assessment; null while nothing is recorded. */
  get assessmentId(): string | null {
    return this.#controller.walk?.assessmentId ?? null;
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

  /**
   * Once the introduction stands, so that pressing Start shows the first question at once. With questions of the page's own
   * there is no backend's answer to wait for meanwhile: at once.
   */
  protected override updated(): void {
    if (this.#fetched || !this.#controller.definition || !this.t) return;
    this.#fetched = true;
    // What failed is tried again, and told, when it is needed.
    void (this.definition ? Promise.resolve() : firstScreens())
      .then(() => this.#loadPages())
      .catch(() => undefined);
  }

  async #loadPages(): Promise<void> {
    const [pages] = await Promise.all([this.#controller.loadPages(), this.loadWords()]);
    this.adopt(pages.pageStyles);
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
    const { t, words, trouble } = this;
    const { capabilities, outdated, walk } = this.#controller;
    const onStart = () => void this.#start();
    return html`${
      !walk || walk.atIntro
        ? introPage({
            t,
            language: this.language,
            level: this.headingLevel,
            definition,
            capabilities,
            sends: this.port !== null,
            outdated: outdated && !walk?.begun,
            trouble: trouble ? backendErrorNotice(t, trouble, { id: ERROR, onRetry: onStart }) : nothing,
            own: (walk && words && walk.intro(words, onStart)) || null,
            onStart,
          })
        : nothing
    }${walk && words ? walk.render(words) : nothing}`;
  }

  /** The first question at once when the questions are there; otherwise as soon as they are. */
  async #start(): Promise<void> {
    this.trouble = null;
    if (!this.#controller.walk || !this.words) {
      this.announce(this.t.common.loading);
      try {
        await this.#loadPages();
      } catch (error) {
        this.trouble = error instanceof BackendError ? error : new BackendError('unreachable');
        void this.focusOn(ERROR);
        return;
      }
    }
    const { walk, loading } = this.#controller;
    if (loading.state === 'invalid') void this.focusOn(DEAD_END);
    if (walk?.atIntro) await walk.begin();
  }

  #onLoaded(): void {
    const { loading, outdated } = this.#controller;
    const asked = this.#waits;
    this.#waits = false;
    if (loading.state === 'failed') {
      // The backend may fail before the language is there; the message is on the page then.
      if (asked) void this.focusOn(ERROR);
      else if (this.t) {
        const { title, next } = this.t.errors[loading.error.code];
        this.announce(`${title}. ${next}`);
      }
    } else if (outdated) {
      const { outdatedTitle, outdatedText } = this.t.eligibility;
      this.announce(`${outdatedTitle}. ${outdatedText}`, 'assertive');
      void this.focusOn(OUTDATED_NOTICE);
    } else if (asked) {
      void this.focusOn(INTRO_HEADING);
    }
  }

  #loadAgain(): void {
    this.#waits = true;
    this.announce(this.t.common.loading);
    this.#controller.load();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'so-eligibility-checklist': SoEligibilityChecklist;
  }
}
