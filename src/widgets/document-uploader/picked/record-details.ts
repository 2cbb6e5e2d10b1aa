/** What a record is, and what the person calls it: guessed first, theirs to change. */
import { html, nothing, type TemplateResult } from 'lit';
import { Save } from 'lucide';
import type { RecordCategory } from '../../../contract/index.js';
import type { Messages } from '../../../i18n/index.js';
import { textField } from '../../../ui/form-fields.js';
import { icon } from '../../../ui/icons.js';
import { UNRECORDED } from '../../../ui/primitives.js';
import type { RecordDetails } from './model.js';

export interface RecordDetailsModel {
  t: Messages;
  record: RecordDetails;
  onCategory(category: RecordCategory, record: RecordDetails): void;
  /** Trimmed; null takes the name away. */
  onTitle(title: string | null, record: RecordDetails): void;
}

export function recordDetails({ t, record, onCategory, onTitle }: RecordDetailsModel): TemplateResult {
  const words = t.records.details;
  const { key, fileName, category, guessed, title } = record;
  const id = `record-${key}`;
  const chosen = ({ target }: Event) =>
    onCategory((target as HTMLSelectElement).value as RecordCategory, record);
  const named = (event: SubmitEvent) => {
    event.preventDefault();
    const text = new FormData(event.currentTarget as HTMLFormElement).get(`${id}-title`);
    onTitle((typeof text === 'string' ? text.trim() : '') || null, record);
  };
  return html`<div class="record ${UNRECORDED}">
    <div class="field">
      <label class="label" for="${id}-category">${words.category}</label>
      ${guessed ? html`<p class="hint" id="${id}-guessed">${words.guessed}</p>` : nothing}
      <select
        class="input"
        id="${id}-category"
        autocomplete="off"
        aria-label=${words.of(words.category, fileName)}
        aria-describedby=${guessed ? `${id}-guessed` : nothing}
        @change=${chosen}
      >
        ${(Object.keys(t.imaging.categories) as RecordCategory[]).map(
          (each) =>
            html`<option value=${each} ?selected=${each === category}>${t.imaging.categories[each]}</option>`,
        )}
      </select>
    </div>
    <form class="record__name" novalidate @submit=${named}>
      ${textField(t, { id: `${id}-title`, label: words.name, hint: words.nameHint, maxlength: 200, initial: title ?? '' })}
      <button type="submit" class="button button--secondary" aria-label=${words.of(words.save, fileName)}>
        ${icon(Save)} ${words.save}
      </button>
    </form>
  </div>`;
}
