import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readdir, readFile, rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { BackendDidNotStartError, startBackend } from '../support/backend.js';
import { bundleOf } from '../support/bundles.js';
import { sha256 } from '../support/sha256.js';
import { Client, draft, ORIGIN, pdf } from './client.js';

describe('killed with -9', { timeout: 300_000 }, () => {
  it('has lost nothing acknowledged, and uploads go on where they were', async () => {
    const first = await startBackend({ allowedOrigins: [ORIGIN], asDocumented: true });
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

  it('comes to the same end with a bundle, however often it dies while it unpacks', async () => {
    const options = { allowedOrigins: [ORIGIN] };
    let running = await startBackend(options);
    const { dataDir } = running;
    try {
      let client = await Client.signIn(running.url);
      const caseId = await client.createAgreed();
      const files = Array.from({ length: 300 }, (_, index) => ({
        ...pdf(30_000 + index),
        zip: { deflate: index % 3 > 0 },
      }));
      const bad = files[250];
      assert.ok(bad);
      bad.declaration = { ...bad.declaration, sha256: sha256('other bytes') };
      const made = bundleOf(files);
      const { bundle } = await client.declareBundle(caseId, made.declaration);
      await client.sendBundle(bundle.id, made.zip);
      await client.completeBundle(bundle.id, made.zip);
      const received = ({ documents }: Awaited<ReturnType<Client['bundle']>>) =>
        documents.filter(({ status }) => status === 'received').length;
      let known = 0;
      for (const further of [1, 71]) {
        const until = known + further;
        while (received(await client.bundle(bundle.id)) < until) await setTimeout(10);
        await running.crash();
        running = await startBackend({ ...options, dataDir });
        client = await Client.signIn(running.url, client.keys);
        const now = received(await client.bundle(bundle.id));
        assert.ok(now >= until, 'what was told is kept');
        known = now;
      }
      assert.ok(known < files.length - 1, 'killed in the middle each time');

      const { documents, ...done } = await client.unpacked(bundle.id);
      assert.equal(done.bundle.status, 'unpacked');
      assert.deepEqual(
        documents.map(({ rejection, status }) => rejection?.code ?? status),
        files.map((file) => (file === bad ? 'digest-mismatch' : 'received')),
      );
      const statuses = await client.statuses(caseId);
      for (const { id, status } of documents)
        assert.deepEqual(statuses.get(id), ['declared', 'receiving', status]);
      assert.equal((await client.get(caseId)).documents.length, files.length);
      const folder = join(dataDir, 'uploads');
      // The file of the bundle goes after its end is told.
      for (;;) if (!(await readdir(folder)).some((name) => name.endsWith('.json'))) break;
      const digests = await Promise.all(
        (await readdir(folder)).map(async (name) => sha256(await readFile(join(folder, name)))),
      );
      assert.deepEqual(
        digests.sort(),
        files
          .filter((file) => file !== bad)
          .map(({ declaration }) => declaration.sha256)
          .sort(),
      );
    } finally {
      await running.kill('SIGKILL');
      await rm(dataDir, { recursive: true, force: true });
    }
  });

  it('lets a bundle expire with its documents once its upload does not grow, and not before', async () => {
    const first = await startBackend({ allowedOrigins: [ORIGIN] });
    const { dataDir } = first;
    try {
      const client = await Client.signIn(first.url);
      const caseId = await client.createAgreed();
      const held = pdf();
      await client.upload(caseId, held);
      const [growing, still] = [bundleOf([pdf(), pdf()]), bundleOf([held, pdf()])];
      const begin = async (made: typeof growing) => {
        const { bundle, documents } = await client.declareBundle(caseId, made.declaration);
        await client.createUpload(bundle.id, made.zip.length, 'bundleId');
        const { plan } = await client.bundle(bundle.id);
        assert.ok(plan?.protocol === 'tus' && plan.uploadUrl);
        await client.patchUpload(plan.uploadUrl, 0, made.zip.subarray(0, 50));
        return { bundle, documents, upload: plan.uploadUrl };
      };
      const [kept, gone] = [await begin(growing), await begin(still)];
      await first.kill();
      const later = new Date(Date.now() + 60_000);
      await utimes(join(dataDir, 'uploads', kept.upload.split('/').at(-1) ?? ''), later, later);

      const second = await startBackend({
        dataDir,
        allowedOrigins: [ORIGIN],
        env: { UPLOAD_EXPIRY_SECONDS: '0' },
      });
      const again = await Client.signIn(second.url, client.keys);
      assert.equal((await again.fetch(`/bundles/${gone.bundle.id}`)).status, 404);
      assert.deepEqual(await again.statusesOf(caseId, gone.documents[1]?.id ?? ''), ['declared', 'deleted']);
      assert.deepEqual(
        (await again.get(caseId)).documents.map(({ id }) => id).sort(),
        [gone.documents[0], ...kept.documents].map((document) => document?.id).sort(),
      );
      const names = await readdir(join(dataDir, 'uploads'));
      assert.ok(!names.some((name) => gone.upload.endsWith(name.replace('.json', ''))));
      const { plan } = await again.bundle(kept.bundle.id);
      assert.ok(plan?.protocol === 'tus' && plan.uploadUrl);
      await again.patchUpload(plan.uploadUrl, 50, growing.zip.subarray(50));
      await again.completeBundle(kept.bundle.id, growing.zip);
      assert.equal((await again.unpacked(kept.bundle.id)).bundle.status, 'unpacked');
      await second.kill();
    } finally {
      await first.kill('SIGKILL');
      await rm(dataDir, { recursive: true, force: true });
    }
  });
});
