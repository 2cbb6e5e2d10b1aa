/**
 * One HTTP exchange with the backend: retries what may be retried, parses at the boundary, and turns every way to fail
 * into a BackendError without URL, body or token.
 */
import type * as z from 'zod/mini';
import { Problem, problemCode } from '../../contract/index.js';
import { BackendError } from '../backend.js';
import { whyFailed } from './why-failed.js';
import type { Platform } from './platform.js';
import { retryAfterMs } from '../retry-after.js';

export interface HttpRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  headers?: Record<string, string>;
  /** Sent as JSON; a function is asked at each attempt, for what must not be sent twice. */
  body?: unknown;
  /** The answer is handed over unread; else its body is read here, so that a cut in the middle counts as no answer. */
  stream?: boolean;
  credentials?: RequestCredentials;
  signal?: AbortSignal | undefined;
  /** Milliseconds until an attempt is given up. */
  timeoutMs?: number;
}

/** Attempts of one call, the first included; each later one waits longer (full jitter), or what Retry-After says. */
const ATTEMPTS = 4;
const BASE_DELAY_MS = 400;
/** Longer than this nobody waits in front of a button: the caller is told instead. */
const LONGEST_WAIT_MS = 20_000;
const TIMEOUT_MS = 30_000;

/** Random in the whole range: many clients that failed together do not come back together. */
export function fullJitter(
  attempt: number,
  random: () => number,
  baseMs = BASE_DELAY_MS,
  capMs = 60_000,
): number {
  return random() * Math.min(capMs, baseMs * 2 ** attempt);
}

/** Sends until there is an answer that is not "later"; throws BackendError, or the signal's reason. */
export async function send(platform: Platform, request: HttpRequest): Promise<Response> {
  for (let attempt = 0; ; attempt++) {
    const error = await attemptOnce(platform, request).catch((reason: unknown) => reason);
    if (error instanceof Response) return error;
    request.signal?.throwIfAborted();
    if (!(error instanceof BackendError)) throw error;
    const wait = error.retryAfterMs ?? fullJitter(attempt, platform.random);
    // A page that is not allowed, or a device without network, is not helped by three more tries now.
    if (!error.retryable || error.code === 'offline' || attempt + 1 >= ATTEMPTS || wait > LONGEST_WAIT_MS)
      throw error;
    await platform.sleep(wait, request.signal);
  }
}

async function attemptOnce(platform: Platform, request: HttpRequest): Promise<Response> {
  const timeout = AbortSignal.timeout(request.timeoutMs ?? TIMEOUT_MS);
  const body: unknown = typeof request.body === 'function' ? await request.body() : request.body;
  let response: Response;
  try {
    const answer = await platform.fetch(request.url, {
      method: request.method,
      headers: {
        Accept: 'application/json',
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...request.headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      credentials: request.credentials ?? 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      redirect: 'error',
      signal: request.signal ? AbortSignal.any([request.signal, timeout]) : timeout,
    });
    platform.heard = true;
    const bytes = request.stream && answer.ok ? answer.body : await answer.arrayBuffer();
    // These have no body (Fetch Standard, null body status).
    response = new Response(answer.status === 204 || answer.status === 304 ? null : bytes, answer);
  } catch {
    request.signal?.throwIfAborted();
    throw await whyFailed(platform, request.url);
  }
  if (response.ok || response.status === 304) return response;
  throw await failure(platform, response);
}

/** The BackendError of an answer that is not a success. */
export async function failure(platform: Platform, response: Response): Promise<BackendError> {
  const { status, headers } = response;
  const parsed = Problem.safeParse(await response.json().catch(() => null));
  const problem = parsed.success ? parsed.data : null;
  const wait = retryAfterMs(headers.get('Retry-After'), platform.now());
  // By the status where the status is clear, whoever answered: a gateway's 401 is a matter of the token too.
  const code =
    status === 401
      ? 'unauthenticated'
      : problem
        ? problemCode(problem.type)
        : status >= 500 || status === 429
          ? 'unavailable'
          : status === 413
            ? 'too-large'
            : status === 404
              ? // The contract's own 404 is a problem: this is some other server, or a wrong path.
                'not-a-backend'
              : 'unexpected';
  const later = status === 429 || status === 503;
  return new BackendError(later ? 'busy' : code, {
    status,
    requestId: problem?.requestId ?? headers.get('Request-Id'),
    // A gateway between us and the backend answers for it: 502 and 504 pass.
    retryable: later || status === 502 || status === 504 || code === 'request-in-progress',
    retryAfterMs: wait,
    limit: problem?.limit ?? null,
  });
}

/** The body by its schema; anything else is `not-a-backend`. */
export async function parse<S extends z.ZodMiniType>(response: Response, schema: S): Promise<z.infer<S>> {
  const parsed = schema.safeParse(await response.json().catch(() => undefined));
  if (parsed.success) return parsed.data;
  throw new BackendError('not-a-backend', {
    status: response.status,
    requestId: response.headers.get('Request-Id'),
  });
}
