/** Whose images are these: names in many languages, birth dates, two patients on one disc, what the person decides. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { clusterPatients, comparePatient } from '../../src/documents/identity/clusters.js';
import {
  decide,
  heldStudies,
  identityRecord,
  NO_DECISIONS,
  severalPatients,
} from '../../src/documents/identity/decisions.js';
import { prepare, samePatient, type PatientIdentity } from '../../src/documents/identity/patient.js';
import type { FoundPatient, IdentityMatch, PickedSummary } from '../../src/documents/studies/summary.js';

const BORN = '1970-03-04';
const personName = (text: string) => {
  const [alphabetic = '', ideographic = '', phonetic = ''] = text.split('=');
  return { alphabetic, ideographic, phonetic };
};
const identity = (name: string, more: Partial<PatientIdentity> = {}): PatientIdentity => ({
  name: personName(name),
  birthDate: BORN,
  id: '',
  sex: '',
  ...more,
});
const found = (name: string, birthDate = BORN, others: string[] = []): FoundPatient => ({
  name: personName(name),
  otherNames: others.map(personName),
  birthDate,
  ids: [],
});

/** Same birth date on both sides. */
const NAMES: Readonly<Record<'same' | 'likely' | 'different', readonly (readonly [string, string])[]>> = {
  same: [
    ['Doe^John', 'DOE^JOHN'],
    ['Doe^John', 'John^Doe'],
    ['Doe^John', 'DOE JOHN'],
    ['Doe^John', 'john doe'],
    ['Doe^John', 'Doe, John'],
    ['Doe^John', 'DOE,JOHN^^^^'],
    ['Doe^John', 'DOEJOHN'],
    ['Doe^John', 'Doe^John^^^'],
    ['Doe^John', 'Ｄｏｅ＾Ｊｏｈｎ'],
    ['Doe^John^Michael', 'Doe^John'],
    ['Doe^John^Michael', 'Doe^John^M.'],
    ['Doe^John Michael', 'Doe^John^Michael'],
    ['Doe^John^^Dr.^Jr.', 'Dr. John Doe'],
    ['Doe^John^^Prof. Dr. med.', 'DOE^JOHN'],
    ['Doe^John', 'Doe^Mr John'],
    ['Doe^John^^^III', 'Doe^John'],
    ["O'Brien^Seán", 'OBRIEN^SEAN'],
    ['O’Brien^Seán', "O'BRIEN^SEAN"],
    ['MacDonald^Mary Ann', 'Mac Donald^Maryann'],
    ['Smith-Jones^Anna', 'Smith Jones^Anna'],
    ['Smith-Jones^Anna', 'Jones^Anna'],
    ['Rodham Clinton^Hillary', 'Clinton^Hillary^Rodham'],
    ['Müller^Jürgen', 'Mueller^Juergen'],
    ['Müller^Jürgen', 'MULLER^JURGEN'],
    ['Mueller^Juergen', 'MULLER^JURGEN'],
    ['Mu\u0308ller^Ju\u0308rgen', 'M\u00fcller^J\u00fcrgen'],
    ['Weiß^Jörg', 'WEISS^JOERG'],
    ['Müller geb. Schmidt^Eva', 'Schmidt^Eva'],
    ['von der Heide^Käthe', 'HEIDE^KAETHE'],
    ['Schmidt-Müller^Eva', 'Müller^Eva'],
    ['García López^María José', 'GARCIA LOPEZ^MARIA JOSE'],
    ['García López^María', 'García^María Elena'],
    ['Núñez^Íñigo', 'NUNEZ^INIGO'],
    ['de la Cruz^Juan', 'Delacruz^Juan'],
    ['DE LA CRUZ JUAN', 'de la Cruz^Juan'],
    ['da Silva Santos^João', 'Santos^João'],
    ["D'Angelo^Niccolò", 'Dangelo^Niccolo'],
    ['Lefèvre née Dubois^Zoé', 'Dubois^Zoe'],
    ['Lefèvre^Jean-François', 'LEFEVRE^JEAN FRANCOIS'],
    ['Œuvrard^Noëlle', 'OEUVRARD^NOELLE'],
    ['van der Berg^Jan', 'Berg, Jan van der'],
    ['Kierkegaard^Søren', 'KIERKEGAARD^SOEREN'],
    ['Kierkegaard^Søren', 'Kierkegaard^Soren'],
    ['Åkesson^Åse', 'Aakesson^Aase'],
    ['Åkesson^Åse', 'AKESSON^ASE'],
    ['Sæther^Bjørn', 'SAETHER^BJORN'],
    ['Þórsson^Guðmundur', 'THORSSON^GUDMUNDUR'],
    ['Wójcik^Łukasz', 'WOJCIK^LUKASZ'],
    ['Đoković^Novak', 'Djokovic^Novak'],
    ['Đoković^Novak', 'Dokovic^Novak'],
    ['Dvořák^Antonín', 'DVORAK^ANTONIN'],
    ['Șerban^Ștefan', 'Serban^Stefan'],
    ['İnönü^Işık', 'INONU^ISIK'],
    ['Yıldırım^Çağla', 'yildirim^cagla'],
    ['Nguyễn^Văn Đức', 'NGUYEN VAN DUC'],
    ['Mohammed^Ali', 'Muhammad^Ali'],
    ['Al-Hassan^Omar', 'Hassan^Omar'],
    ['Al-Hassan^Omar', 'El Hassan^Omar'],
    ['قباني^نزار', 'قبّاني^نزار'],
    ['أحمد^علي', 'احمد^على'],
    ['שרון^דבורה', 'דבורה^שרון'],
    ['Ёлкин^Пётр', 'ЕЛКИН^ПЕТР'],
    ['Иванов^Иван^Иванович', 'Иванов Иван'],
    ['Παπαδόπουλος^Γιώργος', 'ΠΑΠΑΔΟΠΟΥΛΟΣ^ΓΙΩΡΓΟΣ'],
    ['Yamada^Tarou=山田^太郎=やまだ^たろう', 'ﾔﾏﾀﾞ^ﾀﾛｳ'],
    ['Yamada^Tarou=山田^太郎=やまだ^たろう', 'ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう'],
    ['Yamada^Tarou=山田^太郎=やまだ^たろう', '山田太郎'],
    ['Yamada^Tarou=山田^太郎=やまだ^たろう', '太郎^山田'],
    ['Yamada^Tarou=山田^太郎', 'Ｙａｍａｄａ　Ｔａｒｏ'],
    ['Satoh^Shinji', 'Sato^Sinzi'],
    ['=渡邊^健=', '渡辺 健'],
    ['==キョウコ^サトウ', '==ｷﾖｳｺ^ｻﾄｳ'],
    ['Wang^XiaoDong=王^小东', 'WANG^XIAO DONG'],
    ['Wang^XiaoDong=王^小东', '王小东'],
    ['Hong^Gildong=洪^吉洞=홍^길동', '홍길동'],
    ['Hong^Gildong=洪^吉洞=홍^길동', 'Hong^Gil Dong'],
    ['김희중', '김^희중'],
    ['สมชาย^ใจดี', 'ใจดี^สมชาย'],
    ['UNKNOWN^Doe^John', 'Doe^John'],
  ],
  likely: [
    ['Doe^J', 'Doe^John'],
    ['Doe^J.', 'DOE^JOHN^MICHAEL'],
    ['Doe^J.M.', 'Doe^John^Michael'],
    ['Doe', 'Doe^John'],
    ['John', 'Doe^John'],
    ['Doe^', 'Doe^John'],
    ['KRISHNAMURTHY^VE', 'Krishnamurthy^Venkataraman'],
    ['Krishnamurthy V', 'Krishnamurthy^Venkataraman'],
    ['Meier^Anna', 'Meyer^Anna'],
    ['Schmidt^Anna', 'Schmitt^Anna'],
    ['Kowalski^Jan', 'Kowalsky^Jan'],
    ['', 'Doe^John'],
    ['^', 'Doe^John'],
    ['^^^^', 'Doe^John'],
    ['ANONYMOUS', 'Doe^John'],
    ['Anonymized', 'Doe^John'],
    ['REMOVED', 'Doe^John'],
    ['UNKNOWN^UNKNOWN', 'Doe^John'],
    ['TEST^PATIENT 1', 'Doe^John'],
    ['N.N.', 'Doe^John'],
    ['XXXX^XXX', 'Doe^John'],
    ['ANON00123', 'Doe^John'],
    ['Unbekannt', 'Doe^John'],
    ['Yamada^Tarou', '山田^太郎'],
    ['Ivanov^Ivan', 'Иванов^Иван'],
    ['Hong^Gildong', '홍^길동'],
  ],
  different: [
    ['Doe^John', 'Doe^Jane'],
    ['Doe^John', 'Roe^Richard'],
    ['Doe^John', 'Smith^John'],
    ['Doe^J', 'Doe^Peter'],
    ['Doe^John^Michael', 'Doe^John^Peter'],
    ['Smith^Paul', 'Smith^Paula'],
    ['Smith^Marie', 'Smith^Maria'],
    ['Smith^Martin', 'Smith^Marvin'],
    ['Thomas^J', 'James^T'],
    ['Smith^Anna Maria', 'Anna^Maria'],
    ['Smith^Robert', 'Smith^Bob'],
    ['Smith^John^^^Jr', 'Smith^John^^^Sr'],
    ['García López^María', 'García Ruiz^María'],
    ['Müller^Anna', 'Mahler^Anna'],
    ['Kim^Minho', 'Na^Minho'],
    ['Null^Jane', 'Test^Anna'],
    ['山田^太郎', '山田^花子'],
    ['やまだ^たろう', 'やまだ^はなこ'],
    ['==かとう^えり', '==がとう^えり'],
    ['王^小东', '李^小东'],
    ['홍^길동', '김^길동'],
    ['Иванов^Иван', 'Иванов^Пётр'],
    ['สมชาย^ใจดี', 'สมหญิง^ใจดี'],
  ],
};

