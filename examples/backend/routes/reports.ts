/**
 * `GET /reports/{token}`: the one capability in a URL. Five minutes, consumed by a complete delivery; HEAD and
 * prefetches read nothing and consume nothing.
 */
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { and, eq, gt, isNull } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import type { Context } from '../context.js';
import { sha256 } from '../digest.js';
import { cases, reportLinks } from '../db/schema.js';
import { changeCase } from '../events.js';
import { ProblemError } from '../problems.js';

export function registerReportRoutes(app: FastifyInstance, context: Context): void {
  const { db, folders, now } = context;

  app.get<{ Params: { token: string } }>(
    '/reports/:token',
    { exposeHeadRoute: true },
    async (request, reply) => {
      const tokenHash = sha256(request.params.token);
      const [found] = await db
        .select({ report: cases.report, caseId: cases.id })
        .from(reportLinks)
        .innerJoin(cases, eq(cases.id, reportLinks.caseId))
        .where(
          and(
            eq(reportLinks.tokenHash, tokenHash),
            gt(reportLinks.expiresAt, now()),
            isNull(reportLinks.consumedAt),
          ),
        );
      if (!found?.report) throw new ProblemError('link-expired');
      const { report, caseId } = found;
      reply
        .header('Cache-Control', 'no-store')
        .header('Accept-Ranges', 'bytes')
        .header('Content-Disposition', `attachment; filename="${report.fileName}"`)
        .type('application/pdf');
      const prefetch = /prefetch|prerender/.test(
        String(request.headers['sec-purpose'] ?? request.headers['purpose'] ?? ''),
      );
      if (request.method === 'HEAD' || prefetch) {
        if (prefetch) return reply.status(204).send();
        // An empty stream: Fastify would count an empty body as length 0.
        return reply.header('Content-Length', report.size).send(Readable.from([]));
      }
      // RFC 9110 section 14: a single range; anything else is answered in full.
      const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
      const first = range ? Number(range[1]) : 0;
      const last = range?.[2] ? Math.min(Number(range[2]), report.size - 1) : report.size - 1;
      if (first > last) {
        return reply.status(416).header('Content-Range', `bytes */${report.size}`).send();
      }
      if (range) reply.status(206).header('Content-Range', `bytes ${first}-${last}/${report.size}`);
      reply.header('Content-Length', last - first + 1);
      const file = createReadStream(join(folders.reports, `${caseId}.pdf`), { start: first, end: last });
      finished(reply.raw)
        .then(async () => {
          if (last !== report.size - 1) return;
          await db.update(reportLinks).set({ consumedAt: now() }).where(eq(reportLinks.tokenHash, tokenHash));
          await changeCase(context, caseId, ({ row, set, record }) => {
            if (!row.report || row.report.openedAt) return;
            set({ report: { ...row.report, openedAt: now().toISOString() } });
            record({
              type: 'case.updated',
              actor: 'patient',
              reason: { code: 'report-opened', text: null },
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
