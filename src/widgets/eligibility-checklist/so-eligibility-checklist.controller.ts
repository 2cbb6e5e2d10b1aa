/**
 * Joins the journey, the backend and the element: loads the definition, records the assessment, and stops both when the
 * element leaves the page. Back on the page, it goes on where it was.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { BackendError, type Backend } from '../../backend/backend.js';
import { EligibilityHead, type Capabilities, type EligibilityDefinition } from '../../contract/index.js';
import type { Journey } from './journey.js';
import type { Recording } from './recording.js';

export type { Recording };

/** Everything after the introduction, in a chunk of its own. */
export type Pages = typeof import('./pages.js');

export interface Source {
  port: Backend | null;
  /** A definition given by the page; then the backend is not asked for one. */
  definition: unknown;
  definitionId: string | null;
}

export type Loading =
  | { state: 'loading' }
  | { state: 'not-set-up' }
  | { state: 'invalid' }
  | { state: 'failed'; error: BackendError }
  | { state: 'ready' };

/** What the controller tells and asks the element. */
export interface Listener {
  /** The definition is there, or cannot be had. `outdated`: it replaces one that had been begun. */
  onLoaded(loading: Loading, outdated: boolean): void;
  /** The backend has recorded the assessment, or failed to. */
  onRecording(recording: Recording): void;
  now(): Date;
  language(): string;
}

/** How long the page may take to set the backend. */
const GRACE_MS = 1_000;

type Submission = { key: string | undefined; body: Parameters<Backend['submitAssessment']>[0] };

function asBackendError(error: unknown): BackendError {
  return error instanceof BackendError ? error : new BackendError('unexpected', { retryable: true });
}

export class EligibilityController implements ReactiveController {
  loading: Loading = { state: 'loading' };
  recording: Recording = { state: 'idle' };
  /** As it came; whether it makes sense is known once the pages are there. */
  definition: EligibilityDefinition | null = null;
  pages: Pages | null = null;
  /** Null until there are pages to walk through. */
  journey: Journey | null = null;
  capabilities: Capabilities | null = null;
  outdated = false;

  readonly #host: ReactiveControllerHost;
  readonly #listener: Listener;
  #source: Source = { port: null, definition: null, definitionId: null };
  #used = false;
  #connected = false;
  #loads = new AbortController();
  #sends = new AbortController();
  #submission: Submission | null = null;
  #complained = new Set<unknown>();

  constructor(host: ReactiveControllerHost, listener: Listener) {
    this.#host = host;
    this.#listener = listener;
    host.addController(this);
  }

