/**
 * Reads a completed upload back from the store and compares it with what was declared. Only this leads to "received".
 * What a crash interrupted is taken up at the next start.
 */
import { createHash } from 'node:crypto';
import { and, eq, isNotNull } from 'drizzle-orm';
import type { DocumentType, RejectionReason } from 'second-opinion-intake/contract';
import type { Context } from './context.js';
import { documents, requests } from './db/schema.js';
import { changeCase } from './events.js';
import { notifyPatient } from './outbox.js';
import type { Uploads } from './uploads.js';

export interface Verifier {
  enqueue(documentId: string): void;
  /** Takes up what an earlier process left. */
  recover(): Promise<void>;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
}

const starts = (head: Buffer, bytes: readonly number[], at = 0) =>
  bytes.every((byte, i) => head[at + i] === byte);
const latin = (text: string) => [...text].map((character) => character.charCodeAt(0));

/** Whether the first bytes are of the declared type. A declared `other` is for people to look at. */
function looksLike(type: DocumentType, head: Buffer): boolean {
  switch (type) {
    case 'dicom': {
      if (starts(head, latin('DICM'), 128)) return true;
      // Without preamble (PS3.10 allows none, old archives write so): group 0002 or 0008 first, either byte order.
      const little = head.length >= 2 ? head.readUInt16LE(0) : 0;
      const big = head.length >= 2 ? head.readUInt16BE(0) : 0;
      return [2, 8].includes(little) || [2, 8].includes(big);
    }
    case 'pdf':
      return head.subarray(0, 1024).includes('%PDF-');
    case 'image':
      return (
        starts(head, [0xff, 0xd8, 0xff]) ||
        starts(head, [0x89, 0x50, 0x4e, 0x47]) ||
        starts(head, latin('GIF8')) ||
        starts(head, latin('II*\0')) ||
        starts(head, latin('MM\0*')) ||
        (starts(head, latin('RIFF')) && starts(head, latin('WEBP'), 8)) ||
        starts(head, latin('ftyp'), 4)
      );
    case 'other':
      return !starts(head, latin('MZ')) && !starts(head, [0x7f, 0x45, 0x4c, 0x46]);
  }
}

/** PE, ELF and Mach-O in front of "DICM" (CVE-2019-11687). */
function executablePreamble(head: Buffer): boolean {
  const magics = [
    latin('MZ'),
    [0x7f, 0x45, 0x4c, 0x46],
    [0xcf, 0xfa, 0xed, 0xfe],
    [0xca, 0xfe, 0xba, 0xbe],
    latin('#!'),
  ];
  return magics.some((magic) => starts(head, magic));
}

export function createVerifier(context: Context, uploads: Uploads): Verifier {
  const { db } = context;
  let queue = Promise.resolve();

  async function inspect(row: typeof documents.$inferSelect): Promise<RejectionReason | null> {
    const hash = createHash('sha256');
    let size = 0;
    let head = Buffer.alloc(0);
    for await (const chunk of uploads.read(row.uploadId ?? '')) {
      if (head.length < 2048) head = Buffer.concat([head, chunk.subarray(0, 2048)]);
      hash.update(chunk);
      size += chunk.length;
    }
    const digest = hash.digest('hex');
    if (size !== row.size || size !== row.completion?.size) return { code: 'size-mismatch' };
    if (digest !== row.sha256 || digest !== row.completion.sha256) return { code: 'digest-mismatch' };
    if (executablePreamble(head)) return { code: 'malware' };
    if (!looksLike(row.type, head)) return { code: 'type-mismatch' };
    return null;
  }

  async function verify(documentId: string): Promise<void> {
    const [row] = await db.select().from(documents).where(eq(documents.id, documentId));
    if (!row || row.deleted || row.status !== 'receiving' || !row.completion) return;
    const rejection: RejectionReason | null = await inspect(row).catch(() => ({
      code: 'unreadable' as const,
    }));
    await changeCase(context, row.caseId, async ({ tx, record }) => {
      const status = rejection ? 'rejected' : 'received';
      const changed = await tx
        .update(documents)
        .set({ status, rejection, receivedAt: rejection ? null : context.now() })
        .where(
          and(eq(documents.id, documentId), eq(documents.status, 'receiving'), eq(documents.deleted, false)),
        )
        .returning();
      if (changed.length === 0) return;
      record({
        type: 'document.status-changed',
        actor: 'system',
        reason: rejection ? { code: rejection.code, text: null } : null,
        data: { documentId, status },
      });
      if (rejection || !row.requestId) return;
      const answered = await tx
        .update(requests)
        .set({ status: 'pending-check', answer: 'document' })
        .where(and(eq(requests.id, row.requestId), eq(requests.status, 'open')))
        .returning();
      if (answered.length > 0) {
        record({
          type: 'case.updated',
          actor: 'system',
          data: { requestId: row.requestId, status: 'pending-check' },
        });
      }
    });
    if (!rejection) return;
    if (row.uploadId) await uploads.remove(row.uploadId);
    // The page may be closed by now: a late failure must not stay silent.
    await notifyPatient(context, row.caseId);
  }

  const enqueue = (documentId: string) => {
    queue = queue
      .then(() => verify(documentId))
      .catch(() => context.log.write({ level: 'error', what: 'verification failed', documentId }));
  };
  return {
    enqueue,
    recover: async () => {
      const rows = await db
        .select({ id: documents.id })
        .from(documents)
        .where(
          and(
            eq(documents.status, 'receiving'),
            isNotNull(documents.completion),
            eq(documents.deleted, false),
          ),
        );
      for (const { id } of rows) enqueue(id);
    },
    idle: () => queue,
  };
}
