import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  EligibilityDefinition,
  type EligibilityAnswers,
  type EligibilityAssertion,
} from '../../src/contract/index.js';
import { dateOf, dayOf } from '../../src/eligibility/dates.js';
import { patternOn } from '../../src/eligibility/days.js';
import { defaultDefinition, evaluate, prove } from '../../src/eligibility/index.js';
import { anyDefinition, everyWay, ON, outcomeOfAll, truthWhenAllIsAnswered } from '../support/eligibility.js';

const small = anyDefinition(3).filter((definition) => [...everyWay(definition)].length <= 300);

const undated = small.filter(({ questions }) => questions.every(({ kind }) => kind !== 'date'));

/** Ways to answer that agree with some answers. */
function completions(ways: readonly EligibilityAnswers[], some: EligibilityAnswers): EligibilityAnswers[] {
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  return ways.filter((way) => Object.entries(some).every(([id, answer]) => same(way[id], answer)));
}

/** The defects of a kind that a definition has. */
const codes = (definition: EligibilityDefinition) => prove(definition, ON).findings.map(({ code }) => code);

describe('the prover, against every way to answer', () => {
  it('finds gaps, idle rules and unreachable outcomes, and no others', () => {
    fc.assert(
      fc.property(small, (definition) => {
        const ways = [...everyWay(definition)];
        const proof = prove(definition, ON);
        assert.ok(proof.decided);
        const outcomes = new Set(ways.map((way) => outcomeOfAll(definition, way)));
        const has = (...wanted: string[]) => proof.findings.some(({ code }) => wanted.includes(code));
        assert.equal(has('no-outcome', 'no-outcome-when-unsure'), outcomes.has(undefined));
        for (const { code, path } of proof.findings) {
          if (code !== 'no-outcome' && code !== 'no-outcome-when-unsure') continue;
          for (const way of completions(ways, path!))
            assert.equal(outcomeOfAll(definition, way), undefined, 'a path to a gap is one');
        }
        for (const { id } of definition.outcomes)
          assert.equal(
            proof.findings.some(({ code, ids }) => code === 'outcome-unreachable' && ids[0] === id),
            !outcomes.has(id),
          );
        definition.rules.forEach(({ id, when }) => {
          const holds = ways.some((way) => truthWhenAllIsAnswered(definition, way)(when) === true);
          assert.equal(
            proof.findings.some(({ code, ids }) => code === 'rule-never-holds' && ids[0] === id),
            !holds,
          );
        });
      }),
      { numRuns: 1_500 },
    );
  });

  it('proves promises that hold, and breaks the others by answers of which none can be left out', () => {
    const promised = undated.chain((definition) =>
      fc.record({
        definition: fc.constant(definition),
        when: fc.constantFrom(...definition.rules.map((rule) => rule.when)),
        outcome: fc.constantFrom(...definition.outcomes.map(({ id }) => id)),
        never: fc.boolean(),
        guarded: fc.boolean(),
      }),
    );
    fc.assert(
      fc.property(promised, ({ definition, when, outcome, never, guarded }) => {
        const ways = [...everyWay(definition)];
        const claim = guarded ? { outcome } : { all: [when, { outcome }] };
        const assertion: EligibilityAssertion = {
          id: 'promise',
          ...(never ? { never: claim } : { always: claim }),
          ...(guarded && { when }),
        };
        const [result] = prove({ ...definition, assertions: [assertion] }, ON).assertions;
        const breaks = (way: EligibilityAnswers) => {
          const holds = truthWhenAllIsAnswered(definition, way)(when) === true;
          const isThere = outcomeOfAll(definition, way) === outcome;
          if (guarded) return holds && (never ? isThere : !isThere);
          return never ? holds && isThere : !(holds && isThere);
        };
        assert.equal(result?.proven, !ways.some(breaks));
        if (!result?.counterexample) return;
        const { counterexample } = result;
        assert.ok(completions(ways, counterexample).every(breaks), 'every completion breaks it');
        for (const id of Object.keys(counterexample)) {
          const { [id]: _, ...fewer } = counterexample;
          assert.ok(!completions(ways, fewer).every(breaks), `${id} can be left out`);
        }
      }),
      { numRuns: 1_500 },
    );
  });

  it('counts least, mean and most questions as they are asked', () => {
    fc.assert(
      fc.property(small, (definition) => {
        const plain = {
          ...definition,
          questions: definition.questions.map((each) =>
            each.kind === 'note' ? each : { ...each, record: false },
          ),
        };
        // Uniform over classes only where each stands for one value.
        if (plain.questions.some(({ kind }) => kind === 'date')) return;
        const ways = [...everyWay(plain)];
        const asked = ways.map((way) => {
          const given: EligibilityAnswers = {};
          for (;;) {
            const { next } = evaluate(plain, given, ON);
            if (!next) return Object.keys(given).length;
            given[next] = way[next]!;
          }
        });
        const { questions } = prove(plain, ON);
        assert.equal(questions?.least, Math.min(...asked));
        assert.equal(questions?.most, Math.max(...asked));
        const mean = asked.reduce((a, b) => a + b, 0) / asked.length;
        // "Not sure" and "left unanswered" weigh as one value each, as in the list of ways, but for multiple choices.
        if (!plain.questions.some(({ kind }) => kind === 'multiple-choice'))
          assert.ok(Math.abs((questions?.mean ?? 0) - mean) < 1e-9);
      }),
      { numRuns: 500 },
    );
  });
});

