/**
 * Moves a case's files: checks them, declares them, sends them over few connections, and waits for the backend's word.
 * Effects live here and in what this uses, states in `queue.ts`. The same file picked again has the same digest, the backend
 * answers with what it holds, and sending goes on at its offset.
 */
import type { Backend } from '../backend/backend.js';
import type { DocumentPatch, Limits } from '../contract/index.js';
import type { BundlePart } from './bundle-transfer.js';
import { createBundler, type Bundler } from './bundler.js';
import { deliver } from './deliver.js';
import { createDigester } from './digester.js';
import { forget } from './forget.js';
import { createInspector, type Inspector } from './inspector.js';
import { createLink } from './link.js';
import { persist } from './persist.js';
import type { PiecesSoFar } from './piece-transfer.js';
import { check, isOnlyDigested, makePart } from './prepare.js';
import { createTusUploader } from './protocols/tus.js';
import { acknowledgedBytes, isAlive, isUnderWay, reduce, type Queue, type QueueAction } from './queue.js';
import { createSlots } from './slots.js';
import { createWakeLock } from './wake-lock.js';
import type { Bundle, Work } from './work.js';
import type { PickedFile, TransferEngine, TransferItem, TransferSnapshot } from './transfer.js';

export interface EngineOptions {
  backend: Backend;
  caseId: string;
  limits: Limits;
  inspector?: Inspector;
  /** Let go of with the engine. */
  bundler?: Bundler;
  now?: () => number;
  random?: () => number;
  /** Files sent at once; the backend's own limit holds anyway. */
  maxConnections?: number;
  /** `capabilities().upload.pieces`. */
  pieceBytes?: number | undefined;
  /** The case holds files: what it holds is asked for before it is sent, see {@link Backend.queryDigests}. */
  asksDigests?: boolean;
}

/** Progress is told at most so often: more would only cost the page time. */
const TELL_MS = 100;
const MAX_CONNECTIONS = 4;
/** Files that the line carries in a moment: a browser has six for a server, and what else wants one waits a moment only. */
const MAX_QUICK_CONNECTIONS = 6;
/** Files that the backend is reading back while others are sent; beyond that sending waits for it. */
const MAX_VERIFYING = 24;
/** Parts held in memory: those on the way, and those being made. */
const MAX_PARTS = 4;
/** Parts being made at once. */
const MAX_MAKING = 2;
/** Files being looked at at once: the way to the worker and back takes longer than a small file. */
const MAX_CHECKING = 4;
/** The same of files that are only digested, many in one call. */
const MAX_DIGESTING = 32;

