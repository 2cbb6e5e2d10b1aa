/**
 * Pieces of large files: a file that is larger than `capabilities.upload.pieces.bytes` goes as pieces of that size, the
 * last one shorter, each in a resumable upload of its own, several at once. A piece is held once the backend has read it
 * back; then a declaration of the document that names all pieces ({@link DocumentPieces}) puts the file together. Pieces
 * belong to a case and are known by their digest there. Since 1.3.
 */
import * as z from 'zod/mini';
import { UploadPlan } from './upload-plan.js';
import { Bytes, Sha256, Uuid } from './primitives.js';

/** How the bytes of a piece are sent: as they are, or as gzip (RFC 1952). Pages make one member; a backend need not refuse more. */
export const PieceEncoding = z.enum(['identity', 'gzip']);

/** At most so many bytes more than a piece has are sent of it: gzip makes some pieces larger. Else it is `too-large`. */
export const MAX_ENCODING_BYTES = 64 * 1024;

/**
 * Body of `POST {base}/cases/{id}/pieces`. The same declaration again is answered with the piece there and how far it is,
 * and that of a piece which is held with that one, however it is encoded. Else another encoding is an upload of its own.
 */
export const PieceDeclaration = z
  .object({
    /** Of the piece's own bytes; at most `capabilities.upload.pieces.bytes` of them. */
    sha256: Sha256,
    size: Bytes.check(z.positive()),
    encoding: PieceEncoding,
    /** Of what is sent; with `identity` the same. */
    encoded: z.object({ sha256: Sha256, size: Bytes.check(z.positive()) }),
  })
  .check(
    z.refine(
      ({ encoding, encoded, sha256, size }) =>
        encoding !== 'identity' || (encoded.sha256 === sha256 && encoded.size === size),
      { path: ['encoded'] },
    ),
  );

/** `held`: read back, and found to be what was declared. */
export const PieceStatus = z.enum(['declared', 'held']);

export const Piece = z.object({
  id: Uuid,
  /** Of the piece's own bytes. */
  sha256: Sha256,
  size: Bytes,
  status: PieceStatus,
});

/** Answer to a declaration and to a completion. No plan once the piece is held. */
export const PieceWithPlan = z.object({ piece: Piece, plan: z.nullable(UploadPlan) });

/**
 * `POST {base}/pieces/{id}/completion`: of what was sent. Answered once the backend has read it back: `held`, or the
 * problem `digest-mismatch`; then the bytes are thrown away, and the piece is to be declared again.
 */
export const PieceCompletion = z.object({ sha256: Sha256, size: Bytes });

export type Piece = z.infer<typeof Piece>;
export type PieceCompletion = z.infer<typeof PieceCompletion>;
export type PieceDeclaration = z.infer<typeof PieceDeclaration>;
export type PieceEncoding = z.infer<typeof PieceEncoding>;
export type PieceStatus = z.infer<typeof PieceStatus>;
export type PieceWithPlan = z.infer<typeof PieceWithPlan>;
