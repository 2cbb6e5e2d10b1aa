import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { directoryInstances, readDicomDirectory } from '../../src/documents/dicom/dicomdir.js';
import { matchFiles } from '../../src/documents/dicom/match-files.js';
import { dicomDirectory, type DirectoryEntry } from '../support/dicom-writer.js';
import { testData } from '../support/test-data.js';

const image = (study: number, number: number): DirectoryEntry => ({
  type: 'IMAGE',
  elements: [
    { tag: 0x00041500, vr: 'CS', value: `DICOM\\S${study}\\IM${number}` },
    { tag: 0x00041510, vr: 'UI', value: '1.2.840.10008.5.1.4.1.1.2' },
    { tag: 0x00041511, vr: 'UI', value: `1.9.${study}.1.${number}` },
    { tag: 0x00041512, vr: 'UI', value: '1.2.840.10008.1.2.1' },
    { tag: 0x00200013, vr: 'IS', value: String(number) },
  ],
});

const study = (id: number, images: number): DirectoryEntry => ({
  type: 'STUDY',
  elements: [
    { tag: 0x00080020, vr: 'DA', value: '20240312' },
    { tag: 0x00081030, vr: 'LO', value: `Study ${id}` },
    { tag: 0x0020000d, vr: 'UI', value: `1.9.${id}` },
  ],
  children: [
    {
      type: 'SERIES',
      elements: [
        { tag: 0x00080060, vr: 'CS', value: 'CT' },
        { tag: 0x0020000e, vr: 'UI', value: `1.9.${id}.1` },
        { tag: 0x00200011, vr: 'IS', value: '3' },
      ],
      children: Array.from({ length: images }, (_, index) => image(id, index + 1)),
    },
  ],
});

const patient = (name: string, ...children: DirectoryEntry[]): DirectoryEntry => ({
  type: 'PATIENT',
  elements: [
    { tag: 0x00100010, vr: 'PN', value: name },
    { tag: 0x00100020, vr: 'LO', value: 'P-1' },
  ],
  children,
});

const DISC = [patient('Roe^Jane', study(1, 2), study(2, 1)), patient('Doe^John', study(3, 2))];

const shape = (bytes: Uint8Array) =>
  readDicomDirectory(bytes).patients.map(({ name, studies }) => [
    name.alphabetic,
    ...studies.map(
      ({ studyInstanceUID, series }) =>
        `${studyInstanceUID}: ${series.map((each) => each.instances.length).join()}`,
    ),
  ]);

const SHAPE = [
  ['Roe^Jane', '1.9.1: 2', '1.9.2: 1'],
  ['Doe^John', '1.9.3: 2'],
];

test('patients, studies, series and instances with their files', () => {
  for (const length of ['defined', 'undefined'] as const) {
    const bytes = dicomDirectory({ entries: DISC, length });
    const directory = readDicomDirectory(bytes);
    assert.deepEqual(shape(bytes), SHAPE);
    assert.deepEqual(directory.findings, []);
    assert.deepEqual(directory.patients[0]?.studies[0], {
      studyInstanceUID: '1.9.1',
      date: '2024-03-12',
      description: 'Study 1',
      series: [
        {
          seriesInstanceUID: '1.9.1.1',
          modality: 'CT',
          number: 3,
          instances: [1, 2].map((instanceNumber) => ({
            type: 'IMAGE',
            path: ['DICOM', 'S1', `IM${instanceNumber}`],
            sopInstanceUID: `1.9.1.1.${instanceNumber}`,
            sopClassUID: '1.2.840.10008.5.1.4.1.1.2',
            transferSyntaxUID: '1.2.840.10008.1.2.1',
            instanceNumber,
          })),
        },
      ],
    });
  }
});

test('links that lead nowhere or in circles are told, and the order of the records holds', () => {
  for (const offset of [
    (true_: number) => true_ + 2,
    () => 0,
    (true_: number) => (true_ > 900 ? 900 : true_),
  ]) {
    const bytes = dicomDirectory({ entries: DISC, offset });
    assert.deepEqual(shape(bytes), SHAPE);
    assert.deepEqual(readDicomDirectory(bytes).findings, ['malformed']);
  }
});