export function createTransferEngine(options: EngineOptions): TransferEngine {
  const { backend, caseId, limits } = options;
  const allowed = (most: number) => Math.min(options.maxConnections ?? most, limits.maxConnections);
  const connections = allowed(MAX_CONNECTIONS);
  const quickConnections = allowed(MAX_QUICK_CONNECTIONS);
  const now = options.now ?? (() => Date.now());
  const files = new Map<string, PickedFile>();
  const bundles = new Map<string, Bundle>();
  const parts = new Map<string, BundlePart>();
  /** What is under way for an item; aborting it ends that. */
  const running = new Map<string, AbortController>();
  /** Those of `running` that are looked at or made, not sent. */
  const preparing = new Set<string>();
  /** Paused each for itself: these stay so when all the others go on. */
  const held = new Set<string>();
  /** Wakes an item that waits. */
  const wakers = new Map<string, () => void>();
  const listeners = new Set<(snapshot: TransferSnapshot) => void>();
  let queue: Queue = [];
  let paused = false;
  let snapshot = makeSnapshot(queue, paused);
  let telling: ReturnType<typeof setTimeout> | null = null;
  const wakeLock = createWakeLock();
  const ended = new AbortController();
  const bundler = options.bundler ?? createBundler();

  const work: Work = {
    backend,
    caseId,
    limits,
    connections,
    quickConnections,
    inspector: options.inspector ?? createInspector(),
    bundler,
    digester: createDigester(bundler, ended.signal),
    uploader: backend.uploader ?? createTusUploader(),
    link: createLink(),
    slots: createSlots(connections),
    pieceBytes: options.pieceBytes ?? Infinity,
    asksDigests: options.asksDigests ?? false,
    now,
    random: options.random ?? (() => Math.random()),
    files,
    bundles,
    parts,
    pieces: new Map<string, PiecesSoFar>(),
    large: new Set<string>(),
    pieceSlots: createSlots(connections + 1),
    piecesInHand: new Map<string, Promise<void>>(),
    undescribed: new Map<string, DocumentPatch>(),
    attempts: new Map<string, number>(),
    get queue() {
      return queue;
    },
    dispatch,
    itemOf: (id) => queue.find((item) => item.id === id),
    pump,
    pause,
  };

  function dispatch(action: QueueAction): void {
    const before = queue;
    queue = reduce(queue, action);
    if (queue !== before) changed();
  }

  function changed(): void {
    snapshot = makeSnapshot(queue, paused);
    wakeLock.want(snapshot.active && !ended.signal.aborted);
    telling ??= setTimeout(() => {
      telling = null;
      for (const listener of listeners) listener(snapshot);
    }, TELL_MS);
  }

  /** Starts what may start: few files are read at once (the disc is the bottleneck), small ones go first on the line. */
  function pump(): void {
    if (ended.signal.aborted || paused) return;
    // What the backend was reading back when they were held may have come back to the line.
    for (const id of held) if (work.itemOf(id)?.state.name === 'queued') dispatch({ type: 'paused', id });
    for (let item = nextToPrepare(); item; item = nextToPrepare()) run(item, true);
    const sending = [...running.keys()].filter((id) => !preparing.has(id));
    const verifying = sending.filter((id) => work.itemOf(id)?.state.name === 'verifying').length;
    // Waiting for the backend's word takes no connection.
    if (verifying >= MAX_VERIFYING) return;
    let inUse = sending.length - verifying;
    const ready = queue
      .filter((item) => item.state.name === 'queued' && !running.has(item.id) && !needsPreparing(item))
      .sort((a, b) => a.size - b.size);
    for (const item of ready) {
      if (inUse >= (isQuick(item) ? quickConnections : connections)) return;
      run(item, false);
      inUse++;
    }
  }

  const isQuick = ({ files: count, size }: TransferItem) => count === 1 && work.link.isQuickWith(size, now());

  const needsPreparing = ({ id, sha256 }: TransferItem) => sha256 === null && !work.large.has(id);

  function nextToPrepare(): TransferItem | undefined {
    const waiting = queue.filter(
      (item) => item.state.name === 'queued' && !running.has(item.id) && needsPreparing(item),
    );
    // Records before imaging: with them the clinic can begin.
    const single = waiting.find(({ files: count }) => count === 1);
    if (single) {
      const file = files.get(single.id);
      const most = file && isOnlyDigested(file) ? MAX_DIGESTING : MAX_CHECKING;
      return preparing.size < most ? single : undefined;
    }
    const room = preparing.size < MAX_MAKING && parts.size + preparing.size < MAX_PARTS;
    return room ? waiting[0] : undefined;
  }

  function run(item: TransferItem, prepares: boolean): void {
    const { id } = item;
    const controller = new AbortController();
    running.set(id, controller);
    if (prepares) preparing.add(id);
    const { signal } = controller;
    const attempt = () => {
      if (!prepares) return deliver(work, id, signal);
      return item.files > 1 ? makePart(work, item, signal) : check(work, item, signal);
    };
    void persist(work, id, attempt, signal).finally(() => {
      // Stopped and started again meanwhile.
      if (running.get(id) !== controller) return;
      running.delete(id);
      preparing.delete(id);
      pump();
    });
  }

  function pause(id: string, ms: number, signal: AbortSignal, firm = false): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = (settle: () => void) => {
        clearTimeout(timer);
        wakers.delete(id);
        signal.removeEventListener('abort', stop);
        settle();
      };
      const stop = () => done(() => reject(signal.reason));
      const timer = setTimeout(() => done(resolve), ms);
      if (!firm) wakers.set(id, () => done(resolve));
      signal.addEventListener('abort', stop, { once: true });
      if (signal.aborted) stop();
    });
  }

  /** Ends what is under way for an item; a part that is made is kept. */
  function halt(id: string): void {
    running.get(id)?.abort(new DOMException('stopped', 'AbortError'));
    running.delete(id);
    preparing.delete(id);
    work.attempts.delete(id);
  }

  function stop(id: string): void {
    halt(id);
    held.delete(id);
    parts.delete(id);
  }

  function letGo(id: string): void {
    stop(id);
    files.delete(id);
    work.pieces.delete(id);
    work.large.delete(id);
    work.undescribed.delete(id);
  }

  /** A part that is no longer held is made anew. */
  function startAgain(action: { type: 'retried' | 'resumed'; id: string }): void {
    const { id } = action;
    const before = queue;
    dispatch(action);
    if (queue !== before && bundles.has(id) && !parts.has(id)) dispatch({ type: 'unmade', id });
  }

  function add(items: readonly TransferItem[]): void {
    dispatch({ type: 'added', items });
    if (paused) for (const { id } of items) dispatch({ type: 'paused', id });
    pump();
  }

  return {
    get snapshot() {
      return snapshot;
    },
    get partBytes() {
      return work.link.partBytes;
    },
    get deflates() {
      return !work.link.isFast;
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
      add(items);
      return items.map(({ id }) => id);
    },
    addBundle(contents, { deflate = true } = {}) {
      const [first, last] = [contents[0], contents.at(-1)];
      if (!first || !last || first === last) throw new RangeError('a bundle has several files');
      const id = crypto.randomUUID();
      bundles.set(id, { contents, deflate });
      const item: TransferItem = {
        ...itemFor(id, first),
        fileName: `${first.name} … ${last.name}`,
        size: contents.reduce((sum, { size }) => sum + size, 0),
        files: contents.length,
      };
      add([item]);
      return id;
    },
    async describe(id, patch) {
      const documentId = work.itemOf(id)?.documentId;
      if (documentId) await backend.describeDocument(documentId, patch, { signal: ended.signal });
      dispatch({ type: 'described', id, patch });
    },
    release(ids) {
      for (const id of ids) {
        letGo(id);
        bundles.delete(id);
      }
      dispatch({ type: 'released', ids: new Set(ids) });
      pump();
    },
    retry(id) {
      if (work.itemOf(id)?.state.name === 'waiting') {
        wakers.get(id)?.();
        return;
      }
      work.attempts.delete(id);
      startAgain({ type: 'retried', id });
      pump();
    },
    pause(ids) {
      if (ids) for (const id of ids) held.add(id);
      else paused = true;
      for (const id of ids ?? queue.map((item) => item.id)) {
        if (work.itemOf(id)?.state.name === 'verifying') continue;
        halt(id);
        // Others may be made meanwhile; the same files give the same part again.
        if (ids) parts.delete(id);
        dispatch({ type: 'paused', id });
      }
      changed();
      pump();
    },
    goOn(ids) {
      if (ids) for (const id of ids) held.delete(id);
      else paused = false;
      changed();
      if (paused) return;
      for (const id of ids ?? queue.map((item) => item.id)) {
        if (held.has(id)) continue;
        startAgain({ type: 'resumed', id });
      }
      pump();
    },
    cancel(id) {
      stop(id);
      dispatch({ type: 'cancelled', id });
      pump();
    },
    remove(id) {
      const documentId = work.itemOf(id)?.documentId;
      letGo(id);
      dispatch({ type: 'removed', id });
      // Another file of the same content may stand for the same document.
      const shared = queue.some((item) => item.documentId === documentId);
      if (documentId && !shared) void forget(work, documentId, bundles.has(id), ended.signal);
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
      ended.abort(new DOMException('disposed', 'AbortError'));
      wakeLock.want(false);
      for (const controller of running.values()) controller.abort(new DOMException('disposed', 'AbortError'));
      running.clear();
      listeners.clear();
      if (telling) clearTimeout(telling);
      work.inspector.dispose();
      work.bundler.dispose();
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

function makeSnapshot(items: Queue, paused: boolean): TransferSnapshot {
  const alive = items.filter(isAlive);
  return {
    items,
    totalBytes: alive.reduce((sum, { size }) => sum + size, 0),
    acknowledgedBytes: alive.reduce((sum, item) => sum + acknowledgedBytes(item), 0),
    active: items.some(isUnderWay),
    unfinished: items.some((item) => isUnderWay(item) || item.state.name === 'paused'),
    paused,
  };
}
