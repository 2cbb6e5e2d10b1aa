/** Digests of files, to ask which of them are there already. Each is read once; a few are in memory. */
import { digestBytes } from '../digest.js';
import { readAhead } from './read-ahead.js';

export interface DigestCall {
  files: readonly Blob[];
}

/** SHA-256 of each in 64 lower-case hexadecimal digits, or `unreadable`. Rejects with the signal's reason only. */
export async function digestFiles(
  { files }: DigestCall,
  signal: AbortSignal,
): Promise<readonly (string | 'unreadable')[]> {
  const digests: string[] = [];
  for await (const batch of readAhead(files, signal))
    digests.push(
      ...(await Promise.all(batch.map((bytes) => (bytes === 'unreadable' ? bytes : digestBytes(bytes))))),
    );
  signal.throwIfAborted();
  return digests;
}
