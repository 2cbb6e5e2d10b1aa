/** All files: how it goes as a whole, then what needs attention, what is on the way, what has been received. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import {
  CircleCheck,
  Info,
  RefreshCw,
  ScanLine,
  Trash2,
  TriangleAlert,
  Upload,
  WifiOff,
  type IconNode,
} from 'lucide';
import { formatBytes, formatDate, formatDay, formatPercent } from '../../i18n/index.js';
import { icon } from '../../ui/icons.js';
import { heading, UNRECORDED } from '../../ui/primitives.js';
import {
  receiptLines,
  type FileCounts,
  type FileEntry,
  type FileGroups,
  type GroupName,
  type ReceiptLine,
  type StoredStudy,
} from './file-groups.js';
import { fileRow, type RowContext } from './file-row.js';

import { renderReceipt, type ReceiptSubject } from './receipt.js';
import type { Totals } from './totals.js';

export interface FileListModel extends RowContext {
  groups: FileGroups;
  totals: Totals;
  /** Files that wait for an answer above the list; nothing of them is sent before. */
  held: number;
  /** Received files of studies, for the receipt: asked for once nothing moves any more. */
  studies: () => readonly ReceiptLine[];
  /** Studies of earlier visits. */
  stored: readonly StoredStudy[];
  headingLevel: number;
  /** How many rows of each group are shown; more on "Show all". */
  shown: Record<GroupName, number>;
  /** Name of what is received, and that the person may be about to remove. */
  confirming: string | null;
  /** Null until case and clinic are known. */
  receipt: ReceiptSubject | null;
  onShowAll(group: GroupName): void;
  onAll(action: 'retry' | 'remove', entries: readonly FileEntry[]): void;
  onConfirm(remove: boolean): void;
}

/** Rows out of sight are not laid out in lists longer than this. */
const LONG = 50;

const GROUP_ORDER: readonly GroupName[] = ['attention', 'progress', 'received'];

interface Headline {
  text: string;
  icon: IconNode;
  tone: 'info' | 'success' | 'warning';
}

function headline(model: FileListModel, counts: FileCounts): Headline {
  const { list } = model.t.uploader;
  if (counts.moving > 0 && counts.waiting === counts.moving)
    return { text: list.waiting, icon: WifiOff, tone: 'warning' };
  if (counts.moving > 0) return { text: list.sending, icon: Upload, tone: 'info' };
  if (model.groups.attention.length > 0 || model.held > 0)
    return { text: list.attention, icon: TriangleAlert, tone: 'warning' };
  if (model.groups.received.length > 0 || counts.received > 0 || model.stored.length > 0)
    return { text: list.done, icon: CircleCheck, tone: 'success' };
  return { text: list.none, icon: Info, tone: 'info' };
}

function overall(model: FileListModel): TemplateResult {
  const { t, locale, totals, groups } = model;
  const { counts, totalBytes } = totals;
  const { text, icon: name, tone } = headline(model, counts);
  const before = groups.received.length + model.stored.reduce((sum, { files }) => sum + files, 0);
  const received = counts.total ? counts.received : before;
  const total = (counts.total || before + groups.attention.length) + model.held;
  const sent = Math.min(totals.sentBytes, totalBytes);
  const fraction = totalBytes ? sent / totalBytes : 0;
  return html`<div class="overall overall--${tone}">
    <span class="overall__icon">${icon(name)}</span>
    <div class="overall__body">
      ${heading(model.headingLevel + 1, text, { id: 'files-title', className: 'subheading', focusable: true })}
      <p class="numbers">
        ${t.uploader.list.count(received, total)}
        ${
          counts.moving > 0
            ? html`<span class="muted"
                >· ${t.uploader.list.bytes(formatBytes(sent, locale), formatBytes(totalBytes, locale))}</span
              >`
            : nothing
        }
      </p>
      ${
        counts.moving > 0
          ? html`<div class="overall__progress">
              <progress max="1" value=${fraction} aria-label=${t.uploader.list.progress}></progress>
              <span class="numbers" aria-hidden="true"
                >${formatPercent(Math.min(fraction, 0.99), locale)}</span
              >
            </div>`
          : nothing
      }
    </div>
  </div>`;
}

