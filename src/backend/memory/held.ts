/** A case as the backend in memory holds it. */
import type { BundleCalls, Backend, PieceCalls } from '../backend.js';
import type { Case, CaseDocument, CaseEvent, DocumentDeclaration, Message } from '../../contract/index.js';

export interface Held {
  case: Case;
  events: CaseEvent[];
  messages: Message[];
  draft: string;
  listeners: Set<() => void>;
}

/** What may fail, and is counted. */
export type CallName =
  keyof Backend | 'upload' | `bundles.${keyof BundleCalls}` | `pieces.${keyof PieceCalls}`;

export type NewEvent = Pick<CaseEvent, 'type' | 'actor' | 'data'> & { reason?: CaseEvent['reason'] };

/** The document with this content, unless it is rejected or lost: no byte twice. */
export function heldIn(
  { documents }: Case,
  { sha256, size, pieces }: Pick<DocumentDeclaration, 'sha256' | 'size' | 'pieces'>,
): CaseDocument | undefined {
  return documents.find(
    (each) =>
      each.sha256 === sha256 &&
      each.size === size &&
      each.pieceBytes === pieces?.bytes &&
      each.status !== 'rejected' &&
      each.status !== 'delivery-failed',
  );
}

/** Bytes are missing, or are not read back yet. */
export const isPending = ({ status }: CaseDocument): boolean =>
  status === 'declared' || status === 'receiving';