test('a record without the levels above it is kept', () => {
  const directory = readDicomDirectory(dicomDirectory({ entries: [image(1, 1), image(1, 2), study(2, 1)] }));
  assert.deepEqual(
    [...directoryInstances(directory)].map((each) => [each.studyInstanceUID, each.sopInstanceUID]),
    [
      ['', '1.9.1.1.1'],
      ['', '1.9.1.1.2'],
      ['1.9.2', '1.9.2.1.1'],
    ],
  );
});

test('files are found under other folders, in other case, with an extension or a version', () => {
  const references = [
    ['DICOM', 'S1', 'IM1'],
    ['DICOM', 'S1', 'IM2'],
    ['DICOM', 'S2', 'IM1'],
  ];
  const cases: [string, string[], number[]][] = [
    ['literally', ['DICOM/S1/IM1', 'DICOM/S1/IM2', 'DICOM/S2/IM1'], [0, 1, 2]],
    ['in a folder', ['copy/disc/DICOM/S1/IM1', 'copy/disc/DICOM/S2/IM1'], [0, -1, 1]],
    ['in lower case with extension', ['dicom/s1/im1.dcm', 'dicom/s1/im2.dcm'], [0, 1, -1]],
    ['from an ISO 9660 reader', ['DICOM/S1/IM1.;1', 'DICOM/S1/IM2;1', 'DICOM/S2/IM1;1'], [0, 1, 2]],
    ['under another first folder', ['images/S1/IM1', 'images/S2/IM1'], [0, -1, 1]],
    ['picked further down', ['IM1', 'IM2'], [0, 1, -1]],
    ['not at all', ['readme.txt', 'IM3'], [-1, -1, -1]],
  ];
  for (const [name, paths, expected] of cases)
    assert.deepEqual([...matchFiles(references, paths)], expected, name);
});

test('of two discs, each directory means its own files', () => {
  const paths = ['a/DICOM/S1/IM1', 'b/DICOM/S1/IM1'];
  assert.deepEqual([...matchFiles([['DICOM', 'S1', 'IM1']], paths, 'b/')], [1]);
});

test('no directory, however damaged, throws', () => {
  const bytes = dicomDirectory({ entries: DISC });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 12 }),
      fc.nat(bytes.length),
      (changes, cut) => {
        const damaged = bytes.slice();
        for (const [at, value] of changes) damaged[at] = value;
        for (const part of [damaged, damaged.subarray(0, cut)])
          for (const instance of directoryInstances(readDicomDirectory(part)))
            assert.ok(instance.path.length > 0);
      },
    ),
    { numRuns: 1500 },
  );
});

const data = testData();
// Where they are not there, the directories made above have to do.
if (data)
  test('real directories', () => {
    const root = join(data ?? '', 'dicom/pydicom/test_files/dicomdirtests');
    const paths = readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name)));
    const sizes: [string, number][] = [
      ['DICOMDIR', 31],
      ['DICOMDIR-bigEnd', 31],
      ['DICOMDIR-implicit', 31],
      ['DICOMDIR-reordered', 31],
      ['DICOMDIR-nooffset', 31],
      ['DICOMDIR-nopatient', 31],
      ['DICOMDIR-empty.dcm', 0],
      ['TINY_ALPHA/DICOMDIR', 50],
    ];
    for (const [name, count] of sizes) {
      const directory = readDicomDirectory(readFileSync(join(root, name)));
      const instances = [...directoryInstances(directory)];
      assert.equal(instances.length, count, name);
      const folder = name.includes('/') ? 'TINY_ALPHA/' : '';
      const found = matchFiles(
        instances.map(({ path }) => path),
        paths,
        folder,
      );
      assert.ok(!found.includes(-1), name);
      if (/nopatient|nooffset/.test(name)) assert.ok(directory.findings.length > 0, name);
    }
  });
