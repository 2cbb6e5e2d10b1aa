import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { BackendError } from '../../backend/backend.js';
import { changesBetween, differsForHost, type CaseChange } from '../../cases/apply-event.js';
import { mayClose, openForPatient, turnOf } from '../../cases/requests.js';
import type { Case } from '../../contract/index.js';
import { formatTime } from '../../i18n/index.js';
import { icon } from '../../ui/icons.js';
import { backendErrorNotice, heading, notice } from '../../ui/primitives.js';
import { SoElement } from '../../ui/so-element.js';
import type { SoUploadStateEvent } from '../document-uploader/so-document-uploader.events.js';
import { renderDocuments, renderHistory, renderReport, type Download } from './records-view.js';
import { renderRequests, REQUESTS_TITLE, type AnswerKind, type Answering } from './requests-view.js';
import { TrackerController, type TrackerHost } from './so-case-status-tracker.controller.js';
import { SoCaseChangedEvent, SoDeviceForgottenEvent } from './so-case-status-tracker.events.js';
import { trackerStyles } from './so-case-status-tracker.styles.js';
import {
  headlineOf,
  HEADLINE,
  problemWords,
  renderEstimate,
  renderStatus,
  renderSteps,
  whyOf,
  type ViewContext,
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
 * @cssproperty --so-color-accent - Colour of what can be acted on.
 * @cssproperty --so-font-family - The font; the page's own when left out.
 */
export class SoCaseStatusTracker extends SoElement implements TrackerHost {
  static override styles = [...SoElement.styles, trackerStyles];

  /** The case to show. Left out: the one that this device remembers. */
  @property({ attribute: 'case-id' }) caseId: string | null = null;

  /** Puts the number of open requests before the page's title, `(1) ...`. Left out, the title is never touched. */
  @property({ type: Boolean, attribute: 'title-badge' }) titleBadge = false;

  @state() private answering: Answering | null = null;
  /** The request whose uploader is open; '' for documents that nobody asked for. */
  @state() private uploadingFor: string | null = null;
  @state() private sending = false;
  @state() private download: Download = { state: 'idle' };
  @state() private showAllDocuments = false;
  @state() private forgetError: BackendError | null = null;

  readonly #controller = new TrackerController(this);
  readonly #title = new TitleBadge();
  /** The person pressed "Try again" and waits. */
  #waiting = false;

  override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    this.#controller.use(this.port, this.caseId);
  }

  protected override updated(): void {
    const theCase = this.#controller.theCase;
    this.#title.show(this.titleBadge && theCase ? openForPatient(theCase.requests) : 0);
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
    if (!this.t) return;
    if (!before) {
      if (this.#waiting) void this.focusOn(HEADLINE);
      this.#waiting = false;
      return;
    }
    const changes = changesBetween(before, after);
    if (changes.length > 0) this.announce(changes.map((change) => this.#wordsOf(change, after)).join(' '));
  }

  /** @internal */
  loadFailed(error: BackendError): void {
    if (!this.t) return;
    if (this.#waiting) void this.focusOn(LOAD_ERROR);
    else this.announce(`${this.t.errors[error.code].title}. ${this.t.errors[error.code].next}`);
    this.#waiting = false;
  }

  #wordsOf(change: CaseChange, theCase: Case): string {
    const words = this.t.tracker;
    switch (change.kind) {
      case 'phase':
        return `${headlineOf(this.t, theCase)}. ${whyOf(this.t, theCase)}`;
      case 'closed':
        return `${words.headline['closed'] ?? ''}. ${whyOf(this.t, theCase)}`;
      case 'report-ready':
        return `${words.report.title}.`;
      case 'request-opened':
        return `${words.history.code['request-opened']}: ${change.title}.`;
      case 'document-problem':
        return `${problemWords(this.t, change.count)}.`;
      case 'turn':
        return `${words.turn[turnOf(theCase).who]}.`;
    }
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
    const canSend = theCase.phase !== 'closed' && theCase.phase !== 'report-ready';
    return html`<div class="tracker" @so-upload-state=${this.#onUploadState}>
        <div class="stack first">
          ${renderStatus(context)} ${renderReport(context, this.download, () => void this.#download())}
          ${renderRequests(context, {
            answering: this.answering,
            uploadingFor: this.uploadingFor,
            uploader: (requestId) => this.#renderUploader(theCase, requestId),
            onUpload: (requestId) => this.#openUploader(requestId),
            onAsk: (requestId, kind) => this.#ask(requestId, kind),
            onSend: (event) => void this.#send(event),
            onCancel: () => this.#cancel(),
          })}
        </div>
        <div class="stack aside">${renderSteps(context)} ${renderEstimate(context)}</div>
        <div class="stack rest">
          ${renderDocuments(context, {
            showAll: this.showAllDocuments,
            uploader: this.uploadingFor === '' ? this.#renderUploader(theCase, null) : null,
            canSend,
            onShowAll: () => {
              this.showAllDocuments = true;
              void this.focusOn('documents-title');
            },
            onMore: () => this.#openUploader(''),
            onClose: () => this.#openUploader(null),
          })}
          ${renderHistory(context, () => this.#print())} ${this.#renderFoot(theCase)}
        </div>
      </div>
      ${this.#renderForget()}`;
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
    ></so-document-uploader>`;
  }

  /** One live region a widget: the uploader inside speaks through this one's. */
  readonly #speaker = {
    announce: (sentence: string, urgency?: 'polite' | 'assertive') => this.announce(sentence, urgency),
  };

  #renderFoot(theCase: Case): TemplateResult {
    const words = this.t.tracker;
    const { live, lastNews, remembered } = this.#controller;
    const time = formatTime(lastNews, this.language);
    const offline = !navigator.onLine;
    const says = offline
      ? words.feed.offline(time)
      : live === 'waiting' || live === 'stopped'
        ? words.feed[live](time)
        : words.feed[live];
    return html`<footer class="foot stack-small">
      <p><strong>${words.close.question}</strong> ${words.close[mayClose(theCase, this.sending)]}</p>
      <p class="small muted live numbers no-print">
        ${icon(offline || live === 'waiting' || live === 'stopped' ? 'offline' : 'online')}<span
          >${says}</span
        >
      </p>
      ${
        live === 'stopped'
          ? html`<div>
              <button type="button" class="button button--secondary" @click=${() => this.#retry()}>
                ${icon('refresh')} ${this.t.common.retry}
              </button>
            </div>`
          : nothing
      }
      ${
        remembered
          ? html`<div class="no-print">
              <button type="button" class="button button--quiet" @click=${() => this.#dialog?.showModal()}>
                ${words.forget.open}
              </button>
            </div>`
          : nothing
      }
    </footer>`;
  }

  #renderForget(): TemplateResult {
    const words = this.t.tracker.forget;
    return html`<dialog aria-labelledby="forget-title">
      <div class="stack-small">
        ${heading(this.headingLevel + 1, words.title, { className: 'subheading', id: 'forget-title' })}
        <p>${words.text}</p>
        ${this.forgetError ? backendErrorNotice(this.t, this.forgetError) : nothing}
        <div class="row actions">
          <button type="button" class="button button--secondary" @click=${() => this.#dialog?.close()}>
            ${words.keep}
          </button>
          <button type="button" class="button" @click=${() => void this.#forget()}>${words.confirm}</button>
        </div>
      </div>
    </dialog>`;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  #onUploadState(event: SoUploadStateEvent): void {
    this.sending = event.active;
  }

  #openUploader(requestId: string | null): void {
    const before = this.uploadingFor;
    this.answering = null;
    this.uploadingFor = requestId;
    if (requestId === null) {
      this.sending = false;
      void this.focusOn(before === '' ? 'documents-title' : REQUESTS_TITLE);
      return;
    }
    void this.updateComplete.then(async () => {
      const uploader = this.renderRoot.querySelector('so-document-uploader');
      await uploader?.updateComplete;
      uploader?.scrollIntoView({ block: 'nearest' });
      uploader?.renderRoot.querySelector<HTMLElement>('#title')?.focus();
    });
  }

  #ask(requestId: string, kind: AnswerKind): void {
    const idempotencyKey = crypto.randomUUID();
    this.answering = { requestId, kind, state: 'asking', error: null, note: '', idempotencyKey };
    void this.focusOn('answer-text');
  }

  #cancel(): void {
    this.answering = null;
    void this.focusOn(REQUESTS_TITLE);
  }

  async #send(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { port, signal, theCase } = this.#controller;
    const answering = this.answering;
    if (!port || !theCase || !answering || answering.state === 'sending') return;
    const note = String(new FormData(event.currentTarget as HTMLFormElement).get('note') ?? '').trim();
    // Another note is another answer; the same one is recorded once, however often it is sent.
    const idempotencyKey = note === answering.note ? answering.idempotencyKey : crypto.randomUUID();
    const sending: Answering = { ...answering, state: 'sending', error: null, note, idempotencyKey };
    this.answering = sending;
    try {
      const answer = { kind: answering.kind, ...(note ? { note } : {}) };
      const changed = await port.answerRequest(theCase.id, answering.requestId, answer, {
        signal,
        idempotencyKey,
      });
      this.answering = null;
      this.#controller.take(changed);
      this.announce(this.t.tracker.requests.answered);
      await this.focusOn(REQUESTS_TITLE);
    } catch (error) {
      if (signal?.aborted) {
        this.answering = { ...sending, state: 'asking' };
        return;
      }
      this.answering = { ...sending, state: 'failed', error: asBackendError(error) };
      await this.focusOn('answer-error');
    }
  }

  /** The link is asked for on the click, used at once, and never stands in the page. */
  async #download(): Promise<void> {
    const { port, signal, theCase } = this.#controller;
    if (!port || !theCase || this.download.state === 'preparing') return;
    this.download = { state: 'preparing' };
    this.announce(this.t.tracker.report.preparing);
    try {
      const { url, fileName } = await port.createReportLink(theCase.id, { signal });
      signal?.throwIfAborted();
      const link = document.createElement('a');
      link.href = url;
      link.download = fileName;
      link.rel = 'noopener noreferrer';
      link.click();
      this.download = { state: 'started' };
      this.announce(this.t.tracker.report.started);
    } catch (error) {
      if (signal?.aborted) {
        this.download = { state: 'idle' };
        return;
      }
      this.download = { state: 'failed', error: asBackendError(error) };
      await this.focusOn('download-error');
    }
  }

  async #forget(): Promise<void> {
    this.forgetError = null;
    try {
      await this.#controller.forget();
      this.dispatchEvent(new SoDeviceForgottenEvent());
      await this.focusOn('forgotten');
    } catch (error) {
      this.forgetError = asBackendError(error);
    }
  }

  #retry(): void {
    this.#waiting = true;
    this.announce(this.t.common.loading);
    this.#controller.retry();
  }

  #print(): void {
    const details = this.renderRoot.querySelector<HTMLDetailsElement>('.history');
    if (details) details.open = true;
    print();
  }
}

const asBackendError = (error: unknown) =>
  error instanceof BackendError ? error : new BackendError('unexpected');

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
