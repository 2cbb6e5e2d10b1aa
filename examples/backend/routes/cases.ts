/** Cases, consents, withdrawal. */
import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import {
  CaseDraft,
  CasePatch,
  ConsentAgreement,
  Uuid,
  type CaseList,
  type ConsentRecord,
} from 'second-opinion-intake/contract';
import { CONSENT_TEXTS } from '../clinic.js';
import { requireConsent } from '../consent.js';
import type { Context } from '../context.js';
import { canonical, sha256 } from '../digest.js';
import { assessments, cases, consents } from '../db/schema.js';
import { appendEvents, changeCase } from '../events.js';
import { idempotent } from '../idempotency.js';
import { parseBody, ProblemError } from '../problems.js';
import { newReference } from '../reference.js';
import { sendCase } from '../send-case.js';
import { authenticate } from '../sessions.js';
import { summariesOf } from '../summaries.js';
import { caseView, ownCase } from '../views.js';

export function registerCaseRoutes(app: FastifyInstance, context: Context): void {
  const { db } = context;

  app.get('/cases', async (request, reply) => {
    const { principal } = await authenticate(context, request);
    const list: CaseList = { cases: await summariesOf(db, principal) };
    return reply.header('Cache-Control', 'no-store').send(list);
  });

  app.put<{ Params: { caseId: string } }>('/cases/:caseId', async (request, reply) => {
    const { principal } = await authenticate(context, request);
    const id = parseBody(Uuid, request.params.caseId);
    const draft = parseBody(CaseDraft, request.body);
    const draftHash = sha256(canonical(draft));
    const now = context.now();
    const created = await db.transaction(async (tx) => {
      const rows = await tx
        .insert(cases)
        .values({
          id,
          principal,
          reference: newReference(),
          version: 1,
          phase: 'draft',
          phaseSince: now,
          draft,
          draftHash,
          createdAt: now,
          lastEventId: 1,
        })
        .onConflictDoNothing({ target: cases.id })
        .returning();
      if (rows.length === 0) return false;
      await appendEvents(tx, now, id, 0, [
        { type: 'case.created', actor: 'patient', data: { phase: 'draft' } },
      ]);
      if (draft.assessmentId) {
        const linked = await tx
          .update(assessments)
          .set({ expiresAt: null })
          .where(eq(assessments.id, draft.assessmentId))
          .returning();
        if (linked.length === 0) throw new ProblemError('invalid-request', { pointers: ['/assessmentId'] });
      }
      return true;
    });
    if (!created) {
      // The answer to an earlier, equal request was lost; anything else is another case under the same id.
      // Of the same person: a device that a code let in created nothing.
      const row = await ownCase(db, id, principal).catch(() => null);
      if (row?.draftHash !== draftHash || row.principal !== principal) throw new ProblemError('conflict');
    }
    return sendCase(reply, created ? 201 : 200, await caseView(db, id));
  });

  app.get<{ Params: { caseId: string } }>('/cases/:caseId', async (request, reply) => {
    const { principal } = await authenticate(context, request);
    const row = await ownCase(db, parseBody(Uuid, request.params.caseId), principal);
    if (request.headers['if-none-match']?.replace(/^W\//, '') === `"${row.version}"`) {
      return reply.status(304).header('ETag', `"${row.version}"`).send();
    }
    return sendCase(reply, 200, await caseView(db, row.id));
  });

  app.patch<{ Params: { caseId: string } }>('/cases/:caseId', async (request, reply) => {
    const { principal } = await authenticate(context, request);
    const { id } = await ownCase(db, parseBody(Uuid, request.params.caseId), principal);
    const { phase, ...fields } = parseBody(CasePatch, request.body);
    const expected = request.headers['if-match']?.replace(/^W\//, '');
    if (!expected) throw new ProblemError('version-required');
    await changeCase(context, id, async ({ tx, row, set, record }) => {
      if (`"${row.version}"` !== expected) throw new ProblemError('version-mismatch');
      if (Object.keys(fields).length > 0) {
        if (row.phase === 'closed') throw new ProblemError('conflict');
        set({ draft: { ...row.draft, ...fields } });
        record({ type: 'case.updated', actor: 'patient', data: {} });
      }
      if (phase) {
        if (row.phase !== 'draft') throw new ProblemError('conflict');
        await requireConsent(tx, id);
        set({ phase, phaseSince: context.now() });
        record({ type: 'case.phase-changed', actor: 'patient', data: { phase, previousPhase: row.phase } });
      }
    });
    return sendCase(reply, 200, await caseView(db, id));
  });

  app.post<{ Params: { caseId: string } }>('/cases/:caseId/consents', async (request, reply) => {
    const { principal } = await authenticate(context, request);
    const { id } = await ownCase(db, parseBody(Uuid, request.params.caseId), principal);
    const agreement = parseBody(ConsentAgreement, request.body);
    return idempotent(context, request, reply, principal, async () => {
      const current = CONSENT_TEXTS.some(
        (text) =>
          text.id === agreement.textId &&
          text.version === agreement.version &&
          text.locale === agreement.locale &&
          text.sha256 === agreement.sha256,
      );
      if (!current) throw new ProblemError('consent-outdated');
      const recordedAt = context.now();
      const consent: ConsentRecord = { ...agreement, id: randomUUID(), recordedAt: recordedAt.toISOString() };
      await changeCase(context, id, async ({ tx, record }) => {
        await tx.insert(consents).values({ id: consent.id, caseId: id, agreement, recordedAt });
        record({ type: 'consent.recorded', actor: 'patient', data: {} });
      });
      return { status: 201, body: consent };
    });
  });

  app.post<{ Params: { caseId: string } }>('/cases/:caseId/withdrawal', async (request, reply) => {
    const { principal } = await authenticate(context, request);
    const { id } = await ownCase(db, parseBody(Uuid, request.params.caseId), principal);
    return idempotent(context, request, reply, principal, async () => {
      await changeCase(context, id, async ({ row, set, record }) => {
        if (row.outcome === 'withdrawn') return;
        if (row.phase === 'closed') throw new ProblemError('conflict');
        set({ phase: 'closed', phaseSince: context.now(), outcome: 'withdrawn' });
        record({
          type: 'case.closed',
          actor: 'patient',
          reason: { code: 'withdrawn', text: null },
          data: { status: 'withdrawn', previousPhase: row.phase },
        });
      });
      return { status: 200, body: await caseView(db, id) };
    });
  });
}
