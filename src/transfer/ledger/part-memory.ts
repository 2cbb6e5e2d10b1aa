/** What is remembered of studies and large files over page loads: in the ledger, under keys that say nothing of them. */
import type { FedProgress, PartMemory } from '../feeder.js';
import type { FedPart } from '../parts.js';
import type { Ledger, LedgerEntry } from './ledger.js';

export interface StudyMemory extends PartMemory {
  /** To be awaited before the study's first file is given: takes the digest that stands for it in the ledger. */
  know(study: string, caseKey: Uint8Array): Promise<void>;
  /** A file that goes by itself, in pieces. `name` is one that {@link know} was given. */
  noteFile(name: string, progress: { bytes: number; receivedBytes: number; received: boolean }): void;
}

/** `recalled`: what an earlier visit left. It stays in the ledger until its files are given again, or dropped. */
export function createPartMemory(
  ledger: Ledger,
  caseId: string,
  recalled: readonly LedgerEntry[],
): StudyMemory {
  const keys = new Map<string, string>();
  const entries = new Map(recalled.map((entry) => [entry.key, entry]));
  const save = () => ledger.write(caseId, [...entries.values()]);
  return {
    async know(study, caseKey) {
      const key = await keyOf(study, caseKey);
      if (key) keys.set(study, key);
    },
    recall(study) {
      return entries.get(keys.get(study) ?? '')?.parts ?? [];
    },
    note(study, parts, { files, totalBytes, received, receivedBytes }: FedProgress) {
      const key = keys.get(study);
      if (!key) return;
      const before = entries.get(key);
      // Parts that are not formed again yet are still known from the visit before.
      const all: readonly FedPart[] = [...parts, ...(before?.parts.slice(parts.length) ?? [])];
      entries.set(key, {
        key,
        kind: 'study',
        files: Math.max(files, before && received < files ? before.files : 0),
        bytes: Math.max(totalBytes, before && received < files ? before.bytes : 0),
        receivedFiles: received,
        receivedBytes,
        parts: all.map((part) => ({ ...part })),
      });
      save();
    },
    noteFile(name, { bytes, receivedBytes, received }) {
      const key = keys.get(name);
      const before = key && entries.get(key);
      if (!key || (before && before.receivedBytes >= receivedBytes && !received)) return;
      const receivedFiles = received ? 1 : 0;
      entries.set(key, { key, kind: 'file', files: 1, bytes, receivedFiles, receivedBytes, parts: [] });
      save();
    },
    drop(study) {
      if (entries.delete(keys.get(study) ?? '')) save();
    },
  };
}

/** Null on a test page over plain http, which has no digests: nothing is remembered there. */
async function keyOf(study: string, caseKey: Uint8Array): Promise<string | null> {
  if (!globalThis.crypto?.subtle) return null;
  const bytes = new Uint8Array([...caseKey, ...new TextEncoder().encode(study)]);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
