/**
 * A case: one patient's request for a second opinion.
 */
import * as z from 'zod/mini';
import { OutcomeKind } from './eligibility-names.js';
import { CaseDocument } from './document.js';
import { DateTime, FullDate, LanguageTag, line, openEnum, OwnWords, Sha256, Uuid } from './primitives.js';
import { RecordsWay } from './record-names.js';

/** Where the case is, in the usual order. Moving back is legal and carries a reason. */
export const CASE_PHASES = [
  'draft',
  'submitted',
  'checking-eligibility',
  'accepted',
  'collecting-records',
  'matching-specialist',
  'in-review',
  'writing-report',
  'report-ready',
  'closed',
] as const;
export const CasePhase = z.enum(CASE_PHASES);

/** How a closed case ended. */
export const CaseOutcome = z.enum(['completed', 'declined', 'withdrawn', 'failed']);

/** Whose turn it is; derived from open requests by the backend. */
export const WaitingOn = openEnum(['patient', 'clinic', 'third-party', 'nobody'], 'other');

export const Patient = z.object({
  givenName: line(100),
  familyName: line(100),
  birthDate: FullDate,
});

/** Somebody who acts for the patient: a parent, a grown-up child, a guardian. */
export const Representative = z.object({
  name: line(200),
  role: z.enum(['parent', 'guardian', 'power-of-attorney', 'family', 'other']),
  /** The person states that they are allowed to act for the patient. */
  authorityConfirmed: z.literal(true),
});

export const Contact = z.object({
  email: z.email().check(z.maxLength(254)),
  phone: z.optional(line(40)),
});

/** What the patient gives: body of `PUT {base}/cases/{id}`. */
export const CaseDraft = z.object({
  patient: Patient,
  representative: z.nullable(Representative),
  contact: Contact,
  /** Why a second opinion is wanted, in the patient's words. */
  reason: z.optional(z.string().check(z.maxLength(4000))),
  locale: LanguageTag,
  assessmentId: z.nullable(Uuid),
  /** The host's own number for this person or order, if the page gave one. */
  externalReference: z.nullable(line(100)),
});

/** Body of `PATCH {base}/cases/{id}` (RFC 7396 merge patch); needs `If-Match`. */
export const CasePatch = z.partial(
  z.object({
    patient: Patient,
    representative: z.nullable(Representative),
    contact: Contact,
    reason: z.string().check(z.maxLength(4000)),
    /** The patient hands the case over to the team; the only phase that a patient sets. */
    phase: z.literal('submitted'),
  }),
);

/** Body of `POST {base}/cases/{id}/consents`. */
export const ConsentAgreement = z.object({
  textId: line(64),
  version: line(32),
  locale: LanguageTag,
  /** Of the text as it was shown, computed in the browser. */
  sha256: Sha256,
  agreedAt: DateTime,
});

export const ConsentRecord = z.extend(ConsentAgreement, { id: Uuid, recordedAt: DateTime });

/**
 * Something that is asked of somebody, by the team or, with a `way`, by the patient; answered by a document, an
 * alternative, or "I can't".
 */
export const CaseRequest = z.object({
  id: Uuid,
  /** `document`. What asks for another thing is shown by its words, without a way to answer here. */
  kind: z.string(),
  /** Who is to act. */
  owner: openEnum(['patient', 'clinic', 'third-party'], 'other'),
  /** What is asked for, in the team's words; with a `way` the backend's, in the case's language. */
  title: line(200),
  /** Why it is needed. */
  reason: z.nullable(line(1000)),
  dueOn: z.nullable(FullDate),
  status: z.enum(['open', 'pending-check', 'settled', 'withdrawn']),
  openedAt: DateTime,
  closedAt: z.nullable(DateTime),
  /** What the patient answered, if anything. */
  answer: z.nullable(z.enum(['document', 'third-party-sends', 'cannot'])),
  /** By which way the patient said that records come; left out of what the team asks for. */
  way: z.optional(RecordsWay),
  /** The hospital that sends them; with `post`, the patient's note. Never a link nor an access code. */
  detail: z.optional(z.string()),
});

