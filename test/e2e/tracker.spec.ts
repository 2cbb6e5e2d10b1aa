/** What a patient does once the case is sent: messages, questions about the report, another device, and what e-mails say. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { BrowserContext, Page } from '@playwright/test';
import { startInProcess } from '../support/backend.js';
import { pdfFile } from '../support/fixtures.js';
import { mailsIn, mailsOnce } from '../support/outbox.js';
import { chooseFiles, PATIENT, submit, toDocuments } from './steps.js';
import {
  caseIds,
  consoleOf,
  expect,
  expectAccessible,
  storedIn,
  test,
  withSite,
  type AnySite,
} from './support.js';

/** Seconds after which the next notice of a case may go out. */
const QUIET_S = 601;

/** Sends a case, and stays where it is followed. Gives its id. */
async function sendCase(page: Page, { pageUrl, staff }: AnySite, patient = PATIENT): Promise<string> {
  const before = await caseIds(staff);
  await page.goto(pageUrl);
  await toDocuments(page, patient);
  await submit(page);
  const [id = ''] = (await caseIds(staff)).filter((each) => !before.includes(each));
  return id;
}

async function referenceOn(page: Page): Promise<string> {
  const text = await page.getByText(/^Case SO-/).innerText();
  return /SO-\w{4}-\w{4}/.exec(text)?.[0] ?? '';
}

/** The URL of each request, and the access tokens that were given out. */
function trafficOf(context: BrowserContext): { urls: string[]; tokens: string[] } {
  const urls: string[] = [];
  const tokens: string[] = [];
  context.on('request', (request) => urls.push(request.url()));
  context.on('response', async (response) => {
    if (!response.url().endsWith('/sessions') || response.status() !== 201) return;
    const { accessToken } = (await response.json()) as { accessToken: string };
    tokens.push(accessToken);
  });
  return { urls, tokens };
}

test('a message with a document, an answer, and a follow-up question after the report', async ({
  page,
  site,
}, info) => {
  const said = consoleOf(page);
  const { urls, tokens } = trafficOf(page.context());
  const biopsy = info.outputPath('zaunkoenig.pdf');
  writeFileSync(biopsy, pdfFile('Biopsy'));
  const caseId = await sendCase(page, site);
  const staffPage = () => site.staff.page(`/staff/cases/${caseId}`);

  await page.getByRole('button', { name: 'Add a document' }).click();
  await chooseFiles(page, [biopsy]);
  await expect(page.getByText('1 file will go with your message.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Your message' }).fill('Is the Nachtigall biopsy enough?');
  await page.getByRole('button', { name: 'Send the message' }).click();
  await expect(page.getByText('Your message has been sent.').first()).toBeVisible();
  const mine = page.locator('[data-message]').filter({ hasText: 'Nachtigall' });
  await expect(mine).toContainText('zaunkoenig.pdf');
  await expect(mine).toContainText('Sent. The team has not read it yet.');
  expect(await staffPage()).toMatch(/Is the Nachtigall biopsy enough\?[^]*zaunkoenig\.pdf[^]*not read/);

  // The answer comes by itself; it is told where the person looks first, until it was read.
  await page.evaluate(() => scrollTo(0, 0));
  await expect(page.getByRole('heading', { name: 'We have your request' })).toBeInViewport();
  await expect(mine).not.toBeInViewport();
  await site.staff.write(caseId, 'Yes, the Rotkehlchen slides came too.');
  const unread = page.getByText('You have a new message. See below.');
  await expect(unread).toBeVisible();
  const answer = page.locator('[data-message]').filter({ hasText: 'Rotkehlchen' });
  await expect(answer).toContainText('Ana, case nurse');
  await expect(mine).toContainText('Read by the team on');
  const reads = page.waitForResponse((response) => response.url().endsWith('/message-reads'));
  await answer.scrollIntoViewIfNeeded();
  const read = (await (await reads).json()) as { messaging: { unread: number } };
  expect(read.messaging.unread).toBe(0);
  await expect(unread).toBeHidden();
  expect(await staffPage()).toMatch(/Rotkehlchen[^]*<td>read<\/td>/);
  await expectAccessible(page);

  await site.staff.release(caseId);
  await site.staff.releaseAddendum(caseId);
  await expect(page.getByRole('heading', { name: 'Questions about your report' })).toBeVisible();
  await expect(page.getByText('You can ask 3 more questions.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Your question' }).fill('What is a Gimpel margin?');
  await page.getByRole('button', { name: 'Send the message' }).click();
  await expect(page.getByText('You can ask 2 more questions.')).toBeVisible();
  expect(await staffPage()).toContain('What is a Gimpel margin?');

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download: Addition 1 to the report' }).click();
  const bytes = readFileSync(await (await download).path());
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  await expect(page.getByText(/First opened on/)).toBeVisible();
  expect(await staffPage()).toContain('addendum');
  await expectAccessible(page);

  // What was said stands nowhere but at the backend, and on the screen.
  expect(tokens.length).toBeGreaterThan(0);
  const places = [
    ...urls,
    ...said,
    await storedIn(page),
    readFileSync(`${site.backend.dataDir}/backend.log`, 'utf8'),
  ].join('\n');
  const canaries = [
    'Nachtigall',
    'Rotkehlchen',
    'Gimpel',
    'zaunkoenig',
    ...Object.values(PATIENT),
    ...tokens,
  ];
  for (const canary of canaries) expect(places.includes(canary), canary).toBe(false);
  expect(said).toEqual([]);
});

