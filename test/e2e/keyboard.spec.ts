/** The same journey without a mouse, at 320 px. Only the system's file chooser is not ours. */
import type { Page } from '@playwright/test';
import { caseIds, expect, expectAccessible, test } from './support.js';
import { PATIENT } from './steps.js';

test.use({ viewport: { width: 320, height: 640 } });

/** Name and role of what has focus, through open shadow roots. */
function focused(page: Page) {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    const root = element?.getRootNode() as ShadowRoot | Document;
    const labelled = (element?.getAttribute('aria-labelledby') ?? '')
      .split(' ')
      .map((id) => id && root.getElementById(id)?.innerText);
    const labels =
      element instanceof HTMLInputElement
        ? [...(element.labels ?? [])].map(({ innerText }) => innerText)
        : [];
    const own = (element as HTMLElement | null)?.innerText;
    return [element?.getAttribute('aria-label'), ...labelled, ...labels, own]
      .join(' ')
      .replace(/\s+/g, ' ')
      .trim();
  });
}

/** Tabs until what is named has focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Tab');
    if ((await focused(page)).includes(name)) return;
  }
  throw new Error(`"${name}" is not reached by Tab; focus is on "${await focused(page)}"`);
}

async function press(page: Page, name: string): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
}

async function tick(page: Page, name: string): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press('Space');
}

/** A radio group is one stop: arrows go on inside. */
async function pick(page: Page, steps: number): Promise<void> {
  await page.keyboard.press('Tab');
  for (let i = 0; i < steps; i++) await page.keyboard.press('ArrowDown');
  if (steps === 0) await page.keyboard.press('Space');
  await press(page, 'Continue');
}

async function type(page: Page, name: string, text: string): Promise<void> {
  await tabTo(page, name);
  for (const key of text) await page.keyboard.press(key === '@' ? 'Shift+Digit2' : key);
}

async function noSideScroll(page: Page): Promise<void> {
  const { scrollWidth, clientWidth } = await page.evaluate(() => ({
    scrollWidth: document.documentElement.scrollWidth,
    clientWidth: document.documentElement.clientWidth,
  }));
  expect(scrollWidth).toBeLessThanOrEqual(clientWidth);
}

const heading = (page: Page, name: string | RegExp) =>
  expect(page.getByRole('heading', { name })).toBeFocused();

test('the whole journey by keyboard at 320 px', async ({ page, site }) => {
  const step = async () => {
    await noSideScroll(page);
    await expectAccessible(page);
  };
  await page.goto(site.pageUrl);
  await expect(page.getByRole('button', { name: 'Start', exact: true })).toBeVisible();
  await step();
  await press(page, 'Start');
  await heading(page, 'Is any of this happening right now?');
  await step();
  await tick(page, 'None of these');
  await press(page, 'Continue');
  await heading(page, 'Is the patient staying in a hospital now?');
  await pick(page, 1);
  await heading(page, 'Who is the second opinion for?');
  await pick(page, 0);
  await heading(page, 'How old are you?');
  await step();
  await type(page, 'How old are you?', '62');
  await press(page, 'Continue');
  await heading(page, 'Has a doctor already given');
  await pick(page, 0);
  await heading(page, 'What comes closest');
  await pick(page, 0);
  await heading(page, 'Where is the patient now?');
  await pick(page, 0);
  await heading(page, 'Can you get the medical records');
  await pick(page, 0);
  await heading(page, 'Check your answers');
  await step();
  await press(page, 'Change: How old are you?');
  await heading(page, 'How old are you?');
  await press(page, 'Continue');
  await heading(page, 'Check your answers');
  await press(page, 'See your result');
  await heading(page, 'Yes, you can ask for a second opinion');
  await step();
  await press(page, 'Continue');
  await heading(page, 'Your details');
  await tick(page, 'For me');
  await type(page, 'First name', PATIENT.givenName);
  await type(page, 'Last name', PATIENT.familyName);
  await type(page, 'Month', '5');
  await type(page, 'Day', '17');
  await type(page, 'Year', '1964');
  await type(page, 'E-mail address', PATIENT.email);
  await step();
  await press(page, 'Continue');
  await heading(page, /^Your consent$/);
  await tick(page, 'I have read this and I agree');
  await step();
  await press(page, 'Continue');
  await expect(page.getByRole('button', { name: 'Choose files' })).toBeVisible();
  await step();
  const chooser = page.waitForEvent('filechooser');
  await press(page, 'Choose files');
  await (await chooser).setFiles([site.disc.pdf, ...site.disc.files.slice(0, 1)]);
  await expect(page.getByText('2 of 2 files received')).toBeVisible();
  await step();
  await press(page, 'Continue');
  await heading(page, 'Check and send');
  await step();
  await press(page, 'Send to the care team');
  await expect(page.getByRole('heading', { name: 'We have your request' })).toBeVisible();
  await step();
  const [caseId = ''] = await caseIds(site.staff);
  await site.staff.ask(caseId, 'Pathology report');
  await expect(page.getByRole('heading', { name: 'Pathology report' })).toBeVisible();
  await press(page, 'My hospital sends it');
  await press(page, 'Send this answer');
  await expect(page.getByText('Nothing to do for you: the hospital sends it.')).toBeVisible();
  await site.staff.release(caseId);
  await expect(page.getByRole('heading', { name: 'Your report is ready' }).first()).toBeVisible();
  await step();
  const download = page.waitForEvent('download');
  await press(page, 'Download the report');
  expect((await (await download).path()).length).toBeGreaterThan(0);
});
