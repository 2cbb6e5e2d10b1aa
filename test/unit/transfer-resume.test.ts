/** No byte twice: what the case holds is not sent, and parts of an earlier visit are made again as they were. */
import assert from 'node:assert/strict';
import { mkdtempSync, openAsBlob, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { BackendError } from '../../src/backend/backend.js';
import { Feeder, type FedProgress, type PartMemory } from '../../src/transfer/feeder.js';
import type { FedFile, FedPart } from '../../src/transfer/parts.js';
import { pickedFile } from '../../src/transfer/transfer.js';
import { until } from '../support/engine.js';
import { asFile, dicomFile } from '../support/fixtures.js';
import { plainBundler, watchedBackend } from '../support/watched-backend.js';

const upload = { protocols: ['tus' as const], bundles: true };
const image = (number: number): FedFile => {
  const file = asFile(dicomFile({ instanceNumber: number }), `IM${number}`);
  return {
    key: file.name,
    size: file.size,
    make: () => ({
      ...pickedFile(file, 'DISC/'),
      recognised: { type: 'dicom', mediaType: 'application/dicom' },
    }),
  };
};
const images = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => image(from + i));

function memory(parts: readonly FedPart[] = []) {
  const noted = { parts, progress: null as FedProgress | null, dropped: 0 };
  const kept: PartMemory = {
    recall: () => noted.parts,
    note: (_, now, progress) => Object.assign(noted, { parts: now.map((part) => ({ ...part })), progress }),
    drop: () => noted.dropped++,
  };
  return { kept, noted };
}

