/** Every way in ends in a short-lived access token; only its hash is stored. */
import { createHash } from 'node:crypto';
import { eq, lt } from 'drizzle-orm';
import type { FastifyRequest } from 'fastify';
import { calculateJwkThumbprint, decodeProtectedHeader, importJWK, jwtVerify, type JWK } from 'jose';
import { PublicJwk, type Session, type SessionRequest } from 'second-opinion-intake/contract';
import { baseUrl } from './base-url.js';
import { redeemCode } from './codes.js';
import type { Context } from './context.js';
import { randomToken } from './digest.js';
import { sessions, usedProofs } from './db/schema.js';
import { ProblemError } from './problems.js';

/** A proof is good for so long, either way: the client's clock may be off. */
const PROOF_SECONDS = 300;

const hash = (token: string) => createHash('sha256').update(token).digest('base64url');

/** The device's key proves itself in the manner of RFC 9449 section 4.3. */
async function devicePrincipal(context: Context, request: FastifyRequest, proof: string): Promise<string> {
  try {
    const header = decodeProtectedHeader(proof);
    const jwk = PublicJwk.parse(header.jwk);
    const key = await importJWK(jwk as JWK, 'ES256');
    const { payload } = await jwtVerify(proof, key, { algorithms: ['ES256'], typ: 'dpop+jwt' });
    const now = context.now().getTime() / 1000;
    const fresh = typeof payload.iat === 'number' && Math.abs(now - payload.iat) < PROOF_SECONDS;
    const meant =
      payload['htm'] === 'POST' && payload['htu'] === `${baseUrl(context.config, request)}/sessions`;
    if (!fresh || !meant || typeof payload.jti !== 'string' || payload.jti.length > 128)
      throw new Error('unfit proof');
    const used = await context.db
      .insert(usedProofs)
      .values({ jti: hash(payload.jti), expiresAt: new Date((now + 2 * PROOF_SECONDS) * 1000) })
      .onConflictDoNothing()
      .returning();
    if (used.length === 0) throw new Error('replayed proof');
    return `device:${await calculateJwkThumbprint(jwk as JWK)}`;
  } catch {
    throw new ProblemError('unauthenticated');
  }
}

/** A JWT of the host portal, as a token or in its cookie. */
async function hostPrincipal(context: Context, token: string | undefined): Promise<string> {
  const { hostTokenSecret } = context.config;
  if (!hostTokenSecret || !token) throw new ProblemError('unauthenticated');
  try {
    const { payload } = await jwtVerify(token, new TextEncoder().encode(hostTokenSecret), {
      algorithms: ['HS256'],
      requiredClaims: ['sub', 'exp'],
    });
    return `host:${payload.sub}`;
  } catch {
    throw new ProblemError('unauthenticated');
  }
}

export function cookie(request: FastifyRequest, name: string): string | undefined {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([key]) => key === name)?.[1];
}

async function principalOf(context: Context, request: FastifyRequest, body: SessionRequest): Promise<string> {
  switch (body.grant) {
    case 'device':
    case 'code':
      return devicePrincipal(context, request, body.proof);
    case 'host-token':
      return hostPrincipal(context, body.token);
    case 'cookie':
      // The cookie opens nothing but this exchange, and only a listed page can send it or read the answer.
      if (!context.config.allowedOrigins.includes(request.headers.origin ?? ''))
        throw new ProblemError('forbidden');
      return hostPrincipal(context, cookie(request, 'so_portal'));
  }
}

export async function openSession(
  context: Context,
  request: FastifyRequest,
  body: SessionRequest,
): Promise<Session> {
  const principal = await principalOf(context, request, body);
  const caseId = body.grant === 'code' ? await redeemCode(context, body, principal) : undefined;
  const accessToken = randomToken();
  const expiresAt = new Date(context.now().getTime() + context.config.sessionSeconds * 1000);
  await context.db.insert(sessions).values({ tokenHash: hash(accessToken), principal, expiresAt });
  return {
    accessToken,
    tokenType: 'Bearer',
    expiresAt: expiresAt.toISOString(),
    expiresIn: context.config.sessionSeconds,
    ...(caseId === undefined ? {} : { caseId }),
  };
}

/** Who is asking, and until when; throws `unauthenticated`. */
export async function authenticate(
  context: Context,
  request: FastifyRequest,
): Promise<{ principal: string; expiresAt: Date }> {
  const [scheme, token] = (request.headers.authorization ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || !token) throw new ProblemError('unauthenticated');
  const [session] = await context.db
    .select()
    .from(sessions)
    .where(eq(sessions.tokenHash, hash(token)));
  if (!session || session.expiresAt <= context.now()) throw new ProblemError('unauthenticated');
  return session;
}

/** Deletes what has expired. */
export async function sweepSessions(context: Context): Promise<void> {
  await context.db.delete(sessions).where(lt(sessions.expiresAt, context.now()));
  await context.db.delete(usedProofs).where(lt(usedProofs.expiresAt, context.now()));
}
