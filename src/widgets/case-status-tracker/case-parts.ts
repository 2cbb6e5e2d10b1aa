/**
 * What stands below and beside where the case is: requests, report, documents, history, and what a person does there.
 * In a chunk of its own, loaded once the first screen stands.
 */
import { html, nothing, type TemplateResult } from 'lit';
import { ChevronLeft } from 'lucide';
import { asBackendError } from '../../backend/backend.js';
import { changesBetween } from '../../cases/changes.js';
import { mayClose } from '../../cases/may-close.js';
import type { StepName } from '../../cases/phases.js';
import { unreadOf } from '../../cases/unread.js';
import type { Case, CaseDocument } from '../../contract/index.js';
import { formatTime, type Messages } from '../../i18n/index.js';
import { icon } from '../../ui/icons.js';
import { heading } from '../../ui/primitives.js';
import type { SoUploadStateEvent } from '../document-uploader/so-document-uploader.events.js';
import { changeWords } from './change-words.js';
import { ConsentSection } from './consent-section.js';
import { renderContact } from './contact-view.js';
import { renderEstimate, renderUsual } from './estimate-view.js';
import { FootSection } from './foot-section.js';
import { MessagesSection } from './messages-section.js';
import type { PartsHost } from './parts-host.js';
import { renderDocuments, renderHistory } from './records-view.js';
import { ReportSection } from './report-section.js';
import { renderRequests, REQUESTS_TITLE, type AnswerKind, type Answering } from './requests-view.js';
import type { WholeContext } from './status-view.js';

export { partsStyles } from './case-parts.styles.js';

interface State {
  answering: Answering | null;
  /** The request whose uploader is open; '' for documents that nobody asked for. */
  uploadingFor: string | null;
  sending: boolean;
  /** Rows of documents; null: the first few. */
  documentsShown: number | null;
  /** Entries of the history; null: not opened yet. */
  historyShown: number | null;
}

/** Each in a frame of its own, so that a long case holds up nobody's finger. */
const STAGES = ['first', 'records', 'foot'] as const;
/** One frame and a little. */
const STAGE_MS = 20;

