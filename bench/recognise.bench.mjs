/**
 * From picked files to a grouped summary, in a browser: ours, the peers' parsers in their own best way, and the practical
 * limit, which reads the same heads in batches and parses nothing. Files are on disk, and each subject meets them with the
 * same warm cache, one after another in each round. About ten minutes, 3.3 GB of disk.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { chromium } from '@playwright/test';
import { build } from 'esbuild';
import { BROWSER_ARGS, ensureBrowser } from '../.ci/browser.mjs';
import { ROOT } from '../.ci/run-all.mjs';
import { watchHeap } from './heap.mjs';
import { median, round } from './figures.mjs';
import { installPeers, peerVersions, versionIn } from './peers.mjs';
import { makeFolder, makeZip } from './recognise/data.mjs';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const ROUNDS = 5;
const SLICES = 2000;
const MANY = 65_000;

const SUBJECTS = {
  ours: 'second-opinion-intake',
  limit: 'heads in batches, no parsing',
  'dicom-parser': 'dicom-parser',
  dcmjs: 'dcmjs',
};
const CASES = { folder: '2,000 slices, 1 GB, folder', stored: 'stored ZIP', deflated: 'deflated ZIP' };
const MANY_CASE = '65,000 files, folder';
/** What tells what a file is, DICOM headers and character sets included. */
const RECOGNISER = 'recogniser';
const WORKER = 'whole worker';

const valueOf = (rows, name, at, metric) =>
  rows.find((row) => row.subject === SUBJECTS[name] && row.case === at && row.metric === metric)?.value ??
  NaN;

/** Ours over another's: at least. */
const atLeast = (id, at, other, least, words) => ({
  id,
  target: `${at}: at least ${words}`,
  measure: (rows) => {
    const ratio = valueOf(rows, 'ours', at, 'files/s') / other(rows, at);
    return { measured: ratio.toFixed(2), met: ratio >= least };
  },
});
const limitOf = (rows, at) => valueOf(rows, 'limit', at, 'files/s');
const fastestPeer = (rows, at) =>
  Math.max(...['dicom-parser', 'dcmjs'].map((name) => valueOf(rows, name, at, 'files/s')).filter(Boolean));
const atMost = (id, at, metric, most, unit) => ({
  id,
  target: `${at}, ${metric}: at most ${most} ${unit}`,
  measure: (rows) => {
    const value = valueOf(rows, 'ours', at, metric);
    return { measured: `${value} ${unit}`, met: value <= most };
  },
});

export const targets = [
  atLeast('folder-limit', CASES.folder, limitOf, 0.75, '0.75 of the limit'),
  atLeast('folder-peer', CASES.folder, fastestPeer, 3, '3 times the fastest peer'),
  atMost('first-study', CASES.folder, 'first study named', 150, 'ms'),
  atLeast('stored-limit', CASES.stored, limitOf, 0.8, '0.8 of the limit'),
  atLeast('deflated-limit', CASES.deflated, limitOf, 0.8, '0.8 of the limit'),
  atMost('many-heap', MANY_CASE, 'peak heap', 150, 'MB'),
  atMost('many-task', MANY_CASE, 'longest main-thread task', 50, 'ms'),
  atMost('bytes', RECOGNISER, 'gzip', 12_000, 'bytes'),
];

