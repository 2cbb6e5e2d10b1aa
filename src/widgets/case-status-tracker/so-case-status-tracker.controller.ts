/**
 * Joins backend and element: finds the case, follows it live, reads it again when something happened. Stops all of it
 * when the element leaves the page and goes on from the last event when it comes back.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { asBackendError, type Backend, type BackendError, type FeedState } from '../../backend/backend.js';
import {
  EMPTY_LOG,
  needsReading,
  withEvents,
  withoutEvents,
  withReading,
  type CaseLog,
} from '../../cases/case-log.js';
import type { Capabilities, Case, CaseEvent, CaseSummary } from '../../contract/index.js';
import { firstScreens } from '../../ui/first-screens.js';

export type Load =
  | { name: 'loading' }
  | { name: 'no-backend' }
  | { name: 'no-case'; otherDevice: boolean }
  | { name: 'cases'; cases: readonly CaseSummary[] }
  | { name: 'forgotten' }
  | { name: 'failed'; error: BackendError }
  | { name: 'ready'; theCase: Case };

export interface TrackerHost extends ReactiveControllerHost {
  readonly signIn: string;
  /** A newer reading of the case; `before` is null for the first. */
  caseRead(before: Case | null, after: Case): void;
  loadFailed(error: BackendError): void;
  /** There are several cases to choose from. */
  casesRead(): void;
  /** The device has lost its network, or has it again. */
  networkChanged(): void;
}

/** The feed's own states, and `stopped`: the backend has refused to tell more. */
export type LiveState = FeedState | 'stopped';

const FIRST_RETRY_MS = 2_000;
const LAST_RETRY_MS = 60_000;

export class TrackerController implements ReactiveController {
  load: Load = { name: 'loading' };
  capabilities: Capabilities | null = null;
  live: LiveState = 'connecting';
  /** When the backend was last heard from. */
  lastNews = new Date();
  /** The person wants news also while the page is hidden. */
  followHidden = false;
  /** True when this device remembers a case, so that there is something to forget. */
  remembered = false;

  /** The person has more cases than the one that is shown. */
  several = false;

  readonly #host: TrackerHost;
  #log = EMPTY_LOG;
  #port: Backend | null = null;
  #caseId: string | null = null;
  #mayList = false;
  #connected = false;
  #used = false;
  #run: AbortController | null = null;
  #reading = false;
  #readAgain = false;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #retryMs = FIRST_RETRY_MS;
  #feed: FeedState | null = null;

  constructor(host: TrackerHost) {
    this.#host = host;
    host.addController(this);
  }

  get theCase(): Case | null {
    return this.load.name === 'ready' ? this.load.theCase : null;
  }

