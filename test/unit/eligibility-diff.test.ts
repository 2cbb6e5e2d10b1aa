import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type {
  Condition,
  EligibilityAnswers,
  EligibilityDefinition,
  EligibilityQuestion,
  EligibilityRule,
} from '../../src/contract/index.js';
import { isAsked } from '../../src/eligibility/condition.js';
import { diffDefinitions } from '../../src/eligibility/diff.js';
import { checkDefinition, defaultDefinition } from '../../src/eligibility/index.js';
import { diffOutcomes, type OutcomeChange } from '../../src/eligibility/outcome-diff.js';
import { anyDefinition, everyAnswer, everyWay, ON, outcomeOfAll } from '../support/eligibility.js';

const json = JSON.stringify;

/** One way of editing a definition. */
type Edit = (definition: EligibilityDefinition, pick: number, other: number) => EligibilityDefinition;

const question =
  (edit: (question: EligibilityQuestion, pick: number) => EligibilityQuestion): Edit =>
  (definition, pick, other) => ({
    ...definition,
    questions: definition.questions.map((each, i) =>
      i === pick % definition.questions.length ? edit(each, other) : each,
    ),
  });

const rule =
  (edit: (rule: EligibilityRule, condition: Condition, other: number) => EligibilityRule): Edit =>
  (definition, pick, other) => {
    const { rules, outcomes } = definition;
    const condition = rules[other % rules.length]!.when;
    return {
      ...definition,
      rules: rules.map((each, i) =>
        i === pick % rules.length ? edit(each, condition, other % outcomes.length) : each,
      ),
    };
  };

const EDITS: Edit[] = [
  question(({ visible: _, ...each }) => each as EligibilityQuestion),
  question((each) => (isAsked(each) ? { ...each, unsure: !each.unsure } : each)),
  question((each) => (isAsked(each) ? { ...each, required: !each.required } : each)),
  question((each) =>
    'options' in each && each.options.length > 1 ? { ...each, options: each.options.slice(1) } : each,
  ),
  question((each) => ('options' in each ? { ...each, options: [...each.options].reverse() } : each)),
  question((each) =>
    'options' in each ? { ...each, options: each.options.map((o, i) => ({ ...o, score: 2 - i })) } : each,
  ),
  question((each) => (each.kind === 'integer' ? { ...each, min: 1, max: 5 } : each)),
  question((each) => (each.kind === 'decimal' ? { ...each, max: 0.2 } : each)),
  rule((each, _, other) => ({ ...each, priority: other })),
  rule((each, condition) => ({ ...each, when: { not: condition } })),
  rule((each, condition) => ({ ...each, when: { any: [each.when, condition] } })),
  rule((each, condition) => ({ ...each, when: { all: [each.when, { not: condition }] } })),
  (definition, pick, other) => {
    const { rules, outcomes } = definition;
    const outcome = outcomes[other % outcomes.length]!.id;
    return {
      ...definition,
      rules: rules.map((each, i) => (i === pick % rules.length ? { ...each, outcome } : each)),
    };
  },
  (definition) => ({ ...definition, fallback: undefined }),
  (definition) => ({ ...definition, whenUnsure: undefined }),
  (definition) => ({ ...definition, rules: [...definition.rules].reverse() }),
  // A question more, which a rule asks.
  (definition) => ({
    ...definition,
    questions: [{ id: 'new', kind: 'boolean', label: { en: 'New' }, unsure: true }, ...definition.questions],
    rules: definition.rules.map((each, i) =>
      i === 0 ? { ...each, when: { all: [each.when, { question: 'new', equals: true }] } } : each,
    ),
  }),
];

