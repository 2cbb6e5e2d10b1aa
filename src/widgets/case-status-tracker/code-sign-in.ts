/** "Did you start on another device?": the case's number, then the code that came by e-mail. */
import { html, nothing, type TemplateResult } from 'lit';
import { asBackendError, type BackendError } from '../../backend/backend.js';
import type { Messages } from '../../i18n/index.js';
import { choiceList, textField } from '../../ui/form-fields.js';
import { backendErrorNotice, heading, notice } from '../../ui/primitives.js';
import type { PartsHost } from './parts-host.js';

const REFERENCE = 'case-reference';
const CODE = 'case-code';
const SHARED = 'case-shared';
const ERROR = 'code-error';
const SENT = 'code-sent';

type Step = { name: 'reference' } | { name: 'code'; reference: string; minutes: number };

export class CodeSignInForm {
  readonly #host: PartsHost;
  #step: Step = { name: 'reference' };
  #busy = false;
  #error: BackendError | null = null;
  #fieldError: string | undefined;

  constructor(host: PartsHost) {
    this.#host = host;
  }

  render(t: Messages, level: number): TemplateResult {
    const words = t.tracker.otherDevice;
    const step = this.#step;
    return html`<section class="stack-small card" part="other-device">
      ${heading(level, words.title, { className: 'subheading', id: 'other-device', focusable: true })}
      ${step.name === 'reference' ? html`<p>${words.text}</p>` : nothing}
      <form class="stack-small" novalidate @submit=${(event: SubmitEvent) => void this.#submit(t, event)}>
        ${step.name === 'reference' ? this.#reference(t) : this.#code(t, step.minutes)}
        ${this.#error ? this.#problem(t, this.#error) : nothing}
        <div class="row actions">
          <button type="submit" class="button" aria-disabled=${this.#busy ? 'true' : 'false'}>
            ${step.name === 'reference' ? words.send : words.open}
          </button>
          ${
            step.name === 'code'
              ? html`<button type="button" class="button button--secondary" @click=${() => this.#again()}>
                  ${words.again}
                </button>`
              : nothing
          }
        </div>
      </form>
    </section>`;
  }

  #reference(t: Messages): TemplateResult {
    const words = t.tracker.otherDevice;
    return textField(t, {
      id: REFERENCE,
      label: words.reference,
      hint: words.referenceHint,
      error: this.#fieldError,
      required: true,
      maxlength: 20,
    });
  }

  #code(t: Messages, minutes: number): TemplateResult {
    const words = t.tracker.otherDevice;
    return html`${notice('info', words.sent, html`<p>${words.sentText(minutes)}</p>`, SENT)}
    ${textField(t, {
      id: CODE,
      label: words.code,
      hint: words.codeHint,
      error: this.#fieldError,
      required: true,
      autocomplete: 'one-time-code',
      inputmode: 'numeric',
      maxlength: 12,
    })}
    ${choiceList({ id: SHARED, type: 'checkbox', choices: [{ value: 'yes', label: words.shared }] })}`;
  }

  /** A code that does not fit is the person's to mend; the rest is told as everywhere. */
  #problem(t: Messages, error: BackendError): TemplateResult {
    const words = t.tracker.otherDevice;
    if (error.code === 'unauthenticated') return notice('danger', words.wrong, nothing, ERROR);
    if (error.code === 'busy' || error.code === 'rate-limited')
      return notice('danger', words.tooMany, nothing, ERROR);
    return backendErrorNotice(t, error, { id: ERROR });
  }

  #again(): void {
    this.#set({ step: { name: 'reference' } });
    void this.#host.focusOn(REFERENCE);
  }

  #set(change: { step?: Step; busy?: boolean; error?: BackendError | null; fieldError?: string }): void {
    this.#step = change.step ?? this.#step;
    this.#busy = change.busy ?? false;
    this.#error = change.error ?? null;
    this.#fieldError = change.fieldError;
    void this.#host.update();
  }

  async #submit(t: Messages, event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.#busy) return;
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const step = this.#step;
    try {
      if (step.name === 'reference') await this.#send(t, String(form.get(REFERENCE) ?? '').trim());
      else
        await this.#open(t, step.reference, {
          code: String(form.get(CODE) ?? '').replace(/\D/g, ''),
          remember: form.get(SHARED) === null,
        });
    } catch (error) {
      this.#set({ error: asBackendError(error) });
      await this.#host.focusOn(ERROR);
    }
  }

  async #send(t: Messages, reference: string): Promise<void> {
    if (!reference) {
      this.#set({ fieldError: t.tracker.otherDevice.referenceMissing });
      await this.#host.focusOn(REFERENCE);
      return;
    }
    this.#set({ busy: true });
    const { controller, language } = this.#host;
    const sent = await controller.port?.requestSignInCode?.(reference, { locale: language() });
    this.#set({ step: { name: 'code', reference, minutes: Math.round((sent?.expiresIn ?? 0) / 60) } });
    await this.#host.focusOn(SENT);
  }

  async #open(t: Messages, reference: string, given: { code: string; remember: boolean }): Promise<void> {
    if (!/^\d{8}$/.test(given.code)) {
      this.#set({ fieldError: t.tracker.otherDevice.codeMissing });
      await this.#host.focusOn(CODE);
      return;
    }
    this.#set({ busy: true });
    const caseId = await this.#host.controller.port?.signInWithCode?.({ reference, ...given });
    this.#set({ step: { name: 'reference' } });
    if (!caseId) return;
    this.#host.announce(t.tracker.otherDevice.opened);
    this.#host.opened(given.remember);
  }
}
