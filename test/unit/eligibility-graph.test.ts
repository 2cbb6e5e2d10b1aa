/** Pictures of definitions: well-formed, complete, in place, and exact against every way to answer. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  EligibilityDefinition,
  type EligibilityAnswer,
  type EligibilityAnswers,
} from '../../src/contract/index.js';
import { isAsked } from '../../src/eligibility/condition.js';
import { evaluate } from '../../src/eligibility/evaluate.js';
import { choicesOf, factsOf, type Choice } from '../../src/eligibility/graph/facts.js';
import { layOut } from '../../src/eligibility/graph/layout.js';
import { planOf } from '../../src/eligibility/graph/plan.js';
import { Saying } from '../../src/eligibility/graph/saying.js';
import type { Box, Scene } from '../../src/eligibility/graph/scene.js';
import { measure, wrap } from '../../src/eligibility/graph/text.js';
import { graphSvg } from '../../src/eligibility/graph.js';
import { dayOf } from '../../src/eligibility/dates.js';
import { Space, type Slot } from '../../src/eligibility/space.js';
import { anyDefinition, everyWay, ON } from '../support/eligibility.js';
import { merged } from '../support/merged-definition.js';
import { elementsOf, readXml, textOf } from '../support/xml.js';

const folder = new URL('../../examples/definitions/', import.meta.url);
const gallery = readdirSync(folder)
  .filter((each) => each.endsWith('.json'))
  .map((name) => ({
    name,
    definition: EligibilityDefinition.parse(JSON.parse(readFileSync(new URL(name, folder), 'utf8'))),
  }));
const fromGallery = (...names: string[]) =>
  names.map((name) => gallery.find((each) => each.name === `${name}.json`)!.definition);

const thirty = merged(fromGallery('general', 'orthopaedic-surgery', 'cardiac'), 30);
const hundred = merged(
  [...gallery, ...gallery].map(({ definition }) => definition),
  100,
);

/** `tooLarge`: as if the diagrams outgrew their limit. */
function sceneOf(definition: EligibilityDefinition, language = 'en', tooLarge = false): Scene {
  const facts = tooLarge ? undefined : factsOf(definition, ON);
  const saying = new Saying(definition, language, ON);
  return layOut(planOf(saying, facts), saying);
}

const overlap = (a: Box, b: Box) =>
  a.x + a.width > b.x + 0.01 &&
  b.x + b.width > a.x + 0.01 &&
  a.y + a.height > b.y + 0.01 &&
  b.y + b.height > a.y + 0.01;

const inside = (a: Box, b: Box) =>
  a.x >= b.x - 0.01 &&
  a.x + a.width <= b.x + b.width + 0.01 &&
  a.y >= b.y - 0.01 &&
  a.y + a.height <= b.y + b.height + 0.01;

/** Nothing is on top of anything that it does not belong to, and lines begin and end at boxes. */
function assertInPlace({ width, height, items }: Scene): void {
  const page: Box = { x: 0, y: 0, width, height };
  const texts = items.flatMap((item) => (item.type === 'text' && item.lines.length > 0 ? [item] : []));
  const boxes = items.flatMap((item) =>
    item.type === 'frame' && !['rule', 'mark'].includes(item.look) ? [item] : [],
  );
  const solid = boxes.filter(({ look }) => look !== 'group');
  for (const text of texts) assert.ok(inside(text, page), `outside: ${text.lines[0]}`);
  texts.forEach((text, i) => {
    for (const other of texts.slice(i + 1))
      assert.ok(!overlap(text, other), `${text.lines.join(' ')} | ${other.lines.join(' ')}`);
    for (const box of boxes)
      assert.ok(!overlap(text, box) || inside(text, box), `${text.lines.join(' ')} crosses a box`);
  });
  solid.forEach((box, i) => {
    assert.ok(inside(box, page));
    for (const other of solid.slice(i + 1)) assert.ok(!overlap(box, other), 'two boxes overlap');
  });
  const edges = items.flatMap((item) => (item.type === 'edge' ? [item] : []));
  for (const { points } of edges) {
    points.slice(1).forEach(([x, y], i) => {
      const [px, py] = points[i]!;
      assert.ok(x === px || y === py, 'a line is not along right angles');
      const line: Box = {
        x: Math.min(x, px),
        y: Math.min(y, py),
        width: Math.abs(x - px),
        height: Math.abs(y - py),
      };
      for (const text of texts) assert.ok(!overlap(line, text), `a line through ${text.lines.join(' ')}`);
      for (const box of solid) assert.ok(!overlap(line, box), 'a line through a box');
    });
  }
  const touches = ([x, y]: readonly [number, number], box: Box) =>
    (x === box.x || x === box.x + box.width || y === box.y || y === box.y + box.height) &&
    inside({ x, y, width: 0, height: 0 }, box);
  for (const { points, look } of edges.filter((each) => each.look !== 'key')) {
    assert.ok(
      solid.some((box) => touches(points.at(-1)!, box)),
      `a ${look} line ends nowhere`,
    );
    if (look === 'flow')
      assert.ok(
        solid.some((box) => touches(points[0]!, box)),
        'a line begins nowhere',
      );
  }
}

