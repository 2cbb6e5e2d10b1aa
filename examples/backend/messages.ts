/** Messages between patient and team, as the contract has them. */
import { randomUUID } from 'node:crypto';
import { and, asc, count, eq, gt, inArray, isNull, lte, ne } from 'drizzle-orm';
import type { Message, Messaging } from 'second-opinion-intake/contract';
import { FOLLOW_UP_QUESTIONS } from './clinic.js';
import type { Context } from './context.js';
import type { Queryable, Transaction } from './db/open.js';
import { documents, messages } from './db/schema.js';
import type { CaseChange, CaseRow } from './events.js';
import { ProblemError } from './problems.js';

/** In one case. */
const MAX_MESSAGES = 1_000;

type MessageRow = typeof messages.$inferSelect;

export const messageView = ({ postedAt, readAt, position: _, ...row }: MessageRow): Message => ({
  ...row,
  postedAt: postedAt.toISOString(),
  readAt: readAt?.toISOString() ?? null,
});

/** Oldest first. */
export async function messagesOf(db: Queryable, caseId: string): Promise<Message[]> {
  const rows = await db
    .select()
    .from(messages)
    .where(eq(messages.caseId, caseId))
    .orderBy(asc(messages.position));
  return rows.map(messageView);
}

/** Of the team's, by case; a case that is not there has none. */
export async function unreadIn(db: Queryable, caseIds: string[]): Promise<Map<string, number>> {
  const rows = await db
    .select({ caseId: messages.caseId, unread: count() })
    .from(messages)
    .where(and(inArray(messages.caseId, caseIds), ne(messages.from, 'patient'), isNull(messages.readAt)))
    .groupBy(messages.caseId);
  return new Map(rows.map(({ caseId, unread }) => [caseId, unread]));
}

/** Until the report as many messages as a patient likes; then a few questions about it, also after the case is closed. */
async function writing(
  db: Queryable,
  { id, phase, outcome, report }: CaseRow,
): Promise<Omit<Messaging, 'unread'>> {
  const answered = phase === 'report-ready' || (phase === 'closed' && outcome === 'completed');
  if (!report || !answered) return { open: phase !== 'draft' && phase !== 'closed', questionsLeft: null };
  const [asked] = await db
    .select({ count: count() })
    .from(messages)
    .where(
      and(
        eq(messages.caseId, id),
        eq(messages.from, 'patient'),
        gt(messages.postedAt, new Date(report.releasedAt)),
      ),
    );
  const questionsLeft = Math.max(0, FOLLOW_UP_QUESTIONS - (asked?.count ?? 0));
  return { open: questionsLeft > 0, questionsLeft };
}

export async function messagingOf(db: Queryable, row: CaseRow): Promise<Messaging> {
  return { unread: (await unreadIn(db, [row.id])).get(row.id) ?? 0, ...(await writing(db, row)) };
}

/** Throws `conflict` when the patient may not write now, or the case is full. */
export async function requireOpen(tx: Transaction, row: CaseRow): Promise<void> {
  const { open } = await writing(tx, row);
  const [held] = await tx.select({ count: count() }).from(messages).where(eq(messages.caseId, row.id));
  if (!open || (held?.count ?? 0) >= MAX_MESSAGES) throw new ProblemError('conflict');
}

/** Throws `invalid-request` unless all of them are documents of this case. */
export async function requireDocuments(tx: Transaction, caseId: string, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  const there = await tx
    .select({ id: documents.id })
    .from(documents)
    .where(and(eq(documents.caseId, caseId), eq(documents.deleted, false), inArray(documents.id, ids)));
  if (there.length < new Set(ids).size)
    throw new ProblemError('invalid-request', { pointers: ['/documentIds'] });
}

export async function addMessage(
  { now }: Context,
  { tx, row, record }: CaseChange,
  message: Pick<MessageRow, 'from' | 'author' | 'text' | 'documentIds'>,
): Promise<Message> {
  const [added] = await tx
    .insert(messages)
    .values({ ...message, id: randomUUID(), caseId: row.id, postedAt: now() })
    .returning();
  if (!added) throw new ProblemError('unexpected');
  record({ type: 'message.posted', actor: message.from, data: { messageId: added.id } });
  return messageView(added);
}

/**
 * What the other side wrote is read, up to and with a message; without one, all of it. The id of the last that was not read
 * before; null when there was none, and nothing is done.
 */
export async function markRead(
  { now }: Context,
  { tx, row }: CaseChange,
  reader: 'patient' | 'clinic',
  upTo?: number,
): Promise<string | null> {
  const read = await tx
    .update(messages)
    .set({ readAt: now() })
    .where(
      and(
        eq(messages.caseId, row.id),
        isNull(messages.readAt),
        reader === 'patient' ? ne(messages.from, 'patient') : eq(messages.from, 'patient'),
        upTo === undefined ? undefined : lte(messages.position, upTo),
      ),
    )
    .returning({ id: messages.id, position: messages.position });
  return read.sort((a, b) => b.position - a.position)[0]?.id ?? null;
}
