/**
 * Template functions for what forms are made of. Functions, not elements: label, input, hint and error stay in one root,
 * since ARIA references do not cross shadow roots. Inputs are uncontrolled: what a person types is read from the
 * form and never written back (session recorders hook that write).
 */
import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { CircleAlert, CircleCheck, Info, RefreshCw, TriangleAlert, type IconNode } from 'lucide';
import type { BackendError } from '../backend/backend.js';
import type { FirstMessages } from '../i18n/index.js';
import { icon } from './icons.js';

/** Attributes by which the main session recorders leave an element's content out. Given to every input and summary. */
export const UNRECORDED = 'rr-block ph-no-capture fs-exclude sentry-block clarity-mask';

/** A heading of a level that the host page chose, `h1` to `h6`. */
export function heading(
  level: number,
  content: unknown,
  options: { id?: string; className?: string; focusable?: boolean } = {},
): TemplateResult {
  const id = ifDefined(options.id);
  const tabindex = ifDefined(options.focusable ? '-1' : undefined);
  const name = options.className ?? 'heading';
  switch (Math.min(Math.max(level, 1), 6)) {
    case 1:
      return html`<h1 id=${id} class=${name} tabindex=${tabindex}>${content}</h1>`;
    case 2:
      return html`<h2 id=${id} class=${name} tabindex=${tabindex}>${content}</h2>`;
    case 3:
      return html`<h3 id=${id} class=${name} tabindex=${tabindex}>${content}</h3>`;
    case 4:
      return html`<h4 id=${id} class=${name} tabindex=${tabindex}>${content}</h4>`;
    case 5:
      return html`<h5 id=${id} class=${name} tabindex=${tabindex}>${content}</h5>`;
    default:
      return html`<h6 id=${id} class=${name} tabindex=${tabindex}>${content}</h6>`;
  }
}

export type NoticeKind = 'info' | 'success' | 'warning' | 'danger';

const NOTICE_ICONS: Record<NoticeKind, IconNode> = {
  info: Info,
  success: CircleCheck,
  warning: TriangleAlert,
  danger: CircleAlert,
};

/** A boxed message: icon, words and colour say the same. */
export function notice(
  kind: NoticeKind,
  title: unknown,
  body: unknown = nothing,
  id?: string,
): TemplateResult {
  return html`<div
    class="notice notice--${kind}"
    id=${ifDefined(id)}
    tabindex=${ifDefined(id ? '-1' : undefined)}
  >
    ${icon(NOTICE_ICONS[kind])}
    <div class="notice__body">
      <p class="notice__title">${title}</p>
      ${body}
    </div>
  </div>`;
}

/** What happened, what to do next, a number for the help desk and a button to try again. */
export function backendErrorNotice(
  t: FirstMessages,
  error: BackendError,
  options: { id?: string; onRetry?: () => void; contact?: unknown } = {},
): TemplateResult {
  const words = t.errors[error.code];
  return notice(
    'danger',
    words.title,
    html`<p>${words.next}</p>
      ${options.contact ?? nothing}
      ${error.requestId ? html`<p class="small muted">${t.common.requestIdHint(error.requestId)}</p>` : nothing}
      ${
        options.onRetry
          ? html`<div>
              <button type="button" class="button button--secondary" @click=${options.onRetry}>
                ${icon(RefreshCw)} ${t.common.retry}
              </button>
            </div>`
          : nothing
      }`,
    options.id,
  );
}
