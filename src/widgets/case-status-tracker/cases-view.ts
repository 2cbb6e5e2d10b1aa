/** Several cases of one person: which they are, and which needs them. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { ChevronRight, CircleAlert, CircleCheck, Clock, Mail, type IconNode } from 'lucide';
import { attentionOf, orderCases, type Attention } from '../../cases/case-list.js';
import type { CaseSummary } from '../../contract/index.js';
import { formatDay, type Messages } from '../../i18n/index.js';
import { icon } from '../../ui/icons.js';
import { heading, UNRECORDED } from '../../ui/primitives.js';

const CASES_TITLE = 'cases-title';

const ICONS: Record<Attention, IconNode> = {
  act: CircleAlert,
  read: Mail,
  quiet: Clock,
  closed: CircleCheck,
};

export function renderCases(
  { t, language, level }: { t: Messages; language: string; level: number },
  cases: readonly CaseSummary[],
  onOpen: (caseId: string) => void,
): TemplateResult {
  const words = t.tracker.cases;
  return html`<section class="stack-small" part="cases">
    ${heading(level, words.title, { id: CASES_TITLE, className: 'heading headline', focusable: true })}
    <ul class="plain cases">
      ${orderCases(cases).map((each) => {
        const attention = attentionOf(each);
        const name = each.patientGivenName;
        const which = name ? words.for(name, each.reference) : t.tracker.reference(each.reference);
        const { needed = 0, unread = 0 } = each;
        return html`<li class="case case--${attention}">
          ${icon(ICONS[attention])}
          <div>
            <p class=${UNRECORDED}><strong>${which}</strong></p>
            <p>${t.tracker.headline[each.phase] ?? each.phaseText ?? t.tracker.inProgress}</p>
            ${
              attention === 'closed'
                ? html`<p>${each.outcome ? t.tracker.outcome[each.outcome] : nothing}</p>`
                : html`<p class="case__attention">
                    <strong>${words.attention[attention]}.</strong>
                    ${needed > 0 ? words.needed(needed) : nothing}
                    ${unread > 0 ? `${t.tracker.unread(unread)}.` : nothing}
                  </p>`
            }
            <p class="small muted numbers">
              ${t.tracker.since(formatDay(each.phaseSince ?? each.createdAt, language))}
            </p>
          </div>
          <button
            type="button"
            class="button button--secondary"
            aria-label=${words.openOf(which)}
            @click=${() => onOpen(each.id)}
          >
            ${words.open} ${icon(ChevronRight)}
          </button>
        </li>`;
      })}
    </ul>
  </section>`;
}

export const casesStyles = css`
  .case {
    display: flex;
    gap: calc(var(--_so-space) * 3);
    align-items: start;
    padding-block: calc(var(--_so-space) * 4);
    border-block-end: 0.0625em solid var(--_so-border);
  }

  .case > div {
    flex: 1;
    min-inline-size: 0;
  }

  .case > .icon {
    margin-block-start: 0.125em;
    color: var(--_so-muted);
  }

  .case--act > .icon,
  .case--act .case__attention strong {
    color: var(--_so-warning);
  }

  .case--read > .icon {
    color: var(--_so-accent);
  }

  [dir='rtl'] .case .button > .icon {
    scale: -1 1;
  }
`;
