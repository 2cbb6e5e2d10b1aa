/**
 * `npm run size`: what a page needs from `cdn.js` until the first screens of the four elements have rendered, in Brotli bytes
 * (quality 11, as CDNs store it). Counted in a real browser on a page with all four elements: lazy chunks that the elements
 * ask for are held back until all four first screens stand, so that what is counted is exactly what they needed; then the
 * chunks are let through and listed as what comes right after. English; checklist and intake at their start, the
 * uploader on a case without documents yet, the tracker on a case under way.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { chromium } from '@playwright/test';
import { serveFolder } from '../examples/static-server.mjs';
import { BROWSER_ARGS, ensureBrowser } from './browser.mjs';
import { ROOT } from './run-all.mjs';

const LIMIT = 45_000;
/** Answered by the browser's own interception: nothing listens there. */
const BACKEND = 'http://127.0.0.1:9';
/** Chunks are named with a digest; what `cdn.js` imports statically would hang, and the page never show: it is one file. */
const LAZY = /-[\w-]{8}\.js$/;
const TAGS = ['so-intake', 'so-eligibility-checklist', 'so-document-uploader', 'so-case-status-tracker'];

const brotli = (bytes) =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;

const scripts = await serveFolder({ folder: new URL('../dist/cdn/', import.meta.url), cors: true });
const folder = mkdtempSync(join(tmpdir(), 'so-size-'));
const host = await serveFolder({ folder: pathToFileURL(`${folder}/`) });
const browser = await chromium.launch({ executablePath: await ensureBrowser(), args: BROWSER_ARGS });
try {
  const page = await browser.newPage();
  const loaded = new Set();
  const after = new Set();
  let letThrough;
  const firstScreensStand = new Promise((resolve) => (letThrough = resolve));
  await page.route(`${scripts.url}/**`, async (route) => {
    const name = new URL(route.request().url()).pathname.slice(1);
    if (LAZY.test(name)) {
      after.add(name);
      await firstScreensStand;
    } else loaded.add(name);
    await route.continue();
  });
  // A backend that answers by the contract's own examples: what it says is not counted, that it answers matters.
  const spec = JSON.parse(readFileSync(`${ROOT}dist/openapi.json`, 'utf8'));
  const example = (path, method, status) => {
    const { examples } = spec.paths[path][method].responses[status].content['application/json'];
    return Object.values(examples)[0].value;
  };
  const answers = [
    [/\/capabilities$/, () => example('/capabilities', 'get', 200)],
    [/\/eligibility\//, () => example('/eligibility/{definitionId}', 'get', 200)],
    [/\/sessions$/, () => example('/sessions', 'post', 201)],
    [/\/cases\/[^/]+\/events/, () => example('/cases/{caseId}/events', 'get', 200)],
    [/\/cases\/[^/]+$/, () => ({ ...example('/cases/{caseId}', 'get', 200), documents: [] })],
  ];
  await page.route(`${BACKEND}/**`, (route) => {
    const headers = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': '*' };
    const answer = answers.find(([pattern]) => pattern.test(route.request().url()));
    return route.fulfill({
      status: 200,
      headers,
      contentType: 'application/json',
      body: JSON.stringify(answer?.[1]() ?? {}),
    });
  });
  const id = example('/cases/{caseId}', 'get', 200).id;
  const elements = TAGS.map(
    (tag) => `<${tag} backend="${BACKEND}" ${tag === 'so-intake' ? '' : `case-id="${id}"`}></${tag}>`,
  );
  writeFileSync(
    join(folder, 'index.html'),
    `<!doctype html><html lang="en"><script type="module" src="${scripts.url}/cdn.js"></script>${elements.join('')}`,
  );
  const started = performance.now();
  await page.goto(host.url);
  for (const tag of TAGS) await page.locator(`${tag} :is(h1, h2, h3)`).first().waitFor();
  const ms = performance.now() - started;
  letThrough();
  await page.waitForLoadState('networkidle', { timeout: 5_000 }).catch(() => undefined);

  const measure = (when) => (name) => {
    const bytes = readFileSync(`${ROOT}dist/cdn/${name}`);
    return { file: name, when, bytes: bytes.length, brotli: brotli(bytes) };
  };
  const rows = [...loaded].map(measure('first screens'));
  const later = [...after].map(measure('right after'));
  const total = rows.reduce((sum, row) => sum + row.brotli, 0);
  if (process.argv.includes('--json')) console.log(JSON.stringify({ total, ms, rows: [...rows, ...later] }));
  else {
    console.table([...rows, ...later]);
    console.log(`First screens of the four elements: ${total} of at most ${LIMIT} bytes (Brotli)`);
  }
  if (total > LIMIT) process.exitCode = 1;
} finally {
  await browser.close();
  scripts.close();
  host.close();
  rmSync(folder, { recursive: true });
}
