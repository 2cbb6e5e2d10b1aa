/** What was there twice or could not be read, in one line each. */
import { html, nothing, type TemplateResult } from 'lit';
import { Info } from 'lucide';
import type { Messages } from '../../i18n/index.js';
import { icon } from '../../ui/icons.js';
import { notice } from '../../ui/primitives.js';

export function renderRemarks(
  t: Messages,
  twice: number,
  unreadable: number,
  nothingFound: boolean,
): TemplateResult | typeof nothing {
  const words = t.uploader;
  if (!twice && !unreadable && !nothingFound) return nothing;
  const remark = (sentence: string) =>
    html`<p class="remark small muted">${icon(Info)}<span>${sentence}</span></p>`;
  return html`<div class="stack-small">
    ${unreadable ? notice('warning', words.unreadableEntries(unreadable)) : nothing}
    ${nothingFound ? notice('info', words.nothingFound) : nothing}
    ${twice ? remark(words.twice(twice)) : nothing}
  </div>`;
}
