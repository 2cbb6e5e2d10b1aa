/**
 * Feeds an engine with thousands of files, a few at a time, study by study. What has been received is counted and taken
 * off the engine's list, which stays short however large the disc; what needs somebody stays on it.
 */
import type { CaseDocument } from '../contract/index.js';
import { isHeld, sentBytes } from './queue.js';
import type { PickedFile, TransferEngine, TransferItem, TransferSnapshot } from './transfer.js';

/** Files on the engine's list at once: enough that its connections never wait for the next one. */
const WINDOW = 48;
/** Bundles on it at once: those on the way, and one that is being made. */
const BUNDLES = 5;
/** Most files of one bundle; the contract allows more, but what is declared should stay short as well. */
const BUNDLE_FILES = 500;

export interface FedFile {
  /** Tells the same file when it is given again. */
  key: string;
  size: number;
  make: () => PickedFile;
}

/** A file that the backend has received. */
export interface FedReceipt {
  fileName: string;
  size: number;
  sha256: string;
  receivedAt: string;
  documentId: string;
}

export interface FedProgress {
  files: number;
  received: number;
  /** Refused, rejected, or stopped until somebody acts. */
  attention: number;
  /** Those on the way that wait for the connection or the server. */
  waiting: number;
  /** On the engine's list and moving. */
  moving: number;
  sentBytes: number;
  totalBytes: number;
  stopped: boolean;
}

interface Study {
  files: FedFile[];
  keys: Set<string>;
  /** How many of `files` the engine has been given. */
  given: number;
  /** Of bundles on the engine's list: their files. */
  bundles: Map<string, readonly FedFile[]>;
  /** Did not come with their bundle: tried again by themselves. */
  alone: FedFile[];
  /** Ids on the engine's list. */
  listed: Set<string>;
  receipts: FedReceipt[];
  receivedBytes: number;
  /** The same content as another file: nothing is missing. */
  twice: number;
  twiceBytes: number;
  totalBytes: number;
  stopped: boolean;
}

export class Feeder {
  readonly #engine: TransferEngine;
  readonly #studies = new Map<string, Study>();
  readonly #ownerOf = new Map<string, Study>();
  /** Documents of all receipts. */
  readonly #held = new Set<string>();
  readonly #leave: () => void;
  readonly #bundleBytes: number;

  /** `bundleBytes`: how much goes in one upload, before it is deflated; 0 where the backend takes files one by one. */
  constructor(engine: TransferEngine, bundleBytes = 0) {
    this.#engine = engine;
    this.#bundleBytes = bundleBytes;
    this.#leave = engine.subscribe((snapshot) => this.#look(snapshot));
  }

  /** Files of a study, in the order in which they are sent. Those given before are not sent again. */
  give(study: string, files: readonly FedFile[]): void {
    const fed = this.#study(study);
    for (const file of files) {
      if (fed.keys.has(file.key)) continue;
      fed.keys.add(file.key);
      fed.files.push(file);
      fed.totalBytes += file.size;
    }
    this.#fill();
  }

  /** Stops a study's files; what the backend has of them is kept. */
  stop(study: string): void {
    const fed = this.#studies.get(study);
    if (!fed) return;
    fed.stopped = true;
    for (const id of fed.listed) this.#engine.cancel(id);
  }

  goOn(study: string): void {
    const fed = this.#studies.get(study);
    if (!fed) return;
    fed.stopped = false;
    for (const id of fed.listed) this.#engine.retry(id);
    this.#fill();
  }

  /** Takes a study out. Gives the documents that the backend has received, which are the caller's to delete. */
  remove(study: string): readonly string[] {
    const fed = this.#studies.get(study);
    if (!fed) return [];
    this.#studies.delete(study);
    for (const id of fed.listed) {
      this.#ownerOf.delete(id);
      this.#engine.remove(id);
    }
    this.#fill();
    return fed.receipts.map(({ documentId }) => documentId);
  }

  /** Whether an item of the engine's list belongs to a study. */
  owns(id: string): boolean {
    return this.#ownerOf.has(id);
  }

  /** Whether a document is one that the backend has received of these studies. */
  holds(documentId: string): boolean {
    return this.#held.has(documentId);
  }

  /** Something is still to be sent. */
  get moving(): boolean {
    return [...this.#studies.values()].some(
      ({ stopped, receipts, twice, files }) => !stopped && receipts.length + twice < files.length,
    );
  }

  receipts(study: string): readonly FedReceipt[] {
    return this.#studies.get(study)?.receipts ?? [];
  }

