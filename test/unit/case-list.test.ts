/** Several cases in order, what is worth saying of new messages and additions, and how long steps take. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { memoryCapabilities, memoryCase } from '../../src/backend/memory/fixtures.js';
import { attentionOf, orderCases } from '../../src/cases/case-list.js';
import { changesBetween } from '../../src/cases/changes.js';
import { usualDuration } from '../../src/cases/durations.js';
import { historyOf } from '../../src/cases/timeline.js';
import { CASE_PHASES, type Case, type CaseEvent, type CaseSummary } from '../../src/contract/index.js';

const summary = (changes: Partial<CaseSummary> = {}): CaseSummary => ({
  id: crypto.randomUUID(),
  reference: 'SO-7F3K-2QXA',
  phase: 'in-review',
  createdAt: '2026-11-01T09:00:00Z',
  ...changes,
});

const summaries = fc
  .uniqueArray(
    fc.record({
      id: fc.uuid(),
      reference: fc.constant('SO-7F3K-2QXA'),
      phase: fc.constantFrom(...CASE_PHASES, 'tumour-board'),
      createdAt: fc
        .date({ min: new Date(0), max: new Date(1e12), noInvalidDate: true })
        .map((at) => at.toISOString()),
      waitingOn: fc.option(fc.constantFrom('patient', 'clinic', 'third-party', 'nobody', 'other'), {
        nil: undefined,
      }),
      needed: fc.option(fc.nat(3), { nil: undefined }),
      unread: fc.option(fc.nat(3), { nil: undefined }),
    }),
    { selector: ({ id }) => id, maxLength: 8 },
  )
  .map((all) => all as CaseSummary[]);

describe('several cases', () => {
  it('stand in one order, however the backend gives them, and each once', () => {
    fc.assert(
      fc.property(
        summaries.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 })),
        ),
        ([all, shuffled]) => {
          const ordered = orderCases(all);
          assert.deepEqual(orderCases(shuffled), ordered);
          assert.equal(ordered.length, all.length);
        },
      ),
    );
  });

  it('never have one that needs the person behind one that does not', () => {
    fc.assert(
      fc.property(summaries, (all) => {
        const order = orderCases(all).map(attentionOf);
        assert.ok(order.lastIndexOf('act') <= order.filter((each) => each === 'act').length - 1);
        const closed = order.indexOf('closed');
        assert.ok(closed < 0 || order.slice(closed).every((each) => each === 'closed'));
      }),
    );
  });

  it('need somebody by what is asked, then by what there is to read', () => {
    assert.equal(attentionOf(summary({ needed: 1, phase: 'collecting-records' })), 'act');
    assert.equal(attentionOf(summary({ waitingOn: 'patient', phase: 'draft' })), 'act');
    assert.equal(attentionOf(summary({ unread: 1 })), 'read');
    assert.equal(attentionOf(summary({ phase: 'report-ready' })), 'read');
    assert.equal(attentionOf(summary()), 'quiet');
    assert.equal(attentionOf(summary({ phase: 'closed' })), 'closed');
    // An answer to a question after the end is still to be read.
    assert.equal(attentionOf(summary({ phase: 'closed', unread: 1 })), 'read');
  });
});

describe('changes of a case', () => {
  const report: NonNullable<Case['report']> = {
    fileName: 'report.pdf',
    size: 9,
    sha256: '0'.repeat(64),
    releasedAt: '2026-11-20T09:00:00Z',
    openedAt: null,
    addenda: [],
  };
  const messaging = { unread: 0, open: true, questionsLeft: null };

  it('are new messages, however many, and not those that were read', () => {
    const before = memoryCase({ messaging });
    const after = memoryCase({ messaging: { ...messaging, unread: 2 } });
    assert.deepEqual(changesBetween(before, after), [{ kind: 'message', count: 2 }]);
    assert.deepEqual(changesBetween(after, before), []);
  });

  it('are additions to a report, which is not ready for a second time', () => {
    const before = memoryCase({ phase: 'report-ready', report });
    const addenda = [{ ...report, id: crypto.randomUUID() }];
    const after = memoryCase({ phase: 'report-ready', report: { ...report, addenda } });
    assert.deepEqual(changesBetween(before, after), [{ kind: 'addendum' }]);
  });

  it('are delays, each once', () => {
    const estimate = { clockStartedAt: null, earliest: '2026-12-07', latest: '2026-12-11' };
    const delayed = (since: string) =>
      memoryCase({ estimate: { ...estimate, delay: { since, text: null } } });
    const first = delayed('2026-12-01T09:00:00Z');
    assert.deepEqual(changesBetween(memoryCase({ estimate }), first), [{ kind: 'delayed' }]);
    assert.deepEqual(changesBetween(first, first), []);
    assert.deepEqual(changesBetween(first, delayed('2026-12-08T09:00:00Z')), [{ kind: 'delayed' }]);
  });

  it('stand in the history by who wrote and why', () => {
    const event = (id: number, type: string, actor: CaseEvent['actor'], code?: string): CaseEvent => ({
      id,
      caseId: memoryCase().id,
      type,
      at: `2026-11-2${id}T09:00:00Z`,
      actor,
      reason: code ? { code, text: null } : null,
      data: {},
    });
    const codes = historyOf([
      event(1, 'message.posted', 'patient'),
      event(2, 'case.updated', 'clinic', 'messages-read'),
      event(3, 'message.posted', 'clinic'),
      event(4, 'estimate.changed', 'clinic'),
      event(5, 'estimate.changed', 'clinic', 'delayed'),
      event(6, 'report.ready', 'specialist'),
      event(7, 'report.ready', 'specialist', 'addendum'),
    ]).map(({ code }) => code);
    assert.deepEqual(codes, ['message-sent', 'message', 'estimate', 'delayed', 'report-ready', 'addendum']);
  });
});

describe('how long a step usually takes', () => {
  const capabilities = memoryCapabilities([], '2026-11-16T09:30:00Z');

  it('is that of its phases together', () => {
    assert.deepEqual(usualDuration('request', capabilities), { min: 2, max: 4 });
    assert.deepEqual(usualDuration('review', capabilities), { min: 8, max: 11 });
  });

  it('is not said where the backend does not say it', () => {
    assert.equal(usualDuration('report', capabilities), null);
    const { phases: _, ...turnaround } = capabilities.turnaround;
    assert.equal(usualDuration('request', { ...capabilities, turnaround }), null);
    assert.equal(usualDuration('request', null), null);
  });
});
