/** All files: how it goes as a whole, then what needs attention, what is on the way, what has been received. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import {
  CircleCheck,
  CirclePause,
  Info,
  Pause,
  Play,
  RefreshCw,
  Trash2,
  TriangleAlert,
  Upload,
  WifiOff,
  type IconNode,
} from 'lucide';
import { formatBytes, formatPercent } from '../../i18n/index.js';
import { icon } from '../../ui/icons.js';
import type { Estimate } from '../../transfer/progress.js';
import { heading, UNRECORDED } from '../../ui/primitives.js';
import {
  receiptLines,
  type FileEntry,
  type FileGroups,
  type GroupName,
  type ReceiptLine,
} from './file-groups.js';
import { fileRow, type RowContext } from './file-row.js';
import { leftText } from './left-text.js';
import { isUnfinished, storedView, type StoredModel } from './stored-view.js';
import { renderReceipt, type ReceiptSubject } from './receipt.js';
import type { Totals } from './totals.js';

export interface FileListModel extends RowContext, StoredModel {
  groups: FileGroups;
  totals: Totals;
  /** How fast all of it goes. */
  pace: Estimate;
  /** Files that wait for an answer above the list; nothing of them is sent before. */
  held: number;
  /** Received files of studies, for the receipt: asked for once nothing moves any more. */
  studies: () => readonly ReceiptLine[];
  /** How many rows of each group are shown; more on "Show all". */
  shown: Record<GroupName, number>;
  /** Name of what is received, and that the person may be about to remove. */
  confirming: string | null;
  /** Null until case and clinic are known. */
  receipt: ReceiptSubject | null;
  onPause(on: boolean): void;
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

function headline(model: FileListModel, { counts, state }: Totals): Headline {
  const { list } = model.t.uploader;
  if (state === 'paused') return { text: list.paused, icon: CirclePause, tone: 'warning' };
  if (state === 'waiting') return { text: list.waiting, icon: WifiOff, tone: 'warning' };
  if (state === 'moving') return { text: list.sending, icon: Upload, tone: 'info' };
  if (model.groups.attention.length > 0 || model.held > 0 || model.stored.some(isUnfinished))
    return { text: list.attention, icon: TriangleAlert, tone: 'warning' };
  if (model.groups.received.length > 0 || counts.received > 0 || model.stored.length > 0)
    return { text: list.done, icon: CircleCheck, tone: 'success' };
  return { text: list.none, icon: Info, tone: 'info' };
}

/** `34 MB of 120 MB sent, about 3 minutes left, 1.2 MB per second`: the last two once they are known. */
function bytesText({ t, locale, pace }: FileListModel, sent: number, total: number): string {
  const { list } = t.uploader;
  return [
    list.bytes(formatBytes(sent, locale), formatBytes(total, locale)),
    ...(pace.minutesLeft === null ? [] : [leftText(t, pace.minutesLeft)]),
    ...(pace.bytesPerSecond === null ? [] : [list.rate(formatBytes(pace.bytesPerSecond, locale))]),
  ].join(', ');
}

/** Keeps its place, and so its focus, when it turns into its opposite. */
function pauseButton({ t, totals, onPause }: FileListModel): TemplateResult {
  const { list, actions } = t.uploader;
  const paused = totals.state === 'paused';
  const label = paused ? actions.goOn : list.pause;
  return html`<button
    type="button"
    class="button button--secondary"
    aria-label=${actions.of(label, list.progress)}
    @click=${() => onPause(!paused)}
  >
    ${icon(paused ? Play : Pause)} ${label}
  </button>`;
}

function overall(model: FileListModel): TemplateResult {
  const { t, locale, totals, groups } = model;
  const { counts, totalBytes } = totals;
  const { text, icon: name, tone } = headline(model, totals);
  const before = groups.received.length + model.stored.reduce((sum, { files }) => sum + files, 0);
  const unfinished = model.stored.reduce((sum, { unfinished: ids }) => sum + ids.length, 0);
  const received = counts.total ? counts.received : before;
  const total = (counts.total || before + groups.attention.length + unfinished) + model.held;
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
            ? html`<span class="muted">· ${bytesText(model, sent, totalBytes)}</span>`
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
      ${totals.state === 'paused' ? html`<p>${t.uploader.list.pausedHint}</p>` : nothing}
    </div>
    ${counts.moving > 0 ? html`<div class="overall__action">${pauseButton(model)}</div>` : nothing}
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
  const finished = model.totals.state === 'done';
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
