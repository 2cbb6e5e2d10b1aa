import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { readDicomHeader } from '../../src/documents/dicom/header.js';
import type { DicomReading } from '../../src/documents/dicom/instance.js';
import { instanceReader } from '../../src/documents/dicom/read-instance.js';
import { seriesKind } from '../../src/documents/dicom/sop-classes.js';
import { transferSyntax } from '../../src/documents/dicom/transfer-syntaxes.js';
import {
  BIG_ENDIAN,
  ctElements,
  DEFLATED,
  dicomFile,
  EXPLICIT,
  IMPLICIT,
  JPEG_BASELINE,
} from '../support/dicom-writer.js';
import { testData } from '../support/test-data.js';

/** As a caller does: a head, then as many bytes as are asked for. */
function readInSteps(file: Uint8Array, bytes: number): DicomReading {
  let reading = instanceReader(file.subarray(0, bytes), file.length);
  while (!reading.done) {
    assert.ok(reading.wants <= file.length);
    reading = reading.withMore(file.subarray(0, reading.wants));
  }
  return reading.value;
}

const read = (file: Uint8Array) => readDicomHeader(file, { size: file.length });

const PIXELS = new Uint8Array(32);
const ct = (changes: Parameters<typeof ctElements>[0] = {}) =>
  dicomFile({ elements: ctElements(changes), pixels: PIXELS });

test('what a header says', () => {
  const { instance, findings, complete } = read(ct({ 0x00280301: 'NO', 0x00201209: '40' }));
  assert.equal(complete, true);
  assert.deepEqual(findings, []);
  assert.deepEqual(instance, {
    transferSyntaxUID: EXPLICIT,
    sopClassUID: '1.2.840.10008.5.1.4.1.1.2',
    sopInstanceUID: '1.2.3.1.1.1',
    studyInstanceUID: '1.2.3.1',
    seriesInstanceUID: '1.2.3.1.1',
    patientName: { alphabetic: 'Roe^Jane', ideographic: '', phonetic: '' },
    patientId: 'P-1',
    birthDate: '1970-01-02',
    sex: 'F',
    studyDate: '2024-03-12',
    studyDescription: 'CT head',
    institution: 'St Mary Hospital',
    accessionNumber: 'A-1',
    modality: 'CT',
    seriesDescription: 'Axial',
    seriesNumber: 2,
    bodyPart: 'HEAD',
    laterality: '',
    protocol: '',
    instanceNumber: 1,
    slicePosition: 5,
    rows: 4,
    columns: 4,
    frames: 1,
    imageType: ['ORIGINAL', 'PRIMARY', 'AXIAL'],
    burnedIn: 'NO',
    documentTitle: '',
    instancesInSeries: 40,
    imagesInAcquisition: null,
  });
});

test('every transfer syntax, with and without preamble and meta information', () => {
  const expected = read(ct()).instance;
  for (const syntax of [EXPLICIT, IMPLICIT, BIG_ENDIAN, DEFLATED, JPEG_BASELINE])
    for (const preamble of [true, false])
      for (const meta of [true, false]) {
        if (!meta && (syntax === DEFLATED || syntax === JPEG_BASELINE)) continue;
        const file = dicomFile({
          syntax,
          preamble,
          meta,
          elements: ctElements(),
          pixels: syntax === JPEG_BASELINE ? [PIXELS] : PIXELS,
          deflate: deflateRawSync,
        });
        const { instance, findings } = read(file);
        assert.deepEqual(instance, { ...expected, transferSyntaxUID: syntax });
        assert.deepEqual(findings, [...(preamble ? [] : ['no-preamble']), ...(meta ? [] : ['no-meta'])]);
      }
});

test('what the bytes are counts, not what the meta information says they are', () => {
  const expected = read(ct()).instance;
  for (const [truth, claim] of [
    [IMPLICIT, EXPLICIT],
    [EXPLICIT, IMPLICIT],
    [BIG_ENDIAN, EXPLICIT],
    [EXPLICIT, BIG_ENDIAN],
  ] as const) {
    const file = dicomFile({
      syntax: truth,
      meta: { syntax: claim },
      elements: ctElements(),
      pixels: PIXELS,
    });
    const { instance, findings } = read(file);
    assert.deepEqual(instance, { ...expected, transferSyntaxUID: claim });
    assert.deepEqual(findings, ['malformed']);
  }
});

test('a short head asks for more until it has what it needs', () => {
  for (const syntax of [EXPLICIT, IMPLICIT, DEFLATED]) {
    const elements = ctElements({ 0x00091010: 'x'.repeat(60_000), 0x00280301: 'YES' });
    const file = dicomFile({ syntax, elements, pixels: new Uint8Array(200_000) });
    const whole = readDicomHeader(file, { size: file.length });
    assert.equal(whole.instance.burnedIn, 'YES');
    for (const bytes of [0, 1, 131, 140, 400, 1000, 4096])
      assert.deepEqual(readInSteps(file, bytes).instance, whole.instance, `${syntax} from ${bytes}`);
  }
});

