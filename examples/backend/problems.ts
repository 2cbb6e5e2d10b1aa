/** Errors as problem details (RFC 9457). No answer ever repeats what was sent. */
import { problemType, type Problem, type ProblemCode } from 'second-opinion-intake/contract';
import type * as z from 'zod/mini';

const STATUS: Record<ProblemCode, [number, string]> = {
  'invalid-request': [400, 'The request does not fit the contract'],
  unauthenticated: [401, 'A valid access token is needed'],
  forbidden: [403, 'Not allowed'],
  'not-found': [404, 'There is no such resource'],
  conflict: [409, 'This does not fit with the present state'],
  'idempotency-key-reused': [422, 'The Idempotency-Key was used with another body'],
  'request-in-progress': [409, 'A request with this Idempotency-Key is under way'],
  'version-mismatch': [412, 'The resource has changed since'],
  'version-required': [428, 'If-Match is needed'],
  'too-large': [413, 'Larger than this backend accepts'],
  'too-many-documents': [409, 'The case holds as many documents as this backend accepts'],
  'unsupported-media-type': [415, 'This kind of body is not accepted'],
  'digest-mismatch': [422, 'The digest is not the declared one'],
  'pieces-missing': [409, 'Not every piece of the file is held'],
  'consent-required': [409, 'A current consent is needed first'],
  'consent-outdated': [409, 'The consent text is not the current one'],
  'definition-outdated': [409, 'This version of the definition is no longer answered'],
  'upload-expired': [410, 'The upload has expired'],
  'report-not-ready': [409, 'There is no report yet'],
  'link-expired': [410, 'The link is no longer valid'],
  'rate-limited': [429, 'Too many requests'],
  unavailable: [503, 'Not available now'],
  unexpected: [500, 'Something went wrong here'],
};

/** Thrown anywhere in a route; the error handler makes the answer. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly status: number;
  readonly extra: Pick<Problem, 'limit' | 'pointers'>;
  readonly retryAfterSeconds: number | null;

  constructor(
    code: ProblemCode,
    extra: Pick<Problem, 'limit' | 'pointers'> = {},
    retryAfterSeconds: number | null = null,
  ) {
    super(code);
    this.code = code;
    this.status = STATUS[code][0];
    this.extra = extra;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export function problemBody(
  code: ProblemCode,
  requestId: string,
  extra: Pick<Problem, 'limit' | 'pointers'> = {},
): Problem {
  const [status, title] = STATUS[code];
  return { type: problemType(code), title, status, requestId, ...extra };
}

/** A thousand documents of a bundle may share one mistake. */
const MAX_POINTERS = 100;

/** Parses a body by a schema of the contract; a misfit names places (RFC 6901), never values. */
export function parseBody<S extends z.ZodMiniType>(schema: S, body: unknown): z.infer<S> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const pointers = parsed.error.issues.map(({ path }) =>
    path.map((each) => `/${String(each).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
  );
  throw new ProblemError('invalid-request', { pointers: [...new Set(pointers)].slice(0, MAX_POINTERS) });
}
