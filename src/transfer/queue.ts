/**
 * The queue's reducer: the only place where a file's state changes. Pure; time and chance come with the action. An action
 * that a state does not know leaves it as it is (late answers are normal); one that would be a lie throws.
 */
import type { BackendErrorCode } from '../backend/backend.js';
import {
  patchDescription,
  type CaseDocument,
  type DocumentPatch,
  type DocumentType,
} from '../contract/index.js';
import type { Owner, Refusal, TransferItem, TransferState } from './transfer.js';

export type QueueAction =
  | { type: 'added'; items: readonly TransferItem[] }
  | { type: 'checking'; id: string }
  /** A large file, whose digest is known when its pieces are. `size`: of what is sent. */
  | { type: 'measured'; id: string; size: number }
  /** `size`: of what is sent. */
  | { type: 'checked'; id: string; fileType: DocumentType; mediaType: string; sha256: string; size: number }
  | { type: 'described'; id: string; patch: DocumentPatch }
  | { type: 'refused'; id: string; refusals: readonly Refusal[] }
  | { type: 'declared'; id: string; documentId: string }
  /** A large file, which is declared when its pieces are held. */
  | { type: 'sending'; id: string }
  | { type: 'digested'; id: string; sha256: string; pieceBytes: number; documentId: string }
  | { type: 'progressed'; id: string; acknowledged: number; sent: number }
  | { type: 'waiting'; id: string; why: 'network' | 'busy'; retryAt: number; attempt: number }
  | { type: 'token-asked'; id: string }
  | { type: 'token-given'; id: string }
  | { type: 'sent'; id: string }
  | { type: 'completed'; id: string }
  /** What is sent is no longer held, or its file is `changed`: to be looked at, or made, again. */
  | { type: 'unmade'; id: string; changed?: boolean }
  /** The backend's word on each file of a bundle; so many of them it had before. */
  | {
      type: 'bundle-settled';
      id: string;
      documents: readonly (CaseDocument | null)[];
      alreadyThere: number;
      settledAt: string;
    }
  /** The backend's own word on a document. Nothing else leads to `received` or `rejected`. */
  | { type: 'server-said'; id: string; document: CaseDocument; alreadyThere: boolean }
  | { type: 'failed'; id: string; error: BackendErrorCode; owner: Owner; requestId: string | null }
  | { type: 'retried'; id: string }
  | { type: 'paused'; id: string }
  | { type: 'resumed'; id: string }
  | { type: 'cancelled'; id: string }
  | { type: 'removed'; id: string }
  /** Off the list, where it was done with. */
  | { type: 'released'; ids: ReadonlySet<string> };

export type Queue = readonly TransferItem[];

/** Bytes of an item that the backend has acknowledged. */
export function acknowledgedBytes({ state, size }: TransferItem): number {
  if ('acknowledged' in state) return state.acknowledged ?? 0;
  return state.name === 'sent' || state.name === 'verifying' || state.name === 'received' ? size : 0;
}

/**
 * With those on their way: what a person sees move. What had left the device when sending was held or cut counts until the
 * backend says where it stands: most of it is there.
 */
export function sentBytes(item: TransferItem): number {
  const { state } = item;
  return Math.max(acknowledgedBytes(item), ('sent' in state && state.sent) || 0);
}

/** The backend has read it back. */
export function isHeld({ status }: CaseDocument): boolean {
  return status === 'received' || status === 'accepted' || status === 'not-needed';
}

/** Counts: neither refused nor given up. */
export function isAlive({ state }: TransferItem): boolean {
  return state.name !== 'refused' && state.name !== 'cancelled' && state.name !== 'rejected';
}

export function reduce(queue: Queue, action: QueueAction): Queue {
  if (action.type === 'added') return [...queue, ...action.items];
  if (action.type === 'released') return queue.filter(({ id }) => !action.ids.has(id));
  if (action.type === 'removed') return queue.filter(({ id }) => id !== action.id);
  let changed = false;
  const after = queue.map((item) => {
    if (item.id !== action.id) return item;
    const next = change(item, action);
    changed ||= next !== item;
    return next;
  });
  return changed ? after : queue;
}

type ItemAction = Exclude<QueueAction, { type: 'added' | 'removed' | 'released' }>;

function change(item: TransferItem, action: ItemAction): TransferItem {
  const state = next(item, action);
  const to = (changes: Partial<TransferItem>): TransferItem => ({
    ...item,
    ...changes,
    ...(state ? { state } : {}),
  });
  switch (action.type) {
    case 'checked':
      return state
        ? to({
            type: action.fileType,
            mediaType: action.mediaType,
            sha256: action.sha256,
            size: action.size,
          })
        : item;
    case 'measured':
      return state ? to({ size: action.size }) : item;
    case 'described':
      return { ...item, description: patchDescription(item.description, action.patch) };
    case 'declared':
      return state ? to({ documentId: action.documentId }) : item;
    case 'digested':
      return {
        ...item,
        sha256: action.sha256,
        pieceBytes: action.pieceBytes,
        documentId: action.documentId,
      };
    case 'server-said':
      return state ? to({ documentId: action.document.id }) : item;
    case 'unmade':
      return state ? to({ sha256: null }) : item;
    case 'retried':
      // A rejected document is done with; the next try declares a new one.
      return state ? to(item.state.name === 'rejected' ? { documentId: null } : {}) : item;
    default:
      return state ? to({}) : item;
  }
}

