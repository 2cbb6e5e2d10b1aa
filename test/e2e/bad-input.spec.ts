/** Bad files, bad answers, bad days: each is said in words, with what to do, and nothing that was entered is lost. */
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { caseIds, consoleOf, expect, test } from './support.js';
import {
  beEligible,
  chooseFiles,
  consent,
  fillDetails,
  goOn,
  PATIENT,
  submit,
  toDocuments,
} from './steps.js';

/** The browser itself reports failed requests; everything else would be ours. */
const ours = (lines: string[]) =>
  lines.filter((text) => !/Failed to load resource|has been blocked by CORS policy|net::ERR/.test(text));

test('wrong, empty and too large files are refused in words, before anything is sent', async ({
  page,
  site,
}) => {
  const said = consoleOf(page);
  const folder = mkdtempSync(join(tmpdir(), 'so-bad-'));
  const text = join(folder, 'report.pdf');
  writeFileSync(text, 'These are only words.\n');
  const empty = join(folder, 'empty.jpg');
  writeFileSync(empty, '');
  const huge = join(folder, 'huge.dcm');
  writeFileSync(huge, '');
  truncateSync(huge, 2 * 1024 ** 3 + 1);
  await page.goto(site.pageUrl);
  await toDocuments(page);
  const from = site.proxy.log.length;
  await chooseFiles(page, [text, empty, huge]);
  await expect(page.getByText('The name says one kind of file, but something else is inside.')).toBeVisible();
  await expect(page.getByText('This file is empty.')).toBeVisible();
  await expect(page.getByText(/This file is larger than/)).toBeVisible();
  expect(
    site.proxy.log.slice(from).filter(({ path }) => path.includes('/documents') || path.includes('/uploads')),
  ).toEqual([]);
  expect(said).toEqual([]);
  rmSync(folder, { recursive: true });
});

/** Goes to the end of the details, breaks the backend there, and expects words and what was typed. */
async function atDetails(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await beEligible(page);
  await goOn(page);
  await fillDetails(page);
}

async function expectKept(page: Page): Promise<void> {
  await expect(page.getByLabel('First name')).toHaveValue(PATIENT.givenName);
  await expect(page.getByLabel('E-mail address')).toHaveValue(PATIENT.email);
}

const faults: [string, (page: Page, backend: string) => Promise<unknown>, RegExp][] = [
  [
    'answers 500',
    (page, backend) =>
      page.route(`${backend}/cases/**`, (route) =>
        route.fulfill({ status: 500, body: 'oops', headers: { 'Access-Control-Allow-Origin': '*' } }),
      ),
    /not available right now|went wrong on our side/,
  ],
  [
    'answers HTML',
    (page, backend) =>
      page.route(`${backend}/cases/**`, (route) =>
        route.fulfill({
          status: 200,
          contentType: 'text/html',
          body: '<html>Welcome</html>',
          headers: { 'Access-Control-Allow-Origin': '*' },
        }),
      ),
    /gave an answer that we can’t read/,
  ],
  [
    'answers nothing',
    (page, backend) => page.route(`${backend}/**`, (route) => route.abort('connectionrefused')),
    /can’t reach the clinic’s server|not connected to the internet/,
  ],
];

for (const [name, breakIt, words] of faults) {
  test(`a backend that ${name} loses nothing that was entered`, async ({ page, site }) => {
    const said = consoleOf(page);
    await atDetails(page, site.pageUrl);
    await breakIt(page, site.proxy.url);
    await goOn(page);
    await expect(page.getByText(words).first()).toBeVisible({ timeout: 60_000 });
    await expectKept(page);
    // Once it is back, the same button goes on.
    await page.unrouteAll();
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('heading', { name: 'Your consent', exact: true })).toBeFocused();
    expect(ours(said)).toEqual([]);
  });
}

test('a backend that does not list this site says so to its developer, and to the patient in words', async ({
  page,
  site,
}) => {
  const said = consoleOf(page);
  // The same page on another origin: "localhost" is not on the list.
  await page.goto(site.pageUrl.replace('127.0.0.1', 'localhost'));
  await expect(
    page.getByText('This website is not connected to the clinic’s server yet', { exact: true }),
  ).toBeVisible();
  expect(ours(said)).toHaveLength(1);
  expect(ours(said)[0]).toContain('http://localhost');
});

test('an expired session is renewed without a word', async ({ page, site }) => {
  await page.goto(site.pageUrl);
  await toDocuments(page);
  let refused = 0;
  // The token is refused once in mid-work, as after fifteen minutes.
  await page.route(`${site.proxy.url}/cases/*/documents`, (route) =>
    route.request().method() === 'POST' && refused++ === 0
      ? route.fulfill({
          status: 401,
          contentType: 'application/problem+json',
          headers: { 'Access-Control-Allow-Origin': '*' },
          body: JSON.stringify({
            type: 'https://second-opinion-intake.dev/problems/unauthenticated',
            title: 'expired',
            status: 401,
          }),
        })
      : route.continue(),
  );
  await chooseFiles(page, [site.disc.pdf]);
  await expect(page.getByText('1 of 1 file received')).toBeVisible();
  expect(refused).toBeGreaterThan(1);
});

test('two tabs on one case end in one case, and tell the later one', async ({ page, site, context }) => {
  const before = (await caseIds(site.staff)).length;
  await page.goto(site.pageUrl);
  await toDocuments(page);
  const other = await context.newPage();
  await other.goto(site.pageUrl);
  await expect(other.getByText('Welcome back')).toBeVisible();
  await submit(page);
  // The other tab works from an older version of the case.
  await other.getByRole('button', { name: /^(Continue|I’ll send records later)$/ }).click();
  await expect(other.getByRole('heading', { name: 'We have your request' })).toBeVisible();
  expect((await caseIds(site.staff)).length).toBe(before + 1);
});

test('an invalid definition is said in words', async ({ page, site }) => {
  await page.route(`${site.proxy.url}/eligibility/**`, async (route) => {
    const response = await route.fetch();
    const definition = (await response.json()) as { rules: { outcome: string }[] };
    for (const rule of definition.rules) rule.outcome = 'nowhere';
    await route.fulfill({ response, json: definition });
  });
  await page.goto(site.pageUrl);
  await expect(page.getByText('The questions can’t be shown right now')).toBeVisible();
});

test('what is left out in a form is named, and consent is asked for', async ({ page, site }) => {
  await page.goto(site.pageUrl);
  await beEligible(page);
  await goOn(page);
  // Going on waits for the assessment to be recorded.
  await expect(page.getByRole('heading', { name: 'Your details', exact: true })).toBeFocused();
  await goOn(page);
  await expect(page.getByText('There is a problem')).toBeVisible();
  await expect(page.getByRole('link', { name: /first name/ })).toBeVisible();
  await fillDetails(page);
  await goOn(page);
  await consent(page);
});
