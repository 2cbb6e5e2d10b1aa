/** Takes back what was declared: at the backend, for as long as the line is gone. */
import { BackendError } from '../backend/backend.js';
import { decideRetry } from './retry.js';
import type { Work } from './work.js';

/** Never rejects. What was never completed expires at the backend anyway. */
export async function forget(
  work: Work,
  documentId: string,
  isBundle: boolean,
  ended: AbortSignal,
): Promise<void> {
  for (let tries = 0; ; tries++) {
    // What the person took back goes, also when the page's next step takes the place of this one: one more try then.
    const last = ended.aborted;
    try {
      if (isBundle) await deleteBundle(work, documentId);
      else await work.backend.deleteDocument(documentId);
      return;
    } catch (error) {
      const delayMs =
        error instanceof BackendError ? decideRetry(error, tries, () => work.random()).delayMs : null;
      if (delayMs === null || last) return;
      await work.pause(`forget ${documentId}`, delayMs, ended).catch(() => undefined);
    }
  }
}

async function deleteBundle({ backend }: Work, bundleId: string): Promise<void> {
  const calls = await backend.bundles?.();
  const found = await calls?.get(bundleId);
  const gone = (error: unknown) => {
    if (!(error instanceof BackendError) || !['conflict', 'not-found'].includes(error.code)) throw error;
  };
  // Refused when it has been unpacked meanwhile.
  if (found?.bundle.status !== 'unpacked') await calls?.abandon(bundleId).catch(gone);
  // All: one may have been received since it was asked about. Most went with the bundle.
  for (const { id } of found?.documents ?? []) await backend.deleteDocument(id).catch(gone);
}

/** Takes a bundle back that is to be made anew, with what has not been received of it. Rejects with the signal's reason alone. */
export async function abandonBundle({ backend }: Work, bundleId: string, signal: AbortSignal): Promise<void> {
  try {
    const calls = await backend.bundles?.();
    await calls?.abandon(bundleId, { signal });
  } catch {
    // It expires at the backend.
    signal.throwIfAborted();
  }
}
