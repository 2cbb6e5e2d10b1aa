/** Large files in pieces, against the backend in memory, which really puts them together. */
import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { BackendError, type Backend, type PieceCalls } from '../../src/backend/backend.js';
import { makePiece } from '../../src/documents/bundle/make-piece.js';
import type { EngineOptions } from '../../src/transfer/engine.js';
import { pickedFile, type PickedFile } from '../../src/transfer/transfer.js';
import { until } from '../support/engine.js';
import { asFile, dicomFile, noise } from '../support/fixtures.js';
import { largeFile } from '../support/pieces.js';
import { sha256 } from '../support/sha256.js';
import { plainBundler, watchedBackend } from '../support/watched-backend.js';

const PIECE = 10_000;
const composite = (bytes: Uint8Array) => largeFile(bytes, PIECE).declaration.sha256;
const { signal } = new AbortController();

const large = (bytes: Uint8Array<ArrayBuffer>, change: Partial<PickedFile> = {}): PickedFile => ({
  ...pickedFile(asFile(bytes, 'scan.dcm')),
  recognised: { type: 'dicom', mediaType: 'application/dicom' },
  ...change,
});

async function make() {
  const upload = { protocols: ['tus' as const], bundles: false, pieces: { bytes: PIECE } };
  const watched = await watchedBackend({ capabilities: { upload } });
  const seen = { declared: 0 };
  const backend = Object.assign(Object.create(watched.backend) as Backend, {
    async largeFiles(): Promise<PieceCalls> {
      const calls = await watched.backend.largeFiles!();
      const declare: PieceCalls['declare'] = (...call) => {
        seen.declared++;
        return calls.declare(...call);
      };
      return { ...calls, declare };
    },
  });
  const start = (t: TestContext, more: Partial<EngineOptions> = {}) =>
    watched.start(t, { backend, pieceBytes: PIECE, ...more });
  /** A visit that ends when five pieces are there. */
  const sendFive = async (t: TestContext, bytes: Uint8Array<ArrayBuffer>) => {
    const { faults, passed } = watched;
    faults.upload = (_, pass) => (passed.uploads < 5 ? pass() : new Promise(() => undefined));
    const engine = start(t);
    engine.add([large(bytes)]);
    await until(engine, ({ acknowledgedBytes }) => acknowledgedBytes >= 5 * PIECE);
    engine.dispose();
    faults.upload = null;
  };
  return { ...watched, seen, start, sendFive };
}

