/**
 * What stands below and beside where the case is: requests, report, documents, history, and what a person does there.
 * In a chunk of its own, loaded once the first screen stands.
 */
import { html, nothing, type TemplateResult } from 'lit';
import { RefreshCw, Wifi, WifiOff } from 'lucide';
import { asBackendError, type BackendError } from '../../backend/backend.js';
import { changesBetween, type CaseChange } from '../../cases/changes.js';
import { mayClose, turnOf } from '../../cases/requests.js';
import type { Case } from '../../contract/index.js';
import { formatTime, type Messages } from '../../i18n/index.js';
import { forgetTransfers } from '../../transfer/ledger/forget.js';
import { icon } from '../../ui/icons.js';
import { backendErrorNotice, heading } from '../../ui/primitives.js';
import type { SoUploadStateEvent } from '../document-uploader/so-document-uploader.events.js';
import { ConsentSection } from './consent-section.js';
import { renderEstimate } from './estimate-view.js';
import { renderDocuments, renderHistory, renderReport, type Download } from './records-view.js';
import { renderRequests, REQUESTS_TITLE, type AnswerKind, type Answering } from './requests-view.js';
import type { TrackerController } from './so-case-status-tracker.controller.js';
import { headlineOf, problemWords, whyOf, type WholeContext } from './status-view.js';

export { partsStyles } from './case-parts.styles.js';

/** What the parts need of the element that they stand in. */
export interface PartsHost {
  readonly controller: TrackerController;
  readonly root: ParentNode;
  /** The uploader that answers a request; null for documents that nobody asked for. */
  uploader(theCase: Case, requestId: string | null): TemplateResult;
  update(): Promise<unknown>;
  announce(sentence: string): void;
  focusOn(id: string): Promise<void>;
  /** The person wants to be connected again. */
  retry(): void;
  /** This device has forgotten the case. */
  forgotten(): Promise<void>;
}

interface State {
  answering: Answering | null;
  /** The request whose uploader is open; '' for documents that nobody asked for. */
  uploadingFor: string | null;
  sending: boolean;
  download: Download;
  showAllDocuments: boolean;
  forgetError: BackendError | null;
}

