import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import type { BundleWithPlan, DocumentDeclaration } from 'second-opinion-intake/contract';
import { startInProcess, type InProcessBackend } from '../support/backend.js';
import { bundleOf, type Bundled } from '../support/bundles.js';
import { Staff } from '../support/staff.js';
import { storedBy as storedIn } from '../support/store.js';
import { sha256 } from '../support/sha256.js';
import { Client, ORIGIN, pdf, problem } from './client.js';

const MB = 1024 * 1024;

/** A document of any bytes. */
const other = (bytes: Uint8Array, changes: Partial<DocumentDeclaration> = {}): Bundled => ({
  bytes,
  declaration: {
    fileName: 'canary-scan.bin',
    mediaType: 'application/octet-stream',
    type: 'other',
    size: bytes.length,
    sha256: sha256(bytes),
    ...changes,
  },
});
const deflated = (file: Bundled): Bundled => ({ ...file, zip: { deflate: true, ...file.zip } });
const outcomes = ({ documents }: BundleWithPlan) =>
  documents.map(({ status, rejection }) => rejection?.code ?? status);

describe('bundles', { timeout: 300_000 }, () => {
  let backend: InProcessBackend;
  let client: Client;
  before(async () => {
    backend = await startInProcess({
      allowedOrigins: [ORIGIN],
      maxFileBytes: 8 * MB,
      maxCaseBytes: 32 * MB,
      maxDocumentsPerCase: 1200,
    });
    client = await Client.signIn(backend.url);
  });
  after(() => backend.stop());

  const folder = () => join(backend.dataDir, 'uploads');
  const digestOf = async (name: string) => sha256(await readFile(join(folder(), name)));
  const storedBy = (work: () => Promise<unknown>) => storedIn(backend.dataDir, work);
  const notices = async () => {
    const names = await readdir(join(backend.dataDir, 'outbox')).catch(() => []);
    return names.filter((name) => name.endsWith('.json')).length;
  };

  it('receives every document of a study, and keeps exactly their bytes', async () => {
    const caseId = await client.createAgreed();
    const files = Array.from({ length: 40 }, (_, index) => {
      const file = pdf(20_000 + index);
      return index % 2 ? deflated(file) : file;
    });
    const made = bundleOf(files);
    const kept = await storedBy(async () => {
      const bundle = await client.uploadBundle(caseId, made);
      assert.equal(bundle.bundle.status, 'unpacked');
      assert.equal(bundle.plan, null);
      assert.deepEqual(
        bundle.documents.map(({ sha256: digest }) => digest),
        files.map(({ declaration }) => declaration.sha256),
      );
      for (const document of bundle.documents) {
        assert.equal(document.status, 'received');
        assert.ok(document.receivedAt);
      }
      assert.deepEqual(await client.statusesOf(caseId, bundle.documents[7]?.id ?? ''), [
        'declared',
        'receiving',
        'received',
      ]);
    });
    assert.deepEqual(kept, files.map(({ declaration }) => declaration.sha256).sort(), 'and the ZIP is gone');
  });

  it('takes no other bytes for a document that was received, whatever plan a page still has', async () => {
    const caseId = await client.createAgreed();
    const file = pdf();
    const kept = await storedBy(async () => {
      const { document } = await client.declare(caseId, file.declaration);
      const { bundle } = await client.uploadBundle(caseId, bundleOf([file, pdf()]));
      assert.equal(bundle.status, 'unpacked');
      await problem(await client.createUpload(document.id, file.bytes.length), 409, 'conflict');
      assert.equal((await client.document(document.id)).document.status, 'received');
    });
    assert.ok(kept.includes(file.declaration.sha256));
    assert.equal(kept.length, 2);
  });

  it('deletes a bundled document with its bytes', async () => {
    const caseId = await client.createAgreed();
    const kept = await storedBy(async () => {
      const { documents } = await client.uploadBundle(caseId, bundleOf([pdf(), pdf()]));
      assert.equal((await client.fetch(`/documents/${documents[0]?.id}`, { method: 'DELETE' })).status, 204);
    });
    assert.equal(kept.length, 1);
  });

  const bomb = (size: number): Bundled => {
    const file = other(Buffer.alloc(64 * MB), { size, sha256: sha256(randomBytes(8)) });
    return { ...file, zip: { deflate: true, localLie: { size } } };
  };
  const raw = (data: Uint8Array, size: number, method = 8) => ({ data, localLie: { method, size } });
  const onlyOne: [string, () => Bundled, string][] = [
    ['inflates to far more than declared', () => bomb(1000), 'size-mismatch'],
    [
      'inflates to less than declared',
      () => {
        const file = pdf(500);
        return {
          ...file,
          declaration: { ...file.declaration, size: 501 },
          zip: { deflate: true, localLie: { size: 501 } },
        };
      },
      'size-mismatch',
    ],
    [
      'has another size in its header than declared',
      () => other(randomBytes(500), { size: 499 }),
      'size-mismatch',
    ],
    [
      'has other bytes than declared',
      () => other(randomBytes(500), { sha256: sha256('x') }),
      'digest-mismatch',
    ],
    ['has a wrong CRC-32', () => ({ ...pdf(), zip: { localLie: { crc: 1 } } }), 'unreadable'],
    [
      'is no deflate data',
      () => {
        const file = pdf(500);
        return { ...file, zip: raw(Buffer.alloc(300, 0xff), 500) };
      },
      'unreadable',
    ],
    [
      'has bytes behind its deflate data',
      () => {
        const file = pdf(500);
        return { ...file, zip: raw(Buffer.concat([deflateRawSync(file.bytes), Buffer.from('more')]), 500) };
      },
      'unreadable',
    ],
    [
      'has deflate data that ends early',
      () => {
        const file = other(randomBytes(500));
        return { ...file, zip: raw(deflateRawSync(file.bytes).subarray(0, 200), 500) };
      },
      'unreadable',
    ],
    ['is a program', () => other(Buffer.from('MZ and so on')), 'malware'],
    ['is not of its type', () => other(randomBytes(200).fill('x'), { type: 'pdf' }), 'type-mismatch'],
  ];
  for (const [what, make, code] of onlyOne) {
    it(`rejects only the document that ${what}`, async () => {
      const caseId = await client.createAgreed();
      const files = [pdf(), make(), deflated(pdf())];
      const told = await notices();
      const kept = await storedBy(async () => {
        const bundle = await client.uploadBundle(caseId, bundleOf(files));
        assert.deepEqual(outcomes(bundle), ['received', code, 'received']);
        assert.equal(bundle.bundle.status, 'unpacked');
        assert.equal(bundle.documents[1]?.receivedAt, null);
        assert.deepEqual(await client.statusesOf(caseId, bundle.documents[1]?.id ?? ''), [
          'declared',
          'receiving',
          'rejected',
        ]);
      });
      assert.deepEqual(kept, [files[0], files[2]].map((file) => file?.declaration.sha256).sort());
      assert.equal(await notices(), told + 1);
    });
  }

  const third = (zip: Bundled['zip']) => bundleOf([pdf(), pdf(), { ...pdf(), zip }, pdf()]);
  const contradictions: [string, () => ReturnType<typeof bundleOf>][] = [
    ['is encrypted', () => third({ localLie: { flags: 0x801 } })],
    ['has a data descriptor', () => third({ descriptor: true })],
    ['is patch data', () => third({ localLie: { flags: 0x820 } })],
    ['is compressed by another method', () => third({ localLie: { method: 12 } })],
    ['has another name', () => third({ name: 'x' })],
    ['has a longer name', () => third({ name: '22' })],
    ['has no local header', () => third({ localLie: { signature: 0x02014b50 } })],
    ['is stored in other than its size', () => third({ localLie: { size: 63 } })],
    ['says ZIP64', () => third({ localLie: { size: 0xffffffff, compressed: 0xffffffff } })],
    ['reaches past the end', () => third({ localLie: { size: 70_000, compressed: 70_000 } })],
    [
      'is cut off',
      () => bundleOf([pdf(), pdf(), pdf(), pdf()], (zip) => zip.slice(0, 2 * (30 + 1 + 64) + 50)),
    ],
    [
      'is cut off in its header',
      () => bundleOf([pdf(), pdf(), pdf(), pdf()], (zip) => zip.slice(0, 2 * (30 + 1 + 64) + 12)),
    ],
  ];
  for (const [what, make] of contradictions) {
    it(`keeps what came before an entry that ${what}, and rejects the rest and the bundle`, async () => {
      const caseId = await client.createAgreed();
      const made = make();
      const told = await notices();
      const kept = await storedBy(async () => {
        const bundle = await client.uploadBundle(caseId, made);
        assert.deepEqual(outcomes(bundle), ['received', 'received', 'unreadable', 'unreadable']);
        assert.equal(bundle.bundle.status, 'rejected');
        assert.equal(bundle.bundle.rejection?.code, 'unreadable');
        assert.equal(bundle.plan, null);
      });
      assert.equal(kept.length, 2);
      assert.equal(await notices(), told + 1, 'one notice, however many documents');
      const again = await client.declareBundle(caseId, made.declaration);
      assert.deepEqual(outcomes(again), ['received', 'received', 'declared', 'declared']);
      assert.ok(again.plan, 'a rejected bundle may be sent again');
    });
  }

  it('takes entries in the declared order only', async () => {
    const caseId = await client.createAgreed();
    const { zip, declaration } = bundleOf([pdf(), pdf()]);
    const [first, second] = declaration.documents;
    assert.ok(first && second);
    const turned = { ...declaration, documents: [second, first] };
    const bundle = await client.uploadBundle(caseId, { zip, declaration: turned });
    assert.deepEqual(outcomes(bundle), ['unreadable', 'unreadable']);
    assert.equal(bundle.bundle.status, 'rejected');
  });

  it('takes nothing out of a file with another digest', async () => {
    const caseId = await client.createAgreed();
    const { zip, declaration } = bundleOf([pdf(), pdf()]);
    const kept = await storedBy(async () => {
      const bundle = await client.uploadBundle(caseId, {
        zip,
        declaration: { ...declaration, sha256: sha256('something else') },
      });
      assert.deepEqual(outcomes(bundle), ['digest-mismatch', 'digest-mismatch']);
      assert.equal(bundle.bundle.rejection?.code, 'digest-mismatch');
    });
    assert.deepEqual(kept, []);
  });

  it('needs nothing behind the last declared entry', async () => {
    const caseId = await client.createAgreed();
    const bare = bundleOf([pdf(), pdf()], (zip) => zip.slice(0, 2 * (30 + 1 + 64)));
    assert.deepEqual(outcomes(await client.uploadBundle(caseId, bare)), ['received', 'received']);
    const files = [pdf(), pdf(), pdf()];
    const { zip, declaration } = bundleOf(files);
    const fewer = { ...declaration, documents: declaration.documents.slice(0, 2) };
    const bundle = await client.uploadBundle(caseId, { zip, declaration: fewer });
    assert.deepEqual(outcomes(bundle), ['received', 'received']);
    assert.equal((await client.get(caseId)).documents.length, 4, 'what is not declared is not taken');
  });

  it('receives one document for content that stands in two entries', async () => {
    const caseId = await client.createAgreed();
    const file = pdf();
    const kept = await storedBy(async () => {
      const bundle = await client.uploadBundle(caseId, bundleOf([file, pdf(), deflated(file)]));
      assert.deepEqual(outcomes(bundle), ['received', 'received', 'received']);
      assert.equal(bundle.documents[0]?.id, bundle.documents[2]?.id);
    });
    assert.equal(kept.length, 2);
  });

  it('answers requests by bundled documents, and links those that are there already', async () => {
    const caseId = await client.createAgreed();
    const held = pdf();
    await client.upload(caseId, held);
    const staff = await Staff.signIn(backend.staffUrl);
    for (const title of ['One', 'Two']) await staff.ask(caseId, title);
    const [one, two] = (await client.get(caseId)).requests;
    assert.ok(one && two);
    const files = [
      { ...held, declaration: { ...held.declaration, requestId: one.id } },
      pdf(64, { requestId: two.id }),
    ];
    const bundle = await client.uploadBundle(caseId, bundleOf(files));
    assert.deepEqual(
      bundle.documents.map(({ requestId }) => requestId),
      [one.id, two.id],
    );
    for (const { status, answer } of (await client.get(caseId)).requests)
      assert.deepEqual([status, answer], ['pending-check', 'document']);
  });

  it('passes over a document that is sent singly meanwhile', async () => {
    const caseId = await client.createAgreed();
    const [single, begun, rest] = [pdf(), pdf(), pdf()];
    const made = bundleOf([single, begun, rest]);
    const { bundle, documents } = await client.declareBundle(caseId, made.declaration);
    const sent = async (file: typeof single) => {
      const { document } = await client.declare(caseId, file.declaration, 200);
      assert.equal((await client.createUpload(document.id, file.bytes.length)).status, 201);
      return client.uploadUrlOf(document.id);
    };
    await client.patchUpload(await sent(single), 0, single.bytes);
    await client.complete(documents[0]?.id ?? '', single.bytes);
    await client.settled(documents[0]?.id ?? '');
    const half = await sent(begun);
    await client.patchUpload(half, 0, begun.bytes.subarray(0, 10));
    await client.sendBundle(bundle.id, made.zip);
    await client.completeBundle(bundle.id, made.zip);
    const done = await client.unpacked(bundle.id);
    assert.deepEqual(outcomes(done), ['received', 'received', 'received']);
    assert.deepEqual(
      done.documents.map(({ id }) => id),
      documents.map(({ id }) => id),
    );
    for (const { id } of done.documents)
      assert.deepEqual(await client.statusesOf(caseId, id), ['declared', 'receiving', 'received']);
    assert.equal((await client.headUpload(half)).status, 410, 'the upload that was begun is gone');
    const names = (await readdir(folder())).filter((name) => !name.endsWith('.json'));
    const digests = await Promise.all(names.map(digestOf));
    for (const { declaration } of [single, begun, rest])
      assert.equal(digests.filter((digest) => digest === declaration.sha256).length, 1);
  });

  it('needs no bytes once every document came by another way', async () => {
    const caseId = await client.createAgreed();
    const files = [pdf(), pdf()];
    const made = bundleOf(files);
    const { bundle, documents } = await client.declareBundle(caseId, made.declaration);
    for (const [index, file] of files.entries()) {
      const id = documents[index]?.id ?? '';
      await client.createUpload(id, file.bytes.length);
      await client.patchUpload(await client.uploadUrlOf(id), 0, file.bytes);
      await client.complete(id, file.bytes);
      await client.settled(id);
    }
    const now = await client.bundle(bundle.id);
    assert.equal(now.plan, null);
    assert.equal(now.bundle.status, 'unpacked');
    const another = await client.declareBundle(caseId, bundleOf(files.map(deflated)).declaration);
    assert.equal(another.plan, null);
    assert.equal(another.bundle.status, 'unpacked');
  });

  it('takes files again that were deleted after they came in the same bundle', async () => {
    const caseId = await client.createAgreed();
    const made = bundleOf([pdf(), pdf()]);
    const first = await client.uploadBundle(caseId, made);
    await client.fetch(`/documents/${first.documents[0]?.id}`, { method: 'DELETE' });
    const second = await client.declareBundle(caseId, made.declaration);
    assert.notEqual(second.bundle.id, first.bundle.id);
    assert.equal(second.documents[1]?.id, first.documents[1]?.id);
    await client.sendBundle(second.bundle.id, made.zip);
    await client.completeBundle(second.bundle.id, made.zip);
    assert.deepEqual(outcomes(await client.unpacked(second.bundle.id)), ['received', 'received']);
  });

  it('goes on with an upload where it was, and unpacks once, however many completions are sent', async () => {
    const caseId = await client.createAgreed();
    const made = bundleOf([pdf(5000), pdf(5000)]);
    const { bundle, documents } = await client.declareBundle(caseId, made.declaration);
    await client.createUpload(bundle.id, made.zip.length, 'bundleId');
    const again = await client.declareBundle(caseId, made.declaration, 200);
    assert.equal(again.bundle.id, bundle.id);
    assert.ok(again.plan?.protocol === 'tus' && again.plan.uploadUrl);
    assert.deepEqual(again.plan.metadata, { bundleId: bundle.id });
    await client.patchUpload(again.plan.uploadUrl, 0, made.zip.subarray(0, 6000));
    const completion = { sha256: made.declaration.sha256, size: made.zip.length };
    const complete = () => client.send('POST', `/bundles/${bundle.id}/completion`, completion);
    await problem(await complete(), 409, 'conflict');
    const head = await client.headUpload(again.plan.uploadUrl);
    assert.equal(head.headers.get('upload-offset'), '6000');
    await client.patchUpload(again.plan.uploadUrl, 6000, made.zip.subarray(6000));
    const answers = await Promise.all(Array.from({ length: 6 }, complete));
    for (const { status } of answers) assert.ok([200, 202].includes(status));
    assert.deepEqual(outcomes(await client.unpacked(bundle.id)), ['received', 'received']);
    for (const { id } of documents)
      assert.deepEqual(await client.statusesOf(caseId, id), ['declared', 'receiving', 'received']);
    const once = await client.declareBundle(caseId, made.declaration, 200);
    assert.equal(once.bundle.id, bundle.id);
    assert.equal(once.bundle.status, 'unpacked');
  });

  it('gives up what nothing else brings', async () => {
    const caseId = await client.createAgreed();
    const [held, shared, begun, alone] = [pdf(), pdf(), pdf(), pdf()];
    await client.upload(caseId, held);
    const made = bundleOf([held, shared, begun, alone]);
    const { bundle, documents } = await client.declareBundle(caseId, made.declaration);
    const elsewhere = await client.declareBundle(caseId, bundleOf([shared]).declaration);
    assert.equal(elsewhere.documents[0]?.id, documents[1]?.id);
    await client.createUpload(documents[2]?.id ?? '', begun.bytes.length);
    await client.createUpload(bundle.id, made.zip.length, 'bundleId');
    const { plan } = await client.bundle(bundle.id);
    assert.ok(plan?.protocol === 'tus' && plan.uploadUrl);
    const kept = await storedBy(async () => {
      assert.equal((await client.fetch(`/bundles/${bundle.id}`, { method: 'DELETE' })).status, 204);
    });
    assert.deepEqual(kept, []);
    assert.deepEqual(
      (await client.get(caseId)).documents.map(({ id }) => id).sort(),
      documents
        .slice(0, 3)
        .map(({ id }) => id)
        .sort(),
    );
    assert.deepEqual(await client.statusesOf(caseId, documents[3]?.id ?? ''), ['declared', 'deleted']);
    await problem(await client.fetch(`/bundles/${bundle.id}`), 404, 'not-found');
    await problem(await client.patchUpload(plan.uploadUrl, 0, made.zip), 410, 'upload-expired');
    const done = await client.uploadBundle(caseId, bundleOf([pdf()]));
    await problem(await client.fetch(`/bundles/${done.bundle.id}`, { method: 'DELETE' }), 409, 'conflict');
  });

  it('can be given up while it is unpacked, and leaves nothing but what was received', async () => {
    const caseId = await client.createAgreed();
    const made = bundleOf(Array.from({ length: 80 }, () => pdf(20_000)));
    const kept = await storedBy(async () => {
      const { bundle } = await client.declareBundle(caseId, made.declaration);
      await client.sendBundle(bundle.id, made.zip);
      await client.completeBundle(bundle.id, made.zip);
      assert.equal((await client.fetch(`/bundles/${bundle.id}`, { method: 'DELETE' })).status, 204);
    });
    const { documents } = await client.get(caseId);
    assert.ok(documents.length < 80);
    assert.ok(documents.every(({ status }) => status === 'received'));
    assert.deepEqual(kept, documents.map(({ sha256: digest }) => digest).sort());
  });

  it('is nobody else’s', async () => {
    const caseId = await client.createAgreed();
    const made = bundleOf([pdf()]);
    const { bundle } = await client.declareBundle(caseId, made.declaration);
    const stranger = await Client.signIn(backend.url);
    const completion = { sha256: made.declaration.sha256, size: made.zip.length };
    for (const refused of [
      await stranger.send('POST', `/cases/${caseId}/bundles`, made.declaration),
      await stranger.fetch(`/bundles/${bundle.id}`),
      await stranger.fetch(`/bundles/${bundle.id}`, { method: 'DELETE' }),
      await stranger.send('POST', `/bundles/${bundle.id}/completion`, completion),
      await stranger.createUpload(bundle.id, made.zip.length, 'bundleId'),
      await client.fetch(`/bundles/${randomUUID()}`),
      // A document's name does not open a bundle, nor the other way round.
      await client.createUpload(bundle.id, made.zip.length),
    ])
      await problem(refused, 404, 'not-found');
    await problem(await client.createUpload(bundle.id, 12, 'bundleId'), 400, 'invalid-request');
    await client.createUpload(bundle.id, made.zip.length, 'bundleId');
    await problem(await client.createUpload(bundle.id, made.zip.length, 'bundleId'), 409, 'conflict');
    const { plan } = await client.bundle(bundle.id);
    assert.ok(plan?.protocol === 'tus' && plan.uploadUrl);
    assert.equal((await stranger.headUpload(plan.uploadUrl)).status, 410);
    await problem(await stranger.patchUpload(plan.uploadUrl, 0, made.zip), 410, 'upload-expired');
    assert.equal((await fetch(`${backend.url}/bundles/${bundle.id}`)).status, 401);
  });

  it('is declared whole or not at all', async () => {
    const { id: unasked } = await client.create();
    const declare = (id: string, declaration: unknown) =>
      client.send('POST', `/cases/${id}/bundles`, declaration);
    const { declaration } = bundleOf([pdf(), pdf()]);
    await problem(await declare(unasked, declaration), 409, 'consent-required');

    const caseId = await client.createAgreed();
    const [first, second] = declaration.documents;
    assert.ok(first && second);
    const pointers = async (changed: unknown) =>
      (await problem(await declare(caseId, changed), 400, 'invalid-request')).pointers;
    assert.deepEqual(
      await pointers({ ...declaration, documents: [first, { ...second, entry: first.entry }] }),
      ['/documents/1/entry'],
    );
    assert.deepEqual(await pointers({ ...declaration, documents: [first, { ...second, entry: '../a' }] }), [
      '/documents/1/entry',
    ]);
    assert.deepEqual(
      await pointers({ ...declaration, documents: [first, { ...second, requestId: randomUUID() }] }),
      ['/documents/1/requestId'],
    );
    assert.deepEqual(await pointers({ ...declaration, documents: [] }), ['/documents']);

    const big = { ...second, size: 8 * MB + 1 };
    for (const changed of [
      { ...declaration, documents: [first, big] },
      { ...declaration, size: 8 * MB + 1 },
    ])
      assert.equal((await problem(await declare(caseId, changed), 413, 'too-large')).limit, 8 * MB);
    const filling = bundleOf(
      Array.from({ length: 5 }, () => pdf(64, { size: 7 * MB, sha256: sha256(randomUUID()) })),
    );
    assert.equal(
      (await problem(await declare(caseId, filling.declaration), 413, 'too-large')).limit,
      32 * MB,
    );
    assert.deepEqual((await client.get(caseId)).documents, []);

    const staff = await Staff.signIn(backend.staffUrl);
    await staff.act(caseId, 'close', { outcome: 'withdrawn' });
    await problem(await declare(caseId, declaration), 409, 'conflict');
  });

  it('declares a thousand documents with all that can be said of them, and no more than the case may hold', async () => {
    const caseId = await client.createAgreed();
    const many = () =>
      Array.from({ length: 1000 }, () =>
        pdf(64, {
          size: 1,
          sha256: sha256(randomUUID()),
          fileName: 'n'.repeat(255),
          title: 't'.repeat(200),
          findings: Array.from({ length: 20 }, (_, index) => `finding-${'f'.repeat(25)}-${index}`),
        }),
      );
    const { bundle, documents } = await client.declareBundle(caseId, bundleOf(many()).declaration);
    assert.equal(documents.length, 1000);
    const files = bundleOf(many());
    await problem(
      await client.send('POST', `/cases/${caseId}/bundles`, files.declaration),
      409,
      'too-many-documents',
    );
    await problem(
      await client.send('POST', `/cases/${caseId}/bundles`, {
        ...files.declaration,
        documents: [...files.declaration.documents, ...files.declaration.documents],
      }),
      400,
      'invalid-request',
    );
    const huge = await problem(
      await client.send('POST', `/cases/${caseId}/bundles`, 'x'.repeat(8 * MB)),
      413,
      'too-large',
    );
    assert.equal(huge.limit, 8 * MB);
    assert.equal((await client.fetch(`/bundles/${bundle.id}`, { method: 'DELETE' })).status, 204);
    assert.deepEqual((await client.get(caseId)).documents, []);
  });

  const someFiles = fc.array(
    fc.record({
      bytes: fc.oneof(
        fc.uint8Array({ minLength: 1, maxLength: 300 }),
        fc.integer({ min: 1, max: 200_000 }).map((size) => new Uint8Array(randomBytes(size))),
        fc.integer({ min: 1, max: 400_000 }).map((size) => new Uint8Array(size)),
      ),
      deflate: fc.boolean(),
    }),
    { minLength: 1, maxLength: 6 },
  );
  const madeOf = (files: { bytes: Uint8Array; deflate: boolean }[]) =>
    files.map(({ bytes, deflate }) => {
      // Not taken for a program, and no two alike.
      const own = Buffer.concat([Buffer.from(randomUUID()), bytes]);
      return { ...other(own), zip: { deflate } };
    });

  it('gives any files back byte for byte, stored or deflated', async () => {
    const caseId = await client.createAgreed();
    await fc.assert(
      fc.asyncProperty(someFiles, async (given) => {
        const files = madeOf(given);
        const kept = await storedBy(async () => {
          const bundle = await client.uploadBundle(caseId, bundleOf(files));
          assert.ok(outcomes(bundle).every((outcome) => outcome === 'received'));
        });
        assert.deepEqual(kept, files.map(({ declaration }) => declaration.sha256).sort());
      }),
      { numRuns: 25 },
    );
  });

  it('never says "received" of other bytes, whatever bits are flipped', async () => {
    const caseId = await client.createAgreed();
    await fc.assert(
      fc.asyncProperty(
        someFiles,
        fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 255 })), {
          minLength: 1,
          maxLength: 3,
        }),
        async (given, flips) => {
          const made = bundleOf(madeOf(given), (zip) => {
            for (const [place, bits] of flips) {
              const at = Math.min(zip.length - 1, Math.floor(place * zip.length));
              zip[at] = (zip[at] ?? 0) ^ bits;
            }
            return zip;
          });
          let received: string[] = [];
          const kept = await storedBy(async () => {
            const bundle = await client.uploadBundle(caseId, made);
            for (const { status } of bundle.documents) assert.ok(['received', 'rejected'].includes(status));
            received = bundle.documents
              .filter(({ status }) => status === 'received')
              .map(({ sha256: digest }) => digest);
          });
          assert.deepEqual(kept, received.sort());
        },
      ),
      { numRuns: 50 },
    );
  });

  it('leaves no names in the log', async () => {
    const log = await readFile(join(backend.dataDir, 'backend.log'), 'utf8');
    assert.match(log, /\/cases\/:caseId\/bundles/);
    assert.doesNotMatch(log, /canary|Leakproof|biopsy/i);
    assert.doesNotMatch(log, /verification failed|"error"/);
  });
});
