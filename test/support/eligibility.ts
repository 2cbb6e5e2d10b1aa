/** Random definitions and answers, and the plainest possible evaluation of a whole set of answers to hold others against. */
import fc from 'fast-check';
import type {
  Condition,
  EligibilityAnswer,
  EligibilityAnswers,
  EligibilityDefinition,
  EligibilityQuestion,
} from '../../src/contract/index.js';
import { isAsked, truthOf, type AskedQuestion, type Effective } from '../../src/eligibility/condition.js';
import { dayOf } from '../../src/eligibility/dates.js';
import { byPriority } from '../../src/eligibility/compile.js';

export const ON = '2026-11-25';
const unsure = { unsure: true } as const;

/** A value that the question offers, at random. */
export function anyAnswer(question: AskedQuestion): fc.Arbitrary<EligibilityAnswer> {
  const certain = (): fc.Arbitrary<EligibilityAnswer> => {
    switch (question.kind) {
      case 'boolean':
        return fc.boolean();
      case 'single-choice':
        return fc.constantFrom(...question.options.map(({ id }) => id));
      case 'multiple-choice':
        return fc.subarray(question.options.map(({ id }) => id));
      case 'integer':
        return fc.integer({ min: question.min, max: question.max });
      case 'decimal': {
        const scale = 10 ** question.decimals;
        return fc
          .integer({ min: Math.round(question.min * scale), max: Math.round(question.max * scale) })
          .map((steps) => steps / scale);
      }
      case 'date':
        return fc
          .date({ min: new Date('1950-01-01'), max: new Date('2026-11-25'), noInvalidDate: true })
          .map((date) => date.toISOString().slice(0, 10));
      case 'text':
        return fc.constantFrom('a', 'b', 'anything');
    }
  };
  const special: fc.Arbitrary<EligibilityAnswer>[] = [];
  if (question.unsure) special.push(fc.constant(unsure));
  if (question.required === false) special.push(fc.constant(null));
  return fc.oneof(certain(), ...special);
}

/** Every answer to a question, where that is a short list. */
export function everyAnswer(question: AskedQuestion): EligibilityAnswer[] {
  const answers: EligibilityAnswer[] = [];
  if (question.kind === 'boolean') answers.push(false, true);
  if (question.kind === 'single-choice') answers.push(...question.options.map(({ id }) => id));
  if (question.kind === 'integer')
    for (let value = question.min; value <= question.max; value++) answers.push(value);
  if (question.kind === 'decimal')
    for (let value = question.min * 10; value <= question.max * 10; value++) answers.push(value / 10);
  if (question.kind === 'date')
    answers.push('2007-11-24', '2008-11-25', '2008-11-26', '2020-01-01', '2019-12-31');
  if (question.kind === 'multiple-choice')
    for (let bits = 0; bits < 2 ** question.options.length; bits++)
      answers.push(question.options.filter((_, i) => bits & (1 << i)).map(({ id }) => id));
  if (question.unsure) answers.push(unsure);
  if (question.required === false) answers.push(null);
  return answers;
}

/** Every way to answer a whole small definition. */
export function* everyWay(definition: EligibilityDefinition): Generator<EligibilityAnswers> {
  const questions = definition.questions.filter(isAsked);
  // One list each: answers that are lists can then be told apart by identity.
  const offered = questions.map(everyAnswer);
  const walk = function* (at: number, answers: EligibilityAnswers): Generator<EligibilityAnswers> {
    const question = questions[at];
    if (!question) yield { ...answers };
    else for (const answer of offered[at]!) yield* walk(at + 1, { ...answers, [question.id]: answer });
  };
  yield* walk(0, {});
}

/** Truth of a condition once everything is answered; hidden questions have no answer. */
export function truthWhenAllIsAnswered(
  definition: EligibilityDefinition,
  answers: EligibilityAnswers,
): (condition: Condition) => boolean | 'unknown' {
  const counts = new Map<string, Effective>();
  const given = {
    question: (id: string) => definition.questions.find((each) => each.id === id),
    answer: (id: string) => counts.get(id),
    on: dayOf(ON),
  };
  for (const { id, visible } of definition.questions)
    counts.set(id, !visible || truthOf(visible, given) !== false ? answers[id] : null);
  return (condition) => truthOf(condition, given);
}

/** The outcome of a whole set of answers, straight from the words of the format. Undefined: there is none. */
export function outcomeOfAll(
  definition: EligibilityDefinition,
  answers: EligibilityAnswers,
): string | undefined {
  const truth = truthWhenAllIsAnswered(definition, answers);
  const { rules, fallback, whenUnsure } = definition;
  return byPriority(definition).reduceRight<string | undefined>((rest, index) => {
    const rule = rules[index]!;
    const holds = truth(rule.when);
    if (holds === true || (holds === 'unknown' && rest === rule.outcome)) return rule.outcome;
    return holds === false ? rest : (whenUnsure ?? fallback)?.outcome;
  }, fallback?.outcome);
}

