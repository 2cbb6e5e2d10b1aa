import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Fhir } from 'fhir';
import {
  EligibilityDefinition,
  type EligibilityAnswer,
  type EligibilityAnswers,
} from '../../src/contract/index.js';
import { checkDefinition } from '../../src/eligibility/index.js';
import {
  fromQuestionnaire,
  toQuestionnaireResponse,
  type ImportedQuestionnaire,
  type ImportOptions,
  type QuestionnaireResponse,
} from '../../src/eligibility/fhir/index.js';

type Json = Record<string, unknown>;
type Items = Json[];

const authored = '2026-11-25T10:00:00Z';
const fhir = new Fhir();

const questionnaire = (...item: Items) => ({
  resourceType: 'Questionnaire',
  id: 'test',
  status: 'active',
  item,
});
const item = (linkId: string, type: string, more: Json = {}) => ({
  linkId,
  type,
  text: `Text of ${linkId}`,
  ...more,
});
const coding = (code: string, system = 'http://example.org') => ({
  system,
  code,
  display: code.toUpperCase(),
});
const extension = (name: string, value: Json) => ({
  url: `http://hl7.org/fhir/StructureDefinition/${name}`,
  ...value,
});

function imported(resource: unknown, options?: ImportOptions): ImportedQuestionnaire {
  const result = fromQuestionnaire(resource, options);
  EligibilityDefinition.parse(result.definition);
  assert.deepEqual(checkDefinition(result.definition), []);
  assertLooksBack(result.definition);
  return result;
}

function question(result: ImportedQuestionnaire, id: string) {
  return result.definition.questions.find((each) => each.id === id);
}

const codes = ({ unrepresented }: ImportedQuestionnaire) => unrepresented.map(({ code }) => code);

function respond(
  resource: unknown,
  answers: EligibilityAnswers,
  options?: ImportOptions,
): QuestionnaireResponse {
  const response = toQuestionnaireResponse(resource, imported(resource, options), answers, { authored });
  assertValid(response);
  return response;
}

function assertValid(response: QuestionnaireResponse): void {
  const { valid, messages } = fhir.validate(response as never, { errorOnUnexpected: true });
  assert.ok(valid, JSON.stringify(messages));
}

/** `visible` looks at earlier questions only, and group members stand together. */
function assertLooksBack({ questions, groups = [] }: EligibilityDefinition): void {
  const earlier = new Set<string>();
  const closed = new Set<string>();
  let open: string | undefined;
  for (const { id, visible, group } of questions) {
    for (const [, named] of JSON.stringify(visible ?? null).matchAll(/"question":"([^"]*)"/g))
      assert.ok(earlier.has(named as string), `${id} looks at ${named}`);
    assert.ok(!earlier.has(id), `${id} twice`);
    earlier.add(id);
    if (group !== open) {
      if (open) closed.add(open);
      if (group) assert.ok(!closed.has(group) && groups.some((each) => each.id === group), `group ${group}`);
      open = group;
    }
  }
}

/** All items of a tree, those in answers too, with those above each. */
function flat(items: Items | undefined, above: Items = []): [Json, Items][] {
  return (items ?? []).flatMap((each) => [
    [each, above],
    ...flat(each['item'] as Items | undefined, [...above, each]),
    ...((each['answer'] as Items | undefined) ?? []).flatMap((answer) =>
      flat(answer['item'] as Items | undefined, [...above, each]),
    ),
  ]);
}

const linkIds = (response: QuestionnaireResponse) =>
  flat(response.item as unknown as Items).map(([each]) => each['linkId']);

