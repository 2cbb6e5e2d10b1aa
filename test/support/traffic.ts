/** What the fault proxy saw of uploads, and what must hold of it. */
import assert from 'node:assert/strict';
import type { Match, SeenRequest } from './faults.js';

type Log = readonly SeenRequest[];

const COMPLETION = /^\/(?:documents|bundles|pieces)\/([^/]+)\/completion$/;

/** The bodies of such requests are what is sent of files. */
export const movesFile: Match = ({ path, contentLength }) =>
  path.startsWith('/uploads') && contentLength !== 0;
export const isCompletion: Match = ({ method, path }) => method === 'POST' && COMPLETION.test(path);

const sum = (numbers: Iterable<number>) => [...numbers].reduce((total, each) => total + each, 0);

/** Of a creation: what for. */
const idOf = ({ uploadMetadata }: SeenRequest): string | null =>
  uploadMetadata && atob(uploadMetadata.split(' ')[1] ?? '');

/** Of the upload, where that is known: the answer to a creation may have been lost. */
const pathOf = ({ method, path, location }: SeenRequest): string | null =>
  method === 'PATCH' || method === 'HEAD' ? path : location && new URL(location, 'http://backend').pathname;

/** No byte below the last Upload-Offset that was passed back for an upload is sent again. */
export function assertNoneBelowOffset(log: Log): void {
  const uploads = log.filter(({ path }) => path.startsWith('/uploads'));
  for (const { method, path, at, uploadOffset, uploadMetadata, bodyBytes } of uploads) {
    const earlier = uploads.filter((each) => each.answeredAt !== null && each.answeredAt < at);
    if (method === 'PATCH') {
      const told = earlier.filter((each) => pathOf(each) === path).map((each) => each.answeredOffset ?? 0);
      const last = Math.max(0, ...told);
      assert.ok((uploadOffset ?? -1) >= last, `from ${uploadOffset}, told ${last}`);
    }
    if (method === 'POST' && bodyBytes > 0) {
      const made = earlier.some((each) => each.uploadMetadata === uploadMetadata && each.status === 201);
      assert.ok(!made, 'begun again from zero');
    }
  }
}

/** Bytes that reached the backend, by the upload's path. */
function carried(log: Log): Map<string, number> {
  const bytes = new Map<string, number>();
  for (const request of log.filter(movesFile)) {
    const { forwardedBytes } = request;
    const upload = pathOf(request) ?? `${idOf(request)}`;
    if (forwardedBytes > 0) bytes.set(upload, (bytes.get(upload) ?? 0) + forwardedBytes);
  }
  return bytes;
}

/** Ids of documents, bundles and pieces that were completed: all their bytes were there, even where no answer came. */
const completed = (log: Log): Set<string> =>
  new Set(log.filter(isCompletion).map(({ path }) => COMPLETION.exec(path)?.[1] ?? ''));

/**
 * Bytes sent from one time to another, of `performance.now()`, that were never answered, of uploads that had not been
 * completed by the end of it.
 */
export function bytesInFlight(log: Log, from: number, to: number): number {
  const done = completed(log.filter(({ at }) => at < to));
  const paths = new Set(log.filter((request) => done.has(idOf(request) ?? '')).map(pathOf));
  const meanwhile = log.filter(({ at, answeredAt }) => at >= from && at < to && answeredAt === null);
  return sum([...carried(meanwhile)].flatMap(([path, bytes]) => (paths.has(path) ? [] : bytes)));
}

/** Bytes that reached the backend beyond those of what was completed. */
export function bytesTooMany(log: Log): number {
  const done = completed(log);
  const sizes = new Map(log.map((request) => [idOf(request) ?? '', request.uploadLength ?? 0]));
  return sum(carried(log).values()) - sum([...sizes].flatMap(([id, size]) => (done.has(id) ? size : [])));
}

/** An upload was begun for nothing but what was completed, and each of these came in one upload. */
export function assertOneUploadEach(log: Log): void {
  const creations = log.filter((request) => idOf(request) !== null);
  const begun = new Set(creations.map(idOf));
  assert.deepEqual([...begun].sort(), [...completed(log)].sort());
  const made = creations.filter(({ status }) => status === 201);
  assert.equal(new Set(made.map(idOf)).size, made.length, 'begun twice');
  // A plan names the upload where the answer to its creation was lost.
  const known = new Set(made.map(pathOf));
  const others = new Set(
    log.flatMap(({ method, path }) => (method === 'PATCH' && !known.has(path) ? path : [])),
  );
  assert.ok(others.size <= begun.size - made.length, 'sent to another');
}

export interface Refusal {
  request: SeenRequest;
  /** As it was told: seconds, or a date (RFC 9110 section 10.2.3). */
  retryAfter: string;
}

/** By so much a timer may be early, and the clocks that are compared here may differ. */
const TIMER_MS = 5;

/** What was refused is not sent again sooner than told, nor anything else to the same upload, document or bundle. */
export function assertPatience(log: Log, refusals: readonly Refusal[]): void {
  for (const { request, retryAfter } of refusals) {
    const refusedAt = request.answeredAt ?? Infinity;
    const seconds = Number(retryAfter);
    const from = Number.isFinite(seconds)
      ? refusedAt + seconds * 1000
      : Date.parse(retryAfter) - performance.timeOrigin;
    const [about] = /^\/(?:sessions|(?:uploads|documents|bundles|pieces)\/[^/]+)/.exec(request.path) ?? [];
    const again = log.find(
      ({ at, path, identity }) =>
        at > refusedAt && (identity === request.identity || (about && path.startsWith(about))),
    );
    const early = from - TIMER_MS - (again?.at ?? Infinity);
    assert.ok(early <= 0, `${request.method} came again ${Math.round(early)} ms too soon`);
  }
}
