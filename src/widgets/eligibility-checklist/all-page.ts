/** The page with all questions. The list is rendered once; after that {@link AllQuestions} shows and hides its parts. */
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { ChevronLeft } from 'lucide';
import type { EligibilityQuestion } from '../../contract/index.js';
import { isAsked } from '../../eligibility/condition.js';
import { pick, type Messages } from '../../i18n/index.js';
import { errorSummary } from '../../ui/form-fields.js';
import { icon } from '../../ui/icons.js';
import { heading } from '../../ui/primitives.js';
import type { AllQuestions } from './all-questions.js';
import type { InputProblem } from './answer-input.js';
import { noteBox, problemOf, questionField, questionWords } from './question-field.js';
import { headingId, problemField } from './question-inputs.js';

export const ALL_HEADING = 'all-heading';
export const ALL_ERRORS = 'all-errors';

export interface AllPage {
  t: Messages;
  language: string;
  level: number;
  on: string;
  sheet: AllQuestions;
  /** Kept mounted while the outcome is shown, so that its inputs keep what was entered. */
  hidden: boolean;
  problems: ReadonlyMap<string, InputProblem>;
  onInput: (event: Event) => void;
  onSubmit: (event: SubmitEvent) => void;
  onBack: () => void;
  onGo: (field: string) => void;
}

/** Runs of questions with the same group. */
function sections(questions: readonly EligibilityQuestion[]): EligibilityQuestion[][] {
  const runs: EligibilityQuestion[][] = [];
  for (const question of questions) {
    const run = runs.at(-1);
    if (run && run[0]?.group === question.group) run.push(question);
    else runs.push([question]);
  }
  return runs;
}

function item(page: AllPage, item: EligibilityQuestion, level: number): unknown {
  const { t, language, on, sheet } = page;
  const hidden = !sheet.shown(item.id);
  if (!isAsked(item)) return noteBox(item, language, level, hidden);
  const problem = page.problems.get(item.id) ?? null;
  const field = { t, language, on, question: item, problem, initial: sheet.initial[item.id] };
  return guard([t, language, problem, hidden, item], () => {
    const words = html`<span class="question" id=${headingId(item.id)} tabindex="-1"
      >${questionWords(field)}</span
    >`;
    return questionField(field, words, hidden);
  });
}

/** Questions in one box, of which the layout is its own: among thousands, each answer would have all of them gone through. */
const RUN = 32;

function runs(page: AllPage, questions: readonly EligibilityQuestion[], level: number): TemplateResult[] {
  return Array.from({ length: Math.ceil(questions.length / RUN) }, (_, i) => {
    const run = questions.slice(i * RUN, (i + 1) * RUN);
    const empty = !run.some(({ id }) => page.sheet.shown(id));
    return html`<div class="run" data-run ?hidden=${empty}>
      ${run.map((each) => item(page, each, level))}
    </div>`;
  });
}

function list(page: AllPage): TemplateResult[] {
  const { language, level, sheet } = page;
  const groups = new Map(sheet.definition.groups?.map((group) => [group.id, group]));
  return sections(sheet.definition.questions).map((section) => {
    const group = groups.get(section[0]?.group ?? '');
    const items = runs(page, section, level + (group ? 2 : 1));
    if (!group) return html`<div>${items}</div>`;
    const empty = !section.some(({ id }) => sheet.shown(id));
    return html`<div data-group=${group.id} ?hidden=${empty}>
      ${heading(level + 1, pick(group.title, language), { className: 'subheading' })}
      ${group.help ? html`<p class="hint">${pick(group.help, language)}</p>` : nothing} ${items}
    </div>`;
  });
}

function summary(page: AllPage): unknown {
  const { t, language, on, sheet, problems } = page;
  if (problems.size === 0) return nothing;
  const errors = sheet.definition.questions.filter(isAsked).flatMap((question) => {
    const problem = problems.get(question.id);
    if (!problem) return [];
    const field = { t, language, on, question, problem, initial: undefined };
    return {
      field: problemField(field),
      message: `${pick(question.label, language)} – ${problemOf(field) ?? ''}`,
    };
  });
  return errorSummary(t, errors, page.level, ALL_ERRORS, page.onGo);
}

export function allPage(page: AllPage): TemplateResult {
  const { t, language, level, sheet, problems } = page;
  return html`<form
    class="page"
    part=${page.hidden ? nothing : 'questions'}
    ?hidden=${page.hidden}
    novalidate
    autocomplete="off"
    @submit=${page.onSubmit}
    @change=${page.onInput}
    @input=${page.onInput}
  >
    <button type="button" class="button button--quiet back no-print" @click=${page.onBack}>
      ${icon(ChevronLeft)}${t.common.back}
    </button>
    ${guard([t, language, level, problems], () => summary(page))}
    ${heading(level, pick(sheet.definition.title, language), { id: ALL_HEADING, focusable: true })}
    <div class="all">${guard([t, language, level, problems, sheet], () => list(page))}</div>
    <div class="row actions">
      <button type="submit" class="button submit">${t.eligibility.seeResult}</button>
    </div>
  </form>`;
}
