/**
 * One live region a widget, mounted before its first use; widgets inside `<so-intake>` speak through its region.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { html, type TemplateResult } from 'lit';

export interface Announcer {
  /** Says a sentence to screen readers. `assertive` interrupts: for seek-care-now and lost input only. */
  announce(sentence: string, urgency?: 'polite' | 'assertive'): void;
}

/** Speaks through a region in the host's own root. Equal sentences in a row are spoken again. */
export class LiveRegion implements Announcer, ReactiveController {
  #polite = '';
  #assertive = '';
  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {}

  announce(sentence: string, urgency: 'polite' | 'assertive' = 'polite'): void {
    // A no-break space makes the text differ, so that a repeated sentence is read again.
    const again = (last: string) => (last === sentence ? `${sentence}\u00a0` : sentence);
    if (urgency === 'assertive') this.#assertive = again(this.#assertive);
    else this.#polite = again(this.#polite);
    this.#host.requestUpdate();
  }

  render(): TemplateResult {
    return html`<div class="visually-hidden" role="status" aria-live="polite">${this.#polite}</div>
      <div class="visually-hidden" role="alert" aria-live="assertive">${this.#assertive}</div>`;
  }
}
