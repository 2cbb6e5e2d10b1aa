/** What a document that is deleted leaves in the store: the file first, then its name, so that a crash loses track of none. */
import { and, eq, isNotNull } from 'drizzle-orm';
import type { Queryable } from './db/open.js';
import { documents } from './db/schema.js';
import type { Uploads } from './uploads.js';

/** Also what a crash left of it. */
export async function removeFilesOfDeleted(db: Queryable, uploads: Uploads): Promise<void> {
  const rows = await db
    .select({ id: documents.id, uploadId: documents.uploadId })
    .from(documents)
    .where(and(documents.deleted, isNotNull(documents.uploadId)));
  for (const { id, uploadId } of rows) {
    if (uploadId) await uploads.remove(uploadId);
    await db.update(documents).set({ uploadId: null }).where(eq(documents.id, id));
  }
}
