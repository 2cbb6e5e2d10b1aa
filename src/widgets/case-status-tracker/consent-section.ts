/** What was agreed to, and the way out: texts as they were agreed to, a changed text, withdrawal. */
import { html, nothing, type TemplateResult } from 'lit';
import { CircleCheck, FileText } from 'lucide';
import { asBackendError, type BackendError } from '../../backend/backend.js';
import { sha256Hex, textsToShow } from '../../cases/consent.js';
import type { Case, ConsentRecord, ConsentText } from '../../contract/index.js';
import { direction, formatDay, type Messages } from '../../i18n/index.js';
import { icon } from '../../ui/icons.js';
import { backendErrorNotice, heading, notice } from '../../ui/primitives.js';
import type { PartsHost } from './parts-host.js';
import { HEADLINE, type WholeContext } from './status-view.js';

const CONSENT_TITLE = 'consent-title';
const AGREE_ERROR = 'agree-error';
const WITHDRAW_ERROR = 'withdraw-error';

type Text = ConsentText | 'loading' | 'gone';
type Act = { state: 'idle' | 'sending'; error: BackendError | null };

const IDLE: Act = { state: 'idle', error: null };

export class ConsentSection {
  readonly #host: PartsHost;
  /** Texts that were asked for, by their digest. */
  readonly #texts = new Map<string, Text>();
  #agreeing = IDLE;
  #withdrawing = IDLE;
  #withdrawalKey = crypto.randomUUID();

  constructor(host: PartsHost) {
    this.#host = host;
  }

  render(context: WholeContext): TemplateResult | typeof nothing {
    const { t, level, theCase, capabilities } = context;
    const words = t.tracker.consent;
    const mayWithdraw = capabilities?.withdrawal === true && theCase.phase !== 'closed';
    if (theCase.consents.length === 0 && !mayWithdraw) return nothing;
    return html`<section class="stack-small" part="consent" aria-labelledby=${CONSENT_TITLE}>
      ${heading(level + 1, words.title, { className: 'subheading', id: CONSENT_TITLE })}
      <ul class="consents">
        ${theCase.consents.map((consent) => this.#consent(context, consent))}
      </ul>
      ${
        mayWithdraw
          ? html`<div class="no-print">
              <button type="button" class="button button--quiet" @click=${() => this.#dialog?.showModal()}>
                ${t.tracker.withdraw.open}
              </button>
            </div>`
          : nothing
      }
    </section>`;
  }

  /** Outside of what scrolls with the case. */
  renderDialog({ t, level, theCase }: WholeContext): TemplateResult {
    const words = t.tracker.withdraw;
    const { state, error } = this.#withdrawing;
    return html`<dialog id="withdraw" aria-labelledby="withdraw-title">
      <div class="stack-small">
        ${heading(level + 1, words.title, { className: 'subheading', id: 'withdraw-title' })}
        ${words.text.map((sentence) => html`<p>${sentence}</p>`)}
        ${error ? backendErrorNotice(t, error, { id: WITHDRAW_ERROR }) : nothing}
        <div class="row actions">
          <button type="button" class="button" @click=${() => this.#dialog?.close()}>${words.keep}</button>
          <button
            type="button"
            class="button button--secondary"
            aria-disabled=${state === 'sending' ? 'true' : 'false'}
            @click=${() => void this.#withdraw(theCase)}
          >
            ${words.confirm}
          </button>
        </div>
      </div>
    </dialog>`;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.#host.root.querySelector<HTMLDialogElement>('#withdraw');
  }

  #consent({ t, language, capabilities }: WholeContext, consent: ConsentRecord): TemplateResult {
    const words = t.tracker.consent;
    const { textId, version, sha256, agreedAt } = consent;
    const offered = capabilities?.consentTexts ?? [];
    const same = offered.find((text) => text.sha256 === sha256);
    const text = same ?? this.#texts.get(sha256);
    const title = typeof text === 'object' ? text.title : offered.find(({ id }) => id === textId)?.title;
    return html`<li class="consents__item">
      ${icon(CircleCheck)}
      <div class="stack-small">
        <p>
          <strong lang=${title === undefined ? nothing : consent.locale}>${title ?? words.untitled}</strong>
        </p>
        <p class="small muted numbers">
          ${words.agreed(formatDay(agreedAt, language))} ${words.version(version)}
        </p>
        <details @toggle=${(event: Event) => this.#opened(event, consent)}>
          <summary>${icon(FileText)} ${words.read}</summary>
          ${textView(words, text)}
        </details>
      </div>
    </li>`;
  }

