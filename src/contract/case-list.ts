/** Several cases of one person. */
import * as z from 'zod/mini';
import { CaseOutcome, WaitingOn } from './case.js';
import { DateTime, OwnWords, Uuid } from './primitives.js';

/** One case in a list: enough to see which it is, and whether it needs somebody. */
export const CaseSummary = z.object({
  id: Uuid,
  reference: z.string(),
  phase: z.string(),
  createdAt: DateTime,
  /** All since 1.5. */
  phaseText: OwnWords,
  phaseSince: z.optional(DateTime),
  outcome: z.optional(z.nullable(CaseOutcome)),
  waitingOn: z.optional(WaitingOn),
  /** Requests that the patient is to act on, and documents to be sent again. */
  needed: z.optional(z.int().check(z.nonnegative())),
  unread: z.optional(z.int().check(z.nonnegative())),
  patientGivenName: z.optional(z.string()),
});

/** `GET {base}/cases`: those of whoever is signed in. */
export const CaseList = z.object({ cases: z.array(CaseSummary) });

export type CaseSummary = z.infer<typeof CaseSummary>;
export type CaseList = z.infer<typeof CaseList>;
