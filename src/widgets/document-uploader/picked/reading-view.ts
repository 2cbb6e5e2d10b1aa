/** While what was picked is being read: how far, what has been found, and a way out. */
import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { ScanLine, X } from 'lucide';
import type { Messages } from '../../../i18n/index.js';
import { icon } from '../../../ui/icons.js';
import { heading } from '../../../ui/primitives.js';
import type { ReadingProgress } from './model.js';

export interface ReadingModel {
  t: Messages;
  headingLevel: number;
  progress: ReadingProgress;
  /** Studies found so far. */
  studies: number;
  onCancel(): void;
}

export const READING_TITLE = 'reading-title';

export function readingView({ t, headingLevel, progress, studies, onCancel }: ReadingModel): TemplateResult {
  const words = t.imaging.reading;
  const { looked, known } = progress;
  return html`<section class="card reading" aria-labelledby=${READING_TITLE}>
    <div class="reading__head">
      ${icon(ScanLine)}
      ${heading(headingLevel + 1, known ? words.title(known) : words.unknown, { id: READING_TITLE, className: 'subheading', focusable: true })}
    </div>
    <progress
      max=${ifDefined(known || undefined)}
      value=${ifDefined(known ? looked : undefined)}
      aria-label=${words.progress}
    ></progress>
    <div class="reading__foot">
      <p class="small muted numbers">
        ${known ? words.looked(looked, known) : nothing}
        ${studies ? html`· ${words.found(studies)}` : nothing}
      </p>
      <button type="button" class="button button--secondary" @click=${onCancel}>
        ${icon(X)} ${words.cancel}
      </button>
    </div>
  </section>`;
}
