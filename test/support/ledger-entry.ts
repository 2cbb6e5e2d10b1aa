/** A study that an earlier visit left unfinished, as the ledger has it. */
import type { LedgerEntry } from '../../src/transfer/ledger/ledger.js';

export const unfinishedStudy = (changes: Partial<LedgerEntry> = {}): LedgerEntry => ({
  key: 'a1',
  kind: 'study',
  files: 312,
  bytes: 160_000_000,
  receivedFiles: 212,
  receivedBytes: 110_000_000,
  parts: [{ files: 212, bytes: 110_000_000, deflated: true }],
  ...changes,
});