const TYPES = { '.js': 'text/javascript', '.mjs': 'text/javascript' };
const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Benchmark</title><link rel="icon" href="data:,">
<input type="file" multiple><script type="module" src="/drive.mjs"></script></html>`;

async function serve(folder) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    try {
      response.setHeader('Content-Type', TYPES[extname(pathname)] ?? 'text/html');
      if (pathname === '/') response.end(PAGE);
      else if (pathname.startsWith('/ours/')) response.end(readFileSync(join(folder, pathname.slice(6))));
      else response.end(readFileSync(join(HERE, 'recognise', pathname)));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

async function recogniser(options) {
  const { outputFiles } = await build({
    ...options,
    write: false,
    stdin: {
      contents: `export * from './recognise.js'; export * from './dicom/read-instance.js';`,
      resolveDir: `${ROOT}dist/documents`,
    },
  });
  return outputFiles[0].contents;
}

export async function run({ rounds = ROUNDS } = {}) {
  installPeers();
  const scratch = process.env.SO_BENCH_DATA ?? mkdtempSync(join(tmpdir(), 'so-recognise-'));
  mkdirSync(scratch, { recursive: true });
  const bundle = mkdtempSync(join(tmpdir(), 'so-recognise-bundle-'));
  const sources = {
    folder: join(scratch, 'folder'),
    stored: join(scratch, 'stored.zip'),
    deflated: join(scratch, 'deflated.zip'),
    many: join(scratch, 'many'),
  };
  if (!existsSync(sources.many)) {
    console.log('Making the files ...');
    makeFolder(sources.folder, SLICES, { pixels: 524_288 });
    await makeZip(sources.folder, SLICES, sources.stored, 0);
    await makeZip(sources.folder, SLICES, sources.deflated, 8);
    makeFolder(sources.many, MANY, { pixels: 512, headerBytes: 2000 });
  }
  const options = {
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    legalComments: 'none',
    outdir: bundle,
  };
  await build({ ...options, entryPoints: [`${ROOT}dist/transfer/surveyor.js`] });
  await build({ ...options, entryPoints: { 'peers.worker': `${HERE}recognise/peers.worker.mjs` } });
  const worker = readFileSync(`${ROOT}dist/documents/documents.worker.js`);
  writeFileSync(join(bundle, 'documents.worker.js'), worker);
  const server = await serve(bundle);
  const browser = await chromium.launch({ executablePath: await ensureBrowser(), args: BROWSER_ARGS });
  const found = new Map();
  const note = (at, name, metric, value) => {
    const key = JSON.stringify([at, name, metric]);
    found.set(key, [...(found.get(key) ?? []), value]);
  };

  const measure = async (at, name, source, expected) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    try {
      await page.goto(server.url);
      await page.waitForFunction(() => window.ready);
      if (statSync(source).isDirectory())
        await page.evaluate(() => (document.querySelector('input').webkitdirectory = true));
      await page.setInputFiles('input', source);
      const heap = await watchHeap(page);
      const result = await page.evaluate((subject) => window.recognise(subject), name);
      const peak = (await heap.stop()) / 1e6;
      if (result.files !== expected) throw new Error(`${result.files} files found of ${expected}`);
      note(at, name, 'files/s', (expected / result.ms) * 1000);
      note(at, name, 'longest main-thread task', result.longest);
      note(at, name, 'peak heap', peak);
      if (name !== 'limit') note(at, name, 'first study named', result.first);
    } catch (error) {
      console.error(`${SUBJECTS[name]}, ${at}: ${String(error.message).split('\n')[0]}`);
    } finally {
      await context.close();
    }
  };

  try {
    for (let i = 0; i < rounds; i++) {
      const names = Object.keys(SUBJECTS);
      // Each is first once: who comes first finds fewer of the bytes in the system's cache.
      const inTurn = names.map((_, index) => names[(index + i) % names.length]);
      for (const [kind, at] of Object.entries(CASES))
        for (const name of inTurn) await measure(at, name, sources[kind], SLICES);
      await measure(MANY_CASE, 'ours', sources.many, MANY);
    }
  } finally {
    await browser.close();
    server.close();
    rmSync(bundle, { recursive: true });
    if (!process.env.SO_BENCH_DATA) rmSync(scratch, { recursive: true });
  }
  const units = { 'files/s': 'files/s', 'peak heap': 'MB' };
  const rows = [...found].map(([key, values]) => {
    const [at, name, metric] = JSON.parse(key);
    return {
      case: at,
      subject: SUBJECTS[name],
      metric,
      value: round(median(values)),
      unit: units[metric] ?? 'ms',
    };
  });
  const order = Object.values(SUBJECTS);
  rows.sort(
    (a, b) =>
      `${a.case}|${a.metric}`.localeCompare(`${b.case}|${b.metric}`) ||
      order.indexOf(a.subject) - order.indexOf(b.subject),
  );
  const zipped = (bytes) => gzipSync(bytes, { level: 9 }).length;
  for (const [at, value] of [
    [RECOGNISER, zipped(await recogniser(options))],
    [WORKER, zipped(worker)],
  ])
    rows.push({ case: at, subject: SUBJECTS.ours, metric: 'gzip', value, unit: 'bytes' });
  return {
    rows,
    versions: {
      'second-opinion-intake': versionIn(ROOT),
      ...peerVersions(['dicom-parser', 'dcmjs', '@zip.js/zip.js']),
      Chromium: browser.version(),
    },
  };
}
