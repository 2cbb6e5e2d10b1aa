/** Everything that was picked, looked at as a page does it: folders, ZIP files in ZIP files, discs with viewers. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { CONTAINER_LIMITS } from '../../src/documents/containers/container.js';
import type { SurveyFile, SurveyProgress } from '../../src/documents/survey/found.js';
import { Survey } from '../../src/documents/survey/survey.js';
import { ctElements, dicomFile } from '../support/dicom-writer.js';
import { pdfFile } from '../support/fixtures.js';
import { testData } from '../support/test-data.js';
import { zipFile } from '../support/zip-writer.js';

const { signal } = new AbortController();
const file = (path: string, content: Uint8Array | string): SurveyFile => ({
  path,
  blob: new Blob([content as BlobPart]),
});

/** Slices of one series; `of` tells two studies apart. */
const slice = (number: number, of = '1') =>
  dicomFile({
    elements: ctElements({
      0x0020000d: `1.2.3.${of}`,
      0x0020000e: `1.2.3.${of}.1`,
      0x00080018: `1.2.3.${of}.1.${number}`,
      0x00200013: String(number),
      0x00200032: `0\\0\\${number}`,
    }),
  });

async function look(files: readonly SurveyFile[], survey = new Survey()) {
  const told: SurveyProgress[] = [];
  survey.begin();
  await survey.look(survey.take(files, signal), (progress) => told.push(progress));
  return { survey, told, result: await survey.finish(null, signal) };
}