test('nothing is asked for behind the pixels', () => {
  const file = dicomFile({ elements: ctElements(), pixels: new Uint8Array(1_000_000) });
  const reading = readDicomHeader(file.subarray(0, 2048), { size: file.length });
  assert.deepEqual([reading.complete, reading.findings], [true, []]);
});

test('what is odd has a finding, and what is readable is read', () => {
  const cases: [string, Uint8Array, readonly string[]][] = [
    ['no pixels', dicomFile({ elements: ctElements() }), ['pixels-missing']],
    ['half of the pixels', ct().slice(0, -20), ['truncated', 'pixels-missing']],
    [
      'no pixels, compressed',
      dicomFile({ syntax: JPEG_BASELINE, elements: ctElements() }),
      ['pixels-missing'],
    ],
    ['no study', ct({ 0x0020000d: null }), ['no-identity']],
    ['a character set of its own', ct({ 0x00080005: 'KLINGON', 0x00100010: 'R\xf6^J' }), ['character-set']],
    ['Latin 1 that is said to be ASCII', ct({ 0x00080005: null, 0x00100010: 'R\xf6^J' }), ['character-set']],
    ['nothing', new Uint8Array(), ['no-preamble', 'no-meta', 'no-identity']],
  ];
  for (const [name, file, findings] of cases) assert.deepEqual(read(file).findings, findings, name);
  const cut = read(ct().subarray(0, 600));
  assert.equal(cut.instance.studyDate, '2024-03-12');
  assert.ok(cut.findings.includes('truncated') || cut.findings.includes('no-identity'));
  const deflated = dicomFile({ syntax: DEFLATED, elements: ctElements(), deflate: (bytes) => bytes });
  assert.ok(read(deflated).findings.includes('not-inflatable'));
});

test('lengths that no file has cost nothing', () => {
  const bomb = dicomFile({
    elements: [{ tag: 0x00091010, vr: 'OB', value: 'x', length: 0xfffffffe }, ...ctElements()],
  });
  assert.ok(readInSteps(bomb, 1000).findings.includes('truncated'));
  const huge = readDicomHeader(bomb, { size: 2 ** 40 });
  assert.equal(huge.complete, true);
});

test('the title of a document, the first concept of a report', () => {
  const pdf = [
    ...ctElements({ 0x00080016: '1.2.840.10008.5.1.4.1.1.104.1', 0x00280010: null, 0x00420010: 'Letter' }),
    { tag: 0x00420011, vr: 'OB', value: new Uint8Array(100_000) },
  ];
  const file = dicomFile({ elements: pdf });
  const head = readDicomHeader(file.subarray(0, 4096), { size: file.length });
  assert.deepEqual([head.complete, head.instance.documentTitle], [true, 'Letter']);
  for (const syntax of [EXPLICIT, IMPLICIT])
    for (const length of ['defined', 'undefined'] as const) {
      const report = dicomFile({
        syntax,
        elements: [
          ...ctElements({ 0x00280010: null, 0x00280011: null, 0x00280100: null }),
          {
            ...{ tag: 0x0040a043, vr: 'SQ', length },
            value: [[{ tag: 0x00080104, vr: 'LO', value: 'Radiology Report' }]],
          },
          { tag: 0x0040a730, vr: 'SQ', length, value: [[{ tag: 0x00080104, vr: 'LO', value: 'Finding' }]] },
        ],
      });
      assert.equal(read(report).instance.documentTitle, 'Radiology Report');
    }
});

test('dates and numbers that are none are not told', () => {
  const { instance } = read(
    ct({ 0x00080020: '2024.03.12', 0x00100030: '00000000', 0x00200011: '1A', 0x00200013: ' +7 ' }),
  );
  assert.deepEqual(
    [instance.studyDate, instance.birthDate, instance.seriesNumber, instance.instanceNumber],
    ['2024-03-12', '', null, 7],
  );
});

