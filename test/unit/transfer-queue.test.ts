/** The reducer and the retry policy: nothing is received but by the backend's word, and nothing is forgotten. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { BackendError } from '../../src/backend/backend.js';
import { DocumentStatus } from '../../src/contract/index.js';
import { acknowledgedBytes, reduce, type Queue, type QueueAction } from '../../src/transfer/queue.js';
import { decideRetry } from '../../src/transfer/retry.js';
import { documentIn, queuedItem } from '../support/transfer-item.js';

const SIZE = 1000;
const start: Queue = reduce([], { type: 'added', items: [queuedItem(SIZE)] });
const confirming: readonly DocumentStatus[] = ['received', 'accepted', 'not-needed'];
const bytes = fc.integer({ min: 0, max: SIZE });
const action: fc.Arbitrary<QueueAction> = fc.oneof(
  fc.constant({ type: 'checking', id: 'a' } as const),
  fc.constant({
    type: 'checked',
    id: 'a',
    fileType: 'pdf',
    mediaType: 'application/pdf',
    sha256: 'f',
    size: SIZE,
  } as const),
  fc.constant({ type: 'described', id: 'a', patch: { title: 'Report' } } as const),
  fc.constant({ type: 'refused', id: 'a', refusals: [{ code: 'empty' }] } as const),
  fc.constant({ type: 'declared', id: 'a', documentId: 'd' } as const),
  fc.record({
    type: fc.constant('progressed' as const),
    id: fc.constant('a'),
    acknowledged: bytes,
    sent: fc.nat(3000),
  }),
  fc.constant({ type: 'waiting', id: 'a', why: 'network', retryAt: 5, attempt: 1 } as const),
  fc
    .constantFrom('completed', 'sending', 'sent', 'paused', 'resumed', 'token-asked', 'token-given')
    .map((type) => ({ type, id: 'a' }) as const),
  fc.constant({ type: 'digested', id: 'a', sha256: 'f', pieceBytes: 9, documentId: 'd' } as const),
  fc.constantFrom(...DocumentStatus.known, 'other' as const).map((status) => ({
    type: 'server-said' as const,
    id: 'a',
    document: documentIn(status, SIZE),
    alreadyThere: false,
  })),
  fc.constant({ type: 'failed', id: 'a', error: 'unexpected', owner: 'clinic', requestId: null } as const),
  fc.constant({ type: 'retried', id: 'a' } as const),
  fc.constant({ type: 'cancelled', id: 'a' } as const),
);

describe('queue', () => {
  it('reaches "received" by the backend’s word alone, keeps progress within the file, and never loses a file', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
        let queue = start;
        for (const each of actions) {
          const before = queue[0]?.state.name;
          queue = reduce(queue, each);
          const item = queue[0];
          assert.ok(item && queue.length === 1);
          if (item.state.name === 'received' && before !== 'received') {
            assert.ok(each.type === 'server-said' && confirming.includes(each.document.status));
          }
          if (item.state.name === 'rejected' && before !== 'rejected') assert.equal(each.type, 'server-said');
          assert.ok(acknowledgedBytes(item) >= 0 && acknowledgedBytes(item) <= SIZE);
          if (item.state.name === 'uploading') {
            assert.ok(item.state.sent >= item.state.acknowledged && item.state.sent <= SIZE);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('throws when told of more bytes than the file has', () => {
    const sending = reduce(start, { type: 'declared', id: 'a', documentId: 'd' });
    assert.throws(
      () => reduce(sending, { type: 'progressed', id: 'a', acknowledged: SIZE + 1, sent: SIZE + 1 }),
      RangeError,
    );
  });

  it('can leave every state that is not final', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 30 }), (actions) => {
        const queue = actions.reduce(reduce, start);
        const ways: QueueAction[] = [
          { type: 'cancelled', id: 'a' },
          { type: 'retried', id: 'a' },
          { type: 'resumed', id: 'a' },
        ];
        const name = queue[0]?.state.name;
        if (name === 'received' || name === 'refused') return;
        assert.ok(
          ways.some((way) => reduce(queue, way)[0]?.state.name !== name),
          name,
        );
      }),
    );
  });
});

describe('retry', () => {
  const decide = (error: BackendError, attempt: number, random = 0.5) =>
    decideRetry(error, attempt, () => random);

  it('never gives up on a lost line, and waits at most about a minute', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.double({ min: 0, max: 0.999, noNaN: true }), (attempt, random) => {
        const { delayMs, why } = decide(
          new BackendError('unreachable', { retryable: true }),
          attempt,
          random,
        );
        assert.equal(why, 'network');
        assert.ok(delayMs !== null && delayMs > 0 && delayMs <= 60_250);
      }),
    );
  });

  it('does as Retry-After says, however often', () => {
    const busy = new BackendError('busy', { retryable: true, retryAfterMs: 7000 });
    for (const attempt of [0, 100]) {
      const { delayMs } = decide(busy, attempt, 0.9);
      assert.ok(delayMs !== null && delayMs >= 7000 && delayMs <= 7700);
    }
  });

  it('hands a server’s lasting fault, and what only a person can mend, to the person', () => {
    assert.notEqual(
      decide(new BackendError('unavailable', { status: 500, retryable: true }), 0).delayMs,
      null,
    );
    assert.equal(decide(new BackendError('unavailable', { status: 500, retryable: true }), 50).delayMs, null);
    assert.equal(decide(new BackendError('forbidden', { status: 403 }), 0).delayMs, null);
    assert.equal(decide(new BackendError('consent-required', { status: 409 }), 0).delayMs, null);
  });
});
