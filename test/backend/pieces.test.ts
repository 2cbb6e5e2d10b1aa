import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { Capabilities, CONTRACT_VERSION, MAX_PIECES } from 'second-opinion-intake/contract';
import { startBackend, startInProcess, type InProcessBackend } from '../support/backend.js';
import { bundleOf } from '../support/bundles.js';
import { largeFile, pieceOf, type LargeFile, type PieceFile } from '../support/pieces.js';
import { Staff } from '../support/staff.js';
import { storedBy as storedIn } from '../support/store.js';
import { compositeSha256, sha256 } from '../support/sha256.js';
import { Client, ORIGIN, parsed, pdf, problem } from './client.js';

const KB = 1024;
const MB = 1024 * KB;
/** Of the backends in this file, so that large files need not be large. */
const PIECE = 64 * KB;

const cut = (bytes: Uint8Array) => largeFile(bytes, PIECE);
const compressible = (size: number) => Buffer.alloc(size, `${randomUUID()} again and again, `);
const encodings = (file: LargeFile) =>
  file.pieces.map((bytes, index) => pieceOf(bytes, index % 2 ? 'gzip' : 'identity'));
const at = <T>(list: readonly T[], index: number): T => {
  const found = list.at(index);
  assert.ok(found !== undefined);
  return found;
};

