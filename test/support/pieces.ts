/** Large files cut into pieces (`contract/piece.ts`), right ones and wrong ones. */
import { gzipSync } from 'node:zlib';
import type { DocumentDeclaration, PieceDeclaration } from '../../src/contract/index.js';
import { compositeSha256, sha256 } from './sha256.js';

/** A piece as it is sent. */
export interface PieceFile {
  encoded: Uint8Array<ArrayBuffer>;
  declaration: PieceDeclaration;
}

export interface LargeFile {
  bytes: Uint8Array<ArrayBuffer>;
  /** The file's own bytes, in order. */
  pieces: Uint8Array<ArrayBuffer>[];
  declaration: DocumentDeclaration & Required<Pick<DocumentDeclaration, 'pieces'>>;
}

/** `sent` instead of what the encoding makes of the bytes; what is declared of it is true. */
export function pieceOf(
  bytes: Uint8Array,
  encoding: PieceDeclaration['encoding'] = 'identity',
  sent: Uint8Array = encoding === 'gzip' ? gzipSync(bytes) : bytes,
): PieceFile {
  const encoded = new Uint8Array(sent);
  return {
    encoded,
    declaration: {
      sha256: sha256(bytes),
      size: bytes.length,
      encoding,
      encoded: { sha256: sha256(encoded), size: encoded.length },
    },
  };
}

/** `pieceBytes` is the size of each piece but the last. */
export function largeFile(
  given: Uint8Array,
  pieceBytes: number,
  changes: Partial<DocumentDeclaration> = {},
): LargeFile {
  const bytes = new Uint8Array(given);
  const pieces = Array.from({ length: Math.ceil(bytes.length / pieceBytes) }, (_, index) =>
    bytes.slice(index * pieceBytes, (index + 1) * pieceBytes),
  );
  const digests = pieces.map(sha256);
  return {
    bytes,
    pieces,
    declaration: {
      fileName: 'canary-slides.bin',
      mediaType: 'application/octet-stream',
      type: 'other',
      size: bytes.length,
      sha256: compositeSha256(digests),
      pieces: { bytes: pieceBytes, sha256: digests },
      ...changes,
    },
  };
}
