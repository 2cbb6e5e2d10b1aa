/** One question, one page: the question is the heading and names the group of its choices. */
import { html, nothing, type TemplateResult } from 'lit';
import { ChevronLeft } from 'lucide';
import type { EligibilityGroup, EligibilityQuestion } from '../../contract/index.js';
import { formatNumber, pick } from '../../i18n/index.js';
import { errorSummary } from '../../ui/form-fields.js';
import { icon } from '../../ui/icons.js';
import { heading } from '../../ui/primitives.js';
import {
  headingId,
  keepExclusive,
  noteBox,
  problemField,
  problemOf,
  questionField,
  questionWords,
  type QuestionField,
} from './question-field.js';

export const summaryId = (question: string) => `q-${question}.errors`;

export interface QuestionPage extends QuestionField {
  level: number;
  group: EligibilityGroup | null;
  /** Shown above the question. */
  notes: readonly EligibilityQuestion[];
  /** Answered pages stay mounted, so that their inputs keep what was chosen. */
  hidden: boolean;
  progress: { number: number; atMostAfter: number } | null;
  onSubmit: (event: SubmitEvent) => void;
  onBack: () => void;
  onGo: (field: string) => void;
}

function legend(page: QuestionPage): TemplateResult {
  const { t, language, question, progress, group } = page;
  const number = progress && t.eligibility.question(formatNumber(progress.number, language));
  const atMost =
    progress && t.eligibility.atMost(progress.atMostAfter, formatNumber(progress.atMostAfter, language));
  return html`${progress ? html`<span class="progress numbers">${number} · ${atMost}</span>` : nothing}${
    group ? html`<span class="caption">${pick(group.title, language)}</span>` : nothing
  }${heading(page.level, questionWords(page), { id: headingId(question.id), focusable: true })}`;
}

export function questionPage(page: QuestionPage): TemplateResult {
  const { t, language, question } = page;
  const message = problemOf(page);
  const errors = message ? [{ field: problemField(page), message }] : [];
  return html`<form
    class="page"
    part=${page.hidden ? nothing : 'question'}
    ?hidden=${page.hidden}
    novalidate
    autocomplete="off"
    @submit=${page.onSubmit}
    @change=${(event: Event) => keepExclusive(event.currentTarget as Element, event.target)}
  >
    <button type="button" class="button button--quiet back no-print" @click=${page.onBack}>
      ${icon(ChevronLeft)}${t.common.back}
    </button>
    ${errorSummary(t, errors, page.level, summaryId(question.id), page.onGo)}
    ${page.notes.map((note) => noteBox(note, language, page.level))} ${questionField(page, legend(page))}
    <div class="row actions">
      <button type="submit" class="button submit">${t.common.continue}</button>
    </div>
  </form>`;
}
