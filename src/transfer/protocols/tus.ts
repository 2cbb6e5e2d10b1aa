/**
 * tus 1.0.0 (https://tus.io/protocols/resumable-upload): creation, on a good line with the first bytes, then PATCH from the
 * offset that the server tells.
 * By hand, because what we owe goes beyond tus-js-client 4.3: a token that expires in mid-upload, Retry-After, a stall
 * watchdog, and never a byte below an acknowledged offset.
 */
import { BackendError, type Uploader, type UploadTask } from '../../backend/backend.js';
import { retryAfterMs } from '../../backend/retry-after.js';
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

/** Sends one file. Rejects with BackendError; `retryable` ones go on where this stopped when called again. */
export function createTusUploader(options: TusOptions = {}): Uploader {
  const http = options.http ?? (typeof XMLHttpRequest === 'undefined' ? fetchBody : xhrBody);
  const stallMs = options.stallMs ?? 30_000;

  async function upload({
    plan,
    body,
    signal,
    creationBytes = 0,
    authorize,
    onProgress,
  }: UploadTask): Promise<void> {
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
        authorization = await authorize(authorization);
        // Part of a body may have arrived: where to go on is for HEAD to say.
        if (r.method === 'PATCH') return response;
      }
    };

    const maxBytes = plan.parts.maxBytes;
    const sent = (from: number, part: Blob) => (bytes: number) =>
      onProgress(from, from + Math.min(bytes, part.size));
    const begin = () => {
      const small = body.size <= Math.min(creationBytes, maxBytes);
      const first = plan.creationWithUpload && small ? body : null;
      onProgress(0, 0);
      return create(plan, body.size, first, request, first && sent(0, first));
    };
    const begun = plan.uploadUrl
      ? { url: plan.uploadUrl, offset: await head(plan.uploadUrl, body.size, request) }
      : await begin();
    const { url } = begun;
    let { offset } = begun;
    onProgress(offset, offset);
    let renewals = 0;
    while (offset < body.size) {
      const from = offset;
      // In Chromium the page waits for every slice that it cuts.
      const part = from === 0 && body.size <= maxBytes ? body : body.slice(from, from + maxBytes);
      const response = await request({
        method: 'PATCH',
        url,
        headers: { 'Upload-Offset': String(from), 'Content-Type': 'application/offset+octet-stream' },
        body: part,
        onSent: sent(from, part),
      });
      if (response.status === 204 || response.status === 200) {
        offset = acknowledged(response, from, body.size);
        // Something in between takes the bodies away.
        if (offset === from)
          throw new BackendError('unavailable', { status: response.status, retryable: true });
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

/** With the first bytes, where there are any: a lost answer then costs more, and a round trip is saved. */
async function create(
  plan: TusPlan,
  size: number,
  first: Blob | null,
  request: Request,
  onSent: ((bytes: number) => void) | null,
): Promise<{ url: string; offset: number }> {
  const response = await request({
    method: 'POST',
    url: plan.creationUrl,
    headers: {
      'Upload-Length': String(size),
      'Upload-Metadata': metadata(plan.metadata),
      ...(first && { 'Content-Type': 'application/offset+octet-stream' }),
    },
    ...(first && { body: first }),
    ...(onSent && { onSent }),
  });
  const location = response.header('Location');
  if (response.status === 201 && location) {
    const url = new URL(location, plan.creationUrl);
    if (url.origin !== new URL(plan.creationUrl).origin) throw new BackendError('not-a-backend');
    // A server that took none of the bytes says nothing of an offset.
    const offset = first && response.header('Upload-Offset') !== null ? acknowledged(response, 0, size) : 0;
    return { url: url.href, offset };
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
  // A page of something in between, which says that all is well.
  if (status < 400) return new BackendError('not-a-backend', init);
  if (status === 404 || status === 410) return new BackendError('upload-expired', init);
  if (status === 413) return new BackendError('too-large', init);
  if (status === 423 || status === 429 || status === 503) {
    return new BackendError('busy', {
      ...init,
      retryable: true,
      retryAfterMs: retryAfterMs(response.header('Retry-After'), Date.now()),
    });
  }
  if (status >= 500) return new BackendError('unavailable', { ...init, retryable: true });
  return new BackendError(
    problem ? problemCode(problem.type) : status === 401 ? 'unauthenticated' : 'unexpected',
    init,
  );
}
