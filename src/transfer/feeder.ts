/**
 * Feeds an engine with thousands of files, a few at a time, study by study. What has been received is counted and taken
 * off the engine's list, which stays short however large the disc; what needs somebody stays on it.
 */
import type { CaseDocument } from '../contract/index.js';
import { formPart, nextFiles, type FedFile, type FedPart, type FormedPart, type Forming } from './parts.js';
import { isHeld, isOnTheWay, sentBytes } from './queue.js';
import type { TransferEngine, TransferItem, TransferSnapshot } from './transfer.js';

/** Files on the engine's list at once: enough that its connections never wait for the next one. */
const WINDOW = 48;
/** Bundles on it at once: those on the way, and one that is being made. */
const BUNDLES = 5;

/** Remembers the parts of studies over page loads. */
export interface PartMemory {
  /** The parts of an earlier visit, in their order; none where nothing is known. */
  recall(study: string): readonly FedPart[];
  note(study: string, parts: readonly FedPart[], progress: FedProgress): void;
  /** The study is not to be sent. */
  drop(study: string): void;
}

/** A file that the backend has received. */
export interface FedReceipt {
  fileName: string;
  size: number;
  sha256: string;
  /** See {@link TransferItem.pieceBytes}. */
  pieceBytes?: number | undefined;
  receivedAt: string;
  documentId: string;
  /** The document request that it answers. */
  requestId: string | null;
}

export interface FedProgress {
  files: number;
  received: number;
  /** Refused, rejected, or stopped until somebody acts. */
  attention: number;
  /** Those on the way that wait for the connection or the server. */
  waiting: number;
  /** On the engine's list, and going on by themselves. */
  moving: number;
  /** One of them at least is on the way now. */
  onTheWay: boolean;
  sentBytes: number;
  receivedBytes: number;
  totalBytes: number;
  stopped: boolean;
}

/** Its name is kept: making a file once more to ask for it takes longer than everything else that settles one. */
interface FileInHand {
  file: FedFile;
  name: string;
}

interface Study extends Forming {
  keys: Set<string>;
  /** Of items on the engine's list: their files. */
  inHand: Map<string, readonly FileInHand[]>;
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
  /** Taken off the list one by one; they count no more. */
  removed: number;
  stopped: boolean;
}

export class Feeder {
  readonly #engine: TransferEngine;
  readonly #studies = new Map<string, Study>();
  readonly #ownerOf = new Map<string, Study>();
  /** Documents of all receipts. */
  readonly #held = new Set<string>();
  /** SHA-256 of all receipts of studies that have not been taken out. */
  readonly #digests = new Set<string>();
  readonly #leave: () => void;
  readonly #bundleBytes: () => number;
  readonly #memory: PartMemory | null;

  /** `bundleBytes`: how much goes in one upload, before it is deflated; 0 where the backend takes files one by one. */
  constructor(
    engine: TransferEngine,
    bundleBytes: number | (() => number) = 0,
    memory: PartMemory | null = null,
  ) {
    this.#engine = engine;
    this.#bundleBytes = typeof bundleBytes === 'number' ? () => bundleBytes : bundleBytes;
    this.#memory = memory;
    this.#leave = engine.subscribe((snapshot) => this.#look(snapshot));
  }

