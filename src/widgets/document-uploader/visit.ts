/** What comes of a visit from the first file on: looked at, sent, taken back. Loaded with the first file. */
import type { Case, CaseDocument, DocumentPatch } from '../../contract/index.js';
import type { FoundRecord, SurveyFile } from '../../documents/survey/found.js';
import { createBundler, type Bundler } from '../../transfer/bundler.js';
import { folderStore } from '../../transfer/ledger/folder-handle.js';
import { createLedger, noLedger, type Ledger } from '../../transfer/ledger/ledger.js';
import { CaseDocuments, type Calls } from './case-documents.js';
import type { FileEntry, StoredStudy } from './file-groups.js';
import type { Load, Pick, Picked } from './load.js';
import { arePhotos, Paper } from './paper.js';
import type { PickedPageController } from './picked-page.js';
import { keeping, slicesOf } from './picked-files.js';
import { Picks, type Choices } from './picks.js';
import { Sender } from './sender.js';
import { Telling, type TellingHost } from './telling.js';
import { NOTHING } from './nothing.js';
import { NO_TOTALS, totalsOf } from './totals.js';

/** What a visit needs of its element. */
export interface VisitHost extends TellingHost {
  readonly isConnected: boolean;
  /** Images are de-identified before they are sent, whatever the backend asks for. */
  readonly deidentify: boolean;
  /** Nothing of what is unfinished is kept on this device. */
  readonly noLedger: boolean;
  readonly rememberFolder: boolean;
  requestUpdate(): void;
}

/** What it needs of the controller, which knows the case. */
export interface VisitOwner extends Calls {
  readonly load: Load;
  add(picked: Picked, requestId: string | null): Promise<void>;
  /** Nothing of what waits to be looked at is wanted any more. */
  drop(): void;
  /** Something could not be done; the person is told, and may try again. */
  fail(error: unknown): void;
}

export class Visit implements PickedPageController {
  snapshot = NOTHING;
  totals = NO_TOTALS;
  /** What was picked; null before the first pick. */
  picks: Picks | null = null;
  /** Sends it, once the case is known. */
  sender: Sender | null = null;
  unreadable = 0;
  nothingFound = false;
  /** Photos of paper that are being put in order. */
  readonly paper: Paper;
  readonly stored: CaseDocuments;
  readonly telling: Telling;

  readonly #host: VisitHost;
  readonly #owner: VisitOwner;
  readonly #folders = folderStore();
  readonly #ledger = createLedger();
  /** Being looked at. */
  #current: Pick | null = null;
  /** What the person decided of studies, for the same files looked at again. */
  #choices: Choices | null = null;
  #bundler: Bundler | null = null;
  /** Looked at before the case was known. */
  #held: { records: readonly FoundRecord[]; requestId: string | null }[] = [];
  /** Everything that was looked at, to go on with when the element comes back to the page. */
  #given: Pick[] = [];
  /** What the person has removed: not sent again then. */
  readonly #removed = new Set<string>();
  /** All that was given. */
  #arrived = false;

