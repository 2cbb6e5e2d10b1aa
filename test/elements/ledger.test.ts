/** The ledger in a real browser's IndexedDB. */
import { expect } from '@open-wc/testing';
import { inStore } from '../../src/backend/database.js';
import { FOLDER_TABLE, folderStore } from '../../src/transfer/ledger/folder-handle.js';
import { forgetTransfers } from '../../src/transfer/ledger/forget.js';
import { createLedger, LEDGER_TABLE, noLedger, type LedgerEntry } from '../../src/transfer/ledger/ledger.js';
import { unfinishedStudy as entry } from '../support/ledger-entry.js';
import { waitUntil } from '../support/wait.js';

const DAY = 24 * 3600 * 1000;

/** Everything that is stored, with its keys. */
const stored = async (): Promise<string> =>
  JSON.stringify([
    await inStore(LEDGER_TABLE, 'readonly', (store) => store.getAllKeys()),
    await inStore(LEDGER_TABLE, 'readonly', (store) => store.getAll()),
  ]);

describe('the ledger', () => {
  let caseId: string;
  beforeEach(() => (caseId = crypto.randomUUID()));
  afterEach(forgetTransfers);

  it('gives back after a reload what was unfinished, of that case alone, and never its id', async () => {
    createLedger().write(caseId, [entry(), entry({ key: 'b2', receivedFiles: 312 })]);
    const again = createLedger();
    let read: readonly LedgerEntry[] = [];
    await waitUntil(async () => (read = await again.read(caseId)).length > 0);
    expect(read).to.deep.equal([entry()]);
    expect(await again.read(crypto.randomUUID())).to.deep.equal([]);
    expect(await stored()).not.to.contain(caseId);
  });

  it('deletes the record of a case when all has arrived', async () => {
    const ledger = createLedger();
    ledger.write(caseId, [entry()]);
    await waitUntil(async () => (await ledger.read(caseId)).length > 0);
    ledger.write(caseId, [entry({ receivedFiles: 312 })]);
    await waitUntil(async () => (await stored()) === '[[],[]]');
  });

  it('gathers writes, stores the newest, and stores at once when the page is hidden', async () => {
    const put = IDBObjectStore.prototype.put;
    let writes = 0;
    IDBObjectStore.prototype.put = function (...args: Parameters<typeof put>) {
      writes++;
      return put.apply(this, args);
    };
    try {
      let time = 0;
      const ledger = createLedger({ now: () => time });
      for (let received = 1; received <= 200; received++)
        ledger.write(caseId, [entry({ receivedFiles: received })]);
      const another = createLedger({ now: () => time });
      await waitUntil(async () => (await another.read(caseId))[0]?.receivedFiles === 200);
      expect(writes).to.equal(1);
      // Within the same second: waits, but not beyond the page.
      time = 1;
      ledger.write(caseId, [entry({ receivedFiles: 201 })]);
      expect((await another.read(caseId))[0]?.receivedFiles).to.equal(200);
      window.dispatchEvent(new Event('pagehide'));
      await waitUntil(async () => (await another.read(caseId))[0]?.receivedFiles === 201);
      expect(writes).to.equal(2);
      ledger.write(caseId, [entry({ receivedFiles: 202 })]);
      expect((await ledger.read(caseId))[0]?.receivedFiles).to.equal(202);
    } finally {
      IDBObjectStore.prototype.put = put;
    }
  });

  it('expires, also for cases that nobody comes back to', async () => {
    let time = 1_800_000_000_000;
    const now = () => time;
    const ledger = createLedger({ now });
    ledger.write(caseId, [entry()]);
    await waitUntil(async () => (await ledger.read(caseId)).length > 0);
    time += 14 * DAY;
    expect(await createLedger({ now }).read(caseId)).to.have.length(1);
    time += 1;
    expect(await createLedger({ now }).read(crypto.randomUUID())).to.deep.equal([]);
    expect(await stored()).to.equal('[[],[]]');
  });

  it('forgets a case, with what waits to be stored', async () => {
    const ledger = createLedger();
    ledger.write(caseId, [entry()]);
    await waitUntil(async () => (await ledger.read(caseId)).length > 0);
    ledger.write(caseId, [entry({ receivedFiles: 213 })]);
    await ledger.forget(caseId);
    window.dispatchEvent(new Event('pagehide'));
    expect(await ledger.read(caseId)).to.deep.equal([]);
  });

  it('stores nothing more that was to be stored when the device forgot', async () => {
    const ledger = createLedger();
    ledger.write(caseId, [entry()]);
    await forgetTransfers();
    window.dispatchEvent(new Event('pagehide'));
    expect(await ledger.read(caseId)).to.deep.equal([]);
    // What was under way then keeps nothing from there on; what is begun afterwards does.
    ledger.write(caseId, [entry()]);
    window.dispatchEvent(new Event('pagehide'));
    expect(await ledger.read(caseId)).to.deep.equal([]);
    const later = createLedger();
    later.write(caseId, [entry()]);
    expect(await later.read(caseId)).to.have.length(1);
  });

  it('knows nothing where storage is refused or holds something else, and throws nothing', async () => {
    const { open } = IDBFactory.prototype;
    IDBFactory.prototype.open = () => {
      throw new DOMException('not here', 'SecurityError');
    };
    try {
      const ledger = createLedger();
      ledger.write(caseId, [entry()]);
      window.dispatchEvent(new Event('pagehide'));
      expect(await ledger.read(caseId)).to.deep.equal([]);
      await ledger.forget(caseId);
      await forgetTransfers();
    } finally {
      IDBFactory.prototype.open = open;
    }
    const ledger = createLedger();
    ledger.write(caseId, [entry({ parts: [{ files: -1, bytes: 0, deflated: true }] })]);
    window.dispatchEvent(new Event('pagehide'));
    expect(await ledger.read(caseId)).to.deep.equal([]);
  });

  it('stores nothing where page or person opted out', async () => {
    noLedger.write(caseId, [entry()]);
    expect(await noLedger.read(caseId)).to.deep.equal([]);
    expect(await createLedger().read(caseId)).to.deep.equal([]);
  });
});

describe('a folder that is remembered', () => {
  afterEach(forgetTransfers);

  it('is there after a reload, of that case alone, and gone when forgotten, expired, or the device is', async () => {
    let time = 1_800_000_000_000;
    const now = () => time;
    const folder = await navigator.storage.getDirectory();
    await folderStore({ now }).save('one', folder);
    await folderStore({ now }).save('two', folder);
    expect(await (await folderStore({ now }).load('one'))?.isSameEntry(folder)).to.equal(true);
    expect(await folderStore({ now }).load('three')).to.equal(null);
    await folderStore({ now }).forget('one');
    expect(await folderStore({ now }).load('one')).to.equal(null);
    time += 14 * DAY + 1;
    expect(await folderStore({ now }).load('two')).to.equal(null);
    expect(await inStore(FOLDER_TABLE, 'readonly', (store) => store.count())).to.equal(0);

    await folderStore({ now }).save('two', folder);
    await forgetTransfers();
    expect(await folderStore({ now }).load('two')).to.equal(null);
  });
});
