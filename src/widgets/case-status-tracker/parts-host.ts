import type { TemplateResult } from 'lit';
import type { Case } from '../../contract/index.js';
import type { TrackerController } from './so-case-status-tracker.controller.js';

/** What the parts need of the element that they stand in. */
export interface PartsHost {
  readonly controller: TrackerController;
  readonly root: ParentNode;
  /** The uploader that answers a request; null for documents that nobody asked for. */
  uploader(theCase: Case, requestId: string | null): TemplateResult;
  update(): Promise<unknown>;
  announce(sentence: string): void;
  focusOn(id: string): Promise<void>;
  /** The person wants to be connected again. */
  retry(): void;
  /** Tag of the language shown. */
  language(): string;
  /** Opens one of several cases; null: their list. */
  choose(caseId: string | null): void;
  /** The person has several cases, and the page leaves the choice to them. */
  mayChoose(): boolean;
  /** A code has opened a case on this device, which remembers it or, being other people's too, nothing. */
  opened(remembered: boolean): void;
  /** This device has forgotten the case. */
  forgotten(): Promise<void>;
}
