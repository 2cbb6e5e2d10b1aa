/**
 * Idempotency-Key: the same key and body give the same answer, once. Answers are kept for a day; session tokens never
 * are, since `POST /sessions` takes no key.
 */
import { and, eq, lt } from 'drizzle-orm';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from './context.js';
import { canonical, sha256 } from './digest.js';
import { idempotency } from './db/schema.js';
import { ProblemError } from './problems.js';

export interface Answer {
  status: number;
  body: unknown;
}

export async function idempotent(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  principal: string,
  work: () => Promise<Answer>,
): Promise<FastifyReply> {
  const given = request.headers['idempotency-key'];
  if (typeof given !== 'string' || given.length < 8 || given.length > 128) {
    throw new ProblemError('invalid-request', { pointers: ['/headers/idempotency-key'] });
  }
  const key = sha256(`${principal}\n${request.method} ${request.url}\n${given}`);
  const bodyHash = sha256(canonical(request.body ?? null));
  const mine = await context.db
    .insert(idempotency)
    .values({ key, bodyHash, createdAt: context.now() })
    .onConflictDoNothing()
    .returning();
  if (mine.length === 0) {
    const [earlier] = await context.db.select().from(idempotency).where(eq(idempotency.key, key));
    if (earlier && earlier.bodyHash !== bodyHash) throw new ProblemError('idempotency-key-reused');
    if (!earlier || earlier.status === null) throw new ProblemError('request-in-progress', {}, 1);
    return reply.status(earlier.status).send(earlier.answer);
  }
  try {
    const { status, body } = await work();
    await context.db.update(idempotency).set({ status, answer: body }).where(eq(idempotency.key, key));
    return reply.status(status).send(body);
  } catch (error) {
    // A refusal is not kept: the same request may succeed later (a consent given in between, say).
    await context.db
      .delete(idempotency)
      .where(and(eq(idempotency.key, key), eq(idempotency.bodyHash, bodyHash)));
    throw error;
  }
}

export async function sweepIdempotency(context: Context): Promise<void> {
  const dayAgo = new Date(context.now().getTime() - 24 * 3600 * 1000);
  await context.db.delete(idempotency).where(lt(idempotency.createdAt, dayAgo));
}
