/**
 * Notices: whatever needs the patient is told by e-mail, without saying what. That one is due is written down with the
 * change that makes it so; it goes out after the commit, and one that a crash or a full disk held up with the next sweep.
 */
import { and, asc, eq, gte, inArray, isNull, lt, lte, notInArray, or } from 'drizzle-orm';
import type { CaseEvent, CasePhase, CaseRequest } from 'second-opinion-intake/contract';
import type { Context } from './context.js';
import type { Transaction } from './db/open.js';
import { cases, requests } from './db/schema.js';
import { newsLetter } from './letters.js';

type Told = Pick<CaseEvent, 'type' | 'actor' | 'data'> & { reason?: CaseEvent['reason'] };

/** However much happens to a case, this much time lies between two notices. */
const QUIET_MS = 10 * 60 * 1000;
const DAY_MS = 24 * 3600 * 1000;
const REMIND_DAYS = 2;
/** Nothing is asked of anybody any more. */
const OVER: CasePhase[] = ['report-ready', 'closed'];

/** Whether the patient should hear of an event. `owner`: of the request that it names. */
export function needsPatient(event: Told, owner?: CaseRequest['owner']): boolean {
  if (event.actor === 'patient') return false;
  switch (event.type) {
    case 'case.phase-changed':
    case 'message.posted':
    case 'report.ready':
    case 'case.closed':
      return true;
    case 'request.opened':
      return owner === 'patient';
    case 'document.status-changed':
      return event.data.status === 'rejected' || event.data.status === 'delivery-failed';
    case 'estimate.changed':
      return event.reason?.code === 'delayed';
    default:
      return false;
  }
}

/** Whether any of the events that a transaction records does. */
export async function anyNeedsPatient(tx: Transaction, events: readonly Told[]): Promise<boolean> {
  const opened = events.flatMap(({ type, data }) => (type === 'request.opened' && data.requestId) || []);
  const rows =
    opened.length === 0
      ? []
      : await tx
          .select({ id: requests.id, owner: requests.owner })
          .from(requests)
          .where(inArray(requests.id, opened));
  const owners = new Map(rows.map(({ id, owner }) => [id, owner]));
  return events.some((event) => needsPatient(event, owners.get(event.data.requestId ?? '')));
}

const day = (date: Date) => date.toISOString().slice(0, 10);

/** The nearest day by which the patient is to do something; null when there is none, or it is over. */
async function dueDay(tx: Transaction, caseId: string, now: Date): Promise<string | null> {
  const [next] = await tx
    .select({ dueOn: requests.dueOn })
    .from(requests)
    .where(
      and(
        eq(requests.caseId, caseId),
        eq(requests.owner, 'patient'),
        eq(requests.status, 'open'),
        gte(requests.dueOn, day(now)),
      ),
    )
    .orderBy(asc(requests.dueOn))
    .limit(1);
  return next?.dueOn ?? null;
}

/** Sends the notice that is due, unless the last one was a short while ago. Never rejects: it stays due. */
export async function deliverNotice({ db, log, now, outbox }: Context, caseId: string): Promise<void> {
  const at = now();
  const send = async (tx: Transaction) => {
    const [row] = await tx.select().from(cases).where(eq(cases.id, caseId)).for('update');
    if (!row?.noticeDue) return;
    if (row.noticedAt && at.getTime() - row.noticedAt.getTime() < QUIET_MS) return;
    const by = OVER.includes(row.phase) ? null : await dueDay(tx, caseId, at);
    // Before it is written down: a crash in between tells it twice, which is better than never.
    await outbox.send(row.draft.contact.email, newsLetter(row.draft.locale, by));
    await tx.update(cases).set({ noticeDue: false, noticedAt: at }).where(eq(cases.id, caseId));
  };
  await db.transaction(send).catch(() => log.write({ level: 'error', what: 'notice failed' }));
}

/** One reminder for each request, when its day is near or past; whoever was asked a day ago or less needs none. */
async function markReminders({ db, now }: Context): Promise<void> {
  const at = now();
  const near = and(
    eq(requests.owner, 'patient'),
    eq(requests.status, 'open'),
    isNull(requests.remindedAt),
    lte(requests.dueOn, day(new Date(at.getTime() + REMIND_DAYS * DAY_MS))),
    lt(requests.openedAt, new Date(at.getTime() - DAY_MS)),
  );
  const found = await db
    .selectDistinct({ id: cases.id })
    .from(cases)
    .innerJoin(requests, eq(requests.caseId, cases.id))
    .where(and(near, notInArray(cases.phase, OVER)));
  for (const { id } of found) {
    await db.transaction(async (tx) => {
      // The case before its requests, as everywhere: two transactions never wait for each other.
      await tx.update(cases).set({ noticeDue: true }).where(eq(cases.id, id));
      await tx
        .update(requests)
        .set({ remindedAt: at })
        .where(and(near, eq(requests.caseId, id)));
    });
  }
}

/** Reminders, and notices that were held back or held up. */
export async function sweepNotices(context: Context): Promise<void> {
  await markReminders(context);
  const before = new Date(context.now().getTime() - QUIET_MS);
  const due = await context.db
    .select({ id: cases.id })
    .from(cases)
    .where(and(eq(cases.noticeDue, true), or(isNull(cases.noticedAt), lte(cases.noticedAt, before))));
  for (const { id } of due) await deliverNotice(context, id);
}
