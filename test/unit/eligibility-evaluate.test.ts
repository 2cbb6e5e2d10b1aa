import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { EligibilityAnswers, EligibilityDefinition } from '../../src/contract/index.js';
import { isAsked } from '../../src/eligibility/condition.js';
import { auditRecord, evaluate, verifyRecord } from '../../src/eligibility/index.js';
import { createVisibility } from '../../src/eligibility/visibility.js';
import { anyDefinition, everyWay, ON, outcomeOfAll } from '../support/eligibility.js';

/** Small enough to go through every way to answer. */
const small = anyDefinition(3).filter((definition) => [...everyWay(definition)].length <= 400);
const RUNS = { numRuns: 400 };

/** Answers as asked, from one whole set of answers. */
function walk(definition: EligibilityDefinition, all: EligibilityAnswers) {
  const given: EligibilityAnswers = {};
  const asked: string[] = [];
  for (;;) {
    const evaluation = evaluate(definition, given, ON);
    if (!evaluation.next) return { asked, given, evaluation };
    assert.ok(!asked.includes(evaluation.next), 'asked twice');
    asked.push(evaluation.next);
    given[evaluation.next] = all[evaluation.next]!;
  }
}

describe('evaluation, against every way to answer', () => {
  it('of everything gives the outcome that the words of the format say', () => {
    fc.assert(
      fc.property(small, (definition) => {
        for (const answers of everyWay(definition))
          assert.equal(evaluate(definition, answers, ON).outcome?.id, outcomeOfAll(definition, answers));
      }),
      RUNS,
    );
  });

  it('settles as soon as every completion agrees, never sooner, and never flips', () => {
    fc.assert(
      fc.property(small, fc.nat(), (definition, seed) => {
        const ways = [...everyWay(definition)];
        const ids = definition.questions.map(({ id }) => id);
        const some = ids.filter((_, index) => (seed >> index) & 1);
        const chosen = ways[seed % ways.length]!;
        const partial = Object.fromEntries(some.map((id) => [id, chosen[id]!]));
        const completions = ways.filter((way) => some.every((id) => way[id] === chosen[id]));
        const outcomes = new Set(completions.map((way) => outcomeOfAll(definition, way)));
        const { outcome } = evaluate(definition, partial, ON);
        const [only] = outcomes;
        assert.equal(outcome?.id, outcomes.size === 1 ? only : undefined);
      }),
      { numRuns: 1_000 },
    );
  });

  it('asks nothing that can no longer change the outcome, unless for the record', () => {
    fc.assert(
      fc.property(small, fc.nat(), (definition, pick) => {
        const ways = [...everyWay(definition)];
        const all = ways[pick % ways.length]!;
        const given: EligibilityAnswers = {};
        const bounds: number[] = [];
        for (;;) {
          const { next, atMostLeft } = evaluate(definition, given, ON);
          bounds.push(atMostLeft);
          if (!next) break;
          const question = definition.questions.find(({ id }) => id === next);
          const forRecord = definition.questions.some((each) => isAsked(each) && each.record);
          if (!forRecord) {
            const rest = ways.filter((way) =>
              Object.entries(given).every(([id, value]) => way[id] === value),
            );
            const matters = rest.some((way) => {
              const same = rest.filter((other) =>
                definition.questions.every(({ id }) => id === next || other[id] === way[id]),
              );
              return new Set(same.map((each) => outcomeOfAll(definition, each))).size > 1;
            });
            assert.ok(matters, `${next} cannot matter`);
          }
          assert.ok(question && isAsked(question));
          given[next] = all[next]!;
        }
        bounds.forEach((bound, index) => assert.ok(bound >= bounds.length - 1 - index, 'the bound holds'));
        for (let i = 1; i < bounds.length; i++) assert.ok(bounds[i]! < bounds[i - 1]!, 'the bound shrinks');
      }),
      RUNS,
    );
  });

  it('by what was asked comes to the outcome of everything', () => {
    fc.assert(
      fc.property(small, fc.nat(), (definition, pick) => {
        const ways = [...everyWay(definition)];
        const all = ways[pick % ways.length]!;
        assert.equal(walk(definition, all).evaluation.outcome?.id, outcomeOfAll(definition, all));
      }),
      RUNS,
    );
  });

  it('of the audit record, dates reduced, verifies; of a changed one it does not', () => {
    fc.assert(
      fc.property(small, fc.nat(), (definition, pick) => {
        const ways = [...everyWay(definition)];
        const { given, evaluation } = walk(definition, ways[pick % ways.length]!);
        if (!evaluation.outcome) return;
        const record = auditRecord(definition, given, ON);
        assert.equal(record.outcomeId, evaluation.outcome.id);
        assert.deepEqual(record.trail, evaluation.trail);
        assert.ok(verifyRecord(definition, record, ON));
        assert.ok(!verifyRecord({ ...definition, version: '2' }, record, ON));
        assert.ok(!JSON.stringify(record.answers).match(/"q\d":"\d{4}-/), 'a date has left the page');
      }),
      RUNS,
    );
  });
});

describe('visibility, answer by answer', () => {
  it('agrees with starting afresh, whatever the order', () => {
    fc.assert(
      fc.property(
        anyDefinition(5),
        fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 12 }),
        (definition, steps) => {
          const view = createVisibility(definition, ON);
          const answers: EligibilityAnswers = {};
          const ways = everyWay(definition);
          const some = Array.from({ length: 7 }, () => ways.next().value as EligibilityAnswers | undefined);
          for (const [which, what] of steps) {
            const { id } = definition.questions[which % definition.questions.length]!;
            const before = definition.questions.map((each) => view.truth(each.id) === true);
            const value = some[what % some.length]?.[id];
            answers[id] = value!;
            const changed = view.answer(id, value);
            const after = definition.questions.map((each) => view.truth(each.id) === true);
            assert.deepEqual(
              changed,
              definition.questions.filter((_, i) => before[i] !== after[i]).map((each) => each.id),
            );
          }
          const fresh = createVisibility(definition, ON);
          for (const [id, value] of Object.entries(answers)) fresh.answer(id, value);
          for (const { id } of definition.questions) assert.equal(view.truth(id), fresh.truth(id));
        },
      ),
      RUNS,
    );
  });
});
