import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DataSetWalker, type ElementEvent, MAX_DEPTH } from '../../src/documents/dicom/elements.js';
import {
  BIG_ENDIAN,
  concat,
  dataSet,
  type DicomElement,
  dicomFile,
  EXPLICIT,
  IMPLICIT,
  JPEG_BASELINE,
  latin1,
} from '../support/dicom-writer.js';

const encoding = (syntax: string) => ({ explicit: syntax !== IMPLICIT, littleEndian: syntax !== BIG_ENDIAN });

function events(bytes: Uint8Array, syntax = EXPLICIT, size = bytes.length) {
  const walker = new DataSetWalker(bytes, 0, encoding(syntax), size);
  const seen: [ElementEvent, number, number, string][] = [];
  while (walker.next()) seen.push([walker.event, walker.depth, walker.tag, walker.vr]);
  return { seen, walker };
}

const brief = (seen: ReturnType<typeof events>['seen']) =>
  seen.map(([event, depth, tag]) => `${event} ${depth} ${tag.toString(16).padStart(8, '0')}`);

const nested = (length: 'defined' | 'undefined', inner: string): DicomElement[] => [
  { tag: 0x00080005, vr: 'CS', value: 'ISO_IR 100' },
  {
    tag: 0x00081140,
    vr: 'SQ',
    length,
    value: [
      [
        { tag: 0x00081155, vr: 'UI', value: '1.2' },
        { tag: 0x00091010, vr: inner, length, value: [[{ tag: 0x00100010, vr: 'PN', value: 'A^B' }], []] },
      ],
    ],
  },
  { tag: 0x00100020, vr: 'LO', value: 'P' },
];

const NESTED = [
  'element 0 00080005',
  'sequence 0 00081140',
  'item 1 fffee000',
  'element 1 00081155',
  'sequence 1 00091010',
  'item 2 fffee000',
  'element 2 00100010',
  'item-end 2 fffee00d',
  'item 2 fffee000',
  'item-end 2 fffee00d',
  'sequence-end 1 fffee0dd',
  'item-end 1 fffee00d',
  'sequence-end 0 fffee0dd',
  'element 0 00100020',
];

for (const [name, syntax, length, inner] of [
  ['explicit', EXPLICIT, 'undefined', 'SQ'],
  ['explicit', EXPLICIT, 'defined', 'SQ'],
  ['implicit', IMPLICIT, 'undefined', 'SQ'],
  ['implicit', IMPLICIT, 'defined', 'SQ'],
  ['big endian', BIG_ENDIAN, 'undefined', 'SQ'],
  ['big endian', BIG_ENDIAN, 'defined', 'SQ'],
  ['explicit with UN', EXPLICIT, 'undefined', 'UN'],
  ['explicit with UN', EXPLICIT, 'defined', 'UN'],
  ['big endian with UN', BIG_ENDIAN, 'undefined', 'UN'],
] as const)
  test(`nested sequences, also private ones: ${name}, lengths ${length}`, () => {
    const { seen, walker } = events(dataSet(nested(length, inner), syntax), syntax);
    assert.deepEqual(brief(seen), NESTED);
    assert.deepEqual([walker.malformed, walker.truncated, walker.incomplete], [false, false, false]);
  });

test('UN whose items are in explicit VR against the rule is read as it is', () => {
  const items = dataSet(
    [{ tag: 0x00091010, vr: 'SQ', value: [[{ tag: 0x00100010, vr: 'PN', value: 'A^B' }]] }],
    EXPLICIT,
  );
  items.set(latin1('UN'), 4);
  const { seen } = events(items);
  assert.deepEqual(seen[2], ['element', 1, 0x00100010, 'PN']);
});

test('encapsulated pixel data comes as fragments, wherever it stands', () => {
  const file = dicomFile({
    syntax: JPEG_BASELINE,
    preamble: false,
    meta: false,
    elements: [{ tag: 0x00280010, vr: 'US', value: 1 }],
    pixels: [Uint8Array.of(1, 2), Uint8Array.of(3, 4)],
  });
  const { seen } = events(file);
  assert.deepEqual(
    seen.map(([event]) => event),
    ['element', 'pixels', 'fragment', 'fragment', 'fragment', 'pixels-end'],
  );
});

test('skip goes past a sequence, with lengths or without', () => {
  for (const length of ['defined', 'undefined'] as const) {
    const walker = new DataSetWalker(dataSet(nested(length, 'SQ')), 0, encoding(EXPLICIT));
    walker.next();
    walker.next();
    walker.skip();
    assert.ok(walker.next());
    assert.equal(walker.tag, 0x00100020);
  }
});

test('a head of a longer file is incomplete, not wrong', () => {
  const bytes = dataSet(nested('undefined', 'SQ'));
  for (let length = 0; length < bytes.length; length++) {
    const { walker } = events(bytes.subarray(0, length), EXPLICIT, bytes.length);
    assert.deepEqual([walker.truncated, walker.malformed], [false, false], `${length} bytes`);
  }
});

