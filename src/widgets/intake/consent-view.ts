/** The consent texts in full, each with its title and version, and a checkbox that nobody has ticked before. */
import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { repeat } from 'lit/directives/repeat.js';
import { direction, formatDay, type Messages } from '../../i18n/index.js';
import { errorSummary, fieldError } from '../../ui/form-fields.js';
import { heading, notice } from '../../ui/primitives.js';
import type { ShownText } from '../../cases/consent.js';

export const CONSENT_SUMMARY = 'consent-summary';
export const CONSENT_HEADING = 'consent-heading';

/** Id and name of a text's checkbox. Position, since a backend's ids may hold any sign. */
export const consentField = (index: number): string => `consent-${index}`;

export interface ConsentView {
  t: Messages;
  language: string;
  level: number;
  texts: readonly ShownText[];
  /** Positions of texts that were not agreed to. */
  missing: readonly number[];
  notices: unknown;
  actions: unknown;
  onGo: (field: string) => void;
  onSubmit: (event: SubmitEvent) => void;
}

export function consentView(view: ConsentView): TemplateResult {
  const { t, language, level, texts, missing } = view;
  const words = t.intake.consent;
  return html`${heading(level, words.title, { id: CONSENT_HEADING, focusable: true })}
    <p class="lead muted">${words.lead}</p>
    ${view.notices}
    ${errorSummary(
      t,
      missing.map((index) => ({
        field: consentField(index),
        message: words.missing(texts[index]?.text.title ?? ''),
      })),
      level + 1,
      CONSENT_SUMMARY,
      view.onGo,
    )}
    <form novalidate class="stack" @submit=${view.onSubmit}>
      ${texts.length === 0 ? notice('warning', words.none) : nothing}
      ${repeat(
        texts,
        // A changed text is a new one: its box is not ticked.
        ({ text }) => `${text.id} ${text.version} ${text.locale} ${text.sha256}`,
        ({ text, otherLanguage, agreed }, index) => {
          const id = consentField(index);
          const error = missing.includes(index) ? words.missing(text.title) : undefined;
          return html`<section class="card stack-medium" part="consent">
            ${otherLanguage ? html`<p class="hint">${words.otherLanguage}</p>` : nothing}
            <div class="stack-medium" lang=${text.locale} dir=${direction(text.locale)}>
              ${heading(level + 1, text.title, { className: 'subheading' })}
              <div class="consent__text">${text.text}</div>
            </div>
            <p class="muted small">${words.version(text.version)}</p>
            ${
              agreed
                ? notice('success', words.agreed(formatDay(agreed.agreedAt, language)))
                : html`${fieldError(t, `${id}-error`, error)}
                    <label class="choice">
                      <input
                        type="checkbox"
                        id=${id}
                        name=${id}
                        aria-required="true"
                        aria-invalid=${error ? 'true' : 'false'}
                        aria-describedby=${ifDefined(error ? `${id}-error` : undefined)}
                      />
                      <span>${words.agree}</span>
                    </label>`
            }
          </section>`;
        },
      )}
      ${view.actions}
    </form>`;
}
