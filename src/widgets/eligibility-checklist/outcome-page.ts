/** The outcome: what, why, what now; the answers that led there, and every answer with a way to change it. */
import { html, nothing, type TemplateResult } from 'lit';
import {
  ChevronLeft,
  ChevronRight,
  CircleCheck,
  Clock,
  Info,
  Phone,
  Printer,
  TriangleAlert,
  type IconNode,
} from 'lucide';
import type { Capabilities, EligibilityOutcome, LocalisedText, OutcomeKind } from '../../contract/index.js';
import type { Explanation } from '../../eligibility/explain.js';
import { pick } from '../../i18n/index.js';
import { icon } from '../../ui/icons.js';
import { backendErrorNotice, heading, UNRECORDED } from '../../ui/primitives.js';
import { answered, answersList, printHead, type AnswersList } from './answers-list.js';
import { ERROR, phoneHref } from './intro-page.js';
import type { Recording } from './recording.js';
import { changeText } from './why.js';

export const OUTCOME_HEADING = 'outcome-heading';

const ICONS: Record<OutcomeKind, IconNode> = {
  eligible: CircleCheck,
  'not-eligible': Info,
  'needs-review': Clock,
  'seek-care-now': TriangleAlert,
};

export interface OutcomePage extends AnswersList {
  level: number;
  outcome: EligibilityOutcome;
  /** Null when the backend came to another outcome, and alone knows why; or when several reasons lead here and none is certain. */
  reason: LocalisedText | null;
  /** The backend came to another outcome than this page did. */
  isOther: boolean;
  /** Null where there is none to be had; undefined until it is worked out. */
  explanation: Explanation | null | undefined;
  capabilities: Capabilities | null;
  recording: Recording;
  /** Label of the button that goes on; null: no such button. */
  continueLabel: string | null;
  onContinue: () => void;
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

/** Every answer once: those from which the outcome follows, and the others; and which one would have led elsewhere. */
function answers(page: OutcomePage): TemplateResult | typeof nothing {
  const { t, level, journey, explanation } = page;
  const e = t.eligibility;
  // It takes no time that anybody would notice; what is shown does not change under their eyes.
  if (explanation === undefined) return nothing;
  const all = answered(journey);
  const because = explanation?.because.filter((id) => all.includes(id)) ?? [];
  const others = because.length > 0 ? all.filter((id) => !because.includes(id)) : [];
  return html`<div class="stack-small" part="because">
      ${heading(level + 1, because.length > 0 ? e.because : e.yourAnswers, { className: 'subheading' })}
      <p class="hint no-print">${e.yourAnswersHint}</p>
      ${answersList(page, because.length > 0 ? because : all)}
      ${others.length > 0 ? disclosure(e.otherAnswers, answersList(page, others)) : nothing}
    </div>
    ${whatIf(page)}`;
}

/** Nothing in an emergency, nor where the definition's author wants none. */
function whatIf({
  t,
  language,
  journey,
  outcome,
  explanation,
}: OutcomePage): TemplateResult | typeof nothing {
  const { definition, on } = journey;
  if (outcome.kind === 'seek-care-now' || outcome.counterfactuals === false) return nothing;
  const lines = (explanation?.changes ?? []).flatMap(
    (change) => changeText({ t, language, definition, on }, change) ?? [],
  );
  if (lines.length === 0) return nothing;
  const e = t.eligibility;
  return html`<div part="changes">
    ${disclosure(
      e.whatIf,
      html`<p>${e.whatIfText}</p>
        <ul class="steps ${UNRECORDED}">
          ${lines.map((line) => html`<li>${line}</li>`)}
        </ul>`,
    )}
  </div>`;
}

function disclosure(title: string, body: unknown): TemplateResult {
  return html`<details class="more">
    <summary>${icon(ChevronRight)}<span>${title}</span></summary>
    <div class="stack-small">${body}</div>
  </details>`;
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
    ${printHead(page)} ${outcomeCard(page)} ${recordingNotice(page)}
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
    ${answers(page)}
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
