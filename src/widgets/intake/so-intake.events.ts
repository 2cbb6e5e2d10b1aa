/** Facts for the host page: ids and step names, never what a person typed. */

/** Where the journey is. `tracker` is the state after the case was sent. */
export const INTAKE_STEPS = ['eligibility', 'details', 'consent', 'documents', 'review', 'tracker'] as const;
export type IntakeStep = (typeof INTAKE_STEPS)[number];

/** The backend has stored the case. Fired once a case, when it is made, not when it is resumed. */
export class SoCaseCreatedEvent extends Event {
  static readonly type = 'so-case-created';
  readonly caseId: string;
  /** Short, to be read aloud on the phone; grants nothing. */
  readonly reference: string;

  constructor(caseId: string, reference: string) {
    super(SoCaseCreatedEvent.type, { bubbles: true, composed: true });
    this.caseId = caseId;
    this.reference = reference;
  }
}

/** Another step is shown. */
export class SoIntakeStepEvent extends Event {
  static readonly type = 'so-intake-step';
  readonly step: IntakeStep;

  constructor(step: IntakeStep) {
    super(SoIntakeStepEvent.type, { bubbles: true, composed: true });
    this.step = step;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'so-case-created': SoCaseCreatedEvent;
    'so-intake-step': SoIntakeStepEvent;
  }
}
