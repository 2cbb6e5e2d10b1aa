/**
 * The checklist beside the peers and a hand-written floor: the same questions, in one browser, one subject after another
 * in each round. What the figures mean stands at each metric in eligibility/drive.mjs. About five minutes.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { chromium } from '@playwright/test';
import { build } from 'esbuild';
import { BROWSER_ARGS, ensureBrowser } from '../.ci/browser.mjs';
import { ROOT } from '../.ci/run-all.mjs';
import { asked, HARDEST, hardest, proofTimes, SIZES } from './eligibility/proof.mjs';
import { installPeers, peerVersions, versionIn } from './peers.mjs';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const ROUNDS = 5;
/** In each round; the slowest peer takes seconds for an answer at 2,000. */
const SHOW_CLICKS = { 500: 20, 2000: 10 };
const SLOWED = 6;
/** For everything that a subject does on one page. */
const PATIENCE = 120_000;

const LFORMS = '/peers/lforms/dist/lforms';
/** What each needs on a page, in the order that its documentation gives. */
const SUBJECTS = {
  ours: { name: 'second-opinion-intake', modules: ['/ours/define.js'] },
  floor: { name: 'hand-written DOM' },
  lforms: {
    name: 'LHC-Forms',
    scripts: [
      `${LFORMS}/webcomponent/assets/lib/zone.min.js`,
      `${LFORMS}/webcomponent/lhc-forms.js`,
      `${LFORMS}/fhir/R4/lformsFHIR.min.js`,
    ],
    styles: [`${LFORMS}/webcomponent/styles.css`],
  },
  surveyjs: {
    name: 'SurveyJS',
    scripts: ['/peers/survey-core/survey.core.min.js', '/peers/survey-js-ui/survey-js-ui.min.js'],
    styles: ['/peers/survey-core/survey-core.min.css'],
  },
};
const NAMES = Object.keys(SUBJECTS);

const PAIRS = { 10: '10 items', 500: '500 items', 2000: '2,000 items' };
const CHAIN = 'chain of 2,000';

/** A row's value; NaN when it was not to be had, which meets no target. */
function valueOf(rows, name, at, metric) {
  const row = rows.find(
    (each) => each.subject === SUBJECTS[name].name && each.case === at && each.metric === metric,
  );
  return row?.value ?? NaN;
}

/** Ours against a multiple of another subject's. */
const against = (id, at, metric, other, most, words) => ({
  id,
  target: `${at}, ${metric}: at most ${words} of ${SUBJECTS[other].name}`,
  measure: (rows) => {
    const [mine, theirs] = [valueOf(rows, 'ours', at, metric), valueOf(rows, other, at, metric)];
    return {
      measured: `${mine} against ${theirs} (${(mine / theirs).toFixed(3)})`,
      met: mine <= theirs * most,
    };
  },
});

const atMost = (id, at, metric, limit, unit) => ({
  id,
  target: `${at}, ${metric}: at most ${limit} ${unit}`,
  measure: (rows) => {
    const mine = valueOf(rows, 'ours', at, metric);
    return { measured: `${mine} ${unit}`, met: mine <= limit };
  },
});

export const targets = [
  against('rendered-10', PAIRS[10], 'rendered', 'floor', 1.25, '1.25'),
  against('show-500-floor', PAIRS[500], 'show p95', 'floor', 3, '3 times that'),
  against('show-500-lforms', PAIRS[500], 'show p95', 'lforms', 1 / 10, 'a tenth'),
  against('show-500-surveyjs', PAIRS[500], 'show p95', 'surveyjs', 1 / 25, 'a 25th'),
  against('show-2000-floor', PAIRS[2000], 'show p95', 'floor', 4, '4 times that'),
  against('collapse-2000', CHAIN, 'collapse', 'floor', 1.5, '1.5 times that'),
  {
    id: 'no-long-task',
    target: 'no task of 50 ms or more on an answer, at 500 and at 2,000 items',
    measure: (rows) => {
      const tasks = [500, 2000].map((items) =>
        valueOf(rows, 'ours', PAIRS[items], 'longest task on an answer'),
      );
      // The browser reports tasks of 50 ms or more only: 0 is none.
      return { measured: `${tasks.join(' and ')} ms`, met: tasks.every((each) => each === 0) };
    },
  },
  atMost('slowed-answer', `one a page, 10 items, CPU ${SLOWED}x slower`, 'answer to next paint', 50, 'ms'),
  atMost('bytes', 'widget alone', 'JS and CSS, gzip', 22_000, 'bytes'),
  atMost('proof-40', SIZES[0].at, 'proof', 50, 'ms'),
  atMost('proof-100', SIZES[1].at, 'proof', 1_000, 'ms'),
  {
    id: 'asked',
    target: 'each definition of the gallery: mean questions asked at most 1.05 of the least possible',
    measure: (rows) => {
      const means = rows.filter(
        ({ subject, metric }) => subject === 'least possible' && metric === 'questions',
      );
      const worst = Math.max(
        ...means.map((least) => valueOf(rows, 'ours', least.case, 'questions') / least.value),
      );
      return { measured: `${worst.toFixed(3)} at most`, met: means.length > 0 && worst <= 1.05 };
    },
  },
];

