/**
 * Reads completed uploads back from the store, one after the other, and compares them with what was declared. Only this
 * leads to "received". What a crash interrupted is taken up at the next start.
 */
import { and, eq, inArray, isNotNull, or } from 'drizzle-orm';
import type { RejectionReason } from 'second-opinion-intake/contract';
import { createAssembler } from './assemble.js';
import { contentProblem, readBack } from './content.js';
import type { Context } from './context.js';
import { bundles, documentPieces, documents } from './db/schema.js';
import { changeCase } from './events.js';
import { removeFilesOfDeleted } from './files.js';
import { removeDeleted } from './pieces.js';
import { settle } from './settle.js';
import { createUnpacker } from './unpack.js';
import type { Uploads } from './uploads.js';

export interface Verifier {
  /** To be read back; what came in pieces is put together first. */
  enqueue(documentId: string): void;
  /** To be unpacked. */
  enqueueBundle(bundleId: string): void;
  /** Takes up what an earlier process left, or a failure of this one. */
  recover(): Promise<void>;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
}

export function createVerifier(context: Context, uploads: Uploads): Verifier {
  const { db } = context;
  const unpack = createUnpacker(context, uploads);
  const assemble = createAssembler(context, uploads);
  let queue = Promise.resolve();

  async function inspect(row: typeof documents.$inferSelect): Promise<RejectionReason | null> {
    const content = await readBack(uploads.read(row.uploadId ?? ''));
    if (content.size !== row.completion?.size) return { code: 'size-mismatch' };
    if (content.sha256 !== row.completion.sha256) return { code: 'digest-mismatch' };
    return contentProblem(content, row);
  }

  async function verify(documentId: string): Promise<void> {
    const [row] = await db.select().from(documents).where(eq(documents.id, documentId));
    if (!row) return;
    if (row.pieceBytes !== null) return assemble(documentId);
    if (row.deleted || row.status !== 'receiving' || !row.completion) return;
    const rejection: RejectionReason | null = await inspect(row).catch(() => ({
      code: 'unreadable' as const,
    }));
    const settled = await changeCase(context, row.caseId, (change) =>
      settle(context, change, documentId, rejection),
    );
    if (rejection && settled && row.uploadId) await uploads.remove(row.uploadId);
  }

  function add(work: () => Promise<void>, id: { documentId: string } | { bundleId: string }): void {
    queue = queue
      .then(work)
      .catch(() => context.log.write({ level: 'error', what: 'verification failed', ...id }));
  }
  const enqueue = (documentId: string) => add(() => verify(documentId), { documentId });
  const enqueueBundle = (bundleId: string) => add(() => unpack(bundleId), { bundleId });

  return {
    enqueue,
    enqueueBundle,
    recover: async () => {
      const rows = await db
        .select({ id: documents.id })
        .from(documents)
        .where(
          and(
            eq(documents.status, 'receiving'),
            isNotNull(documents.completion),
            eq(documents.deleted, false),
          ),
        );
      for (const { id } of rows) enqueue(id);
      // Whatever became of these: pieces are left of them.
      const inPieces = await db.selectDistinct({ id: documentPieces.documentId }).from(documentPieces);
      for (const { id } of inPieces) enqueue(id);
      await removeDeleted(db, uploads);
      await removeFilesOfDeleted(db, uploads);
      const unfinished = await db
        .select({ id: bundles.id })
        .from(bundles)
        .where(
          and(
            isNotNull(bundles.uploadId),
            // One whose end is told, or that is deleted, may have left its file.
            or(
              isNotNull(bundles.completion),
              inArray(bundles.status, ['unpacked', 'rejected']),
              bundles.deleted,
            ),
          ),
        );
      for (const { id } of unfinished) enqueueBundle(id);
    },
    idle: () => queue,
  };
}
