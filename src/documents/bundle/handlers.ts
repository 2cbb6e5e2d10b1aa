/** Parts of studies and pieces of large files for a worker, and for a page that has none. */
import type { Handler } from '../calls.js';
import { type DigestCall, type DigestPiecesCall, digestFiles, digestPieces } from './digest-files.js';
import { type MadePart, type PartCall, makePart } from './make-part.js';
import { type MadePiece, type PieceCall, makePiece } from './make-piece.js';

export const bundleHandlers = {
  makePart: ((call, { signal }) => makePart(call, signal)) satisfies Handler<PartCall, MadePart>,
  makePiece: ((call, { signal }) => makePiece(call, signal)) satisfies Handler<PieceCall, MadePiece>,
  digestFiles: ((call, { signal }) => digestFiles(call, signal)) satisfies Handler<
    DigestCall,
    readonly string[]
  >,
  digestPieces: ((call, { signal }) => digestPieces(call, signal)) satisfies Handler<
    DigestPiecesCall,
    readonly string[]
  >,
};

export type BundleHandlers = typeof bundleHandlers;
