import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  EligibilityDefinition,
  type EligibilityAnswer,
  type EligibilityAnswers,
} from '../../src/contract/index.js';
import {
  checkAnswers,
  checkDefinition,
  defaultDefinition,
  evaluate,
  relevantAnswers,
} from '../../src/eligibility/index.js';
import { isAsked } from '../../src/eligibility/condition.js';
import { anyAnswer } from '../support/eligibility.js';

const definition = EligibilityDefinition.parse(defaultDefinition);
const unsure = { unsure: true } as const;

const eligible: EligibilityAnswers = {
  'warning-signs': [],
  'in-hospital': false,
  who: 'me',
  age: 62,
  diagnosis: true,
  situation: 'cancer',
  location: 'here',
  records: true,
};

const fullAnswers = fc.record(
  Object.fromEntries(definition.questions.filter(isAsked).map((each) => [each.id, anyAnswer(each)])),
);
const someAnswers = fc.record(
  Object.fromEntries(definition.questions.filter(isAsked).map((each) => [each.id, anyAnswer(each)])),
  {
    requiredKeys: [],
  },
) as fc.Arbitrary<EligibilityAnswers>;

/** Answers what is asked, until there is an outcome; returns the ids asked. */
function walk(answers: EligibilityAnswers): { asked: string[]; given: EligibilityAnswers } {
  const given: EligibilityAnswers = {};
  const asked: string[] = [];
  for (;;) {
    const { next } = evaluate(definition, given);
    if (!next) return { asked, given };
    assert.ok(!asked.includes(next), `${next} is asked twice`);
    asked.push(next);
    given[next] = answers[next] as EligibilityAnswer;
  }
}

describe('the default definition', () => {
  it('hangs together and speaks English and Spanish throughout', () => {
    assert.deepEqual(checkDefinition(definition), []);
    const texts: Record<string, string>[] = [];
    JSON.stringify(definition, (_key, value: unknown) => {
      if (value && typeof value === 'object' && 'en' in value) texts.push(value as Record<string, string>);
      return value;
    });
    assert.ok(texts.length > 60);
    for (const text of texts) assert.ok(text['es'], text['en']);
  });

  it('comes to all four kinds of outcome', () => {
    const kind = (changes: EligibilityAnswers) =>
      evaluate(definition, { ...eligible, ...changes }).outcome?.kind;
    assert.equal(kind({}), 'eligible');
    assert.equal(kind({ 'warning-signs': ['stroke'] }), 'seek-care-now');
    assert.equal(kind({ diagnosis: false }), 'not-eligible');
    assert.equal(kind({ age: 17 }), 'not-eligible');
    assert.equal(kind({ location: 'abroad' }), 'needs-review');
    assert.equal(kind({ records: unsure }), 'needs-review');
  });

  it('asks nothing more once an emergency sign is chosen', () => {
    const { asked } = walk({ ...eligible, 'warning-signs': ['chest-pain'] });
    assert.deepEqual(asked, ['warning-signs']);
  });

  it('asks the age of the patient only, and the permission of everybody else', () => {
    assert.ok(walk(eligible).asked.includes('age'));
    assert.ok(!walk(eligible).asked.includes('may-act'));
    const other = walk({ ...eligible, who: 'child', 'may-act': true });
    assert.ok(other.asked.includes('may-act'));
    assert.ok(!other.asked.includes('age'));
  });

  it('lets an answer stop counting when its question is hidden', () => {
    const answers = { ...eligible, age: 12, who: 'child', 'may-act': true };
    assert.equal(evaluate(definition, answers).outcome?.kind, 'eligible');
    assert.equal('age' in relevantAnswers(definition, answers), false);
  });
});

