/** Pieces of large files: declared, planned, completed. */
import { and, eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { PieceCompletion, PieceDeclaration, Uuid } from 'second-opinion-intake/contract';
import type { Context } from '../context.js';
import { pieces } from '../db/schema.js';
import { changeCase } from '../events.js';
import { idempotent } from '../idempotency.js';
import { checkPieceSize, declarePiece, isAsDeclared, ownPiece, pieceWithPlan, throwAway } from '../pieces.js';
import { parseBody, ProblemError } from '../problems.js';
import { authenticate } from '../sessions.js';
import type { Uploads } from '../uploads.js';
import { ownCase } from '../views.js';

export function registerPieceRoutes(app: FastifyInstance, context: Context, uploads: Uploads): void {
  const { db, config } = context;

  app.post<{ Params: { caseId: string } }>('/cases/:caseId/pieces', async (request, reply) => {
    const { principal } = await authenticate(context, request);
    const { id: caseId } = await ownCase(db, parseBody(Uuid, request.params.caseId), principal);
    const declaration = parseBody(PieceDeclaration, request.body);
    checkPieceSize(config, declaration);
    return idempotent(context, request, reply, principal, async () => {
      const { row, created } = await changeCase(context, caseId, (change) =>
        declarePiece(context, change, declaration),
      );
      return { status: created ? 201 : 200, body: await pieceWithPlan(context, uploads, request, row) };
    });
  });

  app.post<{ Params: { pieceId: string } }>('/pieces/:pieceId/completion', async (request, reply) => {
    const { principal } = await authenticate(context, request);
    const row = await ownPiece(db, parseBody(Uuid, request.params.pieceId), principal);
    const completion = parseBody(PieceCompletion, request.body);
    return idempotent(context, request, reply, principal, async () => {
      if (row.status === 'declared') {
        if (!row.uploadId || !(await uploads.isComplete(row.uploadId))) throw new ProblemError('conflict');
        if (!(await isAsDeclared(uploads, row, completion))) {
          await throwAway(context, uploads, row.id);
          throw new ProblemError('digest-mismatch');
        }
        await db
          .update(pieces)
          .set({ status: 'held' })
          .where(and(eq(pieces.id, row.id), eq(pieces.deleted, false)));
      }
      // As it is now: it may have expired meanwhile.
      const current = await ownPiece(db, row.id, principal);
      return { status: 200, body: await pieceWithPlan(context, uploads, request, current) };
    });
  });
}
