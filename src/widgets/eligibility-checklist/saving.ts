/** Answers kept on this device, if the page allows it: loads what does that when it does, and is nothing until then. */
import { nothing, type TemplateResult } from 'lit';
import type { EligibilityAnswers, EligibilityDefinition } from '../../contract/index.js';
import type { Messages } from '../../i18n/index.js';
import type { IntroParts } from './intro-page.js';
import type { AnswerKeeper, KeptAnswers } from './keep-answers.js';
import type { WalkHost } from './walk-host.js';

/** Longest time that a page can ask for. */
const MOST_DAYS = 90;
const DAY_MS = 24 * 3600 * 1000;

type Views = typeof import('./keep-view.js');

interface Intro {
  level: number;
  onStart: () => void;
  onResume: (kept: KeptAnswers) => void;
  onAgain: () => void;
}

export class Saving {
  readonly #definition: EligibilityDefinition;
  readonly #host: WalkHost;
  #days = 0;
  #views: Views | null = null;
  #keeper: AnswerKeeper | null = null;
  /** The database is being looked at. */
  isLooking = false;
  looked: Promise<void> = Promise.resolve();

  constructor(definition: EligibilityDefinition, host: WalkHost) {
    this.#definition = definition;
    this.#host = host;
  }

  /** `days`: whole days, as the page has set them; anything less than one is "not at all". */
  use(days: number): void {
    const wanted = days >= 1 ? Math.min(Math.floor(days), MOST_DAYS) : 0;
    if (wanted === this.#days) return;
    this.#days = wanted;
    if (wanted === 0) {
      void this.forget();
      this.#keeper = null;
    } else if (!this.#keeper && !this.isLooking) {
      this.isLooking = true;
      this.looked = this.#look();
    }
  }

  async #look(): Promise<void> {
    try {
      this.#views = await import('./keep-view.js');
      const keeper = new this.#views.AnswerKeeper(this.#definition, () => this.#host.element.requestUpdate());
      await keeper.look();
      if (this.#days === 0) return;
      this.#keeper = keeper;
      this.#views.announceKept(keeper.kept, this.#host);
    } catch {
      // Without it, nothing is kept, and nothing is said to be.
    } finally {
      this.isLooking = false;
      this.#host.element.requestUpdate();
    }
  }

  /** Keeps what is answered, once the person has asked for that. */
  save(answers: EligibilityAnswers, visited?: readonly string[]): void {
    void this.#keeper?.save({ answers, visited });
  }

  async forget(): Promise<void> {
    await this.#keeper?.forget();
  }

  /** Moves focus to the answers of an earlier visit. False when there are none to decide about. */
  offer(): boolean {
    if (!this.#views || this.#keeper?.kept.state !== 'found') return false;
    this.#host.focusOn(this.#views.FOUND);
    return true;
  }

  intro(t: Messages, { level, onStart, onResume, onAgain }: Intro): IntroParts | null {
    const keeper = this.#keeper;
    if (!this.#views || !keeper) return null;
    return this.#views.keepIntro({
      ...this.#view(t, keeper, level, () => ({})),
      onStart,
      onResume: () => {
        const kept = keeper.resume();
        if (kept) onResume(kept);
      },
      onAgain: () => {
        void keeper.forget();
        this.#host.announce(t.eligibility.keep.forgotten);
        onAgain();
      },
    });
  }

  box(t: Messages, entered: () => EligibilityAnswers): TemplateResult | typeof nothing {
    if (!this.#views || !this.#keeper) return nothing;
    return this.#views.keepBox(this.#view(t, this.#keeper, this.#host.element.headingLevel, entered));
  }

  #view(t: Messages, keeper: AnswerKeeper, level: number, entered: () => EligibilityAnswers) {
    const words = t.eligibility.keep;
    return {
      t,
      language: this.#host.language(),
      level,
      kept: keeper.kept,
      wouldBeUntil: Date.now() + this.#days * DAY_MS,
      onKeep: () => void this.#keep(keeper, words, entered()),
      onForget: () => {
        void keeper.forget();
        this.#stay(words.forgotten);
      },
    };
  }

  async #keep(
    keeper: AnswerKeeper,
    words: Messages['eligibility']['keep'],
    answers: EligibilityAnswers,
  ): Promise<void> {
    await keeper.keep(this.#days, { answers });
    this.#stay(keeper.kept.state === 'on' ? words.kept : words.unavailable);
  }

  /** The button that was pressed gives way to another one. */
  #stay(said: string): void {
    this.#host.announce(said);
    if (this.#views) this.#host.focusOn(this.#views.KEEP);
  }
}
