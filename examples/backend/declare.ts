/** What declared documents go through: single ones, those of a bundle, and those that came in pieces. */
import { randomUUID } from 'node:crypto';
import { and, eq, inArray } from 'drizzle-orm';
import { DocumentDescription, type DocumentDeclaration } from 'second-opinion-intake/contract';
import type { Config } from './config.js';
import { requireConsent } from './consent.js';
import type { Context } from './context.js';
import { documents, requests } from './db/schema.js';
import type { CaseChange } from './events.js';
import { unclaimed } from './pieces.js';
import { ProblemError } from './problems.js';
import { countsIn } from './settle.js';
import type { DocumentRow } from './views.js';

/** Throws `too-large`; `size` in bytes. */
export function checkFileSize(config: Config, size: number): void {
  if (size > config.maxFileBytes) throw new ProblemError('too-large', { limit: config.maxFileBytes });
}

interface Told {
  size: number;
  sha256: string;
  pieceBytes: number | null;
}
const content = ({ size, sha256, pieceBytes }: Told) => `${size} ${sha256} ${pieceBytes}`;
const contentOf = ({ pieces, ...told }: DocumentDeclaration) =>
  content({ ...told, pieceBytes: pieces?.bytes ?? null });

/**
 * The document of each declaration, in their order. No byte twice: the same content in this case is the same document.
 * Throws `conflict` (a closed case), `consent-required`, `invalid-request` at `{pointer}/requestId`,
 * `too-many-documents` and `too-large`; then none of them is declared.
 */
export async function declareDocuments(
  context: Context,
  change: CaseChange,
  declarations: readonly DocumentDeclaration[],
  pointer: (index: number) => string = () => '',
): Promise<{ row: DocumentRow; created: boolean }[]> {
  const { tx, row: theCase, record } = change;
  if (theCase.phase === 'closed') throw new ProblemError('conflict');
  await requireConsent(tx, theCase.id);
  await checkRequests(change, declarations, pointer);
  const held = await tx.select().from(documents).where(countsIn(theCase.id));
  const there = new Map(held.map((row) => [content(row), row]));
  const fresh = new Map<string, typeof documents.$inferInsert>();
  for (const declaration of declarations) {
    const { requestId = null } = declaration;
    const key = contentOf(declaration);
    const same = there.get(key);
    if (same) {
      there.set(key, await sendFor(change, same, requestId));
      continue;
    }
    fresh.set(key, {
      ...declaration,
      pieceBytes: declaration.pieces?.bytes ?? null,
      requestId,
      description: DocumentDescription.parse(declaration),
      id: randomUUID(),
      caseId: theCase.id,
      status: 'declared',
      declaredAt: context.now(),
      ...fresh.get(key),
    });
  }
  const inserted: DocumentRow[] = [];
  if (fresh.size > 0) {
    const rows = [...fresh.values()];
    const taken = declarations.flatMap(({ pieces }) => pieces?.sha256 ?? []);
    checkLimits(context.config, held, rows, (await unclaimed(tx, theCase.id, taken)).bytes);
    inserted.push(...(await tx.insert(documents).values(rows).returning()));
  }
  const created = new Map(inserted.map((row) => [content(row), row]));
  return declarations.map((declaration) => {
    const key = contentOf(declaration);
    const row = created.get(key) ?? there.get(key);
    if (!row) throw new ProblemError('unexpected');
    if (!fresh.delete(key)) return { row, created: false };
    record({
      type: 'document.status-changed',
      actor: 'patient',
      data: { documentId: row.id, status: 'declared' },
    });
    return { row, created: true };
  });
}

async function checkRequests(
  { tx, row: theCase }: CaseChange,
  declarations: readonly DocumentDeclaration[],
  pointer: (index: number) => string,
): Promise<void> {
  const named = [...new Set(declarations.flatMap(({ requestId }) => requestId ?? []))];
  if (named.length === 0) return;
  const asked = await tx
    .select({ id: requests.id })
    .from(requests)
    .where(and(inArray(requests.id, named), eq(requests.caseId, theCase.id)));
  const pointers = declarations.flatMap(({ requestId }, index) =>
    !requestId || asked.some(({ id }) => id === requestId) ? [] : `${pointer(index)}/requestId`,
  );
  if (pointers.length > 0) throw new ProblemError('invalid-request', { pointers });
}

/** A document that is there answers a request too; the first one that it was sent for stays. */
async function sendFor(
  { tx, record }: CaseChange,
  row: DocumentRow,
  requestId: string | null,
): Promise<DocumentRow> {
  if (!requestId || row.requestId) return row;
  await tx.update(documents).set({ requestId }).where(eq(documents.id, row.id));
  if (row.receivedAt) {
    await tx
      .update(requests)
      .set({ status: 'pending-check', answer: 'document' })
      .where(and(eq(requests.id, requestId), eq(requests.status, 'open')));
  }
  record({ type: 'case.updated', actor: 'patient', data: { documentId: row.id, requestId } });
  return { ...row, requestId };
}

/** `pieceBytes`: of pieces that no document has taken over. */
function checkLimits(
  { maxDocumentsPerCase, maxCaseBytes }: Config,
  held: readonly { size: number }[],
  fresh: readonly { size: number }[],
  pieceBytes: number,
): void {
  if (held.length + fresh.length > maxDocumentsPerCase) throw new ProblemError('too-many-documents');
  const total = [...held, ...fresh].reduce((sum, { size }) => sum + size, pieceBytes);
  if (total > maxCaseBytes) throw new ProblemError('too-large', { limit: maxCaseBytes });
}
