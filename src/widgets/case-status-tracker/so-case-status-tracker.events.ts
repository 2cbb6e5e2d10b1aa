/** Facts for the host page: where the case is, never what is in it. */
import type { WaitingOn } from '../../contract/index.js';

/** The case was read for the first time, or its phase, its turn or the number of open requests has changed. */
export class SoCaseChangedEvent extends Event {
  static readonly type = 'so-case-changed';
  readonly caseId: string;
  /** Phase code as the backend gives it. */
  readonly phase: string;
  readonly waitingOn: WaitingOn;
  /** How many requests the patient is to act on. */
  readonly openRequests: number;

  constructor(caseId: string, phase: string, waitingOn: WaitingOn, openRequests: number) {
    super(SoCaseChangedEvent.type, { bubbles: true, composed: true });
    this.caseId = caseId;
    this.phase = phase;
    this.waitingOn = waitingOn;
    this.openRequests = openRequests;
  }
}

/** The person had this device forget the case; the session has ended. */
export class SoDeviceForgottenEvent extends Event {
  static readonly type = 'so-device-forgotten';

  constructor() {
    super(SoDeviceForgottenEvent.type, { bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'so-case-changed': SoCaseChangedEvent;
    'so-device-forgotten': SoDeviceForgottenEvent;
  }
}