  hostConnected(): void {
    this.#connected = true;
    // The first load waits for the first update, when attributes and properties have been read.
    if (!this.#used) return;
    if (!this.definition || (this.hasBackend && !this.capabilities)) this.load();
    if (this.recording.state !== 'sending') return;
    if (this.#submission) this.#send();
    else if (this.journey) this.#submit(this.journey);
  }

  hostDisconnected(): void {
    this.#connected = false;
    this.#loads.abort();
    this.#sends.abort();
  }

  get hasBackend(): boolean {
    return this.#source.port !== null;
  }

  /** Takes what the page has set. Answers survive a new backend, but not another definition. */
  use(source: Source): void {
    const before = this.#source;
    this.#used = true;
    this.#source = source;
    const same = before.definition === source.definition && before.definitionId === source.definitionId;
    if (this.definition && same && (source.definition || before.port === source.port)) {
      if (before.port !== source.port && this.#connected) void this.#loadCapabilities();
      return;
    }
    this.#clear();
    if (this.#connected) this.load();
  }

  #clear(): void {
    this.definition = null;
    this.journey = null;
    this.#submission = null;
    this.recording = { state: 'idle' };
  }

  load(): void {
    this.#loads.abort();
    this.#loads = new AbortController();
    const { port, definition } = this.#source;
    if (definition) {
      if (!this.definition) this.#take(definition);
      void this.#loadCapabilities();
      return;
    }
    if (this.definition) return;
    this.loading = { state: 'loading' };
    this.#host.requestUpdate();
    if (port) void this.#loadDefinition(port, this.#loads.signal);
    else void this.#complainWithoutBackend(this.#loads.signal);
  }

  async #loadDefinition(port: Backend, signal: AbortSignal): Promise<void> {
    try {
      const { definitionId } = this.#source;
      const capabilities = port.capabilities({ signal });
      // Both at once when the page has said which definition.
      const [got, definition] = await Promise.all([
        capabilities,
        definitionId
          ? port.eligibilityDefinition(definitionId, { signal })
          : capabilities.then(({ eligibility }) =>
              port.eligibilityDefinition(eligibility.defaultDefinitionId, { signal }),
            ),
      ]);
      if (signal.aborted) return;
      this.capabilities = got;
      this.#take(definition);
    } catch (error) {
      if (signal.aborted) return;
      this.loading = { state: 'failed', error: asBackendError(error) };
    }
    this.#host.requestUpdate();
    this.#listener.onLoaded(this.loading, this.outdated);
  }

  /** For cost and phone numbers only: the questions do not wait for it, and do without when it fails. */
  async #loadCapabilities(): Promise<void> {
    const { signal } = this.#loads;
    try {
      const capabilities = await this.#source.port?.capabilities({ signal });
      if (signal.aborted || !capabilities) return;
      this.capabilities = capabilities;
      this.#host.requestUpdate();
    } catch {
      // Sending the assessment will meet the same backend, and says what is wrong.
    }
  }

  /** Pages and frameworks set properties some time after they connect an element: only then is it a mistake. */
  async #complainWithoutBackend(signal: AbortSignal): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, GRACE_MS));
    if (signal.aborted) return;
    this.loading = { state: 'not-set-up' };
    this.#complain(
      'backend',
      'set the "backend" attribute (a URL) or property, or the "definition" property',
    );
    this.#host.requestUpdate();
  }

  #complain(subject: unknown, message: string, ...detail: unknown[]): void {
    if (this.#complained.has(subject)) return;
    this.#complained.add(subject);
    // For the site's developer. A definition holds no health data.
    console.error(`<so-eligibility-checklist>: ${message}`, ...detail);
  }

  /** Takes what the introduction shows; the rest is looked at when the pages are there. */
  #take(candidate: unknown): void {
    const parsed = EligibilityHead.safeParse(candidate);
    if (!parsed.success) {
      this.#refuse(candidate, parsed.error.issues);
      return;
    }
    this.definition = parsed.data as unknown as EligibilityDefinition;
    this.loading = { state: 'ready' };
    this.#startJourney();
  }

  #refuse(candidate: unknown, problems: readonly unknown[]): void {
    this.loading = { state: 'invalid' };
    this.#complain(this.#source.definition ?? candidate, 'the definition is not valid', problems);
  }

  /** Loads what comes after the introduction. Throws a BackendError when it cannot be had. */
  async loadPages(): Promise<Pages> {
    if (this.pages) return this.pages;
    let pages: Pages;
    try {
      pages = await import('./pages.js');
    } catch {
      throw new BackendError('unreachable', { retryable: true });
    }
    this.pages = pages;
    this.#startJourney();
    this.#host.requestUpdate();
    return pages;
  }

  #startJourney(): void {
    const { definition, pages } = this;
    if (!definition || !pages || this.journey) return;
    const read = pages.readDefinition(definition);
    if ('problems' in read) this.#refuse(definition, read.problems);
    else {
      this.definition = read.definition;
      this.journey = pages.startJourney(read.definition, pages.dayOn(this.#listener.now()));
    }
  }

  /** The next step of the journey; records the assessment when it has come to an outcome by a new answer. */
  go(journey: Journey, answered: boolean): void {
    this.journey = journey;
    if (answered) {
      // An answer was given: whatever was recorded or is on its way is of the past.
      this.#sends.abort();
      this.#submission = null;
      this.recording = { state: 'idle' };
      this.outdated = false;
      if (journey.page.at === 'outcome') this.#submit(journey);
    }
    this.#host.requestUpdate();
  }

  #submit(journey: Journey): void {
    if (!journey.evaluation.outcome || !this.hasBackend) return;
    this.#sends.abort();
    this.#sends = new AbortController();
    this.recording = { state: 'sending' };
    this.#host.requestUpdate();
    void this.#prepare(journey, this.#sends.signal);
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
          evaluatedAt: this.#listener.now().toISOString(),
          locale: this.#listener.language(),
        },
      };
    } catch {
      if (signal.aborted) return;
      this.recording = { state: 'failed', error: new BackendError('unreachable', { retryable: true }) };
      this.#host.requestUpdate();
      this.#listener.onRecording(this.recording);
      return;
    }
    this.#send();
  }

  /** Records the outcome shown, if that has failed or there was no backend before. */
  record(): void {
    const { state } = this.recording;
    if (state === 'failed' && this.#submission) this.#send();
    else if ((state === 'idle' || state === 'failed') && this.journey) this.#submit(this.journey);
  }

  #send(): void {
    if (!this.#submission || !this.#source.port) return;
    this.#sends.abort();
    this.#sends = new AbortController();
    this.recording = { state: 'sending' };
    this.#host.requestUpdate();
    void this.#record(this.#source.port, this.#submission, this.#sends.signal);
  }

  async #record(port: Backend, { key, body }: Submission, signal: AbortSignal): Promise<void> {
    try {
      const options = key === undefined ? { signal } : { signal, idempotencyKey: key };
      const assessment = await port.submitAssessment(body, options);
      if (signal.aborted) return;
      this.recording = { state: 'recorded', assessment };
    } catch (caught) {
      if (signal.aborted) return;
      const error = asBackendError(caught);
      // A definition of the page's own cannot be replaced by loading: that stays an error to be shown.
      if (error.code === 'definition-outdated' && !this.#source.definition) {
        this.#startAgain();
        return;
      }
      this.recording = { state: 'failed', error };
    }
    this.#host.requestUpdate();
    this.#listener.onRecording(this.recording);
  }

  #startAgain(): void {
    this.#clear();
    this.outdated = true;
    this.load();
  }
}
