/** What a patient does, step by step, by what is written on the screen. */
import { expect, type Page } from '@playwright/test';

const next = (page: Page) => page.getByRole('button', { name: 'Continue', exact: true }).click();

async function choose(page: Page, question: string, answer: string): Promise<void> {
  await expect(page.getByRole('heading', { name: question })).toBeFocused();
  const named = { name: answer, exact: true };
  await page.getByRole('radio', named).or(page.getByRole('checkbox', named)).check();
  await next(page);
}

export async function beEligible(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await choose(page, 'Is any of this happening right now?', 'None of these');
  await choose(page, 'Is the patient staying in a hospital now?', 'No');
  await choose(page, 'Who is the second opinion for?', 'For me');
  await page.getByRole('spinbutton').or(page.getByRole('textbox')).fill('62');
  await next(page);
  await choose(page, 'Has a doctor already given a diagnosis', 'Yes');
  await choose(page, 'What comes closest to the situation?', 'A cancer diagnosis');
  await choose(page, 'Where is the patient now?', 'In this state');
  await choose(page, 'Can you get the medical records and images?', 'Yes');
  await expect(page.getByRole('heading', { name: 'Check your answers' })).toBeFocused();
  await page.getByRole('button', { name: 'See your result' }).click();
  await expect(page.getByRole('heading', { name: 'Yes, you can ask for a second opinion' })).toBeVisible();
}

export const PATIENT = {
  givenName: 'Canarina',
  familyName: 'Vogelsang',
  email: 'canarina@example.org',
  reason: 'Two doctors say two things about the Kuckuck',
};

export async function fillDetails(page: Page, patient = PATIENT): Promise<void> {
  await page.getByRole('radio', { name: 'For me', exact: true }).check();
  await page.getByRole('textbox', { name: 'First name' }).fill(patient.givenName);
  await page.getByRole('textbox', { name: 'Last name' }).fill(patient.familyName);
  await page.getByRole('textbox', { name: 'Month' }).fill('5');
  await page.getByRole('textbox', { name: 'Day' }).fill('17');
  await page.getByRole('textbox', { name: 'Year' }).fill('1964');
  await page.getByRole('textbox', { name: 'E-mail address' }).fill(patient.email);
  await page.getByRole('textbox', { name: 'Why do you want a second opinion?' }).fill(patient.reason);
}

export async function toDocuments(page: Page, patient = PATIENT): Promise<void> {
  await beEligible(page);
  await next(page);
  await fillDetails(page, patient);
  await next(page);
  await consent(page);
}

export async function consent(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Your consent', exact: true })).toBeFocused();
  await page.getByLabel('I have read this and I agree').check();
  await next(page);
  await expect(page.getByRole('button', { name: 'Choose files' })).toBeVisible();
}

export async function chooseFiles(page: Page, files: readonly string[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose files' }).click();
  await (await chooser).setFiles([...files]);
}

export async function chooseFolder(page: Page, folder: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a folder or disc' }).click();
  await (await chooser).setFiles(folder);
}

export async function submit(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^(Continue|I’ll send records later)$/ }).click();
  await expect(page.getByRole('heading', { name: 'Check and send' })).toBeFocused();
  await page.getByRole('button', { name: 'Send to the care team' }).click();
  await expect(page.getByRole('heading', { name: 'We have your request' })).toBeVisible();
}

export { next as goOn };
