/** The transfer engine where the backend asks for patience, for another token, or answers late; counted at the proxy. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import type { TransferEngine } from '../../src/transfer/transfer.js';
import { until } from '../support/engine.js';
import type { SeenRequest } from '../support/faults.js';
import { startSending, type Sending } from '../support/sending.js';
import {
  assertNoneBelowOffset,
  assertOneUploadEach,
  assertPatience,
  isCompletion,
  movesFile,
  type Refusal,
} from '../support/traffic.js';

const KB = 1024;
const TWO_HOURS = 2 * 3_600_000;

async function assertWhole(sending: Sending): Promise<void> {
  assertNoneBelowOffset(sending.proxy.log);
  assertOneUploadEach(sending.proxy.log);
  await sending.assertAllThere();
}

/** The states that an item was told to be in, one after the other. */
function statesOf(engine: TransferEngine): Map<string, string[]> {
  const told = new Map<string, string[]>();
  engine.subscribe(({ items }) => {
    for (const { id, state } of items) {
      const names = told.get(id) ?? [];
      if (names.at(-1) !== state.name) told.set(id, [...names, state.name]);
    }
  });
  return told;
}

describe('a transfer to a backend that refuses for a while', { timeout: 600_000 }, () => {
  for (const [how, status, told] of [
    ['429 and seconds', 429, () => '1'],
    ['503 and seconds', 503, () => '1'],
    ['503 and a date', 503, () => new Date(Date.now() + 2_000).toUTCString()],
  ] as const) {
    it(`comes no sooner than it is told by ${how}`, async (t) => {
      const sending = await startSending(t, { images: [12, 8 * KB], records: [2, 50 * KB] });
      const { proxy } = sending;
      const refusals: Refusal[] = [];
      let requests = 0;
      proxy.answer((request) => {
        requests++;
        if (requests % 12 < 6) return null;
        const retryAfter = told();
        refusals.push({ request, retryAfter });
        return { status, headers: { 'Retry-After': retryAfter } };
      });
      await sending.open().all;
      assert.ok(refusals.length >= 12, `${refusals.length} refused`);
      assertPatience(proxy.log, refusals);
      proxy.heal();
      await assertWhole(sending);
    });
  }

  it('comes no sooner than it is told when the device is online again meanwhile', async (t) => {
    const sending = await startSending(t, { records: [1, 50 * KB] });
    const { proxy } = sending;
    const refusals: Refusal[] = [];
    proxy.answer((request) => {
      if (!movesFile(request) || refusals.length > 0) return null;
      refusals.push({ request, retryAfter: '2' });
      return { status: 429, headers: { 'Retry-After': '2' } };
    });
    const { engine, all } = sending.open();
    engine.subscribe(({ items }) => {
      if (items.some(({ state }) => state.name === 'waiting')) engine.wake();
    });
    await all;
    assert.equal(refusals.length, 1);
    assertPatience(proxy.log, refusals);
    await assertWhole(sending);
  });

  /** From here on the tokens that the proxy has seen are good for nothing; uploads under way are refused in the middle. */
  function endTokens({ proxy }: Sending, inMiddle: number) {
    const ended = new Set<string>();
    const refused: SeenRequest[] = [];
    proxy.answer((request, head) => {
      const [, token = ''] = /\r\nauthorization: *([^\r\n]*)/i.exec(head) ?? [];
      const inTheMiddle = movesFile(request) && refused.length < inMiddle;
      if (!token || (!ended.has(token) && !inTheMiddle)) return null;
      ended.add(token);
      refused.push(request);
      return { status: 401, ...(inTheMiddle ? { afterBytes: 20 * KB } : {}) };
    });
    return refused;
  }
  const signIns = ({ proxy }: Sending) => proxy.log.filter(({ path }) => path === '/sessions').length;

  it('renews a token that ends in the middle of several chunks once for all of them', async (t) => {
    const sending = await startSending(t, { images: [12, 24 * KB], records: [6, 200 * KB] });
    const refused = endTokens(sending, 3);
    await sending.open().all;
    assert.ok(refused.length >= 3);
    assert.equal(refused.filter(({ forwardedBytes }) => forwardedBytes === 20 * KB).length, 3);
    assert.equal(signIns(sending), 2);
    sending.proxy.heal();
    await assertWhole(sending);
  });

  it('renews a token that is refused as soon as it is given', async (t) => {
    const sending = await startSending(t, { records: [1, 200 * KB] });
    const { all } = sending.open();
    endTokens(sending, 1);
    await all;
    assert.equal(signIns(sending), 2);
    sending.proxy.heal();
    await assertWhole(sending);
  });

  it('believes the word that comes by another way before the answer to a completion', async (t) => {
    const sending = await startSending(t, { images: [6, 8 * KB], records: [1, 50 * KB] });
    const { proxy, caseId } = sending;
    const answer = proxy.holdAnswers(isCompletion);
    const { engine, all } = sending.open();
    const told = statesOf(engine);
    const client = await sending.client();
    const received = async () =>
      (await client.get(caseId)).documents.filter(({ status }) => status === 'received');
    while ((await received()).length < 7) await setTimeout(10);
    const record = (await received()).find(({ type }) => type === 'image');
    assert.ok(record);
    engine.noteServerStatus(record);
    await until(engine, ({ items }) =>
      items.some(({ documentId, state }) => documentId === record.id && state.name === 'received'),
    );
    answer();
    await all;
    for (const names of told.values())
      assert.ok(!names.slice(0, -1).includes('received'), `${names.join()}: it stays received`);
    for (const { path, status } of proxy.log.filter(isCompletion)) {
      assert.equal(status, 202);
      const [, kind, id = ''] = path.split('/');
      if (kind === 'documents') assert.equal((await client.document(id)).document.status, 'received');
      else assert.equal((await client.bundle(id)).bundle.status, 'unpacked');
    }
    await assertWhole(sending);
  });

  for (const [whose, clocks] of [
    ['the engine', (now: () => number) => ({ now })],
    ['the whole device', (now: () => number) => ({ now, platform: { now } })],
  ] as const) {
    it(`goes on when the clock of ${whose} jumps two hours ahead, and back`, async (t) => {
      const sending = await startSending(t, { images: [24, 16 * KB], records: [3, 100 * KB] });
      const { proxy } = sending;
      let ahead = 0;
      const jump = proxy.stallAfter(100 * KB, movesFile);
      const { all, meets } = sending.open(clocks(() => Date.now() + ahead));
      await meets(jump);
      ahead = TWO_HOURS;
      proxy.heal();
      await meets(proxy.stallAfter(200 * KB, movesFile));
      ahead = 0;
      proxy.heal();
      await all;
      await assertWhole(sending);
    });
  }
});
