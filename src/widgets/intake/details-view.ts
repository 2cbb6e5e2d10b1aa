/** The form of the details. Uncontrolled: what is typed is read on Continue, and never written back. */
import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { Messages } from '../../i18n/index.js';
import { choiceGroup, errorSummary, fieldError, textField } from '../../ui/form-fields.js';
import { heading, UNRECORDED } from '../../ui/primitives.js';
import type { Details, DetailsProblem, WhoFor } from './details.js';
import { FIELDS, ROLES, WHO_FOR, whoForOf } from './read-details.js';

export const DETAILS_SUMMARY = 'details-summary';
export const DETAILS_HEADING = 'details-heading';

export interface DetailsView {
  t: Messages;
  language: string;
  level: number;
  /** First values, of a resumed case. */
  initial: Details | null;
  whoFor: WhoFor | null;
  problems: readonly DetailsProblem[];
  /** Notices above the form: errors of the backend, another tab's case. */
  notices: unknown;
  actions: unknown;
  onWhoFor: (whoFor: WhoFor) => void;
  onGo: (field: string) => void;
  onSubmit: (event: SubmitEvent) => void;
}

export function detailsView(view: DetailsView): TemplateResult {
  const { t, level, initial, problems } = view;
  const words = t.intake.details;
  const whoFor = view.whoFor ?? (initial ? whoForOf(initial) : null);
  const mine = whoFor === 'me';
  const forOther = whoFor === 'child' || whoFor === 'other';
  const error = (field: string) => {
    const found = problems.find((problem) => problem.field === field);
    return found && words.problems[found.code];
  };
  return html`${heading(level, words.title, { id: DETAILS_HEADING, focusable: true })}
    <p class="lead muted">${words.lead}</p>
    ${view.notices}
    ${errorSummary(
      t,
      problems.map(({ code, field }) => ({ field, message: words.problems[code] })),
      level + 1,
      DETAILS_SUMMARY,
      view.onGo,
    )}
    <form novalidate class="stack ${UNRECORDED}" @submit=${view.onSubmit}>
      ${choiceGroup(t, {
        id: FIELDS.whoFor,
        type: 'radio',
        legend: heading(level + 1, words.whoFor, { className: 'subheading' }),
        error: error(FIELDS.whoFor),
        choices: WHO_FOR.map((value) => ({
          value,
          label: words.who[value],
          checked: initial !== null && whoForOf(initial) === value,
        })),
        onChange: (event) => view.onWhoFor((event.target as HTMLInputElement).value as WhoFor),
      })}
      <section class="stack-medium" ?hidden=${!forOther}>
        ${heading(level + 1, words.representative, { className: 'subheading' })}
        <p class="hint">${words.representativeHint}</p>
        ${textField(t, {
          id: FIELDS.representativeName,
          label: words.representativeName,
          autocomplete: 'name',
          required: true,
          error: error(FIELDS.representativeName),
          initial: initial?.representative?.name,
        })}
        ${roleField(view, error(FIELDS.role))} ${authorityField(view, error(FIELDS.authority))}
      </section>
      <section class="stack-medium">
        ${heading(level + 1, mine ? words.patientMe : words.patient, { className: 'subheading' })}
        ${textField(t, {
          id: FIELDS.givenName,
          label: words.givenName,
          autocomplete: mine ? 'given-name' : 'off',
          required: true,
          error: error(FIELDS.givenName),
          initial: initial?.patient.givenName,
        })}
        ${textField(t, {
          id: FIELDS.familyName,
          label: words.familyName,
          autocomplete: mine ? 'family-name' : 'off',
          required: true,
          error: error(FIELDS.familyName),
          initial: initial?.patient.familyName,
        })}
        ${birthDateField(view, mine)}
      </section>
      <section class="stack-medium">
        ${heading(level + 1, words.contact, { className: 'subheading' })}
        ${textField(t, {
          id: FIELDS.email,
          label: words.email,
          hint: words.emailHint,
          type: 'email',
          autocomplete: 'email',
          required: true,
          error: error(FIELDS.email),
          initial: initial?.contact.email,
        })}
        ${textField(t, {
          id: FIELDS.phone,
          label: words.phone,
          type: 'tel',
          autocomplete: 'tel',
          error: error(FIELDS.phone),
          initial: initial?.contact.phone,
        })}
      </section>
      ${textField(t, {
        id: FIELDS.reason,
        label: words.reason,
        hint: words.reasonHint,
        multiline: true,
        error: error(FIELDS.reason),
        initial: initial?.reason,
      })}
      ${view.actions}
    </form>`;
}

function roleField({ t, initial }: DetailsView, error: string | undefined): TemplateResult {
  const words = t.intake.details;
  return choiceGroup(t, {
    id: FIELDS.role,
    type: 'radio',
    legend: html`<span class="label">${words.role}</span>`,
    error,
    choices: ROLES.map((value) => ({
      value,
      label: words.roles[value],
      checked: initial?.representative?.role === value,
    })),
  });
}

function authorityField({ t, initial }: DetailsView, error: string | undefined): TemplateResult {
  const id = FIELDS.authority;
  return html`<div class="stack-small">
    ${fieldError(t, `${id}-error`, error)}
    <label class="choice ${UNRECORDED}">
      <input
        type="checkbox"
        id=${id}
        name=${id}
        ?checked=${Boolean(initial?.representative)}
        aria-required="true"
        aria-invalid=${error ? 'true' : 'false'}
        aria-describedby=${ifDefined(error ? `${id}-error` : undefined)}
      />
      <span>${t.intake.details.authority}</span>
    </label>
  </div>`;
}

/** Three fields, in the order in which the language writes dates. */
function birthDateField({ t, language, initial, problems }: DetailsView, mine: boolean): TemplateResult {
  const words = t.intake.details;
  const wrong = problems.find(({ code }) => code.startsWith('birth-'));
  const error = wrong && words.problems[wrong.code];
  const [year, month, day] = initial?.patient.birthDate.split('-') ?? [];
  const parts = {
    day: { id: FIELDS.day, label: words.day, fill: 'bday-day', first: day },
    month: { id: FIELDS.month, label: words.month, fill: 'bday-month', first: month },
    year: { id: FIELDS.year, label: words.year, fill: 'bday-year', first: year },
  } as const;
  const order = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'numeric', year: 'numeric' })
    .formatToParts(0)
    .flatMap(({ type }) => (type === 'day' || type === 'month' || type === 'year' ? [type] : []));
  const describedBy = `birth-hint${error ? ' birth-error' : ''}`;
  return html`<fieldset class=${UNRECORDED} aria-describedby=${describedBy}>
    <legend class="label">${words.birthDate}</legend>
    <p class="hint" id="birth-hint">${words.birthHint}</p>
    ${fieldError(t, 'birth-error', error)}
    <div class="date">
      ${order.map((type) => {
        const { id, label, fill, first } = parts[type];
        return html`<div class="field date__${type}">
          <label class="small" for=${id}>${label}</label>
          <input
            class="input numbers ${UNRECORDED}"
            id=${id}
            name=${id}
            type="text"
            inputmode="numeric"
            maxlength=${type === 'year' ? 4 : 2}
            autocomplete=${mine ? fill : 'off'}
            aria-required="true"
            aria-invalid=${wrong?.field === id ? 'true' : 'false'}
            aria-describedby=${error ? 'birth-error' : nothing}
            .defaultValue=${first ?? ''}
          />
        </div>`;
      })}
    </div>
  </fieldset>`;
}
