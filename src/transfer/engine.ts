/**
 * Moves a case's files: checks them, declares them, sends them over few connections, and waits for the backend's word.
 * Effects live here, states in `queue.ts`. Nothing is kept on this device: the same file picked again has the same
 * digest, the backend answers with the document it holds, and sending goes on at its offset.
 */
import { BackendError, type Backend } from '../backend/backend.js';
import type { BundledDocument, CaseDocument, DocumentDeclaration, Limits } from '../contract/index.js';
import { isSettled, sendBundle, type BundlePart } from './bundle-transfer.js';
import { createBundler, type Bundler } from './bundler.js';
import { createInspector, type Inspector } from './inspector.js';
import { createTusUploader } from './protocols/tus.js';
import { acknowledgedBytes, isAlive, reduce, type Queue, type QueueAction } from './queue.js';
import { decideRetry } from './retry.js';
import { createWakeLock } from './wake-lock.js';
import {
  FileRefused,
  type PickedFile,
  type Refusal,
  type TransferEngine,
  type TransferItem,
  type TransferSnapshot,
} from './transfer.js';

export interface EngineOptions {
  backend: Backend;
  caseId: string;
  limits: Limits;
  inspector?: Inspector;
  bundler?: Bundler;
  now?: () => number;
  random?: () => number;
  /** Files sent at once; the backend's own limit holds anyway. */
  maxConnections?: number;
}

/** Progress is told at most so often: more would only cost the page time. */
const TELL_MS = 50;
const MAX_CONNECTIONS = 3;
/** First wait for the backend's word, doubled up to the last. */
const VERIFY_MS = 250;
const VERIFY_MAX_MS = 10_000;
/** Files that the backend is reading back while others are sent; beyond that sending waits for it. */
const MAX_VERIFYING = 24;
/** Parts held in memory: those on the way, and the next one. */
const MAX_PARTS = 4;
/** Bytes a second: a line that takes more waits for the deflater. */
const FAST_LINK = 30_000_000;
/** Files of a bundle opened at once. */
const OPENED = 16;