  /**
   * Files of a study, in the order in which they are sent. Those given before are not sent again. `more`: others follow,
   * with which the last of these may go in one upload.
   */
  give(study: string, files: readonly FedFile[], { more = false } = {}): void {
    const fed = this.#study(study);
    fed.more = more;
    if (fed.files.length === 0) fed.recalled = [...(this.#memory?.recall(study) ?? [])];
    for (const file of files) {
      if (fed.keys.has(file.key)) continue;
      fed.keys.add(file.key);
      fed.files.push(file);
      fed.totalBytes += file.size;
      fed.leftBytes += file.size;
    }
    this.#fill();
  }

  /** Stops a study's files; what the backend has of them is kept. */
  stop(study: string): void {
    const fed = this.#studies.get(study);
    if (!fed) return;
    fed.stopped = true;
    this.#engine.pause([...fed.listed]);
    // Its places are for the other studies.
    this.#fill();
  }

  goOn(study: string): void {
    const fed = this.#studies.get(study);
    if (!fed) return;
    fed.stopped = false;
    this.#engine.goOn([...fed.listed]);
    for (const id of fed.listed) this.#engine.retry(id);
    this.#fill();
  }

  /** Takes a study out. Gives the documents that the backend has received, which are the caller's to delete. */
  remove(study: string): readonly string[] {
    const fed = this.#studies.get(study);
    if (!fed) return [];
    this.#studies.delete(study);
    this.#memory?.drop(study);
    for (const id of fed.listed) {
      this.#ownerOf.delete(id);
      this.#engine.remove(id);
    }
    this.#fill();
    for (const { sha256 } of fed.receipts) this.#digests.delete(sha256);
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

  /** Whether the backend has received a file with this SHA-256 of these studies. */
  holdsDigest(sha256: string): boolean {
    return this.#digests.has(sha256);
  }

  /** Something is still to be sent. */
  get moving(): boolean {
    return [...this.#studies.values()].some(
      ({ stopped, receipts, twice, removed, files }) =>
        !stopped && receipts.length + twice + removed < files.length,
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
      files: fed.files.length - fed.removed,
      received: fed.receipts.length + fed.twice,
      attention: 0,
      waiting: 0,
      moving: 0,
      onTheWay: false,
      sentBytes: fed.receivedBytes + fed.twiceBytes,
      receivedBytes: fed.receivedBytes + fed.twiceBytes,
      totalBytes: fed.totalBytes,
      stopped: fed.stopped,
    };
    for (const item of items) {
      if (this.#ownerOf.get(item.id) !== fed) continue;
      if (needsSomebody(item)) progress.attention += item.files;
      else if (!isHalted(item) && item.state.name !== 'received') progress.moving += item.files;
      if (item.state.name === 'waiting') progress.waiting += item.files;
      progress.onTheWay ||= isOnTheWay(item);
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
        leftBytes: 0,
        inHand: new Map(),
        parts: [],
        recalled: [],
        more: false,
        alone: [],
        listed: new Set(),
        receipts: [],
        receivedBytes: 0,
        twice: 0,
        twiceBytes: 0,
        totalBytes: 0,
        removed: 0,
        stopped: false,
      };
      this.#studies.set(name, study);
    }
    return study;
  }

  #look({ items }: TransferSnapshot): void {
    this.#withdraw(items);
    const done: string[] = [];
    for (const item of items) {
      const study = this.#ownerOf.get(item.id);
      const before = study?.receipts.length;
      if (!study || !settle(study, item)) continue;
      done.push(item.id);
      for (const { documentId, sha256 } of study.receipts.slice(before)) {
        this.#held.add(documentId);
        this.#digests.add(sha256);
      }
    }
    if (done.length === 0) return;
    for (const id of done) this.#disown(id);
    this.#engine.release(done);
    this.#fill();
  }

  /** The person has removed files of a study by their rows. */
  #withdraw(items: readonly TransferItem[]): void {
    const there = new Set(items.map(({ id }) => id));
    const gone = [...this.#ownerOf.keys()].filter((id) => !there.has(id));
    for (const id of gone) {
      const study = this.#ownerOf.get(id);
      for (const { file } of study?.inHand.get(id) ?? []) {
        if (!study) continue;
        study.removed++;
        study.totalBytes -= file.size;
      }
      this.#disown(id);
    }
    if (gone.length === 0) return;
    this.#fill();
  }

  #disown(id: string): void {
    const study = this.#ownerOf.get(id);
    study?.listed.delete(id);
    study?.inHand.delete(id);
    this.#ownerOf.delete(id);
  }

  #note(): void {
    if (this.#memory)
      for (const [name, { parts }] of this.#studies) this.#memory.note(name, parts, this.progress(name));
  }

  /** Studies in the order in which they came: one that is whole can be looked at while the next is on its way. */
  #fill(): void {
    const waiting = this.#engine.snapshot.items.filter(
      (item) =>
        this.#ownerOf.get(item.id)?.stopped === false &&
        !needsSomebody(item) &&
        item.state.name !== 'cancelled',
    );
    const bundles = waiting.filter(({ files }) => files > 1).length;
    const room = { files: WINDOW - (waiting.length - bundles), bundles: BUNDLES - bundles };
    for (const study of this.#studies.values()) {
      if (study.stopped) continue;
      for (let next = this.#next(study, room); next; next = this.#next(study, room)) {
        if (next.files.length === 1) room.files--;
        else room.bundles--;
        const made = next.files.map(({ make }) => make());
        const [id = ''] =
          made.length > 1
            ? [this.#engine.addBundle(made, { deflate: next.part?.deflated ?? true })]
            : this.#engine.add(made);
        const inHand = next.files.map((file, index) => ({ file, name: made[index]!.name }));
        study.inHand.set(id, inHand);
        study.listed.add(id);
        this.#ownerOf.set(id, study);
      }
    }
    this.#note();
  }

  /** What the engine is given next; null where there is nothing, or no room for it. */
  #next(study: Study, room: { files: number; bundles: number }): FormedPart | null {
    if (room.files > 0) {
      const alone = study.alone.shift();
      if (alone) return { files: [alone], part: null };
    }
    const next = nextFiles(study, this.#bundleBytes());
    if ((next.length > 1 ? room.bundles : room.files) <= 0 || next.length === 0) return null;
    return formPart(study, next, this.#engine.deflates);
  }
}

/** Held by the person. */
const isHalted = ({ state }: TransferItem) => state.name === 'cancelled' || state.name === 'paused';

function needsSomebody({ state }: TransferItem): boolean {
  return state.name === 'refused' || state.name === 'rejected' || state.name === 'needs-you';
}

/** Counts what is done with; false for what is not. */
function settle(study: Study, item: TransferItem): boolean {
  const { id, state, sha256, pieceBytes, documentId, fileName, requestId } = item;
  const inHand = study.inHand.get(id) ?? [];
  // As they were counted; what is sent may be of another size.
  const bytes = inHand.reduce((sum, { file }) => sum + file.size, 0);
  if (state.name === 'received') {
    if (state.documents) settleBundle(study, inHand, state.documents, requestId);
    else {
      const { receivedAt } = state;
      const { size } = item;
      if (sha256 && documentId)
        study.receipts.push({ fileName, size, sha256, pieceBytes, receivedAt, documentId, requestId });
      study.receivedBytes += bytes;
    }
    return true;
  }
  if (state.name !== 'refused' || !state.refusals.every(({ code }) => code === 'duplicate')) return false;
  study.twice++;
  study.twiceBytes += bytes;
  return true;
}

function settleBundle(
  study: Study,
  inHand: readonly FileInHand[],
  documents: readonly (CaseDocument | null)[],
  requestId: string | null,
): void {
  for (const [index, { file, name }] of inHand.entries()) {
    const document = documents[index];
    if (document && isHeld(document)) {
      const { id: documentId, sha256, size, receivedAt, declaredAt } = document;
      study.receipts.push({
        fileName: name,
        size,
        sha256,
        receivedAt: receivedAt ?? declaredAt,
        documentId,
        requestId,
      });
      study.receivedBytes += file.size;
    } else study.alone.push(file);
  }
}
