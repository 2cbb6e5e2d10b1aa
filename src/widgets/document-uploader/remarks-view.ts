/** What was there twice, could not be read or could not be taken back, in one line each. */
import { html, nothing, type TemplateResult } from 'lit';
import { Info } from 'lucide';
import type { Messages } from '../../i18n/index.js';
import { icon } from '../../ui/icons.js';
import { notice } from '../../ui/primitives.js';

export interface Remarks {
  /** Files. */
  twice: number;
  unreadable: number;
  /** Taken out by the person, and still at the clinic. */
  notTakenBack: number;
  nothingFound: boolean;
  /** Images whose content is not what an earlier visit began to send. */
  notAsBefore: number;
}

export function renderRemarks(
  t: Messages,
  { twice, unreadable, notTakenBack, nothingFound, notAsBefore }: Remarks,
): TemplateResult | typeof nothing {
  const words = t.uploader;
  if (!twice && !unreadable && !notTakenBack && !nothingFound && !notAsBefore) return nothing;
  return html`<div class="stack-small">
    ${notTakenBack ? notice('warning', words.notTakenBack(notTakenBack)) : nothing}
    ${unreadable ? notice('warning', words.unreadableEntries(unreadable)) : nothing}
    ${notAsBefore ? notice('info', words.notAsBefore(notAsBefore)) : nothing}
    ${nothingFound ? notice('info', words.nothingFound) : nothing}
    ${
      twice
        ? html`<p class="remark small muted">${icon(Info)}<span>${words.twice(twice)}</span></p>`
        : nothing
    }
  </div>`;
}
