/** The fields of one question, of any kind: a fieldset that the question names. The same on a page of its own and among all. */
import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { EligibilityImage, EligibilityQuestion } from '../../contract/index.js';
import type { AskedQuestion } from '../../eligibility/condition.js';
import { pick, type Messages } from '../../i18n/index.js';
import { choiceList, fieldError, type Choice } from '../../ui/form-fields.js';
import { heading, UNRECORDED } from '../../ui/primitives.js';
import {
  NONE,
  OTHER,
  OTHER_LENGTH,
  TEXT_LENGTH,
  UNSURE,
  type DatePart,
  type InputProblem,
} from './answer-input.js';
import { problemText } from './answer-words.js';
import { fieldId } from './entered.js';

/** Ids in the element's root: the question's own may be anything that the definition's author chose. */
export const headingId = (question: string) => `q-${question}.heading`;

export interface QuestionField {
  t: Messages;
  language: string;
  /** Day of the evaluation, `YYYY-MM-DD`. */
  on: string;
  question: AskedQuestion;
  problem: InputProblem | null;
}

/** Words of the question, with "(optional)" where it is. */
export function questionWords({ t, language, question }: QuestionField): unknown {
  const label = pick(question.label, language);
  return question.required === false
    ? html`${label} <span class="muted optional">${t.common.optional}</span>`
    : label;
}

/** The input to go to when something is wrong. */
export function problemField({ language, question, problem }: QuestionField): string {
  const id = fieldId(question.id);
  if (problem === 'other' || (problem === 'long' && question.kind !== 'text'))
    return fieldId(question.id, 'other');
  if (question.kind !== 'date' || problem === 'both') return id;
  const part = { dateDay: 'day', dateMonth: 'month', dateYear: 'year' }[String(problem)] as
    DatePart | undefined;
  return fieldId(question.id, part ?? dateOrder(language)[0]);
}

export function problemOf(field: QuestionField): string | undefined {
  const { t, language, question, problem, on } = field;
  return problem ? problemText(t, language, question, problem, on) : undefined;
}

/** From somewhere else, which must not learn which page shows it. */
export function picture(image: EligibilityImage, language: string, className: string): TemplateResult {
  return html`<img
    class=${className}
    src=${image.url}
    alt=${pick(image.alt, language)}
    loading="lazy"
    decoding="async"
    referrerpolicy="no-referrer"
  />`;
}

/** `label` as its heading, `help` as its text. */
export function noteBox(
  note: EligibilityQuestion,
  language: string,
  level: number,
  hidden = false,
): TemplateResult {
  return html`<div class="note stack-small" data-note=${note.id} ?hidden=${hidden}>
    ${heading(level, pick(note.label, language), { className: 'subheading' })}
    ${note.help ? html`<p>${pick(note.help, language)}</p>` : nothing}
    ${note.image ? picture(note.image, language, 'picture') : nothing}
  </div>`;
}