test('a case on another device', async ({ browser, site }) => {
  const patient = { ...PATIENT, email: 'two-devices@example.org' };
  const mails = (many: number) => mailsOnce(site.backend.dataDir, many, patient.email);
  const first = await browser.newPage();
  const caseId = await sendCase(first, site, patient);
  const reference = await referenceOn(first);

  const other = await browser.newContext();
  const { urls } = trafficOf(other);
  const page = await other.newPage();
  const said = consoleOf(page);
  const askForCode = async (on: Page) => {
    await on.goto(site.trackerUrl);
    await expect(on.getByRole('heading', { name: 'Did you start on another device?' })).toBeVisible();
    await on.getByRole('textbox', { name: 'Case number' }).fill(reference.toLowerCase());
    await on.getByRole('button', { name: 'Send me a code' }).click();
    await expect(on.getByText('Look at your e-mail')).toBeVisible();
  };
  const codeIn = async (many: number) => {
    const text = (await mails(many)).at(-1)?.text ?? '';
    return /\b\d{8}\b/.exec(text)?.[0] ?? '';
  };
  const enter = async (on: Page, code: string) => {
    await on.getByRole('textbox', { name: 'Code from the e-mail' }).fill(code);
    await on.getByRole('button', { name: 'Open my case' }).click();
  };
  const opened = (on: Page) => on.getByRole('heading', { name: 'We have your request' });

  await askForCode(page);
  const code = await codeIn(1);
  await enter(page, String((Number(code) + 1) % 1e8).padStart(8, '0'));
  await expect(page.getByText('This code can’t be used.')).toBeVisible();
  await expect(opened(page)).toBeHidden();
  // As people read it out.
  await enter(page, `${code.slice(0, 4)} ${code.slice(4)}`);
  await expect(opened(page)).toBeVisible();
  await expect(page.getByText(`Case ${reference}`)).toBeVisible();
  const [, told] = await mails(2);
  expect(told?.text).toContain('opened on another device');
  expect(told?.text).not.toContain(reference);

  await page.reload();
  await expect(opened(page)).toBeVisible();
  await expectAccessible(page);
  expect(await storedIn(page)).toContain('CryptoKey');
  // News comes there too.
  await site.staff.move(caseId, 'accepted');
  const news = (on: Page) => on.getByRole('heading', { name: 'We can give you a second opinion' });
  await expect(news(page)).toBeVisible();
  await expect(news(first)).toBeVisible();

  await page.getByRole('button', { name: 'Forget this device' }).click();
  await page.getByRole('button', { name: 'Yes, forget it' }).click();
  await expect(page.getByText('This device has forgotten your case')).toBeVisible();
  expect(await storedIn(page)).not.toContain('CryptoKey');
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Did you start on another device?' })).toBeVisible();
  await first.reload();
  await expect(news(first)).toBeVisible();

  // On a device that others use nothing stays behind. Mails: code, device, news, code.
  await askForCode(page);
  await page.getByLabel('Other people use this device too').check();
  await enter(page, await codeIn(4));
  await expect(news(page)).toBeVisible();
  const kept = await storedIn(page);
  expect(kept).not.toContain('CryptoKey');
  expect(kept).not.toContain(caseId);
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Did you start on another device?' })).toBeVisible();

  for (const secret of [reference, reference.toLowerCase(), code]) {
    expect(urls.join('\n')).not.toContain(secret);
    expect(readFileSync(`${site.backend.dataDir}/backend.log`, 'utf8')).not.toContain(secret);
  }
  // The browser itself says of the wrong code that it was refused.
  expect(said.filter((line) => !/status of 401/.test(line))).toEqual([]);
  await first.close();
  await other.close();
});

test('content-free notices', async ({ browser }, info) => {
  const email = 'notices@example.org';
  const patient = { ...PATIENT, email };
  const biopsy = info.outputPath('zaunkoenig.pdf');
  writeFileSync(biopsy, pdfFile('Biopsy'));
  const page = await browser.newPage();
  const start = (origin: string) => startInProcess({ allowedOrigins: [origin] });
  await withSite(start, async (site) => {
    const { backend, staff } = site;
    await page.goto(site.pageUrl);
    await toDocuments(page, patient);
    await chooseFiles(page, [biopsy]);
    await expect(page.getByText('1 of 1 file received')).toBeVisible();
    await submit(page);
    const [caseId = ''] = await caseIds(staff);
    const reference = await referenceOn(page);
    await page.close();
    expect(await mailsIn(backend.dataDir)).toEqual([]);
    const [, documentId = ''] =
      /name="documentId" value="([^"]+)"/.exec(await staff.page(`/staff/cases/${caseId}`)) ?? [];
    const changes: Record<string, () => Promise<void>> = {
      'a phase': () => staff.move(caseId, 'collecting-records', 'The Nachtigall records are missing'),
      'a request': () => staff.ask(caseId, 'Rotkehlchen pathology'),
      'a rejected document': () =>
        staff.act(caseId, 'reject-document', { documentId, code: 'other', text: 'Gimpel is blurred' }),
      'a message': () => staff.write(caseId, 'The Zeisig slides are here'),
      'a report': () => staff.release(caseId),
      'an end': () => staff.act(caseId, 'close', { outcome: 'completed', reason: 'Kiebitz is well' }),
    };
    for (const [index, [what, change]] of Object.entries(changes).entries()) {
      await change();
      expect(await mailsIn(backend.dataDir), what).toHaveLength(index + 1);
      backend.advance(QUIET_S);
    }
    const mails = await mailsIn(backend.dataDir);
    for (const { to, subject, text } of mails) {
      expect(to).toBe(email);
      expect(text).toContain('There is news about your request');
      const canaries =
        /canarina|vogelsang|kuckuck|nachtigall|rotkehlchen|gimpel|zeisig|kiebitz|zaunkoenig|patholog|report|SO-/i;
      expect(subject + text).not.toMatch(canaries);
      expect(subject + text).not.toContain(reference);
    }
  });
});