  get studies(): readonly string[] {
    return [...this.#studies.keys()];
  }

  has(study: string): boolean {
    return this.#studies.has(study);
  }

  progress(study: string, { items }: TransferSnapshot = this.#engine.snapshot): FedProgress {
    const fed = this.#study(study);
    const progress: FedProgress = {
      files: fed.files.length,
      received: fed.receipts.length + fed.twice,
      attention: 0,
      waiting: 0,
      moving: 0,
      sentBytes: fed.receivedBytes + fed.twiceBytes,
      totalBytes: fed.totalBytes,
      stopped: fed.stopped,
    };
    for (const item of items) {
      if (this.#ownerOf.get(item.id) !== fed) continue;
      if (needsSomebody(item)) progress.attention += item.files;
      else if (item.state.name !== 'cancelled' && item.state.name !== 'received')
        progress.moving += item.files;
      if (item.state.name === 'waiting') progress.waiting += item.files;
      progress.sentBytes += sentBytes(item);
    }
    return progress;
  }

  dispose(): void {
    this.#leave();
  }

  #study(name: string): Study {
    let study = this.#studies.get(name);
    if (!study) {
      study = {
        files: [],
        keys: new Set(),
        given: 0,
        bundles: new Map(),
        alone: [],
        listed: new Set(),
        receipts: [],
        receivedBytes: 0,
        twice: 0,
        twiceBytes: 0,
        totalBytes: 0,
        stopped: false,
      };
      this.#studies.set(name, study);
    }
    return study;
  }

  #look({ items }: TransferSnapshot): void {
    const done: string[] = [];
    for (const item of items) {
      const study = this.#ownerOf.get(item.id);
      const before = study?.receipts.length;
      if (!study || !settle(study, item)) continue;
      done.push(item.id);
      for (const { documentId } of study.receipts.slice(before)) this.#held.add(documentId);
    }
    if (done.length === 0) return;
    for (const id of done) {
      const study = this.#ownerOf.get(id);
      study?.listed.delete(id);
      study?.bundles.delete(id);
      this.#ownerOf.delete(id);
    }
    this.#engine.release(done);
    this.#fill();
  }

  /** Studies in the order in which they came: one that is whole can be looked at while the next is on its way. */
  #fill(): void {
    const waiting = this.#engine.snapshot.items.filter(
      (item) => this.#ownerOf.has(item.id) && !needsSomebody(item) && item.state.name !== 'cancelled',
    );
    const bundles = waiting.filter(({ files }) => files > 1).length;
    const room = { files: WINDOW - (waiting.length - bundles), bundles: BUNDLES - bundles };
    for (const study of this.#studies.values()) {
      if (study.stopped) continue;
      for (let next = this.#next(study, room); next.length > 0; next = this.#next(study, room)) {
        if (next.length === 1) room.files--;
        else room.bundles--;
        const made = next.map(({ make }) => make());
        const [id = ''] = made.length === 1 ? this.#engine.add(made) : [this.#engine.addBundle(made)];
        if (made.length > 1) study.bundles.set(id, next);
        study.listed.add(id);
        this.#ownerOf.set(id, study);
      }
    }
  }

  /** What the engine is given next: a file, or the files of a bundle; nothing where there is no room for it. */
  #next(study: Study, room: { files: number; bundles: number }): readonly FedFile[] {
    if (room.files > 0) {
      const alone = study.alone.shift();
      if (alone) return [alone];
    }
    const bundle: FedFile[] = [];
    let bytes = 0;
    for (let at = study.given; at < study.files.length && bundle.length < BUNDLE_FILES; at++) {
      const file = study.files[at] as FedFile;
      bytes += file.size;
      if (bytes > this.#bundleBytes) break;
      bundle.push(file);
    }
    const next = bundle.length > 1 ? bundle : study.files.slice(study.given, study.given + 1);
    if ((next.length > 1 ? room.bundles : room.files) <= 0) return [];
    study.given += next.length;
    return next;
  }
}

function needsSomebody({ state }: TransferItem): boolean {
  return state.name === 'refused' || state.name === 'rejected' || state.name === 'needs-you';
}

/** Counts what is done with; false for what is not. */
function settle(study: Study, item: TransferItem): boolean {
  const { id, state, size, sha256, documentId, fileName } = item;
  if (state.name === 'received') {
    if (state.documents) settleBundle(study, study.bundles.get(id) ?? [], state.documents);
    else {
      if (sha256 && documentId)
        study.receipts.push({ fileName, size, sha256, receivedAt: state.receivedAt, documentId });
      study.receivedBytes += size;
    }
    return true;
  }
  if (state.name !== 'refused' || !state.refusals.every(({ code }) => code === 'duplicate')) return false;
  study.twice++;
  study.twiceBytes += size;
  return true;
}

function settleBundle(
  study: Study,
  files: readonly FedFile[],
  documents: readonly (CaseDocument | null)[],
): void {
  for (const [index, file] of files.entries()) {
    const document = documents[index];
    if (document && isHeld(document)) {
      const { id: documentId, sha256, size, receivedAt, declaredAt } = document;
      study.receipts.push({
        fileName: file.make().name,
        size,
        sha256,
        receivedAt: receivedAt ?? declaredAt,
        documentId,
      });
      study.receivedBytes += file.size;
    } else study.alone.push(file);
  }
}
