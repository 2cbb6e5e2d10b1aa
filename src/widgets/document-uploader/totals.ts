/** How everything goes as a whole: records by their rows, studies by their counts. Pure. */
import type { Feeder } from '../../transfer/feeder.js';
import { isAlive, isHeld, sentBytes as sentBytesOf } from '../../transfer/queue.js';
import type { TransferSnapshot, TransferState } from '../../transfer/transfer.js';
import { countFiles, groupOf, type FileCounts, type ReceiptLine } from './file-groups.js';

export interface Totals {
  counts: FileCounts;
  /** What has left this device, and what is to. */
  sentBytes: number;
  totalBytes: number;
}

/** A study's file that needs somebody stands in a row and is counted there; the others are counted with their study. */
export function totalsOf({ items }: TransferSnapshot, feeder: Feeder | null): Totals {
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
    const progress = feeder?.progress(study);
    if (!progress) continue;
    const { files, received, attention, waiting, stopped } = progress;
    counts.total += files - attention;
    counts.received += received;
    if (!stopped) counts.moving += files - received - attention;
    counts.waiting += waiting;
    sentBytes += progress.sentBytes;
    totalBytes += progress.totalBytes;
  }
  return { counts, sentBytes, totalBytes };
}

/** The documents of an item that is `received`: its own, or those of a bundle that are there. */
export const receivedIn = (
  documentId: string,
  { documents }: Extract<TransferState, { name: 'received' }>,
): readonly string[] =>
  documents?.flatMap((document) => (document && isHeld(document) ? [document.id] : [])) ?? [documentId];

/** Received files of all studies. */
export const receivedStudies = (feeder: Feeder): ReceiptLine[] =>
  feeder.studies.flatMap((study) => feeder.receipts(study));
