/** What is not sent, by reason, with names. */
import { html, nothing, type TemplateResult } from 'lit';
import { formatBytes, type Messages } from '../../../i18n/index.js';
import { UNRECORDED } from '../../../ui/primitives.js';
import type { LeftOut } from './model.js';

/** Names of one reason: a viewer has hundreds of files. */
const SHOWN = 20;

function reason(t: Messages, locale: string, { code, count, files }: LeftOut): TemplateResult {
  const words = t.imaging.leftOut;
  const { title, why } = Object.hasOwn(words.reasons, code)
    ? words.reasons[code as keyof typeof words.reasons]
    : words.reasons.other;
  const shown = files.slice(0, SHOWN);
  return html`<li class="left-out__reason">
    <p><strong>${title}</strong> <span class="muted numbers">(${words.count(count)})</span></p>
    <p>${why}</p>
    <ul class="left-out__files ${UNRECORDED}">
      ${shown.map(
        ({ path, size }) =>
          html`<li><bdi>${path}</bdi> <span class="numbers">${formatBytes(size, locale)}</span></li>`,
      )}
      ${count > shown.length ? html`<li class="numbers">${words.more(count - shown.length)}</li>` : nothing}
    </ul>
  </li>`;
}

export function leftOutView(
  t: Messages,
  locale: string,
  leftOut: readonly LeftOut[],
): TemplateResult | typeof nothing {
  const total = leftOut.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return nothing;
  return html`<details class="left-out">
    <summary><span class="numbers">${t.imaging.leftOut.title(total)}</span></summary>
    <ul class="left-out__reasons">
      ${leftOut.map((each) => reason(t, locale, each))}
    </ul>
  </details>`;
}
