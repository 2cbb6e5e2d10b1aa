/** Puts the reference backend together. Every part is a file beside this one. */
import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import Fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import { ORGANISATION } from './clinic.js';
import type { Config } from './config.js';
import type { Context } from './context.js';
import { applyCors, corsHeaders, registerCors } from './cors.js';
import { openDatabase } from './db/open.js';
import { openDefinitions } from './definitions.js';
import { EventHub } from './event-hub.js';
import { sweep } from './expire.js';
import { openLog } from './log.js';
import { openOutbox } from './outbox.js';
import { problemBody, ProblemError } from './problems.js';
import { registerBundleRoutes } from './routes/bundles.js';
import { registerCaseRoutes } from './routes/cases.js';
import { registerCodeRoutes } from './routes/codes.js';
import { registerDigestRoutes } from './routes/digests.js';
import { registerDocumentRoutes } from './routes/documents.js';
import { registerEventRoutes } from './routes/events.js';
import { registerMessageRoutes } from './routes/messages.js';
import { registerOpenRoutes } from './routes/open.js';
import { registerPieceRoutes } from './routes/pieces.js';
import { registerReportRoutes } from './routes/reports.js';
import { registerRequestRoutes } from './routes/requests.js';
import { registerStaff } from './staff/staff.js';
import { registerUploads } from './uploads.js';
import { createVerifier } from './verify.js';

export interface Backend {
  app: FastifyInstance;
  /** With the token that opens the staff page; for the operator's terminal only. */
  staffPath: string;
  close(): Promise<void>;
}

const MAX_JSON_BYTES = 1024 * 1024;

export async function buildApp(config: Config, now: () => Date = () => new Date()): Promise<Backend> {
  const folders = {
    uploads: join(config.dataDir, 'uploads'),
    reports: join(config.dataDir, 'reports'),
    outbox: join(config.dataDir, 'outbox'),
  };
  const { db, close: closeDatabase } = await openDatabase(config.dataDir);
  await mkdir(folders.reports, { recursive: true });
  const log = openLog(config.logFile);
  const definitions = await openDefinitions(db, config.definitionsDir, log, now).catch(
    async (error: unknown) => {
      await closeDatabase();
      log.close();
      throw error;
    },
  );
  const context: Context = {
    config,
    db,
    definitions,
    hub: new EventHub(),
    log,
    outbox: openOutbox(folders.outbox, now),
    folders,
    now,
  };

  const app = Fastify({
    genReqId: () => randomUUID(),
    bodyLimit: MAX_JSON_BYTES,
    // Uploads on slow lines take hours.
    requestTimeout: 0,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 128 },
    // A URL that cannot be decoded reaches neither hooks nor error handler.
    frameworkErrors: (_error, request, reply) => {
      reply.hijack();
      applyCors(reply.raw, corsHeaders(request.raw, config.allowedOrigins));
      reply.raw
        .writeHead(400, { 'Content-Type': 'application/problem+json', 'Request-Id': request.id })
        .end(JSON.stringify(problemBody('invalid-request', request.id)));
    },
  });
  registerCors(app, config.allowedOrigins);
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({
      'Request-Id': request.id,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    });
  });
  app.addHook('onResponse', async (request, reply) => {
    log.write({
      level: reply.statusCode >= 500 ? 'error' : 'info',
      requestId: request.id,
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    });
  });
  app.setNotFoundHandler(() => {
    throw new ProblemError('not-found');
  });
  app.setErrorHandler((error: FastifyError | ProblemError, request, reply) => {
    const problem = error instanceof ProblemError ? error : problemOf(error, request.routeOptions.bodyLimit);
    // The kind of an unexpected error, never its message: a driver's message may quote a value.
    if (problem.code === 'unexpected')
      log.write({
        level: 'error',
        requestId: request.id,
        error: error.name,
        code: String((error as FastifyError).code ?? ''),
      });
    if (problem.retryAfterSeconds !== null) reply.header('Retry-After', problem.retryAfterSeconds);
    return reply
      .status(problem.status)
      .type('application/problem+json')
      .header('Cache-Control', 'no-store')
      .send(problemBody(problem.code, request.id, problem.extra));
  });

  const streams = new Set<() => void>();
  registerOpenRoutes(app, context);
  const codesSent = registerCodeRoutes(app, context);
  registerCaseRoutes(app, context);
  registerDigestRoutes(app, context);
  registerRequestRoutes(app, context);
  registerMessageRoutes(app, context);
  registerEventRoutes(app, context, streams);
  registerReportRoutes(app, context);
  const uploads = await registerUploads(app, context);
  const verifier = createVerifier(context, uploads);
  registerDocumentRoutes(app, context, uploads, verifier);
  registerBundleRoutes(app, context, uploads, verifier);
  registerPieceRoutes(app, context, uploads);
  const staffPath = await registerStaff(app, context, ORGANISATION.name);
  await verifier.recover();
  await sweep(context, uploads);
  let sweeping = false;
  const sweeper = setInterval(() => {
    if (sweeping) return;
    sweeping = true;
    // Also what failed for a reason of this backend's own, such as a full disk, and may succeed by now.
    sweep(context, uploads)
      .then(() => verifier.recover())
      .catch(() => log.write({ level: 'error', what: 'sweep failed' }))
      .finally(() => (sweeping = false));
  }, config.sweepSeconds * 1000);

  return {
    app,
    staffPath,
    close: async () => {
      clearInterval(sweeper);
      for (const end of streams) end();
      await app.close();
      await verifier.idle();
      await codesSent();
      await closeDatabase();
      log.close();
    },
  };
}

/** Fastify's own errors as problems of the registry. */
function problemOf(error: FastifyError, bodyLimit: number): ProblemError {
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new ProblemError('too-large', { limit: bodyLimit });
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new ProblemError('unsupported-media-type');
    default:
      return new ProblemError(error.statusCode === 400 ? 'invalid-request' : 'unexpected');
  }
}