export function createTransferEngine(options: EngineOptions): TransferEngine {
  const { backend, caseId, limits } = options;
  const now = options.now ?? (() => Date.now());
  const random = options.random ?? (() => Math.random());
  const connections = Math.min(options.maxConnections ?? MAX_CONNECTIONS, limits.maxConnections);
  const inspector = options.inspector ?? createInspector();
  const uploader = backend.uploader ?? createTusUploader();

  const bundler = options.bundler ?? createBundler();

  const files = new Map<string, PickedFile>();
  const bundles = new Map<string, readonly PickedFile[]>();
  /** Bundles that are made and not there yet. */
  const parts = new Map<string, BundlePart>();
  /** What is under way for an item; aborting it ends that. */
  const running = new Map<string, AbortController>();
  /** Wakes an item that waits. */
  const wakers = new Map<string, () => void>();
  const attempts = new Map<string, number>();
  const listeners = new Set<(snapshot: TransferSnapshot) => void>();
  let queue: Queue = [];
  let snapshot = makeSnapshot(queue);
  let telling: ReturnType<typeof setTimeout> | null = null;
  let disposed = false;
  const wakeLock = createWakeLock();
  const ended = new AbortController();
  let checking: string | null = null;
  /** Bytes a second over all connections, as the last part went. */
  let linkRate = 0;

  function dispatch(action: QueueAction): void {
    const before = queue;
    queue = reduce(queue, action);
    if (queue === before) return;
    snapshot = makeSnapshot(queue);
    wakeLock.want(snapshot.active && !disposed);
    telling ??= setTimeout(() => {
      telling = null;
      for (const listener of listeners) listener(snapshot);
    }, TELL_MS);
  }

  const itemOf = (id: string): TransferItem | undefined => queue.find((item) => item.id === id);

  /** Starts what may start: one check at a time (the disc is the bottleneck), small files first on the line. */
  function pump(): void {
    if (disposed) return;
    if (checking === null) {
      const unchecked = queue.filter(({ state, sha256 }) => state.name === 'queued' && sha256 === null);
      // Records before imaging: with them the clinic can begin.
      const first = unchecked.find(({ files: count }) => count === 1);
      const next = first ?? (parts.size < MAX_PARTS ? unchecked[0] : undefined);
      if (next) {
        checking = next.id;
        void (next.files > 1 ? makePart(next) : check(next)).finally(() => {
          checking = null;
          pump();
        });
      }
    }
    const sending = [...running.keys()].filter((id) => id !== checking);
    const verifying = sending.filter((id) => itemOf(id)?.state.name === 'verifying').length;
    // Waiting for the backend's word takes no connection.
    const free = verifying < MAX_VERIFYING ? connections - (sending.length - verifying) : 0;
    const ready = queue
      .filter(({ id, state, sha256 }) => state.name === 'queued' && sha256 !== null && !running.has(id))
      .sort((a, b) => a.size - b.size);
    for (const item of ready.slice(0, Math.max(0, free))) void transfer(item).finally(pump);
  }

  async function check(item: TransferItem): Promise<void> {
    const file = files.get(item.id);
    if (!file) return;
    dispatch({ type: 'checking', id: item.id });
    const tooMuch = overLimit(item);
    if (tooMuch) {
      dispatch({ type: 'refused', id: item.id, refusals: [tooMuch] });
      return;
    }
    const controller = new AbortController();
    running.set(item.id, controller);
    try {
      const blob = await opened(file, controller.signal);
      const found = await inspector.inspect(blob, file.name, controller.signal, file.recognised);
      if (!found.ok) {
        dispatch({ type: 'refused', id: item.id, refusals: found.codes.map((code) => ({ code })) });
      } else if (queue.some((each) => each.id !== item.id && each.sha256 === found.sha256 && isAlive(each))) {
        dispatch({ type: 'refused', id: item.id, refusals: [{ code: 'duplicate' }] });
      } else {
        dispatch({
          type: 'checked',
          id: item.id,
          fileType: found.type,
          mediaType: found.mediaType,
          sha256: found.sha256,
          size: blob.size,
        });
      }
    } catch (error) {
      // Aborted: cancelled, removed or disposed, and the state says which.
      if (controller.signal.aborted) return;
      const refusal = error instanceof FileRefused ? { code: error.code } : unreadable;
      dispatch({ type: 'refused', id: item.id, refusals: [refusal] });
    } finally {
      running.delete(item.id);
    }
  }

  /** Reads a bundle's files into what is sent. A file that cannot be opened or read is left out of it. */
  async function makePart(item: TransferItem): Promise<void> {
    const { id } = item;
    const contents = bundles.get(id);
    if (!contents) return;
    dispatch({ type: 'checking', id });
    const tooMuch = overLimit(item);
    if (tooMuch) {
      dispatch({ type: 'refused', id, refusals: [tooMuch] });
      return;
    }
    const controller = new AbortController();
    running.set(id, controller);
    try {
      const opened = await openAll(contents, controller.signal);
      const { zip, entries } = await bundler.makePart(
        opened.map(({ blob }) => blob),
        // The feeder has seen to what goes together.
        { maxBytes: Number.MAX_SAFE_INTEGER, deflate: linkRate > FAST_LINK ? 'never' : 'auto' },
        controller.signal,
      );
      if (!zip) {
        settle(id, [], null);
        return;
      }
      const documents: BundledDocument[] = [];
      const places: number[] = [];
      for (const [index, entry] of entries.entries()) {
        const { file, place = 0 } = opened[index] ?? {};
        if (entry === 'unreadable' || !file?.recognised) continue;
        const declaration = declarationOf(file, file.recognised, entry.size, entry.sha256);
        documents.push({ ...declaration, entry: entry.entry });
        places.push(place);
      }
      const { blob, sha256 } = zip;
      parts.set(id, { zip: blob, sha256, documents, places });
      const size = documents.reduce((sum, document) => sum + document.size, 0);
      dispatch({ type: 'checked', id, fileType: 'dicom', mediaType: 'application/zip', sha256, size });
    } catch {
      if (!controller.signal.aborted) dispatch({ type: 'failed', id, error: 'unexpected', requestId: null });
    } finally {
      running.delete(id);
    }
  }

  /** In their order, without those that cannot be opened, or must not be sent. `place`: among all. */
  async function openAll(contents: readonly PickedFile[], signal: AbortSignal) {
    const opened: { file: PickedFile; blob: Blob; place: number }[] = [];
    for (let from = 0; from < contents.length; from += OPENED) {
      const some = contents.slice(from, from + OPENED);
      const blobs = await Promise.all(some.map((file) => file.open(signal).catch(() => null)));
      signal.throwIfAborted();
      for (const [at, file] of some.entries()) {
        const blob = blobs[at];
        if (blob) opened.push({ file, blob, place: from + at });
      }
    }
    return opened;
  }

  /** `documents`: the backend's word on the files of a part; null where none could be read. */
  function settle(id: string, documents: readonly CaseDocument[], part: BundlePart | null): void {
    const all = Array.from<CaseDocument | null>({ length: itemOf(id)?.files ?? 0 }).fill(null);
    // By content: a document that was deleted meanwhile is left out of the answer.
    const byDigest = new Map(documents.map((document) => [document.sha256, document]));
    part?.documents.forEach(({ sha256 }, index) => {
      all[part.places[index] ?? 0] = byDigest.get(sha256) ?? null;
    });
    dispatch({ type: 'bundle-settled', id, documents: all, settledAt: new Date(now()).toISOString() });
  }

  function overLimit(item: TransferItem): Refusal | null {
    if (item.files === 1 && item.size > limits.maxFileBytes)
      return { code: 'too-large', limit: limits.maxFileBytes };
    const alive = queue.filter((each) => each.id !== item.id && each.sha256 !== null && isAlive(each));
    if (alive.reduce((total, each) => total + each.files, item.files) > limits.maxDocumentsPerCase)
      return { code: 'too-many', limit: limits.maxDocumentsPerCase };
    const sum = alive.reduce((total, { size }) => total + size, item.size);
    return sum > limits.maxCaseBytes ? { code: 'case-full', limit: limits.maxCaseBytes } : null;
  }

  /** What cannot be opened is unreadable, whatever the device said of it. */
  async function opened(file: PickedFile, signal: AbortSignal): Promise<Blob> {
    const blob = await file.open(signal);
    signal.throwIfAborted();
    return blob;
  }

  /** Tries until the backend has said what it thinks, the person stops it, or only the person can go on. */
  async function transfer(item: TransferItem): Promise<void> {
    const controller = new AbortController();
    running.set(item.id, controller);
    const { signal } = controller;
    try {
      for (;;) {
        try {
          await attempt(item.id, signal);
          return;
        } catch (error) {
          if (signal.aborted) return;
          const refusal = (await isReadable(item.id)) ? refusalOf(error, limits) : unreadable;
          if (signal.aborted) return;
          if (refusal) {
            parts.delete(item.id);
            dispatch({ type: 'refused', id: item.id, refusals: [refusal] });
            return;
          }
          if (!(error instanceof BackendError)) {
            parts.delete(item.id);
            dispatch({ type: 'failed', id: item.id, error: 'unexpected', requestId: null });
            return;
          }
          const tries = attempts.get(item.id) ?? 0;
          const { delayMs, why } = decideRetry(error, tries, random);
          if (delayMs === null) {
            // Made again when somebody has acted: it would keep others from being made.
            parts.delete(item.id);
            dispatch({ type: 'failed', id: item.id, error: error.code, requestId: error.requestId });
            return;
          }
          attempts.set(item.id, tries + 1);
          dispatch({ type: 'waiting', id: item.id, why, retryAt: now() + delayMs, attempt: tries + 1 });
          await pause(item.id, delayMs, signal);
        }
      }
    } catch {
      // Aborted while waiting.
    } finally {
      running.delete(item.id);
    }
  }

  /** A browser reports a disc taken out in mid-upload as a network error, and would wait for the network for ever. */
  async function isReadable(id: string): Promise<boolean> {
    const file = files.get(id);
    if (!file) return true;
    try {
      const blob = await file.open(ended.signal);
      const middle = Math.floor(blob.size / 2);
      await blob.slice(middle, middle + 1).arrayBuffer();
      return true;
    } catch {
      return false;
    }
  }

  /** One try from declaration to the backend's word. Throws BackendError. */
  async function attempt(id: string, signal: AbortSignal): Promise<void> {
    const item = itemOf(id);
    if (item && item.files > 1) return attemptBundle(item, signal);
    const file = files.get(id);
    if (!item?.sha256 || !item.type || !item.mediaType || !file) return;
    const { document, plan } = await backend.declareDocument(
      caseId,
      declarationOf(
        { ...file, description: item.description },
        { type: item.type, mediaType: item.mediaType },
        item.size,
        item.sha256,
      ),
      { signal },
    );
    if (!plan) {
      // The case holds it, or is about to say so.
      const alreadyThere = item.documentId === null && document.status !== 'receiving';
      dispatch({ type: 'declared', id, documentId: document.id });
      dispatch({ type: 'completed', id });
      pump();
      await verify(id, document, alreadyThere, signal);
      return;
    }
    dispatch({ type: 'declared', id, documentId: document.id });
    await uploader.upload({
      plan,
      body: await opened(file, signal),
      signal,
      authorize: (renew) => backend.authorize(renew),
      onProgress: (acknowledged, sent) => progressed(id, acknowledged, sent),
    });
    const completed = await backend.completeDocument(
      document.id,
      { sha256: item.sha256, size: item.size },
      { signal },
    );
    dispatch({ type: 'completed', id });
    pump();
    await verify(id, completed, false, signal);
  }

  function progressed(id: string, acknowledged: number, sent: number): void {
    const before = itemOf(id);
    // Bytes moved: whatever went wrong before is over.
    if (before && acknowledged > acknowledgedBytes(before)) attempts.delete(id);
    dispatch({ type: 'progressed', id, acknowledged, sent });
  }

  async function attemptBundle({ id, size }: TransferItem, signal: AbortSignal): Promise<void> {
    const calls = await backend.bundles?.();
    if (!calls) throw new BackendError('not-a-backend');
    const part = parts.get(id);
    if (!part) {
      // It was there, and then asking for the result failed: declaring it anew sends nothing twice.
      dispatch({ type: 'unmade', id });
      return;
    }
    const startedAt = now();
    let moved = false;
    const ofFiles = (bytes: number) => Math.floor((bytes / part.zip.size) * size);
    let found = await sendBundle(part, calls, {
      backend,
      uploader,
      caseId,
      signal,
      onDeclared: (documentId) => dispatch({ type: 'declared', id, documentId }),
      onProgress: (acknowledged, sent) => {
        moved ||= sent > 0;
        progressed(id, ofFiles(acknowledged), ofFiles(sent));
      },
    });
    if (moved) linkRate = (part.zip.size / Math.max(1, now() - startedAt)) * 1000 * connections;
    parts.delete(id);
    dispatch({ type: 'completed', id });
    pump();
    for (let wait = VERIFY_MS; !isSettled(found); wait = Math.min(wait * 2, VERIFY_MAX_MS)) {
      await pause(id, wait, signal);
      if (itemOf(id)?.state.name !== 'verifying') return;
      found = await calls.get(found.bundle.id, { signal });
    }
    settle(id, found.documents, part);
  }

  /** Waits for the backend to have read the bytes back. */
  async function verify(
    id: string,
    first: CaseDocument,
    alreadyThere: boolean,
    signal: AbortSignal,
  ): Promise<void> {
    let document = first;
    for (let wait = VERIFY_MS; ; wait = Math.min(wait * 2, VERIFY_MAX_MS)) {
      dispatch({ type: 'server-said', id, document, alreadyThere });
      if (itemOf(id)?.state.name !== 'verifying') return;
      await pause(id, wait, signal);
      if (itemOf(id)?.state.name !== 'verifying') return;
      ({ document } = await backend.getDocument(first.id, { signal }));
    }
  }

  /** Resolves after a time, or at once when woken; rejects when aborted. */
  function pause(id: string, ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = (settle: () => void) => {
        clearTimeout(timer);
        wakers.delete(id);
        signal.removeEventListener('abort', stop);
        settle();
      };
      const stop = () => done(() => reject(signal.reason));
      const timer = setTimeout(() => done(resolve), ms);
      wakers.set(id, () => done(resolve));
      signal.addEventListener('abort', stop, { once: true });
      if (signal.aborted) stop();
    });
  }

  async function deleteBundle(bundleId: string): Promise<void> {
    const { signal } = ended;
    const calls = await backend.bundles?.();
    const found = await calls?.get(bundleId, { signal });
    const gone = (error: unknown) => {
      if (!(error instanceof BackendError) || !['conflict', 'not-found'].includes(error.code)) throw error;
    };
    // Refused when it has been unpacked meanwhile.
    if (found?.bundle.status !== 'unpacked') await calls?.abandon(bundleId, { signal }).catch(gone);
    // All: one may have been received since it was asked about. Most went with the bundle.
    for (const { id } of found?.documents ?? []) await backend.deleteDocument(id, { signal }).catch(gone);
  }

  /** Deletes at the backend, for as long as the line is gone. What was never completed expires there anyway. */
  async function forget(documentId: string, isBundle: boolean): Promise<void> {
    for (let tries = 0; !disposed; tries++) {
      try {
        if (isBundle) await deleteBundle(documentId);
        else await backend.deleteDocument(documentId, { signal: ended.signal });
        return;
      } catch (error) {
        const delayMs = error instanceof BackendError ? decideRetry(error, tries, random).delayMs : null;
        if (delayMs === null || ended.signal.aborted) return;
        await pause(`forget ${documentId}`, delayMs, ended.signal).catch(() => undefined);
      }
    }
  }

  function stop(id: string): void {
    running.get(id)?.abort(new DOMException('stopped', 'AbortError'));
    running.delete(id);
    parts.delete(id);
    attempts.delete(id);
  }

  return {
    get snapshot() {
      return snapshot;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    add(picked: readonly PickedFile[]) {
      const items = picked.map((file): TransferItem => {
        const id = crypto.randomUUID();
        files.set(id, file);
        return {
          ...itemFor(id, file),
          description: file.description ?? {},
          state: file.refused ? { name: 'refused', refusals: file.refused } : { name: 'queued' },
        };
      });
      dispatch({ type: 'added', items });
      pump();
      return items.map(({ id }) => id);
    },
    addBundle(contents) {
      const [first, last] = [contents[0], contents.at(-1)];
      if (!first || !last || first === last) throw new RangeError('a bundle has several files');
      const id = crypto.randomUUID();
      bundles.set(id, contents);
      const item: TransferItem = {
        ...itemFor(id, first),
        fileName: `${first.name} … ${last.name}`,
        size: contents.reduce((sum, { size }) => sum + size, 0),
        files: contents.length,
      };
      dispatch({ type: 'added', items: [item] });
      pump();
      return id;
    },
    async describe(id, patch) {
      const documentId = itemOf(id)?.documentId;
      if (documentId) await backend.describeDocument(documentId, patch, { signal: ended.signal });
      dispatch({ type: 'described', id, patch });
    },
    release(ids) {
      for (const id of ids) {
        stop(id);
        files.delete(id);
        bundles.delete(id);
      }
      dispatch({ type: 'released', ids: new Set(ids) });
      pump();
    },
    retry(id) {
      const wake = wakers.get(id);
      if (wake && itemOf(id)?.state.name === 'waiting') {
        wake();
        return;
      }
      attempts.delete(id);
      dispatch({ type: 'retried', id });
      if (bundles.has(id) && !parts.has(id)) dispatch({ type: 'unmade', id });
      pump();
    },
    cancel(id) {
      stop(id);
      dispatch({ type: 'cancelled', id });
      pump();
    },
    remove(id) {
      const documentId = itemOf(id)?.documentId;
      stop(id);
      files.delete(id);
      dispatch({ type: 'removed', id });
      if (documentId) void forget(documentId, bundles.has(id));
      bundles.delete(id);
      pump();
    },
    noteServerStatus(document) {
      const item = queue.find(({ documentId }) => documentId === document.id);
      if (!item) return;
      dispatch({ type: 'server-said', id: item.id, document, alreadyThere: false });
      wakers.get(item.id)?.();
    },
    wake() {
      for (const go of [...wakers.values()]) go();
    },
    dispose() {
      disposed = true;
      ended.abort(new DOMException('disposed', 'AbortError'));
      wakeLock.want(false);
      for (const controller of running.values()) controller.abort(new DOMException('disposed', 'AbortError'));
      running.clear();
      listeners.clear();
      if (telling) clearTimeout(telling);
      inspector.dispose();
      bundler.dispose();
      parts.clear();
    },
  };
}