/** The fieldset. `legend` holds {@link questionWords} under {@link headingId}. */
export function questionField(field: QuestionField, legend: unknown, hidden = false): TemplateResult {
  const { t, language, question } = field;
  const id = fieldId(question.id);
  const error = problemOf(field);
  const described = [question.help ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  const isChoice = question.kind === 'boolean' || 'options' in question;
  return html`<fieldset
    class=${UNRECORDED}
    data-question=${question.id}
    ?hidden=${hidden}
    aria-describedby=${ifDefined(isChoice && described ? described : undefined)}
  >
    <legend>${legend}</legend>
    <div class="stack-small choices">
      ${question.image ? picture(question.image, language, 'picture') : nothing}
      ${question.help ? html`<p class="hint" id="${id}-hint">${pick(question.help, language)}</p>` : nothing}
      ${fieldError(t, id, error)} ${inputs(field, described)}
      ${choiceList({
        id,
        type: question.kind === 'boolean' || question.kind === 'single-choice' ? 'radio' : 'checkbox',
        choices: choicesOf(field),
        first: isChoice ? id : `${id}.unsure`,
      })}
    </div>
  </fieldset>`;
}

function choicesOf(field: QuestionField): Choice[] {
  const { t, language, question } = field;
  const unsure = question.unsure ? [{ value: UNSURE, label: t.common.notSure }] : [];
  switch (question.kind) {
    case 'boolean':
      return [{ value: 'true', label: t.common.yes }, { value: 'false', label: t.common.no }, ...unsure];
    case 'single-choice':
    case 'multiple-choice': {
      const options = question.options.map(({ id, label, help, image }) => ({
        value: id,
        label: pick(label, language),
        help: help && pick(help, language),
        image: image && picture(image, language, 'choice__picture'),
      }));
      const other = question.other
        ? [{ value: OTHER, label: t.eligibility.other, more: otherField(field) }]
        : [];
      const none =
        question.kind === 'multiple-choice'
          ? [{ value: NONE, label: pick(question.noneLabel, language) }]
          : [];
      return [...options, ...other, ...none, ...unsure];
    }
    default:
      return unsure;
  }
}

/** Shown by the style sheet while its choice is made: see `.choice__more`. */
function otherField(field: QuestionField): TemplateResult {
  const id = fieldId(field.question.id, 'other');
  const wrong = field.problem !== null && problemField(field) === id;
  return html`<div class="choice__more field">
    <label class="label" for=${id}>${field.t.eligibility.otherLabel}</label>
    <input
      class="input ${UNRECORDED}"
      id=${id}
      name=${id}
      type="text"
      autocomplete="off"
      maxlength=${OTHER_LENGTH}
      aria-describedby=${ifDefined(wrong ? `${fieldId(field.question.id)}-error` : undefined)}
      aria-invalid=${wrong ? 'true' : 'false'}
    />
  </div>`;
}

/** What is typed. */
function inputs(field: QuestionField, described: string): TemplateResult | typeof nothing {
  const { question, language, problem } = field;
  const id = fieldId(question.id);
  const describedBy = ifDefined(described || undefined);
  const invalid = problem ? 'true' : 'false';
  const name = headingId(question.id);
  switch (question.kind) {
    case 'integer':
    case 'decimal': {
      const keys = question.kind === 'decimal' ? 'decimal' : 'numeric';
      return html`<div class="number">
        <input
          class="input numbers ${UNRECORDED}"
          id=${id}
          name=${id}
          type="text"
          inputmode=${question.min < 0 ? 'text' : keys}
          autocomplete="off"
          aria-labelledby="${name} ${id}.unit"
          aria-describedby=${describedBy}
          aria-invalid=${invalid}
        />
        <span id="${id}.unit">${question.unit ? pick(question.unit, language) : nothing}</span>
      </div>`;
    }
    case 'date':
      return dateFields(field, described);
    case 'text':
      return question.multiline
        ? html`<textarea
            class="input ${UNRECORDED}"
            id=${id}
            name=${id}
            rows="4"
            autocomplete="off"
            maxlength=${question.maxLength ?? TEXT_LENGTH}
            aria-labelledby=${name}
            aria-describedby=${describedBy}
            aria-invalid=${invalid}
          ></textarea>`
        : html`<input
            class="input ${UNRECORDED}"
            id=${id}
            name=${id}
            type="text"
            autocomplete="off"
            maxlength=${question.maxLength ?? TEXT_LENGTH}
            aria-labelledby=${name}
            aria-describedby=${describedBy}
            aria-invalid=${invalid}
          />`;
    default:
      return nothing;
  }
}

const orders = new Map<string, DatePart[]>();

/** Day, month and year in the order of the language. */
export function dateOrder(language: string): DatePart[] {
  let order = orders.get(language);
  if (!order) {
    const format = new Intl.DateTimeFormat(`${language}-u-ca-gregory`, {
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    order = format
      .formatToParts(0)
      .map(({ type }) => type)
      .filter((type) => type === 'day' || type === 'month' || type === 'year');
    orders.set(language, order);
  }
  return order;
}

function dateFields(field: QuestionField, described: string): TemplateResult {
  const { t, language, question, problem } = field;
  return html`<div class="date">
    ${dateOrder(language).map((part) => {
      const id = fieldId(question.id, part);
      return html`<div class="field">
        <label class="label" for=${id}>${t.eligibility[part]}</label>
        <input
          class="input numbers date__${part} ${UNRECORDED}"
          id=${id}
          name=${id}
          type="text"
          inputmode="numeric"
          autocomplete="off"
          maxlength=${part === 'year' ? 4 : 2}
          aria-describedby=${ifDefined(described || undefined)}
          aria-invalid=${problem ? 'true' : 'false'}
        />
      </div>`;
    })}
  </div>`;
}

/**
 * "None of these" and "I'm not sure" exclude the other boxes. By clicks, not by setting `checked`: session recorders
 * listen to that setter.
 */
export function keepExclusive(field: Element, changed: EventTarget | null): void {
  if (!(changed instanceof HTMLInputElement) || changed.type !== 'checkbox' || !changed.checked) return;
  const exclusive = (box: HTMLInputElement) => box.value === NONE || box.value === UNSURE;
  for (const box of field.querySelectorAll<HTMLInputElement>('[type=checkbox]')) {
    if (box !== changed && box.checked && (exclusive(box) || exclusive(changed))) box.click();
  }
}
