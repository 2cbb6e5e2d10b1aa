/** All calls that no first screen makes. Loaded at first use. */
import { bundleCalls, type Requests } from './bundle-calls.js';
import { caseCalls } from './case-calls.js';
import { codeCalls, type Device } from './code-sign-in.js';
import { documentCalls } from './document-calls.js';
import { digestQueries, pieceCalls } from './piece-calls.js';

export const laterCalls = (requests: Requests, device: Device) => ({
  ...codeCalls(device),
  ...caseCalls(requests),
  ...documentCalls(requests),
  bundles: bundleCalls(requests),
  pieces: pieceCalls(requests),
  queryDigests: digestQueries(requests),
});
