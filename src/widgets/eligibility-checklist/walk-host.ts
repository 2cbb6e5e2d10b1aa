/** The element around the walk through the questions, as far as the walk knows it. */
import type { ReactiveControllerHost } from 'lit';
import type { Backend } from '../../backend/backend.js';
import type { Capabilities } from '../../contract/index.js';
import type { Messages } from '../../i18n/index.js';

export interface WalkHost {
  readonly element: ReactiveControllerHost &
    EventTarget & {
      readonly renderRoot: ParentNode;
      readonly headingLevel: number;
      readonly layout: string;
      readonly saveDays: number;
      readonly continuable: boolean;
      readonly continueLabel: string | null;
    };
  /** Null while they are being loaded. */
  words(): Messages | null;
  language(): string;
  port(): Backend | null;
  capabilities(): Capabilities | null;
  announce(sentence: string, urgency?: 'assertive'): void;
  focusOn(id: string): void;
  /** Loads the questions anew, since the backend has others now. False where they are the page's own. */
  startAgain(): boolean;
}
