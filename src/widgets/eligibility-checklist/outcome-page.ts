/** The outcome: what, why, what now; and every answer with a way to change it. */
import { html, nothing, type TemplateResult } from 'lit';
import { ChevronLeft, CircleCheck, Clock, Info, Phone, Printer, TriangleAlert, type IconNode } from 'lucide';
import type { Capabilities, EligibilityOutcome, LocalisedText, OutcomeKind } from '../../contract/index.js';
import { isAsked } from '../../eligibility/condition.js';
import { pick, type Messages } from '../../i18n/index.js';
import { icon } from '../../ui/icons.js';
import { backendErrorNotice, heading, UNRECORDED } from '../../ui/primitives.js';
import { answerText } from './answer-words.js';
import { ERROR, phoneHref } from './intro-page.js';
import { trailOfPages, type Journey } from './journey.js';
import type { Recording } from './recording.js';

export const OUTCOME_HEADING = 'outcome-heading';

const ICONS: Record<OutcomeKind, IconNode> = {
  eligible: CircleCheck,
  'not-eligible': Info,
  'needs-review': Clock,
  'seek-care-now': TriangleAlert,
};

export interface OutcomePage {
  t: Messages;
  language: string;
  level: number;
  journey: Journey;
  outcome: EligibilityOutcome;
  /** Null when the backend came to another outcome, and alone knows why; or when several reasons lead here and none is certain. */
  reason: LocalisedText | null;
  /** The backend came to another outcome than this page did. */
  isOther: boolean;
  capabilities: Capabilities | null;
  recording: Recording;
  /** Label of the button that goes on; null: no such button. */
  continueLabel: string | null;
  onContinue: () => void;
  onChange: (question: string) => void;
  onBack: () => void;
  onRetry: () => void;
}

function emergencyCall({ t, capabilities }: OutcomePage): TemplateResult {
  const number = capabilities?.organisation.emergencyNumber;
  return number
    ? html`<a class="button button--emergency" href=${phoneHref(number)}
        >${icon(Phone)} ${t.eligibility.call(number)}</a
      >`
    : html`<p><strong>${t.eligibility.callLocal}</strong></p>`;
}

function outcomeCard(page: OutcomePage): TemplateResult {
  const { t, language, outcome, reason, level } = page;
  const e = t.eligibility;
  const section = (title: string, body: unknown) =>
    html`<div class="outcome__section">
      ${heading(level + 1, title, { className: 'subheading' })} ${body}
    </div>`;
  return html`<div class="outcome outcome--${outcome.kind} ${UNRECORDED}" part="outcome">
    <p class="mark">${icon(ICONS[outcome.kind])} ${e.mark[outcome.kind]}</p>
    ${heading(level, pick(outcome.title, language), { id: OUTCOME_HEADING, focusable: true })}
    ${outcome.kind === 'seek-care-now' ? emergencyCall(page) : nothing}
    <p class="lead">${pick(outcome.text, language)}</p>
    ${section(e.why, html`<p>${reason ? pick(reason, language) : page.isOther ? e.otherResult : e.sameEitherWay}</p>`)}
    ${
      outcome.nextSteps?.length
        ? section(
            e.next,
            html`<ul class="steps">
              ${outcome.nextSteps.map((step) => html`<li>${pick(step, language)}</li>`)}
            </ul>`,
          )
        : nothing
    }
    ${
      outcome.links?.length
        ? html`<ul class="steps">
            ${outcome.links.map(
              ({ label, url }) =>
                html`<li>
                  <a href=${url} target="_blank" rel="noopener noreferrer"
                    >${pick(label, language)} ${t.common.opensInNewTab}</a
                  >
                </li>`,
            )}
          </ul>`
        : nothing
    }
  </div>`;
}

function answersList({ t, language, level, journey, onChange }: OutcomePage): TemplateResult {
  const e = t.eligibility;
  const visited = new Set(trailOfPages(journey));
  const rows = journey.definition.questions.flatMap((question) => {
    const { id } = question;
    const answer = journey.answers[id];
    if (!isAsked(question) || !visited.has(id) || answer === undefined) return [];
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
  });
  return html`<div class="stack-small">
    ${heading(level + 1, e.yourAnswers, { className: 'subheading' })}
    <p class="hint no-print">${e.yourAnswersHint}</p>
    <dl class="answers ${UNRECORDED}">${rows}</dl>
  </div>`;
}

/** Nobody in an emergency is asked to deal with a server. */
function recordingNotice({ t, outcome, recording, onRetry }: OutcomePage): unknown {
  if (recording.state !== 'failed' || outcome.kind === 'seek-care-now') return nothing;
  return backendErrorNotice(t, recording.error, { id: ERROR, onRetry });
}

export function outcomePage(page: OutcomePage): TemplateResult {
  const { t, capabilities, continueLabel } = page;
  // In an emergency there is one number to call.
  const phone = page.outcome.kind === 'seek-care-now' ? undefined : capabilities?.organisation.phone;
  return html`<div class="page">
    <button type="button" class="button button--quiet back no-print" @click=${page.onBack}>
      ${icon(ChevronLeft)}${t.common.back}
    </button>
    ${outcomeCard(page)} ${recordingNotice(page)}
    ${
      continueLabel
        ? html`<div class="row actions no-print">
            <button type="button" class="button submit" part="continue" @click=${page.onContinue}>
              ${continueLabel}
            </button>
          </div>`
        : nothing
    }
    ${
      capabilities && phone
        ? html`<p>
            ${t.eligibility.contact(capabilities.organisation.name)} <a href=${phoneHref(phone)}>${phone}</a>
          </p>`
        : nothing
    }
    ${answersList(page)}
    <div class="row actions no-print">
      <button
        type="button"
        class="button button--secondary"
        @click=${(event: UIEvent) => event.view?.print()}
      >
        ${icon(Printer)} ${t.eligibility.print}
      </button>
    </div>
  </div>`;
}
