/**
 * The same files on disk to the same server, by ours, the peers at their best settings, and what a browser can do by
 * itself. The sink takes bytes and writes them to disk; the reference backend unpacks, hashes and reads back as well, and
 * is waited for until it has received each file. Pages and servers are on different origins. Lines are shaped outside of
 * the browser, see transfer/line.mjs. Bytes and requests are counted at the server. About forty minutes and 5 GB of disk;
 * `--heavy` sends 4 GB too.
 */
import { mkdirSync, mkdtempSync, readdirSync, copyFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { build } from 'esbuild';
import { BROWSER_ARGS, ensureBrowser } from '../.ci/browser.mjs';
import { ROOT } from '../.ci/run-all.mjs';
import { median, round } from './figures.mjs';
import { installPeers, peerVersions, versionIn } from './peers.mjs';
import { CASES, LINES, SUBJECTS } from './transfer/cases.mjs';
import { dataOf } from './transfer/data.mjs';
import { measure } from './transfer/measure.mjs';
import { servePage, startBackend, startLines, startSink } from './transfer/servers.mjs';

export { targets } from './transfer/targets.mjs';
/** What `--only` takes. */
export const cases = [...new Set(CASES.map(({ id }) => id))];

/** What `--subjects` takes. */
export const subjects = Object.keys(SUBJECTS);

const ROUNDS = 5;
const PEERS = ['@uppy/core', '@uppy/tus', '@uppy/dashboard', 'tus-js-client', 'filepond'];
const UNITS = {
  'time to all bytes safe': ['s', 2],
  'time to all bytes acknowledged': ['s', 2],
  'files/s': ['files/s', 1],
  'MB/s': ['MB/s', 2],
  'bytes sent': ['MB', 2],
  requests: ['requests', 0],
  preflights: ['requests', 0],
  'longest main-thread task': ['ms', 0],
  'peak heap above idle': ['MB', 1],
  ready: ['ms', 0],
  nodes: ['nodes', 0],
};

const said = (values) =>
  Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([metric, value]) => `${metric} ${round(value, UNITS[metric][1])}`)
    .join(', ');

/** As a site's own bundler would, with the workers beside. */
async function bundlePage(outdir) {
  await build({
    entryPoints: { drive: fileURLToPath(new URL('transfer/page/drive.mjs', import.meta.url)) },
    outdir,
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'error',
  });
  for (const path of readdirSync(`${ROOT}dist/documents`, { recursive: true }))
    if (path.endsWith('.worker.js'))
      copyFileSync(`${ROOT}dist/documents/${path}`, join(outdir, basename(path)));
}

export async function run({ rounds = ROUNDS, only = null, subjects: asked = null, heavy = false } = {}) {
  installPeers();
  const scratch = process.env.SO_BENCH_DATA ?? mkdtempSync(join(tmpdir(), 'so-transfer-'));
  mkdirSync(scratch, { recursive: true });
  const work = mkdtempSync(join(tmpdir(), 'so-transfer-work-'));
  const bundle = join(work, 'page');
  await bundlePage(bundle);
  const chosen = CASES.filter((each) => (!only || only.includes(each.id)) && (heavy || !each.heavy))
    .map((each) => ({ ...each, subjects: each.subjects.filter((name) => !asked || asked.includes(name)) }))
    .filter((each) => each.subjects.length > 0);
  for (const { data, other } of chosen)
    for (const kind of [data, ...Object.values(other ?? {})]) dataOf(scratch, kind);

  const page = await servePage(bundle);
  const sink = await startSink(join(work, 'sink'));
  const lines = startLines();
  const browser = await chromium.launch({ executablePath: await ensureBrowser(), args: BROWSER_ARGS });
  const found = new Map();
  const note = (at, name, metric, value) => {
    const key = JSON.stringify([at, name, metric]);
    found.set(key, [...(found.get(key) ?? []), value]);
  };

  const runCase = async (each) => {
    const line = LINES[each.line];
    const reached = async ({ port }) => `http://127.0.0.1:${line ? await lines.open(port, line) : port}`;
    const wanted = each.subjects.some((name) => SUBJECTS[name].reference);
    const folder = join(work, 'backend');
    const backend = wanted ? await startBackend(folder, page.url) : null;
    const urls = { sink: await reached(sink), backend: backend && (await reached(backend)) };
    for (let i = 0; i < Math.min(rounds, each.rounds ?? Infinity); i++) {
      const names = each.subjects.filter((name) => i === 0 || !each.once?.includes(name));
      // Each is first once: who comes first finds fewer of the bytes in the system's cache.
      const inTurn = names.map((_, index) => names[(index + i) % names.length]);
      for (const name of inTurn) {
        const { reference, page: path = 'ours/' } = SUBJECTS[name];
        const files = dataOf(scratch, each.other?.[name] ?? each.data, each.few?.[name] ?? each.count);
        try {
          const values = await measure({
            browser,
            pageUrl: page.url + path,
            subject: SUBJECTS[name],
            server: reference ? backend : sink,
            url: reference ? urls.backend : urls.sink,
            files,
            adding: each.adding,
          });
          // Not lost when somebody ends it in the middle.
          console.log(`  ${i + 1}: ${SUBJECTS[name].name}: ${said(values)}`);
          // Of fewer files the time says nothing.
          if (each.few?.[name]) delete values['time to all bytes safe'];
          for (const [metric, value] of Object.entries(values)) note(each.at, name, metric, value);
        } catch (error) {
          console.error(`${SUBJECTS[name].name}, ${each.at}: ${String(error.message).split('\n')[0]}`);
        }
      }
    }
    await backend?.stop();
    rmSync(folder, { recursive: true, force: true });
  };

  try {
    for (const each of chosen) {
      console.log(`${each.at} ...`);
      await runCase(each);
    }
  } finally {
    await browser.close();
    await Promise.all([sink.stop(), lines.stop()]);
    page.close();
    rmSync(work, { recursive: true });
    if (!process.env.SO_BENCH_DATA) rmSync(scratch, { recursive: true });
  }

  const rows = [...found].map(([key, values]) => {
    const [at, name, metric] = JSON.parse(key);
    const [unit, digits] = UNITS[metric];
    return { case: at, subject: SUBJECTS[name].name, metric, value: round(median(values), digits), unit };
  });
  // Side by side, ours first: the frame takes the first subject as the base.
  const places = [
    CASES.map(({ at }) => at),
    Object.keys(UNITS),
    Object.values(SUBJECTS).map(({ name }) => name),
  ];
  const place = (row) => [row.case, row.metric, row.subject].map((value, i) => places[i].indexOf(value));
  rows.sort((a, b) => {
    const [one, other] = [place(a), place(b)];
    const differs = one.findIndex((value, i) => value !== other[i]);
    return differs < 0 ? 0 : one[differs] - other[differs];
  });
  return {
    rows,
    versions: {
      'second-opinion-intake': versionIn(ROOT),
      ...peerVersions(PEERS),
      Chromium: browser.version(),
    },
  };
}
