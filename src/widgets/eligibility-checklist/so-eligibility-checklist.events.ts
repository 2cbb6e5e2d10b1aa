/** Facts for the host page: which outcome, never which answers. */
import type { OutcomeKind } from '../../contract/index.js';

/**
 * The outcome is settled. Fired once the backend has recorded the assessment, or at once when there is no backend.
 * When recording fails it is fired with a null `assessmentId`, and again after a retry that worked.
 */
export class SoEligibilityDeterminedEvent extends Event {
  static readonly type = 'so-eligibility-determined';
  readonly outcomeId: string;
  readonly outcomeKind: OutcomeKind;
  /** The recorded assessment's id; null while nothing is recorded. */
  readonly assessmentId: string | null;

  constructor(outcomeId: string, outcomeKind: OutcomeKind, assessmentId: string | null) {
    super(SoEligibilityDeterminedEvent.type, { bubbles: true, composed: true });
    this.outcomeId = outcomeId;
    this.outcomeKind = outcomeKind;
    this.assessmentId = assessmentId;
  }
}

/** The person wants to go on after an outcome that allows it; the assessment is recorded if there is a backend. */
export class SoEligibilityContinueEvent extends Event {
  static readonly type = 'so-eligibility-continue';
  readonly assessmentId: string | null;

  constructor(assessmentId: string | null) {
    super(SoEligibilityContinueEvent.type, { bubbles: true, composed: true });
    this.assessmentId = assessmentId;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'so-eligibility-determined': SoEligibilityDeterminedEvent;
    'so-eligibility-continue': SoEligibilityContinueEvent;
  }
}
