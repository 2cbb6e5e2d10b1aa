import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { textReader } from '../../src/documents/dicom/character-sets.js';
import { personName } from '../../src/documents/dicom/values.js';
import { latin1 } from '../support/dicom-writer.js';

const decode = (set: string, bytes: Uint8Array) => textReader(set)(bytes, 0, bytes.length);

/** Examples of PS3.5 Annexes H, I, J and K, and one of each set of single bytes. */
const CASES: [string, string, string][] = [
  ['', 'Roe^Jane ', 'Roe^Jane'],
  ['ISO_IR 6', 'Roe^Jane', 'Roe^Jane'],
  ['ISO_IR 100', 'Buc^J\xe9r\xf4me', 'Buc^Jérôme'],
  ['ISO_IR 101', 'W\xb3a\xb6\xe6', 'Właść'],
  ['ISO_IR 109', '\xa9\xb6', 'İĥ'],
  ['ISO_IR 110', '\xa2\xb3', 'ĸŗ'],
  ['ISO_IR 144', '\xbb\xee\xda', 'Люк'],
  ['ISO_IR 127', '\xe2\xc8', 'قب'],
  ['ISO_IR 126', '\xc4\xe9\xef', 'Διο'],
  ['ISO_IR 138', '\xf9\xf8', 'שר'],
  ['ISO_IR 148', '\xdd\xfe', 'İş'],
  ['ISO_IR 203', '\xa4', '€'],
  ['ISO_IR 166', '\xa1\xd2', 'กา'],
  ['ISO_IR 13', '\xd4\xcf\xc0\xde^\xc0\xdb\xb3', 'ﾔﾏﾀﾞ^ﾀﾛｳ'],
  ['ISO_IR 192', 'Wang^XiaoDong=\xe7\x8e\x8b^\xe5\xb0\x8f\xe6\x9d\xb1', 'Wang^XiaoDong=王^小東'],
  ['GB18030', 'Wang^XiaoDong=\xcd\xf5^\xd0\xa1\xb6\xab', 'Wang^XiaoDong=王^小东'],
  ['GBK', '\xcd\xf5^\xd0\xa1\xb6\xab', '王^小东'],
  [
    '\\ISO 2022 IR 87',
    'Yamada^Tarou=\x1b$B;3ED\x1b(B^\x1b$BB@O:\x1b(B=\x1b$B$d$^$@\x1b(B^\x1b$B$?$m$&\x1b(B',
    'Yamada^Tarou=山田^太郎=やまだ^たろう',
  ],
  [
    'ISO 2022 IR 13\\ISO 2022 IR 87',
    '\xd4\xcf\xc0\xde^\xc0\xdb\xb3=\x1b$B;3ED\x1b(J^\x1b$BB@O:\x1b(J=\x1b$B$d$^$@\x1b(J^\x1b$B$?$m$&\x1b(J',
    'ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう',
  ],
  ['\\ISO 2022 IR 159', '\x1b$(D0!\x1b(B', '丂'],
  [
    '\\ISO 2022 IR 149',
    'Hong^Gildong=\x1b$)C\xfb\xf3^\x1b$)C\xd1\xce\xd4\xd7=\x1b$)C\xc8\xab^\x1b$)C\xb1\xe6\xb5\xbf',
    'Hong^Gildong=洪^吉洞=홍^길동',
  ],
  ['\\ISO 2022 IR 58', 'Zhang^XiaoDong=\x1b$)A\xd5\xc5^\x1b$)A\xd0\xa1\xb6\xab=', 'Zhang^XiaoDong=张^小东='],
  ['ISO 2022 IR 100\\ISO 2022 IR 144', 'J\xe9 \x1b-L\xbb\xee\xda', 'Jé Люк'],
  // After a delimiter the first set stands again (PS3.5 section 6.1.2.5.3).
  ['ISO 2022 IR 100\\ISO 2022 IR 144', '\x1b-L\xbb\xee^\xe9', 'Лю^é'],
  // Written by hand at the console, and met all the same.
  ['ISO-IR 100', 'J\xe9', 'Jé'],
  ['\\ISO 2022 IR 149', '\xb1\xe6\xb5\xbf', '길동'],
];

for (const [set, bytes, text] of CASES)
  test(`${set || 'default repertoire'}: ${text}`, () => {
    assert.deepEqual(decode(set, latin1(bytes)), { text, doubtful: false });
  });

test('what is not in its set is read as well as can be, and told', () => {
  const cases: [string, string, string][] = [
    ['', 'J\xe9', 'Jé'],
    ['', 'J\xc3\xa9', 'Jé'],
    ['ISO_IR 192', 'J\xe9', 'Jé'],
    ['ISO_IR 999', 'J\xe9', 'Jé'],
    ['nonsense', 'J\xe9', 'Jé'],
  ];
  for (const [set, bytes, text] of cases)
    assert.deepEqual(decode(set, latin1(bytes)), { text, doubtful: true });
  assert.equal(decode('\\ISO 2022 IR 87', latin1('\x1b$B;')).doubtful, true);
  assert.equal(decode('', latin1('\x1b%G')).doubtful, true);
});

test('an unknown set does not matter to ASCII', () => {
  assert.deepEqual(decode('nonsense', latin1('Roe^Jane')), { text: 'Roe^Jane', doubtful: false });
});

test('the groups of a person name', () => {
  assert.deepEqual(personName('Yamada^Tarou=山田^太郎=やまだ^たろう'), {
    alphabetic: 'Yamada^Tarou',
    ideographic: '山田^太郎',
    phonetic: 'やまだ^たろう',
  });
  assert.deepEqual(personName('=山田'), { alphabetic: '', ideographic: '山田', phonetic: '' });
});

test('no bytes in no set throw', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.constantFrom(...CASES.map(([set]) => set)), fc.string()),
      fc.array(fc.oneof(fc.nat(255), fc.constantFrom(0x1b, 0x24, 0x28, 0x29, 0x42, 0x44, 0x5e))),
      (set, bytes) => {
        assert.equal(typeof decode(set, Uint8Array.from(bytes)).text, 'string');
      },
    ),
    { numRuns: 3000 },
  );
});