const pairs = fc
  .tuple(
    anyDefinition(3),
    fc.array(fc.tuple(fc.constantFrom(...EDITS), fc.nat(5), fc.nat(5)), { minLength: 1, maxLength: 3 }),
    fc.boolean(),
  )
  .map(([definition, edits, turned]) => {
    const edited = edits.reduce((now, [edit, pick, other]) => edit(now, pick, other), definition);
    // "new" may come once only.
    const questions = edited.questions.filter(
      ({ id }, i, all) => all.findIndex((each) => each.id === id) === i,
    );
    const pair = [definition, { ...edited, questions }] as const;
    return turned ? ([pair[1], pair[0]] as const) : pair;
  });

/** Every way to answer both, with answers that both offer. */
function commonWays(before: EligibilityDefinition, after: EligibilityDefinition): EligibilityAnswers[] {
  const all = [
    ...after.questions,
    ...before.questions.filter(({ id }) => !after.questions.some((each) => each.id === id)),
  ].filter(isAsked);
  const offers = (definition: EligibilityDefinition, id: string) => {
    const found = definition.questions.find((each) => each.id === id);
    return found && isAsked(found) ? everyAnswer(found).map((answer) => json(sorted(answer))) : undefined;
  };
  return all.reduce<EligibilityAnswers[]>(
    (ways, { id }) => {
      const [old, now] = [offers(before, id), offers(after, id)];
      const both = (old ?? now ?? []).filter((answer) => now?.includes(answer) ?? true);
      return ways.flatMap((way) => both.map((answer) => ({ ...way, [id]: JSON.parse(answer) })));
    },
    [{}],
  );
}

const nameOf = ({ before, after }: OutcomeChange) => `${before?.id ?? null} ${after?.id ?? null}`;

const hangsTogether = (definition: EligibilityDefinition) =>
  checkDefinition(definition).every(({ code }) => code === 'gap');

const sorted = (answer: unknown) => (Array.isArray(answer) ? [...answer].sort() : answer);

describe('the difference between two versions, against every way to answer', () => {
  it('finds exactly the changes of outcome that there are, each by answers of which none can be left out', () => {
    let changed = 0;
    fc.assert(
      fc.property(pairs, ([before, after]) => {
        // A condition may still name an option that an edit has taken away: such a definition has no meaning.
        fc.pre(hangsTogether(before) && hangsTogether(after));
        const ways = commonWays(before, after);
        fc.pre(ways.length > 0 && ways.length <= 600);
        const diff = diffOutcomes(before, after, ON);
        assert.ok(diff.compared);
        const pairOf = (way: EligibilityAnswers) =>
          `${outcomeOfAll(before, way) ?? null} ${outcomeOfAll(after, way) ?? null}`;
        const expected = new Set(
          ways.map(pairOf).filter((pair) => pair.split(' ')[0] !== pair.split(' ')[1]),
        );
        assert.deepEqual(diff.changes.map(nameOf).sort(), [...expected].sort());
        changed += diff.changes.length;
        for (const change of diff.changes) {
          const pair = nameOf(change);
          const holds = (answers: EligibilityAnswers) =>
            ways.every((way) => pairOf({ ...way, ...answers }) === pair);
          assert.ok(holds(change.answers), 'whatever else is answered');
          assert.ok(change.share > 0 && change.share <= 1);
          for (const id of Object.keys(change.answers)) {
            const { [id]: _, ...others } = change.answers;
            assert.ok(!holds(others), `${id} can be left out`);
          }
        }
      }),
      { numRuns: 1_500 },
    );
    assert.ok(changed > 500, 'the property has seen many changes');
  });

  it('says of every definition that it does not differ from itself', () => {
    fc.assert(
      fc.property(anyDefinition(4), (definition) => {
        assert.deepEqual(diffDefinitions(definition, structuredClone(definition)), []);
        const diff = diffOutcomes(definition, structuredClone(definition), ON);
        assert.ok(diff.compared);
        assert.deepEqual([diff.changes, diff.oneSided], [[], []]);
      }),
      { numRuns: 300 },
    );
  });

  it('finds no change when conditions are only written in another way', () => {
    fc.assert(
      fc.property(anyDefinition(3), (definition) => {
        fc.pre([...everyWay(definition)].length < 2_000);
        const rewritten = {
          ...definition,
          rules: definition.rules.map((each) => ({ ...each, when: { not: { not: { any: [each.when] } } } })),
        };
        const diff = diffOutcomes(definition, rewritten, ON);
        assert.ok(diff.compared);
        assert.deepEqual(diff.changes, []);
      }),
      { numRuns: 300 },
    );
  });
});

