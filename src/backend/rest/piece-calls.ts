/** Pieces of large files, and digest queries, over the REST contract. */
import { DigestAnswer } from '../../contract/digest-query.js';
import { PieceWithPlan } from '../../contract/piece.js';
import type { Backend, PieceCalls } from '../backend.js';
import type { Requests } from './bundle-calls.js';

export const pieceCalls = ({ create }: Requests): PieceCalls => ({
  declare: (caseId, declaration, o) => create(`/cases/${caseId}/pieces`, declaration, PieceWithPlan, o),
  complete: (id, completion, o) => create(`/pieces/${id}/completion`, completion, PieceWithPlan, o),
});

export const digestQueries =
  ({ call, parse }: Requests): NonNullable<Backend['queryDigests']> =>
  async (caseId, digests, o = {}) =>
    parse(
      await call({
        method: 'POST',
        path: `/cases/${caseId}/digest-queries`,
        body: { digests },
        signal: o.signal,
      }),
      DigestAnswer,
    );
