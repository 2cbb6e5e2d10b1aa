/** The fields of one question, of any kind: a fieldset that the question names. The same on a page of its own and among all. */
import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { EligibilityImage, EligibilityQuestion } from '../../contract/index.js';
import { pick } from '../../i18n/index.js';
import { choiceList, fieldError, type Choice } from '../../ui/form-fields.js';
import { heading, UNRECORDED } from '../../ui/primitives.js';
import { enteredFor, NONE, OTHER, SKIP, UNSURE, type Entered } from './answer-input.js';
import { problemText } from './answer-words.js';
import { boxId, fieldId } from './entered.js';
import {
  errorId,
  groupHintId,
  hintId,
  otherField,
  typedInputs,
  type QuestionField,
} from './question-inputs.js';

/** Words of the question, with "(optional)" where it is. */
export function questionWords({ t, language, question }: QuestionField): unknown {
  const label = pick(question.label, language);
  return question.required === false
    ? html`${label} <span class="muted optional">${t.common.optional}</span>`
    : label;
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
  return html`<div class="note stack-small" id=${boxId(note.id)} data-note=${note.id} ?hidden=${hidden}>
    ${heading(level, pick(note.label, language), { className: 'subheading' })}
    ${note.help ? html`<p>${pick(note.help, language)}</p>` : nothing}
    ${note.image ? picture(note.image, language, 'picture') : nothing}
  </div>`;
}

/** The fieldset. `legend` holds {@link questionWords} under {@link headingId}. */
export function questionField(field: QuestionField, legend: unknown, hidden = false): TemplateResult {
  const { t, language, question, groupHelp } = field;
  const id = fieldId(question.id);
  const error = problemOf(field);
  const described = [
    groupHelp ? groupHintId(question.id) : '',
    question.help ? hintId(question.id) : '',
    error ? errorId(question.id) : '',
  ]
    .filter(Boolean)
    .join(' ');
  const entered = enteredFor(question, field.initial, language);
  const isChoice = question.kind === 'boolean' || 'options' in question;
  return html`<fieldset
    class=${UNRECORDED}
    id=${boxId(question.id)}
    data-question=${question.id}
    ?hidden=${hidden}
    aria-describedby=${ifDefined(isChoice && described ? described : undefined)}
  >
    <legend>${legend}</legend>
    <div class="stack-small choices">
      ${groupHelp ? html`<p class="hint" id=${groupHintId(question.id)}>${groupHelp}</p>` : nothing}
      ${question.image ? picture(question.image, language, 'picture') : nothing}
      ${question.help ? html`<p class="hint" id=${hintId(question.id)}>${pick(question.help, language)}</p>` : nothing}
      ${fieldError(t, errorId(question.id), error)} ${typedInputs(field, entered, described)}
      ${choiceList({
        id,
        type: question.kind === 'boolean' || question.kind === 'single-choice' ? 'radio' : 'checkbox',
        choices: choicesOf(field, entered),
        first: isChoice ? id : `${id}.unsure`,
      })}
    </div>
  </fieldset>`;
}

function choicesOf(field: QuestionField, entered: Entered): Choice[] {
  return offered(field, entered).map((choice) => ({
    ...choice,
    checked: entered.values.includes(choice.value),
  }));
}

function offered(field: QuestionField, entered: Entered): Choice[] {
  const { t, language, question } = field;
  const unsure = question.unsure ? [{ value: UNSURE, label: t.common.notSure }] : [];
  const skip = question.required === false ? [{ value: SKIP, label: t.eligibility.skip }] : [];
  switch (question.kind) {
    case 'boolean':
      return [
        { value: 'true', label: t.common.yes },
        { value: 'false', label: t.common.no },
        ...unsure,
        ...skip,
      ];
    case 'single-choice':
    case 'multiple-choice': {
      const options = question.options.map(({ id, label, help, image }) => ({
        value: id,
        label: pick(label, language),
        help: help && pick(help, language),
        image: image && picture(image, language, 'choice__picture'),
      }));
      const other = question.other
        ? [{ value: OTHER, label: t.eligibility.other, more: otherField(field, entered) }]
        : [];
      if (question.kind === 'single-choice') return [...options, ...other, ...unsure, ...skip];
      return [...options, ...other, { value: NONE, label: pick(question.noneLabel, language) }, ...unsure];
    }
    default:
      return unsure;
  }
}
