/** How news come, and what else can be done with the page: being told, printing, having the device forget the case. */
import { html, nothing, type TemplateResult } from 'lit';
import { Bell, Printer, RefreshCw, Wifi, WifiOff } from 'lucide';
import { asBackendError, type BackendError } from '../../backend/backend.js';
import { formatDateTime, formatTime, type Messages } from '../../i18n/index.js';
import { forgetTransfers } from '../../transfer/ledger/forget.js';
import { icon } from '../../ui/icons.js';
import { backendErrorNotice, heading } from '../../ui/primitives.js';
import { NewsAlert } from './news-alert.js';
import type { PartsHost } from './parts-host.js';
import type { WholeContext } from './status-view.js';

export class FootSection {
  readonly #alert = new NewsAlert();
  readonly #host: PartsHost;
  readonly #print: () => void;
  #forgetError: BackendError | null = null;

  constructor(host: PartsHost, print: () => void) {
    this.#host = host;
    this.#print = print;
  }

  /** There is news. */
  tell(words: Messages['tracker']['alerts']): void {
    this.#alert.tell(words);
    this.#follow();
  }

  /** The element has left the page, or shows another case. */
  disconnect(): void {
    this.#alert.stop();
    this.#follow();
  }

  /** A hidden page listens for as long as somebody is told, and no longer. */
  #follow(): void {
    this.#host.controller.followHidden = this.#alert.state === 'on';
  }

  render({ t, language }: WholeContext): TemplateResult {
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
      <p class="print-only">${words.printed(formatDateTime(lastNews.toISOString(), language))}</p>
      ${this.#renderAlert(words.alerts)}
      <div class="row actions no-print">
        <button type="button" class="button button--quiet" @click=${this.#print}>
          ${icon(Printer)} ${words.printPage}
        </button>
        ${
          remembered
            ? html`<button
                type="button"
                class="button button--quiet"
                @click=${() => this.#dialog?.showModal()}
              >
                ${words.forget.open}
              </button>`
            : nothing
        }
      </div>
    </footer>`;
  }

  #renderAlert(words: Messages['tracker']['alerts']): TemplateResult | typeof nothing {
    const { state, offered } = this.#alert;
    if (state === 'refused') return html`<p class="small muted no-print" role="status">${words.refused}</p>`;
    if (!offered) return nothing;
    const on = state === 'on';
    return html`<div class="stack-small no-print">
      ${on ? html`<p class="small muted">${words.on}</p>` : nothing}
      <div>
        <button
          type="button"
          class="button button--quiet"
          @click=${() => void (on ? this.#stopAlert() : this.#askForAlert(words))}
        >
          ${icon(Bell)} ${on ? words.off : words.ask}
        </button>
      </div>
    </div>`;
  }

  async #askForAlert(words: Messages['tracker']['alerts']): Promise<void> {
    const state = await this.#alert.ask();
    this.#follow();
    this.#host.announce(state === 'on' ? words.on : words.refused);
    await this.#host.update();
  }

  #stopAlert(): void {
    this.#alert.stop();
    this.#follow();
    void this.#host.update();
  }

  renderDialog({ t, level, theCase, capabilities }: WholeContext): TemplateResult {
    const words = t.tracker.forget;
    const forgetError = this.#forgetError;
    return html`<dialog id="forget" aria-labelledby="forget-title">
      <div class="stack-small">
        ${heading(level + 1, words.title, { className: 'subheading', id: 'forget-title' })}
        <p>${words.text} ${capabilities?.signInCode ? words.again(theCase.reference) : words.call}</p>
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

  async #forget(): Promise<void> {
    this.#forgetError = null;
    try {
      await this.#host.controller.forget();
      await this.#host.forgotten();
      await forgetTransfers();
    } catch (error) {
      this.#forgetError = asBackendError(error);
      void this.#host.update();
    }
  }
}
