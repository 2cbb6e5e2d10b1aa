/**
 * Moves a case's files: checks them, declares them, sends them over few connections, and waits for the backend's word.
 * Effects live here, states in `queue.ts`. Nothing is kept on this device: the same file picked again has the same
 * digest, the backend answers with the document it holds, and sending goes on at its offset.
 */
import { BackendError, type Backend } from '../backend/backend.js';
import type { CaseDocument, Limits } from '../contract/index.js';
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

export function createTransferEngine(options: EngineOptions): TransferEngine {
  const { backend, caseId, limits } = options;
  const now = options.now ?? (() => Date.now());
  const random = options.random ?? (() => Math.random());
  const connections = Math.min(options.maxConnections ?? MAX_CONNECTIONS, limits.maxConnections);
  const inspector = options.inspector ?? createInspector();
  const uploader = backend.uploader ?? createTusUploader();

  const files = new Map<string, PickedFile>();
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
      const unchecked = queue.find(({ state, sha256 }) => state.name === 'queued' && sha256 === null);
      if (unchecked) {
        checking = unchecked.id;
        void check(unchecked).finally(() => {
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

  function overLimit(item: TransferItem): Refusal | null {
    if (item.size > limits.maxFileBytes) return { code: 'too-large', limit: limits.maxFileBytes };
    const alive = queue.filter((each) => each.id !== item.id && each.sha256 !== null && isAlive(each));
    if (alive.length >= limits.maxDocumentsPerCase)
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
            dispatch({ type: 'refused', id: item.id, refusals: [refusal] });
            return;
          }
          if (!(error instanceof BackendError)) {
            dispatch({ type: 'failed', id: item.id, error: 'unexpected', requestId: null });
            return;
          }
          const tries = attempts.get(item.id) ?? 0;
          const { delayMs, why } = decideRetry(error, tries, random);
          if (delayMs === null) {
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
    const file = files.get(id);
    if (!item?.sha256 || !item.type || !item.mediaType || !file) return;
    const { document, plan } = await backend.declareDocument(
      caseId,
      {
        fileName: (file.declaredName ?? item.fileName).slice(-255) || 'file',
        mediaType: item.mediaType,
        type: item.type,
        size: item.size,
        sha256: item.sha256,
        ...item.description,
        ...(item.requestId ? { requestId: item.requestId } : {}),
      },
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
      onProgress: (acknowledged, sent) => {
        const before = itemOf(id);
        // Bytes moved: whatever went wrong before is over.
        if (before && acknowledged > acknowledgedBytes(before)) attempts.delete(id);
        dispatch({ type: 'progressed', id, acknowledged, sent });
      },
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

  /** Deletes at the backend, for as long as the line is gone. What was never completed expires there anyway. */
  async function forget(documentId: string): Promise<void> {
    for (let tries = 0; !disposed; tries++) {
      try {
        await backend.deleteDocument(documentId, { signal: ended.signal });
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
          id,
          fileName: file.name,
          folder: file.folder,
          size: file.size,
          type: null,
          mediaType: null,
          sha256: null,
          documentId: null,
          requestId: file.requestId ?? null,
          description: file.description ?? {},
          state: file.refused ? { name: 'refused', refusals: file.refused } : { name: 'queued' },
        };
      });
      dispatch({ type: 'added', items });
      pump();
      return items.map(({ id }) => id);
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
      if (documentId) void forget(documentId);
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
    },
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
