/**
 * `POST {base}/sessions`: every way in is exchanged for one short-lived access token, kept in memory.
 */
import * as z from 'zod/mini';
import { line } from './primitives.js';

/** Public EC P-256 key (RFC 7517, RFC 7518 section 6.2.1). */
export const PublicJwk = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string().check(z.maxLength(64)),
  y: z.string().check(z.maxLength(64)),
});

export const SessionRequest = z.discriminatedUnion('grant', [
  /**
   * This device: a JWT signed with its non-extractable key, in the manner of RFC 9449 section 4.2
   * (`typ: dpop+jwt`, `jwk` in the header; `htm`, `htu`, `iat`, `jti`). The key's thumbprint (RFC 7638) is who it is.
   */
  z.object({ grant: z.literal('device'), proof: z.string().check(z.maxLength(4096)) }),
  /** The host page's own token, from its `getToken` callback. */
  z.object({ grant: z.literal('host-token'), token: z.string().check(z.minLength(1), z.maxLength(16_384)) }),
  /** The host page's session cookie, sent with `credentials: 'include'` on this request only. */
  z.object({ grant: z.literal('cookie') }),
  /**
   * Another device: a case's reference and the code that was sent for it, good once. `proof` as with `device`: from then on
   * this device's key opens this case, and no other. Since 1.5.
   */
  z.object({
    grant: z.literal('code'),
    reference: line(20),
    code: z.string().check(z.regex(/^\d{8}$/)),
    proof: z.string().check(z.maxLength(4096)),
  }),
]);

export type PublicJwk = z.infer<typeof PublicJwk>;
export type SessionRequest = z.infer<typeof SessionRequest>;
