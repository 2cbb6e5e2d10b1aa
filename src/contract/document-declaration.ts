/** What is declared of a file before its bytes are sent. */
import * as z from 'zod/mini';
import { DocumentDescription, DocumentType } from './document.js';
import { Bytes, line, Sha256, Uuid } from './primitives.js';

/** Of every file, however it comes. */
export const FileDeclaration = z.extend(DocumentDescription, {
  fileName: line(255),
  /** IANA media type found from the content, such as `application/dicom`. */
  mediaType: z.string().check(z.regex(/^[a-z]+\/[a-z0-9.+-]+$/), z.maxLength(100)),
  type: DocumentType,
  size: Bytes.check(z.positive()),
  sha256: Sha256,
  /** The document request that this answers. */
  requestId: z.optional(Uuid),
});

/** Most pieces of one file. */
export const MAX_PIECES = 10_000;

/** The pieces that a large file came in, see `piece.ts`. Every one of them is held before the file is declared. */
export const DocumentPieces = z.object({
  /** `capabilities.upload.pieces.bytes`: the size of each but the last, which is shorter or as long. */
  bytes: Bytes.check(z.positive()),
  /** In the order of the file; a piece may stand in it more than once. */
  sha256: z.array(Sha256).check(z.minLength(2), z.maxLength(MAX_PIECES)),
});

/** Body of `POST {base}/cases/{id}/documents`. */
export const DocumentDeclaration = z.extend(FileDeclaration, {
  /**
   * Since 1.3. Then `sha256` is the composite digest: SHA-256 over the 32-byte digests of the pieces, one after the other
   * (Amazon S3 User Guide, Checking object integrity, composite checksums).
   */
  pieces: z.optional(DocumentPieces),
});

export type DocumentDeclaration = z.infer<typeof DocumentDeclaration>;
export type DocumentPieces = z.infer<typeof DocumentPieces>;
