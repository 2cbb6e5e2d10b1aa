/** Check your answers, what happens next, send. */
import { html, nothing, type TemplateResult } from 'lit';
import { Info } from 'lucide';
import type { Capabilities, Case } from '../../contract/index.js';
import { formatDate, formatDay, formatNumber, pick, type Messages } from '../../i18n/index.js';
import { icon } from '../../ui/icons.js';
import { heading, UNRECORDED } from '../../ui/primitives.js';
import { textsToShow } from '../../cases/consent.js';
import type { IntakeStep } from './so-intake.events.js';

export const REVIEW_HEADING = 'review-heading';

export interface ReviewView {
  t: Messages;
  language: string;
  level: number;
  case: Case;
  capabilities: Capabilities | null;
  /** Files of this visit that are still on their way. */
  sending: number;
  notices: unknown;
  actions: unknown;
  onChange: (step: IntakeStep, field?: string) => void;
}

export function reviewView(view: ReviewView): TemplateResult {
  const { t, language, level, case: theCase, capabilities } = view;
  const words = t.intake.review;
  const { patient, representative, contact, reason } = theCase;
  const number = (value: number) => formatNumber(value, language);
  const received = theCase.documents.filter(
    ({ status }) => status === 'received' || status === 'accepted',
  ).length;
  const consents = textsToShow(capabilities?.consentTexts ?? [], language, theCase);
  const row = (name: string, value: unknown, step: IntakeStep, field?: string) =>
    html`<div class="answer">
      <dt>${name}</dt>
      <dd class=${UNRECORDED}>${value || html`<span class="muted">${words.notGiven}</span>`}</dd>
      <dd class="answer__change no-print">
        <button
          type="button"
          class="button button--quiet"
          aria-label=${t.common.changeItem(name)}
          @click=${() => view.onChange(step, field)}
        >
          ${t.common.change}
        </button>
      </dd>
    </div>`;
  return html`${heading(level, words.title, { id: REVIEW_HEADING, focusable: true })}
    <p class="lead muted">${words.lead}</p>
    ${view.notices}
    <dl class="answers ${UNRECORDED}" part="summary">
      ${row(words.patient, `${patient.givenName} ${patient.familyName}`, 'details', 'given-name')}
      ${row(words.birthDate, formatDate(patient.birthDate, language), 'details', 'birth-day')}
      ${
        representative
          ? row(
              words.representative,
              `${representative.name} (${t.intake.details.roles[representative.role]})`,
              'details',
              'representative-name',
            )
          : nothing
      }
      ${row(words.email, contact.email, 'details', 'contact-email')}
      ${row(words.phone, contact.phone, 'details', 'contact-phone')}
      ${row(words.reason, reason && html`<span class="verbatim">${reason}</span>`, 'details', 'reason')}
      <div class="answer">
        <dt>${words.consent}</dt>
        <dd>
          ${consents.map(({ text, agreed }) =>
            agreed
              ? html`<p>${words.consentGiven(text.title, formatDay(agreed.agreedAt, language))}</p>`
              : nothing,
          )}
        </dd>
      </div>
      ${row(
        words.documents,
        html`<p>${words.received(received, number(received))}</p>
          ${view.sending > 0 ? html`<p>${words.stillSending(view.sending, number(view.sending))}</p>` : nothing}`,
        'documents',
      )}
    </dl>
    <section class="notice" part="next">
      ${icon(Info)}
      <div class="notice__body">
        ${heading(level + 1, words.next, { className: 'notice__title' })}
        <ul class="facts">
          <li>${words.nextCheck}</li>
          ${
            capabilities
              ? html`<li>
                  ${words.nextReport(
                    number(capabilities.turnaround.minBusinessDays),
                    number(capabilities.turnaround.maxBusinessDays),
                  )}
                </li>`
              : nothing
          }
          <li>${words.nextTrack}</li>
          ${capabilities?.cost ? html`<li>${words.cost(pick(capabilities.cost, language))}</li>` : nothing}
        </ul>
      </div>
    </section>
    ${view.actions}`;
}
