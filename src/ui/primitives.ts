/**
 * Template functions for what forms are made of. Functions, not elements: label, input, hint and error stay in one root,
 * since ARIA references do not cross shadow roots. Inputs are uncontrolled: what a person types is read from the
 * form and never written back (session recorders hook that write).
 */
import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { BackendError } from '../backend/backend.js';
import type { Messages } from '../i18n/index.js';
import { icon, type IconName } from './icons.js';

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

const NOTICE_ICONS: Record<NoticeKind, IconName> = {
  info: 'info',
  success: 'circle-check',
  warning: 'warning',
  danger: 'circle-alert',
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
  t: Messages,
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
                ${icon('refresh')} ${t.common.retry}
              </button>
            </div>`
          : nothing
      }`,
    options.id,
  );
}

export interface FieldError {
  /** Id of the input to go to. */
  field: string;
  message: string;
}

/** GOV.UK's error summary: takes focus when shown, and its links move focus to the fields. Focus it by `id`. */
export function errorSummary(
  t: Messages,
  errors: readonly FieldError[],
  level: number,
  id: string,
  onGo: (field: string) => void,
): TemplateResult | typeof nothing {
  if (errors.length === 0) return nothing;
  return html`<div
    class="notice notice--danger"
    id=${id}
    tabindex="-1"
    role="group"
    aria-labelledby="${id}-title"
  >
    ${icon('circle-alert')}
    <div class="notice__body">
      ${heading(level, t.common.errorSummaryTitle, { id: `${id}-title`, className: 'notice__title' })}
      <ul>
        ${errors.map(
          ({ field, message }) =>
            html`<li>
              <a
                href="#${field}"
                @click=${(event: Event) => {
                  event.preventDefault();
                  onGo(field);
                }}
                >${message}</a
              >
            </li>`,
        )}
      </ul>
    </div>
  </div>`;
}

export interface TextFieldOptions {
  id: string;
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  type?: 'text' | 'email' | 'tel' | 'date' | 'number';
  autocomplete?: AutoFill;
  inputmode?: string;
  required?: boolean;
  /** First value only; later ones are the person's. */
  initial?: string | undefined;
  max?: string;
  min?: string;
  multiline?: boolean;
  maxlength?: number;
}

/** Label, hint, error and an uncontrolled input whose `name` is its id. */
export function textField(t: Messages, o: TextFieldOptions): TemplateResult {
  const describedBy = [o.hint ? `${o.id}-hint` : '', o.error ? `${o.id}-error` : '']
    .filter(Boolean)
    .join(' ');
  return html`<div class="field">
    <label class="label" for=${o.id}
      >${o.label} ${o.required ? nothing : html`<span class="muted small">${t.common.optional}</span>`}</label
    >
    ${o.hint ? html`<p class="hint" id="${o.id}-hint">${o.hint}</p>` : nothing}
    ${fieldError(t, o.id, o.error)}
    ${
      o.multiline
        ? html`<textarea
            class="input ${UNRECORDED}"
            id=${o.id}
            name=${o.id}
            rows="4"
            maxlength=${ifDefined(o.maxlength)}
            aria-describedby=${ifDefined(describedBy || undefined)}
            aria-invalid=${o.error ? 'true' : 'false'}
            .defaultValue=${o.initial ?? ''}
          ></textarea>`
        : html`<input
            class="input ${UNRECORDED}"
            id=${o.id}
            name=${o.id}
            type=${o.type ?? 'text'}
            autocomplete=${o.autocomplete ?? 'off'}
            inputmode=${ifDefined(o.inputmode as 'text' | undefined)}
            min=${ifDefined(o.min)}
            max=${ifDefined(o.max)}
            maxlength=${ifDefined(o.maxlength)}
            aria-required=${o.required ? 'true' : 'false'}
            aria-describedby=${ifDefined(describedBy || undefined)}
            aria-invalid=${o.error ? 'true' : 'false'}
            .defaultValue=${o.initial ?? ''}
          />`
    }
  </div>`;
}

/** The error of one field, with its id for `aria-describedby`. */
export function fieldError(
  t: Messages,
  id: string,
  message: string | undefined,
): TemplateResult | typeof nothing {
  if (!message) return nothing;
  return html`<p class="error" id="${id}-error">
    ${icon('circle-alert')}<span
      ><span class="visually-hidden">${t.common.errorPrefix}</span> ${message}</span
    >
  </p>`;
}

export interface Choice {
  value: string;
  label: string;
  help?: string | undefined;
  checked?: boolean;
}

export interface ChoiceGroupOptions {
  id: string;
  type: 'radio' | 'checkbox';
  /** The question; may be a heading template, so that it is both legend and heading. */
  legend: unknown;
  hint?: string | undefined;
  error?: string | undefined;
  choices: readonly Choice[];
  onChange?: (event: Event) => void;
}

/** A named group of radio buttons or checkboxes; the first input's id is the group's id, so that an error link lands on it. */
export function choiceGroup(t: Messages, o: ChoiceGroupOptions): TemplateResult {
  const describedBy = [o.hint ? `${o.id}-hint` : '', o.error ? `${o.id}-error` : '']
    .filter(Boolean)
    .join(' ');
  return html`<fieldset
    class=${UNRECORDED}
    aria-describedby=${ifDefined(describedBy || undefined)}
    @change=${o.onChange}
  >
    <legend>${o.legend}</legend>
    <div class="stack-small choices">
      ${o.hint ? html`<p class="hint" id="${o.id}-hint">${o.hint}</p>` : nothing}
      ${fieldError(t, o.id, o.error)}
      ${o.choices.map(
        (choice, index) =>
          html`<label class="choice">
            <input
              type=${o.type}
              name=${o.id}
              id=${index === 0 ? o.id : `${o.id}-${index}`}
              value=${choice.value}
              ?checked=${choice.checked ?? false}
              aria-describedby=${ifDefined(choice.help ? `${o.id}-${index}-help` : undefined)}
            />
            <span>
              <span>${choice.label}</span>
              ${choice.help ? html`<br /><span class="hint" id="${o.id}-${index}-help">${choice.help}</span>` : nothing}
            </span>
          </label>`,
      )}
    </div>
  </fieldset>`;
}
