/** Knows backend and case, and takes what is given until the part of the page is there that sends it: see `visit.ts`. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { asBackendError, BackendError, type Backend } from '../../backend/backend.js';
import type { Case } from '../../contract/index.js';
import type { Load, Pick, Picked } from './load.js';
import type { Visit, VisitHost } from './visit.js';

/** Everything that is needed from the first file on, in one chunk. */
export type Sending = typeof import('./sending.js');

export interface UploaderHost extends ReactiveControllerHost, VisitHost {
  requestUpdate(): void;
  /** Resolves when every sentence about files can be said. */
  wholeLanguage(): Promise<unknown>;
  /** The files' part of the page has been loaded and may be shown. */
  useSending(sending: Sending, visit: Visit): void;
}

export class UploaderController implements ReactiveController {
  load: Load = { name: 'no-backend' };
  /** Null before the first file, or until a case is known that holds some. */
  visit: Visit | null = null;
  /** Files are being looked at, which takes a while for a disc. */
  reading = false;
  backend: Backend | null = null;

  readonly #host: UploaderHost;
  #loading: Promise<Visit> | null = null;
  #caseId: string | null = null;
  #aborter = new AbortController();
  /** Picked, and not yet looked at. */
  readonly #waiting: Pick[] = [];
  #asleep = false;

  constructor(host: UploaderHost) {
    this.#host = host;
    host.addController(this);
  }

  get signal(): AbortSignal {
    return this.#aborter.signal;
  }

  hostConnected(): void {
    window.addEventListener('online', this.#wake);
    document.addEventListener('visibilitychange', this.#wake);
    if (!this.#asleep) return;
    this.#asleep = false;
    this.visit?.comeBack();
    void this.reload();
  }

  /** Frameworks move elements: only one that is still gone a moment later has left. */
  hostDisconnected(): void {
    queueMicrotask(() => {
      if (this.#host.isConnected) return;
      window.removeEventListener('online', this.#wake);
      document.removeEventListener('visibilitychange', this.#wake);
      this.#asleep = true;
      this.visit?.paper.rest();
      this.#stop();
    });
  }

  /** Called whenever the page may have named another backend or case. */
  use(backend: Backend | null, caseId: string | null): void {
    if (backend === this.backend && caseId === this.#caseId) return;
    this.backend = backend;
    this.#caseId = caseId;
    this.#stop();
    // What was being sent belongs to the case before; what was picked while there was none belongs to this one.
    const known = this.load.name === 'ready';
    if (known) this.drop();
    this.visit?.leaveCase(known);
    void this.reload();
  }

  /** Asks for limits and case, then goes on with what was held back. */
  async reload(): Promise<void> {
    const { backend } = this;
    this.#aborter.abort();
    if (!backend) return this.#set({ name: 'no-backend' });
    const { signal } = (this.#aborter = new AbortController());
    this.#set({ name: 'loading' });
    try {
      const id = this.#caseId ?? (await remembered(backend));
      if (signal.aborted) return;
      if (!id) return this.#set({ name: 'no-case' });
      const [capabilities, theCase] = await Promise.all([
        backend.capabilities({ signal }),
        backend.getCase(id, { signal }),
      ]);
      if (signal.aborted) return;
      this.#set({ name: 'ready', backend, capabilities, case: theCase });
      await this.visit?.useCase(theCase);
      if (this.#waiting.length > 0) await this.#read();
      else if (theCase.documents.length > 0) await this.#loadVisit();
    } catch (error) {
      if (!signal.aborted) this.fail(error);
    }
  }

  /** Looks at what was picked and starts sending it. */
  async add(picked: Picked, requestId: string | null): Promise<void> {
    this.#waiting.push({ picked, requestId });
    await this.#read();
  }

  async #read(): Promise<void> {
    // One reading at a time takes all that is there.
    if (this.reading) return;
    this.reading = true;
    this.#host.requestUpdate();
    try {
      const visit = await this.#loadVisit();
      await visit.read(this.#waiting);
    } catch (error) {
      this.fail(error);
    } finally {
      this.reading = false;
      this.#host.requestUpdate();
    }
  }

  drop(): void {
    this.#waiting.length = 0;
  }

  /** Somebody is choosing: what looks at files gets ready meanwhile. */
  readonly warm = (): void => {
    // What cannot be loaded is told when something has been chosen.
    this.#loadVisit().then(
      (visit) => visit.warm(),
      () => {},
    );
  };

  /** What was chosen from photos or files, see {@link Visit.addPhotos}. */
  async addPhotos(files: ArrayLike<File>, requestId: string | null): Promise<void> {
    const visit = await this.#loadVisit().catch(() => null);
    // Without the part of the page that does it: looked at later, as files.
    if (visit) await visit.addPhotos(files, requestId);
    else await this.add({ list: files }, requestId);
  }

  /** The case as the backend has it now. */
  takeCase(changed: Case): void {
    if (this.load.name !== 'ready' || this.load.case.id !== changed.id) return;
    this.load = { ...this.load, case: changed };
    this.#host.requestUpdate();
  }

  #loadVisit(): Promise<Visit> {
    this.#loading ??= this.#fetchVisit();
    return this.#loading;
  }

  async #fetchVisit(): Promise<Visit> {
    try {
      const [sending] = await Promise.all([import('./sending.js'), this.#host.wholeLanguage()]);
      const visit = (this.visit = new sending.Visit(this.#host, this));
      if (this.load.name === 'ready') await visit.useCase(this.load.case);
      this.#host.useSending(sending, visit);
      return visit;
    } catch {
      this.#loading = null;
      throw new BackendError(navigator.onLine ? 'unreachable' : 'offline', { retryable: true });
    }
  }

  readonly #wake = () => {
    if (document.visibilityState === 'hidden') return;
    this.visit?.wake();
    if (this.load.name === 'failed' && this.load.error.retryable) void this.reload();
  };

  #stop(): void {
    this.#aborter.abort();
    // Looked at once more when the element is back: what the backend has by then is not sent again.
    this.#waiting.unshift(...(this.visit?.stop() ?? []));
  }

  fail(error: unknown): void {
    this.#set({ name: 'failed', error: asBackendError(error, { retryable: true }) });
  }

  #set(load: Load): void {
    this.load = load;
    if (load.name === 'failed') {
      const { code } = load.error;
      this.#host.say((t) => `${t.errors[code].title}. ${t.errors[code].next}`);
    }
    this.#host.requestUpdate();
  }
}

async function remembered(backend: Backend): Promise<string | null> {
  const there = await backend.rememberedCase();
  return there?.state === 'created' ? there.id : null;
}
