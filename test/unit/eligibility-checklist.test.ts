import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type {
  EligibilityAnswer,
  EligibilityDefinition,
  EligibilityQuestion,
} from '../../src/contract/index.js';
import { answerFits } from '../../src/eligibility/check.js';
import { defaultDefinition, evaluate, relevantAnswers } from '../../src/eligibility/index.js';
import { NONE, readAnswer, UNSURE } from '../../src/widgets/eligibility-checklist/answer-input.js';
import {
  answer,
  answersToSend,
  back,
  begin,
  change,
  progressOf,
  startJourney,
  trailOfPages,
  type Journey,
} from '../../src/widgets/eligibility-checklist/journey.js';

const question = (id: string): EligibilityQuestion => {
  const found = defaultDefinition.questions.find((each) => each.id === id);
  assert.ok(found);
  return found;
};

describe('readAnswer', () => {
  it('never takes an untouched form for an answer', () => {
    for (const each of defaultDefinition.questions) assert.ok('problem' in readAnswer(each, []), each.id);
    assert.deepEqual(readAnswer(question('age'), ['  ']), { problem: 'number' });
  });

  it('reads "none of these" as an empty selection', () => {
    assert.deepEqual(readAnswer(question('warning-signs'), [NONE]), { answer: [] });
    assert.deepEqual(readAnswer(question('warning-signs'), ['stroke', 'collapse']), {
      answer: ['stroke', 'collapse'],
    });
  });

  it('reads whole numbers within bounds, and says what is wrong with others', () => {
    assert.deepEqual(readAnswer(question('age'), [' 42 ']), { answer: 42 });
    assert.deepEqual(readAnswer(question('age'), ['042']), { answer: 42 });
    for (const text of ['forty', '4.5', '1e1', '0x10', '42 years'])
      assert.deepEqual(readAnswer(question('age'), [text]), { problem: 'number' }, text);
    for (const text of ['121', '-1', '999999999'])
      assert.deepEqual(readAnswer(question('age'), [text]), { problem: 'range' }, text);
  });

  it('reads unsure alone, and asks again when a number stands beside it', () => {
    const unsure = { answer: { unsure: true } };
    assert.deepEqual(readAnswer(question('records'), [UNSURE]), unsure);
    const age: EligibilityQuestion = { ...question('age'), unsure: true };
    assert.deepEqual(readAnswer(age, ['', UNSURE]), unsure);
    assert.deepEqual(readAnswer(age, ['42', UNSURE]), { problem: 'both' });
  });
});

/** Walks from the introduction with the answers given by question. */
function walk(answers: Record<string, EligibilityAnswer>, definition = defaultDefinition): Journey {
  let journey = begin(startJourney(definition));
  while (journey.page.at === 'question') {
    const value = answers[journey.page.id];
    if (value === undefined) return journey;
    journey = answer(journey, value);
  }
  return journey;
}

const well: Record<string, EligibilityAnswer> = {
  'warning-signs': [],
  'in-hospital': false,
  who: 'me',
  age: 42,
  'may-act': true,
  diagnosis: true,
  situation: 'cancer',
  location: 'here',
  records: true,
};

/** A value that the question offers, at random. */
function anyAnswer(each: EligibilityQuestion): fc.Arbitrary<EligibilityAnswer> {
  const unsure: fc.Arbitrary<EligibilityAnswer>[] = each.unsure
    ? [fc.constant({ unsure: true as const })]
    : [];
  switch (each.kind) {
    case 'boolean':
      return fc.oneof(fc.boolean(), ...unsure);
    case 'integer':
      return fc.oneof(fc.integer({ min: each.min, max: each.max }), ...unsure);
    case 'single-choice':
      return fc.oneof(fc.constantFrom(...each.options.map(({ id }) => id)), ...unsure);
    case 'multiple-choice':
      return fc.oneof(fc.subarray(each.options.map(({ id }) => id)), ...unsure);
  }
}

const allAnswers = (definition: EligibilityDefinition) =>
  fc.record(Object.fromEntries(definition.questions.map((each) => [each.id, anyAnswer(each)])));

