/** Answer to `POST {base}/sessions`. */
import * as z from 'zod/mini';
import { DateTime, Uuid } from './primitives.js';

export const Session = z.object({
  accessToken: z.string().check(z.minLength(16)),
  tokenType: z.literal('Bearer'),
  expiresAt: DateTime,
  /** Seconds from now: the client's clock may be wrong. */
  expiresIn: z.int().check(z.positive()),
  /** With the grant `code`: the case that it opens. */
  caseId: z.optional(Uuid),
});

export type Session = z.infer<typeof Session>;
