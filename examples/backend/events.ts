/**
 * The append-only event log. An event's id comes from the case's own sequence, taken under the lock of the case's row, so
 * that ids have no gaps and become visible in order: resuming after an id loses nothing.
 */
import { and, asc, eq, gt, sql } from 'drizzle-orm';
import type { CaseEvent } from 'second-opinion-intake/contract';
import type { Context } from './context.js';
import { cases, events } from './db/schema.js';
import type { Queryable, Transaction } from './db/open.js';
import { anyNeedsPatient, deliverNotice } from './notices.js';
import { ProblemError } from './problems.js';

export type CaseRow = typeof cases.$inferSelect;
export type NewEvent = Omit<CaseEvent, 'id' | 'caseId' | 'at' | 'reason'> & { reason?: CaseEvent['reason'] };

export interface CaseChange {
  tx: Transaction;
  row: CaseRow;
  /** Columns to change; merged when called several times. */
  set(values: Partial<typeof cases.$inferInsert>): void;
  record(event: NewEvent): void;
}

/**
 * Runs a change of one case in a transaction under its row's lock, then tells the streams, and the patient where it needs
 * them. Returns what `change` gives.
 */
export async function changeCase<T>(
  context: Context,
  caseId: string,
  change: (c: CaseChange) => Promise<T> | T,
): Promise<T> {
  const { result, noticeDue } = await context.db.transaction(async (tx) => {
    const [row] = await tx.select().from(cases).where(eq(cases.id, caseId)).for('update');
    if (!row) throw new ProblemError('not-found');
    let values: Partial<typeof cases.$inferInsert> = {};
    const recorded: NewEvent[] = [];
    const given = await change({
      tx,
      row,
      set: (more) => (values = { ...values, ...more }),
      record: (event) => void recorded.push(event),
    });
    const due = await anyNeedsPatient(tx, recorded);
    if (recorded.length > 0 || Object.keys(values).length > 0) {
      await appendEvents(tx, context.now(), caseId, row.lastEventId, recorded);
      await tx
        .update(cases)
        .set({
          ...values,
          ...(due ? { noticeDue: true } : {}),
          version: row.version + 1,
          lastEventId: row.lastEventId + recorded.length,
        })
        .where(eq(cases.id, caseId));
    }
    return { result: given, noticeDue: due };
  });
  context.hub.emit(caseId);
  if (noticeDue) await deliverNotice(context, caseId);
  return result;
}

/** Appends after an id that the caller holds the case row's lock for. */
export async function appendEvents(
  tx: Transaction,
  now: Date,
  caseId: string,
  after: number,
  recorded: readonly NewEvent[],
): Promise<void> {
  if (recorded.length === 0) return;
  await tx.insert(events).values(
    recorded.map((event, index) => {
      const id = after + index + 1;
      return {
        caseId,
        id,
        body: { ...event, reason: event.reason ?? null, id, caseId, at: now.toISOString() },
      };
    }),
  );
}

export async function eventsAfter(db: Queryable, caseId: string, after: number): Promise<CaseEvent[]> {
  const rows = await db
    .select({ body: events.body })
    .from(events)
    .where(and(eq(events.caseId, caseId), gt(events.id, after)))
    .orderBy(asc(events.id));
  return rows.map(({ body }) => body);
}

export async function lastEventId(db: Queryable, caseId: string): Promise<number> {
  const [row] = await db
    .select({ last: sql<number>`coalesce(max(${events.id}), 0)::int` })
    .from(events)
    .where(eq(events.caseId, caseId));
  return row?.last ?? 0;
}
