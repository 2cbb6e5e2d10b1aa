/** Asks what the case holds, so that no byte goes twice. */
import { BackendError } from '../backend/backend.js';
import { MAX_QUERIED_DIGESTS, type DigestAnswer } from '../contract/index.js';
import type { Work } from './work.js';

const NO_SUCH_CALL = [404, 405, 501];

/** Of any number of digests. Rejects with BackendError, or the signal's reason. */
export async function queryDigests(
  { backend, caseId }: Work,
  digests: readonly string[],
  signal: AbortSignal,
): Promise<DigestAnswer> {
  const answer: DigestAnswer = { documents: [], pieces: [] };
  const asked = [...new Set(digests)];
  try {
    for (let from = 0; from < asked.length && backend.queryDigests; from += MAX_QUERIED_DIGESTS) {
      const some = asked.slice(from, from + MAX_QUERIED_DIGESTS);
      const { documents, pieces } = await backend.queryDigests(caseId, some, { signal });
      answer.documents.push(...documents);
      answer.pieces.push(...pieces);
    }
  } catch (error) {
    // A backend of an earlier contract, in its own words or its server's: what it holds it says when something is declared.
    if (!(error instanceof BackendError) || !NO_SUCH_CALL.includes(error.status)) throw error;
  }
  return answer;
}
