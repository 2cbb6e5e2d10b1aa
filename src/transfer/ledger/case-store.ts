/** One value a case in IndexedDB, under a digest of the case's id, which some backends let in whoever knows it. It expires. */
import { inStore, type Table } from '../../backend/database.js';

export interface CaseStore {
  /** Null when there is none, or an expired one. Rejects where the browser refuses storage. */
  get(caseId: string): Promise<unknown>;
  /** Replaces. Rejects as `get`. */
  put(caseId: string, value: unknown): Promise<void>;
  /** Rejects as `get`. */
  delete(caseId: string): Promise<void>;
}

export interface CaseStoreOptions {
  now?: () => number;
  expireAfterMs?: number;
}

const EXPIRE_AFTER_MS = 14 * 24 * 3600 * 1000;

interface Kept {
  value: unknown;
  /** Milliseconds since the epoch. */
  savedAt: number;
}

export function caseStore(
  table: Table,
  { now = Date.now, expireAfterMs = EXPIRE_AFTER_MS }: CaseStoreOptions = {},
): CaseStore {
  const expired = ({ savedAt }: Kept) => now() - savedAt > expireAfterMs;
  let swept: Promise<unknown> | null = null;

  /** Cases that nobody comes back to expire as well. */
  function sweep(): Promise<unknown> {
    return inStore(table, 'readwrite', (store) => {
      const keys = store.getAllKeys();
      const all: IDBRequest<Kept[]> = store.getAll();
      all.addEventListener('success', () => {
        for (const [at, key] of keys.result.entries()) if (expired(all.result[at] as Kept)) store.delete(key);
      });
      return all;
    });
  }

  return {
    async get(caseId) {
      const key = await keyOf(caseId);
      await (swept ??= sweep());
      const kept = (await inStore(table, 'readonly', (store) => store.get(key))) as Kept | undefined;
      return kept && !expired(kept) ? kept.value : null;
    },
    async put(caseId, value) {
      const key = await keyOf(caseId);
      const kept: Kept = { value, savedAt: now() };
      await inStore(table, 'readwrite', (store) => store.put(kept, key));
    },
    async delete(caseId) {
      const key = await keyOf(caseId);
      await inStore(table, 'readwrite', (store) => store.delete(key));
    },
  };
}

/** Of all cases. Rejects where the browser refuses storage. */
export const clearStore = (table: Table): Promise<void> =>
  inStore(table, 'readwrite', (store) => store.clear());

async function keyOf(caseId: string): Promise<string> {
  const text = new TextEncoder().encode(`second-opinion-intake ledger of case ${caseId}`);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', text));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
