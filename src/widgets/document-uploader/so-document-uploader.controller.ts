/** Joins backend, transfer engine and element. What is only needed once there are files is loaded then. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { BackendError, type Backend } from '../../backend/backend.js';
import type { Capabilities, Case, CaseDocument } from '../../contract/index.js';
import type { FirstMessages, Messages } from '../../i18n/index.js';
import type { PickedFile, TransferEngine, TransferSnapshot } from '../../transfer/transfer.js';
import type { FileEntry } from './file-groups.js';
import { SoDocumentReceivedEvent, SoUploadStateEvent } from './so-document-uploader.events.js';
import type { BatchAnnouncer, PatientVoice } from './batch-announcer.js';

/** Everything that is needed from the first file on, in one chunk. */
export type Sending = typeof import('./sending.js');

export type Load =
  | { name: 'no-backend' }
  | { name: 'loading' }
  /** This device remembers no case, and the page has not named one. */
  | { name: 'no-case' }
  | { name: 'ready'; backend: Backend; capabilities: Capabilities; case: Case }
  | { name: 'failed'; error: BackendError };

export interface UploaderHost extends ReactiveControllerHost, EventTarget {
  readonly isConnected: boolean;
  /** Speaks in the language shown at that time. */
  say(sentence: (t: FirstMessages) => string): void;
  /** As `say`, with the whole language: once {@link wholeLanguage} has resolved. */
  sayMore(sentence: (t: Messages) => string): void;
  /** Resolves when every sentence about files can be said. */
  wholeLanguage(): Promise<unknown>;
  /** The files' part of the page has been loaded and may be shown. */
  useSending(sending: Sending): void;
}

/** What somebody picked, not yet read. */
export type Picked = { list: ArrayLike<File> } | { entries: readonly FileSystemEntry[] };

interface Given extends PickedFile {
  requestId: string | null;
}

const EMPTY: TransferSnapshot = { items: [], totalBytes: 0, acknowledgedBytes: 0, active: false };

const asBackendError = (error: unknown) =>
  error instanceof BackendError ? error : new BackendError('unexpected', { retryable: true });

/** The same file picked again in the same place. */
const keyOf = (name: string, folder: string, size: number) => `${folder}${name}\n${size}`;

export class UploaderController implements ReactiveController {
  load: Load = { name: 'no-backend' };
  snapshot = EMPTY;
  documents: readonly CaseDocument[] = [];
  sending: Sending | null = null;
  /** Files are being listed, which takes a while for a disc. */
  reading = false;
  unreadable = 0;
  nothingFound = false;
  /** Documents that the backend did not let go. */
  readonly notRemoved = new Set<string>();

  readonly #host: UploaderHost;
  #backend: Backend | null = null;
  #caseId: string | null = null;
  #aborter = new AbortController();
  #engine: TransferEngine | null = null;
  #batch: BatchAnnouncer | null = null;
  #voice: PatientVoice | null = null;
  /** Picked, and not yet read: the part of the page that does it could not be loaded. */
  #picked: { picked: Picked; requestId: string | null }[] = [];
  /** Read before the case was known. */
  #held: Given[] = [];
  /** Everything given to the engine, to go on with when the element comes back to the page. */
  #given: Given[] = [];
  #reported = new Set<string>();
  /** Documents whose deletion the backend has confirmed. */
  readonly #deleted = new Set<string>();
  #lastState = '';
  #asleep = false;

