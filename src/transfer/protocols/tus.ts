/**
 * tus 1.0.0 (https://tus.io/protocols/resumable-upload): creation, then PATCH from the offset that the server tells.
 * By hand, because what we owe goes beyond tus-js-client 4.3: a token that expires in mid-upload, Retry-After, a stall
 * watchdog, and never a byte below an acknowledged offset.
 */
import { BackendError, type Uploader, type UploadTask } from '../../backend/backend.js';
import { Problem, problemCode, type TusPlan } from '../../contract/index.js';
import { fetchBody, xhrBody, type BodyRequest, type BodyResponse, type HttpBody } from './http-body.js';

export interface TusOptions {
  http?: HttpBody;
  /** Milliseconds without a byte moving after which the connection counts as dead. */
  stallMs?: number;
}

const VERSION = { 'Tus-Resumable': '1.0.0' };

/** `key base64,key base64` (tus, creation). Values are opaque ids. */
function metadata(values: Record<string, string>): string {
  return Object.entries(values)
    .map(([key, value]) => `${key} ${btoa(value)}`)
    .join(',');
}

/** Retry-After in milliseconds: seconds, or an HTTP date (RFC 9110 section 10.2.3). */
function retryAfter(response: BodyResponse): number | null {
  const value = response.header('Retry-After');
  if (value === null) return null;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
}

/** Sends one file. Rejects with BackendError; `retryable` ones go on where this stopped when called again. */
export function createTusUploader(options: TusOptions = {}): Uploader {
  const http = options.http ?? (typeof XMLHttpRequest === 'undefined' ? fetchBody : xhrBody);
  const stallMs = options.stallMs ?? 30_000;

  async function upload({ plan, body, signal, authorize, onProgress }: UploadTask): Promise<void> {
    if (plan.protocol !== 'tus') throw new BackendError('not-a-backend');
    const origin = new URL(plan.creationUrl).origin;
    // A plan whose URLs are on two origins would carry the session to a stranger.
    if (plan.uploadUrl && new URL(plan.uploadUrl).origin !== origin) throw new BackendError('not-a-backend');

    let authorization = await authorize();
    /** One request with the session; a 401 renews it once. */
    const request = async (r: Omit<BodyRequest, 'signal' | 'stallMs'>): Promise<BodyResponse> => {
      for (let renewed = false; ; renewed = true) {
        const response = await http({
          ...r,
          headers: { ...VERSION, ...plan.headers, ...r.headers, ...authorization },
          signal,
          stallMs,
        }).catch((error: unknown) => {
          signal.throwIfAborted();
          if (error instanceof BackendError) throw error;
          throw new BackendError('unreachable', { retryable: true });
        });
        if (response.status !== 401 || renewed) return response;
        authorization = await authorize(true);
        // Part of a body may have arrived: where to go on is for HEAD to say.
        if (r.method === 'PATCH') return response;
      }
    };

    const url = plan.uploadUrl ?? (await create(plan, body.size, request));
    let offset = plan.uploadUrl ? await head(url, body.size, request) : 0;
    onProgress(offset, offset);
    let renewals = 0;
    while (offset < body.size) {
      const from = offset;
      const part = body.slice(from, from + plan.parts.maxBytes);
      const response = await request({
        method: 'PATCH',
        url,
        headers: { 'Upload-Offset': String(from), 'Content-Type': 'application/offset+octet-stream' },
        body: part,
        onSent: (sent) => onProgress(from, from + Math.min(sent, part.size)),
      });
      if (response.status === 204 || response.status === 200) {
        offset = acknowledged(response, from, body.size);
        renewals = 0;
      } else if ((response.status === 401 && renewals++ < 3) || response.status === 409) {
        const now = await head(url, body.size, request);
        // The same refusal at the same place again would never end.
        if (response.status === 409 && now === from) throw failure(response);
        offset = now;
      } else {
        throw failure(response);
      }
      onProgress(offset, offset);
    }
  }

  return { upload };
}

type Request = (r: Omit<BodyRequest, 'signal' | 'stallMs'>) => Promise<BodyResponse>;

async function create(plan: TusPlan, size: number, request: Request): Promise<string> {
  const response = await request({
    method: 'POST',
    url: plan.creationUrl,
    headers: { 'Upload-Length': String(size), 'Upload-Metadata': metadata(plan.metadata) },
  });
  const location = response.header('Location');
  if (response.status === 201 && location) {
    const url = new URL(location, plan.creationUrl);
    if (url.origin !== new URL(plan.creationUrl).origin) throw new BackendError('not-a-backend');
    return url.href;
  }
  // It exists: the answer to an earlier creation was lost. A fresh plan names it.
  if (response.status === 409) throw new BackendError('conflict', { status: 409, retryable: true });
  throw failure(response);
}

/** Where the server stands. */
async function head(url: string, size: number, request: Request): Promise<number> {
  const response = await request({ method: 'HEAD', url, headers: {} });
  if (response.status === 200 || response.status === 204) return acknowledged(response, 0, size);
  throw failure(response);
}

/** `Upload-Offset` of an answer; it never goes back and never beyond the end. */
function acknowledged(response: BodyResponse, from: number, size: number): number {
  const offset = Number(response.header('Upload-Offset') ?? Number.NaN);
  if (!Number.isSafeInteger(offset) || offset < from || offset > size) {
    throw new BackendError('not-a-backend', { status: response.status });
  }
  return offset;
}

function failure(response: BodyResponse): BackendError {
  const { status } = response;
  let problem: Problem | null = null;
  try {
    problem = Problem.parse(JSON.parse(response.text));
  } catch {
    // tus servers answer in plain text; the status says enough.
  }
  const init = {
    status,
    requestId: problem?.requestId ?? response.header('Request-Id'),
    limit: problem?.limit ?? null,
  };
  if (status === 404 || status === 410) return new BackendError('upload-expired', init);
  if (status === 413) return new BackendError('too-large', init);
  if (status === 423 || status === 429 || status === 503) {
    return new BackendError('busy', { ...init, retryable: true, retryAfterMs: retryAfter(response) });
  }
  if (status >= 500) return new BackendError('unavailable', { ...init, retryable: true });
  return new BackendError(
    problem ? problemCode(problem.type) : status === 401 ? 'unauthenticated' : 'unexpected',
    init,
  );
}