describe('enableWhen', () => {
  const choice = { answerOption: [{ valueCoding: coding('a') }, { valueCoding: coding('b') }] };
  const times = { answerOption: [{ valueTime: '09:00:00' }, { valueTime: '12:00:00' }] };
  const whole = { answerOption: [{ valueInteger: 1 }, { valueInteger: 2 }, { valueInteger: 3 }] };
  const open = { answerConstraint: 'optionsOrString', ...choice };
  /** type, more, operator, answer, answers that enable, answers that do not. */
  const cases: [
    string,
    Json,
    string,
    Json,
    (EligibilityAnswer | undefined)[],
    (EligibilityAnswer | undefined)[],
  ][] = [
    ['boolean', {}, '=', { answerBoolean: true }, [true], [false, null, undefined]],
    ['boolean', {}, '!=', { answerBoolean: true }, [false, null, undefined], [true]],
    ['boolean', {}, 'exists', { answerBoolean: true }, [true, false], [null, undefined]],
    ['boolean', {}, 'exists', { answerBoolean: false }, [null, undefined], [true, false]],
    ['integer', {}, '=', { answerInteger: 5 }, [5], [4, 6, null]],
    ['integer', {}, '!=', { answerInteger: 5 }, [4, null], [5]],
    ['integer', {}, '>', { answerInteger: 5 }, [6], [5, null]],
    ['integer', {}, '>=', { answerInteger: 5 }, [5], [4, null]],
    ['integer', {}, '<', { answerInteger: 5 }, [4], [5, null]],
    ['integer', {}, '<=', { answerInteger: 5 }, [5], [6, null]],
    ['integer', {}, '<', { answerInteger: 1 }, [0], [1]],
    ['integer', {}, '>', { answerDecimal: 2.5 }, [3], [2]],
    ['integer', {}, '>=', { answerDecimal: -2.5 }, [-2], [-3]],
    ['integer', {}, '<', { answerDecimal: 2.5 }, [2], [3]],
    ['integer', {}, '=', { answerDecimal: 2.5 }, [], [2, 3, null]],
    ['integer', {}, '!=', { answerDecimal: 2.5 }, [2, 3, null], []],
    ['decimal', {}, '=', { answerDecimal: 1.1 }, [1.1], [1.100001, null]],
    ['decimal', {}, '>', { answerDecimal: 1.1 }, [1.100001, 2], [1.1, 1]],
    ['decimal', {}, '>=', { answerDecimal: 1.1 }, [1.1], [1.099999]],
    ['decimal', {}, '<', { answerDecimal: 1.1 }, [1.099999], [1.1, null]],
    ['decimal', {}, '<=', { answerDecimal: 1.1 }, [1.1], [1.100001]],
    ['decimal', {}, '>', { answerInteger: 0 }, [0.000001], [0, -1]],
    ['decimal', {}, '<', { answerDecimal: 0.0000005 }, [0], [0.000001]],
    ['date', {}, '=', { answerDate: '2024-02-29' }, ['2024-02-29'], ['2024-03-01', null]],
    ['date', {}, '!=', { answerDate: '2024-02-29' }, ['2024-03-01', null], ['2024-02-29']],
    ['date', {}, '>', { answerDate: '2024-02-29' }, ['2024-03-01'], ['2024-02-29', null]],
    ['date', {}, '>=', { answerDate: '2024-02-29' }, ['2024-02-29'], ['2024-02-28']],
    ['date', {}, '<', { answerDate: '2024-03-01' }, ['2024-02-29'], ['2024-03-01']],
    ['date', {}, '<=', { answerDate: '2024-03-01' }, ['2024-03-01'], ['2024-03-02']],
    ['string', {}, '=', { answerString: 'yes' }, ['yes'], ['no', '', null]],
    ['text', {}, '!=', { answerString: 'yes' }, ['no', null], ['yes']],
    ['string', {}, 'exists', { answerBoolean: true }, ['x'], ['  ', null]],
    ['choice', choice, '=', { answerCoding: coding('a') }, ['a'], ['b', null]],
    ['coding', choice, '!=', { answerCoding: coding('a') }, ['b', null], ['a']],
    ['choice', choice, '=', { answerCoding: coding('a', 'http://other.org') }, [], ['a', 'b', null]],
    ['choice', choice, 'exists', { answerBoolean: true }, ['a'], [null]],
    [
      'choice',
      { ...choice, repeats: true },
      '=',
      { answerCoding: coding('a') },
      [['a'], ['a', 'b']],
      [['b'], []],
    ],
    [
      'choice',
      { ...choice, repeats: true },
      '!=',
      { answerCoding: coding('a') },
      [['b'], [], null],
      [['a', 'b']],
    ],
    ['choice', { ...choice, repeats: true }, 'exists', { answerBoolean: true }, [['a']], [[], null]],
    ['choice', { ...choice, repeats: true }, 'exists', { answerBoolean: false }, [[], null], [['a']]],
    ['open-choice', choice, '=', { answerCoding: coding('a') }, ['a'], [{ other: 'a' }, 'b']],
    ['coding', open, '!=', { answerCoding: coding('a') }, [{ other: 'a' }, 'b'], ['a']],
    ['coding', open, 'exists', { answerBoolean: true }, [{ other: 'x' }], [null]],
    ['choice', whole, '>', { answerInteger: 1 }, ['o-2', 'o-3'], ['o-1', null]],
    [
      'integer',
      { ...whole, repeats: true },
      '<=',
      { answerInteger: 2 },
      [['o-2'], ['o-1', 'o-3']],
      [['o-3'], []],
    ],
    ['time', times, '<', { answerTime: '12:00:00' }, ['o-09-00-00'], ['o-12-00-00']],
  ];
  for (const [type, more, operator, answer, yes, no] of cases) {
    it(`${type}${more['repeats'] ? ' (repeats)' : ''} ${operator} ${JSON.stringify(Object.values(answer)[0])}`, () => {
      const resource = questionnaire(
        item('q', type, more),
        item('then', 'string', { enableWhen: [{ question: 'q', operator, ...answer }] }),
      );
      const listed = codes(imported(resource)).filter((code) => code !== 'enable-when-constant');
      assert.deepEqual(listed, []);
      for (const [given, holds] of [
        ...yes.map((each) => [each, true]),
        ...no.map((each) => [each, false]),
      ] as const) {
        const answers = { ...(given === undefined ? {} : { q: given as EligibilityAnswer }), then: 'x' };
        assert.equal(linkIds(respond(resource, answers)).includes('then'), holds, JSON.stringify(given));
      }
    });
  }

  const shownAnyway = (more: Json, ...before: Items) => {
    const resource = questionnaire(...before, item('then', 'string', more));
    const result = imported(resource);
    assert.equal(question(result, 'then')?.visible, undefined);
    return codes(result);
  };
  const when = (operator: string, answer: Json, linkId = 'q') => ({
    enableWhen: [{ question: linkId, operator, ...answer }],
  });

  it('lists what has no counterpart, and asks then', () => {
    const unsayable: [Json, string, Json][] = [
      [item('q', 'boolean'), '>', { answerBoolean: true }],
      [item('q', 'string'), '>', { answerString: 'a' }],
      [item('q', 'date'), '>', { answerDate: '2024-02' }],
      [item('q', 'date'), '=', { answerDateTime: authored }],
      [item('q', 'integer'), '=', { answerQuantity: { value: 1 } }],
      [item('q', 'integer'), '~', { answerInteger: 1 }],
      [item('q', 'integer'), 'exists', { answerInteger: 1 }],
      [item('q', 'choice', choice), '>', { answerCoding: coding('a') }],
      [item('q', 'choice', choice), '=', { answerString: 'a' }],
      [item('q', 'open-choice', { answerOption: [{ valueString: 'a' }] }), '=', { answerString: 'a' }],
      [item('q', 'boolean'), '=', {}],
    ];
    for (const [before, operator, answer] of unsayable)
      assert.deepEqual(shownAnyway(when(operator, answer), before), ['enable-when-comparison']);
  });

  it('lists references to what is not asked before', () => {
    const yes = { answerBoolean: true };
    assert.deepEqual(shownAnyway(when('=', yes, 'then')), ['enable-when-later']);
    assert.deepEqual(shownAnyway(when('=', yes, 'nowhere')), ['enable-when-not-asked']);
    assert.deepEqual(shownAnyway(when('=', yes), item('q', 'quantity')), [
      'item-type',
      'enable-when-not-asked',
    ]);
    const later = questionnaire(item('then', 'string', when('=', yes)), item('q', 'boolean'));
    assert.deepEqual(imported(later).unrepresented, [
      { path: 'Questionnaire.item[0].enableWhen[0]', linkId: 'then', code: 'enable-when-later', detail: 'q' },
    ]);
    assert.deepEqual(linkIds(respond(later, { then: 'x' })), ['then']);
  });

  it('joins conditions by enableBehavior, and leaves out what cannot be said', () => {
    const clauses = (...last: Json[]) => [
      { question: 'a', operator: '=', answerBoolean: true },
      { question: 'b', operator: '=', answerBoolean: true },
      ...last,
    ];
    const build = (enableBehavior: string | undefined, ...last: Json[]) =>
      questionnaire(
        item('a', 'boolean'),
        item('b', 'boolean'),
        item('then', 'string', { enableWhen: clauses(...last), enableBehavior }),
      );
    const shows = (resource: unknown, a: boolean, b: boolean) =>
      linkIds(respond(resource, { a, b, then: 'x' })).includes('then');
    assert.equal(shows(build('all'), true, false), false);
    assert.equal(shows(build('all'), true, true), true);
    assert.equal(shows(build('any'), true, false), true);
    assert.equal(shows(build('any'), false, false), false);
    const unsayable = { question: 'a', operator: '>', answerBoolean: true };
    assert.equal(shows(build('all', unsayable), true, false), false);
    assert.equal(shows(build('any', unsayable), false, false), true);
    assert.deepEqual(codes(imported(build(undefined))), ['enable-behavior']);
    assert.equal(shows(build(undefined), true, false), true);
  });

  it('counts a disabled item as unanswered, and combines with the items above', () => {
    const resource = questionnaire(
      item('a', 'boolean'),
      item('g', 'group', {
        ...when('=', { answerBoolean: true }, 'a'),
        item: [item('b', 'boolean'), item('c', 'string', when('=', { answerBoolean: true }, 'b'))],
      }),
      item('d', 'string', when('!=', { answerBoolean: true }, 'b')),
    );
    const answers = { b: true, c: 'x', d: 'y' };
    assert.deepEqual(linkIds(respond(resource, { a: true, ...answers })), ['a', 'g', 'b', 'c']);
    assert.deepEqual(linkIds(respond(resource, { a: false, ...answers })), ['a', 'd']);
  });
});