describe('pieces', { timeout: 30_000 }, () => {
  it('bring a large file, several at once, known by the digests of its pieces', async (t) => {
    const { start, stored, faults, passed } = await make();
    let [inHand, most] = [0, 0];
    let together = () => {};
    const all = new Promise<void>((resolve) => (together = resolve));
    faults.upload = async (_, pass) => {
      most = Math.max(most, ++inHand);
      // Held until there are as many as are sent at once.
      if (inHand === 4) together();
      await all;
      await pass().finally(() => inHand--);
    };
    const engine = start(t);
    const bytes = noise(12 * PIECE + 7);
    engine.add([large(bytes)]);
    const sizes: number[] = [];
    engine.subscribe(({ acknowledgedBytes }) => sizes.push(acknowledgedBytes));
    const { items } = await until(engine, ({ items: all }) => all[0]?.state.name === 'received');
    assert.equal(most, 4);
    assert.equal(items[0]?.sha256, composite(bytes));
    const [document] = await stored();
    assert.equal(document?.status, 'received');
    assert.equal(document.sha256, composite(bytes));
    assert.equal(document.pieceBytes, PIECE);
    assert.equal(passed.bytes, bytes.length);
    assert.deepEqual(
      sizes,
      [...sizes].sort((a, b) => a - b),
    );
  });

  it('that were held before are not sent again after the line was cut', async (t) => {
    const { start, stored, faults, passed } = await make();
    let fails = 3;
    faults.upload = (_, pass) =>
      passed.uploads >= 4 && fails-- > 0
        ? Promise.reject(new BackendError('unreachable', { retryable: true }))
        : pass();
    const engine = start(t);
    const bytes = noise(9 * PIECE);
    engine.add([large(bytes)]);
    await until(engine, ({ items }) => items[0]?.state.name === 'waiting');
    engine.wake();
    const { items } = await until(engine, ({ items: all }) => all[0]?.state.name !== 'waiting');
    assert.ok(items[0]);
    while (engine.snapshot.items[0]?.state.name !== 'received') {
      await until(engine, ({ items: all }) => ['waiting', 'received'].includes(all[0]?.state.name ?? ''));
      engine.wake();
      // It still says "waiting" until it has begun again.
      await new Promise(setImmediate);
    }
    assert.equal(passed.bytes, bytes.length);
    assert.equal((await stored()).length, 1);
  });

  it('go on in another visit where they stopped, without a word kept on the device', async (t) => {
    const { start, stored, passed, sendFive } = await make();
    const bytes = noise(8 * PIECE);
    await sendFive(t, bytes);
    const second = start(t);
    second.add([large(bytes)]);
    await until(second, ({ items }) => items[0]?.state.name === 'received');
    assert.equal(passed.bytes, bytes.length);
    assert.equal((await stored()).length, 1);
  });

  it('that are held are neither declared nor made again where the case is asked', async (t) => {
    const { start, passed, seen, sendFive } = await make();
    const bytes = noise(8 * PIECE);
    await sendFive(t, bytes);
    const before = seen.declared;
    const second = start(t, { asksDigests: true });
    second.add([large(bytes)]);
    await until(second, ({ items }) => items[0]?.state.name === 'received');
    assert.equal(seen.declared - before, 3);
    assert.equal(passed.bytes, bytes.length);
  });

  it('of a file that the case holds are not sent', async (t) => {
    const { start, stored, passed } = await make();
    const bytes = noise(5 * PIECE);
    const first = start(t);
    first.add([large(bytes)]);
    await until(first, ({ items }) => items[0]?.state.name === 'received');
    const second = start(t, { asksDigests: true });
    second.add([large(bytes)]);
    const { items } = await until(second, ({ items: all }) => all[0]?.state.name === 'received');
    assert.ok(items[0]?.state.name === 'received' && items[0].state.alreadyThere);
    assert.equal((await stored()).length, 1);
    assert.equal(passed.bytes, bytes.length);
  });

  for (const [what, bytes] of [
    ['grows', 3.5 * PIECE + 200],
    ['shrinks', 3.5 * PIECE - 200],
    ['becomes smaller than a piece', PIECE - 200],
  ] as const)
    it(`of a file that ${what} when names are taken out of it arrive`, async (t) => {
      const { start, stored } = await make();
      const engine = start(t);
      const sent = new Uint8Array([...dicomFile(), ...noise(bytes - dicomFile().length)]);
      engine.add([large(noise(3.5 * PIECE), { open: () => Promise.resolve(asFile(sent, 'scan.dcm')) })]);
      const { items } = await until(engine, ({ active }) => !active);
      assert.equal(items[0]?.state.name, 'received');
      assert.equal(items[0]?.size, sent.length);
      const [document] = await stored();
      assert.equal(document?.size, sent.length);
      assert.equal(document?.sha256, sent.length > PIECE ? composite(sent) : sha256(sent));
    });

  it('of the same file picked twice go once, and stay when the second is removed', async (t) => {
    const { start, stored, passed } = await make();
    const bytes = noise(3.5 * PIECE);
    const differs = Uint8Array.from(bytes);
    differs[bytes.length - 1] = (differs.at(-1) ?? 0) ^ 1;
    const engine = start(t);
    const [first, second = ''] = engine.add([large(bytes), large(bytes), large(differs)]);
    const { items } = await until(engine, ({ active }) => !active);
    assert.deepEqual(
      items.map(({ state }) => (state.name === 'refused' ? state.refusals[0]?.code : state.name)),
      ['received', 'duplicate', 'received'],
    );
    // Two of the four pieces are those of the first.
    assert.ok(passed.bytes <= 2 * bytes.length);
    engine.remove(second);
    assert.equal((await stored()).length, 2);
    assert.ok(engine.snapshot.items.some(({ id }) => id === first));
  });

  it('of one file that are the same are sent once', async (t) => {
    const { start, stored, seen, passed } = await make();
    const bytes = new Uint8Array(20 * PIECE);
    const engine = start(t);
    engine.add([large(bytes)]);
    const { items } = await until(engine, ({ active }) => !active);
    assert.equal(items[0]?.state.name, 'received');
    assert.equal(passed.uploads, 1);
    assert.ok(seen.declared <= 20);
    assert.equal((await stored())[0]?.sha256, composite(bytes));
  });

  it('of several files are in memory no more than of one', async (t) => {
    const { start, faults } = await make();
    let [made, most] = [0, 0];
    const bundler = plainBundler();
    faults.upload = async (_, pass) => {
      await new Promise(setImmediate);
      await pass();
      made--;
    };
    const engine = start(t, {
      bundler: {
        ...bundler,
        makePiece: (...call) => {
          most = Math.max(most, ++made);
          return bundler.makePiece(...call);
        },
      },
    });
    engine.add([1, 2, 3, 4].map(() => large(noise(6 * PIECE))));
    await until(engine, ({ active }) => !active);
    assert.ok(most <= 5, `${most} pieces at once`);
  });

  it('tell at the end what was said of the file meanwhile', async (t) => {
    const { start, stored, faults } = await make();
    const engine = start(t);
    faults.upload = async (_, pass) => {
      await engine.describe(engine.snapshot.items[0]?.id ?? '', { title: 'Biopsy slide' });
      await pass();
    };
    engine.add([large(noise(3 * PIECE))]);
    await until(engine, ({ active }) => !active);
    assert.equal((await stored())[0]?.title, 'Biopsy slide');
  });

  it('are sent where what the case held has gone since it was asked', async (t) => {
    const { start, stored, memory, caseId } = await make();
    const bytes = noise(3 * PIECE);
    const first = start(t);
    first.add([large(bytes)]);
    await until(first, ({ active }) => !active);
    const [document] = await stored();
    assert.ok(document);
    const second = start(t, { asksDigests: true });
    const queryDigests = memory.queryDigests!.bind(memory);
    memory.queryDigests = async (...call) => {
      const { pieces, documents } = await queryDigests(...call);
      // Being read back when it was asked about, and deleted right afterwards.
      for (const { id } of documents) await memory.deleteDocument(id);
      return { pieces, documents: documents.map((each) => ({ ...each, status: 'receiving' as const })) };
    };
    const [id = ''] = second.add([large(bytes)]);
    const { items } = await until(second, ({ active }) => !active);
    assert.ok(items[0]?.state.name === 'needs-you');
    second.retry(id);
    await until(second, ({ items: all }) => all[0]?.state.name === 'received');
    assert.equal((await memory.getCase(caseId)).documents.length, 1);
  });

  it('stop when paused, and go on', async (t) => {
    const { start, faults, passed, stored } = await make();
    let hold = true;
    faults.upload = (task, pass) =>
      hold && passed.uploads >= 2
        ? new Promise((_, reject) => {
            task.signal.addEventListener('abort', () => reject(task.signal.reason as Error));
          })
        : pass();
    const engine = start(t);
    const bytes = noise(6 * PIECE);
    engine.add([large(bytes)]);
    await until(engine, ({ acknowledgedBytes }) => acknowledgedBytes >= 2 * PIECE);
    engine.pause();
    await until(engine, ({ active, unfinished }) => !active && unfinished);
    assert.equal(engine.snapshot.items[0]?.state.name, 'paused');
    hold = false;
    engine.goOn();
    await until(engine, ({ items }) => items[0]?.state.name === 'received');
    assert.equal(passed.bytes, bytes.length);
    assert.equal((await stored()).length, 1);
  });

  it('say so when the file is gone, and do not wait for the network', async (t) => {
    const { start } = await make();
    const gone = () => Promise.reject(new DOMException('gone', 'NotReadableError'));
    const bytes = noise(3 * PIECE);
    const blob = asFile(bytes, 'scan.dcm');
    Object.defineProperty(blob, 'slice', {
      value: () => ({ size: PIECE, slice: () => ({ arrayBuffer: gone }), arrayBuffer: gone }),
    });
    const engine = start(t);
    engine.add([large(bytes, { open: () => Promise.resolve(blob) })]);
    const { items } = await until(engine, ({ active }) => !active);
    assert.deepEqual(items[0]?.state, { name: 'refused', refusals: [{ code: 'unreadable' }] });
  });
});

