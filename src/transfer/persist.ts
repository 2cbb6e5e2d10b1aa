/** Tries until it is done, the person stops it, or somebody else has to act. */
import { BackendError } from '../backend/backend.js';
import { abandonBundle } from './forget.js';
import { refusalOf, UNREADABLE } from './prepare.js';
import { decideRetry, ownerOf } from './retry.js';
import { FileRefused } from './transfer.js';
import type { Work } from './work.js';

/** Resolves with the item's state saying how it ended; also when aborted, where whoever aborted says it. */
export async function persist(
  work: Work,
  id: string,
  attempt: () => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const { dispatch, attempts, limits, parts } = work;
  const fail = (error: BackendError) => {
    // Made again when somebody has acted: it would keep others from being made.
    parts.delete(id);
    const { code, requestId } = error;
    dispatch({ type: 'failed', id, error: code, owner: ownerOf(code), requestId });
  };
  while (!signal.aborted) {
    try {
      return await attempt();
    } catch (error) {
      if (signal.aborted) return;
      const refusal =
        error instanceof FileRefused
          ? { code: error.code }
          : (await isReadable(work, id, signal))
            ? refusalOf(error, limits)
            : UNREADABLE;
      if (signal.aborted) return;
      if (refusal) {
        parts.delete(id);
        dispatch({ type: 'refused', id, refusals: [refusal] });
        return;
      }
      if (!(error instanceof BackendError)) return fail(new BackendError('unexpected'));
      const tries = attempts.get(id) ?? 0;
      if (tries > 0 && !(await isAsMade(work, id, signal))) {
        parts.delete(id);
        const bundleId = work.itemOf(id)?.documentId;
        if (bundleId) await abandonBundle(work, bundleId, signal).catch(() => undefined);
        dispatch({ type: 'unmade', id, changed: true });
        return;
      }
      if (signal.aborted) return;
      const { delayMs, why } = decideRetry(error, tries, () => work.random());
      if (delayMs === null) return fail(error);
      attempts.set(id, tries + 1);
      dispatch({ type: 'waiting', id, why, retryAt: work.now() + delayMs, attempt: tries + 1 });
      // Whoever is told when to come back comes no sooner, whatever is heard meanwhile.
      const told = why === 'busy' && error.retryAfterMs !== null;
      await work.pause(id, delayMs, signal, told).catch(() => undefined);
    }
  }
}

/** A browser reports a disc taken out in mid-upload as a network error, and would wait for the network for ever. */
async function isReadable({ files }: Work, id: string, signal: AbortSignal): Promise<boolean> {
  const file = files.get(id);
  if (!file) return true;
  try {
    const blob = await file.open(signal);
    const middle = Math.floor(blob.size / 2);
    await blob.slice(middle, middle + 1).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

/** Of a part: its files have the content that they had. A browser reports one that has changed as a network error. */
async function isAsMade({ parts, bundler }: Work, id: string, signal: AbortSignal): Promise<boolean> {
  const part = parts.get(id);
  if (!part) return true;
  try {
    const digests = await bundler.digestFiles(part.sources, signal);
    return part.documents.every(({ sha256 }, index) => sha256 === digests[index]);
  } catch {
    return true;
  }
}