const en = (text: string) => ({ en: text });
const label = (id: string) => ({ id, label: en(id) });

function anyQuestion(id: string, visible: Condition | undefined): fc.Arbitrary<EligibilityQuestion> {
  const extras = fc.record({
    unsure: fc.boolean(),
    required: fc.boolean(),
    record: fc.constantFrom(false, false, false, true),
  });
  const base = { ...label(id), ...(visible && { visible }) };
  const options = ['x', 'y', 'z'].map((each, score) => ({ ...label(each), score: score - 1 }));
  return extras.chain((extra) =>
    fc.constantFrom<EligibilityQuestion>(
      { ...base, ...extra, kind: 'boolean' },
      { ...base, ...extra, kind: 'single-choice', options },
      { ...base, ...extra, kind: 'multiple-choice', options: options.slice(1), noneLabel: en('None') },
      { ...base, ...extra, kind: 'integer', min: 0, max: 3 },
      { ...base, ...extra, kind: 'decimal', min: 0, max: 0.3, decimals: 1 },
      { ...base, ...extra, kind: 'date', max: 'today' },
    ),
  );
}

function anyComparison(question: AskedQuestion): fc.Arbitrary<Condition> {
  const { id } = question;
  const about: Condition[] = [
    { question: id, answered: true },
    { question: id, unsure: true },
  ];
  switch (question.kind) {
    case 'boolean':
      about.push(
        { question: id, equals: true },
        { question: id, equals: false },
        { question: id, equals: true },
      );
      break;
    case 'single-choice':
      about.push(
        { question: id, equals: 'x' },
        { question: id, in: ['y', 'z'] },
        { score: [id], atLeast: 1 },
      );
      break;
    case 'multiple-choice':
      about.push(
        { question: id, includes: 'y' },
        { question: id, selected: { atLeast: 1 } },
        { question: id, selected: { atMost: 0 }, of: ['z'] },
        { score: [id], atLeast: 1 },
      );
      break;
    case 'integer':
      about.push({ question: id, atLeast: 2 }, { question: id, atMost: 0 }, { question: id, equals: 1 });
      break;
    case 'decimal':
      about.push({ question: id, atLeast: 0.2 }, { question: id, equals: 0.1 });
      break;
    case 'date':
      about.push({ question: id, age: { atLeast: 18 } }, { question: id, atLeast: '2020-01-01' });
      break;
    case 'text':
      about.push({ question: id, equals: 'a' });
  }
  return fc.constantFrom(...about);
}

function anyCondition(questions: readonly EligibilityQuestion[], depth = 2): fc.Arbitrary<Condition> {
  const leaf = fc.constantFrom(...questions.filter(isAsked)).chain(anyComparison);
  if (depth === 0) return leaf;
  const inner = anyCondition(questions, depth - 1);
  const some = fc.array(inner, { minLength: 1, maxLength: 3 });
  return fc.oneof(
    leaf,
    some.map((all) => ({ all })),
    some.map((any) => ({ any })),
    inner.map((not) => ({ not })),
    fc.tuple(some, fc.nat(2)).map(([count, atLeast]) => ({ count, atLeast })),
  );
}

/** Small definitions with every kind of question and condition; some have gaps. */
export function anyDefinition(most = 4): fc.Arbitrary<EligibilityDefinition> {
  const grow = (questions: EligibilityQuestion[], size: number): fc.Arbitrary<EligibilityQuestion[]> => {
    if (questions.length === size) return fc.constant(questions);
    const visible: fc.Arbitrary<Condition | undefined> =
      questions.length === 0
        ? fc.constant(undefined)
        : fc.oneof(fc.constant(undefined), anyCondition(questions, 1));
    return visible
      .chain((condition) => anyQuestion(`q${questions.length}`, condition))
      .chain((question) => grow([...questions, question], size));
  };
  const outcomes = (['eligible', 'not-eligible', 'needs-review'] as const).map((kind) => ({
    id: kind,
    kind,
    title: en(kind),
    text: en(kind),
  }));
  const outcome = fc.constantFrom(...outcomes.map(({ id }) => id));
  const resort = fc.option(
    outcome.map((id) => ({ outcome: id, reason: en(id) })),
    { nil: undefined },
  );
  return fc.integer({ min: 1, max: most }).chain((size) =>
    grow([], size).chain((questions) =>
      fc.record({
        format: fc.constant('eligibility/1' as const),
        id: fc.constant('random'),
        version: fc.constant('1'),
        title: fc.constant(en('Random')),
        questions: fc.constant(questions),
        outcomes: fc.constant(outcomes),
        rules: fc
          .array(fc.tuple(outcome, anyCondition(questions), fc.integer({ min: 0, max: 2 })), {
            minLength: 1,
            maxLength: 4,
          })
          .map((rules) =>
            rules.map(([id, when, priority], i) => ({
              id: `r${i}`,
              outcome: id,
              when,
              priority,
              reason: en(`r${i}`),
            })),
          ),
        fallback: resort,
        whenUnsure: resort,
      }),
    ),
  );
}