describe('what has changed', () => {
  const edited = (edit: (definition: EligibilityDefinition) => void) => {
    const definition = structuredClone(defaultDefinition) as EligibilityDefinition;
    edit(definition);
    return definition;
  };
  const says = (edit: (definition: EligibilityDefinition) => void) =>
    diffDefinitions(defaultDefinition, edited(edit));

  it('matches by id: one question moved is one change', () => {
    const changes = says(({ questions }) => questions.push(questions.shift()!));
    assert.equal(changes.length, 1);
    assert.equal(changes[0]!.what, 'moved');
    assert.deepEqual(changes[0]!.ids, [defaultDefinition.questions[0]!.id]);
  });

  it('takes what a default spells out for no change', () => {
    const changes = says(({ questions, rules }) => {
      for (const each of questions) if (isAsked(each)) each.required ??= true;
      for (const each of rules) each.priority ??= 0;
    });
    assert.deepEqual(changes, []);
  });

  it('names the key, the language, and both texts', () => {
    const [change, ...others] = says(({ questions }) => (questions[1]!.label['es'] = '¿Otra?'));
    assert.deepEqual(others, []);
    assert.equal(change!.key, 'label.es');
    assert.equal(change!.before, defaultDefinition.questions[1]!.label['es']);
    assert.equal(change!.after, '¿Otra?');
  });

  it('puts conditions in words', () => {
    const [change] = says(({ rules }) => {
      rules[0]!.when = {
        all: [{ question: 'birth', age: { atLeast: 18 } }, { not: { question: 'hospital', equals: true } }],
      };
    });
    assert.equal(change!.key, 'when');
    assert.equal(change!.after, 'age of "birth" at least 18 years and not ("hospital" is yes)');
  });

  it('says which answers cannot be matched, rather than guessing', () => {
    const other = edited(({ questions }) => {
      questions[1] = { id: questions[1]!.id, kind: 'integer', min: 0, max: 1, label: { en: 'x' } };
    });
    assert.deepEqual(diffOutcomes(defaultDefinition, other, ON), {
      compared: false,
      reason: 'unmatched',
      unmatched: [{ question: defaultDefinition.questions[1]!.id, reason: 'kind' }],
    });
  });

  it('takes an outcome of another kind for another outcome', () => {
    const other = edited(({ outcomes }) => {
      outcomes.find(({ kind }) => kind === 'eligible')!.kind = 'not-eligible';
    });
    const diff = diffOutcomes(defaultDefinition, other, ON);
    assert.ok(diff.compared);
    assert.deepEqual(
      diff.changes.map(({ before, after }) => [before?.id === after?.id, before?.kind, after?.kind]),
      [[true, 'eligible', 'not-eligible']],
    );
  });

  it('claims nothing beyond its limit', () => {
    assert.deepEqual(diffOutcomes(defaultDefinition, defaultDefinition, ON, 20), {
      compared: false,
      reason: 'limit',
    });
  });

  it('names the answers that only one version offers', () => {
    const other = edited(({ questions }) => {
      const first = questions[0]!;
      if ('options' in first) first.options.push({ id: 'more', label: { en: 'More' } });
    });
    const diff = diffOutcomes(defaultDefinition, other, ON);
    assert.ok(diff.compared);
    assert.deepEqual(diff.oneSided, [
      { question: defaultDefinition.questions[0]!.id, version: 'new', answers: 'option "more"' },
    ]);
  });
});
