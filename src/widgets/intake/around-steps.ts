/** What stands around the later steps: start over, another tab's case, may I close this page. */
import { html, nothing, type TemplateResult } from 'lit';
import { Info } from 'lucide';
import type { BackendError } from '../../backend/backend.js';
import type { Case } from '../../contract/index.js';
import type { Messages } from '../../i18n/index.js';
import { icon } from '../../ui/icons.js';
import { heading, notice } from '../../ui/primitives.js';

export interface ForgetDialog {
  t: Messages;
  level: number;
  /** Why the device could not forget the case. */
  error: BackendError | null;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asked before this device forgets the case. */
export function forgetDialog({ t, level, error, onConfirm, onClose }: ForgetDialog): TemplateResult {
  const words = t.intake.forget;
  return html`<dialog aria-labelledby="forget-title" @close=${onClose}>
    <div class="stack-medium">
      ${heading(level, words.title, { id: 'forget-title', className: 'subheading' })}
      <p>${words.text}</p>
      ${error ? notice('danger', words.failed, html`<p>${t.errors[error.code].next}</p>`) : nothing}
      <div class="row actions">
        <button type="button" class="button" @click=${onConfirm}>${words.confirm}</button>
        <button type="button" class="button button--secondary" @click=${onClose}>${t.common.cancel}</button>
      </div>
    </div>
  </dialog>`;
}

/** A case that another tab has made meanwhile. */
export function otherCaseNotice(t: Messages, other: Case, id: string, onGoOn: () => void): TemplateResult {
  const words = t.intake.other;
  return notice(
    'warning',
    words.title,
    html`<p>${words.text(other.reference)}</p>
      <div>
        <button type="button" class="button button--secondary" @click=${onGoOn}>${words.goOn}</button>
      </div>`,
    id,
  );
}

/** May I close this page? */
export function closeAnswer(
  t: Messages,
  answer: Exclude<keyof Messages['intake']['close'], 'question'>,
): TemplateResult {
  const words = t.intake.close;
  return html`<div class="close no-print">
    ${icon(Info)}
    <p><strong>${words.question}</strong> ${words[answer]}</p>
  </div>`;
}
