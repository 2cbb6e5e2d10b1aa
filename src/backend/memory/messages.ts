/** Messages, for the backend in memory. */
import type { Case, Message } from '../../contract/index.js';
import { BackendError, type Backend } from '../backend.js';
import type { CallName, Held, NewEvent } from './held.js';

type Calls = Required<Pick<Backend, 'messages' | 'postMessage' | 'markMessagesRead'>>;

export interface MemoryMessages {
  calls: Calls;
  /** What the team writes. */
  post(caseId: string, text: string, author: string): Message;
  /** The team has read what the patient wrote. */
  read(caseId: string): void;
}

interface Parts {
  call<T>(name: CallName, signal: AbortSignal | undefined, work: () => T | Promise<T>): Promise<T>;
  once<T>(key: string | undefined, work: () => T | Promise<T>): Promise<T>;
  get(caseId: string): Held;
  change(entry: Held, changes: Partial<Case>, ...events: NewEvent[]): Case;
  now(): string;
}

/** After the report. */
export const FOLLOW_UP_QUESTIONS = 3;

/** Of a case as it stands, whatever was changed of it. */
export function messagingOf({ case: { phase, outcome, report }, messages }: Held): Case['messaging'] {
  const unread = messages.filter(({ from, readAt }) => from !== 'patient' && readAt === null).length;
  const answered = phase === 'report-ready' || outcome === 'completed';
  if (!report || !answered)
    return { unread, open: phase !== 'draft' && phase !== 'closed', questionsLeft: null };
  const asked = messages.filter(({ from, postedAt }) => from === 'patient' && postedAt > report.releasedAt);
  const questionsLeft = Math.max(0, FOLLOW_UP_QUESTIONS - asked.length);
  return { unread, open: questionsLeft > 0, questionsLeft };
}

export function createMemoryMessages({ call, once, get, change, now }: Parts): MemoryMessages {
  function add(entry: Held, message: Pick<Message, 'from' | 'author' | 'text' | 'documentIds'>): Message {
    const posted = {
      ...message,
      id: crypto.randomUUID(),
      caseId: entry.case.id,
      postedAt: now(),
      readAt: null,
    };
    entry.messages = [...entry.messages, posted];
    change(entry, {}, { type: 'message.posted', actor: message.from, data: { messageId: posted.id } });
    return posted;
  }

  /** Of these authors, up to and with one. */
  function markRead(entry: Held, mine: (from: Message['from']) => boolean, last: number): boolean {
    let changed = false;
    entry.messages = entry.messages.map((each, index) => {
      if (index > last || each.readAt !== null || !mine(each.from)) return each;
      changed = true;
      return { ...each, readAt: now() };
    });
    return changed;
  }

  return {
    calls: {
      messages: (caseId, o) => call('messages', o?.signal, () => ({ messages: get(caseId).messages })),
      postMessage: (caseId, { text, documentIds = [] }, o) =>
        call('postMessage', o?.signal, () =>
          once(o?.idempotencyKey, () => {
            const entry = get(caseId);
            const { consents, documents } = entry.case;
            if (consents.length === 0) throw new BackendError('consent-required', { status: 409 });
            if (!messagingOf(entry)?.open) throw new BackendError('conflict', { status: 409 });
            if (!documentIds.every((id) => documents.some((each) => each.id === id)))
              throw new BackendError('invalid-request', { status: 400 });
            return add(entry, { from: 'patient', author: null, text, documentIds });
          }),
        ),
      markMessagesRead: (caseId, messageId, o) =>
        call('markMessagesRead', o?.signal, () => {
          const entry = get(caseId);
          const last = entry.messages.findIndex(({ id }) => id === messageId);
          if (last < 0) throw new BackendError('not-found', { status: 404 });
          if (!markRead(entry, (from) => from !== 'patient', last)) return entry.case;
          const reason = { code: 'messages-read', text: null };
          return change(entry, {}, { type: 'case.updated', actor: 'patient', reason, data: { messageId } });
        }),
    },
    post: (caseId, text, author) => add(get(caseId), { from: 'clinic', author, text, documentIds: [] }),
    read(caseId) {
      const entry = get(caseId);
      if (!markRead(entry, (from) => from === 'patient', entry.messages.length - 1)) return;
      const reason = { code: 'messages-read', text: null };
      change(entry, {}, { type: 'case.updated', actor: 'clinic', reason, data: {} });
    },
  };
}
