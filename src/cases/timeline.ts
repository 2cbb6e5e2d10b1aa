/**
 * The history of a case: every event that means something to the patient, newest last, nothing ever taken out.
 */
import type { CaseEvent } from '../contract/index.js';

export type HistoryCode =
  | 'created'
  | 'phase'
  | 'consent'
  | 'request-opened'
  | 'request-answered'
  | 'request-settled'
  | 'request-withdrawn'
  | 'received'
  | 'accepted'
  | 'rejected'
  | 'delivery-failed'
  | 'not-needed'
  | 'deleted'
  | 'message'
  | 'message-sent'
  | 'estimate'
  | 'delayed'
  | 'report-ready'
  | 'addendum'
  | 'report-opened'
  | 'withdrawn'
  | 'closed'
  | 'other';

export interface HistoryEntry {
  /** Id of its first event. */
  id: number;
  /** When its last event was, RFC 3339. */
  at: string;
  actor: CaseEvent['actor'];
  code: HistoryCode;
  /** With `phase`: the phase code. */
  phase: string | null;
  requestId: string | null;
  /** The team's own words. */
  text: string | null;
  /** With documents: how many in a row came to the same status. */
  count: number;
}

const DOCUMENT_STATUSES: readonly string[] = [
  'received',
  'accepted',
  'rejected',
  'delivery-failed',
  'not-needed',
  'deleted',
];

function codeOf({ type, actor, data, reason }: CaseEvent): HistoryCode | null {
  switch (type) {
    case 'case.created':
      return 'created';
    case 'case.phase-changed':
      return 'phase';
    case 'consent.recorded':
      return 'consent';
    case 'request.opened':
      return 'request-opened';
    case 'request.closed':
      return data.status === 'withdrawn' ? 'request-withdrawn' : 'request-settled';
    case 'document.status-changed':
      // The steps in between (declared, receiving) are the uploader's to show.
      return DOCUMENT_STATUSES.includes(data.status ?? '') ? (data.status as HistoryCode) : null;
    case 'message.posted':
      return actor === 'patient' ? 'message-sent' : 'message';
    case 'estimate.changed':
      return reason?.code === 'delayed' ? 'delayed' : 'estimate';
    case 'report.ready':
      return reason?.code === 'addendum' ? 'addendum' : 'report-ready';
    case 'case.closed':
      return actor === 'patient' && data.status === 'withdrawn' ? 'withdrawn' : 'closed';
    case 'case.updated':
      if (reason?.code === 'report-opened') return 'report-opened';
      return data.requestId ? 'request-answered' : null;
    default:
      return reason?.text ? 'other' : null;
  }
}

/** Entries of the history, oldest first. Events in any order; repeated ones count once. */
export function historyOf(events: Iterable<CaseEvent>): HistoryEntry[] {
  const byId = new Map([...events].map((event) => [event.id, event]));
  const history: HistoryEntry[] = [];
  for (const event of [...byId.values()].sort((a, b) => a.id - b.id)) {
    const code = codeOf(event);
    if (!code) continue;
    const last = history.at(-1);
    // A disc is hundreds of files: one line for those that arrive together.
    const same =
      event.type === 'document.status-changed' &&
      last?.code === code &&
      last.actor === event.actor &&
      last.text === (event.reason?.text ?? null);
    if (same) {
      last.count += 1;
      last.at = event.at;
      continue;
    }
    // The release of a report may be told by two events; it is one piece of news.
    const again = (code === 'phase' && event.data.phase === 'report-ready') || code === 'report-ready';
    if (again && last && (last.code === 'report-ready' || last.phase === 'report-ready')) continue;
    if (code === 'phase' && event.data.phase === 'closed') {
      if (last?.code !== 'closed') history.push(entryOf(event, 'closed'));
      continue;
    }
    if (code === 'closed' && last?.code === 'closed') {
      last.text ??= event.reason?.text ?? null;
      continue;
    }
    const isReport = code === 'phase' && event.data.phase === 'report-ready';
    history.push(entryOf(event, isReport ? 'report-ready' : code));
  }
  return history;
}

function entryOf({ id, at, actor, data, reason }: CaseEvent, code: HistoryCode): HistoryEntry {
  return {
    id,
    at,
    actor,
    code,
    phase: data.phase ?? null,
    requestId: data.requestId ?? null,
    text: reason?.text ?? null,
    count: 1,
  };
}