export class CaseParts {
  readonly #host: PartsHost;
  #state: State = {
    answering: null,
    uploadingFor: null,
    sending: false,
    download: { state: 'idle' },
    showAllDocuments: false,
    forgetError: null,
  };

  readonly #consent: ConsentSection;

  constructor(host: PartsHost) {
    this.#host = host;
    this.#consent = new ConsentSection(host);
  }

  #set(change: Partial<State>): void {
    this.#state = { ...this.#state, ...change };
    void this.#host.update();
  }

  /** Says what is worth saying between two readings. */
  announceChanges(t: Messages, before: Case, after: Case): void {
    const changes = changesBetween(before, after);
    if (changes.length > 0) this.#host.announce(changes.map((change) => wordsOf(t, change, after)).join(' '));
  }

  /** Who does not see the line below hears that what is shown may be old by now. */
  announceNetwork(t: Messages, language: string): void {
    const { feed } = t.tracker;
    const time = formatTime(this.#host.controller.lastNews, language);
    this.#host.announce(navigator.onLine ? feed.online : feed.offline(time));
  }

  /** Below the headline. */
  renderFirst(context: WholeContext): TemplateResult {
    const { theCase, t } = context;
    return html`${this.#consent.renderChanged(context)}
    ${renderReport(context, this.#state.download, () => void this.#download(t))}
    ${renderRequests(context, {
      answering: this.#state.answering,
      uploadingFor: this.#state.uploadingFor,
      uploader: (requestId) => this.#host.uploader(theCase, requestId),
      onUpload: (requestId) => this.#openUploader(requestId),
      onAsk: (requestId, kind) => this.#ask(requestId, kind),
      onSend: (event) => void this.#send(t, event),
      onCancel: () => this.#cancel(),
    })}`;
  }

  /** Below the steps. */
  renderAside(context: WholeContext): TemplateResult | typeof nothing {
    return renderEstimate(context);
  }

  renderRest(context: WholeContext): TemplateResult {
    const { theCase } = context;
    const { showAllDocuments, uploadingFor } = this.#state;
    return html`${renderDocuments(context, {
      showAll: showAllDocuments,
      uploader: uploadingFor === '' ? this.#host.uploader(theCase, null) : null,
      canSend: theCase.phase !== 'closed' && theCase.phase !== 'report-ready',
      onShowAll: () => {
        this.#set({ showAllDocuments: true });
        void this.#host.focusOn('documents-title');
      },
      onMore: () => this.#openUploader(''),
      onClose: () => this.#openUploader(null),
    })}
    ${renderHistory(context, () => this.#print())} ${this.#consent.render(context)}
    ${this.#renderFoot(context)}`;
  }

  #renderFoot({ t, language, theCase }: WholeContext): TemplateResult {
    const words = t.tracker;
    const { live, lastNews, remembered } = this.#host.controller;
    const time = formatTime(lastNews, language);
    const offline = !navigator.onLine;
    const says = offline
      ? words.feed.offline(time)
      : live === 'waiting' || live === 'stopped'
        ? words.feed[live](time)
        : words.feed[live];
    return html`<footer class="foot stack-small">
      <p><strong>${words.close.question}</strong> ${words.close[mayClose(theCase, this.#state.sending)]}</p>
      <p class="small muted live numbers no-print">
        ${icon(offline || live === 'waiting' || live === 'stopped' ? WifiOff : Wifi)}<span>${says}</span>
      </p>
      ${
        live === 'stopped'
          ? html`<div>
              <button type="button" class="button button--secondary" @click=${() => this.#host.retry()}>
                ${icon(RefreshCw)} ${t.common.retry}
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

  renderDialogs(context: WholeContext): TemplateResult {
    return html`${this.#renderForget(context)} ${this.#consent.renderDialog(context)}`;
  }

  #renderForget({ t, level }: WholeContext): TemplateResult {
    const words = t.tracker.forget;
    const { forgetError } = this.#state;
    return html`<dialog id="forget" aria-labelledby="forget-title">
      <div class="stack-small">
        ${heading(level + 1, words.title, { className: 'subheading', id: 'forget-title' })}
        <p>${words.text}</p>
        ${forgetError ? backendErrorNotice(t, forgetError) : nothing}
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
    return this.#host.root.querySelector<HTMLDialogElement>('#forget');
  }

  readonly onUploadState = (event: SoUploadStateEvent): void => this.#set({ sending: event.active });

  #openUploader(requestId: string | null): void {
    const before = this.#state.uploadingFor;
    this.#set({ answering: null, uploadingFor: requestId });
    if (requestId === null) {
      this.#set({ sending: false });
      void this.#host.focusOn(before === '' ? 'documents-title' : REQUESTS_TITLE);
      return;
    }
    void this.#host.update().then(async () => {
      const uploader = this.#host.root.querySelector('so-document-uploader');
      await uploader?.updateComplete;
      uploader?.scrollIntoView({ block: 'nearest' });
      uploader?.renderRoot.querySelector<HTMLElement>('#title')?.focus();
    });
  }

  #ask(requestId: string, kind: AnswerKind): void {
    const idempotencyKey = crypto.randomUUID();
    this.#set({ answering: { requestId, kind, state: 'asking', error: null, note: '', idempotencyKey } });
    void this.#host.focusOn('answer-text');
  }

  #cancel(): void {
    this.#set({ answering: null });
    void this.#host.focusOn(REQUESTS_TITLE);
  }

  async #send(t: Messages, event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { port, signal, theCase } = this.#host.controller;
    const { answering } = this.#state;
    if (!port || !theCase || !answering || answering.state === 'sending') return;
    const note = String(new FormData(event.currentTarget as HTMLFormElement).get('note') ?? '').trim();
    // Another note is another answer; the same one is recorded once, however often it is sent.
    const idempotencyKey = note === answering.note ? answering.idempotencyKey : crypto.randomUUID();
    const sending: Answering = { ...answering, state: 'sending', error: null, note, idempotencyKey };
    this.#set({ answering: sending });
    try {
      const answer = { kind: answering.kind, ...(note ? { note } : {}) };
      const changed = await port.answerRequest(theCase.id, answering.requestId, answer, {
        signal,
        idempotencyKey,
      });
      this.#set({ answering: null });
      this.#host.controller.take(changed);
      this.#host.announce(t.tracker.requests.answered);
      await this.#host.focusOn(REQUESTS_TITLE);
    } catch (error) {
      if (signal?.aborted) {
        this.#set({ answering: { ...sending, state: 'asking' } });
        return;
      }
      this.#set({ answering: { ...sending, state: 'failed', error: asBackendError(error) } });
      await this.#host.focusOn('answer-error');
    }
  }

  /** The link is asked for on the click, used at once, and never stands in the page. */
  async #download(t: Messages): Promise<void> {
    const { port, signal, theCase } = this.#host.controller;
    if (!port || !theCase || this.#state.download.state === 'preparing') return;
    this.#set({ download: { state: 'preparing' } });
    this.#host.announce(t.tracker.report.preparing);
    try {
      const { url, fileName } = await port.createReportLink(theCase.id, { signal });
      signal?.throwIfAborted();
      const link = document.createElement('a');
      link.href = url;
      link.download = fileName;
      link.rel = 'noopener noreferrer';
      link.click();
      this.#set({ download: { state: 'started' } });
      this.#host.announce(t.tracker.report.started);
    } catch (error) {
      if (signal?.aborted) {
        this.#set({ download: { state: 'idle' } });
        return;
      }
      this.#set({ download: { state: 'failed', error: asBackendError(error) } });
      await this.#host.focusOn('download-error');
    }
  }

  async #forget(): Promise<void> {
    this.#set({ forgetError: null });
    try {
      await this.#host.controller.forget();
      await this.#host.forgotten();
      await forgetTransfers();
    } catch (error) {
      this.#set({ forgetError: asBackendError(error) });
    }
  }

  #print(): void {
    const details = this.#host.root.querySelector<HTMLDetailsElement>('.history');
    if (details) details.open = true;
    print();
  }
}

function wordsOf(t: Messages, change: CaseChange, theCase: Case): string {
  const words = t.tracker;
  switch (change.kind) {
    case 'phase':
      return `${headlineOf(t, theCase)}. ${whyOf(t, theCase)}`;
    case 'closed':
      return `${words.headline['closed'] ?? ''}. ${whyOf(t, theCase)}`;
    case 'report-ready':
      return `${words.report.title}.`;
    case 'request-opened':
      return `${words.history.code['request-opened']}: ${change.title}.`;
    case 'document-problem':
      return `${problemWords(t, change.count)}.`;
    case 'turn':
      return `${words.turn[turnOf(theCase).who]}.`;
  }
}
