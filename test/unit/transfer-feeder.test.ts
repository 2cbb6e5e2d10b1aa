/** Thousands of files through a short list: counted when received, listed when they need somebody. */
import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { BackendError } from '../../src/backend/backend.js';
import { createMemoryBackend } from '../../src/backend/memory/memory-backend.js';
import { inspect } from '../../src/documents/inspect.js';
import { createTransferEngine } from '../../src/transfer/engine.js';
import { Feeder } from '../../src/transfer/feeder.js';
import type { FedFile } from '../../src/transfer/parts.js';
import { pickedFile } from '../../src/transfer/transfer.js';
import { agreedCase, until } from '../support/engine.js';
import { asFile, dicomFile } from '../support/fixtures.js';

async function make(t: TestContext) {
  const backend = createMemoryBackend();
  const { caseId, limits } = await agreedCase(backend);
  const engine = createTransferEngine({
    backend,
    caseId,
    limits,
    inspector: { inspect, dispose: () => undefined },
    random: () => 0,
  });
  const feeder = new Feeder(engine);
  t.after(() => {
    feeder.dispose();
    engine.dispose();
  });
  return { backend, caseId, engine, feeder };
}

const slices = (from: number, to: number): FedFile[] =>
  Array.from({ length: to - from }, (_, i) => {
    const file = asFile(dicomFile({ instanceNumber: from + i }), `IM${from + i}`);
    return { key: file.name, size: file.size, make: () => pickedFile(file, 'DISC/') };
  });

/** The first of them is on a disc that has been taken out. */
const withUnreadable = ([first, ...others]: FedFile[]): FedFile[] => {
  assert.ok(first);
  const open = () => Promise.reject(new DOMException('gone', 'NotReadableError'));
  return [{ ...first, make: () => ({ ...first.make(), open }) }, ...others];
};

describe('feeder', { timeout: 30_000 }, () => {
  it('sends every file of every study once over a list that stays short', async (t) => {
    const { backend, caseId, engine, feeder } = await make(t);
    let longest = 0;
    engine.subscribe(({ items }) => (longest = Math.max(longest, items.length)));
    feeder.give('a', slices(1, 140));
    feeder.give('b', slices(200, 230));
    feeder.give('a', slices(130, 150));
    await until(engine, () => feeder.progress('a').received + feeder.progress('b').received === 149 + 30);
    const { documents } = await backend.getCase(caseId);
    assert.equal(documents.length, 179);
    assert.ok(longest <= 48, `${longest} at once`);
    const { sentBytes, totalBytes, files, attention } = feeder.progress('a');
    assert.equal(files, 149);
    assert.equal(attention, 0);
    assert.equal(sentBytes, totalBytes);
    assert.equal(feeder.receipts('a').length, 149);
  });

  it('keeps what needs somebody on the list, and goes on with the rest', async (t) => {
    const { engine, feeder } = await make(t);
    feeder.give('a', withUnreadable(slices(1, 61)));
    await until(engine, () => feeder.progress('a').received === 59);
    assert.equal(feeder.progress('a').attention, 1);
    const listed = engine.snapshot.items.filter(({ id }) => feeder.owns(id));
    assert.deepEqual(
      listed.map(({ state }) => state.name),
      ['refused'],
    );
  });

  it('says that a study waits when what is on the line does, whatever stands in line behind it', async (t) => {
    const { engine, feeder, backend } = await make(t);
    backend.uploader!.upload = ({ body, onProgress }) => {
      onProgress(0, Math.floor(body.size / 2));
      return Promise.reject(new BackendError('offline', { retryable: true }));
    };
    feeder.give('a', slices(1, 31));
    await until(engine, () => feeder.progress('a').waiting >= 4 && !feeder.progress('a').onTheWay);
    const { moving, waiting, sentBytes, receivedBytes } = feeder.progress('a');
    assert.ok(moving > waiting);
    // What had left the device is not taken back before the backend has said where it stands.
    assert.ok(sentBytes > receivedBytes);
  });

  it('is done with a study when what it could not send has been removed', async (t) => {
    const { engine, feeder } = await make(t);
    feeder.give('a', withUnreadable(slices(1, 11)));
    await until(engine, () => feeder.progress('a').received === 9);
    assert.equal(feeder.moving, true);
    for (const { id } of engine.snapshot.items) engine.remove(id);
    await until(engine, () => !feeder.moving);
    const { files, received, attention, sentBytes, totalBytes } = feeder.progress('a');
    assert.deepEqual([files, received, attention], [9, 9, 0]);
    assert.equal(sentBytes, totalBytes);
  });

  it('stops a study, goes on where it stopped, and gives up what was received when it is taken out', async (t) => {
    const { engine, feeder } = await make(t);
    feeder.give('a', slices(1, 101));
    await until(engine, () => feeder.progress('a').received > 10);
    feeder.stop('a');
    await until(engine, ({ active }) => !active);
    const { received } = feeder.progress('a');
    assert.ok(received < 100 && feeder.progress('a').moving === 0);
    feeder.goOn('a');
    await until(engine, () => feeder.progress('a').received === 100);
    const digests = feeder.receipts('a').map(({ sha256 }) => sha256);
    assert.ok(digests.every((sha256) => feeder.holdsDigest(sha256)));
    const documents = feeder.remove('a');
    assert.equal(new Set(documents).size, 100);
    assert.ok(!digests.some((sha256) => feeder.holdsDigest(sha256)));
    assert.deepEqual(feeder.studies, []);
    assert.equal(engine.snapshot.items.length, 0);
  });
});
