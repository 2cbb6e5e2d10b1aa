import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { BackendDidNotStartError, startBackend } from '../support/backend.js';
import { Client, draft, ORIGIN, pdf } from './client.js';

describe('killed with -9', { timeout: 300_000 }, () => {
  it('has lost nothing acknowledged, and uploads go on where they were', async () => {
    const first = await startBackend({ allowedOrigins: [ORIGIN] });
    const { dataDir } = first;
    try {
      const client = await Client.signIn(first.url);
      const caseId = await client.createAgreed();
      const whole = pdf(3 * 1024 * 1024);
      const received = await client.upload(caseId, whole);
      assert.equal(received.status, 'received');
      const half = pdf(2_000_000);
      const { document } = await client.declare(caseId, half.declaration);
      await client.createUpload(document.id, half.bytes.length);
      const sent = await client.patchUpload(
        await client.uploadUrlOf(document.id),
        0,
        half.bytes.subarray(0, 1_234_567),
      );
      assert.equal(sent.headers.get('upload-offset'), '1234567');
      // Completed, and killed before or while it is read back.
      const late = pdf(6_000_000);
      const { document: lateDocument } = await client.declare(caseId, late.declaration);
      await client.createUpload(lateDocument.id, late.bytes.length);
      await client.patchUpload(await client.uploadUrlOf(lateDocument.id), 0, late.bytes);
      const before = await client.get(caseId);
      await client.complete(lateDocument.id, late.bytes);
      // Under way when the process dies: its answer never comes.
      const unanswered = randomUUID();
      const lost = client.send('PUT', `/cases/${unanswered}`, draft()).catch(() => null);
      await first.kill('SIGKILL');
      await lost;

      const second = await startBackend({ dataDir, allowedOrigins: [ORIGIN] });
      const again = await Client.signIn(second.url, client.keys);
      const now = await again.get(caseId);
      assert.deepEqual(now.consents, before.consents);
      assert.equal(now.reference, before.reference);
      assert.ok(now.lastEventId > before.lastEventId);
      assert.deepEqual(
        now.documents.find(({ id }) => id === received.id),
        received,
      );
      assert.equal((await again.settled(lateDocument.id)).status, 'received');

      const url = await again.uploadUrlOf(document.id);
      assert.equal((await again.headUpload(url)).headers.get('upload-offset'), '1234567');
      assert.equal((await again.patchUpload(url, 1_234_567, half.bytes.subarray(1_234_567))).status, 204);
      await again.complete(document.id, half.bytes);
      assert.equal((await again.settled(document.id)).status, 'received');

      const repeated = await again.send('PUT', `/cases/${unanswered}`, draft());
      assert.ok([200, 201].includes(repeated.status));
      const list = (await (await again.fetch('/cases')).json()) as { cases: { id: string }[] };
      assert.deepEqual(list.cases.map(({ id }) => id).sort(), [caseId, unanswered].sort());

      await assert.rejects(
        startBackend({ dataDir, allowedOrigins: [ORIGIN] }),
        (error: unknown) =>
          error instanceof BackendDidNotStartError && /Another backend is running/.test(error.message),
      );
      assert.equal((await again.get(caseId)).id, caseId, 'the first one goes on');
      await second.kill();
    } finally {
      await first.kill('SIGKILL');
      await rm(dataDir, { recursive: true, force: true });
    }
  });
});
