/** Routes that need no session: capabilities, definitions, assessments, sessions. */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { AssessmentSubmission, SessionRequest, type Assessment } from 'second-opinion-intake/contract';
import { checkAnswers, evaluate, verifyRecord } from 'second-opinion-intake/eligibility';
import { capabilities, CONSENT_TEXTS } from '../clinic.js';
import type { Context } from '../context.js';
import { canonical, sha256 } from '../digest.js';
import { assessments } from '../db/schema.js';
import { idempotent } from '../idempotency.js';
import { parseBody, ProblemError } from '../problems.js';
import { RateLimit } from '../rate-limit.js';
import { openSession } from '../sessions.js';

/** An assessment that no case refers to is deleted after thirty days. */
const UNLINKED_MS = 30 * 24 * 3600 * 1000;

export function registerOpenRoutes(app: FastifyInstance, context: Context): void {
  const sessionLimit = new RateLimit(context.config.sessionsPerMinute, context.now);

  app.get<{ Params: { sha256: string } }>('/consent-texts/:sha256', async ({ params }, reply) => {
    // A clinic that changes a text keeps the former one: whoever agreed to it may read it for as long as the case is kept.
    const text = CONSENT_TEXTS.find(({ sha256 }) => sha256 === params.sha256);
    if (!text) throw new ProblemError('not-found');
    return reply.header('Cache-Control', 'public, max-age=86400').send(text);
  });

  app.get('/capabilities', async (_request, reply) =>
    reply.header('Cache-Control', 'no-cache').send(capabilities(context.config, context.now())),
  );

  app.get<{ Params: { definitionId: string } }>('/eligibility/:definitionId', async (request, reply) => {
    const definition = context.definitions.current(request.params.definitionId);
    if (!definition) throw new ProblemError('not-found');
    const etag = `"${sha256(canonical(definition)).slice(0, 32)}"`;
    reply.header('ETag', etag).header('Cache-Control', 'no-cache');
    if (request.headers['if-none-match']?.replace(/^W\//, '') === etag) return reply.status(304).send();
    return reply.send(definition);
  });

  app.post('/eligibility-assessments', async (request, reply) => {
    const submission = parseBody(AssessmentSubmission, request.body);
    return idempotent(context, request, reply, 'anonymous', async () => {
      const definition = await context.definitions.answerable(
        submission.definitionId,
        submission.definitionVersion,
      );
      if (!definition) throw new ProblemError('definition-outdated');
      const misfits = checkAnswers(definition, submission.answers);
      if (misfits.length > 0) {
        // A made-up question id is somebody's text: only ids of the definition are named.
        const known = misfits.filter((id) => definition.questions.some((question) => question.id === id));
        throw new ProblemError('invalid-request', {
          pointers: ['/answers', ...known.map((id) => `/answers/${id}`)],
        });
      }
      // The day on which the page evaluated, for definitions that ask for dates.
      const on = submission.evaluatedAt.slice(0, 10);
      const { outcome, trail } = evaluate(definition, submission.answers, on);
      if (!outcome) throw new ProblemError('invalid-request', { pointers: ['/answers'] });
      const expiresAt = new Date(context.now().getTime() + UNLINKED_MS);
      const assessment: Assessment = {
        id: randomUUID(),
        definitionId: definition.id,
        definitionVersion: definition.version,
        outcomeId: outcome.id,
        outcomeKind: outcome.kind,
        agrees: verifyRecord(definition, submission, on),
        expiresAt: expiresAt.toISOString(),
      };
      await context.db.insert(assessments).values({
        ...assessment,
        answers: submission.answers,
        trail,
        evaluatedAt: new Date(submission.evaluatedAt),
        expiresAt,
      });
      return { status: 201, body: assessment };
    });
  });

  app.post('/sessions', async (request, reply) => {
    sessionLimit.take(request.ip);
    const session = await openSession(context, request, parseBody(SessionRequest, request.body));
    return reply.status(201).header('Cache-Control', 'no-store').send(session);
  });
}
