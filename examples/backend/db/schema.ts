/** Tables, for PGlite and PostgreSQL alike. */
import {
  boolean,
  date,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
  bigint,
} from 'drizzle-orm/pg-core';
import type {
  BundleCompletion,
  BundleStatus,
  CaseDraft,
  CaseEvent,
  CaseOutcome,
  CasePhase,
  CaseRequest,
  ConsentAgreement,
  DocumentCompletion,
  DocumentDescription,
  DocumentStatus,
  DocumentType,
  EligibilityDefinition,
  Estimate,
  Message,
  OutcomeKind,
  PatientRequest,
  PieceEncoding,
  PieceStatus,
  RecordsWay,
  RejectionReason,
  Report,
} from 'second-opinion-intake/contract';

const at = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

export const cases = pgTable('cases', {
  id: uuid('id').primaryKey(),
  principal: text('principal').notNull(),
  reference: text('reference').notNull().unique(),
  version: integer('version').notNull(),
  phase: text('phase').$type<CasePhase>().notNull(),
  phaseSince: at('phase_since').notNull(),
  outcome: text('outcome').$type<CaseOutcome>(),
  draft: jsonb('draft').$type<CaseDraft>().notNull(),
  /** Of the draft as first sent: a repeated PUT must be equal. */
  draftHash: text('draft_hash').notNull(),
  createdAt: at('created_at').notNull(),
  /** The last event's id; taken under this row's lock. */
  lastEventId: integer('last_event_id').notNull(),
  clockStartedAt: at('clock_started_at'),
  earliest: date('earliest', { mode: 'string' }),
  latest: date('latest', { mode: 'string' }),
  delay: jsonb('delay').$type<NonNullable<Estimate['delay']>>(),
  report: jsonb('report').$type<Report>(),
  /** Something needs the patient, who was not told yet. */
  noticeDue: boolean('notice_due').notNull().default(false),
  /** When the last notice went out. */
  noticedAt: at('noticed_at'),
});

/** Devices that were let in by a code, beside the one that made the case. */
export const caseDevices = pgTable(
  'case_devices',
  {
    caseId: uuid('case_id').notNull(),
    principal: text('principal').notNull(),
    addedAt: at('added_at').notNull(),
  },
  ({ caseId, principal }) => [primaryKey({ columns: [caseId, principal] })],
);

export const events = pgTable(
  'events',
  {
    caseId: uuid('case_id').notNull(),
    id: integer('id').notNull(),
    body: jsonb('body').$type<CaseEvent>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.caseId, table.id] })],
);

export const consents = pgTable('consents', {
  id: uuid('id').primaryKey(),
  caseId: uuid('case_id').notNull(),
  agreement: jsonb('agreement').$type<ConsentAgreement>().notNull(),
  recordedAt: at('recorded_at').notNull(),
});

export const requests = pgTable('requests', {
  id: uuid('id').primaryKey(),
  caseId: uuid('case_id').notNull(),
  owner: text('owner').$type<CaseRequest['owner']>().notNull(),
  title: text('title').notNull(),
  reason: text('reason'),
  dueOn: date('due_on', { mode: 'string' }),
  status: text('status').$type<CaseRequest['status']>().notNull(),
  openedAt: at('opened_at').notNull(),
  closedAt: at('closed_at'),
  answer: text('answer').$type<NonNullable<CaseRequest['answer']>>(),
  /** Null for what the team asks for. */
  way: text('way').$type<RecordsWay>(),
  /** As the patient gave it. May hold a secret: for the staff page alone; a link goes when the request is closed. */
  given: jsonb('given').$type<PatientRequest>(),
  /** When the patient was told that the time is running out. */
  remindedAt: at('reminded_at'),
});

export const messages = pgTable('messages', {
  id: uuid('id').primaryKey(),
  /** Taken under the lock of the case's row: the order in which they were posted. */
  position: bigint('position', { mode: 'number' }).generatedAlwaysAsIdentity(),
  caseId: uuid('case_id').notNull(),
  from: text('sender').$type<Message['from']>().notNull(),
  author: text('author'),
  text: text('text').notNull(),
  documentIds: jsonb('document_ids').$type<string[]>().notNull(),
  postedAt: at('posted_at').notNull(),
  /** By the other side. */
  readAt: at('read_at'),
});

export const documents = pgTable('documents', {
  id: uuid('id').primaryKey(),
  caseId: uuid('case_id').notNull(),
  fileName: text('file_name').notNull(),
  mediaType: text('media_type').notNull(),
  type: text('type').$type<DocumentType>().notNull(),
  size: bigint('size', { mode: 'number' }).notNull(),
  sha256: text('sha256').notNull(),
  /** Set when `sha256` is the composite digest of pieces of so many bytes. */
  pieceBytes: bigint('piece_bytes', { mode: 'number' }),
  status: text('status').$type<DocumentStatus>().notNull(),
  rejection: jsonb('rejection').$type<RejectionReason>(),
  requestId: uuid('request_id'),
  description: jsonb('description').$type<DocumentDescription>(),
  declaredAt: at('declared_at').notNull(),
  receivedAt: at('received_at'),
  /** The tus upload that holds the bytes, once created. */
  uploadId: text('upload_id'),
  /** What the client said on completion; set and still `receiving` means: to be verified. */
  completion: jsonb('completion').$type<DocumentCompletion>(),
  deleted: boolean('deleted').notNull().default(false),
});

