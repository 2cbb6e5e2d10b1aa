/** A document whose pieces are all held: taken over from them, and what is left of them afterwards. */
import { and, eq, inArray, notInArray, type SQLWrapper } from 'drizzle-orm';
import type { DocumentDeclaration, DocumentPieces } from 'second-opinion-intake/contract';
import type { Config } from './config.js';
import type { Context } from './context.js';
import { compositeSha256 } from './digest.js';
import type { Transaction } from './db/open.js';
import { documentPieces, documents, pieces } from './db/schema.js';
import { changeCase, type CaseChange } from './events.js';
import { claimed, removeDeleted } from './pieces.js';
import { ProblemError } from './problems.js';
import type { Uploads } from './uploads.js';
import type { DocumentRow } from './views.js';

/** Whether the pieces that are named make this file. Throws `invalid-request`. */
export function checkPieces(
  { pieceBytes }: Config,
  { size, sha256, pieces: named }: DocumentDeclaration,
): void {
  if (!named) return;
  const refuse = (pointer: string) => new ProblemError('invalid-request', { pointers: [pointer] });
  if (named.bytes !== pieceBytes) throw refuse('/pieces/bytes');
  if (Math.ceil(size / pieceBytes) !== named.sha256.length) throw refuse('/pieces/sha256');
  if (compositeSha256(named.sha256) !== sha256) throw refuse('/sha256');
}

/**
 * From here on the document keeps its pieces until it is put together. Throws `pieces-missing`, and `invalid-request`
 * where one is of another size than its place in the file.
 */
export async function takeOver(
  { tx, row: theCase, record }: CaseChange,
  row: DocumentRow,
  { bytes, sha256: digests }: DocumentPieces,
): Promise<DocumentRow> {
  const held = await tx
    .select({ sha256: pieces.sha256, size: pieces.size })
    .from(pieces)
    .where(
      and(
        eq(pieces.caseId, theCase.id),
        eq(pieces.status, 'held'),
        eq(pieces.deleted, false),
        inArray(pieces.sha256, [...new Set(digests)]),
      ),
    );
  const sizes = new Map(held.map(({ sha256, size }) => [sha256, size]));
  if (!digests.every((digest) => sizes.has(digest))) throw new ProblemError('pieces-missing');
  const unfit = digests.findIndex(
    (digest, index) => sizes.get(digest) !== Math.min(bytes, row.size - index * bytes),
  );
  if (unfit >= 0) throw new ProblemError('invalid-request', { pointers: [`/pieces/sha256/${unfit}`] });
  await tx
    .insert(documentPieces)
    .values(digests.map((sha256, position) => ({ documentId: row.id, position, sha256 })));
  const [receiving] = await tx
    .update(documents)
    .set({ status: 'receiving' })
    .where(eq(documents.id, row.id))
    .returning();
  if (!receiving) throw new ProblemError('unexpected');
  record({
    type: 'document.status-changed',
    actor: 'patient',
    data: { documentId: row.id, status: 'receiving' },
  });
  return receiving;
}

/** Those that no document waits for, in whatever encoding; their bytes go with {@link removeDeleted}. */
export async function dropPieces(
  tx: Transaction,
  caseId: string,
  digests: string[] | SQLWrapper,
): Promise<void> {
  await tx
    .update(pieces)
    .set({ deleted: true })
    .where(
      and(
        eq(pieces.caseId, caseId),
        inArray(pieces.sha256, digests),
        notInArray(pieces.sha256, claimed(tx, caseId)),
      ),
    );
}

/** The document needs its pieces no more; those go that no other document waits for. */
export async function releasePieces(context: Context, uploads: Uploads, row: DocumentRow): Promise<void> {
  await changeCase(context, row.caseId, async ({ tx }) => {
    const mine = tx
      .select({ sha256: documentPieces.sha256 })
      .from(documentPieces)
      .where(eq(documentPieces.documentId, row.id));
    await dropPieces(tx, row.caseId, mine);
    await tx.delete(documentPieces).where(eq(documentPieces.documentId, row.id));
  });
  await removeDeleted(context.db, uploads);
}
