/** The engine against the memory backend, with faults put in between. */
import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { BackendError, type Backend } from '../../src/backend/backend.js';
import { createMemoryBackend } from '../../src/backend/memory/memory-backend.js';
import { inspect } from '../../src/documents/inspect.js';
import { createTransferEngine } from '../../src/transfer/engine.js';
import type { Inspector } from '../../src/transfer/inspector.js';
import { pickedFile, type TransferEngine, type TransferSnapshot } from '../../src/transfer/transfer.js';
import { agreedCase, until } from '../support/engine.js';
import { asFile, dicomFile, pdfFile, textFile } from '../support/fixtures.js';

const inspector = (): Inspector => ({
  inspect,
  dispose: () => undefined,
});

async function make(t: TestContext, change: (backend: Backend) => Partial<Backend> = () => ({})) {
  const memory = createMemoryBackend();
  const { caseId, limits } = await agreedCase(memory);
  const backend: Backend = Object.assign(Object.create(memory) as Backend, change(memory));
  const engine = createTransferEngine({
    backend,
    caseId,
    limits,
    inspector: inspector(),
    random: () => 0,
  });
  t.after(() => engine.dispose());
  return { memory, backend, engine, caseId, limits };
}

const idle = (engine: TransferEngine) => until(engine, ({ active }) => !active);
const names = ({ items }: TransferSnapshot) => items.map(({ state }) => state.name);
const picked = (...files: File[]) => files.map((file) => pickedFile(file));

