import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { EligibilityAnswer, EligibilityDefinition } from '../../src/contract/index.js';
import { answerFits } from '../../src/eligibility/check.js';
import { defaultDefinition, evaluate, relevantAnswers } from '../../src/eligibility/index.js';
import { isAsked, type AskedQuestion } from '../../src/eligibility/condition.js';
import type { Change } from '../../src/eligibility/explain.js';
import { en } from '../../src/i18n/locales/en.js';
import { es } from '../../src/i18n/locales/es.js';
import {
  enteredFor,
  NONE,
  OTHER,
  readAnswer,
  SKIP,
  UNSURE,
  type Entered,
} from '../../src/widgets/eligibility-checklist/answer-input.js';
import { answerText, problemText } from '../../src/widgets/eligibility-checklist/answer-words.js';
import {
  answer,
  answerAll,
  answersToSend,
  back,
  begin,
  change,
  confirm,
  notesAtEnd,
  notesBefore,
  progressOf,
  relayout,
  resume,
  startJourney,
  trailOfPages,
  type Journey,
} from '../../src/widgets/eligibility-checklist/journey.js';

import { changeText } from '../../src/widgets/eligibility-checklist/why.js';

const ON = '2026-11-25';

const question = (id: string): AskedQuestion => {
  const found = defaultDefinition.questions.find((each) => each.id === id);
  assert.ok(found && isAsked(found));
  return found;
};

const asked = defaultDefinition.questions.filter(isAsked);

const isList = (entered: Entered | readonly string[]): entered is readonly string[] => Array.isArray(entered);

const read = (each: AskedQuestion, entered: Entered | readonly string[], language = 'en') =>
  readAnswer(each, isList(entered) ? { values: entered } : entered, {
    language,
    on: ON,
  });

