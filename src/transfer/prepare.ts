/** What happens to files before they are sent: looked at, digested, put together into the part of a study. */
import { BackendError } from '../backend/backend.js';
import type { BundledDocument, CaseDocument, Limits } from '../contract/index.js';
import type { Inspection } from '../documents/inspect.js';
import type { BundlePart } from './bundle-transfer.js';
import { queryDigests } from './digest-query.js';
import { pause } from './pause.js';
import { countPieces } from './piece-transfer.js';
import { isAlive } from './queue.js';
import { FileRefused, type PickedFile, type Refusal, type TransferItem } from './transfer.js';
import { declarationOf, opened, type Work } from './work.js';

/** A file of this size is read in one call with others. */
const SMALL_BYTES = 1024 * 1024;
/** Files of a bundle opened at once. */
const OPENED = 16;

export const UNREADABLE: Refusal = { code: 'unreadable' };

/** Rejects with the signal's reason only. */
export async function check(work: Work, item: TransferItem, signal: AbortSignal): Promise<void> {
  const { id } = item;
  const file = work.files.get(id);
  if (!file) return;
  work.dispatch({ type: 'checking', id });
  const refuse = (...refusals: Refusal[]) => work.dispatch({ type: 'refused', id, refusals });
  const tooMuch = overLimit(work, item);
  if (tooMuch) return refuse(tooMuch);
  try {
    const blob = await opened(file, signal);
    if (goesInPieces(work, file, blob)) {
      if (await isTwice(work, item, file, blob, signal)) return refuse({ code: 'duplicate' });
      work.large.add(id);
      return work.dispatch({ type: 'measured', id, size: blob.size });
    }
    const found = await inspected(work, file, blob, signal);
    if (!found.ok) return refuse(...found.codes.map((code) => ({ code })));
    const { type: fileType, mediaType, sha256 } = found;
    const twice = work.queue.some((each) => each.id !== id && each.sha256 === sha256 && isAlive(each));
    if (twice) return refuse({ code: 'duplicate' });
    // Others were looked at meanwhile.
    const nowTooMuch = overLimit(work, item);
    if (nowTooMuch) return refuse(nowTooMuch);
    work.dispatch({ type: 'checked', id, fileType, mediaType, sha256, size: blob.size });
  } catch (error) {
    // Cancelled, paused, removed or disposed, and the state says which.
    signal.throwIfAborted();
    refuse(error instanceof FileRefused ? { code: error.code } : UNREADABLE);
  }
}

/** It is known what it is, and it is read at once with others. */
export const isOnlyDigested = ({ recognised, size }: PickedFile): boolean =>
  recognised !== undefined && size <= SMALL_BYTES;

async function inspected(
  { digester, inspector }: Work,
  file: PickedFile,
  blob: Blob,
  signal: AbortSignal,
): Promise<Inspection> {
  const { name, recognised } = file;
  if (!recognised || !isOnlyDigested({ ...file, size: blob.size }))
    return inspector.inspect(blob, name, signal, recognised);
  const sha256 = await digester.digest(blob, signal);
  return sha256 === 'unreadable' ? { ok: false, codes: [sha256] } : { ok: true, ...recognised, sha256 };
}

/** It is known what it is, and it is larger than a piece. */
function goesInPieces({ pieceBytes, backend }: Work, { recognised }: PickedFile, { size }: Blob): boolean {
  return size > pieceBytes && recognised !== undefined && backend.largeFiles !== undefined;
}

/**
 * Whether an earlier file has the same content. Only one of the same size is read for it, and no further than to the first
 * piece that differs. Rejects with what reading this file rejects with.
 */
async function isTwice(
  { queue, files, bundler, pieceBytes }: Work,
  { id }: TransferItem,
  file: PickedFile,
  blob: Blob,
  signal: AbortSignal,
): Promise<boolean> {
  for (const earlier of queue) {
    if (earlier.id === id) break;
    const other = files.get(earlier.id);
    if (!isAlive(earlier) || other?.size !== file.size) continue;
    const otherBlob = await opened(other, signal).catch(() => null);
    signal.throwIfAborted();
    if (otherBlob?.size !== blob.size) continue;
    let same = true;
    for (let index = 0; same && index < countPieces(blob, pieceBytes); index++) {
      const digestOf = async (each: Blob) =>
        (await bundler.digestPieces({ file: each, from: index, count: 1, pieceBytes }, signal))[0];
      const [mine, others] = await Promise.all([digestOf(blob), digestOf(otherBlob)]);
      same = mine !== 'unreadable' && mine === others;
    }
    if (same) return true;
  }
  return false;
}

/**
 * Reads a bundle's files into what is sent. A file that cannot be opened or read is left out of it, and so is one that
 * the case holds already. Rejects with the signal's reason, or with BackendError.
 */