export class CaseParts {
  readonly #host: PartsHost;
  /** How many of the {@link STAGES} stand. */
  #stages = 0;
  #stageTimer: ReturnType<typeof setTimeout> | undefined;
  #state: State = {
    answering: null,
    uploadingFor: null,
    sending: false,
    documentsShown: null,
    historyShown: null,
  };

  readonly #consent: ConsentSection;
  readonly #report: ReportSection;
  readonly #messages: MessagesSection;
  readonly #foot: FootSection;
  /** What is new stands where the person looks first, and stays there: somebody may be writing in it. */
  #messagesFirst: boolean | null = null;

  constructor(host: PartsHost) {
    this.#host = host;
    this.#consent = new ConsentSection(host);
    this.#report = new ReportSection(host);
    this.#foot = new FootSection(host, () => void this.#print());
    this.#messages = new MessagesSection({
      ...host,
      uploaderOpens: () => this.#set({ uploadingFor: null, sending: false }),
      focusUploader: () => this.#focusUploader(),
    });
  }

  /** The element has left the page. */
  disconnect(): void {
    clearTimeout(this.#stageTimer);
    this.#stageTimer = undefined;
    this.#report.disconnect();
    this.#messages.disconnect();
    this.#foot.disconnect();
  }

  #shows(stage: (typeof STAGES)[number]): boolean {
    return STAGES.indexOf(stage) < this.#stages;
  }

  #nextStage(): void {
    this.#stages++;
    if (this.#stages < STAGES.length)
      this.#stageTimer = setTimeout(() => {
        this.#nextStage();
        void this.#host.update();
      }, STAGE_MS);
  }

  #set(change: Partial<State>): void {
    this.#state = { ...this.#state, ...change };
    void this.#host.update();
  }

  /** Says what is worth saying between two readings. */
  announceChanges(t: Messages, before: Case, after: Case): void {
    const changes = changesBetween(before, after);
    if (changes.length === 0) return;
    this.#foot.tell(t.tracker.alerts);
    this.#host.announce(changes.map((change) => changeWords(t, change, after)).join(' '));
  }

  /** Who does not see the line below hears that what is shown may be old by now. */
  announceNetwork(t: Messages, language: string): void {
    const { feed } = t.tracker;
    const time = formatTime(this.#host.controller.lastNews, language);
    this.#host.announce(navigator.onLine ? feed.online : feed.offline(time));
  }

  /** Above all else. */
  renderBack({ t }: WholeContext): TemplateResult | typeof nothing {
    if (!this.#host.mayChoose()) return nothing;
    return html`<div class="no-print">
      <button type="button" class="button button--quiet back" @click=${() => this.#host.choose(null)}>
        ${icon(ChevronLeft)} ${t.tracker.cases.all}
      </button>
    </div>`;
  }

  /** Below the headline. */
  renderFirst(context: WholeContext): TemplateResult {
    const { theCase, t } = context;
    // Also where the page has moved the element meanwhile.
    if (this.#stageTimer === undefined) this.#nextStage();
    this.#messagesFirst ??= unreadOf(theCase) > 0;
    return html`${this.#consent.renderChanged(context)} ${this.#report.render(context)}
    ${renderRequests(context, {
      answering: this.#state.answering,
      uploadingFor: this.#state.uploadingFor,
      uploader: (requestId) => this.#host.uploader(theCase, requestId),
      onUpload: (requestId) => this.#openUploader(requestId),
      onAsk: (requestId, kind) => this.#ask(requestId, kind),
      onSend: (event) => void this.#send(t, event),
      onCancel: () => this.#cancel(),
    })}
    ${this.#messagesFirst ? this.#messages.render(context, this.#state.sending) : nothing}`;
  }

  /** In the steps. */
  renderUsual(context: WholeContext, step: StepName): TemplateResult | typeof nothing {
    return renderUsual(context, step);
  }

  /** Below the steps: what people ask next. */
  renderAside(context: WholeContext): TemplateResult {
    return html`${renderEstimate(context)} ${this.#renderClose(context)} ${renderContact(context)}`;
  }

  #renderClose({ t, theCase, level }: WholeContext): TemplateResult {
    const words = t.tracker.close;
    return html`<section class="stack-small no-print" part="close">
      ${heading(level + 1, words.question, { className: 'subheading' })}
      <p>${words[mayClose(theCase, this.#state.sending)]}</p>
    </section>`;
  }

  renderRest(context: WholeContext): TemplateResult | typeof nothing {
    if (!this.#shows('records')) return nothing;
    const { theCase } = context;
    const { documentsShown, uploadingFor, sending } = this.#state;
    return html`${this.#messagesFirst ? nothing : this.#messages.render(context, sending)}
    ${renderDocuments(context, {
      shown: documentsShown,
      uploader: uploadingFor === '' ? this.#host.uploader(theCase, null) : null,
      canSend: theCase.phase !== 'closed' && theCase.phase !== 'report-ready',
      onShow: (rows) => {
        this.#set({ documentsShown: rows });
        void this.#host.focusOn('documents-title');
      },
      onMore: () => this.#openUploader(''),
      onAgain: (document) => this.#sendAgain(document),
      onClose: () => this.#openUploader(null),
    })}
    ${this.#shows('foot') ? this.#renderFoot(context) : nothing}`;
  }

  #renderFoot(context: WholeContext): TemplateResult {
    const { historyShown } = this.#state;
    return html`${renderHistory(context, {
      shown: historyShown,
      onShow: (entries) => this.#set({ historyShown: entries }),
    })}
    ${this.#consent.render(context)} ${this.#foot.render(context)}`;
  }

  renderDialogs(context: WholeContext): TemplateResult {
    return html`${this.#foot.renderDialog(context)} ${this.#consent.renderDialog(context)}`;
  }

  readonly onUploadState = (event: SoUploadStateEvent): void => this.#set({ sending: event.active });

  #openUploader(requestId: string | null): void {
    const before = this.#state.uploadingFor;
    this.#messages.closeUploader();
    this.#set({ answering: null, uploadingFor: requestId });
    if (requestId === null) {
      this.#set({ sending: false });
      void this.#host.focusOn(before === '' ? 'documents-title' : REQUESTS_TITLE);
      return;
    }
    void this.#focusUploader();
  }

  async #focusUploader(): Promise<void> {
    await this.#host.update();
    const uploader = this.#host.root.querySelector('so-document-uploader');
    await uploader?.updateComplete;
    uploader?.scrollIntoView({ block: 'nearest' });
    uploader?.renderRoot.querySelector<HTMLElement>('#title')?.focus();
  }

  /** To the request that the document was for, while that is open. */
  #sendAgain({ requestId }: CaseDocument): void {
    const open = this.#host.controller.theCase?.requests.some(
      ({ id, status, owner }) => id === requestId && status === 'open' && owner === 'patient',
    );
    this.#openUploader(open && requestId !== null ? requestId : '');
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

  /** All of it: what is folded away on the screen stands on the paper. */
  async #print(): Promise<void> {
    this.#set({ documentsShown: Infinity, historyShown: Infinity });
    await this.#host.update();
    const details = this.#host.root.querySelector<HTMLDetailsElement>('.history');
    if (details) details.open = true;
    print();
  }
}
