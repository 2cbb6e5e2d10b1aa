/** Where the bytes of a document go, and how: by tus, S3 multipart or DICOMweb. */
import * as z from 'zod/mini';
import { CaseDocument } from './document.js';
import { Bytes, DateTime, HttpUrl, line } from './primitives.js';

/** What every plan says, whatever the protocol. */
const planBase = {
  /** Sent with every upload request, besides the session's `Authorization`. */
  headers: z.record(z.string(), z.string()),
  /** Bounds of one request body. A plan without parts has `maxCount` 1. */
  parts: z.object({
    /** Smallest body but for the last, in bytes. */
    minBytes: Bytes,
    /** Largest body, in bytes: proxies refuse more. */
    maxBytes: Bytes.check(z.positive()),
    maxCount: z.int().check(z.positive()),
    /** Most of them under way at once. */
    maxParallel: z.int().check(z.positive()),
  }),
  /** The plan is void afterwards; `GET {base}/documents/{id}` gives a new one. */
  expiresAt: DateTime,
  /** True when `completion` answers 202 and the result comes later, as an event or by `GET {base}/documents/{id}`. */
  asyncCompletion: z.boolean(),
};

/** tus 1.0.0 with the creation extension. */
export const TusPlan = z.object({
  ...planBase,
  protocol: z.literal('tus'),
  tusVersion: z.literal('1.0.0'),
  /** Where an upload is created (`POST`). */
  creationUrl: HttpUrl,
  /** The upload, once created: ask it for `Upload-Offset` (`HEAD`), then go on (`PATCH`). */
  uploadUrl: z.nullable(HttpUrl),
  /** `Upload-Metadata` of the creation: opaque ids only. */
  metadata: z.record(z.string(), z.string()),
  /** The creation may carry the first bytes (extension creation-with-upload). Since 1.3. */
  creationWithUpload: z.optional(z.boolean()),
});

/** One presigned part of an S3 multipart upload. The ETag of its answer is owed on completion. */
export const S3Part = z.object({
  partNumber: z.int().check(z.gte(1), z.lte(10_000)),
  url: HttpUrl,
  /** First byte of the file in this part, and how many follow. */
  offset: Bytes,
  size: Bytes,
  headers: z.record(z.string(), z.string()),
  /** Set when the store already holds this part. */
  etag: z.nullable(z.string()),
});

/** S3 multipart with presigned parts: URLs are capabilities and never stored; no `Authorization` is sent to the store. */
export const S3MultipartPlan = z.object({
  ...planBase,
  protocol: z.literal('s3-multipart'),
  uploadId: line(1024),
  partSize: Bytes.check(z.positive()),
  presigned: z.array(S3Part),
  /** `GET` for more presigned parts with `?from={partNumber}`, when `presigned` does not cover the file. */
  morePartsUrl: z.nullable(HttpUrl),
});

/** DICOMweb store (PS3.18 section 10.5): `multipart/related; type="application/dicom"`, whole instances. */
export const StowRsPlan = z.object({
  ...planBase,
  protocol: z.literal('stow-rs'),
  /** The `studies` resource, with or without a Study Instance UID. */
  studiesUrl: HttpUrl,
  maxInstancesPerRequest: z.int().check(z.positive()),
});

/** Where the bytes go is the backend's choice. */
export const UploadPlan = z.discriminatedUnion('protocol', [TusPlan, S3MultipartPlan, StowRsPlan]);

/** Answer to a declaration and to `GET {base}/documents/{id}`; no plan once the bytes are there, or held as pieces. */
export const DocumentWithPlan = z.object({ document: CaseDocument, plan: z.nullable(UploadPlan) });

export type TusPlan = z.infer<typeof TusPlan>;
export type S3MultipartPlan = z.infer<typeof S3MultipartPlan>;
export type StowRsPlan = z.infer<typeof StowRsPlan>;
export type UploadPlan = z.infer<typeof UploadPlan>;
export type DocumentWithPlan = z.infer<typeof DocumentWithPlan>;
