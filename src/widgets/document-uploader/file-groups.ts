/**
 * What the list shows: this visit's transfers and what the case already holds, sorted by what a person has to do.
 * Pure.
 */
import type { CaseDocument } from '../../contract/index.js';
import { isHeld } from '../../transfer/queue.js';
import type { TransferItem } from '../../transfer/transfer.js';
import type { RecordDetails } from './picked/model.js';

export type FileEntry =
  | { kind: 'transfer'; key: string; item: TransferItem }
  /** Known from the case alone: sent on an earlier visit, or begun and not finished. */
  | { kind: 'stored'; key: string; document: CaseDocument };

export type GroupName = 'attention' | 'progress' | 'received';
export type FileGroups = Record<GroupName, FileEntry[]>;

/** Which group a transfer stands in. A cancelled one waits for the person, so it needs attention. */
export function groupOf({ state }: TransferItem): GroupName {
  switch (state.name) {
    case 'queued':
    case 'checking':
    case 'uploading':
    case 'paused':
    case 'waiting':
    case 'waiting-for-token':
    case 'sent':
    case 'verifying':
      return 'progress';
    case 'received':
      return 'received';
    default:
      return 'attention';
  }
}

/** Documents that no transfer of this visit stands for; a file chosen again takes its document's place. */
function notOfThisVisit(items: readonly TransferItem[], documents: readonly CaseDocument[]): CaseDocument[] {
  const ids = new Set(items.map((item) => item.documentId));
  const digests = new Set(items.map((item) => item.sha256));
  return documents.filter((each) => !ids.has(each.id) && !digests.has(each.sha256));
}

/** A file that is there twice needs no row and nothing from anybody: it is told in one line. */
export function isTwice({ state }: TransferItem): boolean {
  return state.name === 'refused' && state.refusals.every(({ code }) => code === 'duplicate');
}

/** What is told with studies of this visit. */
export interface StudiesUnderWay {
  /** A file of the engine's list. */
  owns(id: string): boolean;
  /** A document that has been received of them. */
  holds(documentId: string): boolean;
  moving: boolean;
}

/**
 * `studies` owns the files that are told with their study: those have a row only where somebody has to do something. Images from
 * an earlier visit are told by {@link storedStudies}.
 */
export function groupFiles(
  items: readonly TransferItem[],
  documents: readonly CaseDocument[],
  studies: StudiesUnderWay | null = null,
): FileGroups {
  const groups: FileGroups = { attention: [], progress: [], received: [] };
  for (const item of items) {
    const group = groupOf(item);
    if (isTwice(item) || (group !== 'attention' && studies?.owns(item.id))) continue;
    groups[group].push({ kind: 'transfer', key: item.id, item });
  }
  for (const document of notOfThisVisit(items, documents)) {
    if (isOfStudy(document) || (document.imaging && hasComeSince(document, studies))) continue;
    const group = isHeld(document) ? 'received' : 'attention';
    groups[group].push({ kind: 'stored', key: document.id, document });
  }
  return groups;
}

/** Begun on an earlier visit: it has come since, or may be among what is on its way. */
const hasComeSince = (document: CaseDocument, studies: StudiesUnderWay | null): boolean =>
  isUnfinished(document) && (studies?.moving === true || studies?.holds(document.id) === true);

const isUnfinished = ({ status }: CaseDocument): boolean => status === 'declared' || status === 'receiving';

/** Of an earlier visit, and told with its study; what was rejected has a row. */
function isOfStudy(document: CaseDocument): boolean {
  return document.imaging?.studyInstanceUid !== undefined && (isHeld(document) || isUnfinished(document));
}

/** Images of an earlier visit. */
export interface StoredStudy {
  key: string;
  /** `YYYY-MM-DD` of the study; null where it is not known. */
  date: string | null;
  /** That the clinic has received. */
  files: number;
  bytes: number;
  /** Of the last file; null when none has been received. */
  receivedAt: string | null;
  /** Documents that were begun, and have not come. */
  unfinished: readonly string[];
}

export function storedStudies(
  documents: readonly CaseDocument[],
  underWay: StudiesUnderWay | null = null,
): StoredStudy[] {
  const studies = new Map<string, StoredStudy & { unfinished: string[] }>();
  for (const document of documents) {
    const key = document.imaging?.studyInstanceUid;
    if (key === undefined || !isOfStudy(document) || hasComeSince(document, underWay)) continue;
    const { recordDate = null, id, size, receivedAt, declaredAt } = document;
    const study = studies.get(key) ?? {
      key,
      date: recordDate,
      files: 0,
      bytes: 0,
      receivedAt: null,
      unfinished: [],
    };
    studies.set(key, study);
    if (isUnfinished(document)) {
      study.unfinished.push(id);
      continue;
    }
    const at = receivedAt ?? declaredAt;
    study.files++;
    study.bytes += size;
    if (study.receivedAt === null || at > study.receivedAt) study.receivedAt = at;
  }
  return [...studies.values()];
}