test('a file cut short says so, unless between two elements', () => {
  const bytes = dataSet([
    { tag: 0x00080005, vr: 'CS', value: 'ISO_IR 100' },
    { tag: 0x00100020, vr: 'LO', value: 'P-1 ' },
  ]);
  for (let length = 1; length < bytes.length; length++)
    assert.equal(events(bytes.subarray(0, length)).walker.truncated, length !== 18, `${length} bytes`);
});

test('zeros after the last element are padding', () => {
  const { seen, walker } = events(concat([dataSet(nested('defined', 'SQ')), new Uint8Array(21)]));
  assert.equal(seen.length, NESTED.length);
  assert.deepEqual([walker.truncated, walker.malformed], [false, false]);
});

test('sequences nested without end stop at a limit', () => {
  const open = dataSet([{ tag: 0x00081140, vr: 'SQ', value: [[]] }]).subarray(0, 20);
  const { walker } = events(concat(Array<Uint8Array>(50_000).fill(open)));
  assert.equal(walker.malformed, true);
  assert.ok(walker.depth <= MAX_DEPTH);
});

test('delimiters out of place are passed over and told', () => {
  const stray = Uint8Array.of(0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0);
  const { seen, walker } = events(
    concat([stray, dataSet([{ tag: 0x00100020, vr: 'LO', value: 'P' }]), stray]),
  );
  assert.deepEqual(brief(seen), ['element 0 00100020']);
  assert.equal(walker.malformed, true);
});

test('an item without its delimiter ends with its sequence', () => {
  const bytes = dataSet([
    { tag: 0x00081140, vr: 'SQ', value: [[{ tag: 0x00081155, vr: 'UI', value: '1.2' }]] },
    { tag: 0x00100020, vr: 'LO', value: 'P' },
  ]);
  const without = concat([bytes.subarray(0, 32), bytes.subarray(40)]);
  const { seen, walker } = events(without);
  assert.equal(brief(seen).at(-1), 'element 0 00100020');
  assert.equal(walker.malformed, true);
});

/** Elements at random, three levels deep, in either kind of length. */
const anyElements = fc.letrec<{ elements: DicomElement[] }>((tie) => ({
  elements: fc.array(
    fc.oneof(
      { depthSize: 'small', maxDepth: 3 },
      fc.record({
        tag: fc.integer({ min: 0x00080001, max: 0x00ffffff }),
        vr: fc.constantFrom('LO', 'OB', 'UN', 'PN', 'UT'),
        value: fc.string({ unit: 'binary-ascii', maxLength: 9 }).map(latin1),
      }),
      fc.record({
        tag: fc.integer({ min: 0x00080001, max: 0x00ffffff }),
        vr: fc.constant('SQ'),
        length: fc.constantFrom<'defined' | 'undefined'>('defined', 'undefined'),
        value: fc.array(tie('elements'), { minLength: 1, maxLength: 3 }),
      }),
    ),
    { maxLength: 4 },
  ),
})).elements;

test('whatever is written is walked without gap, and what starts ends', () => {
  fc.assert(
    fc.property(anyElements, fc.constantFrom(EXPLICIT, IMPLICIT, BIG_ENDIAN), (elements, syntax) => {
      const bytes = dataSet(elements, syntax);
      const walker = new DataSetWalker(bytes, 0, encoding(syntax));
      let [position, open] = [0, 0];
      while (walker.next()) {
        assert.equal(walker.offset, position);
        position = walker.end;
        if (walker.event.endsWith('-end')) open--;
        else if (walker.event === 'sequence' || walker.event === 'item') open++;
      }
      assert.deepEqual([position, open, walker.malformed, walker.truncated], [bytes.length, 0, false, false]);
    }),
    { numRuns: 500 },
  );
});

test('bytes at random end, in order, within the file, balanced', () => {
  fc.assert(
    fc.property(
      anyElements,
      fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 6 }),
      fc.nat(400),
      fc.constantFrom(EXPLICIT, IMPLICIT, BIG_ENDIAN),
      (elements, changes, cut, syntax) => {
        const whole = dataSet(elements, syntax);
        for (const [at, value] of changes) if (at < whole.length) whole[at] = value;
        const bytes = whole.subarray(0, cut);
        const walker = new DataSetWalker(bytes, 0, encoding(syntax));
        let [position, open] = [0, 0];
        while (walker.next()) {
          assert.ok(walker.offset >= position && walker.end >= walker.offset && walker.end <= bytes.length);
          position = walker.end;
          if (walker.event.endsWith('-end')) open--;
          else if (walker.event !== 'element' && walker.event !== 'fragment') open++;
        }
        assert.equal(open, 0);
      },
    ),
    { numRuns: 2000 },
  );
});
