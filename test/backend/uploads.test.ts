import assert from 'node:assert/strict';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startInProcess, type InProcessBackend } from '../support/backend.js';
import { Staff } from '../support/staff.js';
import { Client, ORIGIN, pdf, problem } from './client.js';

describe('uploads', { timeout: 240_000 }, () => {
  let backend: InProcessBackend;
  let client: Client;
  let caseId: string;
  before(async () => {
    backend = await startInProcess({
      allowedOrigins: [ORIGIN],
      maxFileBytes: 8 * 1024 * 1024,
      maxCaseBytes: 32 * 1024 * 1024,
    });
    client = await Client.signIn(backend.url);
    caseId = await client.createAgreed();
  });
  after(() => backend.stop());

  it('receives a file larger than a JSON body may be, and stores exactly its bytes', async () => {
    const file = pdf(5 * 1024 * 1024 + 7);
    const document = await client.upload(caseId, file);
    assert.equal(document.status, 'received');
    assert.ok(document.receivedAt);
    const folder = join(backend.dataDir, 'uploads');
    const stored = await Promise.all(
      (await readdir(folder))
        .filter((name) => !name.endsWith('.json'))
        .map((name) => readFile(join(folder, name))),
    );
    assert.ok(stored.some((bytes) => bytes.equals(file.bytes)));
    assert.equal((await client.document(document.id)).plan, null);
  });

  it('goes on at the right offset, refuses a wrong one, and hands out the same upload again', async () => {
    const file = pdf(1000);
    const { document } = await client.declare(caseId, file.declaration);
    const created = await client.createUpload(document.id, 1000);
    assert.equal(created.status, 201);
    const url = await client.uploadUrlOf(document.id);
    assert.equal(new URL(created.headers.get('location') ?? '', backend.url).href, url);
    assert.equal(
      (await client.patchUpload(url, 0, file.bytes.subarray(0, 400))).headers.get('upload-offset'),
      '400',
    );
    assert.equal((await client.patchUpload(url, 300, file.bytes.subarray(300))).status, 409);
    const head = await client.headUpload(url);
    assert.equal(head.headers.get('upload-offset'), '400');
    assert.equal(head.headers.get('upload-length'), '1000');
    await problem(await client.createUpload(document.id, 1000), 409, 'conflict');
    const incomplete = { sha256: file.declaration.sha256, size: 1000 };
    await problem(
      await client.send('POST', `/documents/${document.id}/completion`, incomplete),
      409,
      'conflict',
    );
    assert.equal((await client.patchUpload(url, 400, file.bytes.subarray(400))).status, 204);
    await client.complete(document.id, file.bytes);
    assert.equal((await client.settled(document.id)).status, 'received');
  });

  it('lets an upload be created again whose creation a crash cut off', async () => {
    const file = pdf();
    const { document } = await client.declare(caseId, file.declaration);
    await client.createUpload(document.id, file.bytes.length);
    const id = (await client.uploadUrlOf(document.id)).split('/').at(-1) ?? '';
    await rm(join(backend.dataDir, 'uploads', id));
    await rm(join(backend.dataDir, 'uploads', `${id}.json`));
    const { plan } = await client.document(document.id);
    assert.ok(plan?.protocol === 'tus' && plan.uploadUrl === null);
    assert.equal((await client.createUpload(document.id, file.bytes.length)).status, 201);
    await client.patchUpload(await client.uploadUrlOf(document.id), 0, file.bytes);
    await client.complete(document.id, file.bytes);
    assert.equal((await client.settled(document.id)).status, 'received');
  });

  it('holds one upload when two creations come at once', async () => {
    const file = pdf();
    const { document } = await client.declare(caseId, file.declaration);
    const answers = await Promise.all(
      [1, 2, 3].map(() => client.createUpload(document.id, file.bytes.length)),
    );
    assert.ok(answers.some(({ status }) => status === 201));
    const url = await client.uploadUrlOf(document.id);
    assert.equal((await client.patchUpload(url, 0, file.bytes)).status, 204);
    await client.complete(document.id, file.bytes);
    assert.equal((await client.settled(document.id)).status, 'received');
  });

  it('says "received" once, however many completions are sent', async () => {
    const file = pdf();
    const { document } = await client.declare(caseId, file.declaration);
    await client.createUpload(document.id, file.bytes.length);
    await client.patchUpload(await client.uploadUrlOf(document.id), 0, file.bytes);
    const body = { sha256: file.declaration.sha256, size: file.bytes.length };
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => client.send('POST', `/documents/${document.id}/completion`, body)),
    );
    for (const { status } of answers) assert.ok([200, 202].includes(status));
    assert.equal((await client.settled(document.id)).status, 'received');
    const response = await client.fetch(`/cases/${caseId}/events?after=0`);
    const { events } = (await response.json()) as { events: { data: Record<string, string> }[] };
    assert.deepEqual(
      events.filter(({ data }) => data['documentId'] === document.id).map(({ data }) => data['status']),
      ['declared', 'receiving', 'received'],
    );
  });

  it('rejects other bytes than declared, and tells the patient by a notice without content', async () => {
    const file = pdf();
    const other = pdf();
    const { document } = await client.declare(caseId, file.declaration);
    await client.createUpload(document.id, file.bytes.length);
    await client.patchUpload(await client.uploadUrlOf(document.id), 0, other.bytes);
    await client.complete(document.id, file.bytes);
    const settled = await client.settled(document.id);
    assert.equal(settled.status, 'rejected');
    assert.equal(settled.rejection?.code, 'digest-mismatch');
    const again = await client.declare(caseId, file.declaration);
    assert.notEqual(again.document.id, document.id, 'a rejected file may be sent again');
    for (let names: string[] = []; names.length === 0;) {
      names = await readdir(join(backend.dataDir, 'outbox')).catch(() => []);
      names = names.filter((name) => name.endsWith('.json'));
      if (names.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
      for (const name of names) {
        const notice = await readFile(join(backend.dataDir, 'outbox', name), 'utf8');
        assert.match(notice, /There is news/);
        assert.doesNotMatch(notice, /biopsy|reject|Leakproof|digest/i);
      }
    }
  });

  for (const [what, bytes, type, code] of [
    ['text that says it is a PDF', Buffer.from('only text, nothing else'), 'pdf', 'type-mismatch'],
    ['a PDF that says it is DICOM', Buffer.from(`%PDF-1.4 ${'x'.repeat(200)}`), 'dicom', 'type-mismatch'],
    [
      'a program in a DICOM preamble',
      Buffer.concat([Buffer.from('MZ'), Buffer.alloc(126), Buffer.from('DICM')]),
      'dicom',
      'malware',
    ],
  ] as const) {
    it(`rejects ${what}`, async () => {
      const { sha256, ...rest } = pdf(bytes.length).declaration;
      const { createHash } = await import('node:crypto');
      const digest = createHash('sha256').update(bytes).digest('hex');
      assert.notEqual(sha256, digest);
      const document = await client.upload(caseId, { bytes, declaration: { ...rest, sha256: digest, type } });
      assert.equal(document.status, 'rejected');
      assert.equal(document.rejection?.code, code);
    });
  }

  it('grants nothing without a session, to another person, or for another length', async () => {
    const file = pdf();
    const { document } = await client.declare(caseId, file.declaration);
    await problem(await client.createUpload(document.id, 12), 400, 'invalid-request');
    const stranger = await Client.signIn(backend.url);
    await problem(await stranger.createUpload(document.id, file.bytes.length), 404, 'not-found');
    await client.createUpload(document.id, file.bytes.length);
    const url = await client.uploadUrlOf(document.id);
    assert.equal((await stranger.headUpload(url)).status, 410);
    await problem(await stranger.patchUpload(url, 0, file.bytes), 410, 'upload-expired');
    const anonymous = await fetch(url, { method: 'HEAD', headers: { 'Tus-Resumable': '1.0.0' } });
    assert.equal(anonymous.status, 401);
    assert.equal((await stranger.fetch(`/documents/${document.id}`)).status, 404);
    await problem(
      await client.fetch('/uploads', {
        method: 'POST',
        headers: { 'Tus-Resumable': '1.0.0', 'Upload-Length': '5' },
      }),
      400,
      'invalid-request',
    );
  });

  it('refuses a file over the limit at its declaration, naming the limit', async () => {
    const { declaration } = pdf(10, { size: 8 * 1024 * 1024 + 1 });
    const refused = await problem(
      await client.send('POST', `/cases/${caseId}/documents`, declaration),
      413,
      'too-large',
    );
    assert.equal(refused.limit, 8 * 1024 * 1024);
  });

  it('does not open a settled request again by a file that is already there', async () => {
    const id = await client.createAgreed();
    const file = pdf();
    assert.equal((await client.upload(id, file)).status, 'received');
    const staff = await Staff.signIn(backend.staffUrl);
    await staff.ask(id, 'Something');
    const requestId = (await client.get(id)).requests[0]?.id ?? '';
    await staff.act(id, 'settle', { requestId, status: 'settled' });
    await client.declare(id, { ...file.declaration, requestId }, 200);
    assert.equal((await client.get(id)).requests[0]?.status, 'settled');
  });
});
