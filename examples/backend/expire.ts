/**
 * Sweeps what nobody needs any more: abandoned uploads, unlinked assessments, old sessions, codes, keys and links. Sends
 * the notices that are due.
 */
import { and, eq, isNotNull, isNull, lt, notInArray, or } from 'drizzle-orm';
import { abandonBundle, awaited } from './bundles.js';
import { sweepCodes } from './codes.js';
import type { Context } from './context.js';
import { assessments, bundles, documents, pieces, reportLinks } from './db/schema.js';
import { changeCase } from './events.js';
import { removeFilesOfDeleted } from './files.js';
import { sweepIdempotency } from './idempotency.js';
import { sweepNotices } from './notices.js';
import { claimed, removeDeleted } from './pieces.js';
import { sweepSessions } from './sessions.js';
import type { Uploads } from './uploads.js';

export async function sweep(context: Context, uploads: Uploads): Promise<void> {
  const { db, now, config } = context;
  await sweepNotices(context);
  await sweepSessions(context);
  await sweepCodes(context);
  await sweepIdempotency(context);
  await context.definitions.sweep();
  await db.delete(assessments).where(lt(assessments.expiresAt, now()));
  await db.delete(reportLinks).where(lt(reportLinks.expiresAt, now()));
  const before = new Date(now().getTime() - config.uploadExpirySeconds * 1000);
  const expired = { code: 'upload-expired', text: null };
  const growsSince = async (uploadId: string | null) => {
    const grew = uploadId ? await uploads.lastWrite(uploadId) : null;
    return grew !== null && grew > before;
  };

  const openBundles = await db
    .select()
    .from(bundles)
    .where(and(eq(bundles.deleted, false), eq(bundles.status, 'declared'), lt(bundles.declaredAt, before)));
  for (const bundle of openBundles) {
    if (!(await growsSince(bundle.uploadId)))
      await abandonBundle(context, uploads, bundle, ['declared'], 'system', expired);
  }

  const oldPieces = await db
    .select()
    .from(pieces)
    .where(and(eq(pieces.deleted, false), lt(pieces.declaredAt, before)));
  for (const { id, caseId, uploadId } of oldPieces) {
    if (await growsSince(uploadId)) continue;
    await changeCase(context, caseId, async ({ tx }) => {
      await tx
        .update(pieces)
        .set({ deleted: true })
        .where(and(eq(pieces.id, id), notInArray(pieces.sha256, claimed(tx, caseId))));
    });
  }
  await removeDeleted(db, uploads);

  const open = await db
    .select()
    .from(documents)
    .where(
      and(
        eq(documents.deleted, false),
        isNull(documents.completion),
        // These expire with their bundle.
        notInArray(documents.id, awaited(db)),
        lt(documents.declaredAt, before),
        or(
          eq(documents.status, 'declared'),
          and(eq(documents.status, 'receiving'), isNotNull(documents.uploadId)),
        ),
      ),
    );
  for (const row of open) {
    if (await growsSince(row.uploadId)) continue;
    await changeCase(context, row.caseId, async ({ tx, record }) => {
      await tx.update(documents).set({ deleted: true }).where(eq(documents.id, row.id));
      record({
        type: 'document.status-changed',
        actor: 'system',
        reason: expired,
        data: { documentId: row.id, status: 'deleted' },
      });
    });
  }
  await removeFilesOfDeleted(db, uploads);
}
