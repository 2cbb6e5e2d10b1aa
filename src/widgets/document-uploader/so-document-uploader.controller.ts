/** Joins backend, transfer engine and element. What is only needed once there are files is loaded then. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { BackendError, type Backend } from '../../backend/backend.js';
import type { Case, CaseDocument, DocumentPatch } from '../../contract/index.js';
import type { FirstMessages, Messages } from '../../i18n/index.js';
import type { FoundRecord, SurveyFile } from '../../documents/survey/found.js';
import type { TransferSnapshot } from '../../transfer/transfer.js';
import type { FileCounts, FileEntry } from './file-groups.js';
import type { Load, Picked } from './load.js';
import { SoDocumentReceivedEvent, SoUploadStateEvent } from './so-document-uploader.events.js';
import type { BatchAnnouncer, PatientVoice } from './batch-announcer.js';
import type { PickedSlice } from './picked-files.js';
import type { Paper } from './paper.js';
import type { Choices, Picks } from './picks.js';
import type { Sender } from './sender.js';
import type { Totals } from './totals.js';

/** Everything that is needed from the first file on, in one chunk. */
export type Sending = typeof import('./sending.js');

export interface UploaderHost extends ReactiveControllerHost, EventTarget {
  readonly isConnected: boolean;
  /** Images are de-identified before they are sent, whatever the backend asks for. */
  readonly deidentify: boolean;
  /** Speaks in the language shown at that time. */
  say(sentence: (t: FirstMessages) => string): void;
  /** As `say`, with the whole language: once {@link wholeLanguage} has resolved. */
  sayMore(sentence: (t: Messages) => string): void;
  /** Resolves when every sentence about files can be said. */
  wholeLanguage(): Promise<unknown>;
  /** The person has to decide whose some studies are. */
  ask(): void;
  /** The files' part of the page has been loaded and may be shown. */
  useSending(sending: Sending): void;
}

interface Pick {
  picked: Picked | { files: readonly SurveyFile[] };
  requestId: string | null;
}

const EMPTY: TransferSnapshot = { items: [], totalBytes: 0, acknowledgedBytes: 0, active: false };

const NO_TOTALS: Totals = {
  counts: { received: 0, total: 0, attention: 0, moving: 0, waiting: 0, twice: 0 },
  sentBytes: 0,
  totalBytes: 0,
};

/** Deletions at once, of a study that was taken out. */
const DELETED_AT_ONCE = 3;

const asBackendError = (error: unknown) =>
  error instanceof BackendError ? error : new BackendError('unexpected', { retryable: true });

export class UploaderController implements ReactiveController {
  load: Load = { name: 'no-backend' };
  snapshot = EMPTY;
  documents: readonly CaseDocument[] = [];
  sending: Sending | null = null;
  /** Files are being looked at, which takes a while for a disc. */
  reading = false;
  /** What was picked; null before the first pick. */
  picks: Picks | null = null;
  /** Sends it, once the case is known. */
  sender: Sender | null = null;
  /** Photos of paper that are being put in order; null before the first. */
  paper: Paper | null = null;
  totals: Totals = NO_TOTALS;
  unreadable = 0;
  nothingFound = false;
  /** Documents that the backend did not let go. */
  readonly notRemoved = new Set<string>();
  /** Files of studies that the person took out, and that are still at the clinic. */
  notTakenBack = 0;

  readonly #host: UploaderHost;
  #loading: Promise<Sending> | null = null;
  #backend: Backend | null = null;
  #caseId: string | null = null;
  #aborter = new AbortController();
  #batch: BatchAnnouncer | null = null;
  #voice: PatientVoice | null = null;
  /** Picked, and not yet looked at: the part of the page that does it may not be there. */
  #waiting: Pick[] = [];
  /** Being looked at. */
  #current: Pick | null = null;
  /** What the person decided of studies, for the same files looked at again. */
  #choices: Choices | null = null;
  /** Looked at before the case was known. */
  #held: { records: readonly FoundRecord[]; requestId: string | null }[] = [];
  /** Everything that was looked at, to go on with when the element comes back to the page. */
  #given: Pick[] = [];
  /** What the person has removed: not sent again then. */
  readonly #removed = new Set<string>();
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
    this.paper?.wake();
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
      this.paper?.rest();
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
    if (this.load.name === 'ready') {
      this.#waiting = [];
      this.#choices = null;
    }
    this.snapshot = EMPTY;
    this.totals = NO_TOTALS;
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
      await this.picks?.compare();
      if (this.#held.length > 0) await this.#send(this.#held.at(-1)?.requestId ?? null);
      // One reading at a time takes all that is there.
      if (this.#waiting.length > 0 && !this.reading) await this.#readPicked();
      else if (this.documents.length > 0) await this.#loadSending();
    } catch (error) {
      if (!signal.aborted) this.#set({ name: 'failed', error: asBackendError(error) });
    }
  }

