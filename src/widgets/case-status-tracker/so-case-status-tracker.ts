import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { BackendError } from '../../backend/backend.js';
import { differsForHost } from '../../cases/host-news.js';
import { openForPatient } from '../../cases/requests.js';
import type { Case } from '../../contract/index.js';
import { firstScreens } from '../../ui/first-screens.js';
import { backendErrorNotice, notice } from '../../ui/primitives.js';
import { SoElement } from '../../ui/so-element.js';
import type { CaseParts } from './case-parts.js';
import { TrackerController, type TrackerHost } from './so-case-status-tracker.controller.js';
import { SoCaseChangedEvent, SoDeviceForgottenEvent } from './so-case-status-tracker.events.js';
import { trackerStyles } from './so-case-status-tracker.styles.js';
import {
  headlineOf,
  HEADLINE,
  renderCompact,
  renderStatus,
  renderSteps,
  whyOf,
  type ViewContext,
  type WholeContext,
} from './status-view.js';
import { TitleBadge } from './title-badge.js';

export { SoCaseChangedEvent, SoDeviceForgottenEvent };

const LOAD_ERROR = 'load-error';

/**
 * Shows where a case is, whose turn it is and what happens next, live; takes answers to what the clinic asks for; and
 * hands over the report when the person asks for it.
 *
 * @element so-case-status-tracker
 * @summary Follows one case live, from the request to the report.
 * @fires {SoCaseChangedEvent} so-case-changed - First reading, or phase, turn or number of open requests changed.
 * @fires {SoDeviceForgottenEvent} so-device-forgotten - The person had this device forget the case.
 * @csspart root - Everything.
 * @csspart status - Reference, headline, whose turn it is.
 * @csspart turn - The box that says whose turn it is.
 * @csspart steps - The list of steps.
 * @csspart estimate - When to expect the report.
 * @csspart report - The box with the report's download.
 * @csspart requests - What the clinic asks for.
 * @csspart documents - The documents and their statuses.
 * @csspart history - The history.
 * @csspart consent - What was agreed to, and the way out.
 * @cssproperty --so-color-accent - Colour of what can be acted on.
 * @cssproperty --so-font-family - The font; the page's own when left out.
 */
export class SoCaseStatusTracker extends SoElement implements TrackerHost {
  static override styles = [...SoElement.styles, trackerStyles];

  /** The case to show. Left out: the one that this device remembers. */
  @property({ attribute: 'case-id' }) caseId: string | null = null;

  /**
   * `compact`: one line, for a portal's dashboard. It says nothing aloud and asks for nothing; a link to the page with the whole
   * tracker belongs beside it.
   */
  @property() variant: 'full' | 'compact' = 'full';

  /** Puts the number of open requests before the page's title, `(1) ...`. Left out, the title is never touched. */
  @property({ type: Boolean, attribute: 'title-badge' }) titleBadge = false;

  /** See `<so-document-uploader>`. */
  @property({ type: Boolean, attribute: 'title-progress' }) titleProgress = false;

  /** See `<so-document-uploader>`. */
  @property({ type: Boolean, attribute: 'no-ledger' }) noLedger = false;

  /** See `<so-document-uploader>`. */
  @property({ type: Boolean, attribute: 'remember-folder' }) rememberFolder = false;

  /** Requests, documents, history; null until they are loaded. */
  @state() private parts: CaseParts | null = null;
  @state() private partsError: BackendError | null = null;

  readonly #controller = new TrackerController(this);
  readonly #title = new TitleBadge();
  #partsAsked = false;
  /** The person pressed "Try again" and waits. */
  #waiting = false;

