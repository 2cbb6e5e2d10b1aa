/** Studies in bundles, against the backend in memory, which really unpacks them; faults are put in between. */
import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { BackendError, type Backend, type BundleCalls } from '../../src/backend/backend.js';
import { createMemoryBackend } from '../../src/backend/memory/memory-backend.js';
import type { BundleDeclaration, BundleWithPlan } from '../../src/contract/index.js';
import { digestFiles, digestPieces } from '../../src/documents/bundle/digest-files.js';
import { makePart } from '../../src/documents/bundle/make-part.js';
import { makePiece } from '../../src/documents/bundle/make-piece.js';
import { inspect } from '../../src/documents/inspect.js';
import type { Bundler } from '../../src/transfer/bundler.js';
import { createTransferEngine } from '../../src/transfer/engine.js';
import { Feeder } from '../../src/transfer/feeder.js';
import type { FedFile } from '../../src/transfer/parts.js';
import { FileRefused, pickedFile, type PickedFile } from '../../src/transfer/transfer.js';
import { agreedCase, until } from '../support/engine.js';
import { asFile, dicomFile, pdfFile } from '../support/fixtures.js';
import { sha256 } from '../support/sha256.js';

interface Watched {
  declared: BundleDeclaration[];
  uploads: number;
  single: number;
  parts: number;
  /** Parts that were made and not yet completed, at most. */
  held: number;
}

async function make(
  t: TestContext,
  { bundleBytes = 40_000, change = (calls: BundleCalls): Partial<BundleCalls> => calls } = {},
) {
  const memory = createMemoryBackend();
  const { caseId, limits } = await agreedCase(memory);
  const seen: Watched = { declared: [], uploads: 0, single: 0, parts: 0, held: 0 };
  let holding = 0;
  const backend: Backend = Object.assign(Object.create(memory) as Backend, {
    async bundles(): Promise<BundleCalls> {
      const calls = await memory.bundles!();
      const watched: BundleCalls = {
        ...calls,
        declare: (id, declaration, options) => {
          seen.declared.push(declaration);
          return calls.declare(id, declaration, options);
        },
        complete: async (...call) => {
          const found = await calls.complete(...call);
          holding--;
          return found;
        },
      };
      return { ...watched, ...change(watched) };
    },
    declareDocument: (...call: Parameters<Backend['declareDocument']>) => {
      seen.single++;
      return memory.declareDocument(...call);
    },
    uploader: {
      upload: (task: Parameters<NonNullable<Backend['uploader']>['upload']>[0]) => {
        seen.uploads++;
        return memory.uploader!.upload(task);
      },
    },
  } satisfies Partial<Backend>);
  const bundler: Bundler = {
    start: () => undefined,
    makePart: (files, options, signal) => {
      seen.parts++;
      seen.held = Math.max(seen.held, ++holding);
      return makePart({ files, ...options }, signal);
    },
    makePiece: (file, options, signal) => makePiece({ file, ...options }, signal),
    digestFiles: (files, signal) => digestFiles({ files }, signal),
    digestPieces: (call, signal) => digestPieces(call, signal),
    dispose: () => undefined,
  };
  const engine = createTransferEngine({
    backend,
    caseId,
    limits,
    inspector: { inspect, dispose: () => undefined },
    bundler,
    random: () => 0,
  });
  const feeder = new Feeder(engine, bundleBytes);
  t.after(() => {
    feeder.dispose();
    engine.dispose();
  });
  const stored = async () => (await memory.getCase(caseId)).documents;
  return { memory, backend, caseId, engine, feeder, seen, stored };
}

const image = (number: number): File => asFile(dicomFile({ instanceNumber: number }), `IM${number}`);
const ofFile = (file: File, change: Partial<PickedFile> = {}): FedFile => ({
  key: file.name,
  size: file.size,
  make: () => ({
    ...pickedFile(file, 'DISC/'),
    recognised: { type: 'dicom', mediaType: 'application/dicom' },
    description: { category: 'imaging' },
    ...change,
  }),
});
const slices = (from: number, to: number): FedFile[] =>
  Array.from({ length: to - from }, (_, i) => ofFile(image(from + i)));

/** Uploads that begin while `isHeld` neither move nor end, unless they are aborted. */
function holdUploads({ uploader }: Backend, isHeld: () => boolean): void {
  assert.ok(uploader);
  const { upload } = uploader;
  uploader.upload = (task) =>
    isHeld()
      ? new Promise((_, reject) => {
          task.signal.addEventListener('abort', () => reject(task.signal.reason as Error));
        })
      : upload(task);
}