/** Goes on, or will by itself. */
const UNDER_WAY: ReadonlySet<TransferState['name']> = new Set([
  'queued',
  'checking',
  'uploading',
  'waiting',
  'waiting-for-token',
  'sent',
  'verifying',
]);
const ON_THE_LINE: ReadonlySet<TransferState['name']> = new Set([
  'uploading',
  'waiting',
  'waiting-for-token',
]);
const RETRIED: ReadonlySet<TransferState['name']> = new Set([
  'waiting',
  'needs-you',
  'rejected',
  'cancelled',
]);

const ON_THE_WAY: ReadonlySet<TransferState['name']> = new Set([
  'uploading',
  'waiting-for-token',
  'sent',
  'verifying',
]);

/** On the way, or looked at by the backend: it does not wait for anything else. */
export const isOnTheWay = ({ state }: TransferItem): boolean => ON_THE_WAY.has(state.name);

/** Whether something happens, or will, without anybody doing anything. */
export const isUnderWay = ({ state }: TransferItem): boolean => UNDER_WAY.has(state.name);

/** The state that follows, or null when the action means nothing in the present one. */
function next(item: TransferItem, action: ItemAction): TransferState | null {
  const { state, size } = item;
  const underWay = UNDER_WAY.has(state.name);
  const onTheLine = ON_THE_LINE.has(state.name);
  const acknowledged = acknowledgedBytes(item);
  const sent = sentBytes(item);
  switch (action.type) {
    case 'checking':
      return state.name === 'queued' || state.name === 'waiting'
        ? { name: 'checking', acknowledged, sent }
        : null;
    case 'measured':
    case 'checked':
      return state.name === 'checking'
        ? {
            name: 'queued',
            acknowledged: Math.min(acknowledged, action.size),
            sent: Math.min(sent, action.size),
          }
        : null;
    case 'refused':
      // While sending, too: a disc may be taken out.
      return underWay && state.name !== 'verifying' ? { name: 'refused', refusals: action.refusals } : null;
    case 'declared':
    case 'sending':
      return underWay ? { name: 'uploading', acknowledged, sent } : null;
    case 'progressed': {
      if (!onTheLine) return null;
      if (action.acknowledged > size || action.acknowledged < 0)
        throw new RangeError('progress beyond the file');
      // Acknowledged bytes stay acknowledged: an offset that goes back is not believed.
      const there = Math.max(acknowledged, action.acknowledged);
      return {
        name: 'uploading',
        acknowledged: there,
        sent: Math.min(size, Math.max(there, action.sent)),
      };
    }
    case 'waiting': {
      const { why, retryAt, attempt } = action;
      return underWay ? { name: 'waiting', acknowledged, sent, why, retryAt, attempt } : null;
    }
    case 'token-asked':
      return onTheLine ? { name: 'waiting-for-token', acknowledged, sent } : null;
    case 'token-given':
      return state.name === 'waiting-for-token' ? { name: 'uploading', acknowledged, sent } : null;
    case 'sent':
      return onTheLine ? { name: 'sent' } : null;
    case 'completed':
      return onTheLine || state.name === 'sent' ? { name: 'verifying' } : null;
    case 'unmade':
      if (state.name === 'paused') return state;
      if (!underWay) return null;
      return action.changed ? { name: 'queued' } : { name: 'queued', acknowledged, sent };
    case 'bundle-settled':
      return underWay
        ? {
            name: 'received',
            receivedAt: action.settledAt,
            alreadyThere: action.alreadyThere === item.files,
            documents: action.documents,
          }
        : null;
    case 'server-said':
      return state.name === 'cancelled' || state.name === 'refused'
        ? null
        : fromServer(action.document, action.alreadyThere);
    case 'failed': {
      const { error, owner, requestId } = action;
      return underWay ? { name: 'needs-you', error, owner, requestId, acknowledged } : null;
    }
    case 'retried':
      return RETRIED.has(state.name) ? { name: 'queued', acknowledged, sent } : null;
    case 'paused':
      // What the backend reads back needs nobody.
      return underWay && state.name !== 'verifying' ? { name: 'paused', acknowledged, sent } : null;
    case 'resumed':
      return state.name === 'paused' ? { name: 'queued', acknowledged, sent } : null;
    case 'described':
    case 'digested':
      return null;
    case 'cancelled':
      return underWay || state.name === 'needs-you' || state.name === 'paused'
        ? { name: 'cancelled', acknowledged }
        : null;
  }
}

function fromServer(document: CaseDocument, alreadyThere: boolean): TransferState | null {
  switch (document.status) {
    case 'received':
    case 'accepted':
    case 'not-needed':
      return { name: 'received', receivedAt: document.receivedAt ?? document.declaredAt, alreadyThere };
    case 'rejected':
      return { name: 'rejected', reason: document.rejection ?? { code: 'other' } };
    case 'delivery-failed':
      return { name: 'rejected', reason: document.rejection ?? { code: 'other' } };
    case 'declared':
    case 'receiving':
      return null;
    case 'other':
      return document.receivedAt ? { name: 'received', receivedAt: document.receivedAt, alreadyThere } : null;
  }
}