test('what instances are, by class', () => {
  const kind = (sopClassUID: string, modality = '', frames = 1, rows: number | null = null) =>
    seriesKind({ sopClassUID, modality, frames, rows });
  const storage = '1.2.840.10008.5.1.4.1.1.';
  const cases: [string, string][] = [
    ['2', 'images'],
    ['1.1.1.1', 'images'],
    ['4.1', 'images'],
    ['77.1.6', 'images'],
    ['4.2', 'other'],
    ['66', 'other'],
    ['88.59', 'key-images'],
    ['88.67', 'structured-report'],
    ['104.1', 'document'],
    ['104.2', 'document'],
    ['11.1', 'presentation'],
    ['66.4', 'segmentation'],
    ['481.3', 'radiotherapy'],
    ['9.1.1', 'waveform'],
    ['20000', 'other'],
  ];
  for (const [suffix, expected] of cases) assert.equal(kind(storage + suffix), expected, suffix);
  for (const suffix of ['3.1', '12.1', '12.2', '77.1.1.1']) {
    assert.equal(kind(storage + suffix, '', 30), 'clip', suffix);
    assert.equal(kind(storage + suffix), 'images', suffix);
  }
  assert.equal(kind('1.3.46.670589.11.0.0.12.2', 'MR', 1, 256), 'images');
  assert.equal(kind('1.3.12.2.1107.5.9.1', 'MR'), 'other');
  assert.equal(kind('', 'SR'), 'structured-report');
});

test('transfer syntaxes by UID', () => {
  const codec = (uid: string) => transferSyntax(`1.2.840.10008.1.2${uid}`)?.codec;
  assert.deepEqual(
    ['', '.1', '.5', '.4.50', '.4.57', '.4.70', '.4.81', '.4.90', '.4.103.1', '.4.201', '.4.94'].map(codec),
    [
      'none',
      'none',
      'rle',
      'jpeg',
      'jpeg-lossless',
      'jpeg-lossless',
      'jpeg-ls',
      'jpeg-2000',
      'video',
      'other',
      'other',
    ],
  );
  assert.equal(transferSyntax('1.2.840.113619.5.2'), null);
  assert.equal(transferSyntax('1.2.840.10008.1.2.1.99')?.deflated, true);
});

test('no header, however damaged, throws or asks for ever', () => {
  const files = [EXPLICIT, IMPLICIT, BIG_ENDIAN, DEFLATED].map((syntax) =>
    dicomFile({ syntax, elements: ctElements(), pixels: PIXELS, deflate: deflateRawSync }),
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...files),
      fc.array(fc.tuple(fc.nat(1100), fc.nat(255)), { maxLength: 10 }),
      fc.nat(1100),
      fc.nat(2 ** 31 - 1),
      (file, changes, cut, size) => {
        const damaged = file.slice();
        for (const [at, value] of changes) if (at < damaged.length) damaged[at] = value;
        readInSteps(damaged, cut);
        readDicomHeader(damaged.subarray(0, cut), { size });
      },
    ),
    { numRuns: 2000 },
  );
});

interface Expected {
  path: string;
  [field: string]: string;
}

const data = testData();
// Where they are not there, the files made above have to do.
if (data)
  test('every file as an independent reader has it', () => {
    const root = join(data ?? '', 'dicom');
    const table = JSON.parse(readFileSync(join(root, 'expected.json'), 'utf8')) as Expected[];
    for (const expected of table) {
      const { path } = expected;
      const file = readFileSync(join(root, path));
      const { instance, findings } = readInSteps(file, 8192);
      const { alphabetic, ideographic, phonetic } = instance.patientName;
      const found: Record<string, string> = {
        StudyInstanceUID: instance.studyInstanceUID,
        SeriesInstanceUID: instance.seriesInstanceUID,
        SOPInstanceUID: instance.sopInstanceUID,
        SOPClassUID: instance.sopClassUID,
        Modality: instance.modality,
        PatientName: [alphabetic, ideographic, phonetic].join('=').replace(/=+$/, ''),
        StudyDate: instance.studyDate.replaceAll('-', ''),
        BodyPartExamined: instance.bodyPart,
        Rows: String(instance.rows ?? ''),
        NumberOfFrames: String(instance.frames),
        TransferSyntaxUID: instance.transferSyntaxUID,
      };
      const wanted: Record<string, string | undefined> = {
        ...expected,
        // What the data set does not say is taken from the meta information, and the syntax from the bytes.
        SOPClassUID: expected['SOPClassUID'] || expected['MediaStorageSOPClassUID'],
        SOPInstanceUID: expected['SOPInstanceUID'] || found['SOPInstanceUID'],
        TransferSyntaxUID: expected['TransferSyntaxUID'] || found['TransferSyntaxUID'],
        StudyDate: expected['StudyDate']?.replaceAll('.', ''),
        NumberOfFrames: String(Number(expected['NumberOfFrames'] || 1) || 1),
      };
      for (const [field, value] of Object.entries(found))
        assert.equal(value, wanted[field], `${path} ${field}`);
      const odd: boolean =
        !expected['TransferSyntaxUID'] ||
        /truncated|NoMeta|UN_sequence|no_meta|missing|SC_rgb_jpeg\.dcm/.test(path);
      if (odd) assert.ok(findings.length > 0, path);
    }
    const [noMeta] = [readFileSync(join(root, 'pydicom/test_files/no_meta.dcm'))];
    assert.ok(readInSteps(noMeta, 8192).findings.length > 0);
  });