describe('items', () => {
  it('of each type become a question, a note, a group, or are listed', () => {
    const types = ['boolean', 'integer', 'decimal', 'date', 'string', 'text', 'open-choice', 'display'];
    const out = [
      'quantity',
      'dateTime',
      'time',
      'url',
      'attachment',
      'reference',
      'question',
      'new',
      'choice',
      'coding',
    ];
    const result = imported(questionnaire(...[...types, ...out].map((type) => item(type, type))));
    assert.deepEqual(
      result.definition.questions.map(({ kind }) => kind),
      ['boolean', 'integer', 'decimal', 'date', 'text', 'text', 'text', 'note'],
    );
    assert.deepEqual(
      result.unrepresented.map(({ linkId }) => linkId),
      out,
    );
    assert.deepEqual([...new Set(codes(result))], ['item-type', 'no-options']);
    for (const each of result.definition.questions)
      if (each.kind !== 'note') assert.deepEqual([each.record, each.required], [true, false]);
  });

  it('have ids of ours, each once', () => {
    const links = ['A b', 'a-b', '1.2', 'ä', '語', `x${'y'.repeat(80)}`, `x${'y'.repeat(81)}`];
    const result = imported(questionnaire(...links.map((linkId) => item(linkId, 'boolean'))));
    assert.deepEqual([...result.links.values()], links);
    assert.deepEqual([...result.links.keys()].slice(0, 5), ['a-b', 'a-b-2', 'q-1-2', 'a', 'q']);
  });

  it('in groups stand together, nested titles joined', () => {
    const nested = item('inner', 'group', { text: 'Inner', prefix: '1.', item: [item('b', 'boolean')] });
    const untitled = { linkId: 'u', type: 'group', item: [item('d', 'boolean')] };
    const outer = { text: 'Outer', item: [item('a', 'boolean'), nested, item('c', 'boolean'), untitled] };
    const { definition } = imported(questionnaire(item('outer', 'group', outer), item('e', 'boolean')));
    assert.deepEqual(
      definition.groups?.map(({ title }) => title['en']),
      ['Outer', 'Outer – 1. Inner', 'Outer'],
    );
    assert.deepEqual(
      definition.questions.map(({ group }) => group),
      ['outer', 'inner', 'outer-2', 'outer-2', undefined],
    );
  });

  it('below a question need its answer and are sent in it', () => {
    const help = item('help', 'display', {
      extension: [
        extension('questionnaire-itemControl', { valueCodeableConcept: { coding: [{ code: 'help' }] } }),
      ],
    });
    const resource = questionnaire(
      item('a', 'boolean', {
        item: [
          help,
          item('n', 'display'),
          item('b', 'string'),
          item('g', 'group', { item: [item('c', 'integer')] }),
        ],
      }),
    );
    const result = imported(resource);
    assert.deepEqual(result.unrepresented, []);
    assert.equal(question(result, 'a')?.help?.['en'], 'Text of help');
    assert.equal(question(result, 'n')?.visible, undefined);
    for (const id of ['b', 'c'])
      assert.deepEqual(question(result, id)?.visible, { question: 'a', answered: true });
    assert.deepEqual(respond(resource, { b: 'x', c: 1 }).item, undefined);
    assert.deepEqual(respond(resource, { a: false, b: 'x', c: 1 }).item, [
      {
        linkId: 'a',
        text: 'Text of a',
        answer: [
          {
            valueBoolean: false,
            item: [
              { linkId: 'b', text: 'Text of b', answer: [{ valueString: 'x' }] },
              {
                linkId: 'g',
                text: 'Text of g',
                item: [{ linkId: 'c', text: 'Text of c', answer: [{ valueInteger: 1 }] }],
              },
            ],
          },
        ],
      },
    ]);
  });

  it('are listed where we say less than FHIR', () => {
    const options = {
      answerOption: [{ valueCoding: coding('a'), initialSelected: true }, { valueReference: {} }],
    };
    const yes = { valueBoolean: true };
    const cases: [Json, string[]][] = [
      [item('q', 'string', { repeats: true }), ['repeats']],
      [
        item('q', 'group', { repeats: true, required: true, readOnly: true, item: [item('x', 'boolean')] }),
        ['repeats', 'required-group', 'read-only'],
      ],
      [item('q', 'group'), ['empty-group']],
      [
        item('q', 'string', {
          readOnly: true,
          item: [item('x', 'boolean', { item: [item('y', 'display')] })],
        }),
        ['read-only', 'under-unrepresented', 'under-unrepresented'],
      ],
      [item('q', 'boolean', { extension: [extension('questionnaire-hidden', yes)] }), ['hidden']],
      [item('q', 'boolean', { initial: [yes] }), ['initial']],
      [item('q', 'string', { maxLength: 5000 }), ['max-length']],
      [item('q', 'open-choice', { maxLength: 5, answerOption: [{ valueString: 'a' }] }), ['max-length']],
      [
        item('q', 'choice', { ...options, repeats: true, required: true }),
        ['initial', 'option-value', 'required-selection'],
      ],
      [item('q', 'choice', { answerValueSet: 'http://example.org/vs' }), ['value-set', 'no-options']],
      [
        item('q', 'coding', {
          answerConstraint: 'optionsOrType',
          answerOption: [{ valueCoding: coding('a') }],
        }),
        ['answer-constraint'],
      ],
      [
        item('q', 'decimal', { extension: [extension('maxDecimalPlaces', { valueInteger: 9 })] }),
        ['decimal-places'],
      ],
      [
        item('q', 'integer', {
          extension: [extension('minValue', { valueInteger: 9 }), extension('maxValue', { valueInteger: 1 })],
        }),
        ['bounds'],
      ],
      [item('q', 'date', { extension: [extension('minValue', { valueDate: '2020' })] }), ['bounds']],
      [
        item('q', 'boolean', {
          extension: [{ url: 'http://example.org/x' }],
          modifierExtension: [{ url: 'y' }],
        }),
        ['extension', 'modifier-extension'],
      ],
      [{ linkId: 'q', type: 'boolean' }, ['no-text']],
      [{ linkId: 'q', type: 'display' }, ['no-text']],
      [{ type: 'boolean', text: 'x' }, ['malformed']],
      [
        item('q', 'choice', {
          repeats: true,
          answerOption: [{ valueCoding: coding('a') }],
          item: [item('x', 'string')],
        }),
        ['nested-repeats'],
      ],
    ];
    for (const [each, listed] of cases)
      assert.deepEqual(codes(imported(questionnaire(each))), listed, JSON.stringify(each));
    const twice = questionnaire(item('q', 'boolean'), item('q', 'boolean'));
    assert.deepEqual(codes(imported(twice)), ['duplicate-link-id']);
    assert.deepEqual(linkIds(respond(twice, { q: true })), ['q']);
    const below = questionnaire(item('p', 'boolean', { item: [item('q', 'boolean')] }), item('q', 'boolean'));
    assert.equal(respond(below, { q: true }).item, undefined);
  });

  it('keep bounds, lengths, units, scores and decimals', () => {
    const between = (type: string, from: Json, to: Json, ...more: Json[]) =>
      item(type, type, { extension: [extension('minValue', from), extension('maxValue', to), ...more] });
    const result = imported(
      questionnaire(
        between(
          'integer',
          { valueDecimal: 0.5 },
          { valueInteger: 9 },
          extension('questionnaire-unit', { valueCoding: coding('kg') }),
        ),
        between(
          'decimal',
          { valueDecimal: 0.15 },
          { valueInteger: 9 },
          extension('maxDecimalPlaces', { valueInteger: 1 }),
        ),
        between('date', { valueDate: '2020-01-01' }, { valueDate: '2021-01-01' }),
        item('text', 'text', { maxLength: 10 }),
        item('whole', 'decimal', { extension: [extension('maxDecimalPlaces', { valueInteger: 0 })] }),
        item('c', 'choice', {
          answerOption: [
            { valueCoding: { ...coding('a'), extension: [extension('ordinalValue', { valueDecimal: 3 })] } },
          ],
        }),
      ),
    );
    assert.deepEqual(result.unrepresented, []);
    const [integer, decimal, date, text, whole, choice] = result.definition.questions as unknown as Json[];
    assert.deepEqual([integer?.['min'], integer?.['max'], integer?.['unit']], [1, 9, { en: 'KG' }]);
    assert.deepEqual([decimal?.['min'], decimal?.['max'], decimal?.['decimals']], [0.2, 9, 1]);
    assert.deepEqual([date?.['min'], date?.['max']], ['2020-01-01', '2021-01-01']);
    assert.deepEqual([text?.['maxLength'], text?.['multiline']], [10, true]);
    assert.equal(whole?.['kind'], 'integer');
    assert.deepEqual(choice?.['options'], [{ id: 'a', label: { en: 'A' }, score: 3 }]);
  });

  it('take options from value sets that are plain lists', () => {
    const include = {
      system: 'http://example.org',
      concept: [{ code: 'a', display: 'A', designation: [{ language: 'es', value: 'Á' }] }],
    };
    const sets: Json[] = [
      { id: 'compose', compose: { include: [include] } },
      {
        id: 'expansion',
        expansion: { contains: [{ code: 'p', abstract: true, contains: [{ ...coding('a') }] }] },
      },
      { id: 'filter', compose: { include: [{ system: 'x', filter: [{}] }] } },
      { id: 'exclude', compose: { include: [include], exclude: [include] } },
    ];
    const contained = sets.map((each) => ({
      resourceType: 'ValueSet',
      url: `http://example.org/${String(each['id'])}`,
      ...each,
    }));
    const ask = (answerValueSet: string) => questionnaire(item('q', 'choice', { answerValueSet }));
    for (const id of ['compose', 'expansion']) {
      const resource = { ...ask(`#${id}`), contained };
      assert.deepEqual(respond(resource, { q: 'a' }).item?.[0]?.answer, [{ valueCoding: coding('a') }]);
      const named = respond(ask(`http://example.org/${id}|1`), { q: 'a' }, { valueSets: contained });
      assert.deepEqual(named.item?.[0]?.answer, [{ valueCoding: coding('a') }]);
    }
    for (const id of ['filter', 'exclude', 'missing'])
      assert.deepEqual(codes(imported({ ...ask(`#${id}`), contained })), ['value-set', 'no-options']);
  });
});

