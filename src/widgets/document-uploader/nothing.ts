/** Before anything is sent. */
import type { TransferSnapshot } from '../../transfer/transfer.js';
import type { FileCounts } from './file-groups.js';

export const NOTHING: TransferSnapshot = {
  items: [],
  totalBytes: 0,
  acknowledgedBytes: 0,
  active: false,
  unfinished: false,
  paused: false,
};

export const NO_COUNTS: FileCounts = {
  received: 0,
  total: 0,
  attention: 0,
  moving: 0,
  stopped: 0,
  waiting: 0,
  twice: 0,
};
