/**
 * Documents: declared, sent by an upload plan, completed with a digest, received when the backend has read them back.
 */
import * as z from 'zod/mini';
import { Bytes, DateTime, FullDate, line, openEnum, OwnWords, Sha256, Uuid } from './primitives.js';
import { RecordCategory } from './record-names.js';

/** What a document is, found from its content. */
export const DocumentType = z.enum(['dicom', 'pdf', 'image', 'other']);

/** The backend's statuses. Transfer states (queued, uploading...) are the client's alone. */
export const DocumentStatus = openEnum(
  ['declared', 'receiving', 'received', 'accepted', 'rejected', 'delivery-failed', 'not-needed'],
  'other',
);

/** Why a document was rejected. A code that is not known here reads as `other`; the backend's text is shown with it. */
export const RejectionReason = z.object({
  code: openEnum(
    [
      'digest-mismatch',
      'size-mismatch',
      'type-mismatch',
      'unreadable',
      'malware',
      'not-this-patient',
      'other',
    ],
    'other',
  ),
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
  /** The backend's own words for the patient about a status that pages may not know. Since 1.5. */
  statusText: OwnWords,
  rejection: z.nullable(RejectionReason),
  requestId: z.nullable(Uuid),
  declaredAt: DateTime,
  /** When the backend had read it back from its store and found the digest right. */
  receivedAt: z.nullable(DateTime),
  ...description,
});

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
export type DocumentCompletion = z.infer<typeof DocumentCompletion>;