  /** A text that was agreed to, and that the clinic has changed since: it asks something of the person. */
  renderChanged({ t, language, theCase, capabilities }: WholeContext): TemplateResult | typeof nothing {
    if (theCase.phase === 'closed') return nothing;
    const known = new Set(theCase.consents.map(({ textId }) => textId));
    const changed = textsToShow(capabilities?.consentTexts ?? [], language, theCase).filter(
      ({ text, agreed }) => !agreed && known.has(text.id),
    );
    if (changed.length === 0) return nothing;
    const words = t.tracker.consent;
    const { state, error } = this.#agreeing;
    return notice(
      'warning',
      words.changed.title,
      html`<p>${words.changed.text}</p>
        ${changed.map(
          ({ text }) =>
            html`<details class="consents__new" open>
              <summary>${icon(FileText)} ${text.title}, ${words.version(text.version)}</summary>
              ${textView(words, text)}
            </details>`,
        )}
        ${error ? backendErrorNotice(t, error, { id: AGREE_ERROR }) : nothing}
        <div class="row actions">
          <button
            type="button"
            class="button"
            aria-disabled=${state === 'sending' ? 'true' : 'false'}
            @click=${() =>
              void this.#agree(
                t,
                theCase,
                changed.map(({ text }) => text),
              )}
          >
            ${words.changed.agree}
          </button>
        </div>`,
      'consent-changed',
    );
  }

  #opened({ currentTarget }: Event, { sha256 }: ConsentRecord): void {
    if (!(currentTarget as HTMLDetailsElement).open) return;
    const there = this.#texts.get(sha256);
    if (there === undefined || there === 'gone') void this.#load(sha256);
  }

  async #load(sha256: string): Promise<void> {
    const { port, signal } = this.#host.controller;
    this.#texts.set(sha256, 'loading');
    void this.#host.update();
    try {
      const text = await port?.consentText?.(sha256, { signal });
      this.#texts.set(sha256, text ?? 'gone');
    } catch {
      this.#texts.set(sha256, 'gone');
    }
    void this.#host.update();
  }

  async #agree(t: Messages, { id }: Case, texts: readonly ConsentText[]): Promise<void> {
    const { port, signal } = this.#host.controller;
    if (!port || this.#agreeing.state === 'sending') return;
    this.#set({ state: 'sending', error: null });
    try {
      for (const { id: textId, version, locale, text } of texts) {
        const agreedAt = new Date().toISOString();
        // Of what stands on the screen.
        const sha256 = await sha256Hex(text);
        await port.recordConsent(id, { textId, version, locale, sha256, agreedAt }, { signal });
      }
      this.#set(IDLE);
      this.#host.announce(t.tracker.consent.changed.done);
      await this.#host.controller.refresh();
      await this.#host.focusOn(HEADLINE);
    } catch (error) {
      if (signal?.aborted) return;
      const failure = asBackendError(error);
      // The text has changed again: the new one is shown. Those that were agreed to are not asked about again.
      if (failure.code === 'consent-outdated') await this.#host.controller.readCapabilities();
      await this.#host.controller.refresh();
      this.#set({ state: 'idle', error: failure });
      await this.#host.focusOn(AGREE_ERROR);
    }
  }

  #set(agreeing: Act): void {
    this.#agreeing = agreeing;
    void this.#host.update();
  }

  async #withdraw({ id }: Case): Promise<void> {
    const { port, signal } = this.#host.controller;
    if (!port?.withdrawCase || this.#withdrawing.state === 'sending') return;
    this.#withdrawing = { state: 'sending', error: null };
    void this.#host.update();
    try {
      // The same wish, however often it is sent.
      const closed = await port.withdrawCase(id, { signal, idempotencyKey: this.#withdrawalKey });
      this.#withdrawing = IDLE;
      this.#withdrawalKey = crypto.randomUUID();
      this.#dialog?.close();
      // Which is said with it, as any other change is.
      this.#host.controller.take(closed);
      await this.#host.focusOn(HEADLINE);
    } catch (error) {
      if (signal?.aborted) return;
      this.#withdrawing = { state: 'idle', error: asBackendError(error) };
      void this.#host.update();
      await this.#host.focusOn(WITHDRAW_ERROR);
    }
  }
}

function textView(words: Messages['tracker']['consent'], text: Text | undefined): TemplateResult {
  if (text === undefined || text === 'loading') return html`<p class="muted">${words.loading}</p>`;
  if (text === 'gone') return html`<p>${words.gone}</p>`;
  const { locale, text: written } = text;
  const dir = direction(locale);
  // Without a space around it: line breaks of the text are kept.
  return html`<div class="consents__text" lang=${locale} dir=${dir}>${written}</div>`;
}