  constructor(host: VisitHost, owner: VisitOwner) {
    this.#host = host;
    this.#owner = owner;
    this.paper = new Paper(() => host.requestUpdate());
    this.stored = new CaseDocuments(owner);
    this.telling = new Telling(host, () => this.#look());
  }

  get load(): Load {
    return this.#owner.load;
  }

  get documents(): readonly CaseDocument[] {
    return this.stored.all;
  }

  /** The case has been read. */
  async useCase({ documents }: Case): Promise<void> {
    this.stored.all = documents;
    await this.picks?.compare();
    if (this.#held.length > 0) await this.#send(this.#held.at(-1)?.requestId ?? null);
  }

  /** Looks at what was picked, taking it off `waiting`, and starts sending it. */
  async read(waiting: Pick[]): Promise<void> {
    this.nothingFound = false;
    this.unreadable = 0;
    const before = this.totals.counts;
    this.telling.expect();
    const picks = this.#usePicks();
    let found = 0;
    let cancelled = false;
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { picked, requestId } = (this.#current = next);
      const files: SurveyFile[] = [];
      const read = await picks.read(keeping(slicesOf(picked), files));
      // The element has left: looked at once more when it is back.
      if (this.picks !== picks) return;
      this.#current = null;
      cancelled ||= read === null;
      if (!read) continue;
      this.unreadable += read.unreadable;
      found += read.files;
      this.#given.push({ picked: { files }, requestId });
      // What was removed is not sent again by itself, but when it is picked again.
      if (!('files' in picked)) for (const { path } of files) this.#removed.delete(path);
      this.#held.push({ records: read.records.filter(({ path }) => !this.#removed.has(path)), requestId });
      if (this.load.name !== 'ready') continue;
      if (!('files' in picked)) void this.#remember(picked, this.load.case.id);
      await this.#send(requestId);
    }
    this.nothingFound = found + this.unreadable === 0 && !cancelled;
    if (this.picks !== picks) return;
    const { unreadable, nothingFound } = this;
    this.telling.remarkOn(picks, { cancelled, unreadable, nothingFound });
    this.telling.begin(before, this.totals);
    picks.showPictures();
  }

  async #remember({ remembered }: Picked, caseId: string): Promise<void> {
    const folder = await remembered;
    if (folder) await this.#folders.save(caseId, folder);
  }

  #usePicks(): Picks {
    return (this.picks ??= new Picks(
      {
        requestUpdate: () => this.#host.requestUpdate(),
        patient: () => (this.load.name === 'ready' ? this.load.case.patient : null),
      },
      this.#choices,
    ));
  }

  /** Somebody is choosing: what looks at files gets ready meanwhile. */
  warm(): void {
    this.#usePicks().warm();
    this.#useBundler().start();
  }

  #useBundler(): Bundler {
    return (this.#bundler ??= createBundler());
  }

  add(picked: Picked, requestId: string | null): Promise<void> {
    return this.#owner.add(picked, requestId);
  }

  /** Photos become pages of one document; anything else that was chosen with them is sent as it is. */
  async addPhotos(files: ArrayLike<File>, requestId: string | null): Promise<void> {
    if (arePhotos(files)) this.paper.add(Array.from(files));
    else await this.add({ list: files }, requestId);
  }

  async sendPaper(name: string, requestId: string | null): Promise<void> {
    try {
      const made = await this.paper.make(name);
      if (made.length > 0) await this.add({ list: made }, requestId);
    } catch {
      // The pages are still there, to be sent one by one; unless the element has left.
      if (this.#host.isConnected)
        this.#host.say((t) => `${t.errors.unexpected.title}. ${t.errors.unexpected.next}`);
    }
  }

  /** Gives up looking; nothing of that pick is kept. */
  cancelReading(): void {
    this.#owner.drop();
    this.picks?.cancel();
  }

  retry(ids: readonly string[]): void {
    for (const id of ids) this.sender?.engine.retry(id);
  }

  cancel(id: string): void {
    this.sender?.engine.cancel(id);
  }

  /** Everything, until the person goes on. */
  pause(on: boolean): void {
    if (on) this.sender?.engine.pause();
    else this.sender?.engine.goOn();
    this.#look();
  }

  async remove(entries: readonly FileEntry[]): Promise<void> {
    for (const entry of entries) {
      if (entry.kind === 'transfer') {
        const { id, documentId, fileName, folder, state } = entry.item;
        // What the clinic has received is only gone from the list when it is gone there.
        if (state.name === 'received' && documentId && !(await this.stored.delete(documentId, id))) continue;
        this.sender?.engine.remove(id);
        this.#removed.add(folder + fileName);
        if (documentId) this.stored.leaveOut(documentId);
      } else await this.stored.delete(entry.document.id);
    }
    this.#host.requestUpdate();
  }

  /** What an earlier visit began of a study, and that has not come. */
  async removeUnfinished({ unfinished }: StoredStudy): Promise<void> {
    await this.#deleteAll(unfinished);
    this.#host.requestUpdate();
  }

  /** The person says whose a study is: what was held is sent, or taken out. */
  async decide(study: string, decision: 'mine' | 'not-mine'): Promise<void> {
    this.picks?.decide(study, decision);
    if (decision === 'not-mine') await this.#takeOut(study);
    else await this.#trySending();
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
    await this.#trySending();
    this.#host.requestUpdate();
  }

  /** Stops a study; what the backend has of it is deleted there. */
  async #takeOut(study: string): Promise<void> {
    const documents = this.sender?.feeder.remove(study) ?? [];
    this.#look();
    await this.#deleteAll(documents);
  }

