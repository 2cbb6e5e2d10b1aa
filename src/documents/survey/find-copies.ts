/** Files with one SOP Instance UID and one size: whether their content is one as well is read. */
import { digest } from '../digest.js';
import type { Studies } from '../studies/studies.js';

interface Files {
  blob(file: number, signal: AbortSignal): Promise<Blob | 'unreadable' | 'damaged'>;
}

/** Rejects with the signal's reason only. */
export async function findCopies(files: Files, studies: Studies, signal: AbortSignal): Promise<void> {
  for (const file of studies.duplicatesToCheck()) {
    const blob = await files.blob(file, signal);
    // What cannot be read is no copy of anything.
    if (typeof blob === 'string') continue;
    try {
      studies.digested(file, await digest(blob, signal));
    } catch {
      signal.throwIfAborted();
    }
  }
}
