/** Cross-origin answers for the pages on the allow-list, on every route, error, stream and upload alike. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';

/** Response headers that a page may read. */
export const EXPOSED_HEADERS = [
  'ETag',
  'Location',
  'Retry-After',
  'Upload-Offset',
  'Upload-Length',
  'Upload-Expires',
  'Upload-Metadata',
  'Tus-Resumable',
  'Tus-Version',
  'Tus-Extension',
  'Tus-Max-Size',
  'Request-Id',
];

const ALLOWED = [
  'Authorization',
  'Content-Type',
  'Idempotency-Key',
  'If-Match',
  'If-None-Match',
  'Last-Event-ID',
  'Upload-Length',
  'Upload-Offset',
  'Upload-Metadata',
  'Upload-Defer-Length',
  'Upload-Concat',
  'Tus-Resumable',
].join(', ');

/** Headers for one answer; none for an origin that is not on the list. Credentials only where a cookie is exchanged. */
export function corsHeaders(
  request: IncomingMessage,
  allowedOrigins: readonly string[],
): Record<string, string> {
  const { origin } = request.headers;
  if (!origin || !allowedOrigins.includes(origin)) return { Vary: 'Origin' };
  return {
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Expose-Headers': EXPOSED_HEADERS.join(', '),
    Vary: 'Origin',
    ...(request.url?.endsWith('/sessions') ? { 'Access-Control-Allow-Credentials': 'true' } : {}),
  };
}

export function applyCors(response: ServerResponse, headers: Record<string, string>): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
}

/** Sets the headers on the raw answer before anything else runs, and answers preflights. */
export function registerCors(app: FastifyInstance, allowedOrigins: readonly string[]): void {
  app.addHook('onRequest', async (request, reply) => {
    applyCors(reply.raw, corsHeaders(request.raw, allowedOrigins));
    if (request.method !== 'OPTIONS' || !request.headers['access-control-request-method']) return;
    const allowed = allowedOrigins.includes(request.headers.origin ?? '');
    return reply
      .status(allowed ? 204 : 403)
      .headers(
        allowed
          ? {
              'Access-Control-Allow-Methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
              'Access-Control-Allow-Headers': ALLOWED,
              'Access-Control-Max-Age': '7200',
            }
          : {},
      )
      .send();
  });
}
