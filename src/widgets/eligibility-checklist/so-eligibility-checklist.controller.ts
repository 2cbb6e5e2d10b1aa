/**
 * Loads the definition and the pages that walk through it; stops when the element leaves the page, and goes on when it is
 * back.
 */
import type { ReactiveController } from 'lit';
import { asBackendError, BackendError, type Backend } from '../../backend/backend.js';
import { EligibilityHead, type Capabilities, type EligibilityDefinition } from '../../contract/index.js';
import type { Walk } from './walk.js';
import type { WalkHost } from './walk-host.js';

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
export interface Listener extends Omit<WalkHost, 'port' | 'capabilities' | 'startAgain'> {
  /** The definition is there, or cannot be had. */
  onLoaded(): void;
}

/** How long the page may take to set the backend. */
const GRACE_MS = 1_000;

export class EligibilityController implements ReactiveController {
  loading: Loading = { state: 'loading' };
  /** As it came; whether it makes sense is known once the pages are there. */
  definition: EligibilityDefinition | null = null;
  pages: Pages | null = null;
  /** Null until there are pages to walk through. */
  walk: Walk | null = null;
  capabilities: Capabilities | null = null;
  /** The definition replaces one that had been begun. */
  outdated = false;

  readonly #listener: Listener;
  #source: Source = { port: null, definition: null, definitionId: null };
  #used = false;
  #connected = false;
  #loads = new AbortController();
  #complained = new Set<unknown>();

  constructor(listener: Listener) {
    this.#listener = listener;
    listener.element.addController(this);
  }

  hostConnected(): void {
    this.#connected = true;
    // The first load waits for the first update, when attributes and properties have been read.
    if (!this.#used) return;
    if (!this.definition || (this.#source.port && !this.capabilities)) this.load();
  }

  hostDisconnected(): void {
    this.#connected = false;
    this.#loads.abort();
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
    this.walk?.end();
    this.walk = null;
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
    this.#update();
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
      this.loading = { state: 'failed', error: asBackendError(error, { retryable: true }) };
    }
    this.#update();
    this.#listener.onLoaded();
  }

  /** For cost and phone numbers only: the questions do not wait for it, and do without when it fails. */
  async #loadCapabilities(): Promise<void> {
    const { signal } = this.#loads;
    try {
      const capabilities = await this.#source.port?.capabilities({ signal });
      if (signal.aborted || !capabilities) return;
      this.capabilities = capabilities;
      this.#update();
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
    this.#update();
  }

  #update(): void {
    this.#listener.element.requestUpdate();
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
    this.#startWalk();
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
    this.#startWalk();
    this.#update();
    return pages;
  }

  #startWalk(): void {
    const { definition, pages } = this;
    if (!definition || !pages || this.walk) return;
    const read = pages.readDefinition(definition);
    if ('problems' in read) this.#refuse(definition, read.problems);
    else {
      this.definition = read.definition;
      this.walk = new pages.Walk(read.definition, {
        ...this.#listener,
        port: () => this.#source.port,
        capabilities: () => this.capabilities,
        startAgain: () => this.#startAgain(),
      });
    }
  }

  /** The backend has other questions now. False for a definition of the page's own, which loading cannot replace. */
  #startAgain(): boolean {
    if (this.#source.definition) return false;
    this.#clear();
    this.outdated = true;
    this.load();
    return true;
  }
}
