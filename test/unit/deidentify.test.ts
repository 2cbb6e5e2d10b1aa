/** De-identification (PS3.15 Annex E) as the one who sends a disc, and the one who receives it, would look at it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { deidentify, type DeidentifyOptions } from '../../src/documents/deidentify/deidentify.js';
import {
  EDITION,
  SECOND_OPINION_PROFILE,
  type ProfileOptions,
} from '../../src/documents/deidentify/options.js';
import { changesOverFiles } from '../../src/documents/deidentify/report.js';
import { TABLE } from '../../src/documents/deidentify/table.js';
import { UidMap } from '../../src/documents/deidentify/uid-map.js';
import {
  concat,
  ctElements,
  dataSet,
  dicomDirectory,
  dicomFile,
  DEFLATED,
  EXPLICIT,
  IMPLICIT,
  JPEG_BASELINE,
  latin1,
  type DicomElement,
  type DicomFileOptions,
} from '../support/dicom-writer.js';
import { everyElement, readNaively, textOf } from '../support/naive-dicom.js';

const NEVER = new AbortController().signal;
const key = (first: number) => new Uint8Array(32).fill(first);
const BASIC: ProfileOptions = {
  ...{ fullDates: false, uids: false, patientCharacteristics: false, deviceIdentity: false },
  ...{ institutionIdentity: false, descriptors: false, structuredContent: false },
};

const run = (bytes: Uint8Array<ArrayBuffer>, more: Partial<DeidentifyOptions> = {}) =>
  deidentify(
    new Blob([bytes]),
    { profile: SECOND_OPINION_PROFILE, uids: new UidMap(key(1)), ...more },
    NEVER,
  );

async function cleaned(file: DicomFileOptions, more: Partial<DeidentifyOptions> = {}) {
  const result = await run(dicomFile(file), more);
  assert.ok(result.ok);
  const bytes = new Uint8Array(await result.blob.arrayBuffer());
  return { ...readNaively(bytes), bytes, report: result.report };
}
/** One value of a CT slice after it was cleaned; undefined when the attribute is gone. */
async function value(
  tag: number,
  vr: string,
  text: string,
  profile: ProfileOptions = SECOND_OPINION_PROFILE,
) {
  const elements = [...ctElements({ [tag]: null }), { tag, vr, value: text }].sort((a, b) => a.tag - b.tag);
  return textOf((await cleaned({ elements }, { profile })).elements, tag);
}

describe('the table', () => {
  it('has the rows of its edition', () => {
    const rows = TABLE.trim().split('\n');
    assert.equal(EDITION, '2024e');
    assert.equal(rows.length, 621);
    const count = (cell: string) => rows.filter((row) => row.split(' ')[2] === cell).length;
    assert.deepEqual(
      ['X', 'Z', 'D', 'U', 'X/Z', 'X/D', 'Z/D', 'X/Z/D', 'X/Z/U*'].map(count),
      [384, 42, 92, 54, 11, 22, 6, 8, 2],
    );
  });
});

