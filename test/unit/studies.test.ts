/** Files grouped to studies and series: counts, the middle slice, copies, what is missing. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readDicomHeader } from '../../src/documents/dicom/header.js';
import type { DicomFinding, DicomInstance, DicomReading } from '../../src/documents/dicom/instance.js';
import { seriesKind } from '../../src/documents/dicom/sop-classes.js';
import { seriesToShow } from '../../src/documents/studies/study.js';
import { createStudies, type Studies } from '../../src/documents/studies/studies.js';
import type { SeriesKind } from '../../src/documents/studies/summary.js';
import { testData } from '../support/test-data.js';

const CT = '1.2.840.10008.5.1.4.1.1.2';
let uids = 0;

function reading(some: Partial<DicomInstance> = {}, findings: DicomFinding[] = []): DicomReading {
  const instance: DicomInstance = {
    transferSyntaxUID: '1.2.840.10008.1.2.1',
    sopClassUID: CT,
    sopInstanceUID: `1.2.3.${++uids}`,
    studyInstanceUID: '1.2',
    seriesInstanceUID: '1.2.3',
    patientName: { alphabetic: 'Doe^John', ideographic: '', phonetic: '' },
    patientId: '4711',
    birthDate: '1970-03-04',
    sex: 'M',
    studyDate: '2024-03-12',
    studyDescription: 'CT head',
    institution: 'St Mary Hospital',
    accessionNumber: '',
    modality: 'CT',
    seriesDescription: 'axial',
    seriesNumber: 2,
    bodyPart: 'HEAD',
    laterality: '',
    protocol: '',
    instanceNumber: null,
    slicePosition: null,
    rows: 512,
    columns: 512,
    frames: 1,
    imageType: ['ORIGINAL', 'PRIMARY', 'AXIAL'],
    burnedIn: '',
    documentTitle: '',
    instancesInSeries: null,
    imagesInAcquisition: null,
    ...some,
  };
  return { instance, findings, complete: true };
}

function picked(instances: readonly Partial<DicomInstance>[], kind: SeriesKind = 'images'): Studies {
  const studies = createStudies();
  instances.forEach((instance, file) => studies.add(file, 1000, reading(instance), kind));
  return studies;
}
const missing = (studies: Studies) => studies.summary().studies[0]?.series[0]?.missing ?? null;
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const slices = (
  numbers: readonly number[],
  more: Partial<DicomInstance> = {},
  spacing = 1.25,
): (Partial<DicomInstance> & { slicePosition: number })[] =>
  numbers.map((number) => ({ instanceNumber: number, ...more, slicePosition: -80.5 + number * spacing }));

describe('studies', () => {
  it('says what a study is', () => {
    const studies = picked([
      ...slices(range(1, 30)),
      {
        seriesInstanceUID: '1.2.4',
        seriesNumber: 1,
        seriesDescription: 'scout',
        bodyPart: '',
        imageType: ['', '', 'LOCALIZER'],
      },
    ]);
    studies.add(
      40,
      500,
      reading({ seriesInstanceUID: '1.2.5', seriesNumber: 9, modality: 'SR', rows: null, columns: null }, [
        'no-preamble',
      ]),
      'structured-report',
    );
    const {
      studies: found,
      patients,
      matches,
    } = studies.summary({ givenName: 'John', familyName: 'DOE', birthDate: '1970-03-04' });
    const [study] = found;
    assert.ok(study);
    const { series, ...rest } = study;
    assert.deepEqual(rest, {
      studyInstanceUID: '1.2',
      date: '2024-03-12',
      description: 'CT head',
      institution: 'St Mary Hospital',
      modalities: ['CT'],
      bodyParts: ['HEAD'],
      instances: 32,
      images: 31,
      bytes: 31_500,
      patient: 0,
      findings: [{ finding: 'no-preamble', files: 1 }],
    });
    assert.deepEqual(
      series.map(({ kind, description, instances, images, middle }) => [
        kind,
        description,
        instances,
        images,
        middle,
      ]),
      [
        ['images', 'scout', 1, 1, 30],
        ['images', 'axial', 30, 30, 14],
        ['structured-report', 'axial', 1, 0, null],
      ],
    );
    assert.equal(seriesToShow(study)?.seriesInstanceUID, '1.2.3');
    assert.equal(patients[0]?.name.alphabetic, 'Doe^John');
    assert.deepEqual(matches, ['same']);
    assert.deepEqual(studies.filesOf('1.2', '1.2.5'), [40]);
    assert.equal(studies.filesOf('1.2').length, 32);
    assert.deepEqual(studies.filesOf('9'), []);
  });

  it('keeps files without UIDs together', () => {
    const studies = picked([
      { studyInstanceUID: '', seriesInstanceUID: '', sopInstanceUID: '' },
      { studyInstanceUID: '', seriesInstanceUID: '', sopInstanceUID: '' },
    ]);
    const [study] = studies.summary().studies;
    assert.deepEqual([study?.studyInstanceUID, study?.instances], ['', 2]);
    assert.deepEqual(studies.duplicatesToCheck(), []);
  });

  it('takes the middle by position, never a localizer where there are slices', () => {
    const scout = { instanceNumber: 1, slicePosition: 0, imageType: ['ORIGINAL', 'PRIMARY', 'LOCALIZER'] };
    const shuffled = [5, 1, 4, 2, 3].map((at, i) => ({ instanceNumber: i + 2, slicePosition: at * 3 }));
    assert.equal(picked([scout, ...shuffled]).summary().studies[0]?.series[0]?.middle, 5);
    assert.equal(picked([scout]).summary().studies[0]?.series[0]?.middle, 0);
    const unplaced = [3, 1, 2].map((instanceNumber) => ({ instanceNumber }));
    assert.equal(picked(unplaced).summary().studies[0]?.series[0]?.middle, 2);
    assert.equal(picked([{ rows: null }]).summary().studies[0]?.series[0]?.middle, null);
  });

  it('holds a study with files of two patients for the one who is not the case’s', () => {
    const jane = { patientName: { alphabetic: 'Doe^Jane', ideographic: '', phonetic: '' } };
    const summary = picked([{}, {}, {}, jane]).summary({
      givenName: 'John',
      familyName: 'Doe',
      birthDate: '1970-03-04',
    });
    assert.equal(summary.patients.length, 2);
    assert.equal(summary.matches[summary.studies[0]?.patient ?? 0], 'different');
  });

  it('says that nothing is missing while reading goes on', () => {
    const studies = picked(slices([1, 2, 3, 4, 5, 9]));
    assert.equal(studies.summary(null, true).studies[0]?.series[0]?.missing, null);
    assert.equal(missing(studies)?.count, 3);
    assert.equal(studies.summary(null, true).studies[0]?.series[0]?.missing, null);
  });

  it('flags pixels that may show a name', () => {
    const risk = (some: Partial<DicomInstance>) => picked([some]).summary().studies[0]?.series[0]?.pixelRisk;
    assert.equal(risk({}), false);
    for (const some of [
      { modality: 'US' },
      { burnedIn: 'YES' as const },
      { imageType: ['DERIVED', 'SECONDARY'] },
      { sopClassUID: '1.2.840.10008.5.1.4.1.1.7' },
      { seriesDescription: 'Dose Report' },
    ])
      assert.equal(risk(some), true);
  });
});

describe('one SOP Instance UID in several files', () => {
  const twice = (sizes: number[], some: Partial<DicomInstance> = {}) => {
    const studies = createStudies();
    sizes.forEach((size, file) =>
      studies.add(file, size, reading({ sopInstanceUID: '7.7', ...some }), 'images'),
    );
    return studies;
  };
  const counts = (studies: Studies) => {
    const { duplicates, conflicting, studies: found } = studies.summary();
    return [found[0]?.instances, duplicates, conflicting, studies.filesOf('1.2').join()];
  };

  it('is one instance; what is sent depends on the content', () => {
    const studies = twice([10, 10]);
    assert.deepEqual(studies.duplicatesToCheck(), [0, 1]);
    assert.deepEqual(counts(studies), [1, 0, 0, '0,1']);
    studies.digested(0, 'a');
    assert.deepEqual(studies.duplicatesToCheck(), [1]);
    studies.digested(1, 'a');
    assert.deepEqual(studies.duplicatesToCheck(), []);
    assert.deepEqual(counts(studies), [1, 1, 0, '0']);
    assert.equal(studies.summary().studies[0]?.bytes, 10);
    studies.digested(1, 'b');
    assert.deepEqual(counts(studies), [1, 0, 1, '0,1']);
  });

  it('is a conflict where sizes differ, without a look at the content', () => {
    assert.deepEqual(counts(twice([10, 11])), [1, 0, 1, '0,1']);
    assert.deepEqual(twice([10, 11]).duplicatesToCheck(), []);
  });

  it('is told apart in greater numbers, too', () => {
    const studies = twice([10, 10, 11, 10, 11, 12]);
    assert.deepEqual(studies.duplicatesToCheck(), [0, 1, 2, 3, 4]);
    ['a', 'b', 'c', 'a', 'c'].forEach((digest, file) => studies.digested(file, digest));
    assert.deepEqual(counts(studies), [1, 2, 3, '0,1,2,5']);
  });

  it('leaves the other one when one is removed', () => {
    const studies = twice([10, 10]);
    studies.digested(0, 'a');
    studies.digested(1, 'a');
    studies.summary();
    studies.remove(0);
    assert.deepEqual(counts(studies), [1, 0, 0, '1']);
    studies.remove(1);
    assert.deepEqual(studies.summary(), createStudies().summary());
  });
});

describe('what is missing', () => {
  const none = (what: string, instances: Partial<DicomInstance>[], kind?: SeriesKind) =>
    it(`nothing: ${what}`, () => assert.equal(missing(picked(instances, kind)), null));

  none('a complete series', slices(range(1, 40)));
  none('numbers from 0', slices(range(0, 39)));
  none('numbers from 101', slices(range(101, 140)));
  none('backwards through the body', slices(range(1, 40), {}, -2.5));
  none('a single image', slices([7]));
  none('every second number', slices(range(1, 40).map((i) => i * 2)));
  none(
    'blocks of a hundred with 25 phases each',
    [0, 100, 200, 300].flatMap((slice, at) =>
      range(1, 25).map((phase) => ({ instanceNumber: slice + phase, slicePosition: at * 8 })),
    ),
  );
  none(
    'numbers that were skipped, with the slices side by side',
    range(1, 40).map((i) => ({ instanceNumber: i > 20 ? i + 5 : i, slicePosition: i * 3 })),
  );
  none('two acquisitions that share their numbers', [
    ...slices(range(1, 20)),
    ...slices(range(1, 20)).map((each) => ({ ...each, slicePosition: each.slicePosition + 300 })),
  ]);
  none(
    'numbered through a gap between thorax and pelvis',
    range(1, 60).map((i) => ({ instanceNumber: i, slicePosition: i * 5 + (i > 30 ? 100 : 0) })),
  );
  none(
    'thin slices, then thick ones',
    range(1, 40).map((i) => ({ instanceNumber: i, slicePosition: i <= 25 ? i * 2.5 : 62.5 + (i - 25) * 5 })),
  );
  none(
    'localizers that take the first numbers',
    [1, 2, 3]
      .map((instanceNumber) => ({
        instanceNumber,
        slicePosition: instanceNumber * 50,
        imageType: ['ORIGINAL', 'PRIMARY', 'LOCALIZER'],
      }))
      .concat(slices(range(4, 40)) as never),
  );
  none(
    'a localizer within the numbers',
    slices(range(1, 40).filter((i) => i !== 20)).concat([
      { instanceNumber: 20, slicePosition: 900, imageType: ['', '', 'LOCALIZER'] } as never,
    ]),
  );
  none(
    'odd slices first, then the even ones',
    range(1, 40).map((i) => ({ instanceNumber: i, slicePosition: i <= 20 ? i * 10 : (i - 20) * 10 - 5 })),
  );
  none(
    'phases of a heart, one after another at each place',
    range(1, 200).map((i) => ({ modality: 'MR', instanceNumber: i, slicePosition: Math.ceil(i / 20) * 8 })),
  );
  none(
    'directions that were stored apart, whole passes missing',
    [...range(1, 24), ...range(49, 72)].map((i) => ({
      modality: 'MR',
      instanceNumber: i,
      slicePosition: ((i - 1) % 24) * 4,
    })),
  );
  none(
    'ultrasound images, of which some were thrown away',
    [1, 2, 3, 5, 6, 9, ...range(10, 60)].map((instanceNumber) => ({ modality: 'US', instanceNumber })),
  );
  none(
    'exposures that were repeated',
    [1, 3].map((instanceNumber) => ({ modality: 'DX', instanceNumber })),
  );
  none(
    'no numbers and no positions',
    range(1, 20).map(() => ({})),
  );
  none(
    'no numbers, positions in two blocks',
    [...range(1, 15), ...range(40, 55)].map((i) => ({ slicePosition: i * 3 })),
  );
  none('half of an acquisition of two echoes', slices(range(1, 20), { imagesInAcquisition: 40 }));
  none('a series that says how many it has', slices(range(1, 20), { instancesInSeries: 20 }));
  none(
    'structured reports',
    [1, 5, 6, 7, 8].map((instanceNumber) => ({ instanceNumber, rows: null })),
    'structured-report',
  );

  it('names slices by the gaps in numbers that positions confirm', () => {
    const here = range(1, 312).filter((i) => i !== 12 && !(i >= 40 && i <= 58));
    assert.deepEqual(missing(picked(slices(here))), {
      count: 20,
      numbers: [
        [12, 12],
        [40, 58],
      ],
      by: 'numbers',
    });
  });

  it('names slices without positions where nearly all are there', () => {
    const here = range(1, 100).filter((i) => i !== 12 && i !== 40);
    assert.deepEqual(missing(picked(here.map((instanceNumber) => ({ instanceNumber })))), {
      count: 2,
      numbers: [
        [12, 12],
        [40, 40],
      ],
      by: 'numbers',
    });
  });

  it('counts holes between slices without numbers', () => {
    const here = range(1, 60).filter((i) => i !== 12 && i !== 40 && i !== 41);
    assert.deepEqual(missing(picked(here.map((i) => ({ slicePosition: i * 2.5 })))), {
      count: 3,
      numbers: [],
      by: 'positions',
    });
  });

  it('believes the series', () => {
    assert.deepEqual(missing(picked(slices(range(3, 18), { instancesInSeries: 20 }))), {
      count: 4,
      numbers: [
        [1, 2],
        [19, 20],
      ],
      by: 'series',
    });
    assert.deepEqual(missing(picked(slices(range(1, 18), { imagesInAcquisition: 20 }))), {
      count: 2,
      numbers: [[19, 20]],
      by: 'series',
    });
    assert.deepEqual(missing(picked([{ instancesInSeries: 3 }])), { count: 2, numbers: [], by: 'series' });
  });

  it('believes the disc’s directory most, by path or by UID', () => {
    const studies = picked(
      slices(range(1, 20)).map((each, i) => ({ ...each, sopInstanceUID: `5.${i + 1}` })),
    );
    const reference = (number: number, found: boolean) => ({
      studyInstanceUID: '1.2',
      seriesInstanceUID: '1.2.3',
      sopInstanceUID: `5.${number}`,
      instanceNumber: number,
      found,
    });
    studies.addDirectory(range(1, 22).map((number) => reference(number, number < 5)));
    assert.deepEqual(missing(studies), { count: 2, numbers: [[21, 22]], by: 'dicomdir' });
    // A second directory that lists the same.
    studies.addDirectory([reference(21, false)]);
    assert.deepEqual(missing(studies)?.count, 2);
    studies.add(90, 10, reading({ sopInstanceUID: '5.21', seriesInstanceUID: '9.9' }), 'images');
    assert.deepEqual(missing(studies)?.numbers, [[22, 22]]);
  });

  it('holds a series whole that the directory lists so, however it is numbered', () => {
    const here = [1, 2, 3, 4, 5, 9, 10];
    const studies = picked(slices(here));
    assert.equal(missing(studies)?.count, 3);
    studies.addDirectory(
      here.map((instanceNumber) => ({
        studyInstanceUID: '1.2',
        seriesInstanceUID: '1.2.3',
        sopInstanceUID: `6.${instanceNumber}`,
        instanceNumber,
        found: true,
      })),
    );
    assert.equal(missing(studies), null);
  });

  it('shows series and studies of which nothing is there', () => {
    const studies = createStudies();
    studies.addDirectory([
      {
        studyInstanceUID: '8',
        seriesInstanceUID: '8.1',
        sopInstanceUID: '8.1.1',
        instanceNumber: 1,
        modality: 'MR',
        found: false,
      },
    ]);
    const summary = studies.summary();
    assert.deepEqual(
      [summary.studies[0]?.instances, summary.studies[0]?.series[0]?.modality, missing(studies)?.by],
      [0, 'MR', 'dicomdir'],
    );
    assert.ok(summary.patients[summary.studies[0]?.patient ?? 9]);
    studies.removeStudy('8');
    assert.deepEqual(studies.summary().studies, []);
  });

  it('names exactly what was taken out of a series', () => {
    const series = fc.record({
      first: fc.integer({ min: 0, max: 2000 }),
      length: fc.integer({ min: 30, max: 200 }),
      spacing: fc.double({ min: 0.3, max: 10, noNaN: true }),
      gone: fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 1, maxLength: 8 }),
      lengths: fc.infiniteStream(fc.integer({ min: 1, max: 6 })),
      backwards: fc.boolean(),
    });
    fc.assert(
      fc.property(series, ({ first, length, spacing, gone, lengths, backwards }) => {
        const lost = new Set<number>();
        for (const place of gone) {
          const from = first + 5 + Math.floor(place * (length - 10));
          for (const number of range(
            from,
            Math.min(from + (lengths.next().value as number) - 1, first + length - 5),
          ))
            lost.add(number);
        }
        const here = range(first, first + length - 1).filter((number) => !lost.has(number));
        const found = missing(picked(slices(here, {}, backwards ? -spacing : spacing)));
        const named = (found?.numbers ?? []).flatMap(([from, to]) => range(from, to));
        assert.deepEqual(
          named,
          [...lost].sort((a, b) => a - b),
        );
        assert.equal(found?.count, lost.size);
      }),
      { numRuns: 150 },
    );
  });
});

describe('any set of files', () => {
  interface Picked {
    file: number;
    size: number;
    reading: DicomReading;
    kind: SeriesKind;
  }
  const anyFile = fc.record({
    instance: fc.record({
      sopInstanceUID: fc.constantFrom('', ...range(1, 30).map((i) => `3.${i}`)),
      studyInstanceUID: fc.constantFrom('', '1', '2', '3'),
      seriesInstanceUID: fc.constantFrom('', '1.1', '1.2'),
      modality: fc.constantFrom('CT', 'MR', ''),
      bodyPart: fc.constantFrom('', 'HEAD', 'CHEST'),
      frames: fc.integer({ min: 1, max: 3 }),
      instanceNumber: fc.option(fc.integer({ min: -3, max: 60 })),
      slicePosition: fc.option(fc.integer({ min: -20, max: 20 })),
      patientName: fc
        .constantFrom('Doe^John', 'DOE JOHN', 'Roe^Jane', '')
        .map((alphabetic) => ({ alphabetic, ideographic: '', phonetic: '' })),
    }),
    size: fc.constantFrom(10, 20),
    findings: fc.constantFrom<DicomFinding[]>([], ['truncated'], ['no-meta', 'malformed']),
    kind: fc.constantFrom<SeriesKind>('images', 'structured-report'),
  });
  const anyPick = fc.array(anyFile, { maxLength: 60 }).map((files) =>
    files.map(({ instance, findings, size, kind }, file): Picked => ({
      file,
      size,
      kind,
      reading: reading(instance, findings),
    })),
  );
  const fill = (files: readonly Picked[]) => {
    const studies = createStudies();
    for (const each of files) studies.add(each.file, each.size, each.reading, each.kind);
    return studies;
  };

  it('is the same whatever the order in which files come', () => {
    fc.assert(
      fc.property(
        anyPick.chain((files) =>
          fc.tuple(fc.constant(files), fc.shuffledSubarray(files, { minLength: files.length })),
        ),
        ([files, other]) => {
          const studies = fill(other);
          assert.deepEqual(studies.summary(), fill(files).summary());
          assert.deepEqual(studies.duplicatesToCheck(), fill(files).duplicatesToCheck());
        },
      ),
      { numRuns: 200 },
    );
  });

  it('forgets what is removed, with summaries asked in between', () => {
    fc.assert(
      fc.property(anyPick, fc.func(fc.boolean()), fc.func(fc.nat(3)), (files, keeps, digest) => {
        const studies = createStudies();
        files.forEach((each, i) => {
          studies.add(each.file, each.size, each.reading, each.kind);
          if (i % 5 === 0) studies.summary(null, i % 2 === 0);
        });
        const tell = (to: Studies) =>
          to
            .duplicatesToCheck()
            .slice()
            .forEach((file) => to.digested(file, `${digest(file)}`));
        tell(studies);
        files.forEach(({ file }, i) => {
          if (!keeps(file)) studies.remove(file);
          if (i % 7 === 0) studies.summary();
        });
        const only = fill(files.filter(({ file }) => keeps(file)));
        tell(only);
        tell(studies);
        assert.deepEqual(studies.summary(), only.summary());
        assert.deepEqual(studies.filesOf('1'), only.filesOf('1'));
      }),
      { numRuns: 200 },
    );
  });

  it('is summed up as by counting one by one', () => {
    fc.assert(
      fc.property(anyPick, (files) => {
        const { studies } = fill(files).summary();
        const uid = ({ reading: { instance } }: Picked) => instance;
        assert.deepEqual(
          studies.map(({ studyInstanceUID }) => studyInstanceUID).sort(),
          [...new Set(files.map((each) => uid(each).studyInstanceUID))].sort(),
        );
        for (const study of studies) {
          const own = files.filter((each) => uid(each).studyInstanceUID === study.studyInstanceUID);
          assert.equal(
            study.bytes,
            own.reduce((sum, { size }) => sum + size, 0),
          );
          for (const code of ['truncated', 'no-meta', 'malformed'] as const)
            assert.equal(
              study.findings.find(({ finding }) => finding === code)?.files ?? 0,
              own.filter((each) => each.reading.findings.includes(code)).length,
            );
          assert.deepEqual(
            study.series.map(({ seriesInstanceUID }) => seriesInstanceUID).sort(),
            [...new Set(own.map((each) => uid(each).seriesInstanceUID))].sort(),
          );
          for (const series of study.series) {
            const inSeries = own.filter((each) => uid(each).seriesInstanceUID === series.seriesInstanceUID);
            const named = new Set(inSeries.map((each) => uid(each).sopInstanceUID).filter(Boolean));
            assert.equal(
              series.instances,
              named.size + inSeries.filter((each) => !uid(each).sopInstanceUID).length,
            );
            assert.ok(series.images <= inSeries.reduce((sum, each) => sum + uid(each).frames, 0));
          }
          assert.equal(
            study.instances,
            study.series.reduce((sum, { instances }) => sum + instances, 0),
          );
        }
      }),
      { numRuns: 200 },
    );
  });

  it('may be as large as a whole disc', () => {
    const studies = createStudies();
    for (let i = 0; i < 20_000; i++)
      studies.add(
        i,
        100,
        reading({ seriesInstanceUID: `1.${i % 10}`, instanceNumber: (i / 10) | 0 }),
        'images',
      );
    assert.equal(studies.summary().studies[0]?.instances, 20_000);
    for (let i = 0; i < 20_000; i++) studies.remove(i);
    assert.deepEqual(studies.summary(), createStudies().summary());
  });
});

// Where they are not there, the series made above have to do.
if (testData() !== null)
  describe('real files', () => {
    const folder = join(testData() ?? '', 'dicom');
    const readings = new Map<string, [number, DicomReading]>();
    const read = (paths: readonly string[]) => {
      const studies = createStudies();
      paths.forEach((path, file) => {
        let known = readings.get(path);
        if (!known) {
          const bytes = new Uint8Array(readFileSync(join(folder, path)));
          readings.set(path, (known = [bytes.length, readDicomHeader(bytes, { size: bytes.length })]));
        }
        studies.add(file, known[0], known[1], seriesKind(known[1].instance));
      });
      return studies;
    };
    const series = () =>
      readdirSync(join(folder, 'ct-series'))
        .filter((name) => name.endsWith('.dcm'))
        .sort()
        .map((name) => `ct-series/${name}`);

    it('raises no false alarm on a whole series, and names what is taken out of it', () => {
      const paths = series();
      const studies = read(paths);
      const [study] = studies.summary().studies;
      assert.deepEqual(
        [study?.instances, study?.modalities, study?.series.length, missing(studies)],
        [28, ['CT'], 1, null],
      );
      assert.ok(study?.series[0]?.middle !== null);
      const numbers = paths.map((_, file) => file).filter((file) => file > 0 && file < paths.length - 1);
      for (const file of numbers) {
        const without = read(paths.filter((_, each) => each !== file));
        assert.equal(missing(without)?.count ?? 0, 1, `without ${paths[file]}`);
      }
    });

    it('groups every file as another reader does', () => {
      const expected = (
        JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Record<string, string>[]
      ).filter(({ StudyInstanceUID, SOPInstanceUID }) => StudyInstanceUID && SOPInstanceUID);
      const found = read(expected.map(({ path }) => path as string)).summary();
      const groups = new Map<string, Set<string>>();
      for (const { StudyInstanceUID = '', SeriesInstanceUID = '', SOPInstanceUID = '' } of expected) {
        const key = `${StudyInstanceUID} ${SeriesInstanceUID}`;
        groups.set(key, (groups.get(key) ?? new Set()).add(SOPInstanceUID));
      }
      assert.deepEqual(
        found.studies
          .flatMap((study) =>
            study.series.map(
              (each) => `${study.studyInstanceUID} ${each.seriesInstanceUID} ${each.instances}`,
            ),
          )
          .sort(),
        [...groups].map(([key, instances]) => `${key} ${instances.size}`).sort(),
      );
    });
  });
