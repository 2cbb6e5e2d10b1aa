/** What is asked, why, by when, and the three ways to answer. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { CircleCheck, Clock, TriangleAlert, Upload } from 'lucide';
import type { BackendError } from '../../backend/backend.js';
import { placeRequests, type PlacedRequest } from '../../cases/request-buckets.js';
import { formatDate } from '../../i18n/index.js';
import { icon } from '../../ui/icons.js';
import { textField } from '../../ui/form-fields.js';
import { backendErrorNotice, heading } from '../../ui/primitives.js';
import type { WholeContext } from './status-view.js';

export const REQUESTS_TITLE = 'requests-title';

export type AnswerKind = 'third-party-sends' | 'cannot';

/** An answer that is being given: the form is open until the backend has it. */
export interface Answering {
  requestId: string;
  kind: AnswerKind;
  state: 'asking' | 'sending' | 'failed';
  error: BackendError | null;
  /** As last sent. */
  note: string;
  /** Kept for retries, so that the answer is recorded once. */
  idempotencyKey: string;
}

export interface RequestActions {
  answering: Answering | null;
  /** The request whose uploader is open; null for none. */
  uploadingFor: string | null;
  uploader: (requestId: string) => TemplateResult;
  onUpload: (requestId: string | null) => void;
  onAsk: (requestId: string, kind: AnswerKind) => void;
  onSend: (event: SubmitEvent) => void;
  onCancel: () => void;
}

export function renderRequests(
  context: WholeContext,
  actions: RequestActions,
): TemplateResult | typeof nothing {
  const { t, level, theCase, today } = context;
  const placed = placeRequests(theCase.requests, today);
  const isOver = ({ bucket, request }: PlacedRequest) =>
    bucket === 'settled' && request.id !== actions.uploadingFor;
  const shown = placed.filter((each) => !isOver(each));
  if (placed.length === 0 || theCase.phase === 'closed') return nothing;
  return html`<section class="stack-small" part="requests">
    ${heading(level + 1, t.tracker.requests.title, { className: 'subheading', id: REQUESTS_TITLE, focusable: true })}
    ${shown.length === 0 ? html`<p class="muted">${t.tracker.requests.nothing}</p>` : nothing}
    <ul class="plain stack-small">
      ${repeat(
        shown,
        ({ request }) => request.id,
        (each) => html`<li class="card stack-small request">${renderRequest(context, each, actions)}</li>`,
      )}
    </ul>
    ${renderSettled(context, placed.filter(isOver))}
  </section>`;
}

/** What was asked once, so that nobody wonders whether it is still open. */
function renderSettled(
  { t }: WholeContext,
  settled: readonly PlacedRequest[],
): TemplateResult | typeof nothing {
  if (settled.length === 0) return nothing;
  const words = t.tracker.requests;
  return html`<details class="settled">
    <summary>${words.over(settled.length)}</summary>
    <ul class="plain">
      ${settled.map(
        ({ request: { title, status } }) =>
          html`<li class="due">
            ${icon(CircleCheck)}<span
              >${title}: ${status === 'withdrawn' ? words.withdrawn : words.settled}</span
            >
          </li>`,
      )}
    </ul>
  </details>`;
}

function renderRequest(
  context: WholeContext,
  placed: PlacedRequest,
  actions: RequestActions,
): TemplateResult {
  const { t, level } = context;
  const { request, bucket } = placed;
  const { answering } = actions;
  const words = t.tracker.requests;
  const uploading = actions.uploadingFor === request.id;
  const mine = bucket === 'due' || bucket === 'overdue' || bucket === 'later';
  return html`${heading(level + 2, request.title, { className: 'request__title' })}
  ${request.reason ? html`<p>${request.reason}</p>` : nothing} ${renderDue(context, placed)}
  ${
    uploading
      ? html`${actions.uploader(request.id)}
          <div>
            <button type="button" class="button button--secondary" @click=${() => actions.onUpload(null)}>
              ${words.closeUploader}
            </button>
          </div>`
      : answering?.requestId === request.id
        ? renderAnswer(context, answering, actions)
        : mine && request.kind !== 'document'
          ? html`<p>${words.otherKind}</p>`
          : mine
            ? html`<div class="row actions no-print">
                <button
                  type="button"
                  class="button"
                  aria-label=${words.of(words.add, request.title)}
                  @click=${() => actions.onUpload(request.id)}
                >
                  ${icon(Upload)} ${words.add}
                </button>
                ${(['third-party-sends', 'cannot'] as const).map((kind) => {
                  const label = kind === 'cannot' ? words.cannot : words.thirdParty;
                  return html`<button
                    type="button"
                    class="button button--secondary"
                    aria-label=${words.of(label, request.title)}
                    @click=${() => actions.onAsk(request.id, kind)}
                  >
                    ${label}
                  </button>`;
                })}
              </div>`
            : nothing
  }`;
}

function renderDue({ t, language }: WholeContext, { request, bucket }: PlacedRequest): TemplateResult {
  const words = t.tracker.requests;
  const day = request.dueOn ? formatDate(request.dueOn, language) : null;
  switch (bucket) {
    case 'overdue':
      return html`<p class="overdue">${icon(TriangleAlert)}<span>${words.overdue(day ?? '')}</span></p>`;
    case 'due':
      return html`<p class="due">${icon(Clock)}<span>${day ? words.due(day) : words.noDate}</span></p>`;
    case 'later':
      return html`<p class="due">${icon(Clock)}<span>${words.later(day ?? '')}</span></p>`;
    case 'pending':
      return html`<p class="due">${icon(Clock)}<span>${words.pending}</span></p>`;
    case 'elsewhere':
      return html`<p class="due">
        ${icon(Clock)}<span>${request.owner === 'clinic' ? words.clinic : words.elsewhere}</span>
      </p>`;
    case 'settled':
      return html`<p class="due">${icon(CircleCheck)}<span>${words.settled}</span></p>`;
  }
}

function renderAnswer({ t }: WholeContext, answering: Answering, actions: RequestActions): TemplateResult {
  const words = t.tracker.requests;
  const cannot = answering.kind === 'cannot';
  const sending = answering.state === 'sending';
  return html`<form class="stack-small" @submit=${actions.onSend}>
    <p id="answer-text" tabindex="-1">
      <strong>${cannot ? words.cannot : words.thirdParty}.</strong>
      ${cannot ? words.cannotText : words.thirdPartyText}
    </p>
    ${textField(t, {
      id: 'note',
      label: cannot ? words.noteCannot : words.noteHospital,
      required: true,
      maxlength: 500,
    })}
    ${answering.error ? backendErrorNotice(t, answering.error, { id: 'answer-error' }) : nothing}
    <div class="row actions">
      <button type="submit" class="button" aria-disabled=${sending ? 'true' : 'false'}>${words.send}</button>
      <button type="button" class="button button--secondary" @click=${actions.onCancel}>
        ${t.common.cancel}
      </button>
    </div>
  </form>`;
}