describe('values', () => {
  it('keeps the day and what was scanned, and nothing of who', async () => {
    const { elements } = await cleaned({ elements: ctElements(), pixels: new Uint8Array(32) });
    const text = (tag: number) => textOf(elements, tag);
    assert.equal(text(0x00080020), '20240312');
    assert.equal(text(0x00081030), 'CT head');
    assert.equal(text(0x0008103e), 'Axial');
    assert.equal(text(0x00180015), 'HEAD');
    assert.equal(text(0x00100010), '');
    assert.equal(text(0x00100030), '');
    assert.equal(text(0x00100040), '');
    assert.equal(text(0x00080050), '');
    assert.equal(text(0x00080080), 'REMOVED');
    assert.match(text(0x00100020) ?? '', /^[0-9A-F]{12}$/);
  });

  for (const [what, profile, tag, vr, before, after] of [
    ['dates go without their option', BASIC, 0x00080022, 'DA', '20240312', ''],
    ['dates that need a value get a dummy', BASIC, 0x00080021, 'DA', '20240312', '19000101'],
    ['a descriptor goes without its option', BASIC, 0x00081030, 'LO', 'CT head', undefined],
    ['the age goes', SECOND_OPINION_PROFILE, 0x00101010, 'AS', '061Y', undefined],
    [
      'the age stays with its option',
      { ...BASIC, patientCharacteristics: true },
      ...([0x00101010, 'AS', '061Y', '061Y'] as const),
    ],
    ['the station stays with its option', { ...BASIC, deviceIdentity: true }, 0x00081010, 'SH', 'CT1', 'CT1'],
    ['the place stays with its option', { ...BASIC, institutionIdentity: true }, 0x00080080, 'LO', 'S', 'S'],
  ] as const)
    it(`${what}`, async () => assert.equal(await value(tag, vr, before, profile), after));

  for (const [before, after] of [
    ['T1 axial post', 'T1 axial post'],
    ['ROE Knee left', 'Knee left'],
    ['Knee JANE^ROE left', 'Knee left'],
    ['Control, Dr. Smith asked', 'Control, asked'],
    ['Tel 040 1234567', 'Tel'],
    ['roe.jane@example.org', 'REMOVED'],
    ['born 2.1.1970', 'born'],
    ['heroes', 'heroes'],
  ] as const)
    it(`of the description "${before}" stays "${after}"`, async () =>
      assert.equal(await value(0x0008103e, 'LO', before), after));

  it('takes prose out whole, which nobody has read', async () => {
    assert.equal(await value(0x00104000, 'LT', 'fell from a horse'), undefined);
    assert.equal(await value(0x00204000, 'LT', 'nothing special'), undefined);
  });

  it('finds the patient in attributes that the table does not name, in every way of writing', async () => {
    for (const syntax of [EXPLICIT, IMPLICIT]) {
      const elements = ctElements({ 0x00081090: 'Scanner of Roe' });
      const nested = {
        tag: 0x00400260,
        vr: 'SQ',
        value: [[{ tag: 0x00080104, vr: 'LO', value: 'Jane head' }]],
      };
      const { header, report } = await cleaned({ syntax, elements: [...elements, nested] });
      assert.doesNotMatch(Buffer.from(header).toString('latin1'), /roe|jane/i);
      assert.equal(report.cleanedBeside, 2);
    }
  });

  it('knows the patient of the case where the file says another name', async () => {
    const elements = ctElements({ 0x00100010: 'X', 0x00081090: 'for Maria Núñez' });
    const { header } = await cleaned({ elements }, { patient: { names: ['Núñez^María'] } });
    assert.doesNotMatch(Buffer.from(header).toString('latin1'), /n[^ ]+ez/i);
  });

  for (const [what, set, name, inText] of [
    [
      'ISO 2022 Japanese',
      '\\ISO 2022 IR 87',
      'Yamada^Tarou=\x1b$B;3ED\x1b(B^\x1b$BB@O:\x1b(B',
      '\x1b$B;3ED\x1b(B',
    ],
    [
      'UTF-8',
      'ISO_IR 192',
      'Wang=\xe7\x8e\x8b\xe5\xb0\x8f\xe4\xb8\x9c',
      '\xe7\x8e\x8b\xe5\xb0\x8f\xe4\xb8\x9c CT',
    ],
    ['Latin 1', 'ISO_IR 100', 'M\xfcller^J\xf6rg', 'CT M\xdcLLER'],
  ] as const)
    it(`finds a name in ${what}`, async () => {
      const elements = ctElements({ 0x00080005: set, 0x00100010: name, 0x00081090: inText });
      const { header } = await cleaned({ elements });
      for (const part of ['\x1b$B;3ED', '\xe7\x8e\x8b\xe5\xb0\x8f', '\xdcLLER'])
        assert.ok(!Buffer.from(header).toString('latin1').includes(part));
    });
});

