/** Documents: declared, planned, described, completed, deleted. */
import { and, eq, isNull } from 'drizzle-orm';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import {
  DocumentCompletion,
  DocumentDeclaration,
  DocumentPatch,
  patchDescription,
  Uuid,
  type DocumentWithPlan,
  type UploadPlan,
} from 'second-opinion-intake/contract';
import { isUnpacking } from '../bundles.js';
import type { Context } from '../context.js';
import { checkFileSize, declareDocuments } from '../declare.js';
import { canonical } from '../digest.js';
import { documents } from '../db/schema.js';
import { changeCase } from '../events.js';
import { idempotent } from '../idempotency.js';
import { removeFilesOfDeleted } from '../files.js';
import { checkPieces, dropPieces, takeOver } from '../large-files.js';
import { removeDeleted } from '../pieces.js';
import { tusPlan } from '../plan.js';
import { parseBody, ProblemError } from '../problems.js';
import { authenticate } from '../sessions.js';
import { PENDING } from '../settle.js';
import type { Uploads } from '../uploads.js';
import type { Verifier } from '../verify.js';
import { documentView, ownCase, ownDocument, type DocumentRow } from '../views.js';

export function registerDocumentRoutes(
  app: FastifyInstance,
  context: Context,
  uploads: Uploads,
  verifier: Verifier,
): void {
  const { db, config } = context;

  async function planFor(request: FastifyRequest, row: DocumentRow): Promise<UploadPlan | null> {
    if (row.completion || row.pieceBytes !== null || !PENDING.includes(row.status)) return null;
    // Its bytes came in a bundle, unless that one was given up.
    if (row.status === 'receiving' && (await isUnpacking(db, row.id))) return null;
    return tusPlan(context, uploads, request, row, { documentId: row.id });
  }
  const withPlan = async (request: FastifyRequest, row: DocumentRow): Promise<DocumentWithPlan> => ({
    document: documentView(row),
    plan: await planFor(request, row),
  });

  app.post<{ Params: { caseId: string } }>('/cases/:caseId/documents', async (request, reply) => {
    const { principal } = await authenticate(context, request);
    const { id: caseId } = await ownCase(db, parseBody(Uuid, request.params.caseId), principal);
    const declaration = parseBody(DocumentDeclaration, request.body);
    checkFileSize(config, declaration.size);
    checkPieces(config, declaration);
    const { pieces } = declaration;
    return idempotent(context, request, reply, principal, async () => {
      const { row, created } = await changeCase(context, caseId, async (change) => {
        const [declared] = await declareDocuments(context, change, [declaration]);
        if (!declared) throw new ProblemError('unexpected');
        if (!pieces) return declared;
        // It has its bytes already: what came of them once more is not kept.
        if (!declared.created) {
          if (!PENDING.includes(declared.row.status)) await dropPieces(change.tx, caseId, pieces.sha256);
          return declared;
        }
        return { row: await takeOver(change, declared.row, pieces), created: true };
      });
      if (created && pieces) verifier.enqueue(row.id);
      else if (pieces) await removeDeleted(db, uploads);
      return { status: created ? (pieces ? 202 : 201) : 200, body: await withPlan(request, row) };
    });
  });

  app.get<{ Params: { documentId: string } }>('/documents/:documentId', async (request, reply) => {
    const { principal } = await authenticate(context, request);
    const row = await ownDocument(db, parseBody(Uuid, request.params.documentId), principal);
    return reply.header('Cache-Control', 'no-store').send(await withPlan(request, row));
  });

  app.patch<{ Params: { documentId: string } }>('/documents/:documentId', async (request, reply) => {
    const { principal } = await authenticate(context, request);
    const { id, caseId } = await ownDocument(db, parseBody(Uuid, request.params.documentId), principal);
    const patch = parseBody(DocumentPatch, request.body);
    const row = await changeCase(context, caseId, async ({ tx, row: theCase, record }) => {
      if (theCase.phase === 'closed') throw new ProblemError('conflict');
      const here = and(eq(documents.id, id), eq(documents.deleted, false));
      const [held] = await tx.select().from(documents).where(here);
      if (!held) throw new ProblemError('not-found');
      const description = patchDescription(held.description ?? {}, patch);
      if (canonical(description) === canonical(held.description ?? {})) return held;
      const [updated] = await tx.update(documents).set({ description }).where(here).returning();
      record({ type: 'document.described', actor: 'patient', data: { documentId: id } });
      return updated ?? held;
    });
    return reply.header('Cache-Control', 'no-store').send(documentView(row));
  });

  app.delete<{ Params: { documentId: string } }>('/documents/:documentId', async (request, reply) => {
    const { principal } = await authenticate(context, request);
    const { id, caseId } = await ownDocument(db, parseBody(Uuid, request.params.documentId), principal);
    const { uploadId, pieceBytes } = await changeCase(
      context,
      caseId,
      async ({ tx, row: theCase, record }) => {
        // As it is now: bytes may have come since, out of a bundle.
        const row = await ownDocument(tx, id, principal);
        // What a specialist already works with is not pulled away by a click.
        if (
          row.status === 'accepted' ||
          !['draft', 'submitted', 'collecting-records'].includes(theCase.phase)
        ) {
          throw new ProblemError('conflict');
        }
        await tx.update(documents).set({ deleted: true }).where(eq(documents.id, id));
        record({
          type: 'document.status-changed',
          actor: 'patient',
          data: { documentId: id, status: 'deleted' },
        });
        return row;
      },
    );
    if (uploadId) await removeFilesOfDeleted(db, uploads);
    // Its pieces are left, and what was put together of them.
    if (pieceBytes !== null) verifier.enqueue(id);
    return reply.status(204).send();
  });

  app.post<{ Params: { documentId: string } }>(
    '/documents/:documentId/completion',
    async (request, reply) => {
      const { principal } = await authenticate(context, request);
      const row = await ownDocument(db, parseBody(Uuid, request.params.documentId), principal);
      const completion = parseBody(DocumentCompletion, request.body);
      return idempotent(context, request, reply, principal, async () => {
        if (row.pieceBytes !== null || !PENDING.includes(row.status))
          return { status: 200, body: documentView(row) };
        if (!row.uploadId || !(await uploads.isComplete(row.uploadId))) throw new ProblemError('conflict');
        const changed = await changeCase(context, row.caseId, async ({ tx, record }) => {
          const [updated] = await tx
            .update(documents)
            .set({ completion, status: 'receiving' })
            .where(and(eq(documents.id, row.id), eq(documents.deleted, false), isNull(documents.completion)))
            .returning();
          // Another completion came first: a status never goes back.
          if (!updated) return null;
          record({
            type: 'document.status-changed',
            actor: 'patient',
            data: { documentId: row.id, status: 'receiving' },
          });
          return updated;
        });
        if (!changed) return { status: 200, body: documentView(await ownDocument(db, row.id, principal)) };
        verifier.enqueue(row.id);
        return { status: 202, body: documentView(changed) };
      });
    },
  );
}
