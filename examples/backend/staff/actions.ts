/** What staff can do with a case, each as one change of the event log. */
import { randomUUID } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { CaseOutcome, CasePhase, FullDate, line, Uuid } from 'second-opinion-intake/contract';
import * as z from 'zod/mini';
import { estimateFrom } from '../clinic.js';
import type { Context } from '../context.js';
import { documents, requests } from '../db/schema.js';
import { changeCase } from '../events.js';
import { parseBody, ProblemError } from '../problems.js';
import { createMessageActions } from './message-actions.js';
import { createReportActions } from './report-actions.js';

/** A form sends an empty field as ''. */
const orEmpty = (maxLength: number) => z.optional(z.union([z.literal(''), line(maxLength)]));

const Move = z.object({ phase: CasePhase, reason: orEmpty(1000) });
const Ask = z.object({
  title: line(200),
  reason: orEmpty(1000),
  dueOn: z.optional(z.union([z.literal(''), FullDate])),
  owner: z.enum(['patient', 'third-party']),
});
const Settle = z.object({ requestId: Uuid, status: z.enum(['settled', 'withdrawn']) });
const Reject = z.object({
  documentId: Uuid,
  code: z.enum(['unreadable', 'not-this-patient', 'other']),
  text: orEmpty(500),
});
const Close = z.object({ outcome: CaseOutcome, reason: orEmpty(1000) });

const textReason = (code: string, text: string | undefined) => ({ code, text: text || null });

export function createActions(context: Context) {
  return {
    ...createMessageActions(context),
    ...createReportActions(context),

    async move(caseId: string, form: unknown): Promise<void> {
      const { phase, reason } = parseBody(Move, form);
      // The last two carry more than a phase: a report, an outcome. A draft is the patient's.
      if (phase === 'draft' || phase === 'closed' || phase === 'report-ready')
        throw new ProblemError('conflict');
      await changeCase(context, caseId, ({ row, set, record }) => {
        set({ phase, phaseSince: context.now(), outcome: null });
        record({
          type: 'case.phase-changed',
          actor: 'clinic',
          reason: reason ? textReason('staff', reason) : null,
          data: { phase, previousPhase: row.phase },
        });
      });
    },

    async ask(caseId: string, form: unknown): Promise<void> {
      const { title, reason, dueOn, owner } = parseBody(Ask, form);
      await changeCase(context, caseId, async ({ tx, record }) => {
        const id = randomUUID();
        await tx.insert(requests).values({
          id,
          caseId,
          owner,
          title,
          reason: reason || null,
          dueOn: dueOn || null,
          status: 'open',
          openedAt: context.now(),
        });
        record({ type: 'request.opened', actor: 'clinic', data: { requestId: id, status: 'open' } });
      });
    },

    async settle(caseId: string, form: unknown): Promise<void> {
      const { requestId, status } = parseBody(Settle, form);
      await changeCase(context, caseId, async ({ tx, record }) => {
        const changed = await tx
          .update(requests)
          .set({
            status,
            closedAt: context.now(),
            // Nobody needs the link any more.
            given: sql`case when ${requests.way} = 'image-link' then null else ${requests.given} end`,
          })
          .where(and(eq(requests.id, requestId), eq(requests.caseId, caseId)))
          .returning();
        if (changed.length === 0) throw new ProblemError('not-found');
        record({ type: 'request.closed', actor: 'clinic', data: { requestId, status } });
      });
    },

    async rejectDocument(caseId: string, form: unknown): Promise<void> {
      const { documentId, code, text } = parseBody(Reject, form);
      await changeCase(context, caseId, async ({ tx, record }) => {
        const changed = await tx
          .update(documents)
          .set({ status: 'rejected', rejection: { code, ...(text ? { text } : {}) } })
          .where(
            and(eq(documents.id, documentId), eq(documents.caseId, caseId), eq(documents.deleted, false)),
          )
          .returning();
        if (changed.length === 0) throw new ProblemError('not-found');
        record({
          type: 'document.status-changed',
          actor: 'clinic',
          reason: textReason(code, text),
          data: { documentId, status: 'rejected' },
        });
      });
    },

    /** The turnaround clock starts now. */
    async recordsComplete(caseId: string): Promise<void> {
      await changeCase(context, caseId, ({ row, set, record }) => {
        set({ ...estimateFrom(context.now()), phase: 'matching-specialist', phaseSince: context.now() });
        record({
          type: 'estimate.changed',
          actor: 'clinic',
          reason: { code: 'records-complete', text: null },
          data: {},
        });
        record({
          type: 'case.phase-changed',
          actor: 'clinic',
          data: { phase: 'matching-specialist', previousPhase: row.phase },
        });
      });
    },

    async close(caseId: string, form: unknown): Promise<void> {
      const { outcome, reason } = parseBody(Close, form);
      await changeCase(context, caseId, ({ row, set, record }) => {
        set({ phase: 'closed', phaseSince: context.now(), outcome });
        record({
          type: 'case.phase-changed',
          actor: 'clinic',
          data: { phase: 'closed', previousPhase: row.phase },
        });
        record({
          type: 'case.closed',
          actor: 'clinic',
          reason: textReason(outcome, reason),
          data: { status: outcome },
        });
      });
    },
  };
}

export type StaffActions = ReturnType<typeof createActions>;