describe('UIDs', () => {
  const referring = ctElements({
    0x00080018: '1.2.3.1.1.2',
    0x00081140: [
      [
        { tag: 0x00081150, vr: 'UI', value: '1.2.840.10008.5.1.4.1.1.2' },
        { tag: 0x00081155, vr: 'UI', value: '1.2.3.1.1.1' },
      ],
    ],
    0x00081190: 'https://pacs.example.org/studies/1.2.840.113619.2.55.3.604688/x',
  }).map((each) => (each.tag === 0x00081140 ? { ...each, vr: 'SQ' } : each));

  it('are new and hold together over the files of a case, in any order', async () => {
    const uids = new UidMap(key(1));
    const second = await cleaned({ elements: referring }, { uids });
    const first = await cleaned({ elements: ctElements() });
    const [item = []] = second.elements.find(({ tag }) => tag === 0x00081140)?.items ?? [];
    assert.equal(textOf(item, 0x00081155), textOf(first.elements, 0x00080018));
    assert.equal(textOf(item, 0x00081150), '1.2.840.10008.5.1.4.1.1.2');
    assert.equal(textOf(second.elements, 0x0020000d), textOf(first.elements, 0x0020000d));
    assert.notEqual(textOf(second.elements, 0x00080018), textOf(first.elements, 0x00080018));
    assert.equal(textOf(second.meta, 0x00020003), textOf(second.elements, 0x00080018));
    assert.doesNotMatch(Buffer.from(second.header).toString('latin1'), /1\.2\.3\.1|113619/);
  });

  it('are integers under 2.25 that another case does not share', () => {
    const uid = new UidMap(key(1)).uid('1.2.3');
    assert.match(uid, /^2\.25\.[1-9]\d{0,38}$/);
    assert.ok(uid.length <= 64);
    assert.equal(new UidMap(key(1)).uid('1.2.3'), uid);
    assert.notEqual(new UidMap(key(2)).uid('1.2.3'), uid);
    assert.equal(new UidMap(key(1)).uid('1.2.840.10008.1.2'), '1.2.840.10008.1.2');
    assert.throws(() => new UidMap(new Uint8Array(8)), RangeError);
  });

  it('stay with their option', async () => {
    const { elements } = await cleaned({ elements: referring }, { profile: { ...BASIC, uids: true } });
    assert.equal(textOf(elements, 0x00080018), '1.2.3.1.1.2');
  });
});

describe('what the file says of itself', () => {
  it('names the options that were applied, and no other', async () => {
    const codesOf = async (profile: ProfileOptions) => {
      const { elements } = await cleaned({ elements: ctElements() }, { profile });
      const items = elements.find(({ tag }) => tag === 0x00120064)?.items ?? [];
      return items.map((item) => textOf(item, 0x00080100));
    };
    assert.deepEqual(await codesOf(SECOND_OPINION_PROFILE), ['113100', '113104', '113105', '113106']);
    assert.deepEqual(await codesOf(BASIC), ['113100']);
    const all = Object.fromEntries(Object.keys(BASIC).map((name) => [name, true]));
    assert.deepEqual(await codesOf({ ...BASIC, ...all }), [
      ...['113100', '113104', '113105', '113106', '113108', '113109', '113110', '113112'],
    ]);
  });

  it('has nothing of who wrote it before', async () => {
    const preamble = latin1('Roe^Jane'.padEnd(128));
    const source = dicomFile({ elements: ctElements(), preamble });
    const titled = dataSet([
      { tag: 0x00020016, vr: 'AE', value: 'STMARY_CT' },
      { tag: 0x00020102, vr: 'OB', value: latin1('Roe^Jane') },
    ]);
    const split = 132 + 12 + new DataView(source.buffer).getUint32(140, true);
    const result = await run(concat([source.subarray(0, split), titled, source.subarray(split)]));
    assert.ok(result.ok);
    const { meta, bytes } = {
      ...readNaively(new Uint8Array(await result.blob.arrayBuffer())),
      bytes: result.blob,
    };
    assert.deepEqual(
      meta.map(({ tag }) => tag & 0xffff),
      [0, 1, 2, 3, 0x10, 0x12, 0x13],
    );
    assert.deepEqual(new Uint8Array(await bytes.slice(0, 128).arrayBuffer()), new Uint8Array(128));
  });

  it('is explicit little endian once a deflated data set was opened', async () => {
    const { syntax, elements } = await cleaned({ elements: ctElements(), syntax: DEFLATED });
    assert.equal(syntax, EXPLICIT);
    assert.equal(textOf(elements, 0x00080060), 'CT');
  });

  it('gets a preamble and meta information when it had none', async () => {
    const { meta } = await cleaned({ elements: ctElements(), preamble: false, meta: false });
    assert.equal(textOf(meta, 0x00020002), '1.2.840.10008.5.1.4.1.1.2');
  });
});