  async #deleteAll(documents: readonly string[]): Promise<void> {
    await this.stored.deleteAll(documents);
    const left = this.stored.notTakenBack;
    if (left > 0) this.telling.remark((t) => t.uploader.notTakenBack(left));
  }

  /** Names or classifies a record anew. Rejects with a BackendError. */
  async describe(key: string, patch: DocumentPatch): Promise<void> {
    if (this.stored.has(key)) await this.stored.describe(key, patch);
    else {
      this.sender?.choose(key);
      await this.sender?.engine.describe(key, patch);
    }
    this.#host.requestUpdate();
  }

  async #trySending(): Promise<void> {
    try {
      await this.#send(null);
    } catch (error) {
      this.#owner.fail(error);
    }
  }

  /** Sends what is there to be sent; what was given before goes on. */
  async #send(requestId: string | null): Promise<void> {
    const sender = this.sender ?? (await this.#createSender());
    if (!sender) return;
    for (const { records, requestId: answered } of this.#held.splice(0))
      sender.sendRecords(records, answered);
    sender.listRefused();
    this.#look();
    await sender.sendStudies(requestId);
    this.#look();
  }

  /** Null while the case is not known, or when the element has left meanwhile. */
  async #createSender(): Promise<Sender | null> {
    const { load, picks } = this;
    if (load.name !== 'ready' || !picks) return null;
    const { backend, capabilities, case: theCase } = load;
    const ledger: Ledger = this.#host.noLedger ? noLedger : this.#ledger;
    const recalled = await ledger.read(theCase.id);
    if (this.picks !== picks || this.sender) return this.sender;
    this.sender = new Sender({
      backend: this.stored.withoutDeleted(backend),
      capabilities,
      case: theCase,
      picks,
      deidentify: this.#host.deidentify,
      bundler: this.#useBundler(),
      ledger,
      recalled,
      now: () => new Date(),
    });
    this.sender.engine.subscribe(() => this.#look());
    return this.sender;
  }

  #look(): void {
    if (!this.sender) return;
    const { engine, feeder } = this.sender;
    this.snapshot = engine.snapshot;
    this.totals = totalsOf(this.snapshot, feeder);
    this.telling.tell(this.snapshot, this.totals, feeder);
    this.#host.requestUpdate();
    const { received, total } = this.totals.counts;
    const arrived = total > 0 && received === total && this.picks?.held.size === 0;
    // Nobody has to find the folder again.
    if (arrived && !this.#arrived && this.#host.rememberFolder && this.load.name === 'ready')
      void this.#folders.forget(this.load.case.id);
    this.#arrived = arrived;
  }

  /** The device is online again, or the page is shown. */
  wake(): void {
    this.sender?.engine.wake();
  }

  /** The element is back on the page. */
  comeBack(): void {
    this.paper.wake();
    this.snapshot = NOTHING;
  }

  /** The page has named another case; `known`: there was one before, so that what was sent belongs to it. */
  leaveCase(known: boolean): void {
    if (known) this.#choices = null;
    this.snapshot = NOTHING;
    this.totals = NO_TOTALS;
    this.stored.all = [];
    this.unreadable = 0;
  }

  /** Lets go of everything, and gives what is to be looked at once more: what the backend has by then is not sent again. */
  stop(): Pick[] {
    this.telling.stop();
    this.sender?.dispose();
    this.sender = null;
    this.#bundler?.dispose();
    this.#bundler = null;
    if (!this.picks) return [];
    this.#choices = this.picks.choices;
    this.picks.dispose();
    this.picks = null;
    this.#held = [];
    const again = [...this.#given.splice(0), ...(this.#current ? [this.#current] : [])];
    this.#current = null;
    return again;
  }
}
