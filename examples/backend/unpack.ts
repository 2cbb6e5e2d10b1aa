/**
 * Takes a completed bundle apart: read from front to back, in the order of the declaration, an entry at a time. Each
 * document gets its own result. Ended at any point and begun again, it comes to the same end: a document that has its
 * result is passed over, and what is written for one goes by a name that follows from bundle and document.
 */
import { and, asc, eq, inArray } from 'drizzle-orm';
import type { RejectionReason } from 'second-opinion-intake/contract';
import { documentsOf, removeFile, type BundleRow } from './bundles.js';
import { contentProblem, readBack } from './content.js';
import type { Context } from './context.js';
import { bundleEntries, bundles, documents } from './db/schema.js';
import { sha256 } from './digest.js';
import { changeCase } from './events.js';
import { EncodedDataError } from './inflate.js';
import { PENDING, settle } from './settle.js';
import type { Uploads } from './uploads.js';
import type { DocumentRow } from './views.js';
import {
  ContradictionError,
  ForwardReader,
  readEntry,
  readLocalHeader,
  type LocalHeader,
} from './zip-stream.js';

/** A transaction for each document would take longer than unpacking it; more at once, or later, would hide progress. */
const TOLD_TOGETHER = 50;
const TOLD_AFTER_MS = 250;

interface Result {
  documentId: string;
  /** Under which the bytes are kept. */
  uploadId: string;
  rejection: RejectionReason | null;
}

/** Unpacks one bundle, or finishes what a crash left of that. Rejects only for reasons that are this backend's own. */
export function createUnpacker(context: Context, uploads: Uploads): (bundleId: string) => Promise<void> {
  const { db } = context;

  /** What is said of the file as a whole; its documents are judged by what is read back of each. */
  async function wholeProblem({
    uploadId,
    size,
    sha256,
    completion,
  }: BundleRow): Promise<RejectionReason | null> {
    const stored = await uploads.size(uploadId ?? '').catch(() => null);
    if (stored === null) return { code: 'unreadable' };
    if (stored !== size || stored !== completion?.size) return { code: 'size-mismatch' };
    return completion.sha256 === sha256 ? null : { code: 'digest-mismatch' };
  }

  /** Writes what stands in the entry and reads it back from there. Null: it is what was declared, and kept. */
  async function takeOut(
    file: ForwardReader,
    header: LocalHeader,
    row: DocumentRow,
    uploadId: string,
  ): Promise<RejectionReason | null> {
    if (header.size !== row.size) return { code: 'size-mismatch' };
    try {
      await uploads.stage(uploadId, readEntry(file, header));
    } catch (error) {
      if (error instanceof EncodedDataError) return { code: error.code };
      throw error;
    }
    const content = await readBack(uploads.readStaged(uploadId));
    const problem = contentProblem(content, row);
    if (problem) return problem;
    if (content.crc32 !== header.crc32) return { code: 'unreadable' };
    await uploads.keep(uploadId);
    return null;
  }

  /** Results that were found, in one change of the case. */
  async function tell(bundle: BundleRow, results: readonly Result[]): Promise<void> {
    if (results.length === 0) return;
    const replaced = await changeCase(context, bundle.caseId, async (change) => {
      const ids = results.map(({ documentId }) => documentId);
      const rows = await change.tx
        .select({ id: documents.id, uploadId: documents.uploadId })
        .from(documents)
        .where(inArray(documents.id, ids));
      // Uploads that were begun for a document alone meanwhile.
      const begun = new Map(rows.map(({ id, uploadId }) => [id, uploadId]));
      const settled: string[] = [];
      for (const { documentId, uploadId, rejection } of results) {
        const kept = rejection ? undefined : uploadId;
        if (await settle(context, change, documentId, rejection, kept)) settled.push(documentId);
      }
      return settled.flatMap((id) => begun.get(id) ?? []);
    });
    for (const uploadId of replaced) await uploads.remove(uploadId);
  }

  const entriesOf = ({ id }: BundleRow) =>
    db
      .select({ name: bundleEntries.entry, row: documents })
      .from(bundleEntries)
      .innerJoin(documents, eq(documents.id, bundleEntries.documentId))
      .where(eq(bundleEntries.bundleId, id))
      .orderBy(asc(bundleEntries.position));

  /** Null when every entry was taken out or passed over. */
  async function takeAll(bundle: BundleRow): Promise<RejectionReason | null> {
    const file = new ForwardReader(uploads.read(bundle.uploadId ?? ''), bundle.size);
    const taken = new Set<string>();
    let [found, since]: [Result[], number] = [[], performance.now()];
    try {
      for (const { name, row } of await entriesOf(bundle)) {
        const header = await readLocalHeader(file, name);
        const end = file.position + header.compressedSize;
        if (!row.deleted && PENDING.includes(row.status) && !taken.has(row.id)) {
          taken.add(row.id);
          const uploadId = uploadIdOf(bundle.id, row.id);
          const rejection = await takeOut(file, header, row, uploadId);
          found.push({ documentId: row.id, uploadId, rejection });
        }
        await file.skipTo(end);
        if (found.length >= TOLD_TOGETHER || performance.now() - since > TOLD_AFTER_MS) {
          await tell(bundle, found);
          [found, since] = [[], performance.now()];
        }
      }
      await tell(bundle, found);
      return null;
    } catch (error) {
      if (!(error instanceof ContradictionError)) throw error;
      await tell(bundle, found);
      return { code: 'unreadable' };
    } finally {
      await file.close();
    }
  }

  /** With a rejection, documents that are still missing share it. */
  async function end(bundle: BundleRow, rejection: RejectionReason | null): Promise<void> {
    const rows = (await documentsOf(db, bundle.id)).map(({ document }) => document);
    const rejected = await changeCase(context, bundle.caseId, async (change) => {
      const ended = await change.tx
        .update(bundles)
        .set({ status: rejection ? 'rejected' : 'unpacked', rejection })
        .where(and(eq(bundles.id, bundle.id), eq(bundles.deleted, false)))
        .returning();
      const shared: DocumentRow[] = [];
      if (!rejection || ended.length === 0) return shared;
      for (const row of rows) if (await settle(context, change, row.id, rejection)) shared.push(row);
      return shared;
    });
    for (const { uploadId } of rejected) if (uploadId) await uploads.remove(uploadId);
  }

  /** What was written for documents that did not become theirs, now or in a run that a crash ended; then the ZIP file. */
  async function clearAway(bundle: BundleRow): Promise<void> {
    for (const { row } of await entriesOf(bundle)) {
      const uploadId = uploadIdOf(bundle.id, row.id);
      if (row.uploadId !== uploadId) await uploads.remove(uploadId);
    }
    await removeFile(context, uploads, bundle);
  }

  return async (bundleId) => {
    const [bundle] = await db.select().from(bundles).where(eq(bundles.id, bundleId));
    if (!bundle) return;
    if (!bundle.deleted && bundle.status === 'receiving')
      await end(bundle, (await wholeProblem(bundle)) ?? (await takeAll(bundle)));
    await clearAway(bundle);
  };
}

/** 32 hexadecimal digits, as tus gives them. The same each time, so that a second run finds what the first one wrote. */
const uploadIdOf = (bundleId: string, documentId: string) => sha256(`${bundleId} ${documentId}`).slice(0, 32);