describe('bundles', { timeout: 30_000 }, () => {
  it('take hundreds of files over in a few uploads, each received for itself', async (t) => {
    const { engine, feeder, seen, stored } = await make(t);
    let longest = 0;
    engine.subscribe(({ items }) => (longest = Math.max(longest, items.length)));
    const files = slices(1, 301);
    feeder.give('a', files);
    await until(engine, () => feeder.progress('a').received === 300);
    const documents = await stored();
    assert.equal(documents.length, 300);
    assert.ok(documents.every(({ status, category }) => status === 'received' && category === 'imaging'));
    assert.ok(seen.uploads < 30, `${seen.uploads} uploads`);
    assert.equal(seen.single, 0);
    assert.ok(longest <= 5, `${longest} rows`);
    assert.ok(seen.held <= 4, `${seen.held} parts held`);
    const digests = await Promise.all(
      files.map(async ({ make: open }) => {
        const blob = await open().open(new AbortController().signal);
        return sha256(new Uint8Array(await blob.arrayBuffer()));
      }),
    );
    assert.deepEqual(new Set(documents.map(({ sha256 }) => sha256)), new Set(digests));
    const receipts = feeder.receipts('a');
    assert.deepEqual(new Set(receipts.map(({ sha256 }) => sha256)), new Set(digests));
    assert.ok(receipts.every(({ fileName }) => /^IM\d+$/.test(fileName)));
    const { sentBytes, totalBytes, attention } = feeder.progress('a');
    assert.equal(sentBytes, totalBytes);
    assert.equal(attention, 0);
    assert.ok(documents.every(({ id }) => feeder.holds(id)));
    assert.equal(feeder.moving, false);
  });

  it('name entries and files so that nothing says whose they are', async (t) => {
    const { engine, feeder, seen } = await make(t);
    const named = [1, 2, 3].map((number) =>
      ofFile(asFile(dicomFile({ instanceNumber: number }), `DOE_JANE_${number}`), {
        declaredName: `2.25.${number}.dcm`,
      }),
    );
    feeder.give('a', named);
    await until(engine, () => feeder.progress('a').received === 3);
    assert.equal(seen.declared.length, 1);
    assert.doesNotMatch(JSON.stringify(seen.declared), /DOE/);
  });

  it('send what did not come with its bundle once more, by itself', async (t) => {
    let spoilt = false;
    const { engine, feeder, seen, stored } = await make(t, {
      change: (calls) => ({
        declare: (id, declaration, options) => {
          if (spoilt) return calls.declare(id, declaration, options);
          spoilt = true;
          // As if that file's bytes had been damaged on the way.
          const documents = declaration.documents.map((each, index) =>
            index === 1 ? { ...each, sha256: 'f'.repeat(64) } : each,
          );
          return calls.declare(id, { ...declaration, documents }, options);
        },
      }),
    });
    feeder.give('a', slices(1, 20));
    await until(engine, () => feeder.progress('a').received === 19);
    assert.equal(seen.single, 1);
    assert.equal((await stored()).filter(({ status }) => status === 'received').length, 19);
  });

  it('lose no other file to one that cannot be read, or must not be sent', async (t) => {
    const { engine, feeder, stored } = await make(t);
    const unreadable = ofFile(image(90), { open: () => Promise.reject(new Error('disc taken out')) });
    const held = ofFile(image(91), { open: () => Promise.reject(new FileRefused('not-cleaned')) });
    feeder.give('a', [...slices(1, 6), unreadable, held, ...slices(6, 11)]);
    await until(engine, () => feeder.progress('a').received === 10 && feeder.progress('a').attention === 2);
    assert.equal((await stored()).length, 10);
    assert.deepEqual(
      engine.snapshot.items.map(({ state }) => (state.name === 'refused' ? state.refusals : state.name)),
      [[{ code: 'unreadable' }], [{ code: 'not-cleaned' }]],
    );
  });

  it('go on after a cut without being made again, and after the result was lost without sending twice', async (t) => {
    let cuts = 0;
    let lost = 0;
    const { engine, feeder, seen, backend } = await make(t, {
      change: (calls) => ({
        get: (...call) =>
          lost++ < 2
            ? Promise.reject(new BackendError('unreachable', { retryable: true }))
            : calls.get(...call),
      }),
    });
    const { upload } = backend.uploader!;
    backend.uploader!.upload = (task) =>
      cuts++ < 2 ? Promise.reject(new BackendError('unreachable', { retryable: true })) : upload(task);
    feeder.give('a', slices(1, 11));
    await until(engine, () => feeder.progress('a').received === 10);
    assert.equal(new Set(seen.declared.map(({ sha256 }) => sha256)).size, 1);
    assert.equal(seen.uploads, 1);
  });

  it('stop and go on, and are taken out with what was received', async (t) => {
    const { engine, feeder, seen, stored, backend } = await make(t);
    let hold: (() => void) | null = null;
    const { upload } = backend.uploader!;
    backend.uploader!.upload = async (task) => {
      if (hold === null)
        await new Promise<void>((resolve, reject) => {
          hold = resolve;
          task.signal.addEventListener('abort', () => reject(task.signal.reason as Error));
        });
      return upload(task);
    };
    feeder.give('a', slices(1, 6));
    await until(engine, ({ items }) => items[0]?.state.name === 'uploading');
    assert.equal(feeder.moving, true);
    feeder.stop('a');
    await until(engine, ({ active }) => !active);
    assert.equal((await stored()).filter(({ status }) => status === 'received').length, 0);
    feeder.goOn('a');
    await until(engine, () => feeder.progress('a').received === 5);
    // Made again, to the same bytes: a study that stands still holds no part.
    assert.equal(seen.parts, 2);
    assert.equal(new Set(seen.declared.map(({ sha256 }) => sha256)).size, 1);
    hold = null;
    feeder.give('b', slices(50, 55));
    await until(engine, ({ items }) => items.some(({ state }) => state.name === 'uploading'));
    feeder.remove('b');
    await until(engine, ({ items }) => items.length === 0);
    while ((await stored()).length > 5) await setTimeout(5);
  });

  it('of other studies go when one is stopped, and what was on the line keeps no place', async (t) => {
    const { engine, feeder, backend } = await make(t, { bundleBytes: 1 });
    holdUploads(backend, () => feeder.progress('b').files === 0);
    feeder.give('a', slices(1, 70));
    await until(engine, ({ items }) => items.filter(({ state }) => state.name === 'uploading').length >= 4);
    feeder.give('b', slices(100, 130));
    feeder.stop('a');
    await until(engine, () => feeder.progress('b').received === 30);
    assert.equal(feeder.progress('a').received, 0);
    feeder.goOn('a');
    await until(engine, () => feeder.progress('a').received === 69);
  });

  it('of one study make room for those of another when it is stopped', async (t) => {
    const { engine, feeder, backend } = await make(t);
    let held = true;
    holdUploads(backend, () => held);
    feeder.give('a', slices(1, 120));
    await until(engine, ({ items }) => items.filter(({ state }) => state.name === 'uploading').length >= 4);
    feeder.give('b', slices(200, 260));
    held = false;
    feeder.stop('a');
    await until(engine, () => feeder.progress('b').received === 60);
    assert.equal(feeder.progress('a').received, 0);
    feeder.goOn('a');
    await until(engine, () => feeder.progress('a').received === 119);
  });

  it('leave nothing at the clinic when the study is taken out while the backend unpacks', async (t) => {
    // As long as nobody has asked, the page does not know that all of it has been received.
    const unaware = async (found: Promise<BundleWithPlan>): Promise<BundleWithPlan> => {
      const { bundle, documents, plan } = await found;
      return {
        plan,
        bundle: { ...bundle, status: 'receiving' },
        documents: documents.map((each) => ({ ...each, status: 'receiving', receivedAt: null })),
      };
    };
    const { engine, feeder, stored } = await make(t, {
      change: (calls) => ({
        complete: (...call) => unaware(calls.complete(...call)),
        get: (...call) => unaware(calls.get(...call)),
      }),
    });
    feeder.give('a', slices(1, 6));
    await until(engine, ({ items }) => items[0]?.state.name === 'verifying');
    assert.equal((await stored()).filter(({ status }) => status === 'received').length, 5);
    feeder.remove('a');
    while ((await stored()).length > 0) await setTimeout(5);
  });

  it('let records go first, and large files by themselves', async (t) => {
    const { engine, feeder, seen, stored } = await make(t, { bundleBytes: 20_000 });
    const large = ofFile(asFile(dicomFile({ instanceNumber: 7, size: 30_000 }), 'IM7'));
    feeder.give('a', [...slices(1, 4), large, ...slices(10, 13)]);
    engine.add([pickedFile(asFile(pdfFile(), 'letter.pdf'))]);
    await until(engine, ({ active }) => !active && feeder.progress('a').received === 7);
    assert.equal(seen.declared.length, 2);
    assert.equal(seen.single, 2);
    assert.equal((await stored()).length, 8);
  });
});
