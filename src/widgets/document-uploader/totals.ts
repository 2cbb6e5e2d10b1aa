/** How everything goes as a whole: records by their rows, studies by their counts. Pure. */
import type { Feeder } from '../../transfer/feeder.js';
import { isAlive, isOnTheWay, sentBytes as sentBytesOf } from '../../transfer/queue.js';
import type { TransferSnapshot } from '../../transfer/transfer.js';
import { NO_COUNTS } from './nothing.js';
import { countFiles, groupOf, type FileCounts, type ReceiptLine } from './file-groups.js';

export interface Totals {
  counts: FileCounts;
  /** What has left this device, and what is to. */
  sentBytes: number;
  totalBytes: number;
  /**
   * `waiting`: nothing can be sent for now, and it goes on by itself. `paused`: by the person, for everything that is left. `done`:
   * nothing is left to be sent.
   */
  state: 'moving' | 'waiting' | 'paused' | 'done';
}

export const NO_TOTALS: Totals = { counts: NO_COUNTS, sentBytes: 0, totalBytes: 0, state: 'done' };

/** A study's file that needs somebody stands in a row and is counted there; the others are counted with their study. */
export function totalsOf(snapshot: TransferSnapshot, feeder: Feeder | null): Totals {
  const { items } = snapshot;
  const rows = items.filter((item) => !feeder?.owns(item.id) || groupOf(item) === 'attention');
  const counts = countFiles(rows);
  let sentBytes = 0;
  let totalBytes = 0;
  for (const item of rows) {
    if (!isAlive(item) || feeder?.owns(item.id)) continue;
    totalBytes += item.size;
    sentBytes += sentBytesOf(item);
  }
  for (const study of feeder?.studies ?? []) {
    const progress = feeder?.progress(study, snapshot);
    if (!progress) continue;
    const { files, received, attention, waiting, stopped } = progress;
    counts.total += files - attention;
    counts.received += received;
    counts[stopped ? 'stopped' : 'moving'] += files - received - attention;
    counts.waiting += waiting;
    sentBytes += progress.sentBytes;
    totalBytes += progress.totalBytes;
  }
  return { counts, sentBytes, totalBytes, state: stateOf(snapshot, counts) };
}

function stateOf(
  { items, paused }: TransferSnapshot,
  { moving, stopped, waiting }: FileCounts,
): Totals['state'] {
  if (moving === 0) return stopped > 0 ? 'paused' : 'done';
  if (paused) return 'paused';
  // What stands in line behind what waits does not move either.
  return waiting > 0 && !items.some(isOnTheWay) ? 'waiting' : 'moving';
}

/** Received files of all studies. */
export const receivedStudies = (feeder: Feeder): ReceiptLine[] =>
  feeder.studies.flatMap((study) => feeder.receipts(study));