  /** Looks at what was picked and starts sending it. */
  async add(picked: Picked, requestId: string | null): Promise<void> {
    this.#waiting.push({ picked, requestId });
    // One reading at a time takes all that is there.
    if (!this.reading) await this.#readPicked();
  }

  async #readPicked(): Promise<void> {
    this.reading = true;
    this.nothingFound = false;
    this.unreadable = 0;
    this.#host.requestUpdate();
    let found = 0;
    let cancelled = false;
    const before = this.totals.counts;
    try {
      const sending = await this.#loadSending();
      const picks = this.#usePicks(sending);
      for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
        const { picked, requestId } = (this.#current = next);
        const files: SurveyFile[] = [];
        const read = await picks.read(keeping(slicesOf(sending, picked), files));
        // The element has left: looked at once more when it is back.
        if (this.picks !== picks) return;
        this.#current = null;
        cancelled ||= read === null;
        if (!read) continue;
        this.unreadable += read.unreadable;
        found += read.files;
        this.#given.push({ picked: { files }, requestId });
        // What was removed is not sent again by itself, but when it is picked again.
        const again = 'files' in picked;
        if (!again) for (const { path } of files) this.#removed.delete(path);
        this.#held.push({ records: read.records.filter(({ path }) => !this.#removed.has(path)), requestId });
        if (this.load.name === 'ready') await this.#send(requestId);
      }
      this.nothingFound = found + this.unreadable === 0 && !cancelled;
      if (this.picks !== picks) return;
      this.#remark(picks, cancelled);
      this.#begin(before);
      picks.showPictures();
    } catch (error) {
      this.#set({ name: 'failed', error: asBackendError(error) });
    } finally {
      this.reading = false;
      this.#host.requestUpdate();
    }
  }

  #usePicks(sending: Sending): Picks {
    return (this.picks ??= new sending.Picks(
      {
        requestUpdate: () => this.#host.requestUpdate(),
        patient: () => (this.load.name === 'ready' ? this.load.case.patient : null),
      },
      this.#choices,
    ));
  }

  /** Somebody is choosing: what looks at files gets ready meanwhile. */
  readonly warm = (): void => {
    // What cannot be loaded is told when something has been chosen.
    this.#loadSending().then(
      (sending) => this.#usePicks(sending).warm(),
      () => {},
    );
  };

  /** Photos become pages of one document; anything else that was chosen with them is sent as it is. */
  async addPhotos(files: File[], requestId: string | null): Promise<void> {
    try {
      const sending = await this.#loadSending();
      if (!sending.arePhotos(files)) return await this.add({ list: files }, requestId);
      this.paper ??= new sending.Paper(() => this.#host.requestUpdate());
      this.paper.add(files);
    } catch {
      // The part of the page that does it could not be loaded: looked at later, as files.
      await this.add({ list: files }, requestId);
    }
  }

  async sendPaper(name: string, requestId: string | null): Promise<void> {
    try {
      const made = await this.paper?.make(name);
      if (made?.length) await this.add({ list: made }, requestId);
    } catch {
      // The pages are still there, to be sent one by one; unless the element has left.
      if (this.#host.isConnected)
        this.#host.say((t) => `${t.errors.unexpected.title}. ${t.errors.unexpected.next}`);
    }
  }

  /** The case as the backend has it now. */
  takeCase(changed: Case): void {
    if (this.load.name !== 'ready' || this.load.case.id !== changed.id) return;
    this.load = { ...this.load, case: changed };
    this.#host.requestUpdate();
  }

  /** Gives up looking; nothing of that pick is kept. */
  cancelReading(): void {
    this.#waiting = [];
    this.picks?.cancel();
  }

  /** What the eye sees beside the list, for the ear. */
  #remark({ summary: { studies }, held, leftOut }: Picks, cancelled: boolean): void {
    const { unreadable, nothingFound } = this;
    const aside = leftOut.reduce((sum, { count }) => sum + count, 0);
    const images = studies.reduce((sum, study) => sum + study.images, 0);
    if (cancelled) this.#voice?.remark((t) => t.imaging.say.cancelled);
    else if (images) this.#voice?.remark((t) => t.imaging.say.found(studies.length, images));
    if (aside && !cancelled) this.#voice?.remark((t) => t.imaging.leftOut.title(aside));
    if (held.size) {
      this.#voice?.remark((t) => t.imaging.say.asked(held.size));
      this.#host.ask();
    }
    if (unreadable) this.#voice?.remark((t) => t.uploader.unreadableEntries(unreadable));
    if (nothingFound) this.#voice?.remark((t) => t.uploader.nothingFound);
  }

  /** What is being sent since; not what waits for a decision, or for the case. */
  #begin(before: FileCounts): void {
    const { counts } = this.totals;
    const files = counts.total - before.total;
    if (files <= 0 && counts.attention === before.attention) return;
    this.#batch?.begin(files, counts);
    // A short one may be over by now.
    this.#batch?.observe(counts);
  }

  retry(ids: readonly string[]): void {
    for (const id of ids) this.sender?.engine.retry(id);
  }

  cancel(id: string): void {
    this.sender?.engine.cancel(id);
  }

  async remove(entries: readonly FileEntry[]): Promise<void> {
    for (const entry of entries) {
      if (entry.kind === 'transfer') {
        const { id, documentId, fileName, folder, state } = entry.item;
        // What the clinic has received is only gone from the list when it is gone there.
        if (state.name === 'received' && documentId && !(await this.#delete(documentId, id))) continue;
        this.sender?.engine.remove(id);
        this.#removed.add(folder + fileName);
        if (documentId) this.documents = this.documents.filter((each) => each.id !== documentId);
      } else await this.#delete(entry.document.id, entry.key);
    }
    this.#host.requestUpdate();
  }

  /** The person says whose a study is: what was held is sent, or taken out. */
  async decide(study: string, decision: 'mine' | 'not-mine'): Promise<void> {
    this.picks?.decide(study, decision);
    if (decision === 'not-mine') await this.#takeOut(study);
    else await this.#send(null);
    this.#host.requestUpdate();
  }

  async leaveOut(study: string): Promise<void> {
    this.picks?.takenOut.add(study);
    await this.#takeOut(study);
    this.#host.requestUpdate();
  }

  async putBack(study: string): Promise<void> {
    this.picks?.takenOut.delete(study);
    this.picks?.decide(study, 'undecided');
    await this.#send(null);
    this.#host.requestUpdate();
  }

  /** Stops a study; what the backend has of it is deleted there. */
  async #takeOut(study: string): Promise<void> {
    const documents = [...(this.sender?.feeder.remove(study) ?? [])];
    const work = async () => {
      for (let id = documents.pop(); id; id = documents.pop())
        if (!(await this.#delete(id, id))) this.notTakenBack++;
    };
    this.notTakenBack = 0;
    if (this.sending) this.#look(this.sending);
    await Promise.all(Array.from({ length: DELETED_AT_ONCE }, work));
    const left = this.notTakenBack;
    if (left > 0) this.#voice?.remark((t) => t.uploader.notTakenBack(left));
  }

  /** Names or classifies a record anew. Rejects with a BackendError. */
  async describe(key: string, patch: DocumentPatch): Promise<void> {
    const stored = this.documents.find(({ id }) => id === key);
    if (stored) {
      const changed = await this.#backend?.describeDocument(key, patch, { signal: this.#aborter.signal });
      this.documents = this.documents.map((each) => (each.id === key && changed ? changed : each));
    } else {
      this.sender?.choose(key);
      await this.sender?.engine.describe(key, patch);
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

  #loadSending(): Promise<Sending> {
    this.#loading ??= this.#fetchSending();
    return this.#loading;
  }

  async #fetchSending(): Promise<Sending> {
    let sending: Sending;
    try {
      [sending] = await Promise.all([import('./sending.js'), this.#host.wholeLanguage()]);
    } catch {
      this.#loading = null;
      throw new BackendError(navigator.onLine ? 'unreachable' : 'offline', { retryable: true });
    }
    this.sending = sending;
    this.#voice = new sending.PatientVoice((sentence) => this.#host.sayMore(sentence));
    this.#batch = new sending.BatchAnnouncer(this.#voice);
    this.#host.useSending(sending);
    return sending;
  }

  /** Sends what is there to be sent; what was given before goes on. */
  async #send(requestId: string | null): Promise<void> {
    const sending = await this.#loadSending();
    if (this.load.name !== 'ready' || !this.picks) return;
    const sender = (this.sender ??= this.#createSender(sending, this.load, this.picks));
    for (const { records, requestId: answered } of this.#held.splice(0))
      sender.sendRecords(records, answered);
    sender.listRefused();
    this.#look(sending);
    await sender.sendStudies(requestId);
    this.#look(sending);
  }

  #createSender(sending: Sending, ready: Extract<Load, { name: 'ready' }>, picks: Picks): Sender {
    const sender = new sending.Sender({
      backend: withoutDeleted(ready.backend, this.#deleted),
      capabilities: ready.capabilities,
      case: ready.case,
      picks,
      deidentify: this.#host.deidentify,
      now: () => new Date(),
    });
    sender.engine.subscribe((snapshot) => this.#changed(snapshot, sending));
    return sender;
  }

  #look(sending: Sending): void {
    if (this.sender) this.#changed(this.sender.engine.snapshot, sending);
  }

  readonly #changed = (snapshot: TransferSnapshot, { totalsOf, receivedIn }: Sending): void => {
    if (this.#asleep) return;
    this.snapshot = snapshot;
    this.totals = totalsOf(snapshot, this.sender?.feeder ?? null);
    const { counts } = this.totals;
    if (snapshot.active) window.addEventListener('beforeunload', askBeforeLeaving);
    else window.removeEventListener('beforeunload', askBeforeLeaving);
    this.#batch?.observe(counts);
    this.#host.requestUpdate();
    for (const { id, state, documentId, requestId } of snapshot.items) {
      if (state.name !== 'received' || !documentId || this.#reported.has(id)) continue;
      this.#reported.add(id);
      for (const received of receivedIn(documentId, state))
        this.#host.dispatchEvent(new SoDocumentReceivedEvent(received, requestId));
    }
    const state = `${snapshot.active} ${counts.received} ${counts.total}`;
    if (state === this.#lastState) return;
    this.#lastState = state;
    this.#host.dispatchEvent(new SoUploadStateEvent(snapshot.active, counts.received, counts.total));
  };

  readonly #wake = () => {
    if (document.visibilityState === 'hidden') return;
    this.sender?.engine.wake();
    if (this.load.name === 'failed' && this.load.error.retryable) void this.reload();
  };

  #stop(): void {
    this.#aborter.abort();
    this.#voice?.silence();
    window.removeEventListener('beforeunload', askBeforeLeaving);
    this.sender?.dispose();
    this.sender = null;
    if (!this.picks) return;
    this.#choices = this.picks.choices;
    this.picks.dispose();
    this.picks = null;
    this.#held = [];
    // Looked at once more when the element is back: what the backend has by then is not sent again.
    this.#waiting.unshift(...this.#given.splice(0), ...(this.#current ? [this.#current] : []));
    this.#current = null;
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

function slicesOf(
  { fromEntries, fromFileList, fromFiles }: Sending,
  picked: Pick['picked'],
): AsyncIterable<PickedSlice> {
  if ('files' in picked) return fromFiles(picked.files);
  return 'list' in picked ? fromFileList(picked.list) : fromEntries(picked.entries);
}

/** Remembers the files that go by. */
async function* keeping(
  slices: AsyncIterable<PickedSlice>,
  files: SurveyFile[],
): AsyncGenerator<PickedSlice> {
  for await (const slice of slices) {
    files.push(...slice.files);
    yield slice;
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