describe('samePatient', () => {
  for (const [match, pairs] of Object.entries(NAMES))
    for (const [a, b] of pairs)
      it(`${match}: ${a} | ${b}`, () => {
        assert.equal(samePatient(identity(a), identity(b)).match, match);
        assert.equal(samePatient(identity(b), identity(a)).match, match);
      });

  for (const [what, a, b, expected] of [
    [
      'no birth date',
      identity('Doe^John'),
      identity('Doe^John', { birthDate: '' }),
      'likely birth-date-missing',
    ],
    [
      'a birth date that systems put in',
      identity('Doe^John'),
      identity('Doe^John', { birthDate: '1900-01-01' }),
      'likely birth-date-missing',
    ],
    [
      'another birth date',
      identity('Doe^John'),
      identity('Doe^John', { birthDate: '1970-03-05' }),
      'different birth-date',
    ],
    [
      'day and month exchanged',
      identity('Doe^John'),
      identity('Doe^John', { birthDate: '1970-04-03' }),
      'different birth-date day-month-swapped',
    ],
    [
      'anonymous with another birth date',
      identity('Doe^John'),
      identity('ANONYMOUS', { birthDate: '1980-01-05' }),
      'different birth-date placeholder',
    ],
    [
      'nothing at all',
      identity('Doe^John'),
      identity('', { birthDate: '' }),
      'unknown name-missing birth-date-missing',
    ],
    [
      'a family name alone',
      identity('Doe^John'),
      identity('Doe', { birthDate: '' }),
      'unknown part-of-name birth-date-missing',
    ],
    [
      'an initial alone',
      identity('Doe^John'),
      identity('Doe^J', { birthDate: '' }),
      'likely part-of-name birth-date-missing',
    ],
    [
      'a letter wrong, and no birth date',
      identity('Meier^Anna'),
      identity('Meyer^Anna', { birthDate: '' }),
      'different name birth-date-missing',
    ],
    ['another ID', identity('Doe^John', { id: '1' }), identity('Doe^John', { id: '2' }), 'same '],
    [
      'the name is the ID',
      identity('Doe^John'),
      identity('JXD191021006', { id: 'JXD191021006', birthDate: '' }),
      'unknown placeholder birth-date-missing',
    ],
    [
      'the same ID and no more',
      identity('Doe^John', { id: '4711' }),
      identity('', { id: '4711', birthDate: '' }),
      'likely name-missing birth-date-missing same-id',
    ],
    [
      'the same ID with another name',
      identity('Doe^Anna', { id: '4711' }),
      identity('Roe^Anna', { id: '4711' }),
      'different name same-id',
    ],
    ['another sex', identity('Doe^John', { sex: 'M' }), identity('Doe^John', { sex: 'F' }), 'likely sex'],
    [
      'twins by their initial',
      identity('Doe^J', { sex: 'F' }),
      identity('Doe^John', { sex: 'M' }),
      'different sex part-of-name',
    ],
    ['other spelling', identity('Müller^Anna'), identity('Mueller^Anna'), 'same other-spelling'],
    ['other script', identity('山田^太郎'), identity('Yamada^Taro'), 'likely other-script'],
  ] as const)
    it(`${what}: ${expected}`, () => {
      for (const { match, reasons } of [samePatient(a, b), samePatient(b, a)])
        assert.equal(`${match} ${reasons.join(' ')}`, expected);
    });

  const word = fc.oneof(
    fc.constantFrom(
      'Doe',
      'John',
      'Müller',
      'Anna',
      'van',
      'J',
      'Dr',
      'Jr',
      'O’Neil',
      'UNKNOWN',
      '山田',
      '太郎',
    ),
    fc.constantFrom(
      'やまだ',
      'ﾔﾏﾀﾞ',
      '홍',
      'Иван',
      'نزار',
      'ß',
      'test',
      'Mary Ann',
      'de la Cruz',
      'Tarou',
      ',',
    ),
    fc.string({ unit: 'grapheme', maxLength: 6 }),
  );
  const anyName = fc
    .array(
      fc.array(word, { maxLength: 5 }).map((words) => words.join('^')),
      { maxLength: 3 },
    )
    .map((groups) => groups.join('='));
  const anyIdentity = fc.record({
    name: anyName.map(personName),
    birthDate: fc.constantFrom('', BORN, '1970-04-03', '1988-12-30', '1900-01-01', 'x'),
    id: fc.constantFrom('', '1', '2', 'Doe'),
    sex: fc.constantFrom('', 'M', 'F', 'O'),
  });

  it('is symmetric, and nobody is another than himself', () => {
    fc.assert(
      fc.property(anyIdentity, anyIdentity, (a, b) => {
        assert.deepEqual(samePatient(a, b), samePatient(b, a));
        assert.notEqual(samePatient(a, a).match, 'different');
      }),
      { numRuns: 1500 },
    );
  });

  it('makes no difference between normal forms, cases, widths, and the order of family and given name', () => {
    const letters = fc.stringMatching(/^[a-zäöüéñçøå]{2,9}$/);
    fc.assert(
      fc.property(letters, letters, anyIdentity, (family, given, other) => {
        const mine = identity(`${family}^${given}`);
        const { match } = samePatient(mine, other);
        for (const same of [
          `${family}^${given}`.toUpperCase(),
          `${family}^${given}`.normalize('NFD'),
          `${given}^${family}`,
          [...`${family}^${given}`]
            .map((letter) =>
              /[a-z]/.test(letter) ? String.fromCodePoint(letter.charCodeAt(0) + 0xfee0) : letter,
            )
            .join(''),
        ]) {
          assert.notEqual(samePatient(mine, identity(same)).match, 'different');
          if (!same.startsWith(given)) assert.equal(samePatient(identity(same), other).match, match);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('never throws, whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.string(), (name, id) => {
        samePatient(identity(name, { id }), identity('Doe^John', { id }));
      }),
      { numRuns: 500 },
    );
    const long = 'A^ B-'.repeat(100_000);
    assert.equal(samePatient(identity(long), identity('Doe^John')).match, 'different');
  });
});

describe('patients of a pick', () => {
  const cluster = (...identities: PatientIdentity[]) =>
    clusterPatients(identities.map((each) => ({ identity: prepare(each), files: 1 })))
      .map(({ members }) => [...members].sort().join())
      .sort();

  it('puts spellings of one patient together, and keeps two apart', () => {
    assert.deepEqual(
      cluster(identity('Müller^Anna'), identity('MUELLER ANNA', { id: '9' }), identity('Müller^Berta')),
      ['0,1', '2'],
    );
  });

  it('leaves apart what may be either of two', () => {
    assert.deepEqual(
      cluster(
        identity('Doe^John'),
        identity('Doe^John', { birthDate: '1990-01-02' }),
        identity('Doe^John', { birthDate: '' }),
      ),
      ['0', '1', '2'],
    );
    assert.deepEqual(cluster(identity('Doe^J'), identity('Doe^Jane'), identity('Doe^John')), ['0', '1', '2']);
    assert.deepEqual(cluster(identity('Doe^J'), identity('Doe^John')), ['0,1']);
  });

  it('says the same whatever the order', () => {
    const people = [
      'Doe^John',
      'Doe^J',
      'Doe',
      'DOE JOHN',
      'Doe^Jane',
      'ANONYMOUS',
      '',
      'Müller^Anna',
      'Muller^A',
    ];
    const all = fc.uniqueArray(
      fc.record({
        name: fc.constantFrom(...people),
        birthDate: fc.constantFrom('', BORN, '1990-01-02'),
        id: fc.constantFrom('', '7'),
      }),
      { maxLength: 9, selector: (each) => JSON.stringify(each) },
    );
    fc.assert(
      fc.property(
        all.chain((each) =>
          fc.tuple(fc.constant(each), fc.shuffledSubarray(each, { minLength: each.length })),
        ),
        ([one, other]) => {
          const patients = (list: typeof one) =>
            clusterPatients(
              list.map(({ name, birthDate, id }) => ({
                identity: prepare(identity(name, { birthDate, id })),
                files: 1,
              })),
            ).map(({ patient }) => patient);
          assert.deepEqual(patients(one), patients(other));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('compares every spelling with the case’s patient', () => {
    const anna = { givenName: 'Anna', familyName: 'Smith', birthDate: BORN };
    assert.equal(comparePatient(found('Smith^A', BORN, ['Smith^Anna']), anna).match, 'same');
    assert.equal(comparePatient(found('Smith^A', BORN, ['Smith^Alice']), anna).match, 'different');
    assert.equal(comparePatient(found('Smith^Anna'), null).match, 'unknown');
    const taro = { givenName: '太郎', familyName: '山田', birthDate: BORN };
    assert.equal(comparePatient(found('Yamada^Tarou=山田^太郎=やまだ^たろう'), taro).match, 'same');
  });

  it('stays quick with a thousand patients', () => {
    const names = Array.from({ length: 1000 }, (_, i) =>
      identity(`Family${i}x^Given${i}y`, { birthDate: '' }),
    );
    assert.equal(cluster(...names).length, 1000);
  });
});

describe('what the person decides', () => {
  const pick = (...studies: [string, FoundPatient, IdentityMatch][]): PickedSummary => ({
    studies: studies.map(([studyInstanceUID], patient) => ({
      studyInstanceUID,
      date: '',
      description: '',
      institution: '',
      modalities: [],
      bodyParts: [],
      series: [],
      instances: 1,
      images: 1,
      bytes: 1,
      patient,
      findings: [],
    })),
    patients: studies.map(([, patient]) => patient),
    matches: studies.map(([, , match]) => match),
    duplicates: 0,
    conflicting: 0,
  });
  const john = found('Doe^John');
  const jane = found('Doe^Jane');
  const mine = { givenName: 'John', familyName: 'Doe', birthDate: BORN };

  it('holds studies of another patient until somebody says whose they are', () => {
    const summary = pick(['1', john, 'same'], ['2', jane, 'different'], ['3', found('', ''), 'unknown']);
    assert.ok(severalPatients(summary));
    assert.deepEqual(heldStudies(summary, NO_DECISIONS), ['2', '3']);
    const decided = decide(decide(NO_DECISIONS, '2', 'not-mine'), '3', 'mine');
    assert.deepEqual(heldStudies(summary, decided), []);
    assert.deepEqual(heldStudies(summary, decide(decided, '2', 'undecided')), ['2']);
    const record = (index: number, decisions = decided) =>
      identityRecord(summary, summary.studies[index] as never, mine, decisions);
    assert.deepEqual(record(0), { match: 'same', reasons: [], decision: 'none-needed' });
    assert.equal(record(1), null);
    assert.equal(record(1, NO_DECISIONS), null);
    assert.deepEqual(record(1, decide(decided, '2', 'mine')), {
      match: 'different',
      reasons: ['name'],
      decision: 'confirmed-mine',
    });
    assert.equal(record(2)?.decision, 'confirmed-mine');
  });

  it('holds all of two patients while the case’s is not known', () => {
    assert.deepEqual(heldStudies(pick(['1', john, 'unknown'], ['2', jane, 'unknown']), NO_DECISIONS), [
      '1',
      '2',
    ]);
  });

  it('holds nothing of one patient, and nothing without a name', () => {
    assert.deepEqual(heldStudies(pick(['1', john, 'likely']), NO_DECISIONS), []);
    const unnamed = pick(['1', john, 'same'], ['2', found('REMOVED', ''), 'unknown']);
    assert.deepEqual(heldStudies(unnamed, NO_DECISIONS), []);
  });

  it('is the same object when nothing changes', () => {
    const decided = decide(NO_DECISIONS, '1', 'mine');
    assert.equal(decide(decided, '1', 'mine'), decided);
    assert.equal(decide(NO_DECISIONS, '1', 'undecided'), NO_DECISIONS);
    assert.equal(NO_DECISIONS.size, 0);
  });
});