/** Every question in one group whose order is free. */
function withFreeOrder(definition: EligibilityDefinition): EligibilityDefinition {
  return {
    ...definition,
    groups: [{ id: 'g', title: { en: 'G' }, order: 'any' }],
    questions: definition.questions.map((each) =>
      each.kind === 'note' ? each : { ...each, group: 'g', record: false },
    ),
  };
}

describe('a free order, against every order', () => {
  /** Definitions where each class of answers stands for one value, and every question is always shown. */
  const free = small
    .filter(({ questions }) =>
      questions.every(({ kind, visible }) => kind !== 'date' && kind !== 'multiple-choice' && !visible),
    )
    .map(withFreeOrder);

  /** The least mean that any strategy of asking can have: tries every question at every point. */
  function leastMean(definition: EligibilityDefinition, ways: readonly EligibilityAnswers[]): number {
    if (new Set(ways.map((way) => outcomeOfAll(definition, way))).size < 2) return 0;
    return Math.min(
      ...definition.questions.map(({ id }) => {
        const parts = new Map<string, EligibilityAnswers[]>();
        for (const way of ways) {
          const answer = JSON.stringify(way[id]);
          parts.set(answer, [...(parts.get(answer) ?? []), way]);
        }
        if (parts.size < 2) return Infinity;
        const sums = [...parts.values()].map((part) => part.length * leastMean(definition, part));
        return 1 + sums.reduce((a, b) => a + b, 0) / ways.length;
      }),
    );
  }

  it('knows the least mean number of questions, and asks no more', () => {
    fc.assert(
      fc.property(free, (definition) => {
        const ways = [...everyWay(definition)];
        const least = leastMean(definition, ways);
        const { questions } = prove(definition, ON);
        assert.ok(Math.abs(questions!.meanAtBest - least) < 1e-9);
        const asked = ways.map((way) => {
          const given: EligibilityAnswers = {};
          for (;;) {
            const { next } = evaluate(definition, given, ON);
            if (!next) return Object.keys(given).length;
            given[next] = way[next]!;
          }
        });
        const mean = asked.reduce((a, b) => a + b, 0) / asked.length;
        assert.ok(Math.abs(questions!.mean - mean) < 1e-9, 'says what it asks');
        assert.ok(mean <= 1.05 * least + 1e-9, 'asks no more than needed');
        assert.equal(questions!.least, Math.min(...asked));
        assert.equal(questions!.most, Math.max(...asked));
      }),
      { numRuns: 300 },
    );
  });
});

