/**
 * `GET {base}/cases/{id}/events`: what happened, in order; as server-sent events or as JSON.
 */
import * as z from 'zod/mini';
import { DateTime, line, openEnum, Uuid } from './primitives.js';

export const CaseEventType = z.enum([
  'case.created',
  'case.updated',
  'case.phase-changed',
  'consent.recorded',
  'request.opened',
  'request.closed',
  'document.status-changed',
  'document.described',
  'message.posted',
  'estimate.changed',
  'report.ready',
  'case.closed',
]);

export const CaseEvent = z.object({
  /** From a per-case sequence taken under the case row's lock: resuming after an id loses nothing. */
  id: z.int().check(z.positive()),
  caseId: Uuid,
  /** A type that is not in {@link CaseEventType} is shown by its text, if it has one, and otherwise passed over. */
  type: z.string(),
  at: DateTime,
  /** One that is not known here counts as `system`. */
  actor: openEnum(['patient', 'clinic', 'third-party', 'specialist', 'system'], 'system'),
  /** Why, as a code, and in the team's own words for the patient. */
  reason: z.nullable(z.object({ code: line(64), text: z.nullable(line(1000)) })),
  /** The resource meant, and its new state. Never names, never health data. */
  data: z.object({
    phase: z.optional(z.string()),
    previousPhase: z.optional(z.string()),
    requestId: z.optional(Uuid),
    documentId: z.optional(Uuid),
    messageId: z.optional(Uuid),
    status: z.optional(z.string()),
  }),
});

/** The JSON form, `?after={id}`. */
export const CaseEventList = z.object({
  events: z.array(CaseEvent),
  lastEventId: z.int().check(z.nonnegative()),
});

export type CaseEvent = z.infer<typeof CaseEvent>;
export type CaseEventType = z.infer<typeof CaseEventType>;
export type CaseEventList = z.infer<typeof CaseEventList>;