describe('evaluation', () => {
  it('always ends in an outcome, asking only shown questions, each once', () => {
    fc.assert(
      fc.property(fullAnswers, (answers) => {
        const { asked, given } = walk(answers);
        assert.ok(evaluate(definition, given).outcome);
        for (const id of asked) assert.ok(evaluate(definition, given).visible.includes(id));
      }),
    );
  });

  it('comes to the same outcome with what was asked as with everything', () => {
    fc.assert(
      fc.property(fullAnswers, (answers) => {
        assert.equal(
          evaluate(definition, walk(answers).given).outcome?.id,
          evaluate(definition, answers).outcome?.id,
        );
      }),
    );
  });

  it('never takes an outcome of a rule back when more is answered', () => {
    fc.assert(
      fc.property(someAnswers, fullAnswers, (some, rest) => {
        const early = evaluate(definition, some);
        if (!early.rule) return;
        const late = evaluate(definition, { ...rest, ...some });
        assert.equal(late.rule?.id, early.rule.id);
      }),
    );
  });

  it('sends everybody with an emergency sign to seek care, whatever else is answered', () => {
    fc.assert(
      fc.property(fullAnswers, fc.constantFrom('chest-pain', 'breathing', 'stroke'), (answers, sign) => {
        assert.equal(
          evaluate(definition, { ...answers, 'warning-signs': [sign] }).outcome?.kind,
          'seek-care-now',
        );
      }),
    );
  });

  it('is the same whatever the order of the answers', () => {
    fc.assert(
      fc.property(someAnswers, (answers) => {
        const turned = Object.fromEntries(Object.entries(answers).reverse()) as EligibilityAnswers;
        assert.deepEqual(evaluate(definition, turned), evaluate(definition, answers as EligibilityAnswers));
      }),
    );
  });
});

describe('checks', () => {
  it('accepts every answer that is offered and names those that are not', () => {
    fc.assert(fc.property(someAnswers, (answers) => assert.deepEqual(checkAnswers(definition, answers), [])));
    const bad: EligibilityAnswers = {
      who: 'nobody',
      age: 2.5,
      'in-hospital': unsure,
      'warning-signs': ['stroke', 'stroke'],
      nonsense: true,
    };
    assert.deepEqual(checkAnswers(definition, bad).sort(), [
      'age',
      'in-hospital',
      'nonsense',
      'warning-signs',
      'who',
    ]);
  });

  it('finds what the schema cannot see', () => {
    const wrong = structuredClone(definition);
    wrong.rules[0] = {
      ...wrong.rules[0]!,
      outcome: 'nowhere',
      when: { question: 'warning-signs', includes: 'sneeze' },
    };
    wrong.questions[0] = { ...wrong.questions[0]!, visible: { question: 'age', equals: 'old' } };
    wrong.questions[3] = { ...wrong.questions[3]!, id: 'who' };
    wrong.fallback = { ...wrong.fallback!, outcome: 'lost' };
    assert.deepEqual(
      checkDefinition(wrong)
        .map(({ code, pointer }) => `${code} ${pointer}`)
        .sort(),
      [
        'duplicate-id /questions/3/id',
        'unknown-outcome /fallback/outcome',
        'unknown-outcome /rules/0/outcome',
        'unknown-option /rules/0/when',
        'unknown-question /questions/0/visible',
        'unknown-question /rules/2/when',
        'visible-on-itself /questions/3/visible',
      ].sort(),
    );
  });

  it('tells cycles, early looks, strange bounds, lost groups and paths without an end apart', () => {
    const problems = (change: (wrong: EligibilityDefinition) => void) => {
      const wrong = structuredClone(definition);
      change(wrong);
      return checkDefinition(wrong).map(({ code, pointer }) => `${code} ${pointer}`);
    };
    assert.deepEqual(
      problems((wrong) => {
        wrong.questions[1]!.visible = { question: 'who', equals: 'me' };
      }),
      ['visible-looks-ahead /questions/1/visible'],
    );
    assert.deepEqual(
      problems((wrong) => {
        wrong.questions[1]!.visible = { question: 'who', equals: 'me' };
        wrong.questions[2]!.visible = { question: 'in-hospital', equals: true };
      }),
      ['visibility-cycle /questions/1/visible'],
    );
    assert.deepEqual(
      problems((wrong) => {
        wrong.rules[2]!.when = { question: 'age', atLeast: 18, atMost: 17 };
      }),
      ['impossible-bounds /rules/2/when'],
    );
    assert.deepEqual(
      problems((wrong) => {
        wrong.rules[2]!.when = { score: ['who'], atLeast: 1 };
      }),
      ['no-scores /rules/2/when/score/0'],
    );
    assert.deepEqual(
      problems((wrong) => {
        wrong.groups = [{ id: 'about', title: { en: 'About' } }];
        for (const at of [0, 2]) wrong.questions[at]!.group = 'about';
        wrong.questions[4]!.group = 'nowhere';
      }),
      ['unknown-group /questions/4/group', 'group-apart /questions/2/group'],
    );
    assert.deepEqual(
      problems((wrong) => {
        delete wrong.fallback;
      }),
      ['gap /rules'],
    );
  });
});