describe('a response', () => {
  it('carries unsure answers and reduced dates as absent, with the reason', () => {
    const resource = questionnaire(item('a', 'boolean'), item('b', 'date'));
    const response = respond(resource, { a: { unsure: true }, b: { years: 40 } });
    const reasons = response.item?.map(({ extension, answer }) => [extension?.[0]?.valueCode, answer]);
    assert.deepEqual(reasons, [
      ['asked-unknown', undefined],
      ['masked', undefined],
    ]);
  });

  it('carries one answer for each option chosen, and words of the person as string', () => {
    const options = {
      repeats: true,
      answerOption: ['a', 'b', 'c'].map((each) => ({ valueCoding: coding(each) })),
    };
    const resource = questionnaire(item('q', 'open-choice', options));
    assert.deepEqual(respond(resource, { q: ['a', 'c', { other: 'mine' }] }).item?.[0]?.answer, [
      { valueCoding: coding('a') },
      { valueCoding: coding('c') },
      { valueString: 'mine' },
    ]);
    assert.equal(respond(resource, { q: [] }).item, undefined);
  });

  it('says which questionnaire, when and in what state', () => {
    const resource = { ...questionnaire(item('a', 'decimal')), url: 'http://example.org/q', version: '2' };
    const options = { authored, status: 'amended', language: 'de' } as const;
    assert.deepEqual(toQuestionnaireResponse(resource, imported(resource), { a: 1 }, options), {
      resourceType: 'QuestionnaireResponse',
      language: 'de',
      questionnaire: 'http://example.org/q|2',
      status: 'amended',
      authored,
      item: [{ linkId: 'a', text: 'Text of a', answer: [{ valueDecimal: 1 }] }],
    });
  });
});