describe('planted defects are found', () => {
  const planted = (change: (definition: EligibilityDefinition) => void) => {
    const definition = structuredClone(defaultDefinition);
    change(definition);
    return codes(definition);
  };
  const rule = (definition: EligibilityDefinition, id: string) =>
    definition.rules.find((each) => each.id === id)!;

  it('none in the definition that ships', () => assert.deepEqual(codes(defaultDefinition), []));

  const defects: [name: string, code: string, change: (definition: EligibilityDefinition) => void][] = [
    ['unknown reference', 'unknown-question', (d) => (d.rules[0]!.when = { question: 'x', equals: true })],
    [
      'self-reference',
      'visible-on-itself',
      (d) => (d.questions[1]!.visible = { question: 'in-hospital', equals: true }),
    ],
    ['duplicate id', 'duplicate-id', (d) => (d.questions[1]!.id = 'who')],
    [
      'contradiction within one condition',
      'rule-never-holds',
      (d) =>
        (rule(d, 'no-records').when = {
          all: [
            { question: 'records', equals: false },
            { question: 'records', equals: true },
          ],
        }),
    ],
    [
      'unknown choice',
      'unknown-option',
      (d) => (rule(d, 'elsewhere').when = { question: 'location', equals: 'x' }),
    ],
    [
      'impossible bound',
      'condition-never-holds',
      (d) =>
        (rule(d, 'under-age').when = { any: [{ question: 'age', atLeast: 200 }, rule(d, 'under-age').when] }),
    ],
    [
      'visibility cycle',
      'visibility-cycle',
      (d) => {
        d.questions[1]!.visible = { question: 'who', equals: 'me' };
        d.questions[2]!.visible = { question: 'in-hospital', equals: true };
      },
    ],
    [
      'a question that no answers show',
      'question-never-shown',
      (d) =>
        (d.questions[8]!.visible = {
          all: [
            { question: 'who', equals: 'me' },
            { question: 'may-act', equals: true },
          ],
        }),
    ],
    [
      'a gap',
      'no-outcome',
      (d) => {
        delete d.fallback;
        rule(d, 'all-there').when = { question: 'situation', equals: 'cancer' };
      },
    ],
    ['a gap for the unsure', 'no-outcome-when-unsure', (d) => delete d.fallback],
    [
      'conflicting outcomes',
      'rules-disagree',
      (d) => (rule(d, 'no-first-opinion').priority = rule(d, 'may-not-act').priority),
    ],
    [
      'a shadowed rule',
      'rule-shadowed',
      (d) =>
        (rule(d, 'no-records').when = {
          all: [
            { question: 'records', equals: false },
            { question: 'location', in: ['other-state', 'abroad'] },
          ],
        }),
    ],
    [
      'a question that cannot matter',
      'question-cannot-matter',
      (d) => d.questions.push({ id: 'colour', kind: 'boolean', label: { en: 'Red?', es: '¿Rojo?' } }),
    ],
    ['an emergency asked late', 'care-asked-late', (d) => d.questions.push(d.questions.shift()!)],
    [
      'an impossible outcome',
      'outcome-unreachable',
      (d) => d.outcomes.push({ ...d.outcomes[0]!, id: 'other' }),
    ],
    ['a missing translation', 'missing-translation', (d) => delete d.questions[0]!.label['es']],
  ];
  for (const [name, code, change] of defects)
    it(name, () => assert.ok(planted(change).includes(code as never), planted(change).join()));

  it('an emergency that does not win, with the shortest way to see it', () => {
    const definition = structuredClone(defaultDefinition);
    rule(definition, 'emergency-signs').priority = 45;
    rule(definition, 'in-hospital').priority = 200;
    definition.assertions = [
      {
        id: 'emergency-wins',
        always: { outcomeKind: 'seek-care-now' },
        when: { question: 'warning-signs', selected: { atLeast: 1 } },
      },
    ];
    const [result] = prove(definition, ON).assertions;
    assert.equal(result?.proven, false);
    assert.equal(Object.keys(result?.counterexample ?? {}).length, 2);
    assert.ok('warning-signs' in result!.counterexample!);
  });
});

describe('the gallery', () => {
  const folder = new URL('../../examples/definitions/', import.meta.url);
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.json')))
    it(`${name} is proven, without findings`, () => {
      const definition = EligibilityDefinition.parse(JSON.parse(readFileSync(new URL(name, folder), 'utf8')));
      const proof = prove(definition, ON);
      assert.ok(proof.decided);
      assert.deepEqual(proof.findings, []);
      assert.ok(proof.assertions.length >= 2);
      for (const { id, proven } of proof.assertions) assert.ok(proven, id);
    });
});