/** The prover, in this process. */
async function proofRows(rounds) {
  const { prove } = await import(`${ROOT}dist/eligibility/index.js`);
  const subject = SUBJECTS.ours.name;
  const rows = [];
  const add = (at, metric, value, unit, who = subject) =>
    rows.push({ case: at, subject: who, metric, value: Math.round(value * 100) / 100, unit });
  for (const size of SIZES) {
    const { times, decided } = proofTimes(prove, size, rounds);
    add(size.at, 'proof', decided ? quantile(times, 0.5) : NaN, 'ms');
    add(size.at, 'proof, slowest', Math.max(...times), 'ms');
  }
  const { time, decided, undecided } = hardest(prove);
  add(HARDEST, decided ? 'proof' : `not decided within the limit (${undecided.join()})`, time, 'ms');
  const folder = `${ROOT}examples/definitions/`;
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.json'))) {
    const { mean, meanAtBest, meanUnlessUrgent, all } = asked(
      prove,
      JSON.parse(readFileSync(folder + name, 'utf8')),
    );
    add(name, 'questions', mean, 'mean');
    add(name, 'questions', meanAtBest, 'mean', 'least possible');
    add(name, 'questions', all, 'mean', 'asking all');
    add(name, 'questions, unless urgent', meanUnlessUrgent, 'mean');
  }
  return rows;
}

function pageOf({ modules = [], scripts = [], styles = [] }) {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Benchmark</title><link rel="icon" href="data:,">
${styles.map((href) => `<link rel="stylesheet" href="${href}">`).join('')}<main></main>
<script>window.scriptsAt = performance.now()</script>
${scripts.map((src) => `<script src="${src}"></script>`).join('')}
${[...modules, '/drive.mjs'].map((src) => `<script type="module" src="${src}"></script>`).join('')}</html>`;
}

const TYPES = { '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css' };

/** Everything comes from this process, out of memory after the first time. */
async function serve(ours) {
  const folders = [
    ['/ours/', `${ours}/`],
    ['/peers/', `${HERE}node_modules/`],
    ['/', `${HERE}eligibility/`],
  ];
  const files = new Map();
  const read = (path) => {
    const [prefix, folder] = folders.find(([each]) => path.startsWith(each));
    if (!files.has(path)) files.set(path, readFileSync(join(folder, path.slice(prefix.length))));
    return files.get(path);
  };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    try {
      const subject = SUBJECTS[pathname.slice(1)];
      const type = subject ? 'text/html' : (TYPES[extname(pathname)] ?? 'application/octet-stream');
      response.setHeader('Content-Type', type);
      response.end(subject ? pageOf(subject) : read(pathname));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}`, read, close: () => server.close() };
}

const sorted = (values) => [...values].sort((a, b) => a - b);
const quantile = (values, q) => sorted(values)[Math.min(values.length - 1, Math.floor(values.length * q))];
const round = (value) => (value === undefined || value === null ? null : Math.round(value * 10) / 10);

