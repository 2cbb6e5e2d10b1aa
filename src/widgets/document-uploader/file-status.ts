/** From codes to what a row says: state in words, why, and what can be done. */
import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CirclePause,
  Clock,
  ScanLine,
  ShieldCheck,
  TriangleAlert,
  Upload,
  WifiOff,
  type IconNode,
} from 'lucide';
import type { BackendErrorCode } from '../../backend/backend.js';
import type { CaseDocument, RejectionReason } from '../../contract/index.js';
import { formatBytes, formatNumber, formatPercent, type Messages } from '../../i18n/index.js';
import type { Refusal, TransferItem, TransferState } from '../../transfer/transfer.js';
import type { FileEntry } from './file-groups.js';

export type Action = 'retry' | 'goOn' | 'cancel' | 'remove';

export interface FileStatus {
  tone: 'quiet' | 'busy' | 'good' | 'warning' | 'bad';
  icon: IconNode;
  text: string;
  /** Why, and what to do next; a sentence or two each. */
  reasons: string[];
  actions: Action[];
  /** Of 1, while bytes move. */
  progress: number | null;
}

const status = (
  tone: FileStatus['tone'],
  icon: IconNode,
  text: string,
  actions: Action[],
  more: { reasons?: string[]; progress?: number } = {},
): FileStatus => ({
  tone,
  icon,
  text,
  actions,
  reasons: more.reasons ?? [],
  progress: more.progress ?? null,
});

export function refusalText(t: Messages, refusal: Refusal, locale: string): string {
  const { refusals } = t.uploader;
  const { reasons } = t.imaging.leftOut;
  const { code } = refusal;
  // What is told of many files at once is told of one as well.
  if (!(code in refusals)) return reasons[code in reasons ? (code as keyof typeof reasons) : 'other'].why;
  const words = refusals[code as keyof typeof refusals];
  if (typeof words === 'string') return words;
  const limit = refusal.limit ?? 0;
  return words(code === 'too-many' ? formatNumber(limit, locale) : formatBytes(limit, locale));
}

/** The clinic's own words come after ours: ours say what to do next. */
function rejectionTexts(t: Messages, reason: RejectionReason | null): string[] {
  return [t.uploader.rejections[reason?.code ?? 'other'], reason?.text ?? ''].filter(Boolean);
}

function errorTexts(t: Messages, code: BackendErrorCode, requestId: string | null): string[] {
  const { title, next } = t.errors[code];
  return [`${title}. ${next}`, ...(requestId ? [t.common.requestIdHint(requestId)] : [])];
}

/** Part of the file that has left this device; what the other side has not acknowledged may have to go again. */
export function sentFraction(size: number, state: TransferState): number {
  if (state.name === 'uploading') return state.sent / Math.max(size, 1);
  return 'acknowledged' in state ? (state.acknowledged ?? 0) / Math.max(size, 1) : 0;
}

/** Sending again helps where bytes were lost on the way, not where the file itself is the trouble. */
const SEND_AGAIN = ['digest-mismatch', 'size-mismatch'];

function statusOfTransfer(t: Messages, item: TransferItem, locale: string): FileStatus {
  const words = t.uploader.state;
  const { state, size } = item;
  switch (state.name) {
    case 'queued':
      return status('quiet', Clock, words.queued, ['cancel']);
    case 'checking':
      return status('quiet', ScanLine, words.checking, ['cancel']);
    case 'uploading': {
      const progress = sentFraction(size, state);
      return status('busy', Upload, words.uploading(formatPercent(progress, locale)), ['cancel'], {
        progress,
      });
    }
    case 'waiting': {
      const text = state.why === 'network' ? words.waitingNetwork : words.waitingBusy;
      const icon = state.why === 'network' ? WifiOff : Clock;
      return status('warning', icon, text, ['retry', 'cancel'], { progress: sentFraction(size, state) });
    }
    case 'waiting-for-token':
      return status('busy', Clock, words.waitingToken, ['cancel'], { progress: sentFraction(size, state) });
    case 'paused':
      return status('quiet', CirclePause, words.paused, ['cancel'], { progress: sentFraction(size, state) });
    case 'sent':
    case 'verifying':
      return status('busy', ShieldCheck, words.verifying, []);
    case 'received': {
      const text = state.alreadyThere ? words.alreadyThere : words.received;
      return status('good', CircleCheck, text, ['remove']);
    }
    case 'refused':
      return status('bad', CircleAlert, words.refused, ['remove'], {
        reasons: state.refusals.map((refusal) => refusalText(t, refusal, locale)),
      });
    case 'rejected': {
      const again = SEND_AGAIN.includes(state.reason.code);
      return status('bad', CircleAlert, words.rejected, again ? ['retry', 'remove'] : ['remove'], {
        reasons: rejectionTexts(t, state.reason),
      });
    }
    case 'needs-you':
      return status('warning', TriangleAlert, words.needs[state.owner], ['retry', 'remove'], {
        reasons: [
          ...errorTexts(t, state.error, state.requestId),
          ...(state.owner === 'patient' ? [] : [words.nothingLost]),
        ],
        ...(state.acknowledged > 0 ? { progress: sentFraction(size, state) } : {}),
      });
    case 'cancelled':
      return status('quiet', CircleDashed, words.cancelled, ['goOn', 'remove']);
  }
}

function statusOfStored(t: Messages, document: CaseDocument): FileStatus {
  const words = t.uploader.state;
  switch (document.status) {
    case 'received':
      return status('good', CircleCheck, words.received, ['remove']);
    case 'accepted':
      return status('good', CircleCheck, words.accepted, []);
    case 'not-needed':
      return status('good', CircleCheck, words.notNeeded, []);
    case 'declared':
    case 'receiving':
      return status('warning', CircleDashed, words.unfinished, ['remove']);
    case 'other':
      return status('quiet', CircleDashed, document.receivedAt ? words.received : words.verifying, [], {
        reasons: document.statusText ? [t.tracker.words(document.statusText)] : [],
      });
    case 'rejected':
      return status('bad', CircleAlert, words.rejected, ['remove'], {
        reasons: rejectionTexts(t, document.rejection),
      });
    case 'delivery-failed':
      return status('bad', CircleAlert, words.deliveryFailed, ['remove']);
  }
}

export function statusOf(t: Messages, entry: FileEntry, locale: string): FileStatus {
  return entry.kind === 'transfer'
    ? statusOfTransfer(t, entry.item, locale)
    : statusOfStored(t, entry.document);
}