/** Buttons for the whole group, from two files on. */
function bulkActions(model: FileListModel, entries: readonly FileEntry[]): TemplateResult | typeof nothing {
  const transfers = entries.filter((entry) => entry.kind === 'transfer');
  const retriable = transfers.filter(({ item }) => ['needs-you', 'cancelled'].includes(item.state.name));
  const refused = transfers.filter(({ item }) => item.state.name === 'refused');
  if (retriable.length < 2 && refused.length < 2) return nothing;
  const { list } = model.t.uploader;
  const button = (action: 'retry' | 'remove', label: string, of: readonly FileEntry[]) =>
    of.length < 2
      ? nothing
      : html`<button type="button" class="button button--secondary" @click=${() => model.onAll(action, of)}>
          ${icon(action === 'retry' ? RefreshCw : Trash2)} ${label}
        </button>`;
  return html`<div class="row actions">
    ${button('retry', list.retryAll(retriable.length), retriable)}
    ${button('remove', list.clearRefused(refused.length), refused)}
  </div>`;
}

function group(model: FileListModel, name: GroupName): TemplateResult | typeof nothing {
  const entries = model.groups[name];
  if (entries.length === 0) return nothing;
  const { list } = model.t.uploader;
  const title = {
    attention: list.groupAttention,
    progress: list.groupProgress,
    received: list.groupReceived,
  };
  const shown = Math.min(model.shown[name], entries.length);
  return html`<section class="group" aria-labelledby="group-${name}">
    ${heading(model.headingLevel + 2, title[name](entries.length), { id: `group-${name}`, className: 'group__title' })}
    ${name === 'attention' ? bulkActions(model, entries) : nothing}
    <ul class="files ${shown > LONG ? 'files--long' : ''}" id="list-${name}">
      ${repeat(
        entries.slice(0, shown),
        (entry) => entry.key,
        (entry) => fileRow(model, entry),
      )}
    </ul>
    ${
      shown < entries.length
        ? html`<div class="row actions group__more">
            <span class="muted small numbers">${list.first(shown, entries.length)}</span>
            <button type="button" class="button button--secondary" @click=${() => model.onShowAll(name)}>
              ${list.showAll(entries.length)}
            </button>
          </div>`
        : nothing
    }
  </section>`;
}

/** Images of earlier visits: a line each, since their files are many and nothing is to be done about them. */
function storedView({ t, locale, headingLevel, stored }: FileListModel): TemplateResult | typeof nothing {
  if (stored.length === 0) return nothing;
  const { storedImages: words } = t.uploader;
  return html`<section class="group" aria-labelledby="stored-title">
    ${heading(headingLevel + 2, words.title, { id: 'stored-title', className: 'group__title' })}
    <ul class="files">
      ${stored.map(
        ({ date, files, bytes, receivedAt }) =>
          html`<li class="file">
            <span class="file__type">${icon(ScanLine)}</span>
            <div class="file__body">
              <p class="file__name">${date ? words.of(formatDate(date, locale)) : words.undated}</p>
              <p class="file__facts numbers">${words.files(files)} · ${formatBytes(bytes, locale)}</p>
              <p class="file__status file__status--good">
                ${icon(CircleCheck)}<span class="numbers"
                  >${words.received(formatDay(receivedAt, locale))}</span
                >
              </p>
            </div>
          </li>`,
      )}
    </ul>
  </section>`;
}

function removeDialog(model: FileListModel): TemplateResult {
  const { removeDialog: words } = model.t.uploader;
  const name = model.confirming;
  return html`<dialog
    id="remove-dialog"
    class="card"
    aria-labelledby="remove-title"
    @cancel=${() => model.onConfirm(false)}
  >
    <div class="stack-small">
      ${heading(model.headingLevel + 1, words.title, { id: 'remove-title', className: 'subheading' })}
      <p class="file__name ${UNRECORDED}"><bdi>${name ?? nothing}</bdi></p>
      <p>${words.text}</p>
      <div class="row actions">
        <button type="button" class="button" @click=${() => model.onConfirm(false)}>${words.keep}</button>
        <button type="button" class="button button--secondary" @click=${() => model.onConfirm(true)}>
          ${words.confirm}
        </button>
      </div>
    </div>
  </dialog>`;
}

export function renderFileList(model: FileListModel): TemplateResult | typeof nothing {
  const { counts } = model.totals;
  const empty =
    GROUP_ORDER.every((name) => model.groups[name].length === 0) &&
    counts.total === 0 &&
    model.stored.length === 0;
  if (empty) return nothing;
  const finished = counts.moving === 0;
  const lines = finished ? receiptLines(model.groups.received, model.studies()) : [];
  return html`<section class="list" aria-labelledby="files-title">
    ${overall(model)} ${storedView(model)} ${GROUP_ORDER.map((name) => group(model, name))}
    ${
      lines.length > 0 && model.receipt
        ? renderReceipt(model.t, model.locale, model.headingLevel + 1, lines, model.receipt)
        : nothing
    }
    ${removeDialog(model)}
  </section>`;
}
