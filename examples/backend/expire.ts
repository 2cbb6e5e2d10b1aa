/** Sweeps what nobody needs any more: abandoned uploads, unlinked assessments, old sessions, keys and links. */
import { and, eq, isNotNull, isNull, lt, or } from 'drizzle-orm';
import type { Context } from './context.js';
import { assessments, documents, reportLinks } from './db/schema.js';
import { changeCase } from './events.js';
import { sweepIdempotency } from './idempotency.js';
import { sweepSessions } from './sessions.js';
import type { Uploads } from './uploads.js';

export async function sweep(context: Context, uploads: Uploads): Promise<void> {
  const { db, now, config } = context;
  await sweepSessions(context);
  await sweepIdempotency(context);
  await context.definitions.sweep();
  await db.delete(assessments).where(lt(assessments.expiresAt, now()));
  await db.delete(reportLinks).where(lt(reportLinks.expiresAt, now()));
  const before = new Date(now().getTime() - config.uploadExpirySeconds * 1000);
  const open = await db
    .select()
    .from(documents)
    .where(
      and(
        eq(documents.deleted, false),
        isNull(documents.completion),
        lt(documents.declaredAt, before),
        or(
          eq(documents.status, 'declared'),
          and(eq(documents.status, 'receiving'), isNotNull(documents.uploadId)),
        ),
      ),
    );
  for (const row of open) {
    const grew = row.uploadId ? await uploads.lastWrite(row.uploadId) : null;
    if (grew && grew > before) continue;
    await changeCase(context, row.caseId, async ({ tx, record }) => {
      await tx.update(documents).set({ deleted: true, uploadId: null }).where(eq(documents.id, row.id));
      record({
        type: 'document.status-changed',
        actor: 'system',
        reason: { code: 'upload-expired', text: null },
        data: { documentId: row.id, status: 'deleted' },
      });
    });
    if (row.uploadId) await uploads.remove(row.uploadId);
  }
}
