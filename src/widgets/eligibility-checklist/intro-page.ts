/** What a person wants to know before the first question. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Capabilities, EligibilityDefinition } from '../../contract/index.js';
import { pick, type FirstMessages } from '../../i18n/index.js';
import { heading, notice } from '../../ui/primitives.js';

export const INTRO_HEADING = 'intro-heading';
export const OUTDATED_NOTICE = 'outdated';
export const DEAD_END = 'dead-end';
/** A message of the backend, on any page. */
export const ERROR = 'backend-error';

/** What takes the place of the introduction's own, where answers may be kept. */
export interface IntroParts {
  /** What comes before everything else, an emergency apart. */
  top: unknown;
  /** Whether one may close the page. */
  close: unknown;
  /** In place of the button that starts. */
  actions: unknown;
}

export interface IntroPage {
  t: FirstMessages;
  language: string;
  level: number;
  definition: EligibilityDefinition;
  capabilities: Capabilities | null;
  sends: boolean;
  outdated: boolean;
  /** Why the questions did not come, above the button that asks for them. */
  trouble: unknown;
  own: IntroParts | null;
  onStart: () => void;
}

/** `tel:` takes digits and a few signs (RFC 3966); what people read keeps its spaces. */
export function phoneHref(number: string): string {
  return `tel:${number.replace(/[^\d+*#]/g, '')}`;
}

export function introPage(page: IntroPage): TemplateResult {
  const { t, language, capabilities, own } = page;
  const { title, intro } = page.definition;
  const e = t.eligibility;
  const number = capabilities?.organisation.emergencyNumber;
  const sent = capabilities ? e.sentAtEnd(capabilities.organisation.name) : e.sentAtEndNoName;
  return html`<div class="page" part="intro">
    ${page.outdated ? notice('info', e.outdatedTitle, html`<p>${e.outdatedText}</p>`, OUTDATED_NOTICE) : nothing}
    ${heading(page.level, pick(title, language), { id: INTRO_HEADING, focusable: true })}
    ${intro ? html`<p class="lead">${pick(intro, language)}</p>` : nothing}
    <slot name="intro"></slot>
    ${notice(
      'warning',
      e.emergencyTitle,
      number
        ? html`<p><a href=${phoneHref(number)}>${e.emergencyNumber(number)}</a></p>`
        : html`<p>${e.emergencyNoNumber}</p>`,
    )}
    ${own?.top}
    <div class="stack-small">
      ${heading(page.level + 1, e.before, { className: 'subheading' })}
      <ul class="facts">
        <li>${e.takes}</li>
        <li>${e.forWhom}</li>
        ${capabilities?.cost ? html`<li>${e.cost(pick(capabilities.cost, language))}</li>` : nothing}
        <li>${page.sends ? sent : e.neverSent}</li>
        <li>${own?.close ?? e.close}</li>
      </ul>
    </div>
    <p class="muted small">${e.noAdvice}</p>
    ${page.trouble}
    ${
      own?.actions ??
      html`<div class="row actions no-print">
        <button type="button" class="button submit" @click=${page.onStart}>${e.start}</button>
      </div>`
    }
  </div>`;
}

/** A page that cannot go on, in place of the questions. */
export function deadEnd(title: string, text: string): TemplateResult {
  return html`<div class="page">${notice('danger', title, html`<p>${text}</p>`, DEAD_END)}</div>`;
}
