/**
 * Puts a document together from its pieces, reads it back, and tells what it is. Ended at any point and begun again, it
 * comes to the same end: the pieces stay until the document has its result, and what is written goes by a name that
 * follows from the document.
 */
import { asc, eq } from 'drizzle-orm';
import type { RejectionReason } from 'second-opinion-intake/contract';
import { contentProblem, readBack } from './content.js';
import type { Context } from './context.js';
import { documentPieces, documents, pieces } from './db/schema.js';
import { sha256 } from './digest.js';
import { changeCase } from './events.js';
import { EncodedDataError } from './inflate.js';
import { releasePieces } from './large-files.js';
import { pieceBytes, type PieceRow } from './pieces.js';
import { PENDING, settle } from './settle.js';
import type { Uploads } from './uploads.js';
import type { DocumentRow } from './views.js';

/** A piece that was held is not to be had from the store any more. */
class PieceLostError extends Error {
  override readonly name = 'PieceLostError';
}

/** Puts one document together, or finishes what a crash left of that. Rejects only for reasons that are this backend's own. */
export function createAssembler(context: Context, uploads: Uploads): (documentId: string) => Promise<void> {
  const { db } = context;

  /** In the order of the file. */
  async function piecesOf({ id, caseId }: DocumentRow): Promise<PieceRow[]> {
    const order = await db
      .select({ sha256: documentPieces.sha256 })
      .from(documentPieces)
      .where(eq(documentPieces.documentId, id))
      .orderBy(asc(documentPieces.position));
    const rows = await db.select().from(pieces).where(eq(pieces.caseId, caseId));
    const held = new Map(
      rows.filter(({ status, deleted }) => status === 'held' && !deleted).map((row) => [row.sha256, row]),
    );
    return order.map((each) => {
      const piece = held.get(each.sha256);
      if (!piece) throw new PieceLostError();
      return piece;
    });
  }

  async function* bytesOf(ordered: readonly PieceRow[]): AsyncGenerator<Buffer, void, undefined> {
    for (const piece of ordered) {
      try {
        yield* pieceBytes(uploads.read(piece.uploadId ?? ''), piece);
      } catch (error) {
        // Anything else, such as too many open files, may pass.
        if (error instanceof EncodedDataError || isGone(error)) throw new PieceLostError();
        throw error;
      }
    }
  }

  /** Null: the bytes are what was declared, and kept. */
  async function putTogether(row: DocumentRow, uploadId: string): Promise<RejectionReason | null> {
    try {
      await uploads.stage(uploadId, bytesOf(await piecesOf(row)));
    } catch (error) {
      if (error instanceof PieceLostError) return { code: 'unreadable' };
      throw error;
    }
    const problem = contentProblem(await readBack(uploads.readStaged(uploadId), row.pieceBytes), row);
    if (!problem) await uploads.keep(uploadId);
    return problem;
  }

  async function finish(row: DocumentRow): Promise<void> {
    const uploadId = uploadIdOf(row.id);
    const rejection = await putTogether(row, uploadId);
    await changeCase(context, row.caseId, (change) =>
      settle(context, change, row.id, rejection, rejection ? undefined : uploadId),
    );
  }

  const find = async (documentId: string) => {
    const [row] = await db.select().from(documents).where(eq(documents.id, documentId));
    return row;
  };

  return async (documentId) => {
    const row = await find(documentId);
    if (!row) return;
    if (!row.deleted && PENDING.includes(row.status)) await finish(row);
    // It may have been deleted, or rejected, meanwhile.
    const uploadId = uploadIdOf(documentId);
    const now = await find(documentId);
    if (now?.deleted || now?.uploadId !== uploadId) await uploads.remove(uploadId);
    await releasePieces(context, uploads, row);
  };
}

const isGone = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** 32 hexadecimal digits, as tus gives them. The same each time, so that a second run finds what the first one wrote. */
const uploadIdOf = (documentId: string) => sha256(`pieces of ${documentId}`).slice(0, 32);
