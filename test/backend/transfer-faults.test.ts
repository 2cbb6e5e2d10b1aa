/** The transfer engine on a line that breaks, through a proxy to the real backend; counted at the proxy. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gaps } from '../support/gaps.js';
import { startSending, type Sending, type Tab } from '../support/sending.js';
import { assertNoneBelowOffset, assertOneUploadEach, isCompletion, movesFile } from '../support/traffic.js';

const KB = 1024;

/** Does not wait for the next try of its own: the tests would take minutes. */
function openEager(sending: Sending): Tab {
  const tab = sending.open();
  tab.engine.subscribe(({ items }) => {
    if (items.some(({ state }) => state.name === 'waiting')) tab.engine.wake();
  });
  return tab;
}

async function assertWhole(sending: Sending): Promise<void> {
  assertNoneBelowOffset(sending.proxy.log);
  assertOneUploadEach(sending.proxy.log);
  await sending.assertAllThere();
}

describe('a transfer on a line that breaks', { timeout: 600_000 }, () => {
  it('ends whole after 160 cuts at random bytes of the files', async (t) => {
    const sending = await startSending(t, {
      images: [64, 24 * KB],
      records: [6, 300 * KB],
      bundleBytes: 200 * KB,
    });
    const { proxy } = sending;
    proxy.cutAfter(gaps(160, 24 * KB, 1), movesFile);
    await openEager(sending).all;
    assert.equal(proxy.stats.cuts, 160);
    const inTheMiddle = proxy.log.filter(({ uploadOffset }) => (uploadOffset ?? 0) > 0);
    assert.ok(inTheMiddle.length >= 50, `${inTheMiddle.length} times it went on in the middle`);
    await assertWhole(sending);
  });

  it('ends whole after 40 cuts at random bytes of anything, in either direction', async (t) => {
    const files = { images: [48, 8 * KB], records: [3, 100 * KB], pieceBytes: 40 * KB } as const;
    const sending = await startSending(t, files);
    const { proxy } = sending;
    proxy.cutAnywhereAfter(gaps(40, 16 * KB, 2));
    await openEager(sending).all;
    assert.equal(proxy.stats.cuts, 40);
    await assertWhole(sending);
  });

  it('ends whole where every third answer ends in its middle', async (t) => {
    const sending = await startSending(t, { images: [32, 8 * KB], records: [3, 100 * KB] });
    const { proxy } = sending;
    let answers = 0;
    proxy.truncateAnswers(() => ++answers % 3 === 0);
    await openEager(sending).all;
    assert.ok(proxy.stats.cuts >= 5, `${proxy.stats.cuts} answers were cut`);
    proxy.heal();
    await assertWhole(sending);
  });

  for (const [who, status] of [
    ['a gateway whose server is away', 502],
    ['a proxy that says that all is well', 200],
  ] as const) {
    it(`goes on by itself after pages of ${who}`, async (t) => {
      const sending = await startSending(t, { images: [32, 8 * KB], records: [3, 100 * KB] });
      const { proxy } = sending;
      const page = { status, headers: { 'Content-Type': 'text/html' }, body: '<!doctype html><title>Hello' };
      let [requests, pages] = [0, 0];
      proxy.answer(() => {
        requests++;
        if (requests % 30 < 20) return null;
        pages++;
        return page;
      });
      await openEager(sending).all;
      assert.ok(pages >= 10, `${pages} pages`);
      proxy.heal();
      await assertWhole(sending);
    });
  }

  it('counts a completion once whose answers are lost', async (t) => {
    const sending = await startSending(t, { images: [6, 8 * KB], records: [1, 50 * KB] });
    const { proxy } = sending;
    const lost: string[] = [];
    const next = () =>
      proxy.loseNextResponse((request) => {
        if (!isCompletion(request) || lost.includes(request.path)) return false;
        lost.push(request.path);
        setImmediate(next);
        return true;
      });
    next();
    await openEager(sending).all;
    assert.equal(proxy.stats.lost, 2);
    for (const path of lost)
      assert.equal(proxy.log.filter((each) => each.path === path && isCompletion(each)).length, 2);
    await assertWhole(sending);
  });
});
