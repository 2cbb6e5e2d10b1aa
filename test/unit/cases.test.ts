import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { memoryCase } from '../../src/backend/memory/fixtures.js';
import { EMPTY_LOG, needsReading, withReading } from '../../src/cases/case-log.js';
import { changesBetween } from '../../src/cases/changes.js';
import { positionOf } from '../../src/cases/phases.js';
import { mayClose } from '../../src/cases/may-close.js';
import { bucketOf, placeRequests } from '../../src/cases/request-buckets.js';
import { turnOf } from '../../src/cases/requests.js';
import { historyOf } from '../../src/cases/timeline.js';
import { CASE_PHASES, type CaseEvent, type CaseRequest } from '../../src/contract/index.js';

const CASE = memoryCase();
const at = (id: number) => `2026-11-${String(10 + id).padStart(2, '0')}T09:00:00Z`;
const event = (id: number, type: string, data: CaseEvent['data'] = {}, text?: string): CaseEvent => ({
  id,
  caseId: CASE.id,
  type,
  at: at(id),
  actor: 'clinic',
  reason: text ? { code: 'staff', text } : null,
  data,
});
const move = (id: number, phase: string, text?: string) => event(id, 'case.phase-changed', { phase }, text);
const request = (changes: Partial<CaseRequest> = {}): CaseRequest => ({
  id: crypto.randomUUID(),
  kind: 'document',
  owner: 'patient',
  title: 'Pathology report',
  reason: null,
  dueOn: null,
  status: 'open',
  openedAt: at(1),
  closedAt: null,
  answer: null,
  ...changes,
});

test('steps before the present one are done, with the day they began', () => {
  const theCase = memoryCase({ phase: 'in-review', phaseSince: at(4) });
  const events = [
    move(1, 'submitted'),
    move(2, 'collecting-records'),
    move(3, 'matching-specialist'),
    move(4, 'in-review'),
  ];
  const { steps, movedBack } = positionOf(theCase, events);
  assert.deepEqual(
    steps.map(({ state }) => state),
    ['done', 'done', 'done', 'current', 'to-come'],
  );
  assert.equal(steps[1]?.since, at(2));
  assert.equal(steps[3]?.since, at(4));
  assert.equal(steps[4]?.since, null);
  assert.equal(movedBack, false);
});

test('a move back is said, with the reason, and the step begins anew', () => {
  const theCase = memoryCase({ phase: 'collecting-records', phaseSince: at(3) });
  const events = [
    move(1, 'collecting-records'),
    move(2, 'in-review'),
    move(3, 'collecting-records', 'The CT is missing'),
  ];
  const position = positionOf(theCase, events);
  assert.equal(position.movedBack, true);
  assert.equal(position.text, 'The CT is missing');
  assert.equal(position.steps[1]?.since, at(3));
  assert.equal(position.steps[3]?.state, 'to-come');
});

test('an unknown phase is in progress where the case last was, with the server’s own text', () => {
  const theCase = memoryCase({ phase: 'tumour-board', phaseSince: at(2) });
  const position = positionOf(theCase, [
    move(1, 'in-review'),
    move(2, 'tumour-board', 'Discussed on Friday'),
  ]);
  assert.equal(position.phase, null);
  assert.equal(position.text, 'Discussed on Friday');
  assert.equal(position.steps[3]?.state, 'current');
});

test('a withdrawn case stops at the step it was in; a completed one is done', () => {
  const events = [move(1, 'collecting-records'), event(2, 'case.closed', { status: 'withdrawn' })];
  const withdrawn = positionOf(memoryCase({ phase: 'closed', outcome: 'withdrawn' }), events);
  assert.deepEqual(
    withdrawn.steps.map(({ state }) => state),
    ['done', 'ended', 'not-done', 'not-done', 'not-done'],
  );
  const completed = positionOf(memoryCase({ phase: 'closed', outcome: 'completed' }), events);
  assert.ok(completed.steps.every(({ state }) => state === 'done'));
});

test('an open case has exactly one current step, whatever the phase and the events', () => {
  const phases = fc.oneof(fc.constantFrom(...CASE_PHASES.filter((phase) => phase !== 'closed')), fc.string());
  fc.assert(
    fc.property(phases, fc.array(phases), (phase, earlier) => {
      const events = earlier.map((each, index) => move((index % 15) + 1, each));
      const { steps } = positionOf(memoryCase({ phase }), events);
      return steps.filter(({ state }) => state === 'current').length === 1;
    }),
  );
});

