/** Questions with their answers in words, each with a way to change it. */
import { html, nothing, type TemplateResult } from 'lit';
import type { EligibilityDefinition } from '../../contract/index.js';
import { isAsked } from '../../eligibility/condition.js';
import { formatDate, pick, type Messages } from '../../i18n/index.js';
import { UNRECORDED } from '../../ui/primitives.js';
import { answerText } from './answer-words.js';
import { trailOfPages, type Journey } from './journey.js';

export interface AnswersList {
  t: Messages;
  language: string;
  journey: Journey;
  onChange: (question: string) => void;
}

/** Ids of the questions that were asked, are shown and have an answer, in the definition's order. */
export function answered(journey: Journey): string[] {
  const visited = new Set(trailOfPages(journey));
  return journey.definition.questions
    .map(({ id }) => id)
    .filter((id) => visited.has(id) && journey.answers[id] !== undefined);
}

function row(
  { t, language, journey, onChange }: AnswersList,
  question: EligibilityDefinition['questions'][number],
): TemplateResult | typeof nothing {
  const { id } = question;
  const answer = journey.answers[id];
  if (!isAsked(question) || answer === undefined) return nothing;
  const label = pick(question.label, language);
  return html`<div class="answers__row">
    <dt>${label}</dt>
    <dd>${answerText(t, language, question, answer)}</dd>
    <dd class="answers__change no-print">
      <button
        type="button"
        class="button button--quiet"
        aria-label=${t.common.changeItem(label)}
        @click=${() => onChange(id)}
      >
        ${t.common.change}
      </button>
    </dd>
  </div>`;
}

/** Those of `ids`, in the definition's order. */
export function answersList(list: AnswersList, ids: readonly string[]): TemplateResult {
  const shown = new Set(ids);
  return html`<dl class="answers ${UNRECORDED}">
    ${list.journey.definition.questions.filter(({ id }) => shown.has(id)).map((each) => row(list, each))}
  </dl>`;
}

/** On paper, where no page around says it: which questions, answered when. */
export function printHead({ language, journey }: AnswersList): TemplateResult {
  return html`<p class="print-only">
    ${pick(journey.definition.title, language)} · ${formatDate(journey.on, language)}
  </p>`;
}
