/** What many and large files need. Loaded at first use: no first screen sends any. */
import { bundleCalls, type Requests } from './bundle-calls.js';
import { digestQueries, pieceCalls } from './piece-calls.js';

export const bulkCalls = (requests: Requests) => ({
  bundles: bundleCalls(requests),
  pieces: pieceCalls(requests),
  queryDigests: digestQueries(requests),
});