describe('a piece', () => {
  const pieceBytes = 100_000;

  it('is deflated where that is worth it, and comes back as it was', async () => {
    const text = new TextEncoder().encode('slice '.repeat(20_000));
    const file = new Blob([text]);
    const piece = { file, index: 0, pieceBytes, gzip: true };
    const made = await makePiece(piece, signal);
    const range = text.subarray(0, pieceBytes);
    assert.equal(made.encoding, 'gzip');
    const sent = new Uint8Array(await made.blob.arrayBuffer());
    assert.deepEqual(new Uint8Array(gunzipSync(sent)), range);
    assert.deepEqual(made.encoded, { size: sent.length, sha256: sha256(sent) });
    assert.equal(made.sha256, sha256(range));
    const again = await makePiece(piece, signal);
    assert.equal(again.encoded.sha256, made.encoded.sha256);
  });

  it('goes as it is where it does not become smaller, the last one as short as it is', async () => {
    const bytes = noise(2 * pieceBytes + 7);
    for (const gzip of [true, false])
      for (const [index, size] of [pieceBytes, pieceBytes, 7].entries()) {
        const made = await makePiece({ file: new Blob([bytes]), index, pieceBytes, gzip }, signal);
        const range = bytes.subarray(index * pieceBytes, index * pieceBytes + size);
        assert.equal(made.encoding, 'identity');
        assert.equal(made.size, size);
        assert.deepEqual(made.encoded, { size, sha256: sha256(range) });
        assert.equal(sha256(new Uint8Array(await made.blob.arrayBuffer())), sha256(range));
      }
  });

  it('is the same in whatever order and company pieces are asked for', async () => {
    let reading = 0;
    const count = 6;
    const bytes = noise((count - 1) * 1_000 + 7);
    const file = new Blob([bytes]);
    const digests = Array.from({ length: count }, (_, index) =>
      sha256(bytes.subarray(index * 1_000, (index + 1) * 1_000)),
    );
    const asked = fc.record({
      index: fc.nat(count - 1),
      reading: fc.constantFrom(0, 1, undefined),
      wait: fc.boolean(),
      abort: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(asked, { minLength: 1, maxLength: 12 }), async (calls) => {
        reading += 2;
        const going: Promise<void>[] = [];
        for (const { index, reading: which, wait, abort } of calls) {
          const aborter = new AbortController();
          const made = makePiece(
            {
              file,
              index,
              pieceBytes: 1_000,
              gzip: false,
              ...(which !== undefined && { reading: reading + which }),
            },
            aborter.signal,
          );
          going.push(
            made.then(
              (piece) => assert.equal(piece.sha256, digests[index]),
              (error: unknown) => assert.ok(abort, String(error)),
            ),
          );
          if (abort) aborter.abort();
          if (wait) await going.at(-1);
        }
        await Promise.all(going);
      }),
      { numRuns: 200 },
    );
  });

  it('is read on from the piece before, and by itself where that does not go', async (t) => {
    const bytes = noise(4 * pieceBytes);
    const file = new Blob([bytes]);
    const seen = { streams: 0, reads: 0 };
    const { stream, arrayBuffer } = Blob.prototype;
    let broken = false;
    t.mock.method(Blob.prototype, 'stream', function (this: Blob) {
      seen.streams++;
      return broken ? new ReadableStream() : stream.call(this);
    });
    t.mock.method(Blob.prototype, 'arrayBuffer', function (this: Blob) {
      seen.reads++;
      return arrayBuffer.call(this);
    });
    for (const reading of [-1, -2]) {
      for (let index = 0; index < 4; index++) {
        const made = await makePiece({ file, index, pieceBytes, gzip: false, reading }, signal);
        assert.equal(made.sha256, sha256(bytes.subarray(index * pieceBytes, (index + 1) * pieceBytes)));
      }
      assert.deepEqual(seen, broken ? { streams: 5, reads: 4 } : { streams: 1, reads: 0 });
      broken = true;
    }
  });
});
