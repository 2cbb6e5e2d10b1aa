/**
 * What the four elements have in common: backend, language, announcements, skeleton while loading.
 */
import { html, LitElement, type CSSResult, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Backend } from '../backend/backend.js';
import {
  chooseLocale,
  direction,
  loadMessages,
  loadMore,
  messagesFor,
  moreMessagesFor,
  type FirstMessages,
  type Messages,
} from '../i18n/index.js';
import { LiveRegion, type Announcer } from './announcer.js';
import { backendFor, type HostSignIn } from './backend-for.js';
import { base } from './base.styles.js';
import { awaitFirstScreen, firstScreenDone } from './first-screens.js';
import { tokens } from './tokens.styles.js';

export abstract class SoElement extends LitElement {
  static override styles = [tokens, base];

  /** Base URL of the REST contract, or any object that implements the `Backend` port. */
  @property() backend: string | Backend | null = null;

  /** BCP 47 tag of the language to speak. Left out: the page's `lang`, then the browser's languages. */
  @property() locale: string | null = null;

  /** How the patient is known: `device` (a key on this device), `host-token` (needs `getToken`) or `cookie`. */
  @property({ attribute: 'sign-in' }) signIn: HostSignIn['way'] = 'device';

  /** Gives the host page's own token; called again when it has expired. */
  @property({ attribute: false }) getToken: HostSignIn['getToken'];

  /** Level of the widget's own heading, 1 to 6; the headings inside follow. */
  @property({ type: Number, attribute: 'heading-level' }) headingLevel = 2;

  /** Where announcements go; set by an element that contains this one. */
  @property({ attribute: false }) announcer: Announcer | null = null;

  /** The language shown, as far as the first screen needs it. Set before the first render of any content. */
  @state() protected t!: FirstMessages;

  /** The whole language shown, once {@link loadWords} has been called and has resolved; null until then. */
  @state() protected words: Messages | null = null;

  /** The tag of the language shown, for Intl. */
  protected language = 'en';

  readonly #region = new LiveRegion(this);

  #needsWords = false;

  /** The first screen has been rendered. */
  #shown = false;

  /** The backend as an object; null until the page has given one. */
  protected get port(): Backend | null {
    if (typeof this.backend !== 'string') return this.backend;
    return this.backend ? backendFor(this.backend, { way: this.signIn, getToken: this.getToken }) : null;
  }

  protected announce(sentence: string, urgency: 'polite' | 'assertive' = 'polite'): void {
    (this.announcer ?? this.#region).announce(sentence, urgency);
  }

  /** Where elements inside this one announce: one region for all of them. */
  protected get announcerForChildren(): Announcer {
    return this.announcer ?? this.#region;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.#shown) awaitFirstScreen(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    firstScreenDone(this);
  }

  protected override update(changed: PropertyValues<this>): void {
    super.update(changed);
    if (this.#shown) return;
    this.#shown = this.renderRoot.querySelector('h1, h2, h3, h4, h5, h6, .notice') !== null;
    if (this.#shown) firstScreenDone(this);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('locale') || !this.t) this.#chooseLanguage();
  }

  #chooseLanguage(): void {
    const page = this.closest('[lang]')?.getAttribute('lang');
    this.language = chooseLocale(
      [this.locale, page, ...navigator.languages].filter((tag) => typeof tag === 'string'),
    );
    if (this.#needsWords) {
      const whole = moreMessagesFor(this.language);
      // Until the new language is there the old one is shown, all of it.
      if (whole) this.t = this.words = whole;
      else void this.loadWords().catch(() => undefined);
      return;
    }
    const there = messagesFor(this.language);
    if (there) {
      this.t = there;
      return;
    }
    const wanted = this.language;
    void loadMessages(wanted).then((messages) => {
      if (this.language === wanted && !this.words) this.t = messages;
    });
  }

  /** Loads the rest of the language, for views that come after the first screen. Rejects when it cannot be had. */
  protected async loadWords(): Promise<Messages> {
    for (;;) {
      const wanted = this.language;
      const words = await loadMore(wanted);
      if (this.language !== wanted) continue;
      this.#needsWords = true;
      return (this.t = this.words = words);
    }
  }

  protected override render(): TemplateResult {
    return html`<div part="root" lang=${this.language} dir=${direction(this.language)}>
        ${this.t ? this.renderContent() : this.renderSkeleton()}
      </div>
      ${this.announcer ? nothing : this.#region.render()}`;
  }

  /** Grey lines where content will be; nothing for a screen reader to read. */
  protected renderSkeleton(): TemplateResult {
    return html`<div class="stack" aria-hidden="true">
      <span class="skeleton skeleton--title"></span>
      <span class="skeleton"></span>
      <span class="skeleton"></span>
      <span class="skeleton skeleton--short"></span>
    </div>`;
  }

  /** Styles of views that come after the first screen, once each. */
  protected adopt(styles: readonly CSSResult[]): void {
    const { adoptedStyleSheets } = this.renderRoot as ShadowRoot;
    for (const { styleSheet } of styles) {
      if (styleSheet && !adoptedStyleSheets.includes(styleSheet)) adoptedStyleSheets.push(styleSheet);
    }
  }

  protected abstract renderContent(): TemplateResult;

  /** Moves focus to the heading that the widget shows, as after a change of page; elsewhere it stays. */
  override focus(options?: FocusOptions): void {
    const headings = this.renderRoot.querySelectorAll<HTMLElement>(
      ':is(h1, h2, h3, h4, h5, h6)[tabindex="-1"]',
    );
    [...headings].find((each) => each.checkVisibility())?.focus(options);
  }

  /** Moves focus to the element with this id in the widget's root, once it has been rendered. */
  protected async focusOn(id: string): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`#${CSS.escape(id)}`)?.focus();
  }
}