  override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    this.#controller.use(this.port, this.caseId);
  }

  protected override updated(): void {
    const theCase = this.#controller.theCase;
    this.#title.show(this.titleBadge && theCase ? openForPatient(theCase.requests) : 0);
    // The first screen stands: now what is below and beside it.
    if (theCase && this.t && !this.#partsAsked && this.variant !== 'compact') void this.#loadParts();
  }

  async #loadParts(): Promise<void> {
    this.#partsAsked = true;
    this.partsError = null;
    await firstScreens();
    try {
      const [{ CaseParts, partsStyles }] = await Promise.all([import('./case-parts.js'), this.loadWords()]);
      this.adopt(partsStyles);
      this.parts = new CaseParts({
        controller: this.#controller,
        root: this.renderRoot,
        uploader: (theCase, requestId) => this.#renderUploader(theCase, requestId),
        update: () => {
          this.requestUpdate();
          return this.updateComplete;
        },
        announce: (sentence) => this.announce(sentence),
        focusOn: (id) => this.focusOn(id),
        retry: () => this.#retry(),
        forgotten: () => {
          this.dispatchEvent(new SoDeviceForgottenEvent());
          return this.focusOn('forgotten');
        },
      });
    } catch {
      this.partsError = new BackendError('unreachable', { retryable: true });
      this.announce(`${this.t.errors.unreachable.title}. ${this.t.errors.unreachable.next}`);
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#title.show(0);
  }

  /** @internal */
  caseRead(before: Case | null, after: Case): void {
    if (differsForHost(before, after)) {
      const open = openForPatient(after.requests);
      this.dispatchEvent(new SoCaseChangedEvent(after.id, after.phase, after.waitingOn, open));
    }
    if (!this.t || this.variant === 'compact') return;
    if (!before) {
      if (this.#waiting) void this.focusOn(HEADLINE);
      this.#waiting = false;
      return;
    }
    if (this.parts && this.words) this.parts.announceChanges(this.words, before, after);
    else if (before.phase !== after.phase)
      this.announce(`${headlineOf(this.t, after)}. ${whyOf(this.t, after)}`);
  }

  /** @internal */
  loadFailed(error: BackendError): void {
    if (!this.t || this.variant === 'compact') return;
    if (this.#waiting) void this.focusOn(LOAD_ERROR);
    else this.announce(`${this.t.errors[error.code].title}. ${this.t.errors[error.code].next}`);
    this.#waiting = false;
  }

  /** @internal */
  networkChanged(): void {
    if (this.words && this.#controller.theCase) this.parts?.announceNetwork(this.words, this.language);
  }

  protected override renderContent(): TemplateResult {
    const { load } = this.#controller;
    const words = this.t.tracker;
    switch (load.name) {
      case 'loading':
        return html`<p class="visually-hidden">${words.loading}</p>
          ${this.renderSkeleton()}`;
      case 'no-backend':
        return notice('info', words.notSetUp.title, html`<p>${words.notSetUp.text}</p>`);
      case 'no-case':
        return notice('info', words.noCase.title, html`<p>${words.noCase.text}</p>`);
      case 'forgotten':
        return notice('success', words.forgotten.title, html`<p>${words.forgotten.text}</p>`, 'forgotten');
      case 'failed':
        return backendErrorNotice(this.t, load.error, { id: LOAD_ERROR, onRetry: () => this.#retry() });
      case 'ready':
        return this.#renderCase(load.theCase);
    }
  }

  #renderCase(theCase: Case): TemplateResult {
    const context: ViewContext = {
      t: this.t,
      language: this.language,
      level: this.headingLevel,
      theCase,
      events: this.#controller.events,
      capabilities: this.#controller.capabilities,
      today: localDate(new Date()),
    };
    if (this.variant === 'compact') return renderCompact(context);
    const { parts, words } = this;
    const whole: WholeContext | null = words && { ...context, t: words };
    return html`<div class="tracker" @so-upload-state=${parts?.onUploadState}>
        <div class="stack first">
          ${renderStatus(context)} ${parts && whole ? parts.renderFirst(whole) : nothing}
        </div>
        <div class="stack aside">
          ${renderSteps(context)} ${parts && whole ? parts.renderAside(whole) : nothing}
        </div>
        <div class="stack rest">
          ${parts && whole ? parts.renderRest(whole) : nothing}
          ${this.partsError ? this.#renderPartsError(this.partsError) : nothing}
        </div>
      </div>
      ${parts && whole ? parts.renderDialogs(whole) : nothing}`;
  }

  #renderPartsError(error: BackendError): TemplateResult {
    return backendErrorNotice(this.t, error, {
      onRetry: () => {
        this.announce(this.t.common.loading);
        void this.focusOn(HEADLINE);
        void this.#loadParts();
      },
    });
  }

  #renderUploader(theCase: Case, requestId: string | null): TemplateResult {
    return html`<so-document-uploader
      .backend=${this.backend}
      .signIn=${this.signIn}
      .getToken=${this.getToken}
      .locale=${this.language}
      .announcer=${this.announcer ?? this.#speaker}
      .headingLevel=${this.headingLevel + 2}
      .caseId=${theCase.id}
      .requestId=${requestId}
      .titleProgress=${this.titleProgress}
      .noLedger=${this.noLedger}
      .rememberFolder=${this.rememberFolder}
    ></so-document-uploader>`;
  }

  /** One live region a widget: the uploader inside speaks through this one's. */
  readonly #speaker = {
    announce: (sentence: string, urgency?: 'polite' | 'assertive') => this.announce(sentence, urgency),
  };

  #retry(): void {
    this.#waiting = true;
    this.announce(this.t.common.loading);
    this.#controller.retry();
  }
}

/** Calendar date in the viewer's time zone, `YYYY-MM-DD`. */
function localDate(now: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'so-case-status-tracker': SoCaseStatusTracker;
  }
}
