/** Codes for another device, for the backend in memory, whose e-mails nobody sends. */
import { BackendError, type Backend } from '../backend.js';
import type { CallName, Held } from './held.js';

interface Parts {
  call<T>(name: CallName, signal: AbortSignal | undefined, work: () => T | Promise<T>): Promise<T>;
  held: ReadonlyMap<string, Held>;
  /** Milliseconds since the epoch. */
  now(): number;
}

export interface MemoryCodes {
  request: NonNullable<Backend['requestSignInCode']>;
  signIn: NonNullable<Backend['signInWithCode']>;
  sent(caseId: string): string | null;
}

const GOOD_FOR_S = 900;
const TRIES = 5;

/** As people type it: with or without dashes, in any case. */
const plain = (reference: string) => reference.toUpperCase().replace(/[^A-Z0-9]/g, '');

export function createMemoryCodes({ call, held, now }: Parts): MemoryCodes {
  const codes = new Map<string, { code: string; until: number; tries: number }>();
  const named = (reference: string) =>
    [...held.values()].find((entry) => plain(entry.case.reference) === plain(reference))?.case.id;

  return {
    request: (reference, o) =>
      call('requestSignInCode', o?.signal, () => {
        const id = named(reference);
        const [random = 0] = crypto.getRandomValues(new Uint32Array(1));
        const code = String(random % 1e8).padStart(8, '0');
        if (id) codes.set(id, { code, until: now() + GOOD_FOR_S * 1000, tries: 0 });
        return { expiresIn: GOOD_FOR_S };
      }),
    signIn: ({ reference, code }, o) =>
      call('signInWithCode', o?.signal, () => {
        const id = named(reference);
        const sent = id === undefined ? undefined : codes.get(id);
        const good = sent && sent.until > now() && sent.tries++ < TRIES && sent.code === code;
        if (!good || id === undefined) throw new BackendError('unauthenticated', { status: 401 });
        codes.delete(id);
        return id;
      }),
    sent: (caseId) => codes.get(caseId)?.code ?? null,
  };
}