/** Every line of text that is shown. */
function shownIn(svg: string): string {
  return [...elementsOf(readXml(svg))]
    .filter(({ name }) => name === 'text')
    .map(textOf)
    .join('\n');
}

const squeezed = (text: string) => text.replace(/[\s\u00a0]+/g, '');

describe('the picture of', () => {
  for (const { name, definition } of gallery)
    for (const language of ['en', 'es'])
      it(`${name} in ${language} is whole, well-formed and in place`, () => {
        const svg = graphSvg(definition, { on: ON, language });
        const root = readXml(svg);
        assert.equal(root.name, 'svg');
        assert.equal(root.attributes['role'], 'img');
        const names = new Set([...elementsOf(root)].map((each) => each.name));
        assert.deepEqual([...names].sort(), [
          'desc',
          'g',
          'path',
          'rect',
          'style',
          'svg',
          'text',
          'title',
          'tspan',
        ]);
        assert.ok(!/url\(|@import|href|https?:(?!\/\/www\.w3\.org\/2000\/svg")/.test(svg));
        const shown = squeezed(shownIn(svg));
        for (const { label } of definition.questions)
          assert.ok(shown.includes(squeezed(label[language] ?? label.en!)), label.en);
        for (const { title } of definition.outcomes)
          assert.ok(shown.includes(squeezed(title[language] ?? title.en!)), title.en);
        for (const { reason } of definition.rules)
          assert.ok(shown.includes(squeezed(reason[language] ?? reason.en!)), reason.en);
        assertInPlace(sceneOf(definition, language));
      });

  it('thirty questions fits a page’s width and is in place', () => {
    assert.equal(thirty.questions.length, 30);
    const scene = sceneOf(thirty);
    assert.equal(scene.width, 900);
    assert.ok(scene.height < 300 * 30 + 1500, `${scene.height}`);
    assertInPlace(scene);
  });

  it('a hundred questions is in place', () => {
    assert.equal(hundred.questions.length, 100);
    assertInPlace(sceneOf(hundred));
  });

  it('a definition that is too large says so, and shows every question and outcome', () => {
    const [definition] = fromGallery('us-insurer') as [EligibilityDefinition];
    const scene = sceneOf(definition, 'en', true);
    assertInPlace(scene);
    const words = scene.items.flatMap((item) => (item.type === 'text' ? item.lines : [])).join(' ');
    assert.match(words, /too large to work out/);
    for (const { label } of definition.questions) assert.ok(squeezed(words).includes(squeezed(label.en!)));
  });

  it('random definitions is well-formed and in place', () => {
    fc.assert(
      fc.property(anyDefinition(), (definition) => {
        readXml(graphSvg(definition, { on: ON }));
        assertInPlace(sceneOf(definition));
      }),
      { numRuns: 60 },
    );
  });

  it('a definition in a language read from right to left is mirrored', () => {
    const [definition] = fromGallery('general') as [EligibilityDefinition];
    const arabic = { ...definition, title: { en: 'Title', ar: 'رأي طبي ثان' } };
    const left = readXml(graphSvg(arabic, { on: ON }));
    const right = readXml(graphSvg(arabic, { on: ON, language: 'ar' }));
    const mark = (root: typeof left) =>
      Number(
        [...elementsOf(root)].find(({ attributes }) => attributes['class'] === 'frame-mark')?.attributes['x'],
      );
    assert.ok(mark(left) < 450 && mark(right) > 450);
  });

  it('hostile texts is harmless, and shows them as they are', () => {
    const [definition] = fromGallery('general') as [EligibilityDefinition];
    const texts = [
      '</text><script>alert(1)</script>',
      '"><image href="http://evil.example/x"/>',
      ']]>&amp;&#x3c;<!--',
      'nul\u0000 \ud800 \ufffe bell\u0007',
      '\u202eright to left override',
      'x'.repeat(400),
    ];
    const hostile = JSON.parse(JSON.stringify(definition), function (_, value: unknown) {
      if (typeof value !== 'object' || value === null || !('en' in value)) return value;
      return { en: texts[String(value.en).length % texts.length] };
    }) as EligibilityDefinition;
    const svg = graphSvg(hostile, { on: ON, language: '"><script>' });
    const names = new Set([...elementsOf(readXml(svg))].map(({ name }) => name));
    assert.ok(!names.has('script') && !names.has('image'));
    assert.ok(squeezed(shownIn(svg)).includes(squeezed('</text><script>alert(1)</script>')));
    assertInPlace(sceneOf(hostile));
  });

  it('a definition that asks for dates needs a day', () => {
    const [definition] = fromGallery('oncology') as [EligibilityDefinition];
    assert.throws(() => graphSvg(definition), RangeError);
  });
});

describe('text', () => {
  it('breaks between words, within long words, and in scripts without spaces', () => {
    const font = { size: 13 };
    for (const text of [
      'a few words in a row',
      'Donaudampfschifffahrtsgesellschaft',
      '二次診断を受けることができますか。',
      'ขอความเห็นที่สอง',
      '👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦',
    ]) {
      const lines = wrap(text, 80, font);
      assert.ok(lines.length > 1, text);
      assert.equal(squeezed(lines.join('')), squeezed(text));
      for (const line of lines) assert.ok(measure(line, font) <= 80, line);
    }
    assert.ok(!wrap('二次診断を受けることができますか。', 80, font).some((line) => line.startsWith('。')));
    assert.deepEqual(wrap('one two three four', 50, font, 1).length, 1);
    assert.match(wrap('one two three four', 50, font, 1)[0]!, /…$/);
  });
});

/** Whether an answer is one of those that a choice stands for. */
function belongs(answer: EligibilityAnswer, choice: Choice, slot: Slot, space: Space): boolean {
  const values = new Map(space.assign(slot, answer));
  if (choice === 'none') return Array.isArray(answer) && answer.length === 0;
  if ('class' in choice) return values.get(slot.first) === choice.class && !Array.isArray(answer);
  return values.get(slot.first + 1 + choice.option) === 1;
}

describe('facts', () => {
  const assertExact = (definition: EligibilityDefinition) => {
    const facts = factsOf(definition, ON)!;
    const space = new Space(definition, dayOf(ON));
    const at = (id: string) => definition.questions.findIndex((each) => each.id === id);
    const seen = new Map<string, Set<string>>();
    for (const all of everyWay(definition)) {
      // Asked one by one, as a page asks.
      let answers: EligibilityAnswers = {};
      let { outcome, next } = evaluate(definition, answers, ON);
      while (!outcome && next !== null) {
        const asked = next;
        answers = { ...answers, [asked]: all[asked]! };
        ({ outcome, next } = evaluate(definition, answers, ON));
        const slot = space.slot(asked)!;
        choicesOf(slot).forEach((choice, i) => {
          if (!belongs(all[asked]!, choice, slot, space)) return;
          const key = `${asked}/${i}`;
          if (!seen.has(key)) seen.set(key, new Set());
          const end = definition.outcomes.findIndex(({ id }) => id === outcome?.id);
          seen.get(key)!.add(outcome || next === null ? `outcome ${end}` : `question ${at(next)}`);
        });
      }
    }
    for (const question of definition.questions.filter(isAsked)) {
      const { effects } = facts.steps.get(at(question.id))!;
      effects.forEach(({ choice, targets }, i) => {
        const said = [
          ...[...targets.questions].map((each) => `question ${each}`),
          ...[...targets.outcomes].map((each) => `outcome ${each}`),
        ];
        assert.deepEqual(
          said.sort(),
          [...(seen.get(`${question.id}/${i}`) ?? [])].sort(),
          `${question.id} ${JSON.stringify(choice)}`,
        );
      });
      if (effects.length === 0)
        assert.ok(![...seen.keys()].some((each) => each.startsWith(`${question.id}/`)));
    }
  };

  /** Dates are cut at days that {@link everyWay} may not hit: their intervals are not all answered. */
  const small = anyDefinition(3)
    .filter(({ questions }) => questions.every(({ kind }) => kind !== 'date'))
    .map((definition) => ({
      ...definition,
      questions: definition.questions.map((question) => ({ ...question, record: false })),
    }));

  it('are what a page does, for every way to answer', () => {
    fc.assert(fc.property(small, assertExact), { numRuns: 120 });
  });

  it('are what a page does where the order is free', () => {
    const free = small.map((definition) => ({
      ...definition,
      groups: [{ id: 'free', title: { en: 'Free' }, order: 'any' as const }],
      questions: definition.questions.map((question) => ({ ...question, group: 'free' })),
    }));
    fc.assert(fc.property(free, assertExact), { numRuns: 80 });
  });
});
