/**
 * The access token: in memory only, one for all calls, renewed once for all who wait. Every way in is exchanged for it.
 */
import { Session, type SessionRequest } from '../../contract/index.js';
import { BackendError } from '../backend.js';
import { ensureDevice, type DeviceRecord, type DeviceStore } from './device-key.js';
import { parse, send } from './http.js';
import type { Platform } from './platform.js';
import { deviceProof } from './proof.js';

export interface SignIn {
  way: 'device' | 'host-token' | 'cookie';
  getToken?: (() => Promise<string>) | undefined;
}

/** Backends take proofs of a few minutes ago: a clock that is off by less is right enough. */
const CLOCK_MS = 60_000;

/** Renewed so long before its end, so that a slow request does not meet an expired token. */
const MARGIN_MS = 30_000;

export class SessionKeeper {
  readonly #platform: Platform;
  readonly #base: string;
  readonly #url: string;
  readonly #signIn: SignIn;
  readonly #devices: DeviceStore;
  #token: string | null = null;
  #endsAt = 0;
  #pending: Promise<string> | null = null;
  /** Milliseconds that the backend's clock is known to be ahead of the device's. */
  #ahead = 0;
  /** Rises when the session is dropped: an answer to an older request is of no use any more. */
  #generation = 0;

  constructor(platform: Platform, baseUrl: string, signIn: SignIn, devices: DeviceStore) {
    this.#platform = platform;
    this.#base = baseUrl;
    this.#url = `${baseUrl}/sessions`;
    this.#signIn = signIn;
    this.#devices = devices;
  }

  /** The token, fetched or renewed when needed. `rejected` is one that the backend did not take. */
  async token(rejected?: string): Promise<string> {
    const usable =
      this.#token !== null && this.#token !== rejected && this.#platform.elapsed() < this.#endsAt;
    if (usable && this.#token) return this.#token;
    // Not bound to any caller's signal: the others still wait for it.
    if (!this.#pending) {
      const mine = this.#open(() => this.#request())
        .then(({ accessToken }) => accessToken)
        .finally(() => {
          if (this.#pending === mine) this.#pending = null;
        });
      this.#pending = mine;
    }
    return this.#pending;
  }

  /** A session by another way than the usual one; the one before is over. `request` is asked at each attempt. */
  async open(request: () => Promise<SessionRequest>): Promise<Session> {
    this.drop();
    return this.#open(request);
  }

  /** A proof that this device has its key, good once and for a few minutes. */
  proof({ keyPair }: DeviceRecord): Promise<string> {
    return deviceProof(keyPair, 'POST', this.#url, this.#platform.now() + this.#ahead);
  }

  /** Signed out: what is still under way is dropped when it comes back. */
  drop(): void {
    this.#generation++;
    this.#token = null;
    this.#pending = null;
  }

  async #open(request: () => Promise<SessionRequest>): Promise<Session> {
    const generation = this.#generation;
    const asked = this.#platform.elapsed();
    const response = await this.#send(request).catch(async (error: unknown) => {
      if (!(await this.#setClock(error))) throw error;
      return this.#send(request);
    });
    const session = await parse(response, Session);
    if (generation !== this.#generation) throw new BackendError('unauthenticated');
    this.#token = session.accessToken;
    this.#endsAt = asked + Math.max(session.expiresIn * 1000 - MARGIN_MS, session.expiresIn * 500);
    return session;
  }

  /** True when a proof may have been refused for the device's clock, and the next one goes by the backend's. */
  async #setClock(error: unknown): Promise<boolean> {
    const refused = error instanceof BackendError && error.code === 'unauthenticated';
    if (!refused || this.#signIn.way !== 'device') return false;
    const before = this.#ahead;
    const { serverAheadBy } = await import('./server-clock.js');
    this.#ahead = await serverAheadBy(this.#platform, this.#base);
    return Math.abs(this.#ahead - before) > CLOCK_MS;
  }

  #send(request: () => Promise<SessionRequest>): Promise<Response> {
    return send(this.#platform, {
      method: 'POST',
      url: this.#url,
      // Made anew at each attempt: a proof is good once, also when the answer to it was lost.
      body: request,
      credentials: this.#signIn.way === 'cookie' ? 'include' : 'omit',
    });
  }

  async #request(): Promise<SessionRequest> {
    switch (this.#signIn.way) {
      case 'device':
        return {
          grant: 'device',
          proof: await this.proof(await ensureDevice(this.#devices, this.#platform.now)),
        };
      case 'host-token': {
        // What the page's callback throws is the page's: it may hold anything, so it goes no further.
        const token = await Promise.resolve(this.#signIn.getToken?.()).catch(() => undefined);
        if (!token) throw new BackendError('unauthenticated');
        return { grant: 'host-token', token };
      }
      case 'cookie':
        return { grant: 'cookie' };
    }
  }
}
