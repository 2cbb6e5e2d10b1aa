/** Requests: opened by the patient for records that come by another way, and answered. */
import { randomUUID } from 'node:crypto';
import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import {
  PatientRequest,
  RequestAnswer,
  Uuid,
  type CaseRequest,
  type RecordsWay,
} from 'second-opinion-intake/contract';
import { requireConsent } from '../consent.js';
import type { Context } from '../context.js';
import { documents, requests } from '../db/schema.js';
import { changeCase } from '../events.js';
import { idempotent } from '../idempotency.js';
import { parseBody, ProblemError } from '../problems.js';
import { RateLimit } from '../rate-limit.js';
import { authenticate } from '../sessions.js';
import { caseView, ownCase } from '../views.js';

/** Of those that the patient has opened, in one case. */
const MAX_OPEN = 20;

const TITLES: Record<'en' | 'es', Record<RecordsWay, string>> = {
  en: {
    'image-link': 'Images by a link',
    post: 'Records by post',
    'release-form': 'Records by a release form',
    'hospital-sends': 'Records sent by a hospital',
  },
  es: {
    'image-link': 'Imágenes mediante un enlace',
    post: 'Registros por correo postal',
    'release-form': 'Registros con una autorización',
    'hospital-sends': 'Registros enviados por un hospital',
  },
};

/** Who acts next. */
const OWNERS: Record<RecordsWay, CaseRequest['owner']> = {
  'image-link': 'clinic',
  post: 'patient',
  'release-form': 'third-party',
  'hospital-sends': 'third-party',
};

export function registerRequestRoutes(app: FastifyInstance, context: Context): void {
  const { db, config, now } = context;
  const limit = new RateLimit(config.patientRequestsPerMinute, now);

  app.post<{ Params: { caseId: string } }>('/cases/:caseId/requests', async (request, reply) => {
    const { principal } = await authenticate(context, request);
    const { id: caseId } = await ownCase(db, parseBody(Uuid, request.params.caseId), principal);
    limit.take(principal);
    const given = parseBody(PatientRequest, request.body);
    return idempotent(context, request, reply, principal, async () => {
      await changeCase(context, caseId, async ({ tx, row, record }) => {
        if (row.phase === 'closed') throw new ProblemError('conflict');
        await requireConsent(tx, caseId);
        const open = await tx
          .select({ id: requests.id })
          .from(requests)
          .where(and(eq(requests.caseId, caseId), isNotNull(requests.way), isNull(requests.closedAt)));
        if (open.length >= MAX_OPEN) throw new ProblemError('conflict');
        const id = randomUUID();
        const language = row.draft.locale.toLowerCase().startsWith('es') ? 'es' : 'en';
        await tx.insert(requests).values({
          id,
          caseId,
          owner: OWNERS[given.kind],
          title: TITLES[language][given.kind],
          status: 'open',
          openedAt: now(),
          way: given.kind,
          given,
        });
        record({ type: 'request.opened', actor: 'patient', data: { requestId: id, status: 'open' } });
      });
      return { status: 201, body: await caseView(db, caseId) };
    });
  });

  app.post<{ Params: { caseId: string; requestId: string } }>(
    '/cases/:caseId/requests/:requestId/answers',
    async (request, reply) => {
      const { principal } = await authenticate(context, request);
      const { id } = await ownCase(db, parseBody(Uuid, request.params.caseId), principal);
      const requestId = parseBody(Uuid, request.params.requestId);
      const answer = parseBody(RequestAnswer, request.body);
      return idempotent(context, request, reply, principal, async () => {
        await changeCase(context, id, async ({ tx, record }) => {
          const [row] = await tx
            .select()
            .from(requests)
            .where(and(eq(requests.id, requestId), eq(requests.caseId, id)));
          if (!row) throw new ProblemError('not-found');
          if (row.status !== 'open' && row.status !== 'pending-check') throw new ProblemError('conflict');
          if (answer.kind === 'document') {
            for (const documentId of answer.documentIds) {
              const linked = await tx
                .update(documents)
                .set({ requestId })
                .where(
                  and(eq(documents.id, documentId), eq(documents.caseId, id), eq(documents.deleted, false)),
                )
                .returning();
              if (linked.length === 0)
                throw new ProblemError('invalid-request', { pointers: ['/documentIds'] });
            }
          }
          // "My hospital sends it" leaves it open, with the hospital as the one to act; the rest is for the team to look at.
          const status = answer.kind === 'third-party-sends' ? 'open' : 'pending-check';
          const owner = answer.kind === 'third-party-sends' ? 'third-party' : row.owner;
          await tx
            .update(requests)
            .set({ answer: answer.kind, status, owner })
            .where(eq(requests.id, requestId));
          record({
            type: 'case.updated',
            actor: 'patient',
            reason: { code: `request-answered-${answer.kind}`, text: null },
            data: { requestId, status },
          });
        });
        return { status: 200, body: await caseView(db, id) };
      });
    },
  );
}
