/** What the tracker shows after its first screen, or where there is no one case to show. In a chunk of its own. */
import type { CSSResult, TemplateResult } from 'lit';
import type { Case, CaseSummary } from '../../contract/index.js';
import type { Messages } from '../../i18n/index.js';
import { CaseParts, partsStyles } from './case-parts.js';
import { casesStyles, renderCases } from './cases-view.js';
import { CodeSignInForm } from './code-sign-in.js';
import type { PartsHost } from './parts-host.js';

export const laterStyles: readonly CSSResult[] = [...partsStyles, casesStyles];

export class TrackerLater {
  readonly #host: PartsHost;
  readonly #codes: CodeSignInForm;
  #parts: CaseParts | null = null;
  #partsOf = '';

  constructor(host: PartsHost) {
    this.#host = host;
    this.#codes = new CodeSignInForm(host);
  }

  /** Nothing of one case is seen in another. */
  parts({ id }: Case): CaseParts {
    if (this.#parts && this.#partsOf === id) return this.#parts;
    this.#parts?.disconnect();
    this.#partsOf = id;
    return (this.#parts = new CaseParts(this.#host));
  }

  /** The element has left the page. */
  disconnect(): void {
    this.#parts?.disconnect();
  }

  /** Several cases to choose from. */
  renderCases(t: Messages, level: number, cases: readonly CaseSummary[]): TemplateResult {
    return renderCases({ t, level, language: this.#host.language() }, cases, this.#host.choose);
  }

  /** The way in from another device. */
  renderCode(t: Messages, level: number): TemplateResult {
    return this.#codes.render(t, level);
  }
}
