/** One question, one page: the question is the heading and names the group of its choices. */
import { html, nothing, type TemplateResult } from 'lit';
import { ChevronLeft } from 'lucide';
import type { EligibilityQuestion } from '../../contract/index.js';
import { formatNumber, pick, type Messages } from '../../i18n/index.js';
import { choiceGroup, errorSummary, fieldError, type Choice } from '../../ui/form-fields.js';
import { heading, UNRECORDED } from '../../ui/primitives.js';
import { icon } from '../../ui/icons.js';
import { NONE, UNSURE, type InputProblem } from './answer-input.js';

/** Ids in the element's root: the question's own may be anything that the definition's author chose. */
export const fieldId = (question: string) => `q-${question}`;
export const headingId = (question: string) => `q-${question}-heading`;
export const summaryId = (question: string) => `q-${question}-errors`;

export interface QuestionPage {
  t: Messages;
  language: string;
  level: number;
  question: EligibilityQuestion;
  /** Answered pages stay mounted, so that their inputs keep what was chosen. */
  hidden: boolean;
  progress: { number: number; atMostAfter: number } | null;
  problem: InputProblem | null;
  onSubmit: (event: SubmitEvent) => void;
  onBack: () => void;
  onGo: (field: string) => void;
}

function choicesOf({ t, language, question }: QuestionPage): Choice[] {
  const unsure = question.unsure ? [{ value: UNSURE, label: t.common.notSure }] : [];
  switch (question.kind) {
    case 'boolean':
      return [{ value: 'true', label: t.common.yes }, { value: 'false', label: t.common.no }, ...unsure];
    case 'single-choice':
    case 'multiple-choice': {
      const options = question.options.map(({ id, label, help }) => ({
        value: id,
        label: pick(label, language),
        help: help && pick(help, language),
      }));
      const none =
        question.kind === 'multiple-choice'
          ? [{ value: NONE, label: pick(question.noneLabel, language) }]
          : [];
      return [...options, ...none, ...unsure];
    }
    case 'integer':
      return unsure;
  }
}

/**
 * "None of these" and "I'm not sure" exclude the other boxes. By clicks, not by setting `checked`: session recorders
 * listen to that setter.
 */
function keepExclusive(event: Event): void {
  const changed = event.target;
  if (!(changed instanceof HTMLInputElement) || changed.type !== 'checkbox' || !changed.checked) return;
  const boxes = (event.currentTarget as HTMLElement).querySelectorAll<HTMLInputElement>('[type=checkbox]');
  const exclusive = (box: HTMLInputElement) => box.value === NONE || box.value === UNSURE;
  for (const box of boxes) {
    if (box !== changed && box.checked && (exclusive(box) || exclusive(changed))) box.click();
  }
}

function problemText({ t, language, question, problem }: QuestionPage): string | undefined {
  if (!problem) return undefined;
  if (problem === 'range' && question.kind === 'integer') {
    return t.eligibility.problem.range(
      formatNumber(question.min, language),
      formatNumber(question.max, language),
    );
  }
  return problem === 'range' ? undefined : t.eligibility.problem[problem];
}

function numberField(page: QuestionPage, legend: unknown, error: string | undefined): TemplateResult {
  const { t, language, question } = page;
  if (question.kind !== 'integer') throw new TypeError('not an integer question');
  const id = fieldId(question.id);
  const describedBy = [question.help ? `${id}-hint` : '', error ? `${id}-error` : '']
    .filter(Boolean)
    .join(' ');
  return html`<fieldset class=${UNRECORDED}>
    <legend>${legend}</legend>
    <div class="stack-small">
      ${question.help ? html`<p class="hint" id="${id}-hint">${pick(question.help, language)}</p>` : nothing}
      ${fieldError(t, id, error)}
      <div class="number">
        <input
          class="input numbers ${UNRECORDED}"
          id=${id}
          name=${id}
          type="text"
          inputmode=${question.min < 0 ? 'text' : 'numeric'}
          autocomplete="off"
          aria-labelledby="${headingId(question.id)} ${id}-unit"
          aria-describedby=${describedBy || nothing}
          aria-invalid=${error ? 'true' : 'false'}
        />
        <span id="${id}-unit">${question.unit ? pick(question.unit, language) : nothing}</span>
      </div>
      ${choicesOf(page).map(
        ({ value, label }) =>
          html`<label class="choice"
            ><input type="checkbox" name=${id} value=${value} /><span>${label}</span></label
          >`,
      )}
    </div>
  </fieldset>`;
}

export function questionPage(page: QuestionPage): TemplateResult {
  const { t, language, question, progress } = page;
  const id = fieldId(question.id);
  const error = problemText(page);
  const number = progress && t.eligibility.question(formatNumber(progress.number, language));
  const atMost =
    progress && t.eligibility.atMost(progress.atMostAfter, formatNumber(progress.atMostAfter, language));
  const legend = html`${
    progress ? html`<span class="progress numbers">${number} · ${atMost}</span>` : nothing
  }${heading(page.level, pick(question.label, language), { id: headingId(question.id), focusable: true })}`;
  return html`<form
    class="page"
    part=${page.hidden ? nothing : 'question'}
    ?hidden=${page.hidden}
    novalidate
    autocomplete="off"
    @submit=${page.onSubmit}
  >
    <button type="button" class="button button--quiet back no-print" @click=${page.onBack}>
      ${icon(ChevronLeft)}${t.common.back}
    </button>
    ${errorSummary(t, error ? [{ field: id, message: error }] : [], page.level, summaryId(question.id), page.onGo)}
    ${
      question.kind === 'integer'
        ? numberField(page, legend, error)
        : choiceGroup(t, {
            id,
            type: question.kind === 'multiple-choice' ? 'checkbox' : 'radio',
            legend,
            hint: question.help && pick(question.help, language),
            error,
            choices: choicesOf(page),
            onChange: keepExclusive,
          })
    }
    <div class="row actions">
      <button type="submit" class="button submit">${t.common.continue}</button>
    </div>
  </form>`;
}
