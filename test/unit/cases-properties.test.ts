/** Whatever becomes of a case's news on the way, what a person sees in the end is the same, and nobody is sent back unexplained. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { memoryCase } from '../../src/backend/memory/fixtures.js';
import {
  EMPTY_LOG,
  needsReading,
  withEvent,
  withEvents,
  withoutEvents,
  withReading,
  type CaseLog,
} from '../../src/cases/case-log.js';
import { positionOf } from '../../src/cases/phases.js';
import { placeRequests } from '../../src/cases/request-buckets.js';
import { turnOf } from '../../src/cases/requests.js';
import { historyOf } from '../../src/cases/timeline.js';
import { CASE_PHASES, type Case, type CaseEvent } from '../../src/contract/index.js';

type News = { event: CaseEvent } | { reading: Case };

const PHASES = CASE_PHASES.filter((phase) => phase !== 'closed' && phase !== 'draft');
const placeOf = (phase: string) => (CASE_PHASES as readonly string[]).indexOf(phase);
const at = (id: number) => new Date(Date.UTC(2026, 10, 1, 9, id)).toISOString();

/** What a backend does, step by step: a move to a phase, or something else that changes the case. */
const step = fc.oneof(
  fc.record({ phase: fc.constantFrom(...PHASES, 'tumour-board') }),
  fc.record({ type: fc.constantFrom('estimate.changed', 'document.status-changed', 'request.opened') }),
);

/** The events of a case, and the case as it is read after each of them. */
function lived(steps: readonly { phase?: string; type?: string }[]): {
  events: CaseEvent[];
  readings: Case[];
} {
  const events: CaseEvent[] = [];
  const readings = [memoryCase({ phase: 'submitted', version: 1, lastEventId: 0, phaseSince: at(0) })];
  steps.forEach(({ phase, type = 'case.phase-changed' }, index) => {
    const before = readings[index] as Case;
    if (phase === before.phase) phase = undefined;
    const id = index + 1;
    const back = phase !== undefined && placeOf(phase) >= 0 && placeOf(phase) < placeOf(before.phase);
    events.push({
      id,
      caseId: before.id,
      type: phase || type !== 'case.phase-changed' ? type : 'case.updated',
      at: at(id),
      actor: 'clinic',
      reason: back ? { code: 'staff', text: `Back at step ${id}` } : null,
      data: phase
        ? { phase, previousPhase: before.phase }
        : type.startsWith('document')
          ? { status: 'received' }
          : {},
    });
    readings.push({
      ...before,
      version: before.version + 1,
      lastEventId: id,
      ...(phase && { phase, phaseSince: at(id) }),
    });
  });
  return { events, readings };
}

/** Everything of it that a person sees. */
function viewOf({ shown, events }: CaseLog) {
  assert.ok(shown);
  const all = [...events.values()];
  return {
    version: shown.version,
    position: positionOf(shown, all),
    history: historyOf(all),
    turn: turnOf(shown),
    requests: placeRequests(shown.requests, '2026-11-20'),
  };
}

const take = (log: CaseLog, news: News): CaseLog =>
  'event' in news ? withEvent(log, news.event) : withReading(log, news.reading);

const life = fc
  .array(step, { minLength: 1, maxLength: 25 })
  .map(lived)
  .chain(({ events, readings }) => {
    const all: News[] = [...events.map((event) => ({ event })), ...readings.map((reading) => ({ reading }))];
    return fc.record({
      events: fc.constant(events),
      readings: fc.constant(readings),
      // Some lost, some twice, in any order.
      arriving: fc.array(fc.constantFrom(...all), { maxLength: 2 * all.length }),
    });
  });

describe('news of a case', () => {
  it('give the same view in any order, however often they come, once what was lost has come again', () => {
    fc.assert(
      fc.property(life, ({ events, readings, arriving }) => {
        const inOrder = [...events.map((event) => ({ event })), { reading: readings.at(-1) as Case }];
        const expected = viewOf(inOrder.reduce(take, EMPTY_LOG));
        const before = arriving.reduce(take, EMPTY_LOG);
        // The feed goes on after the last event that came, and what is missing is read again.
        const refetched = [{ reading: readings.at(-1) as Case }, ...events.map((event) => ({ event }))];
        assert.deepEqual(viewOf(refetched.reduce(take, before)), expected);
      }),
      { numRuns: 500 },
    );
  });

  it('are the same taken together as one by one', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), fc.nat(12), (steps, cut) => {
        const { events, readings } = lived(steps);
        const read = withReading(EMPTY_LOG, readings[0] as Case);
        const one = [...events, ...events].reduce(withEvent, read);
        const [early, late] = [events.slice(0, cut), events.slice(cut)];
        const together = withEvents(withEvents(read, [...early, ...early]), [...late, ...early]);
        assert.deepEqual(together, one);
      }),
    );
  });

  it('never take the shown phase back but by an event that was heard and says why', () => {
    fc.assert(
      fc.property(life, ({ readings, arriving }) => {
        let log = withReading(EMPTY_LOG, readings[0] as Case);
        for (const news of arriving) {
          const before = log;
          log = take(log, news);
          const [was, is] = [before.shown as Case, log.shown as Case];
          assert.ok(is.version >= was.version);
          if (placeOf(is.phase) < 0 || placeOf(is.phase) >= placeOf(was.phase)) continue;
          const why = [...log.events.values()].filter(
            ({ id, data }) => id > was.lastEventId && id <= is.lastEventId && data.phase === is.phase,
          );
          assert.ok(why.length > 0, `from ${was.phase} to ${is.phase} unexplained`);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('have the case read again until the reading knows of every event', () => {
    fc.assert(
      fc.property(life, ({ events, readings, arriving }) => {
        let log = withReading(EMPTY_LOG, readings[0] as Case);
        for (const news of [...arriving, ...events.map((event) => ({ event }))]) {
          // As the tracker does: an event that the newest reading does not know of has the case read again.
          if ('event' in news && needsReading(log, news.event))
            log = withReading(log, readings[news.event.id] as Case);
          log = take(log, news);
        }
        assert.equal(withoutEvents(log).shown?.version, (readings.at(-1) as Case).version);
        assert.equal(log.waiting, null);
      }),
      { numRuns: 300 },
    );
  });

  it('show a reading without its reason where no more events are to be had', () => {
    const forward = memoryCase({ phase: 'in-review', version: 3, lastEventId: 3 });
    const back = memoryCase({ phase: 'collecting-records', version: 4, lastEventId: 4 });
    const log = withReading(withReading(EMPTY_LOG, forward), back);
    assert.equal(log.shown, forward);
    assert.equal(withoutEvents(log).shown, back);
  });
});