  get events(): CaseEvent[] {
    return [...this.#log.events.values()];
  }

  get port(): Backend | null {
    return this.#port;
  }

  /** Aborts when the element leaves the page or shows another case. */
  get signal(): AbortSignal | undefined {
    return this.#run?.signal;
  }

  /** @param mayList who is signed in may have several cases; a device by itself has one. */
  use(port: Backend | null, caseId: string | null, mayList: boolean): void {
    if (this.#used && port === this.#port && caseId === this.#caseId && mayList === this.#mayList) return;
    if (port !== this.#port) this.several = false;
    this.#mayList = mayList;
    this.#used = true;
    this.#port = port;
    this.#caseId = caseId;
    this.#log = EMPTY_LOG;
    this.capabilities = null;
    this.load = { name: 'loading' };
    this.#start();
  }

  hostConnected(): void {
    this.#connected = true;
    addEventListener('online', this.#onNetwork);
    addEventListener('offline', this.#onNetwork);
    if (this.#port) this.#start();
  }

  hostDisconnected(): void {
    this.#connected = false;
    removeEventListener('online', this.#onNetwork);
    removeEventListener('offline', this.#onNetwork);
    this.#stop();
  }

  /** Tries again after a failure. */
  retry(): void {
    this.load = { name: 'loading' };
    this.#start();
  }

  /** A case as an action answered it. */
  take(theCase: Case): void {
    this.#show(withReading(this.#log, theCase));
  }

  #show(log: CaseLog): void {
    this.#log = log;
    const before = this.theCase;
    if (!log.shown || log.shown === before) return;
    this.load = { name: 'ready', theCase: log.shown };
    this.lastNews = new Date();
    this.#host.requestUpdate();
    this.#host.caseRead(before, log.shown);
  }

  /** Deletes the key and what this device remembers. Rejects with a BackendError and changes nothing when it cannot. */
  async forget(): Promise<void> {
    await this.#port?.forgetDevice();
    this.#stop();
    this.#log = EMPTY_LOG;
    this.remembered = false;
    this.load = { name: 'forgotten' };
    this.#host.requestUpdate();
  }

  /** Again, when what the backend offers turns out to have changed; as they were when they cannot be had. */
  async readCapabilities(): Promise<void> {
    const { signal } = this;
    const read = await this.#port?.capabilities({ signal }).catch(() => null);
    if (!read || signal?.aborted) return;
    this.capabilities = read;
    this.#host.requestUpdate();
  }

  /** Reads the case again; several wishes during one reading give one more. */
  async refresh(): Promise<void> {
    const id = this.theCase?.id;
    const signal = this.#run?.signal;
    if (!id || !signal || !this.#port) return;
    if (this.#reading) {
      this.#readAgain = true;
      return;
    }
    this.#reading = true;
    try {
      const read = await this.#port.getCase(id, { signal });
      if (signal.aborted) return;
      this.#retryMs = FIRST_RETRY_MS;
      this.take(read);
    } catch {
      if (signal.aborted) return;
      // The case on the screen stays; the line below it says from when it is.
      this.live = 'waiting';
      this.#readAgain = false;
      this.#retryTimer = setTimeout(this.#again, this.#retryMs);
      this.#retryMs = Math.min(this.#retryMs * 2, LAST_RETRY_MS);
      this.#host.requestUpdate();
      return;
    } finally {
      if (!signal.aborted) this.#reading = false;
    }
    if (this.#readAgain) {
      this.#readAgain = false;
      await this.refresh();
    } else if (this.live === 'waiting' && this.#feed) {
      this.live = this.#feed;
      this.#host.requestUpdate();
    }
  }

  /** Reads the case again, once somebody looks. */
  readonly #again = (): void => {
    const { signal } = this;
    if (!document.hidden || this.followHidden) void this.refresh();
    else if (signal) document.addEventListener('visibilitychange', this.#again, { once: true, signal });
  };

  readonly #onNetwork = () => {
    if (navigator.onLine) this.#again();
    this.#host.networkChanged();
    this.#host.requestUpdate();
  };

  #stop(): void {
    this.#run?.abort();
    this.#run = null;
    this.#reading = this.#readAgain = false;
    clearTimeout(this.#retryTimer);
  }

  #start(): void {
    this.#stop();
    if (!this.#connected || this.load.name === 'forgotten') return;
    if (!this.#port) {
      this.load = { name: 'no-backend' };
      this.#host.requestUpdate();
      return;
    }
    if (this.load.name !== 'ready') this.load = { name: 'loading' };
    this.#run = new AbortController();
    this.#host.requestUpdate();
    void this.#go(this.#port, this.#run.signal);
  }

  async #go(port: Backend, signal: AbortSignal): Promise<void> {
    try {
      const remembered = await port.rememberedCase();
      if (signal.aborted) return;
      this.remembered = remembered !== null;
      const id = this.#caseId ?? remembered?.id ?? (await this.#onlyCase(port, signal));
      if (signal.aborted) return;
      if (id === null) {
        if (this.load.name !== 'cases') await this.#showNoCase(port, signal);
        return;
      }
      // Only how long it usually takes is lost without the capabilities.
      const [read, capabilities] = await Promise.all([
        port.getCase(id, { signal }),
        this.capabilities ?? port.capabilities({ signal }).catch(() => null),
      ]);
      if (signal.aborted) return;
      this.capabilities = capabilities;
      this.take(read);
      await firstScreens();
      if (signal.aborted) return;
      await this.#follow(port, id, signal);
    } catch (error) {
      if (signal.aborted) return;
      const failure = asBackendError(error);
      if (this.load.name === 'ready') {
        this.live = 'stopped';
        this.#show(withoutEvents(this.#log));
      } else if (failure.code === 'not-found' && !this.#caseId) {
        await this.#showNoCase(port, signal);
      } else {
        this.load = { name: 'failed', error: failure };
        this.#host.loadFailed(failure);
      }
      this.#host.requestUpdate();
    }
  }

  /** The one case of who is signed in; null when there is none, or several, which are shown then. */
  async #onlyCase(port: Backend, signal: AbortSignal): Promise<string | null> {
    if (!this.#mayList) return null;
    const { cases } = await port.listCases({ signal });
    if (signal.aborted) return null;
    this.several = cases.length > 1;
    if (!this.several) return cases[0]?.id ?? null;
    this.load = { name: 'cases', cases };
    this.#host.requestUpdate();
    this.#host.casesRead();
    return null;
  }

  async #showNoCase(port: Backend, signal: AbortSignal): Promise<void> {
    const capabilities = await port.capabilities({ signal }).catch(() => null);
    if (signal.aborted) return;
    // A code gives access to this device's key: nothing for who signs in by the page.
    const otherDevice = !!capabilities?.signInCode && !!port.signInWithCode && this.#host.signIn === 'device';
    this.load = { name: 'no-case', otherDevice };
    this.#host.requestUpdate();
  }

  /** From the first event on, since the history is made of them; later from the last one known. */
  async #follow(port: Backend, id: string, signal: AbortSignal): Promise<void> {
    this.live = 'connecting';
    // Those of one piece of the stream are taken together.
    const heard: CaseEvent[] = [];
    const take = () => {
      const events = heard.splice(0);
      if (signal.aborted) return;
      if (events.some((event) => needsReading(this.#log, event))) void this.refresh();
      this.#show(withEvents(this.#log, events));
      this.#host.requestUpdate();
    };
    await port.follow(id, {
      after: Math.max(0, ...this.#log.events.keys()),
      signal,
      whileHidden: () => this.followHidden,
      onEvent: (event) => {
        if (signal.aborted) return;
        this.lastNews = new Date();
        if (heard.push(event) === 1) queueMicrotask(take);
      },
      onState: (state) => {
        if (signal.aborted) return;
        this.#feed = state;
        if (state === 'live' || state === 'polling') this.lastNews = new Date();
        else this.#show(withoutEvents(this.#log));
        if (state === this.live) return;
        this.live = state;
        this.#host.requestUpdate();
      },
    });
  }
}
