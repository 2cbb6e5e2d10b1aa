/** Whose a case is. */
import { eq, inArray, or } from 'drizzle-orm';
import type { Queryable } from './db/open.js';
import { caseDevices, cases } from './db/schema.js';

/** For queries over `cases`: those of this principal, and those to which a code let its device in. */
export const mayOpen = (db: Queryable, principal: string) =>
  or(
    eq(cases.principal, principal),
    inArray(
      cases.id,
      db.select({ id: caseDevices.caseId }).from(caseDevices).where(eq(caseDevices.principal, principal)),
    ),
  );
