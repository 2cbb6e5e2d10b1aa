import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { BackendError } from '../../backend/backend.js';
import { differsForHost } from '../../cases/host-news.js';
import { openForPatient } from '../../cases/requests.js';
import type { Case } from '../../contract/index.js';
import { warmFormats, type Messages } from '../../i18n/index.js';
import { firstScreens } from '../../ui/first-screens.js';
import { backendErrorNotice, notice } from '../../ui/primitives.js';
import { SoElement } from '../../ui/so-element.js';
import type { TrackerLater } from './tracker-later.js';
import { TrackerController, type TrackerHost } from './so-case-status-tracker.controller.js';
import { SoCaseChangedEvent, SoDeviceForgottenEvent } from './so-case-status-tracker.events.js';
import { trackerStyles } from './so-case-status-tracker.styles.js';
import {
  headlineOf,
  HEADLINE,
  renderStatus,
  renderSteps,
  whyOf,
  type ViewContext,
  type WholeContext,
} from './status-view.js';
import { TitleBadge } from './title-badge.js';

export { SoCaseChangedEvent, SoDeviceForgottenEvent };

const LOAD_ERROR = 'load-error';
const CASES_TITLE = 'cases-title';

const ADDRESS = 'case=';

/** A case's random id in the page's address; whatever else stands there is the page's. */
function caseInAddress(): string | null {
  return /^#case=([0-9a-f-]{36})$/i.exec(location.hash)?.[1] ?? null;
}

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
 * @csspart messages - Messages with the care team, or questions about the report.
 * @csspart close - Whether the page may be closed.
 * @csspart contact - Whom to call.
 * @csspart cases - Several cases to choose from.
 * @csspart other-device - The way in with a code from the e-mail.
 * @csspart history - The history.
 * @csspart consent - What was agreed to, and the way out.
 * @cssproperty --so-color-accent - Colour of what can be acted on.
 * @cssproperty --so-font-family - The font; the page's own when left out.
 */
export class SoCaseStatusTracker extends SoElement implements TrackerHost {
  static override styles = [...SoElement.styles, trackerStyles];

  /**
   * The case to show. Left out: the one that this device remembers; with `sign-in` by the host page, the person's only one,
   * or a list of them.
   */
  @property({ attribute: 'case-id' }) caseId: string | null = null;

  /**
   * `compact`: one line, for a portal's dashboard. It says nothing aloud and asks for nothing; a link to the page with the whole
   * tracker belongs beside it.
   */
  @property() variant: 'full' | 'compact' = 'full';

  /**
   * Which of several cases is open stands in the page's address, `#case={id}`: the browser's own "back" leads to the list,
   * and a link leads to a case. The id says nothing about anybody, and opens nothing by itself.
   */
  @property({ type: Boolean, attribute: 'deep-link' }) deepLink = false;

  /** Puts the number of open requests before the page's title, `(1) ...`. Left out, the title is never touched. */
  @property({ type: Boolean, attribute: 'title-badge' }) titleBadge = false;

  /** See `<so-document-uploader>`. */
  @property({ type: Boolean, attribute: 'title-progress' }) titleProgress = false;

  /** See `<so-document-uploader>`. */
  @property({ type: Boolean, attribute: 'no-ledger' }) noLedger = false;

  /** See `<so-document-uploader>`. */
  @property({ type: Boolean, attribute: 'remember-folder' }) rememberFolder = false;

  /** What comes after the first screen; null until it is loaded. */
  @state() private later: TrackerLater | null = null;
  @state() private laterError: BackendError | null = null;

  /** The one line; null until it is wanted. */
  @state() private compact: typeof import('./compact-view.js').renderCompact | null = null;

  /** Chosen from the list, or by the page's address. */
  @state() private chosen: string | null = null;

  readonly #controller = new TrackerController(this);
  readonly #title = new TitleBadge();
  #laterAsked = false;
  /** The person pressed "Try again" and waits. */
  #waiting = false;
  /** The person came here from the other: from the list to a case, or back. */
  #turned = false;

