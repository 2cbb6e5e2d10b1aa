/** The whole journey, and what may break it on the way: page, script and backend on three origins. */
import { readFileSync } from 'node:fs';
import { sha256 } from '../support/sha256.js';
import { assertNoneBelowOffset, movesFile } from '../support/traffic.js';
import { caseIds, consoleOf, digestsOf, expect, expectAccessible, storedUploads, test } from './support.js';
import {
  beEligible,
  chooseFiles,
  chooseFolder,
  consent,
  fillDetails,
  goOn,
  PATIENT,
  submit,
  toDocuments,
} from './steps.js';

test('a patient goes all the way, and the clinic’s side answers', async ({ page, site }) => {
  const said = consoleOf(page);
  const before = storedUploads(site.backend);
  await page.goto(site.pageUrl);
  await expect(page.getByRole('button', { name: 'Start', exact: true })).toBeVisible();
  await expectAccessible(page);
  await beEligible(page);
  await expectAccessible(page);
  await goOn(page);
  await fillDetails(page);
  await expectAccessible(page);
  await goOn(page);
  await expectAccessible(page);
  await consent(page);
  await expectAccessible(page);
  await chooseFolder(page, site.disc.folder);
  await chooseFiles(page, [site.disc.pdf]);
  const total = site.disc.files.length + 1;
  await expect(page.getByText(`${total} of ${total} files received`)).toBeVisible({ timeout: 60_000 });
  await expectAccessible(page);
  const stored = storedUploads(site.backend).filter((path) => !before.includes(path));
  expect(digestsOf(stored)).toEqual(digestsOf([...site.disc.files, site.disc.pdf]));
  await submit(page);
  await expectAccessible(page);

  // The clinic asks for something; the page shows it by itself.
  const [caseId = ''] = await caseIds(site.staff);
  await site.staff.move(caseId, 'collecting-records');
  await expect(page.getByRole('heading', { name: 'We are collecting your records' })).toBeVisible();
  await site.staff.ask(caseId, 'Pathology report');
  await expect(page.getByRole('heading', { name: 'Pathology report' })).toBeVisible();
  await page.getByRole('button', { name: /Add the document/ }).click();
  await chooseFiles(page, [site.disc.pdf]);
  await expect(page.getByText('You answered. The clinic is checking it.')).toBeVisible();
  await expectAccessible(page);

  // The report comes when it is asked for, and not before.
  await site.staff.release(caseId);
  await expect(page.getByRole('heading', { name: 'Your report is ready' }).first()).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download the report' }).click();
  const bytes = readFileSync(await (await download).path());
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  await expect(page.getByText(/First opened on/)).toBeVisible();

  // What was typed stands nowhere but at the backend.
  const kept = await page.evaluate(async () => {
    const databases = await indexedDB.databases();
    return JSON.stringify([
      { ...localStorage },
      { ...sessionStorage },
      document.cookie,
      location.href,
      databases,
    ]);
  });
  for (const canary of Object.values(PATIENT)) {
    expect(kept).not.toContain(canary);
    expect(said.join('\n')).not.toContain(canary);
    expect(readFileSync(`${site.backend.dataDir}/backend.log`, 'utf8')).not.toContain(canary);
  }
  expect(said).toEqual([]);
});

test('a cut in the middle of an upload costs no acknowledged byte', async ({ page, site }) => {
  await page.goto(site.pageUrl);
  await toDocuments(page);
  const [file = ''] = site.disc.files;
  const size = readFileSync(file).length;
  const from = site.proxy.log.length;
  site.proxy.cutAfter(Math.floor(size / 2), movesFile);
  await chooseFiles(page, [file]);
  await expect(page.getByText('1 of 1 file received')).toBeVisible({ timeout: 60_000 });
  expect(site.proxy.stats.cuts).toBeGreaterThan(0);

  const log = site.proxy.log.slice(from);
  assertNoneBelowOffset(log);
  expect(Math.max(...log.map(({ answeredOffset }) => answeredOffset ?? 0))).toBe(size);
  const bodies = log.filter(movesFile);
  expect(bodies.length).toBeGreaterThan(1);
  // It went on in the middle, unless the browser has sent the whole request again by itself.
  const last = bodies.at(-1);
  if (last?.method === 'PATCH') expect(last.uploadOffset).toBeGreaterThan(0);
  expect(digestsOf(storedUploads(site.backend))).toContain(sha256(readFileSync(file)));
});

test('a lost answer to the creation of a case leaves one case', async ({ page, site }) => {
  const before = await caseIds(site.staff);
  await page.goto(site.pageUrl);
  await beEligible(page);
  await goOn(page);
  await fillDetails(page);
  site.proxy.loseNextResponse(({ method, path }) => method === 'PUT' && path.startsWith('/cases/'));
  await goOn(page);
  await consent(page);
  expect(site.proxy.stats.lost).toBe(1);
  expect((await caseIds(site.staff)).length).toBe(before.length + 1);

  // The answer is lost for good: the page is closed, and the next visit goes on with that case.
  const page2 = await page.context().newPage();
  await page.close();
  await page2.goto(site.pageUrl);
  await expect(page2.getByText('Welcome back')).toBeVisible();
  expect((await caseIds(site.staff)).length).toBe(before.length + 1);
});