describe('pixel data', () => {
  it('is a slice of the file, and what follows it is dropped or cleaned', async () => {
    const pixels = Uint8Array.from({ length: 4096 }, (_, index) => (index * 31) & 255);
    for (const [syntax, data] of [
      [EXPLICIT, pixels],
      [JPEG_BASELINE, [pixels.subarray(0, 1000), pixels.subarray(1000)]],
    ] as const) {
      const trailing = dataSet([
        { tag: 0x7fe10010, vr: 'LO', value: 'Roe' },
        { tag: 0xfffcfffc, vr: 'OB', value: latin1('Roe^Jane') },
      ]);
      const file = dicomFile({ elements: ctElements(), syntax, pixels: data, trailing });
      const { elements, bytes } = await cleaned({ elements: ctElements(), syntax, pixels: data, trailing });
      assert.equal(elements.at(-1)?.tag, 0x7fe00010);
      const [before, after] = [Buffer.from(file), Buffer.from(bytes)];
      const start = before.indexOf(latin1('\xe0\x7f\x10\0'));
      const length = before.length - trailing.length - start;
      assert.ok(after.subarray(-length).equals(before.subarray(start, start + length)));
    }
  });

  it('is flagged where it may show who the patient is', async () => {
    const risks = async (changes: Record<number, DicomElement['value']>) =>
      (await cleaned({ elements: ctElements(changes) })).report.pixelRisks;
    assert.deepEqual(await risks({}), []);
    assert.deepEqual(await risks({ 0x00280301: 'YES' }), ['burned-in']);
    assert.deepEqual(await risks({ 0x00080060: 'US', 0x00080016: '1.2.840.10008.5.1.4.1.1.6.1' }), [
      'ultrasound',
    ]);
    assert.deepEqual(await risks({ 0x00080016: '1.2.840.10008.5.1.4.1.1.7' }), ['secondary-capture']);
    assert.deepEqual(await risks({ 0x00080008: 'DERIVED\\SECONDARY\\SCREEN SAVE' }), [
      'screen-save',
      'derived',
    ]);
    assert.deepEqual(await risks({ 0x0008103e: 'Dose Report' }), ['dose-report']);
  });
});

describe('documents and reports', () => {
  it('replaces an encapsulated document and says so', async () => {
    const pdf = latin1(`%PDF-1.7 report for Jane Roe ${'.'.repeat(50_000)}`);
    const elements = ctElements({
      0x00080016: '1.2.840.10008.5.1.4.1.1.104.1',
      0x00420011: pdf,
      0x00420010: 'Roe',
    });
    const result = await cleaned({ elements });
    assert.match(textOf(result.elements, 0x00420011) ?? '', /^%PDF-1.4[^]*%%EOF\s+$/);
    assert.equal(textOf(result.elements, 0x00420010), 'REMOVED');
    assert.deepEqual(result.report.pixelRisks, ['encapsulated-document']);
  });

  const report: DicomElement[] = [
    ...ctElements({ 0x00080016: '1.2.840.10008.5.1.4.1.1.88.33', 0x00080060: 'SR' }),
    {
      tag: 0x0040a730,
      vr: 'SQ',
      value: [
        [
          { tag: 0x0040a040, vr: 'CS', value: 'TEXT' },
          { tag: 0x0040a160, vr: 'UT', value: 'A finding of her sister Ann' },
        ],
        [
          { tag: 0x0040a040, vr: 'CS', value: 'PNAME' },
          { tag: 0x0040a123, vr: 'PN', value: 'Smith^Ann' },
        ],
        [
          { tag: 0x0040a040, vr: 'CS', value: 'NUM' },
          { tag: 0x0040a300, vr: 'SQ', value: [[{ tag: 0x0040a30a, vr: 'DS', value: '12.5' }]] },
        ],
      ],
    },
  ];

  it('keeps the tree, codes and figures of a structured report, not its words', async () => {
    const { elements } = await cleaned({ elements: report });
    const items = elements.find(({ tag }) => tag === 0x0040a730)?.items ?? [];
    assert.equal(textOf(items[0] ?? [], 0x0040a160), 'REMOVED');
    assert.equal(textOf(items[1] ?? [], 0x0040a123), 'REMOVED');
    assert.equal(textOf(items[2]?.[1]?.items?.[0] ?? [], 0x0040a30a), '12.5');
  });

  it('replaces the whole tree without the option', async () => {
    const { elements } = await cleaned({ elements: report }, { profile: BASIC });
    const [item = [], ...more] = elements.find(({ tag }) => tag === 0x0040a730)?.items ?? [];
    assert.equal(more.length, 0);
    assert.equal(textOf(item, 0x0040a160), 'REMOVED');
  });
});

