/** A case's events: a stream (HTML Living Standard, server-sent events) or JSON, at one URL. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Uuid } from 'second-opinion-intake/contract';
import type { Context } from '../context.js';
import { applyCors, corsHeaders } from '../cors.js';
import { eventsAfter, lastEventId } from '../events.js';
import { parseBody, ProblemError } from '../problems.js';
import { authenticate } from '../sessions.js';
import { ownCase } from '../views.js';

function position(value: string | undefined): number {
  const after = Number(value ?? 0);
  if (!Number.isSafeInteger(after) || after < 0)
    throw new ProblemError('invalid-request', { pointers: ['/after'] });
  return after;
}

export function registerEventRoutes(app: FastifyInstance, context: Context, onClose: Set<() => void>): void {
  app.get<{ Params: { caseId: string }; Querystring: { after?: string } }>(
    '/cases/:caseId/events',
    async (request, reply) => {
      const { principal, expiresAt } = await authenticate(context, request);
      const { id } = await ownCase(context.db, parseBody(Uuid, request.params.caseId), principal);
      if (request.headers.accept?.includes('text/event-stream')) {
        const header = request.headers['last-event-id'];
        await stream(
          request,
          reply,
          id,
          position(typeof header === 'string' ? header : request.query.after),
          expiresAt,
        );
        return reply;
      }
      const after = position(request.query.after);
      const etag = `"${await lastEventId(context.db, id)}-${after}"`;
      reply
        .header('ETag', etag)
        .header('Vary', 'Origin, Accept')
        .header('Cache-Control', 'no-cache, private');
      if (request.headers['if-none-match']?.replace(/^W\//, '') === etag) return reply.status(304).send();
      const events = await eventsAfter(context.db, id, after);
      return reply.send({ events, lastEventId: events.at(-1)?.id ?? after });
    },
  );

  async function stream(
    request: FastifyRequest,
    reply: FastifyReply,
    caseId: string,
    after: number,
    expiresAt: Date,
  ): Promise<void> {
    reply.hijack();
    const { raw } = reply;
    applyCors(raw, corsHeaders(request.raw, context.config.allowedOrigins));
    raw.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-cache, no-transform, private',
      // nginx would hold events back otherwise.
      'X-Accel-Buffering': 'no',
      Vary: 'Origin, Accept',
    });
    // Says at once that the stream is open: a client can tell it from a proxy that holds everything back.
    raw.write(': open\n\n');

    let last = after;
    let sending = Promise.resolve();
    const send = () => {
      sending = sending.then(async () => {
        if (raw.writableEnded) return;
        for (const event of await eventsAfter(context.db, caseId, last)) {
          raw.write(`id: ${event.id}\nevent: case\ndata: ${JSON.stringify(event)}\n\n`);
          last = event.id;
        }
      });
      sending.catch(() => end());
    };
    const end = () => {
      clearInterval(heartbeat);
      clearTimeout(expiry);
      context.hub.off(caseId, send);
      onClose.delete(end);
      raw.end();
    };
    const heartbeat = setInterval(() => raw.write(': heartbeat\n\n'), context.config.heartbeatSeconds * 1000);
    const expiry = setTimeout(end, Math.max(0, expiresAt.getTime() - context.now().getTime()));
    onClose.add(end);
    context.hub.on(caseId, send);
    raw.on('close', end);
    send();
  }
}
