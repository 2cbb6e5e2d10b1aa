/** Which digests a case holds: of this case alone, whoever else has sent the same. */
import { and, asc, eq, inArray, isNotNull, or } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { DigestQuery, Uuid, type DigestAnswer } from 'second-opinion-intake/contract';
import { awaited } from '../bundles.js';
import type { Context } from '../context.js';
import { documents, pieces } from '../db/schema.js';
import { parseBody } from '../problems.js';
import { authenticate } from '../sessions.js';
import { documentView, ownCase } from '../views.js';

export function registerDigestRoutes(app: FastifyInstance, context: Context): void {
  const { db } = context;

  app.post<{ Params: { caseId: string } }>('/cases/:caseId/digest-queries', async (request, reply) => {
    const { principal } = await authenticate(context, request);
    const { id: caseId } = await ownCase(db, parseBody(Uuid, request.params.caseId), principal);
    const digests = [...new Set(parseBody(DigestQuery, request.body).digests)];
    const documentRows = await db
      .select()
      .from(documents)
      .where(
        and(
          eq(documents.caseId, caseId),
          eq(documents.deleted, false),
          inArray(documents.sha256, digests),
          or(
            inArray(documents.status, ['received', 'accepted', 'not-needed']),
            and(
              eq(documents.status, 'receiving'),
              // Of one whose bundle was given up, bytes are missing again.
              or(
                isNotNull(documents.completion),
                isNotNull(documents.pieceBytes),
                inArray(documents.id, awaited(db, ['receiving'])),
              ),
            ),
          ),
        ),
      )
      .orderBy(asc(documents.declaredAt), asc(documents.id));
    const pieceRows = await db
      .selectDistinct({ sha256: pieces.sha256 })
      .from(pieces)
      .where(
        and(
          eq(pieces.caseId, caseId),
          eq(pieces.status, 'held'),
          eq(pieces.deleted, false),
          inArray(pieces.sha256, digests),
        ),
      );
    const answer: DigestAnswer = {
      documents: documentRows.map(documentView),
      pieces: pieceRows.map(({ sha256 }) => sha256),
    };
    return reply.header('Cache-Control', 'no-store').send(answer);
  });
}
