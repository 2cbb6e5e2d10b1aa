/**
 * Links to the report and its addenda. `GET /reports/{token}` is the one capability in a URL: five minutes, consumed by a
 * complete delivery; HEAD and prefetches read nothing and consume nothing.
 */
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { and, eq, gt, isNull } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { ReportLinkRequest, Uuid, type ReportLink } from 'second-opinion-intake/contract';
import { baseUrl } from '../base-url.js';
import type { Context } from '../context.js';
import { randomToken, sha256 } from '../digest.js';
import { cases, reportLinks } from '../db/schema.js';
import { changeCase } from '../events.js';
import { parseBody, ProblemError } from '../problems.js';
import { fileOf, reportPath, withOpened } from '../report-files.js';
import { authenticate } from '../sessions.js';
import { ownCase } from '../views.js';

const LINK_MS = 5 * 60 * 1000;

export function registerReportRoutes(app: FastifyInstance, context: Context): void {
  const { db, folders, now } = context;

  app.post<{ Params: { caseId: string } }>('/cases/:caseId/report-links', async (request, reply) => {
    const { principal } = await authenticate(context, request);
    const { id: caseId, report } = await ownCase(db, parseBody(Uuid, request.params.caseId), principal);
    // Pages before 1.5 send no body.
    const { addendumId = null } = parseBody(ReportLinkRequest, request.body ?? {});
    if (!report) throw new ProblemError('report-not-ready');
    const file = fileOf(report, addendumId);
    if (!file) throw new ProblemError('not-found');
    // Never kept for a replay: the link is a capability.
    const token = randomToken();
    const expiresAt = new Date(now().getTime() + LINK_MS);
    await db.insert(reportLinks).values({ tokenHash: sha256(token), caseId, addendumId, expiresAt });
    const link: ReportLink = {
      url: `${baseUrl(context.config, request)}/reports/${token}`,
      expiresAt: expiresAt.toISOString(),
      fileName: file.fileName,
    };
    return reply.status(201).header('Cache-Control', 'no-store').send(link);
  });

  app.get<{ Params: { token: string } }>(
    '/reports/:token',
    { exposeHeadRoute: true },
    async (request, reply) => {
      const tokenHash = sha256(request.params.token);
      const [found] = await db
        .select({ report: cases.report, caseId: cases.id, addendumId: reportLinks.addendumId })
        .from(reportLinks)
        .innerJoin(cases, eq(cases.id, reportLinks.caseId))
        .where(
          and(
            eq(reportLinks.tokenHash, tokenHash),
            gt(reportLinks.expiresAt, now()),
            isNull(reportLinks.consumedAt),
          ),
        );
      const sent = found?.report && fileOf(found.report, found.addendumId);
      if (!found || !sent) throw new ProblemError('link-expired');
      const { caseId, addendumId } = found;
      reply
        .header('Cache-Control', 'no-store')
        .header('Accept-Ranges', 'bytes')
        .header('Content-Disposition', `attachment; filename="${sent.fileName}"`)
        .type('application/pdf');
      const prefetch = /prefetch|prerender/.test(
        String(request.headers['sec-purpose'] ?? request.headers['purpose'] ?? ''),
      );
      if (request.method === 'HEAD' || prefetch) {
        if (prefetch) return reply.status(204).send();
        // An empty stream: Fastify would count an empty body as length 0.
        return reply.header('Content-Length', sent.size).send(Readable.from([]));
      }
      // RFC 9110 section 14: a single range; anything else is answered in full.
      const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
      const first = range ? Number(range[1]) : 0;
      const last = range?.[2] ? Math.min(Number(range[2]), sent.size - 1) : sent.size - 1;
      if (first > last) {
        return reply.status(416).header('Content-Range', `bytes */${sent.size}`).send();
      }
      if (range) reply.status(206).header('Content-Range', `bytes ${first}-${last}/${sent.size}`);
      reply.header('Content-Length', last - first + 1);
      const file = createReadStream(reportPath(folders, caseId, addendumId), { start: first, end: last });
      finished(reply.raw)
        .then(async () => {
          if (last !== sent.size - 1) return;
          await db.update(reportLinks).set({ consumedAt: now() }).where(eq(reportLinks.tokenHash, tokenHash));
          await changeCase(context, caseId, ({ row, set, record }) => {
            if (!row.report || fileOf(row.report, addendumId)?.openedAt !== null) return;
            set({ report: withOpened(row.report, addendumId, now()) });
            record({
              type: 'case.updated',
              actor: 'patient',
              reason: { code: addendumId ? 'addendum-opened' : 'report-opened', text: null },
              data: {},
            });
          });
        })
        // Cut off in the middle: the link stays good for another try.
        .catch(() => undefined);
      return reply.send(file);
    },
  );
}
