/** The report, the documents and the history: what has been given and what has come back. */
import { html, nothing, type TemplateResult } from 'lit';
import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  Download,
  Info,
  Printer,
  Upload,
  type IconNode,
} from 'lucide';
import type { BackendError } from '../../backend/backend.js';
import { historyOf, type HistoryEntry } from '../../cases/timeline.js';
import type { CaseDocument } from '../../contract/index.js';
import { formatBytes, formatDateTime, formatDay } from '../../i18n/index.js';
import { icon } from '../../ui/icons.js';
import { backendErrorNotice, heading, UNRECORDED } from '../../ui/primitives.js';
import { hasProblem, type WholeContext } from './status-view.js';

/** How far a download of the report has come. */
export type Download = { state: 'idle' | 'preparing' | 'started' } | { state: 'failed'; error: BackendError };

export function renderReport(
  { t, language, level, theCase }: WholeContext,
  download: Download,
  onDownload: () => void,
): TemplateResult | typeof nothing {
  const { report } = theCase;
  if (!report) return nothing;
  const words = t.tracker.report;
  const preparing = download.state === 'preparing';
  return html`<section class="card report stack-small" part="report">
    ${heading(level + 1, words.heading, { className: 'subheading' })}
    <p>${words.text} <span class="muted">${words.size(formatBytes(report.size, language))}</span></p>
    ${download.state === 'failed' ? backendErrorNotice(t, download.error, { id: 'download-error' }) : nothing}
    <div class="row actions">
      <button type="button" class="button" aria-disabled=${preparing ? 'true' : 'false'} @click=${onDownload}>
        ${icon(Download)} ${preparing ? words.preparing : words.download}
      </button>
    </div>
    ${download.state === 'started' ? html`<p>${words.started}</p>` : nothing}
    ${report.openedAt ? html`<p class="small muted">${words.opened(formatDay(report.openedAt, language))}</p>` : nothing}
  </section>`;
}

/** Rows shown at once: a disc is hundreds of files. Those that need somebody come first. */
const FIRST_ROWS = 8;

const STATUS_ICONS: Partial<Record<CaseDocument['status'], IconNode>> = {
  received: CircleCheck,
  accepted: CircleCheck,
  rejected: CircleAlert,
  'delivery-failed': CircleAlert,
  'not-needed': Info,
};

export interface DocumentActions {
  showAll: boolean;
  uploader: TemplateResult | null;
  canSend: boolean;
  onShowAll: () => void;
  onMore: () => void;
  onClose: () => void;
}

export function renderDocuments(context: WholeContext, actions: DocumentActions): TemplateResult {
  const { t, level, theCase } = context;
  const words = t.tracker.documents;
  const all = [...theCase.documents].sort((a, b) => Number(hasProblem(b)) - Number(hasProblem(a)));
  const shown = actions.showAll ? all : all.slice(0, FIRST_ROWS);
  return html`<section class="stack-small" part="documents">
    ${heading(level + 1, words.title, { className: 'subheading', id: 'documents-title', focusable: true })}
    ${
      all.length === 0
        ? html`<p class="muted">${words.none}</p>`
        : html`<ul class="plain documents ${UNRECORDED}">
            ${shown.map((document) => renderDocument(context, document))}
          </ul>`
    }
    ${
      all.length > shown.length
        ? html`<div>
            <button type="button" class="button button--quiet" @click=${actions.onShowAll}>
              ${words.all(all.length)}
            </button>
          </div>`
        : nothing
    }
    ${actions.uploader ?? nothing}
    ${
      actions.uploader
        ? html`<div>
            <button type="button" class="button button--secondary" @click=${actions.onClose}>
              ${t.tracker.requests.closeUploader}
            </button>
          </div>`
        : actions.canSend
          ? html`<div class="no-print">
              <button type="button" class="button button--secondary" @click=${actions.onMore}>
                ${icon(Upload)} ${words.more}
              </button>
            </div>`
          : nothing
    }
  </section>`;
}

function renderDocument({ t, language }: WholeContext, document: CaseDocument): TemplateResult {
  const words = t.tracker.documents;
  const [name, meaning] = words.status[document.status] ?? [document.status, ''];
  const { rejection } = document;
  return html`<li class="document ${hasProblem(document) ? 'document--problem' : ''}">
    ${icon(STATUS_ICONS[document.status] ?? CircleDashed)}
    <div>
      <p class="document__name">${document.fileName}</p>
      <p class="small">
        <strong>${name}</strong>
        <span class="muted numbers"> · ${formatBytes(document.size, language)}</span>
      </p>
      <p class="small">${rejection ? words.rejection[rejection.code] : meaning}</p>
      ${rejection?.text ? html`<p class="small">${t.tracker.words(rejection.text)}</p>` : nothing}
    </div>
  </li>`;
}

export function renderHistory(context: WholeContext, onPrint: () => void): TemplateResult | typeof nothing {
  const { t, language, events } = context;
  const words = t.tracker.history;
  const entries = historyOf(events);
  if (entries.length === 0) return nothing;
  return html`<details class="history" part="history">
    <summary>${words.title}</summary>
    <div class="stack-small">
      <ol class="plain history__list ${UNRECORDED}">
        ${entries.map(
          (entry) =>
            html`<li>
              <p class="small muted numbers">
                <time datetime=${entry.at}>${formatDateTime(entry.at, language)}</time>
              </p>
              <p>${wordsOf(context, entry)}</p>
              ${entry.text ? html`<p class="small">${t.tracker.words(entry.text)}</p>` : nothing}
            </li>`,
        )}
      </ol>
      <div class="no-print">
        <button type="button" class="button button--quiet" @click=${onPrint}>
          ${icon(Printer)} ${words.print}
        </button>
      </div>
    </div>
  </details>`;
}

function wordsOf({ t, theCase }: WholeContext, { code, phase, count, requestId }: HistoryEntry): string {
  const words = t.tracker.history;
  switch (code) {
    case 'phase':
      return t.tracker.headline[phase ?? ''] ?? t.tracker.inProgress;
    case 'received':
    case 'accepted':
    case 'rejected':
    case 'delivery-failed':
    case 'not-needed':
    case 'deleted':
      return words.files[code](count);
    default: {
      const request = theCase.requests.find(({ id }) => id === requestId);
      return request ? words.about(words.code[code], request.title) : words.code[code];
    }
  }
}