describe('readAnswer', () => {
  it('never takes an untouched form for an answer', () => {
    for (const each of asked) assert.ok('problem' in read(each, []), each.id);
    assert.deepEqual(read(question('age'), ['  ']), { problem: 'number' });
  });

  it('reads "none of these" as an empty selection', () => {
    assert.deepEqual(read(question('warning-signs'), [NONE]), { answer: [] });
    assert.deepEqual(read(question('warning-signs'), ['stroke', 'collapse']), {
      answer: ['stroke', 'collapse'],
    });
  });

  it('reads whole numbers within bounds, and says what is wrong with others', () => {
    assert.deepEqual(read(question('age'), [' 42 ']), { answer: 42 });
    assert.deepEqual(read(question('age'), ['042']), { answer: 42 });
    for (const text of ['forty', '4.5', '1e1', '0x10', '42 years'])
      assert.deepEqual(read(question('age'), [text]), { problem: 'number' }, text);
    for (const text of ['121', '-1', '999999999'])
      assert.deepEqual(read(question('age'), [text]), { problem: 'range' }, text);
  });

  it('reads unsure alone, and asks again when a number stands beside it', () => {
    const unsure = { answer: { unsure: true } };
    assert.deepEqual(read(question('records'), [UNSURE]), unsure);
    const age: AskedQuestion = { ...question('age'), unsure: true };
    assert.deepEqual(read(age, ['', UNSURE]), unsure);
    assert.deepEqual(read(age, ['42', UNSURE]), { problem: 'both' });
  });

  const label = { en: 'Question' };

  it('reads decimals by the sign of the language or a point, within bounds and digits', () => {
    const weight: AskedQuestion = { id: 'weight', kind: 'decimal', label, min: 0, max: 300, decimals: 1 };
    assert.deepEqual(read(weight, ['36.5']), { answer: 36.5 });
    assert.deepEqual(read(weight, ['36,5'], 'es'), { answer: 36.5 });
    assert.deepEqual(read(weight, ['36.5'], 'es'), { answer: 36.5 });
    assert.deepEqual(read(weight, ['36']), { answer: 36 });
    for (const text of ['', 'much', '36,5', '1e1', '3.6.5', '36.'])
      assert.deepEqual(read(weight, [text]), { problem: 'decimal' }, text);
    assert.deepEqual(read(weight, ['36.55']), { problem: 'decimals' });
    assert.deepEqual(read(weight, ['300.1']), { problem: 'range' });
  });

  it('reads dates of the calendar only, within bounds, and says which part is wrong', () => {
    const born: AskedQuestion = { id: 'born', kind: 'date', label, max: 'today' };
    const date = (day: string, month: string, year: string) => read(born, { values: [], day, month, year });
    assert.deepEqual(date('29', '2', '2024'), { answer: '2024-02-29' });
    assert.deepEqual(date(' 5 ', '07', '1984'), { answer: '1984-07-05' });
    assert.deepEqual(date('25', '11', '2026'), { answer: ON });
    assert.deepEqual(date('', '', ''), { problem: 'date' });
    assert.deepEqual(date('', '2', '2024'), { problem: 'dateDay' });
    assert.deepEqual(date('1', 'May', '2024'), { problem: 'dateMonth' });
    assert.deepEqual(date('1', '5', '24'), { problem: 'dateYear' });
    for (const [day, month] of [
      ['30', '2'],
      ['31', '4'],
      ['0', '1'],
      ['1', '13'],
    ] as const)
      assert.deepEqual(date(day, month, '2025'), { problem: 'dateReal' });
    assert.deepEqual(date('26', '11', '2026'), { problem: 'dateRange' });
    assert.deepEqual(date('1', '1', '1899'), { problem: 'dateRange' });
    assert.deepEqual(read({ ...born, unsure: true }, { values: [UNSURE], day: '1', month: '', year: '' }), {
      problem: 'both',
    });
  });

  it('reads texts, words of one’s own, and nothing at all where that is allowed', () => {
    const notes: AskedQuestion = { id: 'notes', kind: 'text', label, maxLength: 5 };
    assert.deepEqual(read(notes, [' a b ']), { answer: 'a b' });
    assert.deepEqual(read(notes, [' ']), { problem: 'text' });
    assert.deepEqual(read(notes, ['abcdef']), { problem: 'long' });
    assert.deepEqual(read({ ...notes, required: false }, [' ']), { answer: null });
    const options = [{ id: 'a', label }];
    const one: AskedQuestion = { id: 'one', kind: 'single-choice', label, options, other: true };
    assert.deepEqual(read(one, { values: [OTHER], other: ' mine ' }), { answer: { other: 'mine' } });
    assert.deepEqual(read(one, { values: [OTHER], other: ' ' }), { problem: 'other' });
    assert.deepEqual(read(one, { values: ['a'], other: 'left behind' }), { answer: 'a' });
    assert.deepEqual(read({ ...one, required: false }, []), { answer: null });
    const many: AskedQuestion = { ...one, kind: 'multiple-choice', noneLabel: label };
    assert.deepEqual(read(many, { values: ['a', OTHER], other: 'mine' }), {
      answer: ['a', { other: 'mine' }],
    });
  });

  it('what was read can be entered again, in any language', () => {
    const options = [{ id: 'a', label }];
    const one: AskedQuestion = {
      ...{ id: 'one', kind: 'single-choice', label, options },
      ...{ other: true, unsure: true, required: false },
    };
    const many: AskedQuestion = { ...one, kind: 'multiple-choice', noneLabel: label };
    const cases: [AskedQuestion, EligibilityAnswer[]][] = [
      [{ id: 'b', kind: 'boolean', label, required: false }, [true, false, null]],
      [one, ['a', { other: 'mine' }, { unsure: true }, null]],
      [many, [['a'], [], ['a', { other: 'mine' }], { unsure: true }, null]],
      [{ id: 'i', kind: 'integer', label, min: -5, max: 5 }, [-5, 0, 5]],
      [{ id: 'd', kind: 'decimal', label, min: 0, max: 9, decimals: 2, required: false }, [0.25, 3, null]],
      [{ id: 't', kind: 'date', label, unsure: true }, ['1984-07-05', { unsure: true }]],
      [{ id: 'w', kind: 'text', label, required: false }, ['some words', null]],
    ];
    for (const language of ['en', 'es'])
      for (const [each, answers] of cases)
        for (const given of answers)
          assert.deepEqual(read(each, enteredFor(each, given, language), language), { answer: given });
    assert.deepEqual(enteredFor(one, undefined, 'en'), { values: [] });
  });

  it('an optional choice can be taken back', () => {
    assert.deepEqual(read({ ...question('who'), required: false }, [SKIP]), { answer: null });
  });

  it('says what would change the result, from where to where', () => {
    const definition = {
      ...defaultDefinition,
      questions: [
        ...defaultDefinition.questions,
        { id: 'born', kind: 'date' as const, label, max: 'today' as const },
        { id: 'own', kind: 'single-choice' as const, label, options: [{ id: 'a', label: { en: 'Ah' } }] },
      ],
    };
    const words = { t: en, language: 'en', definition, on: ON };
    const change = (each: string, rest: Partial<Change>) =>
      changeText(words, { question: each, outcome: 'review', answers: [1], ...rest });
    const result = 'the result would be “Our team will look at this first”.';
    const age = 'If your answer to “How old are you?” were';
    assert.equal(change('age', { atLeast: 18 }), `${age} 18 years or more, ${result}`);
    assert.equal(change('age', { atLeast: 0, atMost: 17 }), `${age} 17 years or less, ${result}`);
    assert.equal(change('age', { atLeast: 18, atMost: 64 }), `${age} from 18 to 64 years, ${result}`);
    assert.equal(change('age', { atLeast: 7, atMost: 7 }), `${age} 7 years, ${result}`);
    assert.equal(change('age', {}), `${age} a number, ${result}`);
    const born = 'If your answer to “Question” were';
    assert.equal(
      change('born', { answers: ['2008-11-25'], atMost: '2008-11-25' }),
      `${born} November 25, 2008 or earlier, ${result}`,
    );
    assert.equal(
      change('born', { answers: ['2008-11-26'], atLeast: '2008-11-26', atMost: ON }),
      `${born} November 26, 2008 or later, ${result}`,
    );
    assert.equal(change('born', { answers: [{ unsure: true }] }), `${born} “I’m not sure”, ${result}`);
    assert.equal(
      change('own', { answers: ['a', { other: 'x' }, { unsure: true }] }),
      `${born} “Ah”, “Something else”, or “I’m not sure”, ${result}`,
    );
    assert.equal(change('own', { answers: [null] }), null);
    assert.equal(change('own', { outcome: 'emergency', answers: ['a'] }), null);
  });

  it('says every answer and every problem in words', () => {
    const born: AskedQuestion = { id: 'born', kind: 'date', label, max: 'today' };
    assert.equal(answerText(en, 'en', born, '1984-07-05'), 'July 5, 1984');
    const weight: AskedQuestion = {
      ...{ id: 'weight', kind: 'decimal', label, min: 0.5, max: 300, decimals: 2 },
      unit: { en: 'kg' },
    };
    assert.equal(answerText(es, 'es', weight, 36.25), '36,25 kg');
    assert.equal(answerText(en, 'en', weight, null), 'Not answered');
    const many: AskedQuestion = {
      ...{ id: 'many', kind: 'multiple-choice', label, other: true, noneLabel: { en: 'None' } },
      options: [{ id: 'a', label: { en: 'Apples' } }],
    };
    assert.equal(answerText(en, 'en', many, ['a', { other: 'mine' }]), 'Apples and mine');
    assert.equal(answerText(en, 'en', many, []), 'None');
    assert.equal(problemText(en, 'en', weight, 'range', ON), 'Enter a number from 0.5 to 300');
    assert.equal(
      problemText(en, 'en', born, 'dateRange', ON),
      'Enter a date from January 1, 1900 to November 25, 2026',
    );
    assert.match(problemText(es, 'es', weight, 'decimal', ON), /36,5/);
  });
});

