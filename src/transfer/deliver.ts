/** One try at sending: from the declaration to the backend's word. All reject with BackendError, or the signal's reason. */
import { BackendError, type UploadTask } from '../backend/backend.js';
import type {
  CaseDocument,
  DocumentDeclaration,
  DocumentDescription,
  DocumentWithPlan,
} from '../contract/index.js';
import { compositeSha256 } from '../documents/digest.js';
import { isSettled, sendBundle } from './bundle-transfer.js';
import { queryDigests } from './digest-query.js';
import { nudgeCollector } from './nudge-collector.js';
import { countPieces, sendPieces, type PiecesSoFar } from './piece-transfer.js';
import { overLimit, settle } from './prepare.js';
import { acknowledgedBytes } from './queue.js';
import type { PickedFile, TransferItem } from './transfer.js';
import { declarationOf, opened, type Work } from './work.js';

/** First wait for the backend's word, and what each is longer than the one before, up to the last. */
const VERIFY_MS = 250;
const VERIFY_GROWTH = 1.5;
const VERIFY_MAX_MS = 10_000;
/** Of a bundle nothing is heard by the live feed. */
const VERIFY_BUNDLE_MAX_MS = 3_000;

export async function deliver(work: Work, id: string, signal: AbortSignal): Promise<void> {
  const item = work.itemOf(id);
  if (!item) return;
  if (item.files > 1) return deliverBundle(work, item, signal);
  const file = work.files.get(id);
  if (!file) return;
  return work.large.has(id) ? deliverPieces(work, item, file, signal) : deliverFile(work, item, file, signal);
}

async function deliverFile(
  work: Work,
  { id, sha256, type, mediaType, size, documentId }: TransferItem,
  file: PickedFile,
  signal: AbortSignal,
): Promise<void> {
  const { backend } = work;
  if (!sha256 || !type || !mediaType) return;
  const { document, plan } = await declare(work, id, signal, (description) =>
    declarationOf({ ...file, description }, { type, mediaType }, size, sha256),
  );
  work.dispatch({ type: 'declared', id, documentId: document.id });
  await describeLate(work, id, document.id, signal);
  if (!plan) {
    // The case holds it, or is about to say so.
    const alreadyThere = documentId === null && document.status !== 'receiving';
    return completed(work, id, document, alreadyThere, signal);
  }
  const body = await opened(file, signal);
  const quick = work.link.isQuickWith(size, work.now());
  await upload(work, id, size, { plan, body, signal, onProgress: progressOf(work, id) }, quick);
  work.dispatch({ type: 'sent', id });
  const answer = await backend.completeDocument(document.id, { sha256, size }, { signal });
  await completed(work, id, answer, false, signal);
}

