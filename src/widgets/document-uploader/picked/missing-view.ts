/** What the case's open requests ask for, and nothing that was picked or stored seems to be. */
import { html, nothing, type TemplateResult } from 'lit';
import { ClipboardList } from 'lucide';
import type { CaseRequest } from '../../../contract/index.js';
import { formatDate, type Messages } from '../../../i18n/index.js';
import { icon } from '../../../ui/icons.js';
import { heading } from '../../../ui/primitives.js';

/** `requests`: those that nothing matches. */
export function missingView(
  t: Messages,
  locale: string,
  headingLevel: number,
  requests: readonly CaseRequest[],
): TemplateResult | typeof nothing {
  if (requests.length === 0) return nothing;
  const words = t.records.missing;
  return html`<section class="asked card" aria-labelledby="asked-title">
    <div class="reading__head">
      ${icon(ClipboardList)}
      ${heading(headingLevel + 1, words.title, { id: 'asked-title', className: 'subheading' })}
    </div>
    <ul class="asked__list">
      ${requests.map(
        ({ title, reason, dueOn }) =>
          html`<li>
            <p>
              <strong>${title}</strong>
              ${dueOn ? html`<span class="muted numbers">${words.due(formatDate(dueOn, locale))}</span>` : nothing}
            </p>
            ${reason ? html`<p class="small muted">${reason}</p>` : nothing}
          </li>`,
      )}
    </ul>
    <p class="small muted">${words.lead}</p>
  </section>`;
}