const itemFor = (id: string, file: PickedFile): TransferItem => ({
  id,
  fileName: file.name,
  folder: file.folder,
  size: file.size,
  type: null,
  mediaType: null,
  sha256: null,
  documentId: null,
  requestId: file.requestId ?? null,
  files: 1,
  description: {},
  state: { name: 'queued' },
});

function declarationOf(
  { name, declaredName = name, description, requestId }: PickedFile,
  { type, mediaType }: Pick<DocumentDeclaration, 'type' | 'mediaType'>,
  size: number,
  sha256: string,
): DocumentDeclaration {
  return {
    fileName: declaredName.slice(-255) || 'file',
    mediaType,
    type,
    size,
    sha256,
    ...description,
    ...(requestId ? { requestId } : {}),
  };
}

const unreadable: Refusal = { code: 'unreadable' };

/** Limits that only the backend could apply, since it knows what the case held before. */
function refusalOf(error: unknown, limits: Limits): Refusal | null {
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

function makeSnapshot(items: Queue): TransferSnapshot {
  const alive = items.filter(isAlive);
  return {
    items,
    totalBytes: alive.reduce((sum, { size }) => sum + size, 0),
    acknowledgedBytes: alive.reduce((sum, item) => sum + acknowledgedBytes(item), 0),
    active: items.some(({ state }) =>
      ['queued', 'checking', 'uploading', 'waiting', 'verifying'].includes(state.name),
    ),
  };
}