/** A large file: several of its pieces at once, and then the document that they make. */
async function deliverPieces(
  work: Work,
  item: TransferItem,
  file: PickedFile,
  signal: AbortSignal,
): Promise<void> {
  const { id, size, documentId } = item;
  const { backend, caseId } = work;
  const tooMuch = overLimit(work, item);
  if (tooMuch) return work.dispatch({ type: 'refused', id, refusals: [tooMuch] });
  const calls = await backend.largeFiles?.();
  if (!calls || !file.recognised) throw new BackendError('not-a-backend');
  const body = await opened(file, signal);
  if (body.size !== size) {
    work.large.delete(id);
    work.pieces.delete(id);
    return work.dispatch({ type: 'unmade', id, changed: true });
  }
  const progressed = progressOf(work, id);
  work.dispatch({ type: 'sending', id });
  const soFar = work.pieces.get(id) ?? (await piecesBefore(work, body, signal));
  work.pieces.set(id, soFar);
  if (soFar.document) {
    // Asked for again should this try fail: it may be gone by then.
    work.pieces.delete(id);
    const { id: there, sha256, pieceBytes = work.pieceBytes } = soFar.document;
    work.dispatch({ type: 'digested', id, sha256, pieceBytes, documentId: there });
    return completed(work, id, soFar.document, documentId === null, signal);
  }
  const { sha256, pieces } = await sendPieces(body, soFar, {
    calls,
    caseId,
    bundler: work.bundler,
    pieceBytes: work.pieceBytes,
    slots: work.pieceSlots,
    inHand: work.piecesInHand,
    atOnce: work.connections + 1,
    gzip: () => !work.link.isFast,
    upload: (task) => upload(work, id, size, task),
    onProgress: progressed,
    signal,
  });
  work.dispatch({ type: 'sent', id });
  const what = file.recognised;
  const { document } = await declare(work, id, signal, (description) => ({
    ...declarationOf({ ...file, description }, what, size, sha256),
    pieces,
  })).catch((error: unknown) => {
    // They were thrown away meanwhile, and are asked for again.
    if (error instanceof BackendError && error.code === 'pieces-missing') soFar.held.clear();
    throw error;
  });
  work.pieces.delete(id);
  work.dispatch({ type: 'digested', id, sha256, pieceBytes: pieces.bytes, documentId: document.id });
  await describeLate(work, id, document.id, signal);
  const alreadyThere = documentId === null && document.status !== 'receiving';
  await completed(work, id, document, alreadyThere, signal);
}

/** Declares a file as it is described now; what is said of it while the answer is on its way is kept for {@link describeLate}. */
async function declare(
  { backend, caseId, itemOf, undescribed }: Work,
  id: string,
  signal: AbortSignal,
  declarationWith: (description: DocumentDescription) => DocumentDeclaration,
): Promise<DocumentWithPlan> {
  const described = () => itemOf(id)?.description ?? {};
  const before = described();
  const answer = await backend.declareDocument(caseId, declarationWith(before), { signal });
  const now = described();
  if (now !== before)
    undescribed.set(id, {
      title: now.title ?? null,
      category: now.category ?? null,
      recordDate: now.recordDate ?? null,
    });
  return answer;
}

async function describeLate(
  { backend, undescribed }: Work,
  id: string,
  documentId: string,
  signal: AbortSignal,
): Promise<void> {
  const patch = undescribed.get(id);
  if (!patch) return;
  try {
    await backend.describeDocument(documentId, patch, { signal });
  } catch (error) {
    // A backend of contract 1.0 has no such call. A name is worth another try, but stops no file.
    if (!(error instanceof BackendError) || error.retryable) throw error;
  }
  undescribed.delete(id);
}

/** What the case holds of a large file from before: all of it, or pieces. */
async function piecesBefore(work: Work, file: Blob, signal: AbortSignal): Promise<PiecesSoFar> {
  const { asksDigests, bundler, pieceBytes } = work;
  const nothing = { digests: [], held: new Set<number>(), document: null };
  if (!asksDigests) return nothing;
  const count = countPieces(file, pieceBytes);
  const digests = [...(await bundler.digestPieces({ file, from: 0, count, pieceBytes }, signal))];
  // Told when it is read to be sent.
  if (digests.includes('unreadable')) return nothing;
  const composite = await compositeSha256(digests);
  const { documents, pieces } = await queryDigests(work, [composite, ...digests], signal);
  const held = new Set(pieces);
  return {
    digests,
    held: new Set(digests.flatMap((digest, index) => (held.has(digest) ? index : []))),
    document:
      documents.find(
        ({ sha256, size, pieceBytes: of }) => sha256 === composite && size === file.size && of,
      ) ?? null,
  };
}

