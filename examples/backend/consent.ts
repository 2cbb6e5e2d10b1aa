/** Nothing about a person's health is taken before they agree to the present text. */
import { eq } from 'drizzle-orm';
import { CONSENT_TEXTS } from './clinic.js';
import type { Transaction } from './db/open.js';
import { consents } from './db/schema.js';
import { ProblemError } from './problems.js';

/** Throws `consent-required`. */
export async function requireConsent(tx: Transaction, caseId: string): Promise<void> {
  const agreed = await tx.select().from(consents).where(eq(consents.caseId, caseId));
  if (!CONSENT_TEXTS.some((text) => agreed.some(({ agreement }) => agreement.sha256 === text.sha256))) {
    throw new ProblemError('consent-required');
  }
}
