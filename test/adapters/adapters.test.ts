import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { createMemoryBackend, createRestBackend } from '../../src/backend/index.js';
import { startBackend, type RunningBackend } from '../support/backend.js';
import { largeFile, pieceOf } from '../support/pieces.js';
import { Staff } from '../support/staff.js';
import { agree, backendSuite, draft } from './backend-suite.js';
import { messagesSuite } from './messages-suite.js';

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

messagesSuite('the memory adapter', () => {
  const backend = createMemoryBackend();
  const { staff } = backend;
  return Promise.resolve({
    backend,
    other: backend,
    staff: {
      ask: async (caseId, title) => void staff.openRequest(caseId, { title }),
      release: async (caseId) => staff.releaseReport(caseId),
      addendum: async (caseId) => staff.releaseAddendum(caseId),
      write: async (caseId, text) => void staff.writeMessage(caseId, text),
      delay: async (caseId, latest, reason) => staff.delay(caseId, latest, reason),
      recordsComplete: async (caseId) => staff.recordsComplete(caseId, '2026-12-14', '2026-12-18'),
    },
    codeFor: async ({ id }) => staff.codeSent(id) ?? '',
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
    env: {
      PATIENT_REQUESTS_PER_MINUTE: '1000',
      SESSION_CODES_PER_MINUTE: '1000',
      PIECE_BYTES: String(PIECE_BYTES),
    },
  });
  staff = await Staff.signIn(running.staffUrl);
});
after(() => running.stop());

backendSuite('the REST adapter against the reference backend', () =>
  Promise.resolve({ backend: createRestBackend(running.url), staff }),
);

messagesSuite('the REST adapter against the reference backend', () =>
  Promise.resolve({
    backend: createRestBackend(running.url),
    other: createRestBackend(running.url),
    staff: {
      ask: staff.ask,
      release: staff.release,
      addendum: staff.releaseAddendum,
      write: staff.write,
      delay: staff.delay,
      recordsComplete: (caseId) => staff.act(caseId, 'records-complete'),
    },
    codeFor: ({ contact }) => codeSentTo(contact.email),
  }),
);

/** In the newest e-mail that has one. */
async function codeSentTo(address: string): Promise<string> {
  const folder = join(running.dataDir, 'outbox');
  for (;;) {
    const names = await readdir(folder).catch(() => []);
    for (const name of names
      .filter((each) => each.endsWith('.json'))
      .sort()
      .reverse()) {
      const { to, text } = JSON.parse(await readFile(join(folder, name), 'utf8')) as Record<string, string>;
      const sent = to === address ? /\b\d{8}\b/.exec(text ?? '') : null;
      if (sent) return sent[0];
    }
    await setTimeout(20);
  }
}

describe('a device whose clock is wrong', () => {
  for (const hours of [-26, 2])
    it(`by ${hours} hours signs in all the same, and again when its clock is set right`, async () => {
      let off = hours * 3_600_000;
      const backend = createRestBackend(running.url, {
        signIn: 'device',
        platform: { now: () => Date.now() + off },
      });
      const id = randomUUID();
      await backend.createCase(id, draft());
      assert.equal((await backend.getCase(id)).id, id);
      const headers = await backend.authorize();
      off = 0;
      // As after a token that was refused: another proof is made.
      assert.notDeepEqual(await backend.authorize(headers), headers);
      assert.equal((await backend.getCase(id)).id, id);
    });
});
