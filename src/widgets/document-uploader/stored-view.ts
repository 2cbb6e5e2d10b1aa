/** Images of earlier visits: a line for each study, since their files are many. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { CircleCheck, CircleDashed, ScanLine, Trash2 } from 'lucide';
import { formatBytes, formatDate, formatDay, type Messages } from '../../i18n/index.js';
import { icon } from '../../ui/icons.js';
import { heading } from '../../ui/primitives.js';
import type { StoredStudy } from './file-groups.js';

export interface StoredModel {
  t: Messages;
  locale: string;
  headingLevel: number;
  stored: readonly StoredStudy[];
  onRemoveUnfinished(study: StoredStudy): void;
}

export const isUnfinished = ({ unfinished }: StoredStudy): boolean => unfinished.length > 0;

/** Nothing where there are none. */
export function storedView(model: StoredModel): TemplateResult | typeof nothing {
  const { t, headingLevel, stored } = model;
  if (stored.length === 0) return nothing;
  return html`<section class="group" aria-labelledby="stored-title">
    ${heading(headingLevel + 2, t.uploader.storedImages.title, { id: 'stored-title', className: 'group__title' })}
    <ul class="files">
      ${repeat(
        stored,
        ({ key }) => key,
        (study) => storedStudy(model, study),
      )}
    </ul>
  </section>`;
}

function storedStudy({ t, locale, onRemoveUnfinished }: StoredModel, study: StoredStudy): TemplateResult {
  const { storedImages: words, actions } = t.uploader;
  const { key, date, files, bytes, receivedAt, unfinished } = study;
  const name = date ? words.of(formatDate(date, locale)) : words.undated;
  return html`<li class="file" data-key="stored:${key}">
    <span class="file__type">${icon(ScanLine)}</span>
    <div class="file__body">
      <p class="file__name">${name}</p>
      ${
        isUnfinished(study)
          ? html`<p class="file__status file__status--warning">
                ${icon(CircleDashed)}<span class="numbers"
                  >${words.unfinished(files, files + unfinished.length)}</span
                >
              </p>
              <p class="file__reason">${words.goOn}</p>`
          : html`<p class="file__facts numbers">${words.files(files)} · ${formatBytes(bytes, locale)}</p>
              <p class="file__status file__status--good">
                ${icon(CircleCheck)}<span class="numbers"
                  >${words.received(formatDay(receivedAt ?? '', locale))}</span
                >
              </p>`
      }
    </div>
    ${
      isUnfinished(study)
        ? html`<div class="file__actions">
            <button
              type="button"
              class="button button--quiet"
              aria-label=${actions.of(words.removeUnfinished, name)}
              @click=${() => onRemoveUnfinished(study)}
            >
              ${icon(Trash2)} ${words.removeUnfinished}
            </button>
          </div>`
        : nothing
    }
  </li>`;
}
