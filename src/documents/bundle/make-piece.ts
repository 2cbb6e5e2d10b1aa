/** Makes one piece of a large file, as `contract/piece.ts` wants it: read once, digested, and deflated where it is worth it. */
import { free, readTogether } from '../containers/read.js';
import { digestBytes } from '../digest.js';
import { gzipWorthy } from './deflate.js';

export interface PieceOptions {
  /** From 0 on. */
  index: number;
  /** Of every piece but the last, which may be shorter. */
  pieceBytes: number;
  /** Sent as a gzip member (RFC 1952) where a sample of it becomes smaller by a twentieth. */
  gzip: boolean;
}

export interface PieceCall extends PieceOptions {
  file: Blob;
}

export interface MadePiece {
  /** Of the range, in bytes. */
  size: number;
  /** Of the range, 64 lower-case hexadecimal digits. */
  sha256: string;
  encoding: 'identity' | 'gzip';
  /** Of what is sent. */
  encoded: { size: number; sha256: string };
  /** What is sent: the range of the file as it is, of which nothing is held, or the gzip member. */
  blob: Blob;
}

/** Cut here, not in the page: in Chromium whoever cuts a file has to wait for it. */
export const cutPiece = (file: Blob, index: number, pieceBytes: number): Blob =>
  file.slice(index * pieceBytes, (index + 1) * pieceBytes);

/** The same piece gives the same bytes in the same browser. Rejects with the signal's reason, or NotReadableError. */
export async function makePiece(
  { file, index, pieceBytes, gzip }: PieceCall,
  signal: AbortSignal,
): Promise<MadePiece> {
  const range = cutPiece(file, index, pieceBytes);
  const [bytes] = await readTogether([range], signal);
  if (!bytes || bytes === 'unreadable') throw new DOMException('unreadable', 'NotReadableError');
  const { length: size } = bytes;
  const digest = digestBytes(bytes);
  const member = gzip ? await gzipWorthy(bytes, signal) : null;
  const sha256 = await digest;
  free(bytes.buffer);
  signal.throwIfAborted();
  if (!member) return { size, sha256, encoding: 'identity', encoded: { size, sha256 }, blob: range };
  const encoded = { size: member.length, sha256: await digestBytes(member) };
  return { size, sha256, encoding: 'gzip', encoded, blob: new Blob([member]) };
}
