import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  EligibilityDefinition,
  type EligibilityAnswers,
  type EligibilityAssertion,
} from '../../src/contract/index.js';
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
  it('are said, and nothing is proven then', () => {
    const proof = prove(defaultDefinition, ON, 20);
    assert.equal(proof.decided, false);
    assert.deepEqual(proof.assertions, []);
  });
});
