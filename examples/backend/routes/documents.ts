/** Documents: declared, planned, described, completed, deleted. */
import { randomUUID } from 'node:crypto';
import { and, eq, isNull, notInArray } from 'drizzle-orm';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import {
  DocumentCompletion,
  DocumentDeclaration,
  DocumentDescription,
  DocumentPatch,
  patchDescription,
  Uuid,
  type DocumentWithPlan,
  type UploadPlan,
} from 'second-opinion-intake/contract';
import { baseUrl } from '../base-url.js';
import { requireConsent } from '../consent.js';
import type { Context } from '../context.js';
import { canonical } from '../digest.js';
import { documents, requests } from '../db/schema.js';
import { changeCase } from '../events.js';
import { idempotent } from '../idempotency.js';
import { parseBody, ProblemError } from '../problems.js';
import { authenticate } from '../sessions.js';
import type { Uploads } from '../uploads.js';
import type { Verifier } from '../verify.js';
import { documentView, ownCase, ownDocument, type DocumentRow } from '../views.js';

/** A proxy in front may refuse larger bodies; 32 MB passes the usual limits. */
const MAX_BODY_BYTES = 32 * 1024 * 1024;

export function registerDocumentRoutes(
  app: FastifyInstance,
  context: Context,
  uploads: Uploads,
  verifier: Verifier,
): void {
  const { db, config } = context;

  async function planFor(request: FastifyRequest, row: DocumentRow): Promise<UploadPlan | null> {
    if (row.completion || !['declared', 'receiving'].includes(row.status)) return null;
    const base = baseUrl(config, request);
    const created = row.uploadId !== null && (await uploads.exists(row.uploadId));
    return {
      protocol: 'tus',
      tusVersion: '1.0.0',
      creationUrl: `${base}/uploads`,
      uploadUrl: created ? `${base}/uploads/${row.uploadId}` : null,
      metadata: { documentId: row.id },
      headers: {},
      parts: {
        minBytes: 1,
        maxBytes: MAX_BODY_BYTES,
        maxCount: Math.ceil(row.size / MAX_BODY_BYTES),
        maxParallel: 1,
      },
      expiresAt: new Date(context.now().getTime() + config.uploadExpirySeconds * 1000).toISOString(),
      asyncCompletion: true,
    };
  }
  const withPlan = async (request: FastifyRequest, row: DocumentRow): Promise<DocumentWithPlan> => ({
    document: documentView(row),
    plan: await planFor(request, row),
  });

  app.post<{ Params: { caseId: string } }>('/cases/:caseId/documents', async (request, reply) => {
    const { principal } = await authenticate(context, request);
    const { id: caseId } = await ownCase(db, parseBody(Uuid, request.params.caseId), principal);
    const declaration = parseBody(DocumentDeclaration, request.body);
    if (declaration.size > config.maxFileBytes)
      throw new ProblemError('too-large', { limit: config.maxFileBytes });
    return idempotent(context, request, reply, principal, async () => {
      const { row, created } = await changeCase(context, caseId, async ({ tx, row: theCase, record }) => {
        if (theCase.phase === 'closed') throw new ProblemError('conflict');
        await requireConsent(tx, caseId);
        if (declaration.requestId) {
          const [asked] = await tx
            .select()
            .from(requests)
            .where(and(eq(requests.id, declaration.requestId), eq(requests.caseId, caseId)));
          if (!asked) throw new ProblemError('invalid-request', { pointers: ['/requestId'] });
        }
        const held = await tx
          .select()
          .from(documents)
          .where(
            and(
              eq(documents.caseId, caseId),
              eq(documents.deleted, false),
              notInArray(documents.status, ['rejected', 'delivery-failed']),
            ),
          );
        // No byte twice: the same content in this case is the same document.
        const same = held.find(
          ({ sha256, size }) => sha256 === declaration.sha256 && size === declaration.size,
        );
        if (same) {
          if (!declaration.requestId || same.requestId) return { row: same, created: false };
          await tx
            .update(documents)
            .set({ requestId: declaration.requestId })
            .where(eq(documents.id, same.id));
          if (same.receivedAt) {
            await tx
              .update(requests)
              .set({ status: 'pending-check', answer: 'document' })
              .where(and(eq(requests.id, declaration.requestId), eq(requests.status, 'open')));
          }
          record({
            type: 'case.updated',
            actor: 'patient',
            data: { documentId: same.id, requestId: declaration.requestId },
          });
          return { row: { ...same, requestId: declaration.requestId }, created: false };
        }
        if (held.length >= config.maxDocumentsPerCase) throw new ProblemError('too-many-documents');
        if (held.reduce((sum, { size }) => sum + size, declaration.size) > config.maxCaseBytes) {
          throw new ProblemError('too-large', { limit: config.maxCaseBytes });
        }
        const [inserted] = await tx
          .insert(documents)
          .values({
            ...declaration,
            requestId: declaration.requestId ?? null,
            description: DocumentDescription.parse(declaration),
            id: randomUUID(),
            caseId,
            status: 'declared',
            declaredAt: context.now(),
          })
          .returning();
        if (!inserted) throw new ProblemError('unexpected');
        record({
          type: 'document.status-changed',
          actor: 'patient',
          data: { documentId: inserted.id, status: 'declared' },
        });
        return { row: inserted, created: true };
      });
      return { status: created ? 201 : 200, body: await withPlan(request, row) };
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
    const row = await ownDocument(db, parseBody(Uuid, request.params.documentId), principal);
    await changeCase(context, row.caseId, async ({ tx, row: theCase, record }) => {
      // What a specialist already works with is not pulled away by a click.
      if (
        row.status === 'accepted' ||
        !['draft', 'submitted', 'collecting-records'].includes(theCase.phase)
      ) {
        throw new ProblemError('conflict');
      }
      await tx.update(documents).set({ deleted: true, uploadId: null }).where(eq(documents.id, row.id));
      record({
        type: 'document.status-changed',
        actor: 'patient',
        data: { documentId: row.id, status: 'deleted' },
      });
    });
    if (row.uploadId) await uploads.remove(row.uploadId);
    return reply.status(204).send();
  });

  app.post<{ Params: { documentId: string } }>(
    '/documents/:documentId/completion',
    async (request, reply) => {
      const { principal } = await authenticate(context, request);
      const row = await ownDocument(db, parseBody(Uuid, request.params.documentId), principal);
      const completion = parseBody(DocumentCompletion, request.body);
      return idempotent(context, request, reply, principal, async () => {
        if (row.status !== 'declared' && row.status !== 'receiving')
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
