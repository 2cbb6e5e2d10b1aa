/** Messages with the care team: what was written, what is new, and a form to write with; after the report, questions. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { CircleCheck, FileText, Paperclip, Send } from 'lucide';
import { asBackendError, type BackendError } from '../../backend/backend.js';
import type { Case, CaseEvent, Message } from '../../contract/index.js';
import { formatDateTime, type Messages } from '../../i18n/index.js';
import { textField } from '../../ui/form-fields.js';
import { icon } from '../../ui/icons.js';
import { backendErrorNotice, heading, UNRECORDED } from '../../ui/primitives.js';
import type { SoDocumentReceivedEvent } from '../document-uploader/so-document-uploader.events.js';
import type { PartsHost } from './parts-host.js';
import type { WholeContext } from './status-view.js';

export const MESSAGES_TITLE = 'messages-title';
const TEXT = 'message-text';
const SEND_ERROR = 'message-error';
const MAX_LENGTH = 4000;
/** What this section needs besides. */
export interface MessagesHost extends PartsHost {
  /** One uploader at a time: another one closes. */
  uploaderOpens(): void;
  focusUploader(): Promise<void>;
}

/** Shown at first: the newest. */
const SHOWN = 6;
/** As long in sight counts as read, in milliseconds. */
const SEEN_MS = 1_000;

interface State {
  /** Null until they are loaded. */
  messages: readonly Message[] | null;
  loadError: BackendError | null;
  sending: boolean;
  sendError: BackendError | null;
  /** What is wrong with what was typed. */
  fieldError: string | undefined;
  /** The uploader is open. */
  attaching: boolean;
  documentIds: readonly string[];
  showAll: boolean;
  sent: boolean;
}

const WRITING = {
  sending: false,
  sendError: null,
  fieldError: undefined,
  attaching: false,
  documentIds: [],
} satisfies Partial<State>;

