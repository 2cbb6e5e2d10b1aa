/** tus 1.0 by @tus/server on a file store, behind the same sessions as everything else: documents, bundles, pieces. */
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';
import { and, eq, inArray, isNull, sql, type SQL } from 'drizzle-orm';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { mayOpen } from './access.js';
import type { Context } from './context.js';
import { applyCors, corsHeaders, EXPOSED_HEADERS } from './cors.js';
import { bundles, cases, documents, pieces } from './db/schema.js';
import { ProblemError } from './problems.js';
import { authenticate } from './sessions.js';
import { PENDING } from './settle.js';

export interface Uploads {
  /** False for an upload whose creation a crash cut off, and after its removal. */
  exists(uploadId: string): Promise<boolean>;
  /** True when all bytes are in the store. */
  isComplete(uploadId: string): Promise<boolean>;
  read(uploadId: string): NodeJS.ReadableStream & AsyncIterable<Buffer>;
  size(uploadId: string): Promise<number>;
  /** Writes bytes that came in a bundle or in pieces aside, over what is there; to be kept, or removed. */
  stage(uploadId: string, bytes: AsyncIterable<Buffer>): Promise<void>;
  readStaged(uploadId: string): AsyncIterable<Buffer>;
  /** From here on it is read like any upload. */
  keep(uploadId: string): Promise<void>;
  /** With what is staged under this id. */
  remove(uploadId: string): Promise<void>;
  /** When the upload last grew; null when it is gone. */
  lastWrite(uploadId: string): Promise<Date | null>;
}

/** What bytes are uploaded for, by its name in the metadata: how many, and whether any are still taken. */
const KINDS = {
  documentId: {
    table: documents,
    size: documents.size,
    // One that has its result keeps the bytes that were read back, whatever plan a page still has.
    open: sql<boolean>`${documents.completion} is null and ${documents.pieceBytes} is null
      and ${inArray(documents.status, PENDING)}`,
  },
  bundleId: { table: bundles, size: bundles.size, open: sql<boolean>`${bundles.completion} is null` },
  pieceId: { table: pieces, size: pieces.encodedSize, open: sql<boolean>`${pieces.status} = 'declared'` },
};
type KindName = keyof typeof KINDS;
type Kind = (typeof KINDS)[KindName];

interface Owner {
  /** Of the upload, in bytes. */
  size: number;
  uploadId: string | null;
  open: boolean;
}

const READ_BYTES = 1024 * 1024;
const UPLOAD_ID = /^[0-9a-f]{32}$/;

export async function registerUploads(app: FastifyInstance, context: Context): Promise<Uploads> {
  const { db, config, folders } = context;
  await mkdir(folders.uploads, { recursive: true });
  const store = new FileStore({ directory: folders.uploads });
  const path = (uploadId: string) => {
    if (!UPLOAD_ID.test(uploadId)) throw new ProblemError('not-found');
    return join(folders.uploads, uploadId);
  };

  const staged = (uploadId: string) => `${path(uploadId)}.part`;

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
      const [name, id] = Object.entries(upload.metadata ?? {})[0] ?? [];
      const { table, size: bytes, open } = KINDS[name as KindName];
      const [row] = await db
        .select({ uploadId: table.uploadId })
        .from(table)
        .where(eq(table.id, id ?? ''));
      const earlier = row?.uploadId ?? null;
      // A crash between here and the store leaves an id without an upload: that one is replaced.
      const replaceable = earlier !== null && !(await exists(earlier));
      const taken = await db
        .update(table)
        .set({ uploadId: upload.id })
        .where(
          and(
            eq(table.id, id ?? ''),
            eq(bytes, upload.size ?? -1),
            eq(table.deleted, false),
            open,
            replaceable ? eq(table.uploadId, earlier) : isNull(table.uploadId),
          ),
        )
        .returning({ id: table.id });
      // Of two creations at once, the later; `checkCreation` has refused the rest.
      if (taken.length === 0) throw { status_code: 409, body: 'The upload exists\n' };
      return {};
    },
  });

  /** The row of this principal that a condition holds for. */
  async function find(
    { table, size: bytes, open }: Kind,
    condition: SQL,
    principal: string,
  ): Promise<Owner | null> {
    const [found] = await db
      .select({ size: bytes, uploadId: table.uploadId, open })
      .from(table)
      .innerJoin(cases, eq(cases.id, table.caseId))
      .where(and(condition, eq(table.deleted, false), mayOpen(db, principal)));
    return found ?? null;
  }

  /** Whose bytes an upload request moves: refuses it unless that is this principal's. */
  async function checkOwner(request: FastifyRequest, principal: string): Promise<void> {
    const { uploadId } = request.params as { uploadId?: string };
    if (uploadId) {
      const owners = await Promise.all(
        Object.values(KINDS).map((kind) => find(kind, eq(kind.table.uploadId, uploadId), principal)),
      );
      if (!owners.some(Boolean) || !(await exists(uploadId))) throw new ProblemError('upload-expired');
      return;
    }
    const named = namedIn(request);
    if (!named) throw new ProblemError('invalid-request', { pointers: ['/headers/upload-metadata'] });
    const kind = KINDS[named.kind];
    const owner = await find(kind, eq(kind.table.id, named.id), principal);
    if (!owner) throw new ProblemError('not-found');
    await checkCreation(request, owner);
  }

  /** Refuses with a problem what tus would refuse in plain text. */
  async function checkCreation(request: FastifyRequest, row: Owner): Promise<void> {
    if (Number(request.headers['upload-length']) !== row.size)
      throw new ProblemError('invalid-request', { pointers: ['/headers/upload-length'] });
    if (!row.open || (row.uploadId && (await exists(row.uploadId)))) throw new ProblemError('conflict');
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
    read: (uploadId) => createReadStream(path(uploadId), { highWaterMark: READ_BYTES }),
    stage: async (uploadId, bytes) => {
      const file = await open(staged(uploadId), 'w');
      try {
        for await (const chunk of bytes) await file.writeFile(chunk);
        // Before anybody is told that it is there.
        await file.sync();
      } catch (error) {
        // Of no use to anybody, and the disk may be full.
        await unlink(staged(uploadId)).catch(() => undefined);
        throw error;
      } finally {
        await file.close();
      }
    },
    readStaged: (uploadId) => createReadStream(staged(uploadId), { highWaterMark: READ_BYTES }),
    keep: (uploadId) => rename(staged(uploadId), path(uploadId)),
    remove: async (uploadId) => {
      for (const each of [path(uploadId), `${path(uploadId)}.json`, staged(uploadId)])
        await unlink(each).catch(() => undefined);
    },
    lastWrite: async (uploadId) => (await stat(path(uploadId)).catch(() => null))?.mtime ?? null,
  };
}

/** Upload-Metadata (tus 1.0, creation extension): whose bytes they are, as a UUID in Base64, and nothing else. */
function namedIn(request: FastifyRequest): { kind: KindName; id: string } | null {
  const header = request.headers['upload-metadata'];
  const match = /^(documentId|bundleId|pieceId) ([A-Za-z0-9+/=]+)$/.exec(
    typeof header === 'string' ? header : '',
  );
  const id = Buffer.from(match?.[2] ?? '', 'base64').toString('utf8');
  return match && /^[0-9a-f-]{36}$/.test(id) ? { kind: match[1] as KindName, id } : null;
}
