/** Bundles: declared, planned, completed, given up. */
import { randomUUID } from 'node:crypto';
import { and, desc, eq, inArray, isNull, ne } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { BundleCompletion, BundleDeclaration, Uuid } from 'second-opinion-intake/contract';
import { abandonBundle, bundleWithPlan, documentsOf, ownBundle, type BundleRow } from '../bundles.js';
import type { Context } from '../context.js';
import { bundleEntries, bundles, documents } from '../db/schema.js';
import type { Transaction } from '../db/open.js';
import { checkFileSize, declareDocuments } from '../declare.js';
import { changeCase } from '../events.js';
import { idempotent } from '../idempotency.js';
import { parseBody, ProblemError } from '../problems.js';
import { authenticate } from '../sessions.js';
import { PENDING } from '../settle.js';
import type { Uploads } from '../uploads.js';
import type { Verifier } from '../verify.js';
import { ownCase } from '../views.js';

/** A thousand documents, described at some length. */
const MAX_DECLARATION_BYTES = 8 * 1024 * 1024;

export function registerBundleRoutes(
  app: FastifyInstance,
  context: Context,
  uploads: Uploads,
  verifier: Verifier,
): void {
  const { db, config, now } = context;

  app.post<{ Params: { caseId: string } }>(
    '/cases/:caseId/bundles',
    { bodyLimit: MAX_DECLARATION_BYTES },
    async (request, reply) => {
      const { principal } = await authenticate(context, request);
      const { id: caseId } = await ownCase(db, parseBody(Uuid, request.params.caseId), principal);
      const declaration = parseBody(BundleDeclaration, request.body);
      checkEntries(declaration);
      for (const { size } of [declaration, ...declaration.documents]) checkFileSize(config, size);
      return idempotent(context, request, reply, principal, async () => {
        const { row, created } = await changeCase(context, caseId, async (change) => {
          const declared = await declareDocuments(
            context,
            change,
            declaration.documents,
            (index) => `/documents/${index}`,
          );
          const entries = declared.map((each, position) => ({
            position,
            entry: declaration.documents[position]?.entry ?? '',
            documentId: each.row.id,
          }));
          const same = await sameBundle(change.tx, caseId, declaration, entries);
          if (same) return { row: same, created: false };
          const missing = declared.some((each) => PENDING.includes(each.row.status));
          const [inserted] = await change.tx
            .insert(bundles)
            .values({
              id: randomUUID(),
              caseId,
              size: declaration.size,
              sha256: declaration.sha256,
              status: missing ? 'declared' : 'unpacked',
              declaredAt: now(),
            })
            .returning();
          if (!inserted) throw new ProblemError('unexpected');
          await change.tx
            .insert(bundleEntries)
            .values(entries.map((entry) => ({ ...entry, bundleId: inserted.id })));
          return { row: inserted, created: true };
        });
        return { status: created ? 201 : 200, body: await bundleWithPlan(context, uploads, request, row) };
      });
    },
  );

  app.get<{ Params: { bundleId: string } }>('/bundles/:bundleId', async (request, reply) => {
    const { principal } = await authenticate(context, request);
    const row = await ownBundle(db, parseBody(Uuid, request.params.bundleId), principal);
    return reply
      .header('Cache-Control', 'no-store')
      .send(await bundleWithPlan(context, uploads, request, row));
  });

  app.delete<{ Params: { bundleId: string } }>('/bundles/:bundleId', async (request, reply) => {
    const { principal } = await authenticate(context, request);
    const row = await ownBundle(db, parseBody(Uuid, request.params.bundleId), principal);
    if (!(await abandonBundle(context, uploads, row, ['declared', 'receiving', 'rejected'], 'patient')))
      throw new ProblemError('conflict');
    verifier.enqueueBundle(row.id);
    return reply.status(204).send();
  });

  app.post<{ Params: { bundleId: string } }>('/bundles/:bundleId/completion', async (request, reply) => {
    const { principal } = await authenticate(context, request);
    const row = await ownBundle(db, parseBody(Uuid, request.params.bundleId), principal);
    const completion = parseBody(BundleCompletion, request.body);
    return idempotent(context, request, reply, principal, async () => {
      const answer = async (status: number, current: BundleRow) => ({
        status,
        body: await bundleWithPlan(context, uploads, request, current),
      });
      if (row.status !== 'declared') return answer(200, row);
      if (!row.uploadId || !(await uploads.isComplete(row.uploadId))) throw new ProblemError('conflict');
      const changed = await changeCase(context, row.caseId, async ({ tx, record }) => {
        const [updated] = await tx
          .update(bundles)
          .set({ completion, status: 'receiving' })
          .where(and(eq(bundles.id, row.id), eq(bundles.deleted, false), isNull(bundles.completion)))
          .returning();
        // Another completion came first: a status never goes back.
        if (!updated) return null;
        const coming = (await documentsOf(tx, row.id)).filter(
          ({ document }) => document.status === 'declared',
        );
        const ids = [...new Set(coming.map(({ document }) => document.id))];
        await tx.update(documents).set({ status: 'receiving' }).where(inArray(documents.id, ids));
        for (const documentId of ids) {
          record({
            type: 'document.status-changed',
            actor: 'patient',
            data: { documentId, status: 'receiving' },
          });
        }
        return updated;
      });
      if (!changed) return answer(200, await ownBundle(db, row.id, principal));
      verifier.enqueueBundle(row.id);
      return answer(202, changed);
    });
  });
}

/** Names tell the entries apart. */
function checkEntries({ documents: declared }: BundleDeclaration): void {
  const names = declared.map(({ entry }) => entry);
  const pointers = names.flatMap((name, index) =>
    names.indexOf(name) < index ? `/documents/${index}/entry` : [],
  );
  if (pointers.length > 0) throw new ProblemError('invalid-request', { pointers });
}

/**
 * The bundle of the same bytes, if it brings the same documents: one that was rejected, or of which a document is
 * rejected or deleted by now, is of no more use.
 */
async function sameBundle(
  tx: Transaction,
  caseId: string,
  { size, sha256 }: BundleDeclaration,
  entries: readonly { entry: string; documentId: string }[],
): Promise<BundleRow | null> {
  const candidates = await tx
    .select()
    .from(bundles)
    .where(
      and(
        eq(bundles.caseId, caseId),
        eq(bundles.size, size),
        eq(bundles.sha256, sha256),
        eq(bundles.deleted, false),
        ne(bundles.status, 'rejected'),
      ),
    )
    .orderBy(desc(bundles.declaredAt));
  for (const candidate of candidates) {
    const there = await documentsOf(tx, candidate.id);
    const equal =
      there.length === entries.length &&
      there.every(
        ({ entry, document }, index) =>
          entry === entries[index]?.entry && document.id === entries[index].documentId,
      );
    if (equal) return candidate;
  }
  return null;
}