export class MessagesSection {
  readonly #host: MessagesHost;
  #state: State = { ...WRITING, messages: null, loadError: null, showAll: false, sent: false };
  /** The case, and its newest event about messages, that `messages` were loaded for. */
  #loadedFor = '';
  #loading = false;
  /** Unread when first shown: marked as new for as long as the page is open. */
  readonly #new = new Set<string>();
  /** Of the message as it stands: a retry does not send it twice. */
  #draft = { content: '', key: '' };
  #observer: IntersectionObserver | null = null;
  /** The message that is watched. */
  #watched = '';
  #seenTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: MessagesHost) {
    this.#host = host;
  }

  /** The uploader is wanted elsewhere. */
  closeUploader(): void {
    if (this.#state.attaching) this.#set({ attaching: false });
  }

  disconnect(): void {
    this.#observer?.disconnect();
    this.#observer = null;
    this.#watched = '';
    clearTimeout(this.#seenTimer);
  }

  render(context: WholeContext, uploading: boolean): TemplateResult | typeof nothing {
    const { t, level, theCase } = context;
    const { messaging } = theCase;
    if (!messaging || !this.#host.controller.port?.messages) return nothing;
    this.#sync(context);
    const words = t.tracker.messages;
    const { messages, loadError } = this.#state;
    const after = messaging.questionsLeft !== null;
    // Nothing to read and nothing to write.
    if (!messaging.open && messages?.length === 0) return nothing;
    return html`<section
      class="stack-small messages"
      part="messages"
      aria-labelledby=${MESSAGES_TITLE}
      @so-document-received=${(event: SoDocumentReceivedEvent) => this.#attached(event)}
    >
      ${heading(level + 1, after ? words.titleAfter : words.title, {
        className: 'subheading',
        id: MESSAGES_TITLE,
        focusable: true,
      })}
      ${loadError ? backendErrorNotice(t, loadError, { onRetry: () => void this.#load(context.theCase.id) }) : nothing}
      ${messages ? this.#list(context, messages) : nothing} ${this.#writing(context, uploading)}
    </section>`;
  }

  #list(context: WholeContext, messages: readonly Message[]): TemplateResult | typeof nothing {
    const words = context.t.tracker.messages;
    if (messages.length === 0) return html`<p class="muted">${words.none}</p>`;
    const shown = this.#state.showAll ? messages : messages.slice(-SHOWN);
    const hidden = messages.length - shown.length;
    return html`${
        hidden > 0
          ? html`<div class="no-print">
              <button
                type="button"
                class="button button--quiet"
                @click=${() => {
                  this.#set({ showAll: true });
                  void this.#host.focusOn(MESSAGES_TITLE);
                }}
              >
                ${words.earlier(hidden)}
              </button>
            </div>`
          : nothing
      }
      <ol class="plain messages__list">
        ${repeat(
          shown,
          ({ id }) => id,
          (message) => this.#message(context, message),
        )}
      </ol>`;
  }

  #message({ t, language, theCase }: WholeContext, message: Message): TemplateResult {
    const words = t.tracker.messages;
    const mine = message.from === 'patient';
    const who = mine ? words.you : (message.author ?? words.from[message.from] ?? words.from['clinic']);
    const when = formatDateTime(message.postedAt, language);
    return html`<li class="message ${mine ? 'message--mine' : ''}" data-message=${message.id}>
      <p class="small">
        <strong class=${UNRECORDED}>${who}</strong>
        <time class="muted numbers" datetime=${message.postedAt}>${when}</time>
        ${this.#new.has(message.id) ? html`<strong class="message__new">${words.isNew}</strong>` : nothing}
      </p>
      <p class="message__text ${UNRECORDED}" dir="auto">${message.text}</p>
      ${message.documentIds.length > 0 ? this.#attachments(t, theCase, message.documentIds) : nothing}
      ${
        mine
          ? html`<p class="small muted message__seen numbers">
              ${message.readAt ? html`${icon(CircleCheck)} ${words.seen(formatDateTime(message.readAt, language))}` : words.sent}
            </p>`
          : nothing
      }
    </li>`;
  }

  #attachments(t: Messages, { documents }: Case, ids: readonly string[]): TemplateResult {
    const words = t.tracker.messages;
    const found = ids.map((id) => documents.find((each) => each.id === id));
    // A study is hundreds of files.
    const named = found.slice(0, 3);
    return html`<p class="small">${words.attached}</p>
      <ul class="plain small ${UNRECORDED}">
        ${named.map(
          (each) =>
            html`<li class="message__file">
              ${icon(FileText)} <span>${each ? (each.title ?? each.fileName) : words.goneDocument}</span>
            </li>`,
        )}
        ${found.length > named.length ? html`<li>${t.tracker.documents.rest(found.length - named.length)}</li>` : nothing}
      </ul>`;
  }

  #writing(context: WholeContext, uploading: boolean): TemplateResult {
    const { t, theCase } = context;
    const words = t.tracker.messages;
    const { open = false, questionsLeft = null } = theCase.messaging ?? {};
    if (!open)
      return html`<p>
        ${questionsLeft === 0 && theCase.phase !== 'closed' ? words.noneLeft : words.closed}
      </p>`;
    const { sending, sendError, fieldError, attaching, documentIds, sent } = this.#state;
    return html`<form
        class="stack-small no-print"
        novalidate
        @submit=${(event: SubmitEvent) => void this.#send(context, event, uploading)}
      >
        <p class="small muted">
          ${words.intro} ${questionsLeft === null ? nothing : words.left(questionsLeft)}
        </p>
        ${textField(t, {
          id: TEXT,
          label: questionsLeft === null ? words.label : words.labelAfter,
          error: fieldError,
          required: true,
          multiline: true,
          maxlength: MAX_LENGTH,
        })}
        ${documentIds.length > 0 ? html`<p class="small">${icon(Paperclip)} ${words.attaching(documentIds.length)}</p>` : nothing}
        ${sendError ? backendErrorNotice(t, sendError, { id: SEND_ERROR }) : nothing}
        ${sent ? html`<p class="due">${icon(CircleCheck)}<span>${words.done}</span></p>` : nothing}
        <div class="row actions">
          <button type="submit" class="button" aria-disabled=${sending ? 'true' : 'false'}>
            ${icon(Send)} ${words.send}
          </button>
          ${
            attaching
              ? nothing
              : html`<button type="button" class="button button--secondary" @click=${() => this.#attach()}>
                  ${icon(Paperclip)} ${words.attach}
                </button>`
          }
        </div>
      </form>
      ${attaching ? this.#uploader(context, uploading) : nothing}`;
  }

  /** Beside the form, not in it: the uploader has forms of its own. */
  #uploader({ t, theCase }: WholeContext, uploading: boolean): TemplateResult {
    return html`${this.#host.uploader(theCase, null)}
      <div>
        <button
          type="button"
          class="button button--secondary"
          @click=${() => {
            // Closed now, it would stop what is on its way.
            if (uploading) this.#set({ fieldError: t.tracker.messages.stillSending });
            else this.#set({ attaching: false, fieldError: undefined });
            void this.#host.focusOn(TEXT);
          }}
        >
          ${t.tracker.messages.attachDone}
        </button>
      </div>`;
  }

  #set(change: Partial<State>): void {
    this.#state = { ...this.#state, ...change };
    void this.#host.update();
  }

  /** Loads what is newer than what is shown, and watches for what is read. */
  #sync({ theCase, events }: WholeContext): void {
    const wanted = `${theCase.id} ${newestAbout(events)}`;
    if (!this.#loading && wanted !== this.#loadedFor && !this.#state.loadError) {
      this.#loadedFor = wanted;
      // After this rendering, which must not change what it renders.
      queueMicrotask(() => void this.#load(theCase.id));
    }
    if (unreadIn(this.#state.messages)) void this.#host.update().then(() => this.#watch());
  }

  async #load(caseId: string): Promise<void> {
    const { port, signal } = this.#host.controller;
    if (!port?.messages || this.#loading) return;
    this.#loading = true;
    try {
      const { messages } = await port.messages(caseId, { signal });
      for (const each of messages) if (isUnread(each)) this.#new.add(each.id);
      this.#set({ messages, loadError: null });
    } catch (error) {
      if (!signal?.aborted) this.#set({ loadError: asBackendError(error) });
      else this.#loadedFor = '';
    } finally {
      this.#loading = false;
      // An event may have come meanwhile.
      void this.#host.update();
    }
  }

  /** The newest message of the team counts as read once it has been in sight for a moment. */
  #watch(): void {
    const last = this.#state.messages?.findLast(isUnread);
    const shown = last && this.#host.root.querySelector(`[data-message="${last.id}"]`);
    if (!last || !shown || this.#watched === last.id) return;
    this.disconnect();
    this.#watched = last.id;
    this.#observer = new IntersectionObserver(
      ([entry]) => {
        clearTimeout(this.#seenTimer);
        if (entry?.isIntersecting) this.#seenTimer = setTimeout(() => void this.#markRead(last), SEEN_MS);
      },
      // A long message need not fit the screen.
      { threshold: 0.1 },
    );
    this.#observer.observe(shown);
  }

  async #markRead(message: Message): Promise<void> {
    const { port, signal } = this.#host.controller;
    // Watched anew with the next rendering, should nobody be looking just now.
    this.disconnect();
    if (document.hidden || !port?.markMessagesRead) return;
    try {
      const read = await port.markMessagesRead(message.caseId, message.id, { signal });
      const readAt = new Date().toISOString();
      const { messages } = this.#state;
      const last = messages?.findIndex(({ id }) => id === message.id) ?? -1;
      this.#set({
        messages:
          messages?.map((each, index) => (index <= last && isUnread(each) ? { ...each, readAt } : each)) ??
          null,
      });
      this.#host.controller.take(read);
    } catch {
      // It stays unread, and is tried again with the next news or visit.
    }
  }

  #attach(): void {
    this.#host.uploaderOpens();
    this.#set({ attaching: true, sent: false });
    void this.#host.focusUploader();
  }

  #attached({ documentId }: SoDocumentReceivedEvent): void {
    const { documentIds } = this.#state;
    if (!documentIds.includes(documentId)) this.#set({ documentIds: [...documentIds, documentId] });
  }

  async #send({ t, theCase }: WholeContext, event: SubmitEvent, uploading: boolean): Promise<void> {
    event.preventDefault();
    const { port, signal } = this.#host.controller;
    const words = t.tracker.messages;
    const form = event.currentTarget as HTMLFormElement;
    if (!port?.postMessage || this.#state.sending) return;
    const text = String(new FormData(form).get(TEXT) ?? '').trim();
    const fieldError = text ? (uploading ? words.stillSending : undefined) : words.empty;
    if (fieldError) {
      this.#set({ fieldError, sent: false });
      await this.#host.focusOn(TEXT);
      return;
    }
    const content = JSON.stringify([text, this.#state.documentIds]);
    if (content !== this.#draft.content) this.#draft = { content, key: crypto.randomUUID() };
    this.#set({ sending: true, sendError: null, fieldError: undefined, sent: false });
    try {
      const posted = await port.postMessage(
        theCase.id,
        { text, documentIds: await this.#stillThere(theCase.id) },
        { signal, idempotencyKey: this.#draft.key },
      );
      form.reset();
      this.#draft = { content: '', key: '' };
      const there = this.#state.messages ?? [];
      const messages = there.some(({ id }) => id === posted.id) ? there : [...there, posted];
      this.#set({ ...WRITING, messages, sent: true });
      this.#host.announce(words.done);
      await this.#host.controller.refresh();
    } catch (error) {
      if (signal?.aborted) {
        this.#set({ sending: false });
        return;
      }
      this.#set({ sending: false, sendError: asBackendError(error) });
      await this.#host.focusOn(SEND_ERROR);
    }
  }
  /** Of what was added to the message: some of it may have been taken away again. */
  async #stillThere(caseId: string): Promise<string[]> {
    const { port, signal } = this.#host.controller;
    const { documentIds } = this.#state;
    if (!port || documentIds.length === 0) return [];
    const { documents } = await port.getCase(caseId, { signal });
    return documentIds.filter((id) => documents.some((each) => each.id === id));
  }
}

const isUnread = ({ from, readAt }: Message): boolean => from !== 'patient' && readAt === null;
const unreadIn = (messages: readonly Message[] | null): boolean => messages?.some(isUnread) ?? false;

/** Id of the newest event that says that a message was written or read. */
function newestAbout(events: readonly CaseEvent[]): number {
  return events.reduce(
    (newest, { id, data, reason }) =>
      (data.messageId || reason?.code === 'messages-read') && id > newest ? id : newest,
    0,
  );
}
