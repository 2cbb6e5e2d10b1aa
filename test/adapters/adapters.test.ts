import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { createMemoryBackend, createRestBackend } from '../../src/backend/index.js';
import { startBackend, type RunningBackend } from '../support/backend.js';
import { largeFile, pieceOf } from '../support/pieces.js';
import { Staff } from '../support/staff.js';
import { agree, backendSuite, draft } from './backend-suite.js';

/** So that large files need not be large, in bytes. */
const PIECE_BYTES = 64 * 1024;

backendSuite('the memory adapter', () => {
  const backend = createMemoryBackend({
    capabilities: { upload: { protocols: ['tus'], bundles: true, pieces: { bytes: PIECE_BYTES } } },
  });
  return Promise.resolve({
    backend,
    staff: {
      ask: async (caseId, title) => void backend.staff.openRequest(caseId, { title }),
      release: async (caseId) => backend.staff.releaseReport(caseId),
    },
  });
});

describe('the memory adapter', () => {
  it('takes no pieces unless told to', async () => {
    const backend = createMemoryBackend();
    assert.equal((await backend.capabilities()).upload.pieces, undefined);
    const id = randomUUID();
    await backend.createCase(id, draft());
    await agree(backend, id);
    const { pieces, declaration } = largeFile(randomBytes(2 * PIECE_BYTES), PIECE_BYTES);
    const calls = await backend.largeFiles?.();
    assert.ok(calls && pieces[0]);
    await assert.rejects(calls.declare(id, pieceOf(pieces[0]).declaration), { code: 'not-found' });
    await assert.rejects(backend.declareDocument(id, declaration), { code: 'invalid-request' });
  });
});

let running: RunningBackend;
let staff: Staff;
before(async () => {
  running = await startBackend({
    env: { PATIENT_REQUESTS_PER_MINUTE: '1000', PIECE_BYTES: String(PIECE_BYTES) },
  });
  staff = await Staff.signIn(running.staffUrl);
});
after(() => running.stop());

backendSuite('the REST adapter against the reference backend', () =>
  Promise.resolve({ backend: createRestBackend(running.url), staff }),
);
