/** Where one is: five steps, each with its state in words; on narrow screens one line and five bars. */
import { html, nothing, type TemplateResult } from 'lit';
import { Check } from 'lucide';
import { formatNumber, type FirstMessages } from '../../i18n/index.js';
import { icon } from '../../ui/icons.js';
import { INTAKE_STEPS, type IntakeStep } from './so-intake.events.js';

const LISTED = INTAKE_STEPS.filter((step) => step !== 'tracker');

export function stepList(
  t: FirstMessages,
  language: string,
  current: IntakeStep,
): TemplateResult | typeof nothing {
  const at = LISTED.findIndex((step) => step === current);
  if (at < 0) return nothing;
  const words = t.intake;
  const number = (value: number) => formatNumber(value, language);
  return html`<div class="steps no-print" part="steps">
    <p class="steps__line numbers" aria-hidden="true">
      ${words.stepOf(number(at + 1), number(LISTED.length), words.steps[LISTED[at] ?? 'eligibility'])}
    </p>
    <ol aria-label=${words.stepsLabel}>
      ${LISTED.map((step, index) => {
        const state = index < at ? 'done' : index === at ? 'now' : 'to-come';
        const stateWords = { done: words.stepDone, now: words.stepNow, 'to-come': words.stepToCome }[state];
        return html`<li class="step step--${state}" aria-current=${state === 'now' ? 'step' : nothing}>
          <span class="step__mark numbers" aria-hidden="true"
            >${state === 'done' ? icon(Check) : number(index + 1)}</span
          >
          <span class="step__name"
            >${words.steps[step]}<span class="visually-hidden">: ${stateWords}</span></span
          >
        </li>`;
      })}
    </ol>
  </div>`;
}