/** `entry`: what is bundled as ours. `onFound` hears of each figure as it comes. */
export async function run({
  rounds = ROUNDS,
  onFound,
  entry = `${ROOT}dist/widgets/eligibility-checklist/define.js`,
} = {}) {
  installPeers();
  const folder = mkdtempSync(join(tmpdir(), 'so-eligibility-'));
  // As a site's own bundler would: split, so that what is not needed is not fetched. A copy, should dist/ be built anew.
  await build({
    entryPoints: { define: entry },
    outdir: folder,
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    legalComments: 'none',
  });
  const server = await serve(folder);
  const browser = await chromium.launch({ executablePath: await ensureBrowser(), args: BROWSER_ARGS });

  /** Values of all rounds, by case, subject and metric. */
  const found = new Map();
  const note = (at, name, metric, ...values) => {
    const key = JSON.stringify([at, name, metric]);
    found.set(key, [...(found.get(key) ?? []), ...values]);
    onFound?.(key, values);
  };

  /** A subject on a page of its own, with nothing cached; what fails is told, and is no figure. */
  const withPage = async (name, at, query, work) => {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    const fetched = new Set();
    let timer;
    page.on('request', (request) => fetched.add(new URL(request.url()).pathname));
    try {
      await page.goto(`${server.url}/${name}?${query}`);
      await page.waitForFunction(() => window.ready);
      const late = new Promise((_, reject) => {
        timer = setTimeout(() => reject(new Error(`not done within ${PATIENCE} ms`)), PATIENCE);
      });
      await Promise.race([work(page, fetched), late]);
    } catch (error) {
      console.error(`${SUBJECTS[name].name}, ${at}: ${String(error.message).split('\n')[0]}`);
    } finally {
      clearTimeout(timer);
      await context.close();
    }
  };

  try {
    for (let i = 0; i < rounds; i++) {
      for (const items of [10, 500, 2000]) {
        const at = PAIRS[items];
        for (const name of NAMES) {
          await withPage(name, at, `kind=pairs&items=${items}`, async (page, fetched) => {
            const { rendered, sinceScripts } = await page.evaluate(() => window.started);
            note(at, name, 'rendered', rendered);
            note(at, name, 'rendered, since scripts', sinceScripts);
            if (items === 10) {
              const own = [...fetched].filter((path) => /^\/(ours|peers)\/.*\.(js|css)$/.test(path));
              // The floor is no package: its code is part of the page.
              const bytes = own.reduce(
                (sum, path) => sum + gzipSync(server.read(path), { level: 9 }).length,
                0,
              );
              if (name !== 'floor') note('widget alone', name, 'JS and CSS, gzip', bytes);
              return;
            }
            const answer = ([subject, count, clicks]) => window.show(subject, count, clicks);
            const { times, longest } = await page.evaluate(answer, [name, items, SHOW_CLICKS[items]]);
            note(at, name, 'show', ...times);
            note(at, name, 'longest task on an answer', longest);
          });
        }
      }
      for (const name of NAMES) {
        await withPage(name, CHAIN, 'kind=chain&items=2000&prefilled', async (page) => {
          await page.evaluate(() => window.started);
          note(
            CHAIN,
            name,
            'collapse',
            await page.evaluate((subject) => window.collapse(subject, 2000), name),
          );
        });
      }
      for (const items of [10, 500]) {
        const at = `one a page, ${items} items, CPU ${SLOWED}x slower`;
        await withPage('ours', at, '', async (page) => {
          const devtools = await page.context().newCDPSession(page);
          await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWED });
          note(
            at,
            'ours',
            'answer to next paint',
            ...(await page.evaluate((count) => window.pages(count, 8), items)),
          );
        });
      }
    }
  } finally {
    await browser.close();
    server.close();
    rmSync(folder, { recursive: true });
  }

  const rows = [...found].flatMap(([key, values]) => {
    const [at, name, metric] = JSON.parse(key);
    const unit = metric.endsWith('gzip') ? 'bytes' : 'ms';
    const row = (what, value) => ({
      case: at,
      subject: SUBJECTS[name].name,
      metric: what,
      value: round(value),
      unit,
    });
    // One round in which some never went is enough.
    if (values.includes(null)) return [row(metric, null)];
    if (metric !== 'show') return [row(metric, quantile(values, 0.5))];
    return [row('show median', quantile(values, 0.5)), row('show p95', quantile(values, 0.95))];
  });
  const order = NAMES.map((name) => SUBJECTS[name].name);
  // Side by side, ours first: the frame takes the first subject as the base.
  const groups = [...new Set(rows.map((row) => `${row.case}|${row.metric}`))];
  rows.sort(
    (a, b) =>
      groups.indexOf(`${a.case}|${a.metric}`) - groups.indexOf(`${b.case}|${b.metric}`) ||
      order.indexOf(a.subject) - order.indexOf(b.subject),
  );
  rows.push(...(await proofRows(rounds)));
  return {
    rows,
    versions: {
      'second-opinion-intake': versionIn(ROOT),
      ...peerVersions(['lforms', 'survey-core']),
      Chromium: browser.version(),
    },
  };
}
