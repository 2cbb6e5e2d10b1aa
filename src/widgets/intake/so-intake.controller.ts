/** Joins the backend and `<so-intake>`: the case, what is under way, what failed. What was typed stays in the form. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { asBackendError, BackendError, type Backend } from '../../backend/backend.js';
import type { Capabilities, Case, CasePatch, ConsentText } from '../../contract/index.js';
import { sha256Hex } from '../../cases/consent.js';
import { detailsOf, sameDetails, type Details } from './details.js';
import type { IntakeStep } from './so-intake.events.js';

export type Start = 'loading' | 'ready' | 'failed';

export interface IntakeListener {
  onStarted(): void;
  onCreated(theCase: Case): void;
  now(): Date;
  language(): string;
  externalReference(): string | null;
}

/** What a call ended in: the step may be left, or the page shows why not. */
export type Done = 'done' | 'stay' | 'sent-already';

/** One tab at a time makes a case; the others then find it remembered. */
const CREATION_LOCK = 'so-intake-create';

export class IntakeController implements ReactiveController {
  start: Start = 'loading';
  capabilities: Capabilities | null = null;
  case: Case | null = null;
  /** True when the case was there when the page was opened. */
  resumed = false;
  assessmentId: string | null = null;
  /** A case that another tab has made meanwhile. */
  other: Case | null = null;
  busy = false;
  error: { at: IntakeStep | 'start' | 'forget'; error: BackendError } | null = null;

  readonly #host: ReactiveControllerHost;
  readonly #listener: IntakeListener;
  #port: Backend | null = null;
  #connected = false;
  #calls = new AbortController();
  /** Made before the case, and kept until it is there. */
  #pendingId: string | null = null;
  #consentKeys = new Map<string, string>();

  constructor(host: ReactiveControllerHost, listener: IntakeListener) {
    this.#host = host;
    this.#listener = listener;
    host.addController(this);
  }

  hostConnected(): void {
    this.#connected = true;
    if (this.#calls.signal.aborted) this.#calls = new AbortController();
    if (this.#port && this.start !== 'ready') void this.begin();
  }

  hostDisconnected(): void {
    this.#connected = false;
    this.busy = false;
    this.#calls.abort();
  }

  use(port: Backend | null): void {
    if (port === this.#port) {
      // Without a backend the checklist says that the page is not set up.
      if (!port) this.start = 'ready';
      return;
    }
    this.#port = port;
    this.#clear();
    if (port && this.#connected) void this.begin();
  }

  #clear(): void {
    this.#calls.abort();
    this.#calls = new AbortController();
    this.start = this.#port ? 'loading' : 'ready';
    this.case = null;
    this.resumed = false;
    this.assessmentId = null;
    this.other = null;
    this.busy = false;
    this.error = null;
    this.#pendingId = null;
    this.#consentKeys.clear();
  }

  /** Finds the case that this device remembers. */
  async begin(): Promise<void> {
    const port = this.#port;
    if (!port) return;
    const { signal } = this.#calls;
    this.start = 'loading';
    this.error = null;
    this.#host.requestUpdate();
    const capabilities = this.#loadCapabilities(port, signal);
    try {
      const remembered = await port.rememberedCase();
      if (signal.aborted) return;
      if (remembered) {
        this.case = await this.#find(port, remembered, signal);
        if (this.case && remembered.state === 'creating') await this.#rememberCreated(port, remembered.id);
      }
      // Whether consent is still owed depends on the texts offered now.
      if (this.case) await capabilities;
      if (signal.aborted) return;
      this.resumed = this.case !== null;
      this.start = 'ready';
    } catch (error) {
      if (signal.aborted) return;
      this.start = 'failed';
      this.error = { at: 'start', error: asBackendError(error) };
    }
    this.#host.requestUpdate();
    this.#listener.onStarted();
  }

  /** The case, or null when its creation never arrived: then its id is used again, so that there is never a second. */
  async #find(
    port: Backend,
    { id, state }: { id: string; state: 'creating' | 'created' },
    signal: AbortSignal,
  ): Promise<Case | null> {
    try {
      return await port.getCase(id, { signal });
    } catch (error) {
      if (!(error instanceof BackendError && error.code === 'not-found' && state === 'creating')) throw error;
      this.#pendingId = id;
      return null;
    }
  }

  async #loadCapabilities(port: Backend, signal: AbortSignal): Promise<void> {
    try {
      const capabilities = await port.capabilities({ signal });
      if (signal.aborted) return;
      this.capabilities = capabilities;
      this.#host.requestUpdate();
    } catch {
      // The step that needs them asks again, and says what is wrong.
    }
  }

