/** Records the assessment: makes the audit record, sends it, and sends it again with the same key. */
import { BackendError, type Backend } from '../../backend/backend.js';
import type { Assessment } from '../../contract/index.js';
import type { Journey } from './journey.js';
import type { WalkHost } from './walk-host.js';

/** How far it has come. */
export type Recording =
  | { state: 'idle' }
  | { state: 'sending' }
  | { state: 'recorded'; assessment: Assessment }
  | { state: 'failed'; error: BackendError };

type Submission = { key: string | undefined; body: Parameters<Backend['submitAssessment']>[0] };

export class Recorder {
  recording: Recording = { state: 'idle' };
  readonly #host: WalkHost;
  readonly #onEnd: (recording: Recording) => void;
  #submission: Submission | null = null;
  #sends = new AbortController();

  /** `onEnd` is called when the backend has recorded the assessment, or failed to. */
  constructor(host: WalkHost, onEnd: (recording: Recording) => void) {
    this.#host = host;
    this.#onEnd = onEnd;
  }

  /** Another answer was given: whatever was recorded or is on its way is of the past. */
  reset(): void {
    this.stop();
    this.#submission = null;
    this.recording = { state: 'idle' };
  }

  /** Leaves what is on its way; {@link goOn} sends it again. */
  stop(): void {
    this.#sends.abort();
  }

  goOn(journey: Journey): void {
    if (this.recording.state !== 'sending') return;
    if (this.#submission) this.#send();
    else this.#submit(journey);
  }

  /** Records the outcome, if that has failed or has not been tried. */
  record(journey: Journey): void {
    const { state } = this.recording;
    if (state === 'failed' && this.#submission) this.#send();
    else if (state === 'idle' || state === 'failed') this.#submit(journey);
  }

  #begin(): AbortSignal {
    this.#sends.abort();
    this.#sends = new AbortController();
    this.#set({ state: 'sending' });
    return this.#sends.signal;
  }

  #set(recording: Recording): void {
    this.recording = recording;
    this.#host.element.requestUpdate();
  }

  #submit(journey: Journey): void {
    if (journey.evaluation.outcome && this.#host.port()) void this.#prepare(journey, this.#begin());
  }

  /** Makes the audit record, which comes in a chunk of its own, and sends it. */
  async #prepare({ definition, answers, on }: Journey, signal: AbortSignal): Promise<void> {
    try {
      const { auditRecord } = await import('../../eligibility/record.js');
      if (signal.aborted) return;
      this.#submission = {
        // Only secure contexts have it; elsewhere the backend adapter makes a key for each try.
        key: 'randomUUID' in crypto ? crypto.randomUUID() : undefined,
        body: {
          ...auditRecord(definition, answers, on),
          evaluatedAt: new Date().toISOString(),
          locale: this.#host.language(),
        },
      };
    } catch {
      if (!signal.aborted)
        this.#end({ state: 'failed', error: new BackendError('unreachable', { retryable: true }) });
      return;
    }
    this.#send();
  }

  #send(): void {
    const port = this.#host.port();
    if (this.#submission && port) void this.#record(port, this.#submission, this.#begin());
  }

  async #record(port: Backend, { key, body }: Submission, signal: AbortSignal): Promise<void> {
    try {
      const options = key === undefined ? { signal } : { signal, idempotencyKey: key };
      const assessment = await port.submitAssessment(body, options);
      if (!signal.aborted) this.#end({ state: 'recorded', assessment });
    } catch (caught) {
      if (signal.aborted) return;
      const error =
        caught instanceof BackendError ? caught : new BackendError('unexpected', { retryable: true });
      if (error.code === 'definition-outdated' && this.#host.startAgain()) return;
      this.#end({ state: 'failed', error });
    }
  }

  #end(recording: Recording): void {
    this.#set(recording);
    this.#onEnd(recording);
  }
}
