/**
 * `POST {base}/cases/{id}/digest-queries`: what this case holds already, so that no byte goes twice. Of this case alone:
 * an answer that looked further would tell one patient what another has sent. It creates nothing, so it takes no
 * Idempotency-Key. Since 1.3.
 */
import * as z from 'zod/mini';
import { CaseDocument } from './document.js';
import { Sha256 } from './primitives.js';

/** Most digests of one query. */
export const MAX_QUERIED_DIGESTS = 1_000;

/** Of files (composite ones included, see {@link DocumentPieces}) and of pieces, in any order. */
export const DigestQuery = z.object({
  digests: z.array(Sha256).check(z.minLength(1), z.maxLength(MAX_QUERIED_DIGESTS)),
});

/** What is not held is left out. */
export const DigestAnswer = z.object({
  /** Their bytes are read back (`received`, `accepted`, `not-needed`), or all there to be read back (`receiving`). */
  documents: z.array(CaseDocument),
  /** Digests of pieces that are `held`. */
  pieces: z.array(Sha256),
});

export type DigestAnswer = z.infer<typeof DigestAnswer>;
export type DigestQuery = z.infer<typeof DigestQuery>;
