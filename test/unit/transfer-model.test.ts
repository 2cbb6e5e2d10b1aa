/**
 * Every state that a file can come into, by every order of everything that can happen: no depth is left out, since the
 * states that differ are few (bytes are told in halves).
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { BackendErrorCode } from '../../src/backend/backend.js';
import { DocumentStatus, PROBLEM_CODES } from '../../src/contract/index.js';
import { acknowledgedBytes, isHeld, isUnderWay, reduce, type QueueAction } from '../../src/transfer/queue.js';
import { ownerOf } from '../../src/transfer/retry.js';
import type { TransferItem, TransferState } from '../../src/transfer/transfer.js';
import { documentIn, queuedItem } from '../support/transfer-item.js';

const SIZE = 2;
const id = 'a';
const CODES: readonly BackendErrorCode[] = [
  ...PROBLEM_CODES,
  'offline',
  'unreachable',
  'origin-not-allowed',
  'not-a-backend',
  'contract-version',
  'busy',
];

const ACTIONS: readonly QueueAction[] = [
  { type: 'checking', id },
  { type: 'measured', id, size: SIZE },
  { type: 'checked', id, fileType: 'pdf', mediaType: 'application/pdf', sha256: 'f', size: SIZE },
  { type: 'described', id, patch: { title: 'Report' } },
  { type: 'refused', id, refusals: [{ code: 'empty' }] },
  { type: 'declared', id, documentId: 'd' },
  { type: 'sending', id },
  { type: 'digested', id, sha256: 'f', pieceBytes: 9, documentId: 'd' },
  ...[0, 1, 2].flatMap((acknowledged) =>
    [0, 1, 2].map((sent) => ({ type: 'progressed', id, acknowledged, sent }) as const),
  ),
  { type: 'waiting', id, why: 'network', retryAt: 5, attempt: 1 },
  { type: 'waiting', id, why: 'busy', retryAt: 5, attempt: 1 },
  { type: 'token-asked', id },
  { type: 'token-given', id },
  { type: 'sent', id },
  { type: 'completed', id },
  { type: 'unmade', id },
  { type: 'unmade', id, changed: true },
  { type: 'bundle-settled', id, documents: [], alreadyThere: 0, settledAt: '2026-11-01T00:00:01Z' },
  ...([...DocumentStatus.known, 'other'] as const).map(
    (status) =>
      ({ type: 'server-said', id, document: documentIn(status, SIZE), alreadyThere: false }) as const,
  ),
  ...CODES.map((error) => ({ type: 'failed', id, error, owner: ownerOf(error), requestId: null }) as const),
  { type: 'retried', id },
  { type: 'paused', id },
  { type: 'resumed', id },
  { type: 'cancelled', id },
];

const FIRST = queuedItem(SIZE);

interface Step {
  from: TransferItem;
  action: QueueAction;
  to: TransferItem;
}

/** All states that can be reached, and every step between them. */
function explore(): { items: readonly TransferItem[]; steps: readonly Step[] } {
  const items = new Map([[JSON.stringify(FIRST), FIRST]]);
  const steps: Step[] = [];
  for (const from of items.values()) {
    for (const action of ACTIONS) {
      const [to] = reduce([from], action);
      assert.ok(to, `${action.type} loses a file that is ${from.state.name}`);
      steps.push({ from, action, to });
      const key = JSON.stringify(to);
      // A map gives what is added while it is gone through.
      if (!items.has(key)) items.set(key, to);
    }
  }
  return { items: [...items.values()], steps };
}

describe('every way through the queue', () => {
  const { items, steps } = explore();
  const names = new Set(items.map(({ state }) => state.name));
  const entering = (name: TransferState['name']) =>
    steps.filter(({ from, to }) => to.state.name === name && from.state.name !== name);

  it('meets every state that there is', () => {
    assert.deepEqual(
      [...names].sort(),
      [
        'cancelled',
        'checking',
        'needs-you',
        'paused',
        'queued',
        'received',
        'refused',
        'rejected',
        'sent',
        'uploading',
        'verifying',
        'waiting',
        'waiting-for-token',
      ].sort(),
    );
    assert.ok(items.length > 100, `${items.length}`);
  });

  it('comes to "received" by the backend’s word alone', () => {
    const ways = entering('received');
    assert.ok(ways.length > 0);
    for (const { action } of ways)
      assert.ok(
        action.type === 'bundle-settled' || (action.type === 'server-said' && isHeld(action.document)),
        action.type,
      );
  });

  it('comes to "rejected" by the backend’s word alone', () => {
    for (const { action } of entering('rejected')) assert.equal(action.type, 'server-said');
  });

  it('can always be ended by the person, or by the backend, and goes on from wherever it stopped', () => {
    for (const item of items) {
      const ways = steps.filter(({ from, to }) => from === item && to.state.name !== item.state.name);
      const { name } = item.state;
      // A refused file is removed, or another one chosen; what is received stays so unless the backend says otherwise.
      if (name === 'refused') continue;
      if (name === 'received') {
        assert.ok(ways.every(({ action }) => action.type === 'server-said'));
        continue;
      }
      const byPerson = ways.filter(({ action }) => ['retried', 'resumed', 'cancelled'].includes(action.type));
      assert.ok(byPerson.length > 0, name);
      if (!isUnderWay(item))
        assert.ok(
          byPerson.some(({ to }) => to.state.name === 'queued'),
          `${name} cannot be gone on with`,
        );
    }
  });

  it('says of every failure who has to act', () => {
    const failed = items.flatMap(({ state }) => (state.name === 'needs-you' ? [state] : []));
    assert.equal(new Set(failed.map(({ error }) => error)).size, CODES.length);
    for (const { owner } of failed) assert.ok(['patient', 'clinic', 'site'].includes(owner));
  });

  it('never forgets bytes that were acknowledged while it is on its way', () => {
    for (const { from, action, to } of steps) {
      const anew = action.type === 'unmade' && action.changed;
      if (anew || !(isUnderWay(from) || from.state.name === 'paused') || !isUnderWay(to)) continue;
      assert.ok(acknowledgedBytes(to) >= acknowledgedBytes(from), `${from.state.name} ${action.type}`);
    }
  });

  it('is held by the person until the person goes on, whatever is heard meanwhile', () => {
    for (const { action, to } of steps.filter(({ from }) => from.state.name === 'paused'))
      assert.ok(
        to.state.name === 'paused' || ['resumed', 'cancelled', 'server-said'].includes(action.type),
        `${action.type} leads to ${to.state.name}`,
      );
  });
});
