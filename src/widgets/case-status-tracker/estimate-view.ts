/** When to expect the report. */
import { html, nothing, type TemplateResult } from 'lit';
import { usualDuration } from '../../cases/durations.js';
import type { StepName } from '../../cases/phases.js';
import { formatDateRange } from '../../i18n/index.js';
import { heading } from '../../ui/primitives.js';
import type { WholeContext } from './status-view.js';

/** A range in dates, or what the clock waits for; nothing once the report is there or the case is closed. */
export function renderEstimate(context: WholeContext): TemplateResult | typeof nothing {
  const { t, language, level, theCase, capabilities, today } = context;
  if (theCase.report || theCase.phase === 'closed') return nothing;
  const words = t.tracker.estimate;
  const { earliest, latest, delay } = theCase.estimate;
  const turnaround = capabilities?.turnaround;
  const text =
    earliest && latest
      ? latest < today
        ? html`<p>${words.late}</p>`
        : html`${delay ? html`<p>${words.delayed}</p>` : nothing}
            <p class="numbers">
              <strong>${words.range(formatDateRange(earliest, latest, language))}</strong>
            </p>`
      : html`<p>
          ${words.clock}
          ${turnaround ? words.usual(turnaround.minBusinessDays, turnaround.maxBusinessDays) : nothing}
        </p>`;
  return html`<section class="stack-small" part="estimate">
    ${heading(level + 1, words.title, { className: 'subheading' })} ${text}
    ${delay?.text ? html`<p>${t.tracker.words(delay.text)}</p>` : nothing}
  </section>`;
}

/** Below a step that is not over. */
export function renderUsual(
  { t, capabilities }: WholeContext,
  step: StepName,
): TemplateResult | typeof nothing {
  const usual = usualDuration(step, capabilities);
  if (!usual) return nothing;
  return html`<p class="small muted numbers">${t.tracker.estimate.usualStep(usual.min, usual.max)}</p>`;
}
