/** The transfer engine when an end of the line dies in the middle; counted at the proxy in between. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FaultProxy } from '../support/fault-proxy.js';
import { startSending } from '../support/sending.js';
import {
  assertNoneBelowOffset,
  assertOneUploadEach,
  bytesInFlight,
  bytesTooMany,
  movesFile,
} from '../support/traffic.js';

const KB = 1024;
/** Most uploads at once, and so most that a tab leaves behind. */
const CONNECTIONS = 4;
const FILES = { images: [72, 24 * KB], records: [5, 200 * KB], bundleBytes: 200 * KB } as const;

/** A crash may cost the bytes that were on their way then, and no others. `crashes`: when each was over, of `performance.now()`. */
function assertNoMoreTwice({ log }: FaultProxy, crashes: readonly number[]): void {
  assertNoneBelowOffset(log);
  const lost = crashes.map((crash, index) => bytesInFlight(log, crashes[index - 1] ?? 0, crash));
  const largest = Math.max(...log.map(({ uploadLength }) => uploadLength ?? 0));
  for (const bytes of lost) assert.ok(bytes <= CONNECTIONS * largest, `${bytes} on their way at once`);
  const inFlight = lost.reduce((sum, bytes) => sum + bytes, 0);
  const tooMany = bytesTooMany(log);
  assert.ok(tooMany <= inFlight, `${tooMany} bytes too many, ${inFlight} were in flight`);
}

describe('a transfer whose ends die', { timeout: 600_000 }, () => {
  it('ends whole after the backend was killed and started again 20 times', async (t) => {
    const sending = await startSending(t, { ...FILES, pieceBytes: 64 * KB });
    const { proxy } = sending;
    const crashes: number[] = [];
    let killed = proxy.stallAfter(60 * KB, movesFile);
    const { all, meets } = sending.open();
    for (let kill = 1; kill <= 20; kill++) {
      await meets(killed);
      const restarted = sending.restart();
      proxy.heal();
      killed = proxy.stallAfter(60 * KB, movesFile);
      await restarted;
      // A process that is killed takes some milliseconds to die, and until another listens nothing arrives.
      crashes.push(performance.now());
    }
    proxy.heal();
    await all;
    assertNoMoreTwice(proxy, crashes);
    assertOneUploadEach(proxy.log);
    await sending.assertAllThere();
  });

  it('goes on in a new tab where the one that was killed had stopped, five times', async (t) => {
    const sending = await startSending(t, FILES);
    const { proxy } = sending;
    const crashes: number[] = [];
    for (let kill = 1; kill <= 5; kill++) {
      const killed = proxy.stallAfter(300 * KB, movesFile);
      const tab = sending.open();
      await tab.meets(killed);
      tab.kill();
      crashes.push(performance.now());
      proxy.heal();
    }
    await sending.open().all;
    assertNoMoreTwice(proxy, crashes);
    await sending.assertAllThere(5 * CONNECTIONS);
  });
});
