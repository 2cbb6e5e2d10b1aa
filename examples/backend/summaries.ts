/** The list of somebody's cases, each with what tells it from the others and whether it needs them. */
import { and, count, desc, eq, inArray } from 'drizzle-orm';
import type { CaseRequest, CaseSummary } from 'second-opinion-intake/contract';
import { mayOpen } from './access.js';
import type { Queryable } from './db/open.js';
import { cases, documents, requests } from './db/schema.js';
import type { CaseRow } from './events.js';
import { unreadIn } from './messages.js';
import { waitingOn } from './views.js';

type Open = Pick<CaseRequest, 'owner' | 'status'>;

async function openRequestsIn(db: Queryable, caseIds: string[]): Promise<Map<string, Open[]>> {
  const rows = await db
    .select({ caseId: requests.caseId, owner: requests.owner, status: requests.status })
    .from(requests)
    .where(and(inArray(requests.caseId, caseIds), eq(requests.status, 'open')));
  const open = new Map<string, Open[]>();
  for (const { caseId, ...request } of rows) open.set(caseId, [...(open.get(caseId) ?? []), request]);
  return open;
}

/** Documents that are to be sent again. */
async function failedIn(db: Queryable, caseIds: string[]): Promise<Map<string, number>> {
  const rows = await db
    .select({ caseId: documents.caseId, failed: count() })
    .from(documents)
    .where(
      and(
        inArray(documents.caseId, caseIds),
        eq(documents.deleted, false),
        inArray(documents.status, ['rejected', 'delivery-failed']),
      ),
    )
    .groupBy(documents.caseId);
  return new Map(rows.map(({ caseId, failed }) => [caseId, failed]));
}

function summary(row: CaseRow, open: readonly Open[], failed: number, unread: number): CaseSummary {
  const asked = open.filter(({ owner }) => owner === 'patient').length;
  return {
    id: row.id,
    reference: row.reference,
    phase: row.phase,
    createdAt: row.createdAt.toISOString(),
    phaseSince: row.phaseSince.toISOString(),
    outcome: row.outcome,
    waitingOn: waitingOn(row, open),
    needed: row.phase === 'closed' ? 0 : asked + failed,
    unread,
    patientGivenName: row.draft.patient.givenName,
  };
}

/** Newest first. A few queries, however many cases. */
export async function summariesOf(db: Queryable, principal: string): Promise<CaseSummary[]> {
  const rows = await db.select().from(cases).where(mayOpen(db, principal)).orderBy(desc(cases.createdAt));
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  const open = await openRequestsIn(db, ids);
  const failed = await failedIn(db, ids);
  const unread = await unreadIn(db, ids);
  return rows.map((row) =>
    summary(row, open.get(row.id) ?? [], failed.get(row.id) ?? 0, unread.get(row.id) ?? 0),
  );
}
