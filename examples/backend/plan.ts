/** Upload plans: this backend takes bytes by tus, for documents, bundles and pieces. */
import type { FastifyRequest } from 'fastify';
import type { TusPlan } from 'second-opinion-intake/contract';
import { baseUrl } from './base-url.js';
import type { Context } from './context.js';
import type { Uploads } from './uploads.js';

/** A proxy in front may refuse larger bodies; 32 MB passes the usual limits. */
const MAX_BODY_BYTES = 32 * 1024 * 1024;

/** `metadata` says whose bytes they are, see `uploads.ts`; `size` in bytes. */
export async function tusPlan(
  { config, now }: Context,
  uploads: Uploads,
  request: FastifyRequest,
  row: { size: number; uploadId: string | null },
  metadata: { documentId: string } | { bundleId: string } | { pieceId: string },
): Promise<TusPlan> {
  const base = baseUrl(config, request);
  const created = row.uploadId !== null && (await uploads.exists(row.uploadId));
  return {
    protocol: 'tus',
    tusVersion: '1.0.0',
    creationUrl: `${base}/uploads`,
    uploadUrl: created ? `${base}/uploads/${row.uploadId}` : null,
    metadata,
    creationWithUpload: true,
    headers: {},
    parts: {
      minBytes: 1,
      maxBytes: MAX_BODY_BYTES,
      maxCount: Math.ceil(row.size / MAX_BODY_BYTES),
      maxParallel: 1,
    },
    expiresAt: new Date(now().getTime() + config.uploadExpirySeconds * 1000).toISOString(),
    // A piece is small enough to be read back while its completion waits.
    asyncCompletion: !('pieceId' in metadata),
  };
}