describe('an upload that goes on', { timeout: 30_000 }, () => {
  it('sends nothing that the case holds, and has a receipt for it all the same', async (t) => {
    const { start, passed, stored } = await watchedBackend({ capabilities: { upload } });
    const first = start(t);
    const before = new Feeder(first, 20_000);
    before.give('a', images(1, 21));
    await until(first, () => before.progress('a').received === 20);
    const sent = passed.bytes;
    const second = start(t, { asksDigests: true });
    const after = new Feeder(second, 30_000);
    after.give('a', images(1, 21));
    await until(second, () => after.progress('a').received === 20);
    assert.equal(passed.bytes, sent);
    assert.equal((await stored()).length, 20);
    assert.deepEqual(
      new Set(after.receipts('a').map(({ documentId }) => documentId)),
      new Set((await stored()).map(({ id }) => id)),
    );
  });

  it('sends what is new of a part and nothing else, whatever was put together before', async (t) => {
    const { start, passed, stored } = await watchedBackend({ capabilities: { upload } });
    const first = start(t);
    const before = new Feeder(first, 1_000_000);
    before.give('a', images(1, 11));
    await until(first, () => before.progress('a').received === 10);
    const sent = passed.bytes;
    const second = start(t, { asksDigests: true });
    const after = new Feeder(second, 1_000_000);
    after.give('a', images(1, 14));
    await until(second, () => after.progress('a').received === 13);
    assert.equal((await stored()).length, 13);
    assert.ok(passed.bytes - sent < (sent / 10) * 4, `${passed.bytes - sent} of ${sent}`);
  });

  it('does not ask where the case held nothing', async (t) => {
    const { start, passed } = await watchedBackend({ capabilities: { upload } });
    const engine = start(t);
    const feeder = new Feeder(engine, 1_000_000);
    feeder.give('a', images(1, 6));
    await until(engine, () => feeder.progress('a').received === 5);
    assert.equal(passed.calls.get('queryDigests'), undefined);
  });

  it('puts parts together as the visit before did, though the line would have them otherwise', async (t) => {
    const { start, faults, passed } = await watchedBackend({ capabilities: { upload } });
    const seen: string[] = [];
    faults.upload = async ({ body }, pass) => {
      seen.push(Buffer.from(await body.arrayBuffer()).toString('base64'));
      return passed.uploads < 2 ? pass() : new Promise(() => undefined);
    };
    const first = start(t);
    const one = memory();
    const bytes = image(1).size;
    const before = new Feeder(first, 4 * bytes, one.kept);
    before.give('a', images(1, 21));
    await until(first, () => before.progress('a').received === 8 && seen.length >= 4);
    first.dispose();
    assert.deepEqual(
      one.noted.parts.slice(0, 4).map(({ files }) => files),
      [4, 4, 4, 4],
    );
    const cut = new Set(seen.slice(2, 4));
    seen.length = 0;
    faults.upload = async ({ body }, pass) => {
      seen.push(Buffer.from(await body.arrayBuffer()).toString('base64'));
      return pass();
    };
    const second = start(t, { asksDigests: true });
    const two = memory(one.noted.parts);
    const after = new Feeder(second, 7 * bytes, two.kept);
    after.give('a', images(1, 10), { more: true });
    after.give('a', images(10, 21));
    await until(second, () => after.progress('a').received === 20);
    for (const part of cut) assert.ok(seen.includes(part), 'a part that was on its way is made as it was');
    assert.equal(two.noted.progress?.received, 20);
  });

  it('forgets the parts of other files at once', async (t) => {
    const { start } = await watchedBackend({ capabilities: { upload } });
    const engine = start(t);
    const { kept, noted } = memory([{ files: 3, bytes: 17, deflated: true }]);
    const feeder = new Feeder(engine, 1_000_000, kept);
    feeder.give('a', images(1, 9));
    await until(engine, () => feeder.progress('a').received === 8);
    assert.deepEqual(
      noted.parts.map(({ files }) => files),
      [8],
    );
    feeder.remove('a');
    assert.equal(noted.dropped, 1);
  });

  it('makes a part anew without a file that has changed since, instead of waiting for the network', async (t) => {
    const { start, faults, stored } = await watchedBackend({ capabilities: { upload } });
    const folder = mkdtempSync(join(tmpdir(), 'so-changed-'));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    const files = await Promise.all(
      [1, 2, 3, 4].map(async (number): Promise<FedFile> => {
        const path = join(folder, `IM${number}`);
        writeFileSync(path, dicomFile({ instanceNumber: number }));
        const blob = await openAsBlob(path);
        return {
          ...image(number),
          make: () => ({ ...image(number).make(), open: () => Promise.resolve(blob) }),
        };
      }),
    );
    faults.upload = (_, pass) => {
      // As Chromium does with a file that is not as it was.
      if (statSync(join(folder, 'IM2')).size === 1)
        return passed.made < 2
          ? Promise.reject(new BackendError('unreachable', { retryable: true }))
          : pass();
      truncateSync(join(folder, 'IM2'), 1);
      return Promise.reject(new BackendError('unreachable', { retryable: true }));
    };
    const passed = { made: 0 };
    const plain = plainBundler();
    const engine = start(t, {
      bundler: {
        ...plain,
        makePart: (...call) => {
          passed.made++;
          return plain.makePart(...call);
        },
      },
    });
    const feeder = new Feeder(engine, 1_000_000);
    feeder.give('a', files);
    await until(engine, () => {
      engine.wake();
      const { received, attention } = feeder.progress('a');
      return received === 3 && attention === 1;
    });
    assert.equal((await stored()).length, 3);
    const refused = engine.snapshot.items.find(({ state }) => state.name === 'refused');
    assert.deepEqual(refused?.state, { name: 'refused', refusals: [{ code: 'unreadable' }] });
  });

  it('waits for the files that belong to a part while more are to come', async (t) => {
    const { start, passed } = await watchedBackend({ capabilities: { upload } });
    const engine = start(t);
    const feeder = new Feeder(engine, 1_000_000);
    for (let at = 1; at < 21; at += 2) feeder.give('a', images(at, at + 2), { more: true });
    feeder.give('a', []);
    await until(engine, () => feeder.progress('a').received === 20);
    assert.equal(passed.uploads, 1);
  });
});