  override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (this.deepLink) this.chosen = caseInAddress();
    const mayList = typeof this.backend !== 'string' || this.signIn !== 'device';
    this.#controller.use(this.port, this.caseId ?? this.chosen, mayList);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('hashchange', this.#onAddress);
  }

  protected override firstUpdated(): void {
    warmFormats(this.language);
  }

  protected override updated(): void {
    const theCase = this.#controller.theCase;
    this.#title.show(this.titleBadge && theCase ? openForPatient(theCase.requests) : 0);
    const { load } = this.#controller;
    const more =
      load.name === 'cases' ||
      (load.name === 'no-case' && load.otherDevice) ||
      (theCase && this.variant !== 'compact');
    if (more && this.t && !this.#laterAsked) void this.#loadLater();
    if (theCase && this.variant === 'compact' && !this.compact) this.#loadCompact();
  }

  readonly #onAddress = (): void => {
    if (!this.deepLink || this.chosen === caseInAddress()) return;
    this.#turned = true;
    this.requestUpdate();
  };

  /** A case from the list; null: back to the list. */
  #choose(caseId: string | null): void {
    this.#turned = true;
    if (this.deepLink) location.hash = caseId ? ADDRESS + caseId : '';
    else this.chosen = caseId;
  }

  /** Asked again with the next news where it could not be had. */
  #loadCompact(): void {
    import('./compact-view.js').then(
      ({ renderCompact }) => (this.compact = renderCompact),
      () => {},
    );
  }

  async #loadLater(): Promise<void> {
    this.#laterAsked = true;
    this.laterError = null;
    // Where a case is stands first; a list of cases is itself the first screen.
    if (this.#controller.theCase) await firstScreens();
    try {
      const [{ TrackerLater, laterStyles }] = await Promise.all([
        import('./tracker-later.js'),
        this.loadWords(),
      ]);
      this.adopt(laterStyles);
      this.later = new TrackerLater({
        controller: this.#controller,
        root: this.renderRoot,
        language: () => this.language,
        uploader: (theCase, requestId) => this.#renderUploader(theCase, requestId),
        update: () => {
          this.requestUpdate();
          return this.updateComplete;
        },
        announce: (sentence) => this.announce(sentence),
        focusOn: (id) => this.focusOn(id),
        retry: () => this.#retry(),
        choose: (caseId) => this.#choose(caseId),
        mayChoose: () => this.caseId === null && this.#controller.several,
        opened: (remembered) => {
          this.#turned = true;
          this.noLedger ||= !remembered;
          this.#controller.retry();
        },
        forgotten: () => {
          this.dispatchEvent(new SoDeviceForgottenEvent());
          return this.focusOn('forgotten');
        },
      });
    } catch {
      this.laterError = new BackendError('unreachable', { retryable: true });
      this.announce(`${this.t.errors.unreachable.title}. ${this.t.errors.unreachable.next}`);
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#title.show(0);
    this.later?.disconnect();
    removeEventListener('hashchange', this.#onAddress);
  }

  /** @internal */
  caseRead(before: Case | null, after: Case): void {
    if (differsForHost(before, after)) {
      const open = openForPatient(after.requests);
      this.dispatchEvent(new SoCaseChangedEvent(after.id, after.phase, after.waitingOn, open));
    }
    if (!this.t || this.variant === 'compact') return;
    if (!before) {
      if (this.#waiting || this.#turned) void this.focusOn(HEADLINE);
      this.#waiting = this.#turned = false;
      return;
    }
    if (this.later && this.words) this.later.parts(after).announceChanges(this.words, before, after);
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
  casesRead(): void {
    if (this.#turned) void this.focusOn(CASES_TITLE);
    this.#turned = false;
  }

  /** @internal */
  networkChanged(): void {
    const { theCase } = this.#controller;
    if (this.words && theCase) this.later?.parts(theCase).announceNetwork(this.words, this.language);
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
        return html`<div class="stack">
          ${notice('info', words.noCase.title, html`<p>${words.noCase.text}</p>`)}
          ${load.otherDevice ? this.#renderLater((later, t) => later.renderCode(t, this.headingLevel)) : nothing}
        </div>`;
      case 'cases':
        return html`${this.later ? nothing : this.renderSkeleton()}
        ${this.#renderLater((later, t) => later.renderCases(t, this.headingLevel, load.cases))}`;
      case 'forgotten':
        return notice('success', words.forgotten.title, html`<p>${words.forgotten.text}</p>`, 'forgotten');
      case 'failed':
        return backendErrorNotice(this.t, load.error, { id: LOAD_ERROR, onRetry: () => this.#retry() });
      case 'ready':
        return this.#renderCase(load.theCase);
    }
  }

  /** Nothing until it is loaded, or what kept it from being. */
  #renderLater(
    render: (later: TrackerLater, words: Messages) => TemplateResult,
  ): TemplateResult | typeof nothing {
    if (this.laterError) return this.#renderLaterError(this.laterError);
    return this.later && this.words ? render(this.later, this.words) : nothing;
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
    if (this.variant === 'compact') return this.compact ? this.compact(context) : this.renderSkeleton();
    const { words } = this;
    const parts = words && this.later?.parts(theCase);
    const whole: WholeContext | null = words && { ...context, t: words };
    return html`${parts && whole ? parts.renderBack(whole) : nothing}
      <div class="tracker" @so-upload-state=${parts?.onUploadState}>
        <div class="stack first">
          ${renderStatus(context)} ${parts && whole ? parts.renderFirst(whole) : nothing}
        </div>
        <div class="stack aside">
          ${renderSteps(context, (step) => (parts && whole ? parts.renderUsual(whole, step) : nothing))}
          ${parts && whole ? parts.renderAside(whole) : nothing}
        </div>
        <div class="stack rest">
          ${parts && whole ? parts.renderRest(whole) : nothing}
          ${this.laterError ? this.#renderLaterError(this.laterError) : nothing}
        </div>
      </div>
      ${parts && whole ? parts.renderDialogs(whole) : nothing}`;
  }

  #renderLaterError(error: BackendError): TemplateResult {
    return backendErrorNotice(this.t, error, {
      onRetry: () => {
        this.announce(this.t.common.loading);
        void this.focusOn(HEADLINE);
        void this.#loadLater();
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
