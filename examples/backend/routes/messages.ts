/** Messages: read, written, marked as read. */
import { and, eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { MessageDraft, MessagesRead, Uuid } from 'second-opinion-intake/contract';
import { requireConsent } from '../consent.js';
import type { Context } from '../context.js';
import { messages } from '../db/schema.js';
import { changeCase } from '../events.js';
import { idempotent } from '../idempotency.js';
import { addMessage, markRead, messagesOf, requireDocuments, requireOpen } from '../messages.js';
import { parseBody, ProblemError } from '../problems.js';
import { RateLimit } from '../rate-limit.js';
import { sendCase } from '../send-case.js';
import { authenticate } from '../sessions.js';
import { caseView, ownCase } from '../views.js';

export function registerMessageRoutes(app: FastifyInstance, context: Context): void {
  const { db, config, now } = context;
  const limit = new RateLimit(config.messagesPerMinute, now);

  app.get<{ Params: { caseId: string } }>('/cases/:caseId/messages', async (request, reply) => {
    const { principal } = await authenticate(context, request);
    const { id } = await ownCase(db, parseBody(Uuid, request.params.caseId), principal);
    return reply.header('Cache-Control', 'no-store').send({ messages: await messagesOf(db, id) });
  });

  app.post<{ Params: { caseId: string } }>('/cases/:caseId/messages', async (request, reply) => {
    const { principal } = await authenticate(context, request);
    const { id } = await ownCase(db, parseBody(Uuid, request.params.caseId), principal);
    limit.take(principal);
    const { text, documentIds = [] } = parseBody(MessageDraft, request.body);
    return idempotent(context, request, reply, principal, async () => {
      const body = await changeCase(context, id, async (change) => {
        await requireConsent(change.tx, id);
        await requireOpen(change.tx, change.row);
        await requireDocuments(change.tx, id, documentIds);
        return addMessage(context, change, { from: 'patient', author: null, text, documentIds });
      });
      return { status: 201, body };
    });
  });

  app.post<{ Params: { caseId: string } }>('/cases/:caseId/message-reads', async (request, reply) => {
    const { principal } = await authenticate(context, request);
    const { id } = await ownCase(db, parseBody(Uuid, request.params.caseId), principal);
    const { messageId } = parseBody(MessagesRead, request.body);
    await changeCase(context, id, async (change) => {
      const [last] = await change.tx
        .select({ position: messages.position })
        .from(messages)
        .where(and(eq(messages.id, messageId), eq(messages.caseId, id)));
      if (!last) throw new ProblemError('not-found');
      if (!(await markRead(context, change, 'patient', last.position))) return;
      change.record({
        type: 'case.updated',
        actor: 'patient',
        reason: { code: 'messages-read', text: null },
        data: { messageId },
      });
    });
    return sendCase(reply, 200, await caseView(db, id));
  });
}