/**
 * How many images of studies that an earlier visit left unfinished came with other content than before (phones encode photos
 * anew with each export), so that they are new documents. `received`: of each study of this visit, what has been received.
 */
export function notAsBefore(
  documents: readonly CaseDocument[],
  received: readonly (readonly { documentId: string }[])[],
): number {
  const before = new Map(documents.map((document) => [document.id, document]));
  let count = 0;
  for (const study of received) {
    const ids = new Set(study.map(({ documentId }) => documentId));
    const known = study.flatMap(({ documentId }) => before.get(documentId) ?? []);
    const uids = new Set(known.map(({ imaging }) => imaging?.studyInstanceUid));
    const left = documents.filter(
      (each) =>
        isOfStudy(each) &&
        isUnfinished(each) &&
        uids.has(each.imaging?.studyInstanceUid) &&
        !ids.has(each.id),
    ).length;
    count += Math.min(left, study.length - known.length);
  }
  return count;
}

/** The name that the person knows it by. */
export function nameOf(entry: FileEntry): string {
  if (entry.kind === 'stored') return entry.document.title ?? entry.document.fileName;
  return entry.item.description.title ?? entry.item.fileName;
}

/** What a record is; null for images and for what is not sent. */
export function recordOf(entry: FileEntry, chosen: (key: string) => boolean): RecordDetails | null {
  const { key } = entry;
  if (entry.kind === 'stored') {
    const { fileName, title = null, category = 'other', type } = entry.document;
    if (type === 'dicom' || !isHeld(entry.document)) return null;
    return { key, fileName, title, category, guessed: false };
  }
  const { fileName, description, state, type } = entry.item;
  if (type === 'dicom' || state.name === 'refused' || state.name === 'rejected') return null;
  const { title = null, category = 'other' } = description;
  return { key, fileName, title, category, guessed: category !== 'other' && !chosen(key) };
}

export interface FileCounts {
  received: number;
  /** All that were taken: without refused, cancelled and rejected ones. */
  total: number;
  /** Refused, rejected, or stopped until the person acts. */
  attention: number;
  /** Something moves or is about to by itself. */
  moving: number;
  /** Of studies that the person has stopped: still to be sent. */
  stopped: number;
  /** Those of `moving` that wait for the network or the backend. */
  waiting: number;
  /** See {@link isTwice}. */
  twice: number;
}

/** Of this visit's transfers. */
export function countFiles(items: readonly TransferItem[]): FileCounts {
  const counts: FileCounts = {
    received: 0,
    total: 0,
    attention: 0,
    moving: 0,
    stopped: 0,
    waiting: 0,
    twice: 0,
  };
  for (const item of items) {
    const { files } = item;
    const { name } = item.state;
    const group = groupOf(item);
    if (isTwice(item)) {
      counts.twice += files;
      continue;
    }
    if (name !== 'refused' && name !== 'cancelled' && name !== 'rejected') counts.total += files;
    if (group === 'received') counts.received += files;
    else if (group === 'progress') counts.moving += files;
    else if (name !== 'cancelled') counts.attention += files;
    if (name === 'waiting') counts.waiting += files;
  }
  return counts;
}

/** One line of the receipt. Times are RFC 3339, sizes bytes. */
export interface ReceiptLine {
  fileName: string;
  size: number;
  receivedAt: string;
  sha256: string;
  /** Set where `sha256` is taken over the digests of pieces of so many bytes. */
  pieceBytes?: number | undefined;
}

/** Everything received, each digest once: the same file in two folders is stored once. */
export function receiptLines(
  received: readonly FileEntry[],
  studies: readonly ReceiptLine[] = [],
): ReceiptLine[] {
  const lines = new Map<string, ReceiptLine>();
  for (const { fileName, size, receivedAt, sha256, pieceBytes } of studies)
    lines.set(sha256, { fileName, size, receivedAt, sha256, pieceBytes });
  for (const entry of received) {
    if (entry.kind === 'stored') {
      const { fileName, size, receivedAt, sha256, pieceBytes } = entry.document;
      if (receivedAt) lines.set(sha256, { fileName, size, receivedAt, sha256, pieceBytes });
    } else if (entry.item.state.name === 'received' && entry.item.sha256) {
      const { fileName, size, sha256, pieceBytes, state } = entry.item;
      if (!lines.has(sha256))
        lines.set(sha256, { fileName, size, receivedAt: state.receivedAt, sha256, pieceBytes });
    }
  }
  return [...lines.values()];
}