export async function makePart(work: Work, item: TransferItem, signal: AbortSignal): Promise<void> {
  const { id } = item;
  const bundle = work.bundles.get(id);
  if (!bundle) return;
  work.dispatch({ type: 'checking', id });
  const tooMuch = overLimit(work, item);
  if (tooMuch) return work.dispatch({ type: 'refused', id, refusals: [tooMuch] });
  const all = await openAll(bundle.contents, signal);
  const there = work.asksDigests ? await heldAlready(work, all, signal) : new Map<number, CaseDocument>();
  const wanted = all.filter(({ place }) => !there.has(place));
  const made = work.link.making(work.now());
  const { zip, entries } = await work.bundler
    .makePart(
      wanted.map(({ blob }) => blob),
      // The feeder has seen to what goes together.
      { maxBytes: Number.MAX_SAFE_INTEGER, deflate: bundle.deflate ? 'auto' : 'never' },
      signal,
    )
    .finally(() => made(work.now()));
  // A task of its own: what hundreds of files take together would hold the page up.
  await pause();
  signal.throwIfAborted();
  if (!zip) return settle(work, id, [], { documents: [], places: [], there });
  const documents: BundledDocument[] = [];
  const places: number[] = [];
  const sources: Blob[] = [];
  for (const [index, entry] of entries.entries()) {
    const { file, blob: source, place = 0 } = wanted[index] ?? {};
    if (entry === 'unreadable' || !file?.recognised || !source) continue;
    const declaration = declarationOf(file, file.recognised, entry.size, entry.sha256);
    documents.push({ ...declaration, entry: entry.entry });
    places.push(place);
    sources.push(source);
  }
  const { blob, sha256, heldBytes } = zip;
  work.parts.set(id, { zip: blob, heldBytes, sources, sha256, documents, places, there });
  const size = [...documents, ...there.values()].reduce((sum, document) => sum + document.size, 0);
  work.dispatch({ type: 'checked', id, fileType: 'dicom', mediaType: 'application/zip', sha256, size });
}

interface OpenedFile {
  file: PickedFile;
  blob: Blob;
  /** Among all of the bundle. */
  place: number;
}

/** In their order, without those that cannot be opened, or must not be sent. */
async function openAll(contents: readonly PickedFile[], signal: AbortSignal): Promise<OpenedFile[]> {
  const all: OpenedFile[] = [];
  for (let from = 0; from < contents.length; from += OPENED) {
    const some = contents.slice(from, from + OPENED);
    const blobs = await Promise.all(some.map((file) => file.open(signal).catch(() => null)));
    signal.throwIfAborted();
    for (const [at, file] of some.entries()) {
      const blob = blobs[at];
      if (blob) all.push({ file, blob, place: from + at });
    }
    await pause();
  }
  return all;
}

/** Documents of this case with the same content as these files, by the place of the file. */
async function heldAlready(
  work: Work,
  files: readonly OpenedFile[],
  signal: AbortSignal,
): Promise<Map<number, CaseDocument>> {
  const digests = await work.bundler.digestFiles(
    files.map(({ blob }) => blob),
    signal,
  );
  const readable = digests.filter((digest) => digest !== 'unreadable');
  const { documents } = await queryDigests(work, readable, signal);
  const bySha256 = new Map(documents.map((document) => [document.sha256, document]));
  const there = new Map<number, CaseDocument>();
  for (const [index, { place }] of files.entries()) {
    const document = bySha256.get(digests[index] ?? '');
    if (document) there.set(place, document);
  }
  return there;
}

/** `documents`: the backend's word on the files of a part. */
export function settle(
  work: Work,
  id: string,
  documents: readonly CaseDocument[],
  part: Pick<BundlePart, 'documents' | 'places' | 'there'>,
): void {
  const all = Array.from<CaseDocument | null>({ length: work.itemOf(id)?.files ?? 0 }).fill(null);
  // By content: a document that was deleted meanwhile is left out of the answer.
  const byDigest = new Map(documents.map((document) => [document.sha256, document]));
  part.documents.forEach(({ sha256 }, index) => {
    all[part.places[index] ?? 0] = byDigest.get(sha256) ?? null;
  });
  for (const [place, document] of part.there) all[place] = document;
  work.dispatch({
    type: 'bundle-settled',
    id,
    documents: all,
    alreadyThere: part.there.size,
    settledAt: new Date(work.now()).toISOString(),
  });
}

export function overLimit({ queue, limits }: Work, item: TransferItem): Refusal | null {
  if (item.files === 1 && item.size > limits.maxFileBytes)
    return { code: 'too-large', limit: limits.maxFileBytes };
  const alive = queue.filter((each) => each.id !== item.id && each.sha256 !== null && isAlive(each));
  if (alive.reduce((total, each) => total + each.files, item.files) > limits.maxDocumentsPerCase)
    return { code: 'too-many', limit: limits.maxDocumentsPerCase };
  const sum = alive.reduce((total, { size }) => total + size, item.size);
  return sum > limits.maxCaseBytes ? { code: 'case-full', limit: limits.maxCaseBytes } : null;
}

/** Limits that only the backend could apply, since it knows what the case held before. */
export function refusalOf(error: unknown, limits: Limits): Refusal | null {
  if (!(error instanceof BackendError)) return null;
  switch (error.code) {
    case 'too-large': {
      const limit = error.limit ?? limits.maxFileBytes;
      const ofCase = limit === limits.maxCaseBytes && limit !== limits.maxFileBytes;
      return { code: ofCase ? 'case-full' : 'too-large', limit };
    }
    case 'too-many-documents':
      return { code: 'too-many', limit: limits.maxDocumentsPerCase };
    case 'unsupported-media-type':
      return { code: 'unsupported-type' };
    default:
      return null;
  }
}