describe('what cannot be followed', () => {
  it('is refused with a reason', async () => {
    const reason = async (bytes: Uint8Array<ArrayBuffer>) => {
      const result = await run(bytes);
      return result.ok || result.reason;
    };
    const whole = dicomFile({ elements: ctElements(), pixels: new Uint8Array(32) });
    assert.equal(await reason(dicomDirectory({ entries: [] })), 'directory');
    assert.equal(await reason(whole.slice(0, 500)), 'truncated');
    assert.equal(
      await reason(dicomFile({ elements: ctElements(), syntax: DEFLATED }).slice(0, 400)),
      'truncated',
    );
    assert.equal(
      await reason(dicomFile({ elements: [{ tag: 0x00080060, vr: 'CS', value: 'CT' }] })),
      'no-identity',
    );
    const wrong = ctElements().map((each) => (each.tag === 0x00081030 ? { ...each, vr: '??' } : each));
    assert.equal(await reason(dicomFile({ elements: wrong, pixels: new Uint8Array(32) })), 'malformed');
    assert.equal(await reason(new Uint8Array(0)), 'not-dicom');
  });

  it('stops when it is told to', async () => {
    const aborted = AbortSignal.abort();
    const file = new Blob([dicomFile({ elements: ctElements() })]);
    const options = { profile: BASIC, uids: new UidMap(key(1)) };
    await assert.rejects(deidentify(file, options, aborted), { name: 'AbortError' });
  });

  it('is not what is merely large or deep', async () => {
    let nested: DicomElement = { tag: 0x00104000, vr: 'LT', value: 'Roe' };
    for (let depth = 0; depth < 90; depth++) nested = { tag: 0x00400260, vr: 'SQ', value: [[nested]] };
    const table = { tag: 0x00281201, vr: 'OW', value: new Uint8Array(200_000).fill(7) };
    const hostile = [
      '1'.repeat(300_000),
      'Roe '.repeat(60_000),
      `a@ ${'b'.repeat(300_000)}`,
      '1.'.repeat(150_000),
    ];
    const texts = hostile.map((text, index) => ({ tag: 0x00820004 + index, vr: 'UT', value: text }));
    const { elements, header } = await cleaned({
      elements: [...ctElements(), table, nested, ...texts],
      pixels: new Uint8Array(8),
    });
    assert.doesNotMatch(Buffer.from(header).toString('latin1'), /Roe/);
    const found = [...everyElement(elements)].map(({ element }) => element);
    assert.equal(found.find(({ tag }) => tag === 0x00281201)?.value.length, 200_000);
    assert.ok(!found.some(({ tag }) => tag === 0x00104000));
    assert.equal(found.filter(({ tag }) => tag === 0x00400260).length, 90);
  });
});

describe('the report', () => {
  it('shows what was and what is, at any depth', async () => {
    const nested = {
      tag: 0x0040a073,
      vr: 'SQ',
      value: [[{ tag: 0x0040a075, vr: 'PN', value: 'Smith^Ann' }]],
    };
    const privates = [0x00090010, 0x00091001].map((tag) => ({ tag, vr: 'LO', value: 'x' }));
    const elements = [...ctElements(), ...privates, nested].sort((a, b) => a.tag - b.tag);
    const { report } = await cleaned({ elements });
    const at = (path: string) => report.changes.find((change) => change.path === path);
    assert.deepEqual(at('(0010,0010)'), {
      ...{ path: '(0010,0010)', name: "Patient's Name", kind: 'emptied', before: 'Roe^Jane', after: '' },
    });
    assert.equal(at('(0040,A073)[0].(0040,A075)')?.before, 'Smith^Ann');
    assert.equal(at('(0009,xxxx)')?.before, '[2]');
    assert.equal(at('(0012,0062)')?.after, 'YES');
  });

  it('counts over files what is equal', async () => {
    const reports = [];
    for (const uid of ['1.2.3.1.1.1', '1.2.3.1.1.2'])
      reports.push((await cleaned({ elements: ctElements({ 0x00080018: uid }) })).report);
    const rows = changesOverFiles(reports);
    assert.equal(rows.find(({ path }) => path === '(0010,0010)')?.files, 2);
    assert.equal(rows.filter(({ path }) => path === '(0008,0018)').length, 2);
  });
});