describe('a definition', () => {
  it('has the texts in the languages that the questionnaire has', () => {
    const parts = [
      { url: 'lang', valueCode: 'es' },
      { url: 'content', valueString: '¿Fuma?' },
    ];
    const _text = { extension: [extension('translation', { extension: parts })] };
    const resource = {
      ...questionnaire(item('a', 'boolean', { text: 'Rauchen Sie?', _text })),
      language: 'de',
    };
    const { definition } = imported(resource);
    assert.deepEqual(definition.languages, ['de']);
    assert.deepEqual(definition.questions[0]?.label, {
      en: 'Rauchen Sie?',
      de: 'Rauchen Sie?',
      es: '¿Fuma?',
    });
  });

  it('takes outcomes and rules from whoever imports', () => {
    const text = { en: 'x' };
    const outcomes = [{ id: 'yes', kind: 'eligible', title: text, text }] as const;
    const rules = [{ id: 'r', outcome: 'yes', when: { question: 'a', equals: true }, reason: text }];
    const { definition } = imported(questionnaire(item('a', 'boolean')), { outcomes: [...outcomes], rules });
    assert.deepEqual([definition.rules, definition.fallback?.outcome], [rules, 'yes']);
  });

  it('is never without a question, and never made of anything else', () => {
    assert.deepEqual(
      imported(questionnaire()).definition.questions.map(({ id }) => id),
      ['read'],
    );
    assert.deepEqual(codes(imported(questionnaire(item('read', 'display')))), []);
    for (const each of [undefined, null, 'x', [], {}, { resourceType: 'Patient' }])
      assert.throws(() => fromQuestionnaire(each), TypeError);
    const odd = {
      resourceType: 'Questionnaire',
      item: [1, null, { linkId: 3, item: 'x' }, { linkId: 'a', type: 'choice', answerOption: [4] }],
    };
    assert.deepEqual(codes(imported(odd)), [
      'malformed',
      'malformed',
      'malformed',
      'option-value',
      'no-options',
    ]);
  });
});