describe('journey', () => {
  it('asks only what is shown, and reaches an outcome', () => {
    const journey = walk(well);
    assert.equal(journey.evaluation.outcome?.kind, 'eligible');
    assert.ok(!journey.visited.includes('may-act'));
  });

  it('stops at the first emergency sign', () => {
    const journey = walk({ ...well, 'warning-signs': ['stroke'] });
    assert.deepEqual(journey.visited, ['warning-signs']);
    assert.equal(journey.evaluation.outcome?.kind, 'seek-care-now');
  });

  it('goes back page by page to the introduction, and forward again over the pages seen', () => {
    let journey = walk(well);
    const pages = trailOfPages(journey);
    for (const id of [...pages].reverse()) {
      journey = back(journey);
      assert.deepEqual(journey.page, { at: 'question', id });
    }
    journey = back(journey);
    assert.deepEqual(journey.page, { at: 'intro' });
    assert.deepEqual(begin(journey).page, { at: 'question', id: pages[0] });
  });

  it('after going back without an outcome, shows the pages seen again in order', () => {
    let journey = walk({ 'warning-signs': [], 'in-hospital': false, who: 'me', age: 42 });
    assert.deepEqual(journey.page, { at: 'question', id: 'diagnosis' });
    journey = back(back(back(journey)));
    assert.deepEqual(journey.page, { at: 'question', id: 'in-hospital' });
    journey = answer(journey, false);
    assert.deepEqual(journey.page, { at: 'question', id: 'who' });
  });

  it('a changed answer hides the questions that hang on it, and they come back with their answers', () => {
    let journey = answer(change(walk(well), 'who'), 'child');
    assert.deepEqual(journey.page, { at: 'question', id: 'may-act' }, 'only what is new is asked');
    assert.ok(!('age' in answersToSend(journey)));
    assert.ok(!trailOfPages(journey).includes('age'));
    journey = answer(journey, true);
    assert.equal(journey.page.at, 'outcome');
    journey = answer(change(journey, 'who'), 'me');
    assert.equal(journey.page.at, 'outcome');
    assert.equal(answersToSend(journey)['age'], 42);
  });

  it('back from changing leads to the outcome again, with nothing changed', () => {
    const done = walk(well);
    const again = back(change(done, 'records'));
    assert.equal(again.page.at, 'outcome');
    assert.deepEqual(again.answers, done.answers);
  });

  it('whatever is answered, ends in the outcome of the evaluation; the bound of questions left holds', () => {
    fc.assert(
      fc.property(allAnswers(defaultDefinition), (answers) => {
        let journey = begin(startJourney(defaultDefinition));
        const bounds: number[] = [];
        while (journey.page.at === 'question') {
          const { id } = journey.page;
          const value = answers[id];
          assert.ok(value !== undefined && answerFits(question(id), value));
          const { number, atMostAfter } = progressOf(journey);
          assert.equal(number, bounds.length + 1);
          bounds.push(atMostAfter);
          assert.ok(bounds.length <= defaultDefinition.questions.length);
          journey = answer(journey, value);
        }
        bounds.forEach((bound, index) => assert.ok(bounds.length - 1 - index <= bound));
        const sent = answersToSend(journey);
        assert.deepEqual(sent, relevantAnswers(defaultDefinition, sent));
        assert.equal(evaluate(defaultDefinition, sent).outcome?.id, journey.evaluation.outcome?.id);
      }),
    );
  });

  it('changing answers in any way never leaves the person without a page', () => {
    fc.assert(
      fc.property(
        allAnswers(defaultDefinition),
        fc.array(fc.tuple(fc.nat(20), allAnswers(defaultDefinition), fc.boolean()), { maxLength: 6 }),
        (first, changes) => {
          let journey = walk(first as Record<string, EligibilityAnswer>);
          for (const [pick, answers, goBack] of changes) {
            const pages = trailOfPages(journey);
            const id = pages[pick % pages.length];
            assert.ok(id);
            journey = goBack ? back(journey) : change(journey, id);
            if (journey.page.at === 'intro') journey = begin(journey);
            let steps = 0;
            while (journey.page.at === 'question') {
              assert.ok(journey.evaluation.visible.includes(journey.page.id));
              const value = answers[journey.page.id];
              assert.ok(value !== undefined);
              journey = answer(journey, value);
              assert.ok(++steps <= 2 * defaultDefinition.questions.length);
            }
            assert.ok(journey.evaluation.outcome);
          }
        },
      ),
    );
  });
});