async function deliverBundle(work: Work, { id, size }: TransferItem, signal: AbortSignal): Promise<void> {
  const { backend, caseId, parts } = work;
  const calls = await backend.bundles?.();
  if (!calls) throw new BackendError('not-a-backend');
  const part = parts.get(id);
  if (!part) {
    // It was there, and then asking for the result failed: declaring it anew sends nothing twice.
    work.dispatch({ type: 'unmade', id });
    return;
  }
  const progressed = progressOf(work, id);
  const ofFiles = (bytes: number) => Math.floor((bytes / part.zip.size) * size);
  let found = await sendBundle(part, calls, {
    caseId,
    signal,
    onDeclared: (documentId) => work.dispatch({ type: 'declared', id, documentId }),
    upload: (plan) =>
      upload(work, id, size, {
        plan,
        body: part.zip,
        signal,
        onProgress: (acknowledged, sent) => progressed(ofFiles(acknowledged), ofFiles(sent)),
      }),
    onSent: () => work.dispatch({ type: 'sent', id }),
  });
  parts.delete(id);
  nudgeCollector(part.heldBytes);
  work.dispatch({ type: 'completed', id });
  work.pump();
  for (let wait = VERIFY_MS; !isSettled(found); wait = Math.min(wait * VERIFY_GROWTH, VERIFY_BUNDLE_MAX_MS)) {
    await work.pause(id, wait, signal);
    if (work.itemOf(id)?.state.name !== 'verifying') return;
    found = await calls.get(found.bundle.id, { signal });
    if (found.plan) throw bytesMissing();
  }
  settle(work, id, found.documents, part);
}

function progressOf(work: Work, id: string) {
  return (acknowledged: number, sent: number): void => {
    const before = work.itemOf(id);
    // Bytes moved: whatever went wrong before is over.
    if (before && acknowledged > acknowledgedBytes(before)) work.attempts.delete(id);
    work.dispatch({ type: 'progressed', id, acknowledged, sent });
  };
}

type Upload = Omit<UploadTask, 'authorize' | 'creationBytes'>;

/** One upload on a connection of its own. `rank`: the smaller goes first. */
async function upload(work: Work, id: string, rank: number, task: Upload, quick = false): Promise<void> {
  const { backend, connections, link, quickConnections, slots, uploader } = work;
  const free = await slots.take(rank, task.signal, quick ? quickConnections - connections : 0);
  const ended = link.begin(work.now());
  let moved: number | null = null;
  try {
    await uploader.upload({
      ...task,
      creationBytes: link.bytesAtOnce(work.now()),
      authorize: (refused) => (refused ? freshToken(work, id, refused) : backend.authorize()),
      onProgress(acknowledged, sent) {
        // The first word is where it goes on.
        if (moved !== null) link.moved(sent - moved, work.now());
        moved = Math.max(moved ?? 0, sent);
        task.onProgress(acknowledged, sent);
      },
    });
  } catch (error) {
    if (error instanceof BackendError && error.status === 0) link.broke(work.now());
    throw error;
  } finally {
    ended(work.now());
    free();
  }
}

async function freshToken(
  { backend, dispatch }: Work,
  id: string,
  refused: Record<string, string>,
): Promise<Record<string, string>> {
  dispatch({ type: 'token-asked', id });
  try {
    return await backend.authorize(refused);
  } finally {
    dispatch({ type: 'token-given', id });
  }
}

/** The backend has thrown away what it was reading back: sent again. */
const bytesMissing = () => new BackendError('unavailable', { retryable: true });

/** Waits for the backend to have read the bytes back. */
async function completed(
  work: Work,
  id: string,
  first: CaseDocument,
  alreadyThere: boolean,
  signal: AbortSignal,
): Promise<void> {
  work.dispatch({ type: 'completed', id });
  work.pump();
  let document = first;
  for (let wait = VERIFY_MS; ; wait = Math.min(wait * VERIFY_GROWTH, VERIFY_MAX_MS)) {
    work.dispatch({ type: 'server-said', id, document, alreadyThere });
    if (work.itemOf(id)?.state.name !== 'verifying') return;
    await work.pause(id, wait, signal);
    if (work.itemOf(id)?.state.name !== 'verifying') return;
    const answer = await work.backend.getDocument(first.id, { signal });
    if (answer.plan) throw bytesMissing();
    ({ document } = answer);
  }
}
