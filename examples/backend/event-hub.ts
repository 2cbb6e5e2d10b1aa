import { EventEmitter } from 'node:events';

/** Wakes the streams of a case after a commit. Carries no content: streams read the log. */
export class EventHub extends EventEmitter {
  constructor() {
    super();
    this.setMaxListeners(0);
  }
}