  /** Runs one call of a step; failures stand on the page. Never two at once: a second press is the first one's. */
  async #run(
    at: IntakeStep | 'forget',
    work: (port: Backend, signal: AbortSignal) => Promise<Done>,
  ): Promise<Done> {
    const port = this.#port;
    if (!port || this.busy) return 'stay';
    const { signal } = this.#calls;
    this.busy = true;
    this.error = null;
    this.#host.requestUpdate();
    let done: Done = 'stay';
    try {
      done = await work(port, signal);
    } catch (error) {
      if (!signal.aborted) this.error = { at, error: asBackendError(error) };
    }
    if (signal.aborted) return 'stay';
    this.busy = false;
    this.#host.requestUpdate();
    return done;
  }

  saveDetails(details: Details): Promise<Done> {
    return this.#run('details', async (port, signal) => {
      if (!this.case) return this.#createAlone(port, details, signal);
      if (sameDetails(detailsOf(this.case), details)) return 'done';
      return this.#change(port, { ...details }, signal);
    });
  }

  #createAlone(port: Backend, details: Details, signal: AbortSignal): Promise<Done> {
    const create = () => this.#create(port, details, signal);
    // Web Locks exist in secure contexts only.
    const locks = (navigator as Partial<Navigator>).locks;
    return locks ? locks.request(CREATION_LOCK, { signal }, create) : create();
  }

  async #create(port: Backend, details: Details, signal: AbortSignal): Promise<Done> {
    const remembered = await port.rememberedCase();
    if (remembered && remembered.id !== this.#pendingId) {
      this.other = await this.#find(port, remembered, signal);
      if (this.other) return 'stay';
    }
    const id = (this.#pendingId ??= crypto.randomUUID());
    await port.rememberCase(id, 'creating');
    const { reason, ...rest } = details;
    try {
      this.case = await port.createCase(
        id,
        {
          ...rest,
          ...(reason ? { reason } : {}),
          locale: this.#listener.language(),
          assessmentId: this.assessmentId,
          externalReference: this.#listener.externalReference(),
        },
        { signal },
      );
    } catch (error) {
      // An earlier try did arrive, with other details: take that case and change it.
      if (!(error instanceof BackendError && error.code === 'conflict')) throw error;
      this.case = await port.getCase(id, { signal });
      if (!sameDetails(detailsOf(this.case), details)) {
        const done = await this.#change(port, { ...details }, signal);
        if (done !== 'done') return done;
      }
    }
    await this.#rememberCreated(port, id);
    this.#listener.onCreated(this.case);
    return 'done';
  }

  async #rememberCreated(port: Backend, id: string): Promise<void> {
    try {
      await port.rememberCase(id, 'created');
    } catch {
      // It stands there as "creating", which leads to the same case.
    }
  }

  /**
   * Changes the case. Documents that arrive raise its version too: then the change is tried again; when somebody
   * else has changed what the person sees here, they are told first.
   */
  async #change(port: Backend, patch: CasePatch, signal: AbortSignal): Promise<Done> {
    for (let attempt = 0; ; attempt++) {
      const before = this.case;
      if (!before) return 'stay';
      try {
        this.case = await port.updateCase(before.id, patch, before.version, { signal });
        return 'done';
      } catch (error) {
        const code = error instanceof BackendError ? error.code : null;
        if (code !== 'version-mismatch' && code !== 'conflict') throw error;
        const now = await port.getCase(before.id, { signal });
        this.case = now;
        if (now.phase !== 'draft') return 'sent-already';
        if (code === 'conflict' || attempt === 4 || !sameDetails(detailsOf(before), detailsOf(now)))
          throw error;
      }
    }
  }

  /** Another tab's case becomes this one's. */
  takeOther(): void {
    this.case = this.other;
    this.resumed = true;
    this.other = null;
    this.#pendingId = null;
    this.#host.requestUpdate();
  }

  /** Records agreement to the texts as they were shown. */
  agree(texts: readonly ConsentText[]): Promise<Done> {
    return this.#run('consent', async (port, signal) => {
      const { case: theCase } = this;
      if (!theCase) return 'stay';
      try {
        for (const text of texts) {
          const { id: textId, version, locale } = text;
          const sha256 = await sha256Hex(text.text);
          const name = [textId, version, locale, sha256].join(' ');
          const idempotencyKey = this.#consentKeys.get(name) ?? crypto.randomUUID();
          this.#consentKeys.set(name, idempotencyKey);
          const agreedAt = this.#listener.now().toISOString();
          await port.recordConsent(
            theCase.id,
            { textId, version, locale, sha256, agreedAt },
            { signal, idempotencyKey },
          );
        }
      } catch (error) {
        if (error instanceof BackendError && error.code === 'consent-outdated')
          this.capabilities = await port.capabilities({ signal });
        throw error;
      }
      this.case = await port.getCase(theCase.id, { signal });
      return 'done';
    });
  }

  /** The newest state of the case and the texts, for a step that shows them. */
  refresh(at: IntakeStep): Promise<Done> {
    return this.#run(at, async (port, signal) => {
      this.capabilities ??= await port.capabilities({ signal });
      if (this.case) this.case = await port.getCase(this.case.id, { signal });
      return this.case && this.case.phase !== 'draft' ? 'sent-already' : 'done';
    });
  }

  send(): Promise<Done> {
    return this.#run('review', (port, signal) => this.#change(port, { phase: 'submitted' }, signal));
  }

  /** Deletes what this device remembers, and starts a new journey. The case itself stays with the clinic. */
  async forget(): Promise<boolean> {
    this.busy = false;
    const done = await this.#run('forget', async (port) => {
      await port.forgetDevice();
      return 'done';
    });
    if (done !== 'done') return false;
    this.startAnew();
    return true;
  }

  startAnew(): void {
    this.#clear();
    this.start = 'ready';
    if (this.#port) void this.#loadCapabilities(this.#port, this.#calls.signal);
    this.#host.requestUpdate();
  }
}
