/** Where the case is, whose turn it is, what comes next: what a worried person looks for first. */
import { html, nothing, type TemplateResult } from 'lit';
import { CircleAlert, CircleCheck, CircleDashed, Clock, Info, type IconNode } from 'lucide';
import { positionOf, type Position, type StepName, type StepState } from '../../cases/phases.js';
import { openForPatient, turnOf } from '../../cases/requests.js';
import { unreadOf } from '../../cases/unread.js';
import type { Capabilities, Case, CaseDocument, CaseEvent, WaitingOn } from '../../contract/index.js';
import { formatDay, type FirstMessages, type Messages } from '../../i18n/index.js';
import { icon } from '../../ui/icons.js';
import { heading } from '../../ui/primitives.js';

export const HEADLINE = 'headline';

export interface ViewContext {
  t: FirstMessages;
  language: string;
  level: number;
  theCase: Case;
  events: readonly CaseEvent[];
  capabilities: Capabilities | null;
  /** Calendar date of the viewer, `YYYY-MM-DD`. */
  today: string;
}

/** With the whole language: for what comes after the first screen. */
export interface WholeContext extends ViewContext {
  t: Messages;
}

/** The headline of a case, also for announcements. */
export function headlineOf(t: FirstMessages, { phase }: Case): string {
  return t.tracker.headline[phase] ?? t.tracker.inProgress;
}

export function whyOf(t: FirstMessages, theCase: Case): string {
  const { why } = turnOf(theCase);
  if (why === 'closed' && theCase.outcome) return t.tracker.outcome[theCase.outcome];
  return why === 'requests' ? t.tracker.why.requests(openForPatient(theCase.requests)) : t.tracker.why[why];
}

/** Who acts now. */
export function whoOf(t: FirstMessages, theCase: Case): string {
  const { who, why } = turnOf(theCase);
  return t.tracker.turn[why === 'review' ? 'specialist' : who];
}

/** A document that somebody must send again. */
export const hasProblem = ({ status }: CaseDocument): boolean =>
  status === 'rejected' || status === 'delivery-failed';

export const problemWords = (t: FirstMessages, count: number): string => t.tracker.unusable(count);

export const TURN_ICONS: Record<WaitingOn, IconNode> = {
  patient: CircleAlert,
  clinic: Clock,
  'third-party': Clock,
  nobody: CircleCheck,
  other: Clock,
};

export function renderStatus(context: ViewContext): TemplateResult {
  const { t, language, level, theCase } = context;
  const words = t.tracker;
  const position = positionOf(theCase, context.events);
  const { who, why } = turnOf(theCase);
  // A case that ended without a report is no success: no green, no tick.
  const ended = why === 'closed' && theCase.outcome !== 'completed';
  const problems = theCase.documents.filter(hasProblem).length;
  // A phase that is not known here is told in the backend's own words.
  const says = position.text ?? (position.phase ? null : theCase.phaseText);
  return html`<header class="stack-small" part="status">
    <p class="muted small numbers">${words.reference(theCase.reference)}</p>
    ${heading(level, headlineOf(t, theCase), { id: HEADLINE, className: 'heading headline', focusable: true })}
    <p class="muted small">${words.since(formatDay(theCase.phaseSince, language))}</p>
    ${position.movedBack ? html`<p>${words.movedBack}</p>` : nothing}
    ${says ? html`<p>${words.words(says)}</p>` : nothing}
    <div class="turn turn--${ended ? 'clinic' : who}" part="turn">
      ${icon(ended ? Info : TURN_ICONS[who])}
      <div>
        <p class="turn__who">${why === 'closed' || why === 'report' ? nothing : whoOf(t, theCase)}</p>
        <p>${whyOf(t, theCase)} ${why === 'requests' ? words.below : nothing}</p>
        ${who === 'other' && theCase.waitingText ? html`<p>${words.words(theCase.waitingText)}</p>` : nothing}
      </div>
    </div>
    ${
      problems > 0 && why !== 'closed' && why !== 'report'
        ? html`<p class="overdue">
            ${icon(CircleAlert)}<span>${problemWords(t, problems)}. ${words.seeBelow}</span>
          </p>`
        : nothing
    }
    ${renderArrived(context)} ${renderUnread(context)} ${renderNext(t, position)}
  </header>`;
}

/** "Did my disc arrive?" is asked by everybody who sent one. */
function renderArrived({ t, theCase: { documents, phase } }: ViewContext): TemplateResult | typeof nothing {
  const sent = documents.filter(({ status }) => status !== 'declared');
  if (sent.length === 0 || phase === 'closed' || phase === 'report-ready') return nothing;
  const whole = sent.filter(({ receivedAt }) => receivedAt).length;
  return line(whole === sent.length ? CircleCheck : Clock, `${t.tracker.arrived(whole, sent.length)}.`);
}

function renderUnread({ t, theCase }: ViewContext): TemplateResult | typeof nothing {
  const unread = unreadOf(theCase);
  return unread > 0 ? line(Info, `${t.tracker.unread(unread)}. ${t.tracker.below}`) : nothing;
}

const line = (shown: IconNode, words: string) =>
  html`<p class="arrived">${icon(shown)}<span>${words}</span></p>`;

function renderNext(t: FirstMessages, { phase, steps }: Position): TemplateResult | typeof nothing {
  const current = steps.find(({ state }) => state === 'current');
  if (!current || !phase || phase === 'draft') return nothing;
  return html`<p><strong>${t.tracker.next.title}:</strong> ${t.tracker.next[current.name]}</p>`;
}

const STEP_ICONS: Record<StepState, IconNode> = {
  done: CircleCheck,
  current: Clock,
  'to-come': CircleDashed,
  ended: Info,
  'not-done': CircleDashed,
};

/** `usual`: how long a step usually takes, once that can be said. */
export function renderSteps(
  { t, language, level, theCase, events }: ViewContext,
  usual: (step: StepName) => unknown,
): TemplateResult {
  const words = t.tracker.steps;
  const { steps } = positionOf(theCase, events);
  return html`<section class="stack-small" part="steps">
    ${heading(level + 1, words.title, { className: 'subheading', id: 'steps-title' })}
    <ol class="steps" aria-labelledby="steps-title">
      ${steps.map(
        ({ name, state, since }) =>
          html`<li class="step step--${state}" aria-current=${state === 'current' ? 'step' : nothing}>
            ${icon(STEP_ICONS[state])}
            <div>
              <p class="step__name">${words.name[name]}</p>
              <p class="small muted">
                <span class="step__state">${words.state[state]}</span>${
                  since ? html` · ${words.began(formatDay(since, language))}` : nothing
                }
              </p>
              ${state === 'current' ? html`<p class="small">${words.what[name]}</p>` : nothing}
              ${state === 'current' || state === 'to-come' ? usual(name) : nothing}
            </div>
          </li>`,
      )}
    </ol>
  </section>`;
}