/** Body of `POST {base}/cases/{id}/requests/{id}/answers`. */
export const RequestAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('document'), documentIds: z.array(Uuid).check(z.minLength(1)) }),
  /** "My hospital sends it." */
  z.object({ kind: z.literal('third-party-sends'), note: z.optional(z.string().check(z.maxLength(500))) }),
  z.object({ kind: z.literal('cannot'), note: z.optional(z.string().check(z.maxLength(500))) }),
]);

/** When the report may be expected: a range in calendar dates; null until the records are complete. */
export const Estimate = z.object({
  clockStartedAt: z.nullable(DateTime),
  earliest: z.nullable(FullDate),
  latest: z.nullable(FullDate),
  /** Set while the report comes later than first estimated: since when that is known, and why. Since 1.5. */
  delay: z.optional(z.nullable(z.object({ since: DateTime, text: z.nullable(z.string()) }))),
});

const reportFile = {
  fileName: z.string(),
  size: z.int(),
  sha256: Sha256,
  releasedAt: DateTime,
  /** When a download was first delivered in full. */
  openedAt: z.nullable(DateTime),
};

/** What the specialist adds to a report, such as answers to follow-up questions. */
export const ReportAddendum = z.object({ id: Uuid, ...reportFile });

export const Report = z.object({
  ...reportFile,
  /** Oldest first. Since 1.5. */
  addenda: z.optional(z.array(ReportAddendum)),
});

/** Writing to the team, and being written to. */
export const Messaging = z.object({
  /** Messages of the team that the patient has not read. */
  unread: z.int(),
  /** The patient may write now. */
  open: z.boolean(),
  /** After the report: how many follow-up questions are left; null: no limit. */
  questionsLeft: z.nullable(z.int()),
});

export const Case = z.object({
  id: Uuid,
  /** Rises with every change; also the strong ETag. Named in the body too, since proxies that gzip weaken ETags. */
  version: z.int().check(z.positive()),
  /** Short, to be read aloud on the phone; grants nothing. */
  reference: line(20),
  externalReference: z.nullable(z.string()),
  phase: z.string(),
  /** The backend's own words for a phase that pages may not know. Since 1.5. */
  phaseText: OwnWords,
  /** When the present phase began. */
  phaseSince: DateTime,
  outcome: z.nullable(CaseOutcome),
  waitingOn: WaitingOn,
  /** The backend's own words for who acts, if pages may not know them. Since 1.5. */
  waitingText: OwnWords,
  locale: LanguageTag,
  createdAt: DateTime,
  patient: Patient,
  representative: z.nullable(Representative),
  contact: Contact,
  reason: z.nullable(z.string()),
  assessment: z.nullable(z.object({ id: Uuid, outcomeKind: OutcomeKind })),
  consents: z.array(ConsentRecord),
  requests: z.array(CaseRequest),
  documents: z.array(CaseDocument),
  estimate: Estimate,
  report: z.nullable(Report),
  /** Left out: this backend takes no messages. Since 1.5. */
  messaging: z.optional(Messaging),
  /** The newest event at the time of this answer: where to start listening. */
  lastEventId: z.int().check(z.nonnegative()),
});

export type CasePhase = z.infer<typeof CasePhase>;
export type CaseOutcome = z.infer<typeof CaseOutcome>;
export type WaitingOn = z.infer<typeof WaitingOn>;
export type Patient = z.infer<typeof Patient>;
export type Representative = z.infer<typeof Representative>;
export type Contact = z.infer<typeof Contact>;
export type CaseDraft = z.infer<typeof CaseDraft>;
export type CasePatch = z.infer<typeof CasePatch>;
export type ConsentAgreement = z.infer<typeof ConsentAgreement>;
export type ConsentRecord = z.infer<typeof ConsentRecord>;
export type CaseRequest = z.infer<typeof CaseRequest>;
export type RequestAnswer = z.infer<typeof RequestAnswer>;
export type Estimate = z.infer<typeof Estimate>;
export type Report = z.infer<typeof Report>;
export type ReportAddendum = z.infer<typeof ReportAddendum>;
export type Messaging = z.infer<typeof Messaging>;
export type Case = z.infer<typeof Case>;
