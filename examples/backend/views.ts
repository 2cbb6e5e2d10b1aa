/** Rows as the contract's resources. */
import { and, asc, eq } from 'drizzle-orm';
import type {
  Case,
  CaseDocument,
  CaseRequest,
  PatientRequest,
  WaitingOn,
} from 'second-opinion-intake/contract';
import { mayOpen } from './access.js';
import type { Queryable } from './db/open.js';
import { assessments, cases, consents, documents, requests } from './db/schema.js';
import type { CaseRow } from './events.js';
import { messagingOf } from './messages.js';
import { ProblemError } from './problems.js';

export type DocumentRow = typeof documents.$inferSelect;
type RequestRow = typeof requests.$inferSelect;

export function documentView(row: DocumentRow): CaseDocument {
  return {
    id: row.id,
    caseId: row.caseId,
    fileName: row.fileName,
    mediaType: row.mediaType,
    type: row.type,
    size: row.size,
    sha256: row.sha256,
    ...(row.pieceBytes === null ? {} : { pieceBytes: row.pieceBytes }),
    status: row.status,
    rejection: row.rejection,
    requestId: row.requestId,
    declaredAt: row.declaredAt.toISOString(),
    receivedAt: row.receivedAt?.toISOString() ?? null,
    ...row.description,
  };
}

/** Nothing of a link: it is no answer's business. */
function detailOf(given: PatientRequest | null): string | undefined {
  if (!given || given.kind === 'image-link') return undefined;
  return 'hospital' in given ? given.hospital : given.note;
}

function requestView(row: RequestRow): CaseRequest {
  const detail = detailOf(row.given);
  return {
    id: row.id,
    kind: 'document',
    owner: row.owner,
    title: row.title,
    reason: row.reason,
    dueOn: row.dueOn,
    status: row.status,
    openedAt: row.openedAt.toISOString(),
    closedAt: row.closedAt?.toISOString() ?? null,
    answer: row.answer,
    ...(row.way ? { way: row.way } : {}),
    ...(detail === undefined ? {} : { detail }),
  };
}

/** Derived, never set: whose turn it is. */
export function waitingOn(
  row: CaseRow,
  requests: readonly Pick<CaseRequest, 'owner' | 'status'>[],
): WaitingOn {
  if (row.phase === 'closed' || row.phase === 'report-ready') return 'nobody';
  const owners = requests.filter(({ status }) => status === 'open').map(({ owner }) => owner);
  if (row.phase === 'draft' || owners.includes('patient')) return 'patient';
  // A link that the team is to open comes before what others are to send.
  return owners.includes('third-party') && !owners.includes('clinic') ? 'third-party' : 'clinic';
}

/** A case that this principal may open; another's is "not found", so that nobody can learn which cases exist. */
export async function ownCase(db: Queryable, id: string, principal: string): Promise<CaseRow> {
  const [row] = await db
    .select()
    .from(cases)
    .where(and(eq(cases.id, id), mayOpen(db, principal)));
  if (!row) throw new ProblemError('not-found');
  return row;
}

export async function ownDocument(db: Queryable, id: string, principal: string): Promise<DocumentRow> {
  const [found] = await db
    .select({ document: documents })
    .from(documents)
    .innerJoin(cases, eq(cases.id, documents.caseId))
    .where(and(eq(documents.id, id), eq(documents.deleted, false), mayOpen(db, principal)));
  if (!found) throw new ProblemError('not-found');
  return found.document;
}

/** What the patient gave with each request, by its id: for the team's eyes only. */
export async function givenWith(db: Queryable, caseId: string): Promise<Map<string, PatientRequest>> {
  const rows = await db
    .select({ id: requests.id, given: requests.given })
    .from(requests)
    .where(eq(requests.caseId, caseId));
  return new Map(rows.flatMap(({ id, given }) => (given ? [[id, given]] : [])));
}

export async function caseView(db: Queryable, id: string): Promise<Case> {
  const [row] = await db.select().from(cases).where(eq(cases.id, id));
  if (!row) throw new ProblemError('not-found');
  const requestRows = await db
    .select()
    .from(requests)
    .where(eq(requests.caseId, id))
    .orderBy(asc(requests.openedAt), asc(requests.id));
  const documentRows = await db
    .select()
    .from(documents)
    .where(and(eq(documents.caseId, id), eq(documents.deleted, false)))
    .orderBy(asc(documents.declaredAt), asc(documents.id));
  const consentRows = await db
    .select()
    .from(consents)
    .where(eq(consents.caseId, id))
    .orderBy(asc(consents.recordedAt));
  const { draft } = row;
  const [assessment] = draft.assessmentId
    ? await db.select().from(assessments).where(eq(assessments.id, draft.assessmentId))
    : [];
  const requestViews = requestRows.map(requestView);
  return {
    id: row.id,
    version: row.version,
    reference: row.reference,
    externalReference: draft.externalReference,
    phase: row.phase,
    phaseSince: row.phaseSince.toISOString(),
    outcome: row.outcome,
    waitingOn: waitingOn(row, requestViews),
    locale: draft.locale,
    createdAt: row.createdAt.toISOString(),
    patient: draft.patient,
    representative: draft.representative,
    contact: draft.contact,
    reason: draft.reason ?? null,
    assessment: assessment ? { id: assessment.id, outcomeKind: assessment.outcomeKind } : null,
    consents: consentRows.map(({ id: consentId, agreement, recordedAt }) => ({
      ...agreement,
      id: consentId,
      recordedAt: recordedAt.toISOString(),
    })),
    requests: requestViews,
    documents: documentRows.map(documentView),
    estimate: {
      clockStartedAt: row.clockStartedAt?.toISOString() ?? null,
      earliest: row.earliest,
      latest: row.latest,
      delay: row.delay,
    },
    report: row.report,
    messaging: await messagingOf(db, row),
    lastEventId: row.lastEventId,
  };
}
