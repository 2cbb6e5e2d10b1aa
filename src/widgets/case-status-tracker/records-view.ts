/** The documents and the history: what has been given, and what has happened. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { CircleAlert, CircleCheck, CircleDashed, Info, Upload, type IconNode } from 'lucide';
import { historyOf, type HistoryEntry } from '../../cases/timeline.js';
import type { CaseDocument } from '../../contract/index.js';
import { formatBytes, formatDateTime } from '../../i18n/index.js';
import { icon } from '../../ui/icons.js';
import { heading, UNRECORDED } from '../../ui/primitives.js';
import { hasProblem, type WholeContext } from './status-view.js';

/** Rows shown at once: a disc is hundreds of files. Those that need somebody come first. */
const FIRST_ROWS = 8;
const MORE_ROWS = 50;

const STATUS_ICONS: Partial<Record<CaseDocument['status'], IconNode>> = {
  received: CircleCheck,
  accepted: CircleCheck,
  rejected: CircleAlert,
  'delivery-failed': CircleAlert,
  'not-needed': Info,
};

export interface DocumentActions {
  /** How many rows; null: the first few. */
  shown: number | null;
  uploader: TemplateResult | null;
  canSend: boolean;
  onShow: (rows: number) => void;
  onMore: () => void;
  /** Another copy of one that cannot be used. */
  onAgain: (document: CaseDocument) => void;
  onClose: () => void;
}

export function renderDocuments(context: WholeContext, actions: DocumentActions): TemplateResult {
  const { t, level, theCase } = context;
  const words = t.tracker.documents;
  const all = [...theCase.documents].sort((a, b) => Number(hasProblem(b)) - Number(hasProblem(a)));
  const rows = actions.shown ?? FIRST_ROWS;
  const shown = all.slice(0, rows);
  return html`<section class="stack-small" part="documents">
    ${heading(level + 1, words.title, { className: 'subheading', id: 'documents-title', focusable: true })}
    ${
      all.length === 0
        ? html`<p class="muted">${words.none}</p>`
        : html`<ul class="plain documents ${UNRECORDED}">
            ${repeat(
              shown,
              ({ id }) => id,
              (document) => renderDocument(context, document, actions),
            )}
          </ul>`
    }
    ${
      all.length > shown.length
        ? html`<div>
            <button
              type="button"
              class="button button--quiet"
              @click=${() => actions.onShow(rows + MORE_ROWS)}
            >
              ${words.show(Math.min(all.length - rows, MORE_ROWS))}
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

function renderDocument(
  { t, language }: WholeContext,
  document: CaseDocument,
  { canSend, onAgain }: DocumentActions,
): TemplateResult {
  const words = t.tracker.documents;
  const [name, meaning] = words.status[document.status] ?? [document.status, ''];
  const { rejection, statusText } = document;
  const theirs = rejection?.text ?? statusText;
  return html`<li class="document ${hasProblem(document) ? 'document--problem' : ''}">
    ${icon(STATUS_ICONS[document.status] ?? CircleDashed)}
    <div>
      <p class="document__name">${document.title ?? document.fileName}</p>
      <p class="small">
        <strong>${name}</strong>
        <span class="muted numbers"> · ${formatBytes(document.size, language)}</span>
      </p>
      <p class="small">${rejection ? words.rejection[rejection.code] : meaning}</p>
      ${theirs ? html`<p class="small">${t.tracker.words(theirs)}</p>` : nothing}
      ${
        hasProblem(document) && canSend
          ? html`<div class="no-print">
              <button
                type="button"
                class="button button--quiet"
                aria-label=${words.againOf(document.title ?? document.fileName)}
                @click=${() => onAgain(document)}
              >
                ${icon(Upload)} ${words.again}
              </button>
            </div>`
          : nothing
      }
    </div>
  </li>`;
}

/** Entries shown at once; the newest, since the oldest is long known. */
const FIRST_ENTRIES = 50;

export interface HistoryActions {
  /** How many of the newest entries; null while it is folded away. */
  shown: number | null;
  onShow: (entries: number) => void;
}

/** Made only once it is unfolded: a long case has a thousand events. */
export function renderHistory(
  context: WholeContext,
  { shown, onShow }: HistoryActions,
): TemplateResult | typeof nothing {
  const { t, events } = context;
  const words = t.tracker.history;
  if (events.length === 0) return nothing;
  return html`<details
    class="history"
    part="history"
    @toggle=${({ currentTarget }: Event) => {
      if ((currentTarget as HTMLDetailsElement).open && shown === null) onShow(FIRST_ENTRIES);
    }}
  >
    <summary>${words.title}</summary>
    ${shown === null ? nothing : renderEntries(context, shown, onShow)}
  </details>`;
}

function renderEntries(
  context: WholeContext,
  count: number,
  onShow: HistoryActions['onShow'],
): TemplateResult {
  const { t, language, events } = context;
  const entries = historyOf(events);
  const shown = entries.slice(-count);
  const hidden = entries.length - shown.length;
  return html`<div class="stack-small">
    ${
      hidden > 0
        ? html`<div class="no-print">
            <button type="button" class="button button--quiet" @click=${() => onShow(count + FIRST_ENTRIES)}>
              ${t.tracker.history.more(Math.min(hidden, FIRST_ENTRIES))}
            </button>
          </div>`
        : nothing
    }
    <ol class="plain history__list ${UNRECORDED}">
      ${repeat(
        shown,
        ({ id }) => id,
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
  </div>`;
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