export const bundles = pgTable('bundles', {
  id: uuid('id').primaryKey(),
  caseId: uuid('case_id').notNull(),
  /** Of the ZIP file. */
  size: bigint('size', { mode: 'number' }).notNull(),
  sha256: text('sha256').notNull(),
  status: text('status').$type<BundleStatus>().notNull(),
  rejection: jsonb('rejection').$type<RejectionReason>(),
  declaredAt: at('declared_at').notNull(),
  /** The tus upload that holds the ZIP file; null before, and once the file is removed. */
  uploadId: text('upload_id'),
  /** What the client said on completion; set and still `receiving` means: to be unpacked. */
  completion: jsonb('completion').$type<BundleCompletion>(),
  deleted: boolean('deleted').notNull().default(false),
});

/** Which document comes in which entry, in the order of the file. A document may come in several bundles. */
export const bundleEntries = pgTable(
  'bundle_entries',
  {
    bundleId: uuid('bundle_id').notNull(),
    /** From 0. */
    position: integer('position').notNull(),
    entry: text('entry').notNull(),
    documentId: uuid('document_id').notNull(),
  },
  ({ bundleId, position }) => [primaryKey({ columns: [bundleId, position] })],
);

/** What came, or is to come, of files that are too large for one upload. Known by digest within its case. */
export const pieces = pgTable('pieces', {
  id: uuid('id').primaryKey(),
  caseId: uuid('case_id').notNull(),
  sha256: text('sha256').notNull(),
  size: bigint('size', { mode: 'number' }).notNull(),
  encoding: text('encoding').$type<PieceEncoding>().notNull(),
  /** Of what is sent, and kept. */
  encodedSha256: text('encoded_sha256').notNull(),
  encodedSize: bigint('encoded_size', { mode: 'number' }).notNull(),
  status: text('status').$type<PieceStatus>().notNull(),
  declaredAt: at('declared_at').notNull(),
  /** The tus upload that holds the encoded bytes, once created. */
  uploadId: text('upload_id'),
  /** Its bytes are to be removed, and the row after them. */
  deleted: boolean('deleted').notNull().default(false),
});

/** Of which pieces a document is to be put together, in the order of the file; gone once that is done. */
export const documentPieces = pgTable(
  'document_pieces',
  {
    documentId: uuid('document_id').notNull(),
    /** From 0. */
    position: integer('position').notNull(),
    sha256: text('sha256').notNull(),
  },
  ({ documentId, position }) => [primaryKey({ columns: [documentId, position] })],
);

/** Every version that is offered, and those that were until lately. */
export const definitions = pgTable(
  'definitions',
  {
    id: text('id').notNull(),
    version: text('version').notNull(),
    body: jsonb('body').$type<EligibilityDefinition>().notNull(),
    /** Null while it is offered. */
    replacedAt: at('replaced_at'),
  },
  ({ id, version }) => [primaryKey({ columns: [id, version] })],
);

export const assessments = pgTable('assessments', {
  id: uuid('id').primaryKey(),
  definitionId: text('definition_id').notNull(),
  definitionVersion: text('definition_version').notNull(),
  answers: jsonb('answers').notNull(),
  outcomeId: text('outcome_id').notNull(),
  outcomeKind: text('outcome_kind').$type<OutcomeKind>().notNull(),
  trail: jsonb('trail').notNull(),
  evaluatedAt: at('evaluated_at').notNull(),
  /** Null once a case refers to it. */
  expiresAt: at('expires_at'),
});

export const sessions = pgTable('sessions', {
  tokenHash: text('token_hash').primaryKey(),
  principal: text('principal').notNull(),
  expiresAt: at('expires_at').notNull(),
});

/** `jti` of device proofs already used (RFC 9449 section 11.1). */
export const usedProofs = pgTable('used_proofs', {
  jti: text('jti').primaryKey(),
  expiresAt: at('expires_at').notNull(),
});

/** Codes for another device. */
export const sessionCodes = pgTable('session_codes', {
  id: uuid('id').primaryKey(),
  caseId: uuid('case_id').notNull(),
  /** Of the case's id and the code. */
  codeHash: text('code_hash').notNull(),
  expiresAt: at('expires_at').notNull(),
  attempts: integer('attempts').notNull().default(0),
  /** When it was used, or a newer one took its place. */
  usedAt: at('used_at'),
});

export const idempotency = pgTable('idempotency', {
  /** Principal, route and key, hashed. */
  key: text('key').primaryKey(),
  bodyHash: text('body_hash').notNull(),
  /** Null while the first request is under way. */
  status: integer('status'),
  answer: jsonb('answer'),
  createdAt: at('created_at').notNull(),
});

export const reportLinks = pgTable('report_links', {
  tokenHash: text('token_hash').primaryKey(),
  caseId: uuid('case_id').notNull(),
  /** Null: the report itself. */
  addendumId: uuid('addendum_id'),
  expiresAt: at('expires_at').notNull(),
  consumedAt: at('consumed_at'),
});