/** FHIR's enableWhen again, straight from the questionnaire and the answers given: what our conditions must agree with. */
function isEnabled(node: Json, above: Items, answersOf: (linkId: string) => unknown[]): boolean {
  const clauses = (node['enableWhen'] as Items | undefined) ?? [];
  const key = (value: unknown) =>
    typeof value === 'object' && value !== null
      ? `${String((value as Json)['system'])}|${String((value as Json)['code'])}`
      : value;
  const truths = clauses.map((clause) => {
    const answers = answersOf(String(clause['question']));
    const expected = key(Object.entries(clause).find(([name]) => name.startsWith('answer'))?.[1]) as number;
    const some = (meets: (answer: number) => boolean) => answers.some((each) => meets(key(each) as number));
    switch (clause['operator']) {
      case 'exists':
        return answers.length > 0 === Boolean(expected);
      case '=':
        return some((each) => each === expected);
      case '!=':
        return !some((each) => each === expected);
      case '>':
        return some((each) => each > expected);
      case '>=':
        return some((each) => each >= expected);
      case '<':
        return some((each) => each < expected);
      default:
        return some((each) => each <= expected);
    }
  });
  const holds =
    truths.length === 0 || (node['enableBehavior'] === 'all' ? truths.every(Boolean) : truths.some(Boolean));
  const [parent] = above.slice(-1);
  return (
    holds &&
    (!parent ||
      (isEnabled(parent, above.slice(0, -1), answersOf) &&
        (parent['type'] === 'group' || answersOf(String(parent['linkId'])).length > 0)))
  );
}

