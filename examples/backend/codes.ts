/**
 * Codes for another device. A code goes to the address that the case names, is good once and for a quarter of an hour, and
 * lets one device into one case. Whoever asks learns nothing: neither whether there is such a case, nor what was wrong.
 */
import { randomInt, randomUUID, timingSafeEqual } from 'node:crypto';
import { and, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import type { SessionCodeRequest } from 'second-opinion-intake/contract';
import type { Context } from './context.js';
import { caseDevices, cases, sessionCodes } from './db/schema.js';
import { sha256 } from './digest.js';
import type { CaseRow } from './events.js';
import { codeLetter, deviceLetter } from './letters.js';
import { ProblemError } from './problems.js';
import { normalReference } from './reference.js';

export const CODE_SECONDS = 15 * 60;
const HOUR_MS = 3600 * 1000;
const MAX_AN_HOUR = 5;
const MAX_ATTEMPTS = 5;
/** What a code is held against where none is open. */
const NO_HASH = '0'.repeat(64);

const hashOf = (caseId: string, code: string) => sha256(caseId + code);
const equal = (a: string, b: string) => timingSafeEqual(Buffer.from(a, 'hex'), Buffer.from(b, 'hex'));

async function caseOf({ db }: Context, reference: string): Promise<CaseRow | undefined> {
  const [row] = await db
    .select()
    .from(cases)
    .where(eq(cases.reference, normalReference(reference)));
  return row;
}

/** Codes that were sent less than an hour before, by when they end. */
const endOfHourAgo = (now: Date) => new Date(now.getTime() - HOUR_MS + CODE_SECONDS * 1000);

/** Sends a new code, after which earlier ones of that case are void. Nothing is sent where there is no case, or too often. */
export async function sendCode(context: Context, { reference, locale }: SessionCodeRequest): Promise<void> {
  const row = await caseOf(context, reference);
  if (!row) return;
  const now = context.now();
  const code = String(randomInt(10 ** 8)).padStart(8, '0');
  await context.db.transaction(async (tx) => {
    await tx.select({ id: cases.id }).from(cases).where(eq(cases.id, row.id)).for('update');
    const lately = await tx
      .select({ id: sessionCodes.id })
      .from(sessionCodes)
      .where(and(eq(sessionCodes.caseId, row.id), gt(sessionCodes.expiresAt, endOfHourAgo(now))));
    if (lately.length >= MAX_AN_HOUR) return;
    await tx
      .update(sessionCodes)
      .set({ usedAt: now })
      .where(and(eq(sessionCodes.caseId, row.id), isNull(sessionCodes.usedAt)));
    await tx.insert(sessionCodes).values({
      id: randomUUID(),
      caseId: row.id,
      codeHash: hashOf(row.id, code),
      expiresAt: new Date(now.getTime() + CODE_SECONDS * 1000),
    });
    const letter = codeLetter(locale ?? row.draft.locale, code, CODE_SECONDS / 60);
    await context.outbox.send(row.draft.contact.email, letter);
  });
}

/** The open code of a case, with one attempt taken off; committed before it is compared, so that each one counts. */
async function attempt({ db, now }: Context, caseId: string) {
  const open = and(
    eq(sessionCodes.caseId, caseId),
    isNull(sessionCodes.usedAt),
    gt(sessionCodes.expiresAt, now()),
    lt(sessionCodes.attempts, MAX_ATTEMPTS),
  );
  const [taken] = await db
    .update(sessionCodes)
    .set({ attempts: sql`${sessionCodes.attempts} + 1` })
    .where(open)
    .returning();
  return taken;
}

/** The answer to an earlier, equal request was lost: this code has let this device in, which gives nothing new. */
async function wasLetIn(
  { db, now }: Context,
  caseId: string,
  code: string,
  principal: string,
): Promise<boolean> {
  const found = await db
    .select({ id: sessionCodes.id })
    .from(sessionCodes)
    .innerJoin(caseDevices, eq(caseDevices.caseId, sessionCodes.caseId))
    .where(
      and(
        eq(sessionCodes.caseId, caseId),
        eq(sessionCodes.codeHash, hashOf(caseId, code)),
        gt(sessionCodes.expiresAt, now()),
        eq(caseDevices.principal, principal),
      ),
    );
  return found.length > 0;
}

/**
 * Lets a device into the case, whose id is given, and tells the patient. Throws `unauthenticated`, whatever it is that does
 * not fit.
 */
export async function redeemCode(
  context: Context,
  { reference, code }: { reference: string; code: string },
  principal: string,
): Promise<string> {
  const row = await caseOf(context, reference);
  const caseId = row?.id ?? randomUUID();
  const taken = await attempt(context, caseId);
  if (!taken && row && (await wasLetIn(context, caseId, code, principal))) return caseId;
  if (!equal(taken?.codeHash ?? NO_HASH, hashOf(caseId, code)) || !row || !taken)
    throw new ProblemError('unauthenticated');
  await context.db.transaction(async (tx) => {
    const used = await tx
      .update(sessionCodes)
      .set({ usedAt: context.now() })
      .where(and(eq(sessionCodes.id, taken.id), isNull(sessionCodes.usedAt)))
      .returning();
    // Of two at once, one.
    if (used.length === 0) throw new ProblemError('unauthenticated');
    if (row.principal === principal) return;
    await tx.insert(caseDevices).values({ caseId, principal, addedAt: context.now() }).onConflictDoNothing();
    // No device comes in without a word: where this fails, the code stays good.
    await context.outbox.send(row.draft.contact.email, deviceLetter(row.draft.locale));
  });
  return caseId;
}

/** Deletes codes that count for nothing any more. */
export async function sweepCodes({ db, now }: Context): Promise<void> {
  await db.delete(sessionCodes).where(lt(sessionCodes.expiresAt, endOfHourAgo(now())));
}
