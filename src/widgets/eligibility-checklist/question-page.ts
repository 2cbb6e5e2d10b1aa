/** One question, one page: the question is the heading and names the group of its choices. */
import { html, nothing, type TemplateResult } from 'lit';
import { ChevronLeft } from 'lucide';
import type { EligibilityGroup, EligibilityQuestion } from '../../contract/index.js';
import { formatNumber, pick } from '../../i18n/index.js';
import { errorSummary } from '../../ui/form-fields.js';
import { icon } from '../../ui/icons.js';
import { heading } from '../../ui/primitives.js';
import { keepExclusive } from './entered.js';
import { noteBox, problemOf, questionField, questionWords } from './question-field.js';
import { headingId, problemField, type QuestionField } from './question-inputs.js';

export const summaryId = (question: string) => `q-${question}.errors`;

export interface QuestionPage extends QuestionField {
  level: number;
  group: EligibilityGroup | null;
  /** Shown above the question. */
  notes: readonly EligibilityQuestion[];
  /** Answered pages stay mounted, so that their inputs keep what was chosen. */
  hidden: boolean;
  /** `atMostAfter` is null where it goes without saying. */
  progress: { number: number; atMostAfter: number | null } | null;
  onSubmit: (event: SubmitEvent) => void;
  onBack: () => void;
  onGo: (field: string) => void;
}

function progressText(
  { t, language }: QuestionPage,
  { number, atMostAfter }: NonNullable<QuestionPage['progress']>,
): string {
  const which = t.eligibility.question(formatNumber(number, language));
  if (atMostAfter === null) return which;
  return `${which} · ${t.eligibility.atMost(atMostAfter, formatNumber(atMostAfter, language))}`;
}

function legend(page: QuestionPage): TemplateResult {
  const { language, question, progress, group } = page;
  return html`${progress ? html`<span class="progress numbers">${progressText(page, progress)}</span>` : nothing}${
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
    ${page.notes.map((note) => noteBox(note, language, page.level))}
    ${questionField({ ...page, groupHelp: page.group?.help && pick(page.group.help, language) }, legend(page))}
    <div class="row actions">
      <button type="submit" class="button submit">${t.common.continue}</button>
    </div>
  </form>`;
}
