/** What is said and offered about keeping answers on this device. Comes in a chunk of its own, where the page has asked for it. */
import { html, nothing, type TemplateResult } from 'lit';
import { formatDay, type Messages } from '../../i18n/index.js';
import { heading, notice } from '../../ui/primitives.js';
import type { IntroParts } from './intro-page.js';
import type { Kept } from './keep-answers.js';
import type { WalkHost } from './walk-host.js';

export { AnswerKeeper } from './keep-answers.js';

export const KEEP = 'keep';
export const FOUND = 'kept-answers';

export interface KeepView {
  t: Messages;
  language: string;
  level: number;
  kept: Kept;
  /** The day on which answers that are kept from now on would be deleted, in milliseconds since the epoch. */
  wouldBeUntil: number;
  onKeep: () => void;
  onForget: () => void;
}

const day = (ms: number, language: string) => formatDay(new Date(ms).toISOString(), language);

/** Says what has come onto the introduction, which may be read already. */
export function announceKept(kept: Kept, host: Pick<WalkHost, 'words' | 'language' | 'announce'>): void {
  const words = host.words()?.eligibility.keep;
  if (!words) return;
  if (kept.state === 'found') host.announce(words.foundTitle(day(kept.from, host.language())));
  else if (kept.state === 'off' && kept.changed) host.announce(`${words.changedTitle}. ${words.changed}`);
}

/** Below a page: offers to keep the answers, or says that they are kept and offers to delete them. */
export function keepBox({ t, language, kept, wouldBeUntil, onKeep, onForget }: KeepView): TemplateResult {
  const words = t.eligibility.keep;
  const button = (label: string, onClick: () => void) =>
    html`<div>
      <button type="button" class="button button--quiet keep__button" @click=${onClick}>${label}</button>
    </div>`;
  const content = () => {
    switch (kept.state) {
      case 'unavailable':
        return html`<p>${words.unavailable}</p>`;
      case 'on':
        return html`<p>${words.on(day(kept.until, language))}</p>
          ${button(words.forget, onForget)}`;
      default:
        return html`<p>${words.offer(day(wouldBeUntil, language))}</p>
          ${button(words.keep, onKeep)}`;
    }
  };
  return html`<div
    class="keep no-print"
    part="keep"
    id=${KEEP}
    tabindex="-1"
    role="group"
    aria-label=${words.title}
  >
    ${content()}
  </div>`;
}

export interface KeepIntro extends KeepView {
  onStart: () => void;
  onResume: () => void;
  onAgain: () => void;
}

function found(view: KeepIntro, from: number, until: number): TemplateResult {
  const { t, language, level } = view;
  const words = t.eligibility.keep;
  return html`<div class="notice kept" part="kept">
    <div class="notice__body">
      ${heading(level + 1, words.foundTitle(day(from, language)), { id: FOUND, className: 'notice__title', focusable: true })}
      <p>${words.foundText(day(until, language))}</p>
      <div class="row actions">
        <button type="button" class="button submit" @click=${view.onResume}>${t.common.continue}</button>
        <button type="button" class="button button--secondary submit" @click=${view.onAgain}>
          ${words.again}
        </button>
      </div>
    </div>
  </div>`;
}

export function keepIntro(view: KeepIntro): IntroParts {
  const { t, kept } = view;
  const words = t.eligibility.keep;
  const close = kept.state === 'unavailable' ? t.eligibility.close : words.close;
  if (kept.state === 'found') return { close, top: found(view, kept.from, kept.until), actions: '' };
  return {
    close,
    top:
      kept.state === 'off' && kept.changed
        ? notice('info', words.changedTitle, html`<p>${words.changed}</p>`)
        : nothing,
    actions: html`${keepBox(view)}
      <div class="row actions no-print">
        <button type="button" class="button submit" @click=${view.onStart}>${t.eligibility.start}</button>
      </div>`,
  };
}