  constructor(host: UploaderHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    window.addEventListener('online', this.#wake);
    document.addEventListener('visibilitychange', this.#wake);
    if (!this.#asleep) return;
    this.#asleep = false;
    this.snapshot = EMPTY;
    void this.reload();
  }

  /** Frameworks move elements: only one that is still gone a moment later has left. */
  hostDisconnected(): void {
    queueMicrotask(() => {
      if (this.#host.isConnected) return;
      window.removeEventListener('online', this.#wake);
      document.removeEventListener('visibilitychange', this.#wake);
      this.#asleep = true;
      this.#stop();
    });
  }

  /** Called whenever the page may have named another backend or case. */
  use(backend: Backend | null, caseId: string | null): void {
    if (backend === this.#backend && caseId === this.#caseId) return;
    this.#backend = backend;
    this.#caseId = caseId;
    this.#stop();
    // What was being sent belongs to the case before; what was picked while there was none belongs to this one.
    this.#given = [];
    this.#held = this.load.name === 'ready' ? [] : this.#held;
    this.snapshot = EMPTY;
    this.documents = [];
    this.unreadable = 0;
    void this.reload();
  }

  /** Asks for limits and case, then goes on with what was held back. */
  async reload(): Promise<void> {
    const backend = this.#backend;
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
      this.documents = theCase.documents;
      this.#set({ name: 'ready', backend, capabilities, case: theCase });
      if (this.#held.length > 0) await this.#flush();
      if (this.#picked.length > 0) await this.#readPicked();
      else if (this.documents.length > 0) await this.#loadSending();
    } catch (error) {
      if (!signal.aborted) this.#set({ name: 'failed', error: asBackendError(error) });
    }
  }

  /** Reads what was picked and starts sending it. */
  async add(picked: Picked, requestId: string | null): Promise<void> {
    this.#picked.push({ picked, requestId });
    // One reading at a time takes all that is there.
    if (!this.reading) await this.#readPicked();
  }

  async #readPicked(): Promise<void> {
    this.reading = true;
    this.nothingFound = false;
    this.unreadable = 0;
    this.#host.requestUpdate();
    let found = 0;
    try {
      const sending = await this.#loadSending();
      for (let next = this.#picked.shift(); next; next = this.#picked.shift()) {
        const { picked, requestId } = next;
        const slices =
          'list' in picked ? sending.fromFileList(picked.list) : sending.fromEntries(picked.entries);
        for await (const { files, unreadable } of slices) {
          this.unreadable += unreadable;
          found += files.length;
          this.#held.push(...files.map((each) => ({ ...each, requestId })));
          if (this.load.name === 'ready') this.#start(sending, this.load);
        }
      }
      this.nothingFound = found + this.unreadable === 0;
      this.#remark();
      if (found > 0 && this.load.name === 'ready') this.#begin(found);
    } catch (error) {
      this.#set({ name: 'failed', error: asBackendError(error) });
    } finally {
      this.reading = false;
      this.#host.requestUpdate();
    }
  }

  /** What the eye sees beside the list, for the ear. */
  #remark(): void {
    const { unreadable, nothingFound } = this;
    if (unreadable) this.#voice?.remark((t) => t.uploader.unreadableEntries(unreadable));
    if (nothingFound) this.#voice?.remark((t) => t.uploader.nothingFound);
  }

  #begin(files: number): void {
    const counts = this.sending?.countFiles(this.snapshot.items);
    if (!counts) return;
    this.#batch?.begin(files, counts);
    // A short one may be over by now.
    this.#batch?.observe(counts);
  }

  retry(ids: readonly string[]): void {
    for (const id of ids) this.#engine?.retry(id);
  }

  cancel(id: string): void {
    this.#engine?.cancel(id);
  }

  async remove(entries: readonly FileEntry[]): Promise<void> {
    for (const entry of entries) {
      if (entry.kind === 'transfer') {
        const { id, documentId, fileName, folder, size, state } = entry.item;
        // What the clinic has received is only gone from the list when it is gone there.
        if (state.name === 'received' && documentId && !(await this.#delete(documentId, id))) continue;
        this.#engine?.remove(id);
        const key = keyOf(fileName, folder, size);
        this.#given = this.#given.filter(
          (each) => keyOf(each.file.name, each.folder, each.file.size) !== key,
        );
        if (documentId) this.documents = this.documents.filter((each) => each.id !== documentId);
      } else await this.#delete(entry.document.id, entry.key);
    }
    this.#host.requestUpdate();
  }

  /** True when the backend no longer has the document; otherwise its row says so. */
  async #delete(documentId: string, key: string): Promise<boolean> {
    this.notRemoved.delete(key);
    try {
      await this.#backend?.deleteDocument(documentId, { signal: this.#aborter.signal });
    } catch (error) {
      if (asBackendError(error).code !== 'not-found') {
        this.notRemoved.add(key);
        return false;
      }
    }
    this.#deleted.add(documentId);
    this.documents = this.documents.filter((each) => each.id !== documentId);
    return true;
  }

  async #loadSending(): Promise<Sending> {
    if (this.sending) return this.sending;
    let sending: Sending;
    try {
      [sending] = await Promise.all([import('./sending.js'), this.#host.wholeLanguage()]);
    } catch {
      throw new BackendError(navigator.onLine ? 'unreachable' : 'offline', { retryable: true });
    }
    this.sending = sending;
    this.#voice = new sending.PatientVoice((sentence) => this.#host.sayMore(sentence));
    this.#batch = new sending.BatchAnnouncer(this.#voice);
    this.#host.useSending(sending);
    return sending;
  }

  async #flush(): Promise<void> {
    const count = this.#held.length;
    const sending = await this.#loadSending();
    if (this.load.name !== 'ready') return;
    this.#start(sending, this.load);
    this.#begin(count);
  }

  #start(sending: Sending, ready: Extract<Load, { name: 'ready' }>): void {
    this.#engine ??= this.#createEngine(sending, ready);
    const byRequest = new Map<string | null, Given[]>();
    for (const given of this.#held.splice(0)) {
      byRequest.set(given.requestId, [...(byRequest.get(given.requestId) ?? []), given]);
      this.#given.push(given);
    }
    for (const [requestId, files] of byRequest) this.#engine.add(files, { requestId });
    this.snapshot = this.#engine.snapshot;
  }

  #createEngine(sending: Sending, ready: Extract<Load, { name: 'ready' }>): TransferEngine {
    const engine = sending.createTransferEngine({
      backend: withoutDeleted(ready.backend, this.#deleted),
      caseId: ready.case.id,
      limits: ready.capabilities.limits,
    });
    engine.subscribe((snapshot) => this.#changed(snapshot, sending));
    return engine;
  }

  readonly #changed = (snapshot: TransferSnapshot, { countFiles }: Sending): void => {
    if (this.#asleep) return;
    this.snapshot = snapshot;
    if (snapshot.active) window.addEventListener('beforeunload', askBeforeLeaving);
    else window.removeEventListener('beforeunload', askBeforeLeaving);
    const counts = countFiles(snapshot.items);
    this.#batch?.observe(counts);
    this.#host.requestUpdate();
    for (const { id, state, documentId, requestId } of snapshot.items) {
      if (state.name !== 'received' || !documentId || this.#reported.has(id)) continue;
      this.#reported.add(id);
      this.#host.dispatchEvent(new SoDocumentReceivedEvent(documentId, requestId));
    }
    const state = `${snapshot.active} ${counts.received} ${counts.total}`;
    if (state === this.#lastState) return;
    this.#lastState = state;
    this.#host.dispatchEvent(new SoUploadStateEvent(snapshot.active, counts.received, counts.total));
  };

  readonly #wake = () => {
    if (document.visibilityState === 'hidden') return;
    this.#engine?.wake();
    if (this.load.name === 'failed' && this.load.error.retryable) void this.reload();
  };

  #stop(): void {
    this.#aborter.abort();
    this.#voice?.silence();
    window.removeEventListener('beforeunload', askBeforeLeaving);
    const { sending } = this;
    if (!this.#engine || !sending) return;
    const unfinished = new Set(
      this.snapshot.items
        .filter((item) => sending.groupOf(item) === 'progress')
        .map((item) => keyOf(item.fileName, item.folder, item.size)),
    );
    this.#held.push(
      ...this.#given.filter(({ file, folder }) => unfinished.has(keyOf(file.name, folder, file.size))),
    );
    this.#given = [];
    this.#engine.dispose();
    this.#engine = null;
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

/** The engine deletes what it takes off its list; what is deleted already is not asked for again. */
function withoutDeleted(backend: Backend, deleted: ReadonlySet<string>): Backend {
  return new Proxy(backend, {
    get(target, name) {
      if (name === 'deleteDocument')
        return (...args: Parameters<Backend['deleteDocument']>) =>
          deleted.has(args[0]) ? Promise.resolve() : target.deleteDocument(...args);
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

/** The browser asks in its own words; nothing of ours is shown. */
function askBeforeLeaving(event: BeforeUnloadEvent): void {
  event.preventDefault();
}
