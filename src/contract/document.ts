/**
 * Documents: declared, sent by an upload plan, completed with a digest, received when the backend has read them back.
 */
import * as z from 'zod/mini';
import { Bytes, DateTime, HttpUrl, line, Sha256, Uuid } from './primitives.js';

/** What a document is, found from its content. */
export const DocumentType = z.enum(['dicom', 'pdf', 'image', 'other']);

/** The backend's statuses. Transfer states (queued, uploading...) are the client's alone. */
export const DocumentStatus = z.enum([
  'declared',
  'receiving',
  'received',
  'accepted',
  'rejected',
  'delivery-failed',
  'not-needed',
]);

/** Why a document was rejected. An unknown code is shown with the backend's text. */
export const RejectionReason = z.object({
  code: z.enum([
    'digest-mismatch',
    'size-mismatch',
    'type-mismatch',
    'unreadable',
    'malware',
    'not-this-patient',
    'other',
  ]),
  /** The backend's own words for the patient. */
  text: z.optional(line(500)),
});

export const DocumentDeclaration = z.object({
  fileName: line(255),
  /** IANA media type found from the content, such as `application/dicom`. */
  mediaType: z.string().check(z.regex(/^[a-z]+\/[a-z0-9.+-]+$/), z.maxLength(100)),
  type: DocumentType,
  size: Bytes.check(z.positive()),
  sha256: Sha256,
  /** The document request that this answers. */
  requestId: z.optional(Uuid),
});

export const CaseDocument = z.object({
  id: Uuid,
  caseId: Uuid,
  fileName: z.string(),
  mediaType: z.string(),
  type: DocumentType,
  size: Bytes,
  sha256: Sha256,
  status: DocumentStatus,
  rejection: z.nullable(RejectionReason),
  requestId: z.nullable(Uuid),
  declaredAt: DateTime,
  /** When the backend had read it back from its store and found the digest right. */
  receivedAt: z.nullable(DateTime),
});

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

/** Answer to a declaration and to `GET {base}/documents/{id}`; no plan once the bytes are there. */
export const DocumentWithPlan = z.object({ document: CaseDocument, plan: z.nullable(UploadPlan) });

/** `POST {base}/documents/{id}/completion`. */
export const DocumentCompletion = z.object({
  /** Of the uncompressed bytes, as sent. */
  sha256: Sha256,
  size: Bytes,
  /** With `s3-multipart`: what the store answered for each part. */
  parts: z.optional(z.array(z.object({ partNumber: z.int(), etag: z.string() }))),
});

export type DocumentType = z.infer<typeof DocumentType>;
export type DocumentStatus = z.infer<typeof DocumentStatus>;
export type RejectionReason = z.infer<typeof RejectionReason>;
export type DocumentDeclaration = z.infer<typeof DocumentDeclaration>;
export type CaseDocument = z.infer<typeof CaseDocument>;
export type TusPlan = z.infer<typeof TusPlan>;
export type S3MultipartPlan = z.infer<typeof S3MultipartPlan>;
export type StowRsPlan = z.infer<typeof StowRsPlan>;
export type UploadPlan = z.infer<typeof UploadPlan>;
export type DocumentWithPlan = z.infer<typeof DocumentWithPlan>;
export type DocumentCompletion = z.infer<typeof DocumentCompletion>;