describe('engine', { timeout: 30_000 }, () => {
  it('brings a folder of many small files to "received", each confirmed by the backend', async (t) => {
    const { engine, memory, caseId } = await make(t);
    engine.add(
      Array.from({ length: 120 }, (_, i) =>
        pickedFile(asFile(dicomFile({ instanceNumber: i + 1 }), `IM${i}`), 'DISC/'),
      ),
    );
    const snapshot = await idle(engine);
    assert.deepEqual(new Set(names(snapshot)), new Set(['received']));
    assert.equal(snapshot.acknowledgedBytes, snapshot.totalBytes);
    const { documents } = await memory.getCase(caseId);
    assert.equal(documents.length, 120);
    assert.ok(documents.every(({ receivedAt }) => receivedAt));
  });

  it('refuses what is wrong with a reason each, and sends the rest', async (t) => {
    const { engine } = await make(t);
    engine.add(
      picked(
        asFile(pdfFile('one'), 'one.pdf'),
        asFile(textFile(), 'two.pdf'),
        asFile(new Uint8Array(0), 'three.pdf'),
        asFile(pdfFile('one'), 'again.pdf'),
      ),
    );
    const { items } = await idle(engine);
    const [one, two, three, again] = items.map(({ state }) =>
      state.name === 'refused' ? state.refusals[0]?.code : state.name,
    );
    assert.deepEqual([two, three], ['content-differs-from-name', 'empty']);
    // Both are looked at at once: whichever is known first goes.
    assert.deepEqual([one, again].sort(), ['duplicate', 'received']);
  });

  it('takes no more files than a case may have, however many are looked at at once', async (t) => {
    const { backend, caseId, limits } = await make(t);
    const engine = createTransferEngine({
      backend,
      caseId,
      limits: { ...limits, maxDocumentsPerCase: 3 },
      inspector: inspector(),
    });
    t.after(() => engine.dispose());
    const recognised = { type: 'pdf', mediaType: 'application/pdf' } as const;
    const files = Array.from({ length: 8 }, (_, i) => asFile(pdfFile(`${i}`), `${i}.pdf`));
    engine.add([
      ...files.map((file) => ({ ...pickedFile(file), recognised })),
      { ...pickedFile(asFile(pdfFile('0'), 'again.pdf')), recognised },
    ]);
    const { items } = await idle(engine);
    const ends = items.map(({ state }) =>
      state.name === 'refused' ? state.refusals.map(({ code }) => code).join() : state.name,
    );
    assert.deepEqual(ends, [...Array(3).fill('received'), ...Array(5).fill('too-many'), 'duplicate']);
  });

  it('says so when the clinic has the file already, and sends no byte', async (t) => {
    let uploads = 0;
    const { engine, caseId, backend, limits } = await make(t, (memory) => ({
      uploader: {
        upload: (task) => {
          uploads++;
          return memory.uploader?.upload(task) ?? Promise.reject(new Error('no uploader'));
        },
      },
    }));
    engine.add(picked(asFile(pdfFile('same'), 'a.pdf')));
    await idle(engine);
    const later = createTransferEngine({ backend, caseId, limits, inspector: inspector() });
    t.after(() => later.dispose());
    later.add(picked(asFile(pdfFile('same'), 'b.pdf')));
    const { items } = await idle(later);
    assert.equal(uploads, 1);
    assert.ok(items[0]?.state.name === 'received' && items[0].state.alreadyThere);
  });

  it('waits while the line is gone, and goes on when woken', async (t) => {
    let online = false;
    const { engine } = await make(t, (memory) => ({
      declareDocument: (...given) =>
        online
          ? memory.declareDocument(...given)
          : Promise.reject(new BackendError('offline', { retryable: true, retryAfterMs: 3_600_000 })),
    }));
    engine.add(picked(asFile(pdfFile(), 'a.pdf')));
    const { items } = await until(engine, (snapshot) => names(snapshot)[0] === 'waiting');
    assert.ok(items[0]?.state.name === 'waiting' && items[0].state.why === 'network');
    online = true;
    engine.wake();
    assert.deepEqual(names(await idle(engine)), ['received']);
  });

  it('asks the person when only a person can help, and goes on after "try again"', async (t) => {
    let refuse = true;
    const { engine } = await make(t, (memory) => ({
      declareDocument: (...given) =>
        refuse
          ? Promise.reject(new BackendError('forbidden', { status: 403, requestId: 'r-1' }))
          : memory.declareDocument(...given),
    }));
    engine.add(picked(asFile(pdfFile(), 'a.pdf')));
    const { items } = await idle(engine);
    assert.ok(items[0]?.state.name === 'needs-you');
    assert.deepEqual([items[0].state.error, items[0].state.requestId], ['forbidden', 'r-1']);
    refuse = false;
    engine.retry(items[0].id);
    assert.deepEqual(names(await until(engine, (s) => names(s)[0] === 'received')), ['received']);
  });

  it('asks for a fresh plan when an upload has expired', async (t) => {
    let expired = true;
    const { engine } = await make(t, (memory) => ({
      uploader: {
        upload: async (task) => {
          if (expired) {
            expired = false;
            throw new BackendError('upload-expired', { status: 410 });
          }
          await memory.uploader?.upload(task);
        },
      },
    }));
    engine.add(picked(asFile(pdfFile(), 'a.pdf')));
    assert.deepEqual(names(await idle(engine)), ['received']);
  });

  it('does not wait for the network when the disc is out', async (t) => {
    const file = asFile(pdfFile(), 'a.pdf');
    const { engine } = await make(t, () => ({
      uploader: {
        upload: () => {
          file.slice = () =>
            ({ arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotReadableError')) }) as never;
          return Promise.reject(new BackendError('unreachable', { retryable: true }));
        },
      },
    }));
    engine.add(picked(file));
    const { items } = await idle(engine);
    assert.deepEqual(items[0]?.state, { name: 'refused', refusals: [{ code: 'unreadable' }] });
  });

  it('tells the backend what is said of a file while it is being declared', async (t) => {
    let declared = () => {};
    let answer = () => {};
    const asked = new Promise<void>((resolve) => (declared = resolve));
    const mayAnswer = new Promise<void>((resolve) => (answer = resolve));
    const { engine, memory, caseId } = await make(t, (backend) => ({
      declareDocument: async (...given) => {
        const found = await backend.declareDocument(...given);
        declared();
        await mayAnswer;
        return found;
      },
    }));
    const [id = ''] = engine.add(picked(asFile(pdfFile(), 'a.pdf')));
    await asked;
    await engine.describe(id, { title: 'Discharge letter', category: 'discharge-summary' });
    answer();
    await idle(engine);
    const { documents } = await memory.getCase(caseId);
    assert.deepEqual(
      documents.map(({ title, category }) => [title, category]),
      [['Discharge letter', 'discharge-summary']],
    );
  });

  it('sends a file whose name the backend does not take', async (t) => {
    let engine: TransferEngine | null = null;
    const made = await make(t, (backend) => ({
      declareDocument: async (...given) => {
        const found = await backend.declareDocument(...given);
        await engine?.describe(engine.snapshot.items[0]?.id ?? '', { title: 'Discharge letter' });
        return found;
      },
      // Of contract 1.0.
      describeDocument: () => Promise.reject(new BackendError('not-found', { status: 404 })),
    }));
    engine = made.engine;
    engine.add(picked(asFile(pdfFile(), 'a.pdf')));
    assert.deepEqual(names(await idle(engine)), ['received']);
  });

  it('sends again what the backend has thrown away while it read it back', async (t) => {
    let lost = false;
    const { engine, memory, caseId } = await make(t, (backend) => ({
      completeDocument: async (...given) => {
        if (lost) return backend.completeDocument(...given);
        lost = true;
        // Taken, and not read back any more: its bytes are gone by the time that the page asks.
        const { document } = await backend.getDocument(given[0]);
        return { ...document, status: 'receiving' };
      },
    }));
    engine.add(picked(asFile(pdfFile(), 'a.pdf')));
    await idle(engine);
    assert.ok(lost);
    const { documents } = await memory.getCase(caseId);
    assert.deepEqual(
      documents.map(({ status }) => status),
      ['received'],
    );
  });

  it('deletes at the backend what is removed, also when the page leaves at once', async (t) => {
    let asked = () => {};
    const waits = new Promise<void>((resolve) => (asked = resolve));
    const { engine, memory, caseId } = await make(t, (backend) => ({
      deleteDocument: async (id, options) => {
        await waits;
        options?.signal?.throwIfAborted();
        await backend.deleteDocument(id, options);
      },
    }));
    const [id = ''] = engine.add(picked(asFile(pdfFile(), 'a.pdf')));
    await idle(engine);
    engine.remove(id);
    engine.dispose();
    asked();
    while ((await memory.getCase(caseId)).documents.length > 0) await new Promise(setImmediate);
  });

  it('deletes at the backend what is removed', async (t) => {
    const { engine, memory, caseId } = await make(t);
    engine.add(picked(asFile(pdfFile(), 'a.pdf')));
    const { items } = await idle(engine);
    engine.remove(items[0]?.id ?? '');
    assert.equal(engine.snapshot.items.length, 0);
    for (let tries = 0; (await memory.getCase(caseId)).documents.length > 0; tries++) assert.ok(tries < 50);
  });
});
