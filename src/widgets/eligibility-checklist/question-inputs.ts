/** What is typed for one question: numbers, dates, texts and the words beside "something else". */
import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { EligibilityAnswer } from '../../contract/index.js';
import type { AskedQuestion } from '../../eligibility/condition.js';
import { pick, type Messages } from '../../i18n/index.js';
import { UNRECORDED } from '../../ui/primitives.js';
import {
  OTHER_LENGTH,
  SKIP,
  TEXT_LENGTH,
  UNSURE,
  type DatePart,
  type Entered,
  type InputProblem,
} from './answer-input.js';
import { fieldId } from './entered.js';

/** Ids in the element's root. Each ends in a word after a dot, which no question's own id has: none can be another's. */
export const headingId = (question: string) => `q-${question}.heading`;
export const hintId = (question: string) => `q-${question}.hint`;
export const groupHintId = (question: string) => `q-${question}.group`;
export const errorId = (question: string) => `q-${question}.error`;

export interface QuestionField {
  t: Messages;
  language: string;
  /** Day of the evaluation, `YYYY-MM-DD`. */
  on: string;
  question: AskedQuestion;
  problem: InputProblem | null;
  /** Given earlier, on another visit or in another layout. What the fields hold at first; later it is the person's. */
  initial: EligibilityAnswer | undefined;
  /** What its group says of all its questions, where no heading above has said it. */
  groupHelp?: string | undefined;
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

/** Shown by the style sheet while its choice is made: see `.choice__more`. */
export function otherField(field: QuestionField, entered: Entered): TemplateResult {
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
      aria-describedby=${ifDefined(wrong ? errorId(field.question.id) : undefined)}
      aria-invalid=${wrong ? 'true' : 'false'}
      .defaultValue=${entered.other ?? ''}
    />
  </div>`;
}

/** What is typed. `described`: ids for `aria-describedby`. */
export function typedInputs(
  field: QuestionField,
  entered: Entered,
  described: string,
): TemplateResult | typeof nothing {
  const { question, language, problem } = field;
  const id = fieldId(question.id);
  const describedBy = ifDefined(described || undefined);
  const invalid = problem ? 'true' : 'false';
  const name = headingId(question.id);
  const initial = entered.values.find((value) => value !== UNSURE && value !== SKIP) ?? '';
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
          .defaultValue=${initial}
        />
        <span id="${id}.unit">${question.unit ? pick(question.unit, language) : nothing}</span>
      </div>`;
    }
    case 'date':
      return dateFields(field, entered, described);
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
            .defaultValue=${initial}
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
            .defaultValue=${initial}
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

function dateFields(field: QuestionField, entered: Entered, described: string): TemplateResult {
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
          .defaultValue=${entered[part] ?? ''}
        />
      </div>`;
    })}
  </div>`;
}
