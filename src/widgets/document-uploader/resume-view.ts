/** The offer to go on: what was being sent, how much has arrived, and how to go on. Counts and sizes, no names. */
import { html, nothing, type TemplateResult } from 'lit';
import { FolderOpen, Play } from 'lucide';
import type { CaseDocument } from '../../contract/index.js';
import { formatBytes, formatDate, type Messages } from '../../i18n/index.js';
import type { LedgerEntry } from '../../transfer/ledger/ledger.js';
import { icon } from '../../ui/icons.js';
import { notice } from '../../ui/primitives.js';
import { storedStudies } from './file-groups.js';
import { REMEMBER, type Resume } from './resume.js';

export interface ResumeModel {
  t: Messages;
  locale: string;
  resume: Resume;
  /** What the case holds: it knows dates. */
  documents: readonly CaseDocument[];
  /** Opens the chooser for files or folders. */
  onChoose(id: 'files' | 'folder'): void;
}

/** Nothing where there is nothing to go on with. */
export function renderResume(model: ResumeModel): TemplateResult | typeof nothing {
  const { t, locale, resume } = model;
  const { entries } = resume;
  const words = t.uploader.resume;
  if (entries.length === 0) return nothing;
  const receivedFiles = sum(entries, 'receivedFiles');
  const receivedBytes = sum(entries, 'receivedBytes');
  const dates = datesOf(model.documents, locale);
  return notice(
    'info',
    words.title,
    html`<p class="numbers">
        ${words.were(whatText(t, locale, entries))}
        ${
          receivedBytes > 0
            ? words.arrived(receivedFiles, sum(entries, 'files'), formatBytes(receivedBytes, locale))
            : words.noneArrived
        }
      </p>
      ${dates.length > 0 ? html`<p>${words.of(new Intl.ListFormat(locale).format(dates))}</p>` : nothing}
      ${waysOn(model)}`,
    'resume',
  );
}

function waysOn({ t, resume, onChoose }: ResumeModel): TemplateResult {
  const words = t.uploader.resume;
  const folders = resume.entries.some(({ kind }) => kind === 'study');
  const choose = () => {
    if (folders && resume.remembers) void resume.choose();
    else onChoose(folders ? 'folder' : 'files');
  };
  return html`${resume.notReadable ? html`<p><strong>${words.notReadable}</strong></p>` : nothing}
    <p>${resume.folder ? words.known : folders ? words.folder : words.file}</p>
    <div class="row actions">
      ${
        resume.folder
          ? html`<button type="button" class="button" @click=${() => void resume.goOn()}>
              ${icon(Play)} ${words.goOn}
            </button>`
          : html`<button type="button" class="button" @click=${choose}>
              ${icon(FolderOpen)} ${folders ? words.chooseFolder : words.chooseFiles}
            </button>`
      }
      <button type="button" class="button button--secondary" @click=${() => void resume.dismiss()}>
        ${words.dismiss}
      </button>
    </div>`;
}

/** The person's own word on it. */
export function renderRemember({ uploader: { resume } }: Messages): TemplateResult {
  return html`<label class="remember" for=${REMEMBER}>
    <input type="checkbox" id=${REMEMBER} /> <span>${resume.remember}</span>
  </label>`;
}

function whatText(
  { uploader: { resume } }: Messages,
  locale: string,
  entries: readonly LedgerEntry[],
): string {
  const [images, files] = [
    entries.filter(({ kind }) => kind === 'study'),
    entries.filter(({ kind }) => kind === 'file'),
  ];
  const parts = [
    ...(images.length > 0 ? [resume.images(sum(images, 'files'))] : []),
    ...(files.length > 0 ? [resume.files(sum(files, 'files'))] : []),
  ];
  return resume.sized(parts.reduce(resume.and), formatBytes(sum(entries, 'bytes'), locale));
}

const sum = (
  entries: readonly LedgerEntry[],
  member: 'files' | 'bytes' | 'receivedFiles' | 'receivedBytes',
) => entries.reduce((total, entry) => total + entry[member], 0);

/** Of the unfinished studies, where the clinic's server knows them. */
const datesOf = (documents: readonly CaseDocument[], locale: string): string[] =>
  storedStudies(documents).flatMap(({ date, unfinished }) =>
    date && unfinished.length > 0 ? [formatDate(date, locale)] : [],
  );
