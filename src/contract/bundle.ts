/**
 * Bundles: many documents in one upload. A bundle is a ZIP file of whole files, made so that it can be unpacked while it
 * is read (APPNOTE 6.3.10): entries stored or deflated, in the order of the declaration, with sizes and CRC-32 in their
 * local headers, no data descriptors, no encryption, no ZIP64. It declares its documents, so that thousands take a few
 * round trips; each of them is received, or rejected, for itself. Since 1.2.
 */
import * as z from 'zod/mini';
import { CaseDocument, RejectionReason } from './document.js';
import { UploadPlan } from './upload-plan.js';
import { FileDeclaration } from './document-declaration.js';
import { Bytes, DateTime, Sha256, Uuid } from './primitives.js';

/** Most documents of one bundle. */
export const MAX_BUNDLE_DOCUMENTS = 1_000;

/** A document and its entry. `size` and `sha256` are those of the file, not of what stands in the bundle. */
export const BundledDocument = z.extend(FileDeclaration, {
  /** Name of the entry: opaque, since file names may say whose they are. */
  entry: z.string().check(z.regex(/^[0-9a-z]{1,16}$/)),
});

/** Body of `POST {base}/cases/{id}/bundles`. The same bundle again, by size and digest, is answered with the one there. */
export const BundleDeclaration = z.object({
  /** Of the ZIP file, in bytes. */
  size: Bytes.check(z.positive()),
  /**
   * Tells ZIP files apart, so that one goes on where it stopped: SHA-256 over its sections, in their order: of each entry the
   * local header as it is and the 32-byte SHA-256 of the data behind it, then all that follows the last entry. So it is known
   * without reading any file twice. A backend compares it; what came is judged by the digest of each document.
   */
  sha256: Sha256,
  /** In the order of the entries; names are unique. */
  documents: z.array(BundledDocument).check(z.minLength(1), z.maxLength(MAX_BUNDLE_DOCUMENTS)),
});

/**
 * - `declared`: bytes are missing.
 * - `receiving`: all are there; the backend unpacks and reads back.
 * - `unpacked`: every document has its own result.
 * - `rejected`: nothing could be taken out of it, or not all; documents that were still missing are `rejected` as well.
 */
export const BundleStatus = z.enum(['declared', 'receiving', 'unpacked', 'rejected']);

export const Bundle = z.object({
  id: Uuid,
  caseId: Uuid,
  size: Bytes,
  sha256: Sha256,
  status: BundleStatus,
  rejection: z.nullable(RejectionReason),
  declaredAt: DateTime,
});

/**
 * Answer to a declaration, to a completion and to `GET {base}/bundles/{id}`. No plan once the bytes are there, nor when
 * the case holds every one of the documents.
 */
export const BundleWithPlan = z.object({
  bundle: Bundle,
  plan: z.nullable(UploadPlan),
  /** In the order of the declaration. One whose content the case held before stands here as it is. */
  documents: z.array(CaseDocument),
});

/** `POST {base}/bundles/{id}/completion`: as they were declared. */
export const BundleCompletion = z.object({ sha256: Sha256, size: Bytes });

export type Bundle = z.infer<typeof Bundle>;
export type BundleCompletion = z.infer<typeof BundleCompletion>;
export type BundledDocument = z.infer<typeof BundledDocument>;
export type BundleDeclaration = z.infer<typeof BundleDeclaration>;
export type BundleStatus = z.infer<typeof BundleStatus>;
export type BundleWithPlan = z.infer<typeof BundleWithPlan>;
