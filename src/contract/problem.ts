/**
 * Errors on the wire: problem details (RFC 9457) with a closed registry of types.
 */
import * as z from 'zod/mini';
import { Bytes, line } from './primitives.js';

/**
 * The last segment of a problem's `type` URI, `https://second-opinion-intake.dev/problems/{code}`.
 * A widget has a sentence for each; a code that is not here is shown as `unexpected`.
 */
export const PROBLEM_CODES = [
  'invalid-request',
  'unauthenticated',
  'forbidden',
  'not-found',
  'conflict',
  'idempotency-key-reused',
  'request-in-progress',
  'version-mismatch',
  'version-required',
  'too-large',
  'too-many-documents',
  'unsupported-media-type',
  'digest-mismatch',
  'pieces-missing',
  'consent-required',
  'consent-outdated',
  'definition-outdated',
  'upload-expired',
  'report-not-ready',
  'link-expired',
  'rate-limited',
  'unavailable',
  'unexpected',
] as const;

export const ProblemCode = z.enum(PROBLEM_CODES);

const PROBLEM_TYPE_BASE = 'https://second-opinion-intake.dev/problems/';

/** RFC 9457 section 3. `detail` is for the developer and never carries what a person typed. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int().check(z.gte(400), z.lte(599)),
  detail: z.optional(z.string()),
  /** The id under which the backend's operators find this request. */
  requestId: z.optional(line(64)),
  /** With `too-large`: the limit in bytes. */
  limit: z.optional(Bytes),
  /** With `invalid-request`: where, as JSON Pointers (RFC 6901), never with values. */
  pointers: z.optional(z.array(z.string())),
});

/** The `type` URI of a problem code. */
export function problemType(code: ProblemCode): string {
  return PROBLEM_TYPE_BASE + code;
}

/** The code in a problem's `type` URI; `unexpected` for any other URI. */
export function problemCode(type: string): ProblemCode {
  const parsed = ProblemCode.safeParse(
    type.startsWith(PROBLEM_TYPE_BASE) ? type.slice(PROBLEM_TYPE_BASE.length) : '',
  );
  return parsed.success ? parsed.data : 'unexpected';
}

export type Problem = z.infer<typeof Problem>;
export type ProblemCode = z.infer<typeof ProblemCode>;
