import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type {
  EligibilityAnswer,
  EligibilityAnswers,
  EligibilityDefinition,
} from '../../src/contract/index.js';
import { isAsked, type AskedQuestion } from '../../src/eligibility/condition.js';
import { evaluate, explain, relevantAnswers, type Change } from '../../src/eligibility/index.js';
import { anyDefinition, everyAnswer, everyWay, ON, outcomeOfAll } from '../support/eligibility.js';

const small = anyDefinition(3).filter((definition) => [...everyWay(definition)].length <= 400);

/** Part of a way to answer, with its settled outcome; undefined when nothing is settled. */
function settled(definition: EligibilityDefinition, pick: number) {
  const ways = [...everyWay(definition)];
  const all = ways[pick % ways.length]!;
  const given: EligibilityAnswers = {};
  for (;;) {
    const { next, outcome } = evaluate(definition, given, ON);
    if (next === null) return outcome ? { given, outcome: outcome.id, ways } : undefined;
    given[next] = all[next]!;
  }
}

/** The outcome that every completion of some answers comes to; undefined where they differ. */
function outcomeOf(definition: EligibilityDefinition, ways: EligibilityAnswers[], some: EligibilityAnswers) {
  const fits = ways.filter((way) =>
    Object.entries(some).every(([id, answer]) => JSON.stringify(way[id]) === JSON.stringify(answer)),
  );
  const outcomes = new Set(fits.map((way) => outcomeOfAll(definition, way)));
  return outcomes.size === 1 ? [...outcomes][0] : undefined;
}

/** Whether a change speaks of an answer: one of those listed, or one within the run. */
function covers(change: Change, question: AskedQuestion, answer: EligibilityAnswer): boolean {
  const same = change.answers.some((each) => JSON.stringify(each) === JSON.stringify(answer));
  if (!('min' in question || question.kind === 'date') || typeof answer === 'object') return same;
  if (typeof change.answers[0] === 'object') return false;
  const { atLeast = -Infinity, atMost = Infinity } = change;
  const [least, most] = question.kind === 'date' ? [String(atLeast), String(atMost)] : [atLeast, atMost];
  return (
    (change.atLeast === undefined || answer! >= least) && (change.atMost === undefined || answer! <= most)
  );
}

describe('explanation, against every way to answer', () => {
  it('gives as reasons answers that settle the outcome alone, and of which none can be left out', () => {
    fc.assert(
      fc.property(small, fc.nat(), (definition, pick) => {
        const found = settled(definition, pick);
        if (!found) return;
        const { because } = explain(definition, found.given, ON)!;
        const some = (ids: readonly string[]) => Object.fromEntries(ids.map((id) => [id, found.given[id]!]));
        assert.equal(outcomeOf(definition, found.ways, some(because)), found.outcome);
        for (const id of because)
          assert.equal(
            outcomeOf(definition, found.ways, some(because.filter((each) => each !== id))),
            undefined,
            `${id} can be left out`,
          );
      }),
      { numRuns: 2_000 },
    );
  });

  it('names every single answer with which the outcome would be another, and no other', () => {
    fc.assert(
      fc.property(small, fc.nat(), (definition, pick) => {
        const found = settled(definition, pick);
        if (!found) return;
        const { changes } = explain(definition, found.given, ON)!;
        const counted = relevantAnswers(definition, found.given, ON);
        for (const question of definition.questions.filter(isAsked)) {
          const { id } = question;
          const here = changes.filter((change) => change.question === id);
          if (counted[id] === undefined) {
            assert.deepEqual(here, []);
            continue;
          }
          const multiple = question.kind === 'multiple-choice';
          const reached = new Set<string>();
          for (const answer of everyAnswer(question)) {
            const outcome = outcomeOf(definition, found.ways, { ...counted, [id]: answer });
            const other: string | undefined = outcome === found.outcome ? undefined : outcome;
            if (other !== undefined) reached.add(other);
            const said = here
              .filter((change) => covers(change, question, answer))
              .map((each) => each.outcome);
            if (multiple && said.length === 0) continue;
            assert.deepEqual(said, other === undefined ? [] : [other], JSON.stringify([id, answer]));
          }
          assert.deepEqual(new Set(here.map(({ outcome }) => outcome)), reached);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('of a multiple choice changes as few options as will do', () => {
    fc.assert(
      fc.property(small, fc.nat(), (definition, pick) => {
        const found = settled(definition, pick);
        if (!found) return;
        const distance = (a: EligibilityAnswer, b: EligibilityAnswer | undefined) => {
          const [x, y] = [a, b].map((each) => (Array.isArray(each) ? (each as string[]) : []));
          return [...x!.filter((each) => !y!.includes(each)), ...y!.filter((each) => !x!.includes(each))]
            .length;
        };
        const counted = relevantAnswers(definition, found.given, ON);
        for (const { question: id, outcome, answers } of explain(definition, found.given, ON)!.changes) {
          const question = definition.questions.find((each) => each.id === id)!;
          if (question.kind !== 'multiple-choice' || !Array.isArray(answers[0])) continue;
          for (const answer of everyAnswer(question)) {
            if (!Array.isArray(answer)) continue;
            if (outcomeOf(definition, found.ways, { ...counted, [id]: answer }) === outcome)
              assert.ok(distance(answers[0], counted[id]) <= distance(answer, counted[id]));
          }
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('explanation', () => {
  const en = (text: string) => ({ en: text });
  const definition: EligibilityDefinition = {
    format: 'eligibility/1',
    id: 'ages',
    version: '1',
    title: en('Ages'),
    questions: [
      { id: 'age', kind: 'integer', label: en('Age'), min: 0, max: 120 },
      { id: 'guardian', kind: 'boolean', label: en('Guardian'), visible: { question: 'age', atMost: 17 } },
    ],
    outcomes: (['eligible', 'not-eligible'] as const).map((kind) => ({
      id: kind,
      kind,
      title: en(kind),
      text: en(kind),
    })),
    rules: [
      {
        id: 'minor',
        outcome: 'not-eligible',
        when: { question: 'guardian', equals: false },
        reason: en('Minor'),
      },
    ],
    fallback: { outcome: 'eligible', reason: en('Fine') },
  };

  it('says from which age on the outcome would be another, and the age nearest to the one given', () => {
    assert.deepEqual(explain(definition, { age: 12, guardian: false }), {
      because: ['age', 'guardian'],
      changes: [
        { question: 'age', outcome: 'eligible', answers: [18], atLeast: 18 },
        { question: 'guardian', outcome: 'eligible', answers: [true] },
      ],
    });
  });

  it('says nothing of an answer with which more would have to be asked', () => {
    assert.deepEqual(explain(definition, { age: 40 }), { because: ['age'], changes: [] });
  });

  it('is null while there is no outcome', () => {
    assert.equal(explain(definition, { age: 12 }), null);
  });
});
