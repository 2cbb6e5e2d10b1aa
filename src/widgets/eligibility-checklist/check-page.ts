/** "Check your answers": everything that was answered, once more, before the result. */
import { html, nothing, type TemplateResult } from 'lit';
import { ChevronLeft } from 'lucide';
import { icon } from '../../ui/icons.js';
import { heading } from '../../ui/primitives.js';
import { answered, answersList, printHead, type AnswersList } from './answers-list.js';
import { notesAtEnd } from './journey.js';
import { noteBox } from './question-field.js';

export const CHECK_HEADING = 'check-heading';

export interface CheckPage extends AnswersList {
  level: number;
  /** The answers are sent to the clinic with the result. */
  sends: boolean;
  onConfirm: () => void;
  onBack: () => void;
}

export function checkPage(page: CheckPage): TemplateResult {
  const { t, language, level, journey } = page;
  const notes = new Set(notesAtEnd(journey));
  return html`<div class="page" part="check">
    <button type="button" class="button button--quiet back no-print" @click=${page.onBack}>
      ${icon(ChevronLeft)}${t.common.back}
    </button>
    ${printHead(page)} ${heading(level, t.eligibility.checkTitle, { id: CHECK_HEADING, focusable: true })}
    <p class="lead no-print">${t.eligibility.checkText}</p>
    ${answersList(page, answered(journey))}
    ${journey.definition.questions
      .filter(({ id }) => notes.has(id))
      .map((note) => noteBox(note, language, level + 1))}
    ${page.sends ? html`<p class="hint no-print">${t.eligibility.checkSends}</p>` : nothing}
    <div class="row actions no-print">
      <button type="button" class="button submit" @click=${page.onConfirm}>${t.eligibility.seeResult}</button>
    </div>
  </div>`;
}
