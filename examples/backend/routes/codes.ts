/** `POST /session-codes`: a code for another device. */
import type { FastifyInstance } from 'fastify';
import { SessionCodeRequest, type SessionCodeSent } from 'second-opinion-intake/contract';
import { CODE_SECONDS, sendCode } from '../codes.js';
import type { Context } from '../context.js';
import { parseBody } from '../problems.js';
import { RateLimit } from '../rate-limit.js';

/** Returns what resolves when no code is under way. */
export function registerCodeRoutes(app: FastifyInstance, context: Context): () => Promise<void> {
  const limit = new RateLimit(context.config.sessionCodesPerMinute, context.now);
  let sending = Promise.resolve();

  app.post('/session-codes', async (request, reply) => {
    limit.take(request.ip);
    const asked = parseBody(SessionCodeRequest, request.body);
    // Once the answer is out: neither its content nor its time says whether there is such a case.
    reply.raw.once('close', () => {
      sending = sending
        .then(() => sendCode(context, asked))
        .catch(() => context.log.write({ level: 'error', what: 'code was not sent' }));
    });
    const sent: SessionCodeSent = { expiresIn: CODE_SECONDS };
    return reply.status(202).header('Cache-Control', 'no-store').send(sent);
  });

  return () => sending;
}
