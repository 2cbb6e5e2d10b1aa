/** No disc drive: the other ways that the clinic offers, each a short form, and who acts next once it is said. */
import { html, nothing, type TemplateResult } from 'lit';
import { Disc3, Hospital, Link, Mail, PenLine, Printer, type IconNode } from 'lucide';
import type { BackendError } from '../../../backend/backend.js';
import type { CaseRequest, PatientRequest, RecordsWay } from '../../../contract/index.js';
import { errorSummary, textField } from '../../../ui/form-fields.js';
import { icon } from '../../../ui/icons.js';
import { backendErrorNotice, heading, notice, UNRECORDED } from '../../../ui/primitives.js';
import { noDiscField, readNoDisc, type NoDiscField, type NoDiscProblem } from './no-disc-answer.js';
import { addressLabel, releaseForm, type SheetSubject } from './no-disc-sheets.js';
import { printSheet } from './print-sheet.js';

export interface NoDiscModel extends SheetSubject {
  headingLevel: number;
  /** As the backend offers them: `capabilities.imaging.alternatives`. */
  ways: readonly RecordsWay[];
  /** The case's requests that the patient made: those with a `way`. */
  requests: readonly CaseRequest[];
  problems: readonly NoDiscProblem[];
  /** On its way to the backend. */
  sending: RecordsWay | null;
  failed: { way: RecordsWay; error: BackendError } | null;
  onProblems(problems: readonly NoDiscProblem[]): void;
  onAnswer(answer: PatientRequest): void;
  /** An error of the summary was followed: move the focus to the input with this id. */
  onGo(field: string): void;
}

/** Of the summary that takes the focus when there are problems. */
export const NO_DISC_SUMMARY = 'no-disc-problems';
export const NO_DISC_TITLE = 'no-disc-title';
/** Of the confirmation of a request: focus it once the backend has it. */
export const noDiscConfirmation = (requestId: string): string => `told-${requestId}`;

const ICONS: Record<RecordsWay, IconNode> = {
  'image-link': Link,
  post: Mail,
  'release-form': PenLine,
  'hospital-sends': Hospital,
};

function field(
  { t, problems }: NoDiscModel,
  way: RecordsWay,
  name: NoDiscField,
  options: { label: string; hint?: string; required?: boolean; inputmode?: string; multiline?: boolean },
): TemplateResult {
  const id = noDiscField(way, name);
  const problem = problems.find((each) => each.field === id);
  return textField(t, { id, ...options, error: problem && t.records.noDisc.problems[problem.code] });
}

function fields(model: NoDiscModel, way: RecordsWay): TemplateResult {
  const words = model.t.records.noDisc;
  const hospital = () => field(model, way, 'hospital', { label: words.hospital, required: true });
  const note = () => field(model, way, 'note', { label: words.note, multiline: true });
  switch (way) {
    case 'image-link': {
      const { url, urlHint, code, codeHint } = words.ways[way];
      return html`${field(model, way, 'url', { label: url, hint: urlHint, required: true, inputmode: 'url' })}
      ${field(model, way, 'code', { label: code, hint: codeHint })} ${note()}`;
    }
    case 'post': {
      const { address, noAddress, print } = words.ways[way];
      return html`${
        model.postalAddress
          ? html`<div class="stack-tight">
              <p class="label">${address}</p>
              ${addressLabel(model)}
            </div>`
          : html`<p>${noAddress}</p>`
      }
      ${
        model.postalAddress
          ? html`<div class="row actions no-print">
              <button
                type="button"
                class="button button--secondary"
                @click=${() => printSheet(addressLabel(model), model.locale)}
              >
                ${icon(Printer)} ${print}
              </button>
            </div>`
          : nothing
      }
      ${note()}`;
    }
    case 'release-form': {
      const print = (event: Event) => {
        const form = (event.currentTarget as HTMLButtonElement).form;
        if (!form) return;
        const read = readNoDisc(way, new FormData(form));
        if (!read.ok) return model.onProblems(read.problems);
        if (read.answer.kind === way) printSheet(releaseForm(model, read.answer.hospital), model.locale);
      };
      return html`${hospital()} ${releaseForm(model, '')}
        <div class="row actions no-print">
          <button type="button" class="button button--secondary" @click=${print}>
            ${icon(Printer)} ${words.ways[way].print}
          </button>
        </div>`;
    }
    case 'hospital-sends':
      return html`${hospital()} ${note()}`;
  }
}

function wayView(model: NoDiscModel, way: RecordsWay): TemplateResult {
  const { t, headingLevel, sending, failed } = model;
  const words = t.records.noDisc;
  const problems = model.problems.filter((each) => each.way === way);
  const submitted = (event: SubmitEvent) => {
    event.preventDefault();
    if (sending) return;
    const read = readNoDisc(way, new FormData(event.currentTarget as HTMLFormElement));
    if (read.ok) model.onAnswer(read.answer);
    else model.onProblems(read.problems);
  };
  return html`<details class="way" name="no-disc">
    <summary>${icon(ICONS[way])} <span>${words.ways[way].title}</span></summary>
    <form class="way__form ${UNRECORDED}" novalidate @submit=${submitted}>
      <p>${words.ways[way].text}</p>
      ${errorSummary(
        t,
        problems.map((each) => ({ field: each.field, message: words.problems[each.code] })),
        headingLevel + 2,
        NO_DISC_SUMMARY,
        model.onGo,
      )}
      ${fields(model, way)}
      ${failed?.way === way ? backendErrorNotice(t, failed.error, { id: 'no-disc-error' }) : nothing}
      <div class="row actions no-print">
        <button type="submit" class="button" aria-disabled=${sending ? 'true' : 'false'}>
          ${sending === way ? words.sending : words.ways[way].send}
        </button>
      </div>
    </form>
  </details>`;
}

function confirmation({ t }: NoDiscModel, request: CaseRequest): TemplateResult | typeof nothing {
  const words = t.records.noDisc;
  const { way, owner, detail, status } = request;
  if (!way || status === 'withdrawn' || status === 'settled') return nothing;
  const hospital = way === 'release-form' || way === 'hospital-sends' ? detail : undefined;
  return notice(
    'success',
    words.sent[way],
    html`${hospital ? html`<p class=${UNRECORDED}>${words.from(hospital)}</p>` : nothing}
      <p>
        ${way === 'release-form' && owner !== 'clinic' ? words.nextForm : words.next[owner === 'other' ? 'clinic' : owner]}
      </p>`,
    noDiscConfirmation(request.id),
  );
}

/** Nothing where the backend offers none. */
export function noDiscView(model: NoDiscModel): TemplateResult | typeof nothing {
  const { t, headingLevel, ways, requests } = model;
  if (ways.length === 0) return nothing;
  const words = t.records.noDisc;
  return html`<section class="no-disc" aria-labelledby=${NO_DISC_TITLE}>
    <div class="stack-tight">
      <div class="reading__head">
        ${icon(Disc3)}
        ${heading(headingLevel + 1, words.title, { id: NO_DISC_TITLE, className: 'subheading', focusable: true })}
      </div>
      <p class="muted">${words.lead}</p>
    </div>
    ${requests.map((request) => confirmation(model, request))}
    <div class="ways">${ways.map((way) => wayView(model, way))}</div>
  </section>`;
}
