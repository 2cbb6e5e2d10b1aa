/** tus 1.0 by @tus/server on a file store, behind the same sessions as everything else. */
import { createReadStream } from 'node:fs';
import { mkdir, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';
import { and, eq, isNull } from 'drizzle-orm';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Context } from './context.js';
import { applyCors, corsHeaders, EXPOSED_HEADERS } from './cors.js';
import { cases, documents } from './db/schema.js';
import { ProblemError } from './problems.js';
import { authenticate } from './sessions.js';

export interface Uploads {
  /** False for an upload whose creation a crash cut off, and after its removal. */
  exists(uploadId: string): Promise<boolean>;
  /** True when all bytes are in the store. */
  isComplete(uploadId: string): Promise<boolean>;
  read(uploadId: string): NodeJS.ReadableStream & AsyncIterable<Buffer>;
  size(uploadId: string): Promise<number>;
  remove(uploadId: string): Promise<void>;
  /** When the upload last grew; null when it is gone. */
  lastWrite(uploadId: string): Promise<Date | null>;
}

const UPLOAD_ID = /^[0-9a-f]{32}$/;

export async function registerUploads(app: FastifyInstance, context: Context): Promise<Uploads> {
  const { db, config, folders } = context;
  await mkdir(folders.uploads, { recursive: true });
  const store = new FileStore({ directory: folders.uploads });
  const path = (uploadId: string) => {
    if (!UPLOAD_ID.test(uploadId)) throw new ProblemError('not-found');
    return join(folders.uploads, uploadId);
  };

  const exists = (uploadId: string) =>
    store.getUpload(uploadId).then(
      () => true,
      () => false,
    );

  const tus = new Server({
    path: '/uploads',
    datastore: store,
    maxSize: config.maxFileBytes,
    relativeLocation: config.publicUrl === null,
    ...(config.publicUrl ? { generateUrl: (_request, { id }) => `${config.publicUrl}/uploads/${id}` } : {}),
    // tus writes its own CORS headers over those of cors.ts: they must say the same.
    allowedOrigins: (origin: string) => config.allowedOrigins.includes(origin),
    exposedHeaders: EXPOSED_HEADERS,
    onUploadCreate: async (_request, upload) => {
      // Checked before this ran; taken here, so that of two creations at once only one holds.
      const documentId = upload.metadata?.['documentId'] ?? '';
      const [document] = await db.select().from(documents).where(eq(documents.id, documentId));
      const earlier = document?.uploadId ?? null;
      // A crash between here and the store leaves an id without an upload: that one is replaced.
      const replaceable = earlier !== null && !(await exists(earlier));
      const taken = await db
        .update(documents)
        .set({ uploadId: upload.id })
        .where(
          and(
            eq(documents.id, documentId),
            eq(documents.size, upload.size ?? -1),
            eq(documents.deleted, false),
            isNull(documents.completion),
            replaceable ? eq(documents.uploadId, earlier) : isNull(documents.uploadId),
          ),
        )
        .returning();
      // Of two creations at once, the later; `checkCreation` has refused the rest.
      if (taken.length === 0) throw { status_code: 409, body: 'The upload exists\n' };
      return {};
    },
  });

  /** The document of an upload request, if it is this principal's. */
  async function checkOwner(request: FastifyRequest, principal: string): Promise<void> {
    const uploadId = (request.params as { uploadId?: string }).uploadId;
    const documentId = uploadId ? null : metadataDocumentId(request);
    if (!uploadId && !documentId)
      throw new ProblemError('invalid-request', { pointers: ['/headers/upload-metadata'] });
    const [found] = await db
      .select({ document: documents })
      .from(documents)
      .innerJoin(cases, eq(cases.id, documents.caseId))
      .where(
        and(
          uploadId ? eq(documents.uploadId, uploadId) : eq(documents.id, documentId ?? ''),
          eq(documents.deleted, false),
          eq(cases.principal, principal),
        ),
      );
    if (!found) throw new ProblemError(uploadId ? 'upload-expired' : 'not-found');
    if (!uploadId) await checkCreation(request, found.document);
    else if (!(await exists(uploadId))) throw new ProblemError('upload-expired');
  }

  /** Refuses with a problem what tus would refuse in plain text. */
  async function checkCreation(request: FastifyRequest, row: typeof documents.$inferSelect): Promise<void> {
    if (Number(request.headers['upload-length']) !== row.size)
      throw new ProblemError('invalid-request', { pointers: ['/headers/upload-length'] });
    if (row.completion || (row.uploadId && (await exists(row.uploadId)))) throw new ProblemError('conflict');
  }

  // tus reads the body itself, as it comes.
  app.addContentTypeParser('application/offset+octet-stream', (_request, _payload, done) => done(null));
  const handle = async (request: FastifyRequest, reply: import('fastify').FastifyReply) => {
    const { principal } = await authenticate(context, request);
    await checkOwner(request, principal);
    reply.hijack();
    applyCors(reply.raw, corsHeaders(request.raw, config.allowedOrigins));
    reply.raw.setHeader('Request-Id', request.id);
    reply.raw.setHeader('X-Content-Type-Options', 'nosniff');
    await tus.handle(request.raw, reply.raw);
  };
  app.route({ method: 'POST', url: '/uploads', handler: handle });
  app.route({
    method: ['HEAD', 'PATCH'],
    url: '/uploads/:uploadId',
    handler: handle,
    exposeHeadRoute: false,
  });

  const size = async (uploadId: string) => (await stat(path(uploadId))).size;
  return {
    size,
    exists,
    isComplete: async (uploadId) => {
      const upload = await store.getUpload(uploadId).catch(() => null);
      return upload !== null && upload.size === upload.offset;
    },
    read: (uploadId) => createReadStream(path(uploadId), { highWaterMark: 1024 * 1024 }),
    remove: async (uploadId) => {
      await unlink(path(uploadId)).catch(() => undefined);
      await unlink(`${path(uploadId)}.json`).catch(() => undefined);
    },
    lastWrite: async (uploadId) => (await stat(path(uploadId)).catch(() => null))?.mtime ?? null,
  };
}

/** `documentId` in Upload-Metadata (tus 1.0, creation extension): a UUID in Base64, and nothing else. */
function metadataDocumentId(request: FastifyRequest): string | null {
  const header = request.headers['upload-metadata'];
  const match = /^documentId ([A-Za-z0-9+/=]+)$/.exec(typeof header === 'string' ? header : '');
  const id = Buffer.from(match?.[1] ?? '', 'base64').toString('utf8');
  return /^[0-9a-f-]{36}$/.test(id) ? id : null;
}
