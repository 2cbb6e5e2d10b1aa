/** Bundles as the contract has them, and how one is given up. */
import { and, asc, eq, inArray, isNull, notInArray } from 'drizzle-orm';
import type { FastifyRequest } from 'fastify';
import type { BundleStatus, BundleWithPlan, CaseEvent } from 'second-opinion-intake/contract';
import { mayOpen } from './access.js';
import type { Context } from './context.js';
import type { Queryable } from './db/open.js';
import { bundleEntries, bundles, cases, documents } from './db/schema.js';
import { changeCase } from './events.js';
import { tusPlan } from './plan.js';
import { ProblemError } from './problems.js';
import { PENDING } from './settle.js';
import type { Uploads } from './uploads.js';
import { documentView, type DocumentRow } from './views.js';

export type BundleRow = typeof bundles.$inferSelect;

/** Something may still come out of it. */
const OPEN: BundleStatus[] = ['declared', 'receiving'];

/** Another's is "not found", as with cases. */
export async function ownBundle(db: Queryable, id: string, principal: string): Promise<BundleRow> {
  const [found] = await db
    .select({ bundle: bundles })
    .from(bundles)
    .innerJoin(cases, eq(cases.id, bundles.caseId))
    .where(and(eq(bundles.id, id), eq(bundles.deleted, false), mayOpen(db, principal)));
  if (!found) throw new ProblemError('not-found');
  return found.bundle;
}

/** In the order of the file; documents that were deleted since are left out. */
export async function documentsOf(
  db: Queryable,
  bundleId: string,
): Promise<{ entry: string; document: DocumentRow }[]> {
  return db
    .select({ entry: bundleEntries.entry, document: documents })
    .from(bundleEntries)
    .innerJoin(documents, eq(documents.id, bundleEntries.documentId))
    .where(and(eq(bundleEntries.bundleId, bundleId), eq(documents.deleted, false)))
    .orderBy(asc(bundleEntries.position));
}

/** Ids of the documents that open bundles are to bring, for `in` and `not in`. */
export const awaited = (db: Queryable, statuses: BundleStatus[] = OPEN) =>
  db
    .select({ id: bundleEntries.documentId })
    .from(bundleEntries)
    .innerJoin(bundles, eq(bundles.id, bundleEntries.bundleId))
    .where(and(eq(bundles.deleted, false), inArray(bundles.status, statuses)));

/** Whether the document's bytes are there, in a bundle. */
export async function isUnpacking(db: Queryable, documentId: string): Promise<boolean> {
  const [found] = await db
    .select({ id: documents.id })
    .from(documents)
    .where(and(eq(documents.id, documentId), inArray(documents.id, awaited(db, ['receiving']))));
  return found !== undefined;
}

export async function bundleWithPlan(
  context: Context,
  uploads: Uploads,
  request: FastifyRequest,
  row: BundleRow,
): Promise<BundleWithPlan> {
  const rows = (await documentsOf(context.db, row.id)).map(({ document }) => document);
  // What came by another way meanwhile is not sent again.
  const missing = rows.some(({ status }) => PENDING.includes(status));
  const { id, caseId, size, sha256, rejection } = row;
  return {
    bundle: {
      id,
      caseId,
      size,
      sha256,
      status: row.status === 'declared' && !missing ? 'unpacked' : row.status,
      rejection,
      declaredAt: row.declaredAt.toISOString(),
    },
    plan:
      row.status === 'declared' && missing
        ? await tusPlan(context, uploads, request, row, { bundleId: id })
        : null,
    documents: rows.map(documentView),
  };
}

/**
 * Deletes a bundle, and what nothing else brings of its documents: neither another open bundle nor an upload of their
 * own. False, and nothing done, when it is in none of the `statuses` any more. What is left of one that is being
 * unpacked is for the verifier to clear away.
 */
export async function abandonBundle(
  context: Context,
  uploads: Uploads,
  bundle: BundleRow,
  statuses: BundleStatus[],
  actor: CaseEvent['actor'],
  reason: CaseEvent['reason'] = null,
): Promise<boolean> {
  const gone = await changeCase(context, bundle.caseId, async ({ tx, record }) => {
    const [row] = await tx
      .update(bundles)
      .set({ deleted: true })
      .where(and(eq(bundles.id, bundle.id), eq(bundles.deleted, false), inArray(bundles.status, statuses)))
      .returning();
    if (!row) return null;
    const mine = tx
      .select({ id: bundleEntries.documentId })
      .from(bundleEntries)
      .where(eq(bundleEntries.bundleId, bundle.id));
    const removed = await tx
      .update(documents)
      .set({ deleted: true })
      .where(
        and(
          inArray(documents.id, mine),
          inArray(documents.status, PENDING),
          eq(documents.deleted, false),
          isNull(documents.uploadId),
          notInArray(documents.id, awaited(tx)),
        ),
      )
      .returning({ id: documents.id });
    for (const { id } of removed) {
      record({
        type: 'document.status-changed',
        actor,
        reason,
        data: { documentId: id, status: 'deleted' },
      });
    }
    return row;
  });
  if (gone && gone.status !== 'receiving') await removeFile(context, uploads, gone);
  return gone !== null;
}

/** The ZIP file has done its part. A crash in between is made good at the next start. */
export async function removeFile({ db }: Context, uploads: Uploads, bundle: BundleRow): Promise<void> {
  if (!bundle.uploadId) return;
  await uploads.remove(bundle.uploadId);
  await db.update(bundles).set({ uploadId: null }).where(eq(bundles.id, bundle.id));
}