describe('survey', () => {
  it('tells studies, records and what is left out apart, in a folder with a viewer', async () => {
    const { result, survey } = await look([
      file('disc/DICOM/IM1', slice(1)),
      file('disc/DICOM/IM2', slice(2)),
      file('disc/DICOM/B1', slice(1, '2')),
      file('disc/report.pdf', pdfFile()),
      file('disc/autorun.inf', '[autorun]'),
      file('disc/VIEWER/viewer.exe', 'MZ......................................'),
      file('disc/VIEWER/manual.pdf', pdfFile('manual')),
      file('disc/empty.pdf', ''),
    ]);
    assert.deepEqual(result.summary.studies.map(({ instances }) => instances).sort(), [1, 2]);
    assert.deepEqual(
      result.records.map(({ path }) => path),
      ['disc/report.pdf'],
    );
    const left = new Map(
      result.leftOut.map(({ code, files }) => [code, files.map(({ path }) => path).sort()]),
    );
    assert.deepEqual(left.get('empty'), ['disc/empty.pdf']);
    assert.deepEqual(left.get('not-a-record'), [
      'disc/VIEWER/manual.pdf',
      'disc/VIEWER/viewer.exe',
      'disc/autorun.inf',
    ]);
    const instances = survey.instances('1.2.3.1');
    assert.deepEqual(
      instances.map(({ path, sopInstanceUID }) => [path, sopInstanceUID]),
      [
        ['disc/DICOM/IM1', '1.2.3.1.1.1'],
        ['disc/DICOM/IM2', '1.2.3.1.1.2'],
      ],
    );
  });

  it('looks into ZIP files, also into one in another, and gives each file back as it was', async () => {
    const inner = zipFile([{ name: 'IM2', data: slice(2) }]);
    const outer = zipFile([
      { name: 'a/IM1', data: slice(1), deflate: true },
      { name: 'inner.zip', data: inner },
    ]);
    const { survey, result } = await look([file('disc.zip', outer)]);
    assert.equal(result.summary.studies[0]?.instances, 2);
    const [first, second] = survey.instances('1.2.3.1');
    assert.deepEqual([first?.path, second?.path].sort(), ['disc.zip/a/IM1', 'disc.zip/inner.zip/IM2']);
    for (const { file: index, path } of survey.instances('1.2.3.1')) {
      const blob = await survey.blob(index, signal);
      assert.ok(typeof blob !== 'string');
      const number = path.endsWith('IM1') ? 1 : 2;
      assert.deepEqual(new Uint8Array(await blob.arrayBuffer()), slice(number));
    }
  });

  it('opens no container deeper than the limits say, and says so', async () => {
    let packed = slice(1);
    for (let i = 0; i < 3; i++) packed = zipFile([{ name: `${i}.zip`, data: packed }]);
    const limits = { ...CONTAINER_LIMITS, maxDepth: 2 };
    const { result } = await look([file('disc.zip', packed)], new Survey({ limits }));
    assert.equal(result.summary.studies.length, 0);
    assert.deepEqual(
      result.leftOut.map(({ code }) => code),
      ['too-deep'],
    );
  });

  it('counts a file that is there twice once, by its content', async () => {
    const { survey, result } = await look([
      file('a/IM1', slice(1)),
      file('b/IM1', slice(1)),
      file('a/IM2', slice(2)),
    ]);
    assert.equal(result.summary.duplicates, 1);
    assert.equal(result.summary.studies[0]?.instances, 2);
    assert.equal(survey.instances('1.2.3.1').length, 2);
  });

  it('gives up a pick as if it had never been, and goes on with the next', async () => {
    const { survey } = await look([file('IM1', slice(1)), file('one.pdf', pdfFile())]);
    survey.begin();
    await survey.look(
      survey.take([file('IM2', slice(2)), file('IM9', slice(1, '2')), file('x.exe', 'MZ')], signal),
      () => {},
    );
    survey.cancel();
    const { summary, records, leftOut } = await survey.finish(null, signal);
    assert.deepEqual(
      summary.studies.map(({ instances }) => instances),
      [1],
    );
    assert.deepEqual([records.length, leftOut.length], [0, 0]);
    await survey.look(survey.take([file('IM3', slice(3))], signal), () => {});
    const next = await survey.finish(null, signal);
    assert.equal(next.summary.studies[0]?.instances, 2);
    assert.equal(survey.instances('1.2.3.1')[1]?.path, 'IM3');
  });

  it('names the first study long before the last file, and stops when told to', async () => {
    const files = Array.from({ length: 400 }, (_, i) => file(`IM${i}`, slice(i + 1)));
    const survey = new Survey();
    const controller = new AbortController();
    let looked = 0;
    const reading = survey.look(survey.take(files, controller.signal), (progress) => {
      looked = progress.looked;
      if (progress.summary.studies.length > 0) controller.abort(new Error('stop'));
    });
    await assert.rejects(reading, /stop/);
    assert.ok(looked < 400);
  });

  it('never throws, whatever the bytes, and loses no file', async () => {
    const seed = zipFile([
      { name: 'IM1', data: slice(1), deflate: true },
      { name: 'report.pdf', data: pdfFile() },
    ]);
    const damaged = fc.array(fc.tuple(fc.nat(seed.length - 1), fc.nat(255)), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(
        damaged,
        fc.nat(seed.length),
        fc.uint8Array({ maxLength: 600 }),
        async (flips, cut, junk) => {
          const zip = seed.slice(0, seed.length - (cut % 50));
          for (const [at, value] of flips) if (at < zip.length) zip[at] = value;
          const dicom = slice(7);
          for (const [at, value] of flips) dicom[at % dicom.length] = value;
          const { survey, result } = await look([
            file('a.zip', zip),
            file('IM7', dicom),
            file('junk', junk),
            file('fine.pdf', pdfFile()),
          ]);
          const { summary, records, leftOut } = result;
          const told =
            summary.studies.reduce((sum, { instances }) => sum + instances, 0) +
            summary.duplicates +
            records.length +
            leftOut.reduce((sum, { count }) => sum + count, 0);
          // Every file but the ZIP file itself, once it is open, and a directory of a disc.
          assert.ok(told >= survey.count - 2, `${told} of ${survey.count}`);
          assert.ok(records.some(({ path }) => path === 'fine.pdf'));
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('survey of real files', () => {
  it('finds the whole series, where the files are there', async (t) => {
    const data = testData();
    if (!data) return t.diagnostic('without real files');
    const folder = join(data, 'dicom/ct-series');
    const files = readdirSync(folder)
      .filter((name) => statSync(join(folder, name)).isFile())
      .map((name) => file(`ct/${name}`, readFileSync(join(folder, name))));
    const { result } = await look(files);
    const [study] = result.summary.studies;
    assert.equal(result.summary.studies.length, 1);
    assert.deepEqual([study?.instances, study?.modalities, study?.bodyParts], [28, ['CT'], ['HEAD']]);
    assert.equal(study?.series[0]?.missing, null);
  });
});
