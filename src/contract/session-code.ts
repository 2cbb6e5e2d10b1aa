/** Codes for another device. Since 1.5. */
import * as z from 'zod/mini';
import { LanguageTag, line } from './primitives.js';

/**
 * Body of `POST {base}/session-codes`: send a code to the address that the case names. The answer is the same whether or
 * not there is such a case.
 */
export const SessionCodeRequest = z.object({
  reference: line(20),
  /** Of the e-mail; left out, the case's. */
  locale: z.optional(LanguageTag),
});

/** Answer to {@link SessionCodeRequest}. */
export const SessionCodeSent = z.object({
  /** Seconds for which a code is good. */
  expiresIn: z.int().check(z.positive()),
});

export type SessionCodeRequest = z.infer<typeof SessionCodeRequest>;
export type SessionCodeSent = z.infer<typeof SessionCodeSent>;