test('due on a day is overdue the day after; only the patient’s own requests are', () => {
  const asked = request({ dueOn: '2026-11-20' });
  assert.equal(bucketOf(asked, '2026-11-20'), 'due');
  assert.equal(bucketOf(asked, '2026-11-06'), 'due');
  assert.equal(bucketOf(asked, '2026-11-05'), 'later');
  assert.equal(bucketOf(asked, '2026-11-21'), 'overdue');
  assert.equal(bucketOf({ ...asked, owner: 'third-party' }, '2026-11-21'), 'elsewhere');
  assert.equal(bucketOf({ ...asked, status: 'pending-check' }, '2026-11-21'), 'pending');
  assert.equal(bucketOf({ ...asked, status: 'withdrawn' }, '2026-11-21'), 'settled');
});

test('a request keeps its place when its status changes', () => {
  const [a, b] = [request({ dueOn: '2026-11-20' }), request({ dueOn: '2026-11-25' })];
  const order = (...requests: CaseRequest[]) =>
    placeRequests(requests, '2026-11-22').map((each) => each.request.id);
  assert.deepEqual(order(b, a), [a.id, b.id]);
  assert.deepEqual(order(b, { ...a, status: 'settled', owner: 'third-party' }), [a.id, b.id]);
});

test('every turn has a reason', () => {
  assert.deepEqual(turnOf(memoryCase({ phase: 'draft', waitingOn: 'patient' })), {
    who: 'patient',
    why: 'draft',
  });
  assert.deepEqual(turnOf(memoryCase({ waitingOn: 'patient', requests: [request()] })).why, 'requests');
  assert.equal(turnOf(memoryCase({ waitingOn: 'patient' })).why, 'call');
  assert.equal(turnOf(memoryCase({ phase: 'tumour-board' })).why, 'in-progress');
  assert.equal(turnOf(memoryCase({ phase: 'closed', waitingOn: 'clinic' })).who, 'nobody');
});

test('may I close this page', () => {
  assert.equal(mayClose(CASE, true), 'keep-open');
  assert.equal(mayClose(CASE, false), 'yes');
  assert.equal(mayClose(memoryCase({ waitingOn: 'patient' }), false), 'act');
  assert.equal(mayClose(memoryCase({ phase: 'report-ready' }), false), 'ready');
  assert.equal(mayClose(memoryCase({ phase: 'closed' }), false), 'closed');
});

test('a disc’s files are one line of history; the order of arrival does not matter', () => {
  const received = (id: number) => event(id, 'document.status-changed', { status: 'received' });
  const events = [event(1, 'case.created'), received(2), received(3), received(4), move(5, 'submitted')];
  const history = historyOf([...events].reverse().concat(received(3)));
  assert.deepEqual(
    history.map(({ code, count }) => [code, count]),
    [
      ['created', 1],
      ['received', 3],
      ['phase', 1],
    ],
  );
});

test('a report or a closing that is told by two events is one piece of news', () => {
  const events = [
    event(1, 'report.ready'),
    move(2, 'report-ready'),
    move(3, 'closed'),
    event(4, 'case.closed', { status: 'completed' }, 'All done'),
  ];
  assert.deepEqual(
    historyOf(events).map(({ code, text }) => [code, text]),
    [
      ['report-ready', null],
      ['closed', 'All done'],
    ],
  );
});

test('an unknown event is shown by its text and otherwise passed over', () => {
  const history = historyOf([event(1, 'x.new', {}, 'We called your doctor'), event(2, 'x.other')]);
  assert.deepEqual(
    history.map(({ code, text }) => [code, text]),
    [['other', 'We called your doctor']],
  );
});

test('an older reading is passed over, and only what it does not know of has the case read again', () => {
  const newer = memoryCase({ version: 5, lastEventId: 9 });
  const log = withReading(EMPTY_LOG, newer);
  assert.equal(withReading(log, memoryCase({ version: 4 })), log);
  assert.equal(needsReading(log, move(9, 'submitted')), false);
  assert.equal(needsReading(log, move(10, 'accepted')), true);
  assert.equal(needsReading(log, { ...move(10, 'accepted'), caseId: crypto.randomUUID() }), false);
});

test('a document that was described elsewhere is read again, and is no line of history', () => {
  const described = event(3, 'document.described', { documentId: crypto.randomUUID() });
  assert.equal(needsReading(withReading(EMPTY_LOG, memoryCase({ lastEventId: 2 })), described), true);
  assert.deepEqual(historyOf([described]), []);
});

test('changes worth saying: new request, new problem, report; nothing when nothing changed', () => {
  const asked = request();
  assert.deepEqual(changesBetween(CASE, CASE), []);
  assert.deepEqual(changesBetween(CASE, memoryCase({ requests: [asked], waitingOn: 'patient' })), [
    { kind: 'request-opened', title: asked.title },
  ]);
  assert.deepEqual(changesBetween(CASE, memoryCase({ waitingOn: 'third-party' })), [{ kind: 'turn' }]);
});