/** The same numbers each time. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

function anyAnswer(
  each: EligibilityDefinition['questions'][number],
  roll: (sides: number) => number,
): EligibilityAnswer {
  if (roll(6) === 0) return null;
  switch (each.kind) {
    case 'boolean':
      return roll(2) === 0;
    case 'single-choice':
      return each.other && roll(4) === 0
        ? { other: 'mine' }
        : (each.options[roll(each.options.length)]?.id ?? null);
    case 'multiple-choice':
      return each.options.filter(() => roll(3) === 0).map(({ id }) => id);
    case 'integer':
    case 'decimal':
      return Math.max(each.min, Math.min(each.max, roll(6)));
    case 'date':
      return ['1999-12-31', '2000-01-01', '2000-01-02'][roll(3)] as string;
    default:
      return ['x', 'yes'][roll(2)] as string;
  }
}

function assertAllThere(resource: Json): void {
  const result = imported(resource);
  const { definition, links, unrepresented } = result;
  const linked = new Set(links.values());
  const listed = new Set(unrepresented.map(({ linkId }) => linkId));
  const texts = [...definition.questions, ...(definition.groups ?? [])]
    .map((each) => JSON.stringify(each))
    .join('\n');
  const tree = flat(resource['item'] as Items);
  for (const [node] of tree) {
    const linkId = node['linkId'] as string;
    const text = JSON.stringify(node['text'] ?? '').slice(1, -1);
    // Groups without a text only hold others; help stands with its question.
    const inWords =
      node['type'] === 'group'
        ? texts.includes(text)
        : node['type'] === 'display' && text !== '' && texts.includes(text);
    const holds =
      node['type'] === 'group' &&
      flat(node['item'] as Items).every(([each]) => listed.has(each['linkId'] as string));
    assert.ok(linked.has(linkId) || listed.has(linkId) || inWords || holds, linkId);
  }
  /** Shown though FHIR says nothing that we could follow; whoever hangs on it too. */
  const loose = new Set(
    unrepresented.filter(({ code }) => code.startsWith('enable-')).map(({ linkId }) => linkId),
  );
  const again = tree.filter(
    ([node], index) => tree.findIndex(([each]) => each['linkId'] === node['linkId']) < index,
  );
  const repeated = new Set(again.map(([node]) => node));
  const exact = tree.filter(
    ([node, above]) =>
      ![node, ...above].some((each) => repeated.has(each) || loose.has(each['linkId'] as string)),
  );
  for (let seed = 0; seed < 20; seed++) {
    const roll = dice(seed);
    const answers = Object.fromEntries(
      definition.questions.flatMap((each) =>
        each.kind === 'note' ? [] : [[each.id, anyAnswer(each, roll)]],
      ),
    );
    const response = toQuestionnaireResponse(resource, result, answers, { authored });
    assertValid(response);
    const sent = new Map(
      flat(response.item as unknown as Items).map(([each]) => [each['linkId'] as string, each]),
    );
    const answersOf = (linkId: string) =>
      ((sent.get(linkId)?.['answer'] as Items | undefined) ?? []).map(
        (each) => Object.entries(each).find(([name]) => name.startsWith('value'))?.[1],
      );
    const byLink = new Map([...links].map(([id, linkId]) => [linkId, answers[id]]));
    for (const [node, above] of exact) {
      const answer = byLink.get(node['linkId'] as string) ?? null;
      const given = answer !== null && !(Array.isArray(answer) && answer.length === 0);
      if (given)
        assert.equal(
          sent.has(node['linkId'] as string),
          isEnabled(node, above, answersOf),
          String(node['linkId']),
        );
    }
    // Some that HL7 generates use a linkId again.
    const order = [...new Set(tree.map(([node]) => node['linkId']))].filter((each) =>
      sent.has(each as string),
    );
    assert.deepEqual(linkIds(response), order);
  }
}

const fixtures = fileURLToPath(new URL('../fixtures/fhir/', import.meta.url));

describe('questionnaires that HL7 publishes', () => {
  for (const name of readdirSync(fixtures).filter((each) => each.endsWith('.json')))
    it(name, () => assertAllThere(JSON.parse(readFileSync(join(fixtures, name), 'utf8')) as Json));

  // The packages are too large to install for these few files; see the fixtures' README.
  const packages = process.env['FHIR_PACKAGES'];
  for (const path of packages ? readdirSync(packages, { recursive: true, encoding: 'utf8' }) : []) {
    if (!/[\\/]Questionnaire-[^\\/]*\.json$/.test(path)) continue;
    const resource = JSON.parse(readFileSync(join(packages as string, path), 'utf8')) as Json;
    if (resource['resourceType'] === 'Questionnaire' && resource['item'])
      it(path, () => assertAllThere(resource));
  }
});
