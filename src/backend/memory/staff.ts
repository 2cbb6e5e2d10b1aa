/** The clinic's side of the backend in memory. */
import type {
  Case,
  CaseDocument,
  CaseEvent,
  CaseOutcome,
  CasePhase,
  CaseRequest,
  Message,
  PatientRequest,
  RejectionReason,
} from '../../contract/index.js';
import { BackendError } from '../backend.js';
import type { MemoryCodes } from './codes.js';
import { reportFile } from './fixtures.js';
import type { Held, NewEvent } from './held.js';
import type { MemoryMessages } from './messages.js';

/** What the clinic's side does, for stories and tests that show live changes. */
export interface MemoryStaff {
  movePhase(caseId: string, phase: CasePhase, reason?: string): void;
  openRequest(caseId: string, request: Partial<CaseRequest> & { title: string }): CaseRequest;
  closeRequest(caseId: string, requestId: string, status?: 'settled' | 'withdrawn'): void;
  /** What the patient gave with a request: the link too, which nobody else is told. */
  givenWith(requestId: string): PatientRequest | null;
  rejectDocument(documentId: string, reason: RejectionReason): void;
  recordsComplete(caseId: string, earliest: string, latest: string): void;
  /** The report comes later than first said. */
  delay(caseId: string, latest: string, text?: string): void;
  releaseReport(caseId: string): void;
  releaseAddendum(caseId: string): void;
  writeMessage(caseId: string, text: string, author?: string): Message;
  readMessages(caseId: string): void;
  /** The code that was last sent for a case, as its e-mail would show it; null when none was. */
  codeSent(caseId: string): string | null;
  close(caseId: string, outcome: CaseOutcome, reason?: string): void;
}

interface Parts {
  get(caseId: string): Held;
  change(entry: Held, changes: Partial<Case>, ...events: NewEvent[]): Case;
  setDocument(entry: Held, document: CaseDocument, actor?: CaseEvent['actor']): void;
  documentEntry(id: string): { entry: Held; document: CaseDocument };
  /** What the patient gave with each request. */
  given: Map<string, PatientRequest>;
  messages: MemoryMessages;
  codes: MemoryCodes;
  now(): string;
}

export function createMemoryStaff({
  get,
  change,
  setDocument,
  documentEntry,
  given,
  messages,
  codes,
  now,
}: Parts): MemoryStaff {
  return {
    movePhase(caseId, phase, reason) {
      const entry = get(caseId);
      change(
        entry,
        { phase, phaseSince: now() },
        {
          type: 'case.phase-changed',
          actor: 'clinic',
          reason: reason ? { code: 'staff', text: reason } : null,
          data: { phase, previousPhase: entry.case.phase },
        },
      );
    },
    openRequest(caseId, asked) {
      const entry = get(caseId);
      const request: CaseRequest = {
        id: crypto.randomUUID(),
        kind: 'document',
        owner: 'patient',
        reason: null,
        dueOn: null,
        status: 'open',
        openedAt: now(),
        closedAt: null,
        answer: null,
        ...asked,
      };
      change(
        entry,
        { requests: [...entry.case.requests, request] },
        {
          type: 'request.opened',
          actor: 'clinic',
          data: { requestId: request.id, status: 'open' },
        },
      );
      return structuredClone(request);
    },
    closeRequest(caseId, requestId, status = 'settled') {
      const entry = get(caseId);
      const requests = entry.case.requests.map((each) =>
        each.id === requestId ? { ...each, status, closedAt: now() } : each,
      );
      change(entry, { requests }, { type: 'request.closed', actor: 'clinic', data: { requestId, status } });
      if (given.get(requestId)?.kind === 'image-link') given.delete(requestId);
    },
    givenWith: (requestId) => structuredClone(given.get(requestId) ?? null),
    rejectDocument(documentId, reason) {
      const { entry, document } = documentEntry(documentId);
      setDocument(entry, { ...document, status: 'rejected', rejection: reason, receivedAt: null }, 'clinic');
    },
    recordsComplete(caseId, earliest, latest) {
      const entry = get(caseId);
      change(
        entry,
        {
          estimate: { clockStartedAt: now(), earliest, latest, delay: null },
          phase: 'matching-specialist',
          phaseSince: now(),
        },
        { type: 'estimate.changed', actor: 'clinic', data: {} },
        {
          type: 'case.phase-changed',
          actor: 'clinic',
          data: { phase: 'matching-specialist', previousPhase: entry.case.phase },
        },
      );
    },
    delay(caseId, latest, text) {
      const entry = get(caseId);
      const { estimate } = entry.case;
      const delay = { since: now(), text: text ?? null };
      change(
        entry,
        { estimate: { ...estimate, latest, delay } },
        {
          type: 'estimate.changed',
          actor: 'clinic',
          reason: { code: 'delayed', text: delay.text },
          data: {},
        },
      );
    },
    releaseReport(caseId) {
      change(
        get(caseId),
        {
          phase: 'report-ready',
          phaseSince: now(),
          report: { ...reportFile('second-opinion.pdf', now()), addenda: [] },
        },
        { type: 'report.ready', actor: 'specialist', data: {} },
      );
    },
    releaseAddendum(caseId) {
      const entry = get(caseId);
      const { report } = entry.case;
      if (!report) throw new BackendError('report-not-ready', { status: 409 });
      const addenda = report.addenda ?? [];
      const file = reportFile(`second-opinion-addendum-${addenda.length + 1}.pdf`, now());
      change(
        entry,
        { report: { ...report, addenda: [...addenda, { id: crypto.randomUUID(), ...file }] } },
        { type: 'report.ready', actor: 'specialist', reason: { code: 'addendum', text: null }, data: {} },
      );
    },
    writeMessage: (caseId, text, author = 'Ana, case nurse') =>
      structuredClone(messages.post(caseId, text, author)),
    readMessages: (caseId) => messages.read(caseId),
    codeSent: (caseId) => codes.sent(caseId),
    close(caseId, outcome, reason) {
      const entry = get(caseId);
      change(
        entry,
        { phase: 'closed', phaseSince: now(), outcome },
        {
          type: 'case.closed',
          actor: 'clinic',
          reason: reason ? { code: outcome, text: reason } : null,
          data: { status: outcome },
        },
      );
    },
  };
}
