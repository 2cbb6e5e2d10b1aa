/**
 * Documents: declared, sent by an upload plan, completed with a digest, received when the backend has read them back.
 */
import * as z from 'zod/mini';
import { Bytes, DateTime, FullDate, HttpUrl, line, Sha256, Uuid } from './primitives.js';
import { RecordCategory } from './record-names.js';

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

/** What programs tell each other of a file, in kebab case. A code that is not known is passed over. */
const FindingCode = z.string().check(z.regex(/^[a-z][a-z0-9-]{0,39}$/));

/** UI (PS3.5 section 6.2), as it stands in the file that is sent; left out when the file says none. */
const DicomUid = z.optional(z.string().check(z.regex(/^[0-9.]{1,64}$/)));

const RecordTitle = line(200);

/** What is known of a document besides its bytes. All since 1.1, and all may be left out. */
const description = {
  category: z.optional(RecordCategory),
  /** The person's own name for it. */
  title: z.optional(RecordTitle),
  /** When it was written, or the study made. */
  recordDate: z.optional(FullDate),
  /** Which DICOM instance it is. */
  imaging: z.optional(
    z.object({ studyInstanceUid: DicomUid, seriesInstanceUid: DicomUid, sopInstanceUid: DicomUid }),
  ),
  /** What is odd about the file, such as `truncated`: it was sent all the same. */
  findings: z.optional(z.array(FindingCode).check(z.maxLength(20))),
  /** How the patient that the file names compares with the case's. Codes alone, never a name. */
  identity: z.optional(
    z.object({
      match: z.enum(['same', 'likely', 'unknown', 'different']),
      reasons: z.array(FindingCode).check(z.maxLength(10)),
      /** `confirmed-mine`: the person was asked, and said that it belongs to this case. */
      decision: z.enum(['none-needed', 'confirmed-mine']),
      decidedAt: z.optional(DateTime),
    }),
  ),
  /** How the file was de-identified before it was sent (PS3.15 Annex E). Its pixels are as they were. */
  deidentification: z.optional(
    z.object({
      profile: line(100),
      /** Of the standard, such as `2024b`. */
      edition: line(20),
      /** De-identification Method Code Sequence (0012,0064): code values of CID 7050. */
      methodCodes: z.array(line(16)).check(z.maxLength(20)),
      /** The pixels may show who the patient is. */
      pixelRisk: z.boolean(),
    }),
  ),
};
export const DocumentDescription = z.object(description);

/**
 * Body of `PATCH {base}/documents/{id}` (RFC 7396 merge patch): null takes a member away. The last one counts; other
 * devices learn of it by `document.described`.
 */
export const DocumentPatch = z.partial(
  z.object({
    category: z.nullable(RecordCategory),
    title: z.nullable(RecordTitle),
    recordDate: z.nullable(FullDate),
  }),
);

export const CaseDocument = z.object({
  id: Uuid,
  caseId: Uuid,
  fileName: z.string(),
  mediaType: z.string(),
  type: DocumentType,
  size: Bytes,
  sha256: Sha256,
  /** Set when `sha256` is the composite digest of pieces of so many bytes, see `piece.ts`. Since 1.3. */
  pieceBytes: z.optional(Bytes),
  status: DocumentStatus,
  rejection: z.nullable(RejectionReason),
  requestId: z.nullable(Uuid),
  declaredAt: DateTime,
  /** When the backend had read it back from its store and found the digest right. */
  receivedAt: z.nullable(DateTime),
  ...description,
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

/** `POST {base}/documents/{id}/completion`. */
export const DocumentCompletion = z.object({
  /** Of the uncompressed bytes, as sent. */
  sha256: Sha256,
  size: Bytes,
  /** With `s3-multipart`: what the store answered for each part. */
  parts: z.optional(z.array(z.object({ partNumber: z.int(), etag: z.string() }))),
});

/** A document as a patch leaves it. */
export function patchDescription<T extends DocumentDescription>(document: T, patch: DocumentPatch): T {
  const { category, title, recordDate } = { ...document, ...patch };
  return {
    ...document,
    category: category ?? undefined,
    title: title ?? undefined,
    recordDate: recordDate ?? undefined,
  };
}

export type DocumentType = z.infer<typeof DocumentType>;
export type DocumentStatus = z.infer<typeof DocumentStatus>;
export type RejectionReason = z.infer<typeof RejectionReason>;
export type DocumentDescription = z.infer<typeof DocumentDescription>;
export type DocumentPatch = z.infer<typeof DocumentPatch>;
export type CaseDocument = z.infer<typeof CaseDocument>;
export type TusPlan = z.infer<typeof TusPlan>;
export type S3MultipartPlan = z.infer<typeof S3MultipartPlan>;
export type StowRsPlan = z.infer<typeof StowRsPlan>;
export type UploadPlan = z.infer<typeof UploadPlan>;
export type DocumentWithPlan = z.infer<typeof DocumentWithPlan>;
export type DocumentCompletion = z.infer<typeof DocumentCompletion>;
