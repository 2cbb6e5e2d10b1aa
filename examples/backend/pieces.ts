/** Pieces of large files: declared, checked, taken over by a document, removed. */
import { randomUUID } from 'node:crypto';
import { createGunzip } from 'node:zlib';
import { and, count, eq, inArray, notInArray, sum } from 'drizzle-orm';
import type { FastifyRequest } from 'fastify';
import {
  MAX_ENCODING_BYTES,
  type PieceCompletion,
  type PieceDeclaration,
  type PieceWithPlan,
} from 'second-opinion-intake/contract';
import { mayOpen } from './access.js';
import type { Config } from './config.js';
import { requireConsent } from './consent.js';
import { readBack } from './content.js';
import type { Context } from './context.js';
import type { Queryable } from './db/open.js';
import { cases, documentPieces, documents, pieces } from './db/schema.js';
import type { CaseChange } from './events.js';
import { EncodedDataError, exactly, inflated } from './inflate.js';
import { tusPlan } from './plan.js';
import { ProblemError } from './problems.js';
import { countsIn, PENDING } from './settle.js';
import type { Uploads } from './uploads.js';

export type PieceRow = typeof pieces.$inferSelect;

/** Another's is "not found", as with cases. */
export async function ownPiece(db: Queryable, id: string, principal: string): Promise<PieceRow> {
  const [found] = await db
    .select({ piece: pieces })
    .from(pieces)
    .innerJoin(cases, eq(cases.id, pieces.caseId))
    .where(and(eq(pieces.id, id), eq(pieces.deleted, false), mayOpen(db, principal)));
  if (!found) throw new ProblemError('not-found');
  return found.piece;
}

export async function pieceWithPlan(
  context: Context,
  uploads: Uploads,
  request: FastifyRequest,
  { id, sha256, size, status, encodedSize, uploadId }: PieceRow,
): Promise<PieceWithPlan> {
  const upload = { size: encodedSize, uploadId };
  return {
    piece: { id, sha256, size, status },
    plan: status === 'held' ? null : await tusPlan(context, uploads, request, upload, { pieceId: id }),
  };
}

/** Digests of the pieces that documents of this case are still to be put together from, for `in` and `not in`. */
export const claimed = (db: Queryable, caseId: string) =>
  db
    .select({ sha256: documentPieces.sha256 })
    .from(documentPieces)
    .innerJoin(documents, eq(documents.id, documentPieces.documentId))
    .where(
      and(eq(documents.caseId, caseId), eq(documents.deleted, false), inArray(documents.status, PENDING)),
    );

/** How many pieces no document has taken over, and their own bytes; those of the digests given are left out. */
export async function unclaimed(
  db: Queryable,
  caseId: string,
  digests: readonly string[] = [],
): Promise<{ pieces: number; bytes: number }> {
  const [found] = await db
    .select({ pieces: count(), bytes: sum(pieces.size).mapWith(Number) })
    .from(pieces)
    .where(
      and(
        eq(pieces.caseId, caseId),
        eq(pieces.deleted, false),
        notInArray(pieces.sha256, claimed(db, caseId)),
        digests.length > 0 ? notInArray(pieces.sha256, [...new Set(digests)]) : undefined,
      ),
    );
  return { pieces: found?.pieces ?? 0, bytes: found?.bytes ?? 0 };
}

/** Throws `too-large`. */
export function checkPieceSize({ pieceBytes }: Config, { size, encoded }: PieceDeclaration): void {
  if (size > pieceBytes || encoded.size > size + MAX_ENCODING_BYTES)
    throw new ProblemError('too-large', { limit: pieceBytes });
}

/**
 * The piece that is held, or the same upload, or a new one. Throws `conflict` (a closed case), `consent-required`,
 * `too-many-documents` and `too-large`.
 */
export async function declarePiece(
  { config, now }: Context,
  { tx, row: theCase }: CaseChange,
  { sha256, size, encoding, encoded }: PieceDeclaration,
): Promise<{ row: PieceRow; created: boolean }> {
  if (theCase.phase === 'closed') throw new ProblemError('conflict');
  await requireConsent(tx, theCase.id);
  const there = await tx
    .select()
    .from(pieces)
    .where(
      and(
        eq(pieces.caseId, theCase.id),
        eq(pieces.sha256, sha256),
        eq(pieces.size, size),
        eq(pieces.deleted, false),
      ),
    );
  const same =
    there.find(({ status }) => status === 'held') ??
    there.find(
      (row) =>
        row.encoding === encoding && row.encodedSha256 === encoded.sha256 && row.encodedSize === encoded.size,
    );
  if (same) return { row: same, created: false };
  const free = await unclaimed(tx, theCase.id);
  if (free.pieces >= config.maxDocumentsPerCase) throw new ProblemError('too-many-documents');
  const [held] = await tx
    .select({ bytes: sum(documents.size).mapWith(Number) })
    .from(documents)
    .where(countsIn(theCase.id));
  if ((held?.bytes ?? 0) + free.bytes + size > config.maxCaseBytes)
    throw new ProblemError('too-large', { limit: config.maxCaseBytes });
  const [inserted] = await tx
    .insert(pieces)
    .values({
      id: randomUUID(),
      caseId: theCase.id,
      sha256,
      size,
      encoding,
      encodedSha256: encoded.sha256,
      encodedSize: encoded.size,
      status: 'declared',
      declaredAt: now(),
    })
    .returning();
  if (!inserted) throw new ProblemError('unexpected');
  return { row: inserted, created: true };
}

/**
 * The piece's own bytes, read from the store; never more than its `size`. Throws `EncodedDataError` when they are not to be
 * had from what is there.
 */
export const pieceBytes = (
  stored: AsyncIterable<Buffer>,
  { encoding, encodedSize, size }: PieceRow,
): AsyncGenerator<Buffer, void, undefined> =>
  exactly(encoding === 'gzip' ? inflated(stored, encodedSize, createGunzip()) : stored, size);

/** Reads what was sent back from the store, and what it stands for. */
export async function isAsDeclared(
  uploads: Uploads,
  piece: PieceRow,
  completion: PieceCompletion,
): Promise<boolean> {
  const { uploadId, encodedSha256, encodedSize } = piece;
  if (completion.sha256 !== encodedSha256 || completion.size !== encodedSize) return false;
  const sent = await readBack(uploads.read(uploadId ?? ''));
  if (sent.size !== encodedSize || sent.sha256 !== encodedSha256) return false;
  if (piece.encoding === 'identity') return sent.sha256 === piece.sha256;
  try {
    const own = await readBack(pieceBytes(uploads.read(uploadId ?? ''), piece));
    return own.sha256 === piece.sha256;
  } catch (error) {
    if (error instanceof EncodedDataError) return false;
    throw error;
  }
}

/** What is held is left alone. */
export async function throwAway({ db }: Context, uploads: Uploads, pieceId: string): Promise<void> {
  await db
    .update(pieces)
    .set({ deleted: true })
    .where(and(eq(pieces.id, pieceId), eq(pieces.status, 'declared')));
  await removeDeleted(db, uploads);
}

/** Bytes first, then the row: a crash in between is made good at the next start. */
export async function removeDeleted(db: Queryable, uploads: Uploads): Promise<void> {
  const rows = await db.select().from(pieces).where(eq(pieces.deleted, true));
  for (const { id, uploadId } of rows) {
    if (uploadId) await uploads.remove(uploadId);
    await db.delete(pieces).where(eq(pieces.id, id));
  }
}
