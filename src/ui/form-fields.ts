/**
 * Template functions for what forms are made of; who uses them adopts `form.styles.ts`. Functions, not elements: label,
 * input, hint and error stay in one root, since ARIA references do not cross shadow roots. Inputs are uncontrolled: what
 * a person types is read from the form and never written back (session recorders hook that write).
 */
import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { CircleAlert } from 'lucide';
import type { FirstMessages } from '../i18n/index.js';
import { icon } from './icons.js';
import { heading, UNRECORDED } from './primitives.js';

export interface FieldError {
  /** Id of the input to go to. */
  field: string;
  message: string;
}

/** GOV.UK's error summary: takes focus when shown, and its links move focus to the fields. Focus it by `id`. */
export function errorSummary(
  t: FirstMessages,
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
    ${icon(CircleAlert)}
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
export function textField(t: FirstMessages, o: TextFieldOptions): TemplateResult {
  const describedBy = [o.hint ? `${o.id}-hint` : '', o.error ? `${o.id}-error` : '']
    .filter(Boolean)
    .join(' ');
  return html`<div class="field">
    <label class="label" for=${o.id}
      >${o.label} ${o.required ? nothing : html`<span class="muted small">${t.common.optional}</span>`}</label
    >
    ${o.hint ? html`<p class="hint" id="${o.id}-hint">${o.hint}</p>` : nothing}
    ${fieldError(t, `${o.id}-error`, o.error)}
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

/** The error of one field. `id` is the message's own, for `aria-describedby`. */
export function fieldError(
  t: FirstMessages,
  id: string,
  message: string | undefined,
): TemplateResult | typeof nothing {
  if (!message) return nothing;
  return html`<p class="error" id=${id}>
    ${icon(CircleAlert)}<span><span class="visually-hidden">${t.common.errorPrefix}</span> ${message}</span>
  </p>`;
}

export interface Choice {
  value: string;
  label: string;
  help?: string | undefined;
  checked?: boolean;
  /** Stands before the label, inside of it. */
  image?: unknown;
  /** Stands below; the style sheet shows it while the choice is made. */
  more?: unknown;
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
export function choiceGroup(t: FirstMessages, o: ChoiceGroupOptions): TemplateResult {
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
      ${fieldError(t, `${o.id}-error`, o.error)} ${choiceList(o)}
    </div>
  </fieldset>`;
}

/** The choices alone, for who brings a fieldset. `first` is the first input's id; the name, when left out. */
export function choiceList(
  o: Pick<ChoiceGroupOptions, 'id' | 'type' | 'choices'> & { first?: string },
): TemplateResult[] {
  return o.choices.map((choice, index) => {
    const help = choice.help ? `${o.id}.${index}.help` : undefined;
    return html`<label class="choice">
        <input
          type=${o.type}
          name=${o.id}
          id=${index === 0 ? (o.first ?? o.id) : `${o.id}.${index}`}
          value=${choice.value}
          ?checked=${choice.checked ?? false}
          aria-describedby=${ifDefined(help)}
        />
        ${choice.image ?? nothing}
        <span>
          <span>${choice.label}</span>
          ${help ? html`<br /><span class="hint" id=${ifDefined(help)}>${choice.help}</span>` : nothing}
        </span> </label
      >${choice.more ?? nothing}`;
  });
}
