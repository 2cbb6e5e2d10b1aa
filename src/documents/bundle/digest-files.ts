/** Digests of files, to ask which of them are there already. Each is read once; a few are in memory. */
import { digestBytes } from '../digest.js';
import { cutPiece } from './make-piece.js';
import { readAhead, whileReading } from './read-ahead.js';

export interface DigestCall {
  files: readonly Blob[];
}

/** SHA-256 of each in 64 lower-case hexadecimal digits, or `unreadable`. Rejects with the signal's reason only. */
export const digestFiles = (
  { files }: DigestCall,
  signal: AbortSignal,
): Promise<readonly (string | 'unreadable')[]> =>
  whileReading((inOneGo) => digestRead(files, signal, inOneGo));

async function digestRead(
  files: readonly Blob[],
  signal: AbortSignal,
  inOneGo: boolean,
): Promise<readonly (string | 'unreadable')[]> {
  const digests: string[] = [];
  for await (const batch of readAhead(files, signal, inOneGo))
    digests.push(
      ...(await Promise.all(batch.map((bytes) => (bytes === 'unreadable' ? bytes : digestBytes(bytes))))),
    );
  signal.throwIfAborted();
  return digests;
}

export interface DigestPiecesCall {
  file: Blob;
  /** Index of the first. */
  from: number;
  count: number;
  pieceBytes: number;
}

/** The same of pieces of a large file. */
export const digestPieces = (
  { file, from, count, pieceBytes }: DigestPiecesCall,
  signal: AbortSignal,
): Promise<readonly (string | 'unreadable')[]> =>
  digestFiles(
    { files: Array.from({ length: count }, (_, index) => cutPiece(file, from + index, pieceBytes)) },
    signal,
  );
