/** A document gets its result: the status, the event, and the answer to the request that it was sent for. */
import { and, eq, inArray, notInArray } from 'drizzle-orm';
import type { DocumentStatus, RejectionReason } from 'second-opinion-intake/contract';
import type { Context } from './context.js';
import { documents, requests } from './db/schema.js';
import type { CaseChange } from './events.js';

/** Bytes are missing, or are not read back yet. */
export const PENDING: DocumentStatus[] = ['declared', 'receiving'];

/** Documents of a case that count towards its limits, and whose content is known there: not deleted, nor turned away. */
export const countsIn = (caseId: string) =>
  and(
    eq(documents.caseId, caseId),
    eq(documents.deleted, false),
    notInArray(documents.status, ['rejected', 'delivery-failed']),
  );

/**
 * Null as `rejection`: it is received. `uploadId` names the bytes where they did not come by the document's own upload.
 * False, and nothing done, when the document has its result already or is deleted.
 */
export async function settle(
  context: Context,
  { tx, record }: CaseChange,
  documentId: string,
  rejection: RejectionReason | null,
  uploadId?: string,
): Promise<boolean> {
  const status = rejection ? 'rejected' : 'received';
  const [changed] = await tx
    .update(documents)
    .set({
      status,
      rejection,
      receivedAt: rejection ? null : context.now(),
      ...(uploadId === undefined ? {} : { uploadId }),
    })
    .where(
      and(eq(documents.id, documentId), inArray(documents.status, PENDING), eq(documents.deleted, false)),
    )
    .returning();
  if (!changed) return false;
  // The page may be closed by now: by this event, a late failure does not stay silent.
  record({
    type: 'document.status-changed',
    actor: 'system',
    reason: rejection ? { code: rejection.code, text: null } : null,
    data: { documentId, status },
  });
  if (rejection || !changed.requestId) return true;
  const answered = await tx
    .update(requests)
    .set({ status: 'pending-check', answer: 'document' })
    .where(and(eq(requests.id, changed.requestId), eq(requests.status, 'open')))
    .returning();
  if (answered.length > 0) {
    record({
      type: 'case.updated',
      actor: 'system',
      data: { requestId: changed.requestId, status: 'pending-check' },
    });
  }
  return true;
}
