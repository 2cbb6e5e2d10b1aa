/**
 * The staff page's routes. The token printed at start is exchanged for a cookie at the first visit, so that it does not
 * stay in the address bar.
 */
import { timingSafeEqual } from 'node:crypto';
import formbody from '@fastify/formbody';
import multipart from '@fastify/multipart';
import { desc } from 'drizzle-orm';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Uuid } from 'second-opinion-intake/contract';
import type { Context } from '../context.js';
import { randomToken, sha256 } from '../digest.js';
import { cases } from '../db/schema.js';
import { messagesOf } from '../messages.js';
import { parseBody, ProblemError } from '../problems.js';
import { cookie } from '../sessions.js';
import { caseView, givenWith } from '../views.js';
import { createActions, type StaffActions } from './actions.js';
import { casePage, listPage, STAFF_CSS } from './pages.js';

const CSP =
  "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const MAX_REPORT_BYTES = 50 * 1024 * 1024;

const equal = (a: string, b: string) => timingSafeEqual(Buffer.from(sha256(a)), Buffer.from(sha256(b)));

/** The form's file; null without one. */
async function uploaded(request: FastifyRequest): Promise<Buffer | null> {
  const file = request.isMultipart() ? await request.file() : undefined;
  const bytes = await file?.toBuffer();
  return bytes && bytes.length > 0 ? bytes : null;
}

/** Returns the path that opens the page, token and all. */
export async function registerStaff(
  app: FastifyInstance,
  context: Context,
  organisation: string,
): Promise<string> {
  const token = randomToken();
  const actions = createActions(context);

  function check(request: FastifyRequest): void {
    if (!equal(cookie(request, 'so_staff') ?? '', token)) throw new ProblemError('forbidden');
    const { origin } = request.headers;
    // A form of another site does not act here, cookie or not.
    const own =
      origin === undefined || (URL.canParse(origin) && new URL(origin).host === request.headers.host);
    if (request.method === 'POST' && !own) {
      throw new ProblemError('forbidden');
    }
  }
  const sendPage = (reply: FastifyReply, body: string) =>
    reply
      .type('text/html; charset=utf-8')
      .header('Content-Security-Policy', CSP)
      // Under "no-referrer" a browser sends its own forms with "Origin: null" (Fetch Standard, append a request's Origin).
      .header('Referrer-Policy', 'same-origin')
      .header('Cache-Control', 'no-store')
      .send(body);
  const caseId = (request: FastifyRequest) => parseBody(Uuid, (request.params as { caseId: string }).caseId);

  await app.register(async (staff) => {
    await staff.register(formbody);
    await staff.register(multipart, { limits: { files: 1, fileSize: MAX_REPORT_BYTES } });

    staff.get('/staff/staff.css', async (_request, reply) => reply.type('text/css').send(STAFF_CSS));

    staff.get<{ Querystring: { token?: string } }>('/staff', async (request, reply) => {
      if (request.query.token !== undefined) {
        if (!equal(request.query.token, token)) throw new ProblemError('forbidden');
        return reply
          .header('Set-Cookie', `so_staff=${token}; HttpOnly; SameSite=Strict; Path=/staff`)
          .header('Cache-Control', 'no-store')
          .redirect('/staff', 303);
      }
      check(request);
      const rows = await context.db.select().from(cases).orderBy(desc(cases.createdAt)).limit(200);
      return sendPage(
        reply,
        listPage(
          organisation,
          rows.map(({ draft: { patient }, ...row }) => ({
            ...row,
            name: `${patient.givenName} ${patient.familyName}`,
          })),
        ),
      );
    });

    staff.get('/staff/cases/:caseId', async (request, reply) => {
      check(request);
      const id = caseId(request);
      const { db } = context;
      const page = casePage(await caseView(db, id), await givenWith(db, id), await messagesOf(db, id));
      return sendPage(reply, page);
    });

    const act = (
      path: string,
      run: (actions: StaffActions, id: string, request: FastifyRequest) => Promise<void>,
    ) =>
      staff.post(`/staff/cases/:caseId/${path}`, async (request, reply) => {
        check(request);
        const id = caseId(request);
        await run(actions, id, request);
        return reply.redirect(`/staff/cases/${id}`, 303);
      });
    act('move', (all, id, { body }) => all.move(id, body));
    act('ask', (all, id, { body }) => all.ask(id, body));
    act('settle', (all, id, { body }) => all.settle(id, body));
    act('reject-document', (all, id, { body }) => all.rejectDocument(id, body));
    act('records-complete', (all, id) => all.recordsComplete(id));
    act('close', (all, id, { body }) => all.close(id, body));
    act('delay', (all, id, { body }) => all.delay(id, body));
    act('message', (all, id, { body }) => all.message(id, body));
    act('read-messages', (all, id) => all.readMessages(id));
    act('release-report', async (all, id, request) => all.releaseReport(id, await uploaded(request)));
    act('release-addendum', async (all, id, request) => all.releaseAddendum(id, await uploaded(request)));
  });
  return `/staff?token=${token}`;
}
