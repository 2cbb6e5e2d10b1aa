/**
 * What of a case is unfinished, kept on this device so that the same files picked again go on where they stopped. Holds
 * counts, sizes and opaque keys, nothing of what the files say or are called.
 */
import * as z from 'zod/mini';
import { caseStore, clearStore, type CaseStoreOptions } from './case-store.js';

/** One upload of a study: how its files were put together, so that the same files give the same bytes again. */
export interface LedgerPart {
  files: number;
  bytes: number;
  deflated: boolean;
}

export interface LedgerEntry {
  /** Opaque: a digest under the case's key; never a name or a UID. */
  key: string;
  kind: 'study' | 'file';
  files: number;
  bytes: number;
  receivedFiles: number;
  receivedBytes: number;
  parts: readonly LedgerPart[];
}

export interface Ledger {
  /** What is unfinished of a case; [] when nothing is known, it is expired, or storage is not to be had. Never rejects. */
  read(caseId: string): Promise<readonly LedgerEntry[]>;
  /**
   * Replaces; writes are gathered (at most one a second) and flushed when the page is hidden. Never throws. An entry that is
   * finished is left out; no entries: the case's record is deleted.
   */
  write(caseId: string, entries: readonly LedgerEntry[]): void;
  /** Also what has been written and not yet been stored. Never rejects. */
  forget(caseId: string): Promise<void>;
}

export const LEDGER_TABLE = { database: 'second-opinion-intake-ledger', store: 'cases' };

/** Most often, in milliseconds. */
const WRITE_MS = 1_000;

const Count = z.number().check(z.nonnegative());

/** An older version of the product may have written something else: that is as if nothing was known. */
const Entries = z.array(
  z.object({
    key: z.string(),
    kind: z.enum(['study', 'file']),
    files: Count,
    bytes: Count,
    receivedFiles: Count,
    receivedBytes: Count,
    parts: z.array(z.object({ files: Count, bytes: Count, deflated: z.boolean() })),
  }),
);

/** Where the page or the person opted out. */
export const noLedger: Ledger = {
  read: () => Promise.resolve([]),
  write: () => {},
  forget: () => Promise.resolve(),
};

/** Rises whenever the device forgets: a ledger that was there before keeps nothing after. */
let forgotten = 0;
/** Everything that was begun, of all ledgers, one after another. */
let done: Promise<unknown> = Promise.resolve();

/** Rejects as `work` does. */
function next<T>(work: () => Promise<T>): Promise<T> {
  const mine = done.then(work);
  done = mine.catch(() => undefined);
  return mine;
}

/** Of all cases. What is under way keeps no ledger from here on. Rejects where the browser refuses storage. */
export async function forgetLedgers(): Promise<void> {
  forgotten++;
  await next(() => clearStore(LEDGER_TABLE));
}

export function createLedger(options: CaseStoreOptions = {}): Ledger {
  const now = options.now ?? Date.now;
  const store = caseStore(LEDGER_TABLE, options);
  const unwritten = new Map<string, readonly LedgerEntry[]>();
  const begun = forgotten;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let writtenAt = -Infinity;

  const flushHidden = () => {
    if (document.visibilityState === 'hidden') flush();
  };

  function flush(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    document.removeEventListener('visibilitychange', flushHidden);
    window.removeEventListener('pagehide', flush);
    writtenAt = now();
    for (const [caseId, entries] of unwritten) {
      const save = () => (entries.length > 0 ? store.put(caseId, entries) : store.delete(caseId));
      // Without storage, picking the same files again still works, only slower.
      next(() => (begun === forgotten ? save() : Promise.resolve())).catch(() => undefined);
    }
    unwritten.clear();
  }

  return {
    async read(caseId) {
      if (unwritten.has(caseId)) flush();
      await done;
      const kept = Entries.safeParse(await store.get(caseId).catch(() => null));
      return kept.success ? kept.data : [];
    },
    write(caseId, entries) {
      const left = entries.filter(({ files, receivedFiles }) => receivedFiles < files);
      unwritten.set(caseId, left);
      if (timer !== null) return;
      timer = setTimeout(flush, Math.min(WRITE_MS, Math.max(0, writtenAt + WRITE_MS - now())));
      document.addEventListener('visibilitychange', flushHidden);
      window.addEventListener('pagehide', flush);
    },
    async forget(caseId) {
      unwritten.delete(caseId);
      await next(() => store.delete(caseId)).catch(() => undefined);
    },
  };
}
