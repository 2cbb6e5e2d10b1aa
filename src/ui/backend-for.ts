/**
 * From the `backend` attribute to a Backend: elements of one page with the same URL share one session and one feed.
 */
import type { Backend } from '../backend/backend.js';
import { createRestBackend } from '../backend/rest/rest-backend.js';

export interface HostSignIn {
  way: 'device' | 'host-token' | 'cookie';
  /** Resolves with the host page's token for the backend. Rejecting means "signed out". */
  getToken?: (() => Promise<string>) | undefined;
}

const shared = new Map<string, Backend>();
const tokenGetters = new Map<string, NonNullable<HostSignIn['getToken']>>();

/** The one REST backend of this page for a URL and a way to sign in. */
export function backendFor(url: string, signIn: HostSignIn): Backend {
  const key = `${signIn.way} ${url}`;
  if (signIn.getToken) tokenGetters.set(key, signIn.getToken);
  const there = shared.get(key);
  if (there) return there;
  const backend = createRestBackend(url, {
    signIn: signIn.way,
    getToken: async () => {
      const getToken = tokenGetters.get(key);
      if (!getToken) throw new Error('sign-in="host-token" needs the getToken property');
      return getToken();
    },
  });
  shared.set(key, backend);
  return backend;
}
