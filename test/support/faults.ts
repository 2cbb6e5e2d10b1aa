/** What the fault proxy notes of each request, and what it is told to break. */
import { createHash, type Hash } from 'node:crypto';
import { field, isChunked, numberOf } from './http-follower.js';

/** One request that passed, with what was sent of its body. */
export interface SeenRequest {
  method: string;
  path: string;
  /** A digest of its head, as far as it says what is meant, and of its body: equal when the same is sent again. */
  identity: string;
  /** Milliseconds of `performance.now()`: when its head came, and when its answer's was passed back. */
  at: number;
  answeredAt: number | null;
  /** `Upload-Offset` of a tus PATCH, in bytes. */
  uploadOffset: number | null;
  /** Of a tus creation: how many bytes are to come, and for what, see `examples/backend/uploads.ts`. */
  uploadLength: number | null;
  uploadMetadata: string | null;
  /** Announced by `Content-Length`; null when chunked. */
  contentLength: number | null;
  /** Body bytes taken from the client. */
  bodyBytes: number;
  /** Body bytes passed on to the server: after a cut, fewer than taken. */
  forwardedBytes: number;
  /** Of the answer, when one was passed back. */
  status: number | null;
  /** `Upload-Offset` of the answer. */
  answeredOffset: number | null;
  /** `Location` of the answer. */
  location: string | null;
}

export type Match = (request: SeenRequest) => boolean;

export interface OwnAnswer {
  status: number;
  headers?: Record<string, string>;
  body?: string;
  /** So many body bytes reach the server first; the answer comes in the middle of the request. */
  afterBytes?: number;
}

/** By the request and its head; null passes it on to the server. */
export type Choose = (request: SeenRequest, head: string) => OwnAnswer | null;

/** What is to go wrong. Shared by all connections. */
export interface Faults {
  /** Bytes until the next cut, and from each to the one after it. */
  cuts: { gaps: number[]; match: Match } | null;
  cutsAnywhere: number[];
  stallAfter: { left: number; match: Match; reached: () => void } | null;
  lose: Match | null;
  choose: Choose | null;
  truncate: Match | null;
  hold: { match: Match; released: Promise<void> } | null;
  stalled: boolean;
  delayMs: number;
  rate: number;
}

export interface Traffic {
  stats: { connections: number; up: number; down: number; cuts: number; lost: number };
  log: SeenRequest[];
}

/** Counts down the first of `gaps`; of `length` bytes, how many come before the cut, or null where there is none in them. */
export function untilCut(gaps: number[], length: number): number | null {
  const [left] = gaps;
  if (left === undefined) return null;
  if (length < left) {
    gaps[0] = left - length;
    return null;
  }
  gaps.shift();
  return left;
}

/** Counts what passed of a body towards a stall. */
export function countToStall(faults: Faults, request: SeenRequest, bytes: number): void {
  if (!faults.stallAfter?.match(request)) return;
  faults.stallAfter.left -= bytes;
  if (faults.stallAfter.left > 0) return;
  faults.stalled = true;
  faults.stallAfter.reached();
  faults.stallAfter = null;
}

/** The request of a head, and a digest to which its body is to be added. */
export function seen(head: string): { request: SeenRequest; digest: Hash } {
  const [method = '', path = ''] = head.split(' ', 2);
  const offset = field(head, 'upload-offset');
  const uploadMetadata = field(head, 'upload-metadata');
  return {
    request: {
      method,
      path,
      identity: '',
      at: performance.now(),
      answeredAt: null,
      uploadOffset: numberOf(offset),
      uploadLength: numberOf(field(head, 'upload-length')),
      uploadMetadata,
      contentLength: isChunked(head) ? null : (numberOf(field(head, 'content-length')) ?? 0),
      bodyBytes: 0,
      forwardedBytes: 0,
      status: null,
      answeredOffset: null,
      location: null,
    },
    digest: createHash('sha256').update(JSON.stringify([method, path, offset, uploadMetadata])),
  };
}
