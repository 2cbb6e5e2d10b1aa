/** The Backend port over the REST contract. */
import * as z from 'zod/mini';
import {
  Capabilities,
  Case,
  ConsentRecord,
  CONTRACT_VERSION,
  EligibilityHead,
  type EligibilityDefinition,
} from '../../contract/index.js';
import { BackendError, type Backend, type CallOptions, type CreateOptions } from '../backend.js';
import { deviceStore, ensureDevice, type DeviceStore } from './device-key.js';
import { whyFailed } from './why-failed.js';
import { loadFeed } from './load-feed.js';
import { parse, send, type HttpRequest } from './http.js';
import { browserPlatform, type Platform } from './platform.js';
import { SessionKeeper, type SignIn } from './session.js';

const BEARER = 'Bearer ';

export interface RestBackendOptions {
  signIn: SignIn['way'];
  /** With `host-token`: the host page's token; called again when the session needs another. */
  getToken?: () => Promise<string>;
  /** For tests: network, time, chance. */
  platform?: Partial<Platform>;
  /** For tests: where the device's key is kept. */
  devices?: DeviceStore;
}

type Call = Omit<HttpRequest, 'url'> & { path: string };

/** `url` is the contract's `{base}`, absolute or relative to the page. Throws TypeError when it is no URL. */
export function createRestBackend(url: string, options: RestBackendOptions = { signIn: 'device' }): Backend {
  const { origin, pathname } = new URL(url, typeof location === 'undefined' ? undefined : location.href);
  const base = (origin + pathname).replace(/\/+$/, '');
  const platform: Platform = { ...browserPlatform, probeUrl: `${base}/capabilities`, ...options.platform };
  const devices = options.devices ?? deviceStore(base, platform.now);
  const sessions = new SessionKeeper(
    platform,
    base,
    { way: options.signIn, getToken: options.getToken },
    devices,
  );
  let asked: { at: number; capabilities: Promise<Capabilities> } | null = null;

  /** Aborted on signing out: nothing that was under way comes back, and nothing signs in again by itself. */
  let signedOut = new AbortController();

  const open = ({ path, ...call }: Call) => send(platform, { ...call, url: base + path });

  /** With the session's token; a 401 renews it once. */
  async function signedIn<T>(
    callers: AbortSignal | undefined,
    work: (authorization: string, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    callers?.throwIfAborted();
    const signal = callers ? AbortSignal.any([callers, signedOut.signal]) : signedOut.signal;
    const token = await untilAborted(sessions.token(), signal);
    try {
      return await work(BEARER + token, signal);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof BackendError) || error.code !== 'unauthenticated') throw error;
      return work(`${BEARER}${await untilAborted(sessions.token(token), signal)}`, signal);
    }
  }

  const call = ({ headers, ...rest }: Call) =>
    signedIn(rest.signal, (Authorization, signal) =>
      open({ ...rest, headers: { ...headers, Authorization }, signal }),
    );

  async function create<S extends z.ZodMiniType>(
    path: string,
    body: unknown,
    schema: S,
    o: CreateOptions = {},
    anonymous = false,
  ) {
    const headers = { 'Idempotency-Key': o.idempotencyKey ?? crypto.randomUUID() };
    const response = await (anonymous ? open : call)({
      method: 'POST',
      path,
      body,
      headers,
      signal: o.signal,
    });
    return parse(response, schema);
  }

  const read = async <S extends z.ZodMiniType>(path: string, schema: S, o: CallOptions = {}) =>
    parse(await call({ method: 'GET', path, signal: o.signal }), schema);

  const requests = { open, create, read, call, parse };
  /** A part of this adapter that comes with its first use. */
  const part = <T>(loading: Promise<T>): Promise<T> =>
    loading.catch(async () => {
      throw await whyFailed(platform, base);
    });
  const more = async () =>
    (await part(import('./later-calls.js'))).laterCalls(requests, { platform, base, sessions, devices });

  async function fetchCapabilities(): Promise<Capabilities> {
    const response = await open({ method: 'GET', path: '/capabilities' });
    const body: unknown = await response.json().catch(() => null);
    const version = z.object({ contractVersion: z.string() }).safeParse(body);
    if (version.success && version.data.contractVersion.split('.')[0] !== CONTRACT_VERSION.split('.')[0]) {
      throw new BackendError('contract-version');
    }
    const parsed = Capabilities.safeParse(body);
    if (!parsed.success) throw new BackendError('not-a-backend', { status: response.status });
    return parsed.data;
  }

  return {
    async capabilities(o = {}) {
      // One request for all widgets of a page; a failed one is not kept.
      if (!asked || platform.now() - asked.at > CAPABILITIES_MS) {
        const mine = { at: platform.now(), capabilities: fetchCapabilities() };
        asked = mine;
        mine.capabilities.catch(() => {
          if (asked === mine) asked = null;
        });
      }
      return untilAborted(asked.capabilities, o.signal);
    },
    eligibilityDefinition: async (id, o = {}) =>
      // The rest is parsed by who asks the questions, whose code comes after the first screens.
      parse(
        await open({ method: 'GET', path: `/eligibility/${encodeURIComponent(id)}`, signal: o.signal }),
        EligibilityHead,
      ) as unknown as EligibilityDefinition,
    submitAssessment: async (...asked) => (await more()).submitAssessment(...asked),

    createCase: async (...asked) => (await more()).createCase(...asked),
    listCases: async (...asked) => (await more()).listCases(...asked),
    getCase: (id, o) => read(`/cases/${id}`, Case, o),
    updateCase: async (...asked) => (await more()).updateCase(...asked),
    recordConsent: (caseId, consent, o) =>
      create(`/cases/${caseId}/consents`, consent, ConsentRecord, o).catch((error: unknown) => {
        // The texts have changed: those kept here would be shown, and refused, again.
        if (error instanceof BackendError && error.code === 'consent-outdated') asked = null;
        throw error;
      }),

    consentText: async (...asked) => (await more()).consentText(...asked),
    withdrawCase: async (...asked) => (await more()).withdrawCase(...asked),

    declareDocument: async (...asked) => (await more()).declareDocument(...asked),
    getDocument: async (...asked) => (await more()).getDocument(...asked),
    describeDocument: async (...asked) => (await more()).describeDocument(...asked),
    deleteDocument: async (...asked) => (await more()).deleteDocument(...asked),
    completeDocument: async (...asked) => (await more()).completeDocument(...asked),

    openRequest: async (...asked) => (await more()).openRequest(...asked),
    answerRequest: async (...asked) => (await more()).answerRequest(...asked),
    createReportLink: async (...asked) => (await more()).createReportLink(...asked),
    messages: async (...asked) => (await more()).messages(...asked),
    postMessage: async (...asked) => (await more()).postMessage(...asked),
    markMessagesRead: async (...asked) => (await more()).markMessagesRead(...asked),

    async follow(caseId, o) {
      const { signal: out } = signedOut;
      const until = AbortSignal.any([o.signal, out]);
      const feed = await loadFeed(platform, { ...o, signal: until });
      await feed?.follow(
        {
          platform,
          url: `${base}/cases/${caseId}/events`,
          request: (url, { headers, signal: callers, stream }) =>
            signedIn(callers, (Authorization, signal) =>
              send(platform, {
                method: 'GET',
                url,
                headers: { ...headers, Authorization },
                signal,
                ...(stream ? { stream, timeoutMs: STREAM_MS } : {}),
              }),
            ),
        },
        { ...o, signal: until },
      );
      if (!o.signal.aborted) out.throwIfAborted();
    },

    bundles: async () => (await more()).bundles,
    largeFiles: async () => (await more()).pieces,
    queryDigests: async (...query) => (await more()).queryDigests(...query),

    async authorize(refused) {
      const rejected = refused?.Authorization?.slice(BEARER.length);
      const token = await untilAborted(sessions.token(rejected), signedOut.signal);
      return { Authorization: `${BEARER}${token}` };
    },

    requestSignInCode: async (...asked) => (await more()).requestSignInCode(...asked),
    signInWithCode: async (...asked) => (await more()).signInWithCode(...asked),

    rememberedCase: async () => (await devices.load())?.case ?? null,
    async rememberCase(id, state) {
      await devices.save({ ...(await ensureDevice(devices, platform.now)), case: { id, state } });
    },
    async forgetDevice() {
      sessions.drop();
      signedOut.abort(new BackendError('unauthenticated'));
      signedOut = new AbortController();
      await devices.clear();
    },
  };
}

/** Capabilities are asked for again after so long: consent texts and limits change. */
const CAPABILITIES_MS = 60_000;
/** A stream lives as long as its token; its own watchdog looks after silence. */
const STREAM_MS = 3_600_000;

/** A shared promise that one caller stops waiting for. */
function untilAborted<T>(shared: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return shared;
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    shared.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