describe('pieces of large files', { timeout: 300_000 }, () => {
  let backend: InProcessBackend;
  let client: Client;
  before(async () => {
    backend = await startInProcess({
      allowedOrigins: [ORIGIN],
      pieceBytes: PIECE,
      maxFileBytes: MB,
      maxCaseBytes: 4 * MB,
      maxDocumentsPerCase: 40,
    });
    client = await Client.signIn(backend.url);
  });
  after(() => backend.stop());

  const storedBy = (work: () => Promise<unknown>) => storedIn(backend.dataDir, work);
  async function holdAll(caseId: string, files: readonly PieceFile[]): Promise<void> {
    for (const { piece } of await Promise.all(files.map((file) => client.holdPiece(caseId, file))))
      assert.equal(piece.status, 'held');
  }

  it('says so in its capabilities', async () => {
    const { upload, contractVersion } = await parsed(Capabilities, await client.fetch('/capabilities'), 200);
    assert.deepEqual(upload.pieces, { bytes: PIECE });
    assert.equal(contractVersion, CONTRACT_VERSION);
  });

  it('receives a file whose pieces came at once, plain and compressed, and keeps exactly its bytes', async () => {
    const caseId = await client.createAgreed();
    const file = cut(Buffer.concat([compressible(5 * PIECE), randomBytes(2 * PIECE + 1234)]));
    const kept = await storedBy(async () => {
      await holdAll(caseId, encodings(file));
      const { documents, pieces } = await client.queryDigests(caseId, file.declaration.pieces.sha256);
      assert.deepEqual(documents, []);
      assert.deepEqual(pieces.sort(), [...file.declaration.pieces.sha256].sort());
      const { id } = await client.declareLarge(caseId, file);
      const received = await client.settled(id);
      assert.equal(received.status, 'received');
      assert.equal(received.sha256, file.declaration.sha256);
      assert.equal(received.pieceBytes, PIECE);
      assert.equal(received.size, file.bytes.length);
      assert.deepEqual(await client.statusesOf(caseId, id), ['declared', 'receiving', 'received']);
    });
    assert.deepEqual(kept, [sha256(file.bytes)], 'and the pieces are gone');
    const { documents, pieces } = await client.queryDigests(caseId, [
      file.declaration.sha256,
      ...file.declaration.pieces.sha256,
    ]);
    assert.deepEqual(
      documents.map(({ sha256: digest }) => digest),
      [file.declaration.sha256],
    );
    assert.deepEqual(pieces, []);
  });

  it('takes a file whose last piece is as long as the others, and one piece in several places', async () => {
    const caseId = await client.createAgreed();
    const same = randomBytes(PIECE);
    const file = cut(Buffer.concat([same, randomBytes(PIECE), same, same]));
    const kept = await storedBy(async () => {
      await holdAll(
        caseId,
        file.pieces.slice(0, 2).map((bytes) => pieceOf(bytes)),
      );
      assert.equal((await client.settled((await client.declareLarge(caseId, file)).id)).status, 'received');
    });
    assert.deepEqual(kept, [sha256(file.bytes)]);
  });

  it('goes on with a piece at its offset', async () => {
    const caseId = await client.createAgreed();
    const file = pieceOf(randomBytes(PIECE));
    const { piece, plan } = await client.declarePiece(caseId, file.declaration);
    assert.ok(plan?.protocol === 'tus');
    assert.equal(plan.uploadUrl, null);
    assert.equal(plan.asyncCompletion, false);
    assert.deepEqual(plan.metadata, { pieceId: piece.id });
    const url = await client.createPieceUpload(caseId, file);
    await client.patchUpload(url, 0, file.encoded.subarray(0, 12_345));
    await problem(await client.completePiece(piece.id, file), 409, 'conflict');
    const again = await client.declarePiece(caseId, file.declaration, 200);
    assert.equal(again.piece.id, piece.id);
    assert.ok(again.plan?.protocol === 'tus' && again.plan.uploadUrl);
    const head = await client.headUpload(again.plan.uploadUrl);
    assert.equal(head.headers.get('upload-offset'), '12345');
    await client.patchUpload(again.plan.uploadUrl, 12_345, file.encoded.subarray(12_345));
    const answers = await Promise.all(Array.from({ length: 5 }, () => client.completePiece(piece.id, file)));
    for (const { status } of answers) assert.equal(status, 200);
    const held = await client.declarePiece(caseId, file.declaration, 200);
    assert.equal(held.piece.status, 'held');
    assert.equal(held.plan, null);
  });

  it('sends another encoding on its own, until the piece is held', async () => {
    const caseId = await client.createAgreed();
    const bytes = compressible(PIECE);
    const [plain, packed] = [pieceOf(bytes), pieceOf(bytes, 'gzip')];
    const { piece } = await client.declarePiece(caseId, plain.declaration);
    const held = await client.holdPiece(caseId, packed);
    assert.notEqual(held.piece.id, piece.id);
    const again = await client.declarePiece(caseId, plain.declaration, 200);
    assert.equal(again.piece.id, held.piece.id);
    assert.equal(again.plan, null);
  });

  it('declares and completes once for one Idempotency-Key', async () => {
    const caseId = await client.createAgreed();
    const file = pieceOf(randomBytes(100));
    const key = { 'Idempotency-Key': randomUUID() };
    const declare = () => client.send('POST', `/cases/${caseId}/pieces`, file.declaration, key);
    const [first, second] = [await declare(), await declare()];
    assert.equal(second.status, 201, 'the same answer');
    assert.deepEqual(await second.json(), await first.json());
    const other = await client.send(
      'POST',
      `/cases/${caseId}/pieces`,
      pieceOf(randomBytes(9)).declaration,
      key,
    );
    await problem(other, 422, 'idempotency-key-reused');
  });

  const size = 5000;
  const gzipped = gzipSync(compressible(size));
  const wrong: [string, () => PieceFile][] = [
    [
      'is of other bytes',
      () => ({ ...pieceOf(randomBytes(size)), encoded: new Uint8Array(randomBytes(size)) }),
    ],
    [
      'is said to have another digest',
      () => {
        const { encoded, declaration } = pieceOf(compressible(size), 'gzip');
        return { encoded, declaration: { ...declaration, sha256: sha256('other') } };
      },
    ],
    [
      'inflates to more than declared',
      () => pieceOf(compressible(size), 'gzip', gzipSync(compressible(size + 1))),
    ],
    [
      'inflates to less than declared',
      () => pieceOf(compressible(size), 'gzip', gzipSync(compressible(size - 1))),
    ],
    ['is a bomb', () => pieceOf(compressible(size), 'gzip', gzipSync(Buffer.alloc(60 * MB)))],
    ['is no gzip data', () => pieceOf(compressible(size), 'gzip', randomBytes(300))],
    ['is cut off', () => pieceOf(compressible(size), 'gzip', gzipped.subarray(0, -9))],
    [
      'has a wrong checksum',
      () => pieceOf(compressible(size), 'gzip', Buffer.concat([gzipped.subarray(0, -8), Buffer.alloc(8)])),
    ],
    [
      'has zeros behind it',
      () => pieceOf(compressible(size), 'gzip', Buffer.concat([gzipped, Buffer.alloc(100)])),
    ],
  ];
  for (const [what, make] of wrong) {
    it(`throws a piece away that ${what}, and takes it anew`, async () => {
      const caseId = await client.createAgreed();
      const file = make();
      const kept = await storedBy(async () => {
        await problem(await client.sendPiece(caseId, file), 422, 'digest-mismatch');
      });
      assert.deepEqual(kept, []);
      const { plan, piece } = await client.declarePiece(caseId, file.declaration);
      assert.ok(plan?.protocol === 'tus' && plan.uploadUrl === null, 'from zero');
      assert.equal(piece.status, 'declared');
      const { pieces } = await client.queryDigests(caseId, [file.declaration.sha256]);
      assert.deepEqual(pieces, []);
    });
  }

  it('takes a completion of other bytes for what it is', async () => {
    const caseId = await client.createAgreed();
    const file = pieceOf(randomBytes(500));
    const { piece } = await client.declarePiece(caseId, file.declaration);
    await client.patchUpload(await client.createPieceUpload(caseId, file), 0, file.encoded);
    await problem(await client.completePiece(piece.id, pieceOf(randomBytes(500))), 422, 'digest-mismatch');
    await problem(await client.completePiece(piece.id, file), 404, 'not-found');
    await client.holdPiece(caseId, file);
  });

  it('declares no document while a piece is missing, and says nothing of which', async () => {
    const caseId = await client.createAgreed();
    const file = cut(randomBytes(3 * PIECE));
    const files = encodings(file);
    const declare = () => client.send('POST', `/cases/${caseId}/documents`, file.declaration);
    await problem(await declare(), 409, 'pieces-missing');
    await holdAll(caseId, files.slice(0, 2));
    const { piece } = await client.declarePiece(caseId, at(files, 2).declaration);
    await client.patchUpload(await client.createPieceUpload(caseId, at(files, 2)), 0, at(files, 2).encoded);
    await problem(await declare(), 409, 'pieces-missing');
    assert.deepEqual((await client.get(caseId)).documents, []);
    assert.equal((await client.completePiece(piece.id, at(files, 2))).status, 200);
    assert.equal((await client.settled((await client.declareLarge(caseId, file)).id)).status, 'received');
  });

  it('answers the same file with the document that is there', async () => {
    const caseId = await client.createAgreed();
    const file = cut(randomBytes(2 * PIECE));
    await holdAll(caseId, encodings(file));
    const { id } = await client.declareLarge(caseId, file);
    const meanwhile = await client.declare(caseId, file.declaration, 200);
    assert.equal(meanwhile.document.id, id);
    assert.equal(meanwhile.plan, null);
    await client.settled(id);
    const again = await client.declare(caseId, { ...file.declaration, fileName: 'again.bin' }, 200);
    assert.equal(again.document.id, id);
    assert.equal(again.plan, null);
    assert.equal((await client.get(caseId)).documents.length, 1);
    const completion = { sha256: file.declaration.sha256, size: file.bytes.length };
    const unneeded = await client.send('POST', `/documents/${id}/completion`, completion);
    assert.equal(unneeded.status, 200);
    await problem(await client.createUpload(id, file.bytes.length), 409, 'conflict');
    // The same digest, but of a file that is sent whole: something else.
    const { pieces: _pieces, ...whole } = file.declaration;
    const other = await client.declare(caseId, whole);
    assert.notEqual(other.document.id, id);
    assert.ok(other.plan);
  });

  it('keeps no piece of a file that is sent once more', async () => {
    const caseId = await client.createAgreed();
    const file = cut(randomBytes(2 * PIECE));
    const kept = await storedBy(async () => {
      await holdAll(caseId, encodings(file));
      await client.settled((await client.declareLarge(caseId, file)).id);
      await holdAll(caseId, encodings(file));
      await client.declare(caseId, file.declaration, 200);
    });
    assert.deepEqual(kept, [sha256(file.bytes)]);
    const { pieces: held } = await client.queryDigests(caseId, file.declaration.pieces?.sha256 ?? []);
    assert.deepEqual(held, []);
  });

  it('answers a request by a file in pieces', async () => {
    const caseId = await client.createAgreed();
    await (await Staff.signIn(backend.staffUrl)).ask(caseId, 'Slides');
    const [request] = (await client.get(caseId)).requests;
    const file = largeFile(randomBytes(2 * PIECE), PIECE, { requestId: request?.id });
    await holdAll(caseId, encodings(file));
    await client.settled((await client.declareLarge(caseId, file)).id);
    const [answered] = (await client.get(caseId)).requests;
    assert.deepEqual([answered?.status, answered?.answer], ['pending-check', 'document']);
  });

  it('looks at the type of the whole file', async () => {
    const caseId = await client.createAgreed();
    const outcome = async (bytes: Uint8Array, type: 'pdf' | 'other') => {
      const file = largeFile(bytes, PIECE, { type });
      let code: string | undefined;
      const kept = await storedBy(async () => {
        await holdAll(caseId, encodings(file));
        const { status, rejection } = await client.settled((await client.declareLarge(caseId, file)).id);
        code = rejection?.code ?? status;
      });
      return [code, kept.length];
    };
    assert.deepEqual(await outcome(pdf(2 * PIECE).bytes, 'pdf'), ['received', 1]);
    assert.deepEqual(await outcome(randomBytes(2 * PIECE).fill('x', 0, 2000), 'pdf'), ['type-mismatch', 0]);
    assert.deepEqual(await outcome(Buffer.concat([Buffer.from('MZ'), randomBytes(2 * PIECE)]), 'other'), [
      'malware',
      0,
    ]);
  });

  it('lets two files share pieces, and keeps a piece that one of them still needs', async () => {
    const caseId = await client.createAgreed();
    const [a, b, c] = [randomBytes(PIECE), randomBytes(PIECE), randomBytes(PIECE)];
    const [first, second, third] = [
      cut(Buffer.concat([a, b])),
      cut(Buffer.concat([a, c])),
      cut(Buffer.concat([b, c])),
    ];
    const kept = await storedBy(async () => {
      await holdAll(
        caseId,
        [a, b, c].map((bytes) => pieceOf(bytes)),
      );
      const ids = [await client.declareLarge(caseId, first), await client.declareLarge(caseId, second)];
      for (const { id } of ids) assert.equal((await client.settled(id)).status, 'received');
    });
    assert.deepEqual(kept, [first, second].map(({ bytes }) => sha256(bytes)).sort());
    const late = await client.send('POST', `/cases/${caseId}/documents`, third.declaration);
    await problem(late, 409, 'pieces-missing');
    await holdAll(
      caseId,
      [b, c].map((bytes) => pieceOf(bytes)),
    );
    assert.equal((await client.settled((await client.declareLarge(caseId, third)).id)).status, 'received');
  });

  it('deletes a file in pieces with its bytes, before it is put together as after', async () => {
    const caseId = await client.createAgreed();
    const kept = await storedBy(async () => {
      for (const wait of [true, false]) {
        const file = cut(randomBytes(8 * PIECE));
        await holdAll(caseId, encodings(file));
        const { id } = await client.declareLarge(caseId, file);
        if (wait) await client.settled(id);
        assert.equal((await client.fetch(`/documents/${id}`, { method: 'DELETE' })).status, 204);
      }
    });
    assert.deepEqual(kept, []);
    assert.deepEqual((await client.get(caseId)).documents, []);
  });

  it('is nobody else’s, and tells nobody else what is held', async () => {
    const caseId = await client.createAgreed();
    const file = cut(randomBytes(2 * PIECE));
    const files = encodings(file);
    await holdAll(caseId, files);
    await client.settled((await client.declareLarge(caseId, file)).id);
    const pending = pieceOf(randomBytes(PIECE));
    const { piece } = await client.declarePiece(caseId, pending.declaration);
    const url = await client.createPieceUpload(caseId, pending);
    const held = await client.holdPiece(caseId, pieceOf(randomBytes(PIECE)));
    const digests = [file.declaration.sha256, held.piece.sha256, ...file.declaration.pieces.sha256];

    const stranger = await Client.signIn(backend.url);
    for (const refused of [
      await stranger.send('POST', `/cases/${caseId}/pieces`, pending.declaration),
      await stranger.completePiece(piece.id, pending),
      await stranger.createUpload(piece.id, PIECE, 'pieceId'),
      await stranger.sendDigestQuery(caseId, { digests }),
      await client.completePiece(randomUUID(), pending),
      // A piece's name does not open a document, nor the other way round.
      await client.createUpload(piece.id, PIECE),
      await client.createUpload(piece.id, PIECE, 'bundleId'),
    ])
      await problem(refused, 404, 'not-found');
    assert.equal((await stranger.headUpload(url)).status, 410);
    await problem(await stranger.patchUpload(url, 0, pending.encoded), 410, 'upload-expired');
    assert.equal(
      (await fetch(`${backend.url}/cases/${caseId}/digest-queries`, { method: 'POST' })).status,
      401,
    );

    for (const [who, elsewhere] of [
      [stranger, await stranger.createAgreed()],
      [client, await client.createAgreed()],
    ] as const) {
      assert.deepEqual(await who.queryDigests(elsewhere, digests), { documents: [], pieces: [] });
      const large = await who.send('POST', `/cases/${elsewhere}/documents`, file.declaration);
      await problem(large, 409, 'pieces-missing');
      const anew = await who.declarePiece(elsewhere, at(files, 0).declaration);
      assert.ok(anew.plan, 'it is sent again');
    }
  });

  it('refuses what does not fit together', async () => {
    const caseId = await client.createAgreed();
    const file = cut(randomBytes(2 * PIECE + 5));
    await holdAll(caseId, encodings(file));
    const declare = (changes: object) =>
      client.send('POST', `/cases/${caseId}/documents`, { ...file.declaration, ...changes });
    const digests = file.declaration.pieces.sha256;
    const pointers = async (response: Response) => (await problem(response, 400, 'invalid-request')).pointers;
    const half = (digest: string[]) => ({ bytes: PIECE, sha256: digest });
    assert.deepEqual(await pointers(await declare({ sha256: sha256('other') })), ['/sha256']);
    assert.deepEqual(await pointers(await declare({ pieces: { bytes: PIECE / 2, sha256: digests } })), [
      '/pieces/bytes',
    ]);
    for (const count of [2, 4])
      assert.deepEqual(
        await pointers(await declare({ pieces: half([...digests, ...digests].slice(0, count)) })),
        ['/pieces/sha256'],
      );
    for (const list of [[], digests.slice(0, 1), Array.from({ length: 10_001 }, () => at(digests, 0))])
      assert.deepEqual(await pointers(await declare({ pieces: half(list) })), ['/pieces/sha256']);
    // The short piece stands first.
    const turned = [at(digests, 2), at(digests, 1), at(digests, 0)];
    assert.deepEqual(
      await pointers(await declare({ sha256: compositeSha256(turned), pieces: half(turned) })),
      ['/pieces/sha256/0'],
    );
    assert.deepEqual((await client.get(caseId)).documents, []);

    const { declaration } = pieceOf(randomBytes(100));
    const piece = (changes: object) =>
      client.send('POST', `/cases/${caseId}/pieces`, { ...declaration, ...changes });
    assert.deepEqual(await pointers(await piece({ encoded: { sha256: sha256('other'), size: 100 } })), [
      '/encoded',
    ]);
    assert.deepEqual(await pointers(await piece({ encoding: 'br' })), ['/encoding']);
    assert.deepEqual(await pointers(await piece({ encoding: 'gzip', size: 0 })), ['/size']);
    for (const query of [{ digests: [] }, { digests: Array.from({ length: 1001 }, () => sha256('x')) }])
      assert.deepEqual(await pointers(await client.sendDigestQuery(caseId, query)), ['/digests']);
    const { piece: made } = await client.declarePiece(caseId, declaration);
    await problem(await client.createUpload(made.id, 99, 'pieceId'), 400, 'invalid-request');
  });

  it('keeps to its limits: of a piece, of a file, of a case, and of how many there are', async () => {
    const { id: unasked } = await client.create();
    const { declaration } = pieceOf(randomBytes(10));
    const declare = (id: string, body: object) => client.send('POST', `/cases/${id}/pieces`, body);
    await problem(await declare(unasked, declaration), 409, 'consent-required');

    const caseId = await client.createAgreed();
    const limit = async (response: Response) => (await problem(response, 413, 'too-large')).limit;
    const said = (bytes: number, encoding = 'identity', encodedBytes = bytes) => {
      const digest = sha256(randomUUID());
      return { sha256: digest, size: bytes, encoding, encoded: { sha256: digest, size: encodedBytes } };
    };
    assert.equal(await limit(await declare(caseId, said(PIECE + 1))), PIECE);
    assert.equal(await limit(await declare(caseId, said(PIECE, 'gzip', PIECE + 64 * KB + 1))), PIECE);
    // What is sent counts towards no other limit.
    assert.equal(await limit(await declare(caseId, said(1, 'gzip', 64 * KB + 2))), PIECE);
    assert.equal((await declare(caseId, said(PIECE, 'gzip', PIECE + 64 * KB))).status, 201);
    const tooLarge = largeFile(new Uint8Array(MB + 1), PIECE);
    assert.equal(
      await limit(await client.send('POST', `/cases/${caseId}/documents`, tooLarge.declaration)),
      MB,
    );

    // Of 4 MB, documents take all but a piece and a half; one piece is said above.
    for (const bytes of [MB, MB, MB, MB - 2 * PIECE - PIECE / 2])
      await client.declare(caseId, pdf(64, { size: bytes, sha256: sha256(randomUUID()) }).declaration);
    const file = cut(randomBytes(PIECE + 10));
    await holdAll(caseId, encodings(file));
    assert.equal(await limit(await declare(caseId, said(PIECE / 2))), 4 * MB);
    const rest = pdf(64, { size: PIECE / 2, sha256: sha256(randomUUID()) });
    assert.equal(
      await limit(await client.send('POST', `/cases/${caseId}/documents`, rest.declaration)),
      4 * MB,
    );
    const bundle = bundleOf([rest]).declaration;
    assert.equal(await limit(await client.send('POST', `/cases/${caseId}/bundles`, bundle)), 4 * MB);
    // The file takes its pieces' place.
    assert.equal((await client.settled((await client.declareLarge(caseId, file)).id)).status, 'received');

    const many = await client.createAgreed();
    for (let n = 0; n < 40; n++) assert.equal((await declare(many, said(1))).status, 201);
    await problem(await declare(many, said(1)), 409, 'too-many-documents');

    const closed = await client.createAgreed();
    await (await Staff.signIn(backend.staffUrl)).act(closed, 'close', { outcome: 'withdrawn' });
    await problem(await declare(closed, declaration), 409, 'conflict');
  });

  it('says of documents which are held, and of none that bytes are missing of', async () => {
    const caseId = await client.createAgreed();
    const [received, begun, bundled, rejected, deleted] = [pdf(), pdf(), pdf(), pdf(), pdf()];
    const { id } = await client.upload(caseId, received);
    await client.declare(caseId, begun.declaration);
    const made = bundleOf([bundled]);
    const { bundle } = await client.declareBundle(caseId, made.declaration);
    rejected.declaration.sha256 = sha256('other bytes');
    await client.upload(caseId, rejected);
    const { id: gone } = await client.upload(caseId, deleted);
    await client.fetch(`/documents/${gone}`, { method: 'DELETE' });
    const digests = [received, begun, bundled, rejected, deleted].map(
      ({ declaration }) => declaration.sha256,
    );
    const asked = async () =>
      (await client.queryDigests(caseId, [...digests, ...digests])).documents.map((each) => each.id);
    assert.deepEqual(await asked(), [id]);
    await client.sendBundle(bundle.id, made.zip);
    await client.completeBundle(bundle.id, made.zip);
    // From here on nobody needs to send it again.
    assert.equal((await asked()).length, 2);
    const { documents } = await client.unpacked(bundle.id);
    assert.deepEqual((await asked()).sort(), [id, documents[0]?.id].sort());
  });

  it('gives any file back byte for byte, however its pieces are sent', async () => {
    const caseId = await client.createAgreed();
    const someFile = fc.record({
      bytes: fc.integer({ min: PIECE + 1, max: 4 * PIECE }),
      packed: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
      random: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(someFile, async ({ bytes, packed, random }) => {
        const file = cut(
          random ? Buffer.concat([Buffer.from('of no type '), randomBytes(bytes)]) : compressible(bytes),
        );
        const unique = [...new Map(file.pieces.map((piece) => [sha256(piece), piece])).values()];
        const kept = await storedBy(async () => {
          await holdAll(
            caseId,
            unique.map((piece, index) => pieceOf(piece, packed[index] ? 'gzip' : 'identity')),
          );
          const { id } = await client.declareLarge(caseId, file);
          assert.equal((await client.settled(id)).status, 'received');
        });
        assert.deepEqual(kept, [sha256(file.bytes)]);
        const { documents } = await client.get(caseId);
        for (const { id } of documents) await client.fetch(`/documents/${id}`, { method: 'DELETE' });
      }),
      { numRuns: 15 },
    );
  });

  it('leaves no names in the log', async () => {
    const log = await readFile(join(backend.dataDir, 'backend.log'), 'utf8');
    assert.match(log, /\/cases\/:caseId\/pieces/);
    assert.doesNotMatch(log, /canary|Leakproof/i);
    assert.doesNotMatch(log, /verification failed|"error"/);
  });
});

describe('as many pieces as the contract allows', { timeout: 300_000 }, () => {
  it('make one file', async () => {
    const backend = await startInProcess({ allowedOrigins: [ORIGIN], pieceBytes: 16 });
    try {
      const client = await Client.signIn(backend.url);
      const caseId = await client.createAgreed();
      const piece = randomBytes(16);
      const file = largeFile(Buffer.concat(Array.from({ length: MAX_PIECES }, () => piece)), 16);
      await client.holdPiece(caseId, pieceOf(piece));
      assert.equal((await client.settled((await client.declareLarge(caseId, file)).id)).status, 'received');
    } finally {
      await backend.stop();
    }
  });
});

describe('large files, killed with -9', { timeout: 300_000 }, () => {
  it('are put together all the same, however often the backend dies meanwhile', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'so-backend-'));
    const options = { allowedOrigins: [ORIGIN], dataDir };
    let running = await startBackend(options);
    try {
      let client = await Client.signIn(running.url);
      const caseId = await client.createAgreed();
      const uploads = join(dataDir, 'uploads');
      // Two pieces in many places: little is sent, and putting them together takes its time.
      const bytes = 8 * MB;
      const [a, b] = [randomBytes(bytes), compressible(bytes)];
      const order = Array.from({ length: 24 }, (_, index) => (index % 3 ? a : b));
      const file = largeFile(Buffer.concat(order), bytes);
      await client.holdPiece(caseId, pieceOf(a));
      // The other one half sent, before the first end.
      const packed = pieceOf(b, 'gzip');
      const { piece } = await client.declarePiece(caseId, packed.declaration);
      const half = packed.encoded.length >> 1;
      await client.patchUpload(
        await client.createPieceUpload(caseId, packed),
        0,
        packed.encoded.subarray(0, half),
      );
      const restart = async () => {
        await running.crash();
        running = await startBackend(options);
        client = await Client.signIn(running.url, client.keys);
      };
      await restart();

      const again = await client.declarePiece(caseId, packed.declaration, 200);
      assert.equal(again.piece.id, piece.id);
      assert.ok(again.plan?.protocol === 'tus' && again.plan.uploadUrl);
      const { headers } = await client.headUpload(again.plan.uploadUrl);
      assert.equal(headers.get('upload-offset'), String(half));
      await client.patchUpload(again.plan.uploadUrl, half, packed.encoded.subarray(half));
      assert.equal((await client.completePiece(piece.id, packed)).status, 200);

      const { id } = await client.declareLarge(caseId, file);
      const written = async () => {
        const staged = (await readdir(uploads)).find((name) => name.endsWith('.part'));
        return staged ? (await stat(join(uploads, staged))).size : 0;
      };
      for (const share of [0.1, 0.6]) {
        while ((await written()) < share * file.bytes.length)
          assert.equal((await client.document(id)).document.status, 'receiving', 'not too late');
        await restart();
        assert.equal((await client.document(id)).document.status, 'receiving');
      }
      const received = await client.settled(id);
      assert.equal(received.status, 'received');
      assert.deepEqual(await client.statusesOf(caseId, id), ['declared', 'receiving', 'received']);
      // The pieces go after the end is told.
      while ((await readdir(uploads)).length > 1);
      const [name] = await readdir(uploads);
      assert.equal(sha256(await readFile(join(uploads, name ?? ''))), sha256(file.bytes));
      assert.deepEqual(await client.queryDigests(caseId, file.declaration.pieces.sha256), {
        documents: [],
        pieces: [],
      });
      await running.kill();
    } finally {
      await running.kill('SIGKILL');
      await rm(dataDir, { recursive: true, force: true });
    }
  });

  it('lets pieces expire that nobody comes back for, and no others', async () => {
    const first = await startBackend({ allowedOrigins: [ORIGIN] });
    const { dataDir } = first;
    const folder = join(dataDir, 'uploads');
    try {
      const client = await Client.signIn(first.url);
      const caseId = await client.createAgreed();
      const [held, begun, growing, unbegun] = Array.from({ length: 4 }, () => pieceOf(randomBytes(PIECE)));
      assert.ok(held && begun && growing && unbegun);
      await client.holdPiece(caseId, held);
      await client.declarePiece(caseId, unbegun.declaration);
      const begin = async (file: PieceFile) => {
        const { piece } = await client.declarePiece(caseId, file.declaration);
        const url = await client.createPieceUpload(caseId, file);
        await client.patchUpload(url, 0, file.encoded.subarray(0, 10));
        return { piece, name: url.split('/').at(-1) ?? '' };
      };
      await begin(begun);
      const alive = await begin(growing);
      await first.kill();
      const later = new Date(Date.now() + 60_000);
      await utimes(join(folder, alive.name), later, later);

      const second = await startBackend({
        dataDir,
        allowedOrigins: [ORIGIN],
        env: { UPLOAD_EXPIRY_SECONDS: '0' },
      });
      const again = await Client.signIn(second.url, client.keys);
      assert.deepEqual((await readdir(folder)).sort(), [alive.name, `${alive.name}.json`].sort());
      assert.deepEqual((await again.queryDigests(caseId, [held.declaration.sha256])).pieces, []);
      for (const { declaration } of [held, begun, unbegun]) await again.declarePiece(caseId, declaration);
      const { piece, plan } = await again.declarePiece(caseId, growing.declaration, 200);
      assert.equal(piece.id, alive.piece.id);
      assert.ok(plan?.protocol === 'tus' && plan.uploadUrl);
      await again.patchUpload(plan.uploadUrl, 10, growing.encoded.subarray(10));
      assert.equal((await again.completePiece(piece.id, growing)).status, 200);
      await second.kill();
    } finally {
      await first.kill('SIGKILL');
      await rm(dataDir, { recursive: true, force: true });
    }
  });
});