describe('limits', () => {
  it('are said, with what they leave open', () => {
    const assertions: EligibilityAssertion[] = [{ id: 'some', never: { outcomeKind: 'eligible' } }];
    const proof = prove({ ...defaultDefinition, assertions }, ON, 20);
    assert.equal(proof.decided, false);
    assert.deepEqual(proof.assertions, []);
    for (const pointer of ['/rules', '/outcomes', '/questions', '/assertions/0'])
      assert.ok(proof.undecided.includes(pointer), pointer);
  });

  it('never make a wrong proof: what is decided within them is what is decided without', () => {
    const promised = anyDefinition(8).chain((definition) =>
      fc.record({
        definition: fc.constant(definition),
        when: fc.constantFrom(...definition.rules.map((rule) => rule.when)),
        outcome: fc.constantFrom(...definition.outcomes.map(({ id }) => id)),
        limit: fc.integer({ min: 10, max: 300 }),
      }),
    );
    let partly = 0;
    fc.assert(
      fc.property(promised, ({ definition, when, outcome, limit }) => {
        const assertions: EligibilityAssertion[] = [
          { id: 'a', never: { outcome }, when },
          { id: 'b', always: { any: [{ outcome }, when] } },
          { id: 'c', never: { all: [when, { not: { outcome } }] } },
          { id: 'd', always: when, when: { outcome } },
        ];
        const whole = prove({ ...definition, assertions }, ON);
        const part = prove({ ...definition, assertions }, ON, limit);
        if (part.decided) return;
        for (const { id, proven, counterexample } of part.assertions) {
          partly++;
          const known = whole.assertions.find((each) => each.id === id)!;
          assert.equal(proven, known.proven, id);
          assert.equal(counterexample === undefined, proven);
        }
        const found = new Set(whole.findings.map(({ code, pointer }) => `${code} ${pointer}`));
        for (const { code, pointer } of part.findings) assert.ok(found.has(`${code} ${pointer}`));
      }),
      { numRuns: 1_500 },
    );
    assert.ok(partly > 20, 'some were decided within a limit that the whole does not fit in');
  });
});

describe('days', () => {
  const en = (text: string) => ({ en: text });
  const dated: EligibilityDefinition = {
    format: 'eligibility/1',
    id: 'dated',
    version: '1',
    title: en('Dated'),
    reviewBy: '2027-11-01',
    questions: [{ id: 'birth', kind: 'date', label: en('Birth'), max: '2009-03-14' }],
    outcomes: (['eligible', 'not-eligible'] as const).map((kind) => ({
      id: kind,
      kind,
      title: en(kind),
      text: en(kind),
    })),
    rules: [
      {
        id: 'adult',
        outcome: 'eligible',
        when: { question: 'birth', age: { atLeast: 18 } },
        reason: en('Adult'),
      },
    ],
    fallback: { outcome: 'not-eligible', reason: en('Child') },
  };

  it('until the review are looked at, each that differs; the first on which something is wrong is named', () => {
    const proof = prove(dated, ON);
    // Who was born on the last day that may be answered is 18 on 2027-03-14: nobody is a child from then on.
    assert.deepEqual(
      proof.findings.map(({ code, ids, on }) => [code, ids[0], on]),
      [
        ['outcome-unreachable', 'not-eligible', '2027-03-14'],
        ['question-cannot-matter', 'birth', '2027-03-14'],
        ['condition-always-holds', undefined, '2027-03-14'],
      ],
    );
    assert.equal(proof.until, '2027-11-01');
    assert.deepEqual(prove({ ...dated, reviewBy: '2027-03-13' }, ON).findings, []);
  });

  it('on which a promise breaks are named', () => {
    const when = { question: 'birth', atLeast: '2009-03-01' };
    const assertions = [{ id: 'children', never: { outcome: 'eligible' }, when }];
    const [broken] = prove({ ...dated, assertions }, ON).assertions;
    assert.equal(broken?.proven, false);
    assert.equal(broken.on, '2027-03-01');
    assert.ok(String(broken.counterexample?.['birth']) >= '2009-03-01');
  });

  it('with the same pattern have the same proof', () => {
    const withDates = small.filter(({ questions }) => questions.some(({ kind }) => kind === 'date'));
    fc.assert(
      fc.property(withDates, fc.integer({ min: 1, max: 4_000 }), (definition, days) => {
        const first = dayOf(ON);
        const pattern = patternOn(definition, []);
        if (pattern(first) !== pattern(first + days)) return;
        const plain = (on: string) => {
          const { findings, assertions, decided } = prove(definition, on);
          return {
            decided,
            assertions,
            findings: findings.map(({ code, pointer, ids }) => [code, pointer, ids]),
          };
        };
        assert.deepEqual(plain(ON), plain(dateOf(first + days)));
      }),
      { numRuns: 500 },
    );
  });
});