/** Walks from the introduction with the answers given by question, as far as they go: to the check, or to an urgent outcome. */
function walk(answers: Record<string, EligibilityAnswer>, definition = defaultDefinition): Journey {
  let journey = begin(startJourney(definition, ON));
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
function anyAnswer(each: AskedQuestion): fc.Arbitrary<EligibilityAnswer> {
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
    default:
      throw new TypeError(`the default definition has no ${each.kind}`);
  }
}

const allAnswers = (definition: EligibilityDefinition) =>
  fc.record(
    Object.fromEntries(definition.questions.filter(isAsked).map((each) => [each.id, anyAnswer(each)])),
  );

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
    assert.equal(journey.page.at, 'check');
    journey = answer(change(journey, 'who'), 'me');
    assert.equal(journey.page.at, 'check');
    assert.equal(answersToSend(journey)['age'], 42);
  });

  it('shows the answers to be checked before the result, and after each change again', () => {
    const checked = walk(well);
    assert.equal(checked.page.at, 'check');
    assert.deepEqual(
      back(change(checked, 'records')),
      checked,
      'back from changing leads back, with nothing changed',
    );
    const result = confirm(checked);
    assert.equal(result.page.at, 'outcome');
    assert.deepEqual(back(result), checked);
    assert.equal(answer(change(result, 'records'), true).page.at, 'check');
    assert.deepEqual(confirm(begin(startJourney(defaultDefinition, ON))).page, {
      at: 'question',
      id: 'warning-signs',
    });
  });

  it('an emergency is told at once, and a change of the answer goes on with the questions', () => {
    const urgent = walk({ 'warning-signs': ['stroke'] });
    assert.equal(urgent.page.at, 'outcome');
    assert.deepEqual(back(urgent).page, { at: 'question', id: 'warning-signs' });
    const again = answer(change(urgent, 'warning-signs'), []);
    assert.deepEqual(again.page, { at: 'question', id: 'in-hospital' });
    const checked = walk(well);
    assert.equal(answer(change(checked, 'warning-signs'), ['stroke']).page.at, 'outcome');
  });

  it('goes on with answers given earlier: at the open question, at the check, or with an emergency', () => {
    const start = startJourney(defaultDefinition, ON);
    const some = walk({ 'warning-signs': [], 'in-hospital': false, who: 'child', 'may-act': true });
    const again = resume(start, some.answers, some.visited);
    assert.deepEqual(again.page, some.page);
    assert.deepEqual(trailOfPages(again), trailOfPages(some));
    assert.deepEqual(progressOf(again), progressOf(some));
    const done = walk(well);
    assert.deepEqual(trailOfPages(resume(start, done.answers, done.visited)), trailOfPages(done));
    assert.equal(resume(start, done.answers).page.at, 'check');
    assert.equal(resume(start, { 'warning-signs': ['stroke'] }).page.at, 'outcome');
    assert.deepEqual(resume(start, {}).page, { at: 'question', id: 'warning-signs' });
    assert.deepEqual(resume({ ...start, layout: 'all' }, done.answers).page, { at: 'all' });
  });

  it('keeps place and answers when the layout changes', () => {
    const intro = startJourney(defaultDefinition, ON);
    assert.deepEqual(relayout(intro, 'all', {}).page, { at: 'intro' });
    const some = walk({ 'warning-signs': [], 'in-hospital': false });
    const all = relayout(some, 'all', { ...some.answers, who: 'me' });
    assert.deepEqual(all.page, { at: 'all' });
    assert.equal(all.answers['who'], 'me');
    const pages = relayout(all, 'pages', all.answers);
    assert.deepEqual(pages.page, { at: 'question', id: 'age' });
    assert.deepEqual(trailOfPages(pages), ['warning-signs', 'in-hospital', 'who', 'age']);
    const result = confirm(walk(well));
    assert.equal(relayout(result, 'all', result.answers).page.at, 'outcome');
    assert.equal(relayout(result, 'all', result.answers).answers, result.answers, 'nothing new to record');
    assert.deepEqual(relayout(walk(well), 'all', well).page, { at: 'all' });
  });

  it('whatever is answered, ends in the outcome of the evaluation; the bound of questions left holds', () => {
    fc.assert(
      fc.property(allAnswers(defaultDefinition), (answers) => {
        let journey = begin(startJourney(defaultDefinition, ON));
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
        assert.equal(
          journey.page.at,
          journey.evaluation.outcome?.kind === 'seek-care-now' ? 'outcome' : 'check',
        );
        bounds.forEach((bound, index) => assert.ok(index === 0 || bound < (bounds[index - 1] ?? 0)));
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

  it('with all questions on one page, goes from there to the outcome and back to it', () => {
    const start = begin(startJourney(defaultDefinition, ON), 'all');
    assert.deepEqual(start.page, { at: 'all' });
    const done = answerAll(start, well);
    assert.equal(done.page.at, 'outcome');
    assert.deepEqual(answersToSend(done), answersToSend(walk(well)));
    assert.deepEqual(trailOfPages(done).sort(), trailOfPages(walk(well)).sort());
    assert.deepEqual(back(done).page, { at: 'all' });
    assert.deepEqual(change(done, 'who').page, { at: 'all' });
    assert.deepEqual(back(back(done)).page, { at: 'intro' });
  });

  it('shows notes after the last question with the answers to check, and only those that are certain', () => {
    const note = { kind: 'note' as const, label: { en: 'A note' } };
    const [first, ...rest] = defaultDefinition.questions;
    assert.ok(first);
    const definition: EligibilityDefinition = {
      ...defaultDefinition,
      questions: [
        first,
        { ...note, id: 'early' },
        ...rest,
        { ...note, id: 'late' },
        { ...note, id: 'hidden', visible: { question: 'records', equals: false } },
        { ...note, id: 'never-asked', visible: { question: 'may-act', equals: true } },
      ],
    };
    assert.deepEqual(notesAtEnd(walk(well, definition)), ['late']);
  });

  it('shows notes on the page of the next question, and only there', () => {
    const [first, second, ...rest] = defaultDefinition.questions;
    assert.ok(first && second);
    const note = { id: 'note', kind: 'note' as const, label: { en: 'A note' } };
    const hidden = { ...note, id: 'hidden', visible: { question: first.id, includes: 'stroke' } };
    const definition = { ...defaultDefinition, questions: [first, note, hidden, second, ...rest] };
    let journey = begin(startJourney(definition, ON));
    assert.deepEqual(notesBefore(journey, first.id), []);
    journey = answer(journey, []);
    assert.deepEqual(journey.page, { at: 'question', id: second.id });
    assert.deepEqual(notesBefore(journey, second.id), ['note']);
  });
});
