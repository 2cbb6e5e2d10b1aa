/** One file of the list: what it is, how it is doing in words, and its buttons, each named after the file. */
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { FileText, Image, RefreshCw, ScanLine, Trash2, X, type IconNode } from 'lucide';
import { formatBytes, formatPercent, type Messages } from '../../i18n/index.js';
import { icon } from '../../ui/icons.js';
import { UNRECORDED } from '../../ui/primitives.js';
import { nameOf, type FileEntry } from './file-groups.js';
import { statusOf, type Action } from './file-status.js';

export interface RowContext {
  t: Messages;
  locale: string;
  notRemoved: ReadonlySet<string>;
  /** What is below a record's row; nothing for other files. */
  details(entry: FileEntry): unknown;
  onAction(action: Action, entry: FileEntry): void;
}

const TYPE_ICONS: Record<'dicom' | 'pdf' | 'image' | 'other', IconNode> = {
  dicom: ScanLine,
  pdf: FileText,
  image: Image,
  other: FileText,
};

const ACTION_ICONS: Record<Action, IconNode> = {
  retry: RefreshCw,
  goOn: RefreshCw,
  cancel: X,
  remove: Trash2,
};

function row({ t, locale, notRemoved, onAction, details }: RowContext, entry: FileEntry): TemplateResult {
  const { fileName, size, type } = entry.kind === 'transfer' ? entry.item : entry.document;
  const folder = entry.kind === 'transfer' ? entry.item.folder : '';
  const name = nameOf(entry);
  const status = statusOf(t, entry, locale);
  const reasons = notRemoved.has(entry.key)
    ? [...status.reasons, t.uploader.state.cannotRemove]
    : status.reasons;
  return html`<li class="file ${UNRECORDED}" data-key=${entry.key}>
    <span class="file__type">${icon(TYPE_ICONS[type ?? 'other'])}</span>
    <div class="file__body">
      <p class="file__name">
        <bdi
          >${folder && name === fileName ? html`<span class="file__folder">${folder}</span>` : nothing}${name}</bdi
        >
      </p>
      <p class="file__facts">
        ${type ? `${t.uploader.types[type]} · ` : nothing}<span class="numbers"
          >${formatBytes(size, locale)}</span
        >
      </p>
      <p class="file__status file__status--${status.tone}">
        ${icon(status.icon)}<span class="numbers">${status.text}</span>
      </p>
      ${reasons.map((reason) => html`<p class="file__reason">${reason}</p>`)}
      ${
        status.progress === null
          ? nothing
          : html`<progress
              max="1"
              value=${status.progress}
              aria-label=${t.uploader.progressOf(fileName)}
              aria-valuetext=${formatPercent(status.progress, locale)}
            ></progress>`
      }
      ${details(entry)}
    </div>
    <div class="file__actions">
      ${status.actions.map(
        (action) =>
          html`<button
            type="button"
            class="button button--quiet"
            aria-label=${t.uploader.actions.of(t.uploader.actions[action], fileName)}
            @click=${() => onAction(action, entry)}
          >
            ${icon(ACTION_ICONS[action])} ${t.uploader.actions[action]}
          </button>`,
      )}
    </div>
  </li>`;
}

/** Made anew only when the file itself has changed: two thousand rows stay cheap while one moves. */
export function fileRow(context: RowContext, entry: FileEntry): unknown {
  const subject = entry.kind === 'transfer' ? entry.item : entry.document;
  return guard([subject, context.t, context.notRemoved.has(entry.key)], () => row(context, entry));
}
