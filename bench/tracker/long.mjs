/** What a long case does to the patient's page. */
import { watchCpu } from './cpu.mjs';
import { ask, move, newPatient, write } from './patient.mjs';

const EVENTS = 1_000;
const DOCUMENTS = 200;
const MORE_EVENTS = 50;
const WHEEL_PX = 400;
const WHEELS = 60;
const FRAME_MS = 16;
/** What an activity sets off is over by then. */
const SETTLE_MS = 1_000;

/** Mostly phases with reasons, as that is one event each; now and then a message or a request. */
function happening(index) {
  if (index % 50 === 0) return ask;
  return index % 10 === 0 ? write : move;
}

/** A patient's device with a case of so many events and documents. */
async function longCase(browser, servers) {
  const patient = await newPatient(browser, servers, DOCUMENTS);
  for (let i = patient.lastEventId; i < EVENTS; i++) await happening(i)(servers.staff, patient.id, i).act();
  return patient;
}

/** The longest task in milliseconds. */
async function longestDuring(page, work) {
  const start = await page.evaluate(() => performance.now());
  await work();
  await page.waitForTimeout(SETTLE_MS);
  return page.evaluate((since) => window.longestSince(since), start);
}

async function moreEvents(page, { staff }, { id }) {
  let last = '';
  for (let i = 0; i < MORE_EVENTS; i++) {
    const { text, act } = move(staff, id, EVENTS + i);
    await act();
    last = text;
  }
  await page.evaluate((text) => window.until('[part=status]', text), last);
}

async function scroll(page) {
  await page.mouse.move(640, 400);
  for (let i = 0; i < WHEELS; i++) {
    await page.mouse.wheel(0, WHEEL_PX);
    await page.waitForTimeout(FRAME_MS);
  }
}

/** Values by metric; each activity finds the page as the last one has left it. */
async function activities(page, servers, patient) {
  const found = {};
  const during = async (activity, work) => {
    found[`longest main-thread task, ${activity}`] = await longestDuring(page, work);
  };
  const cpu = await watchCpu(page);
  await during('opening', async () => {
    found.ready = await page.evaluate((url) => window.mount(url), servers.backendUrl);
    await page.evaluate(() => window.until('.live', 'Live.'));
    await page.evaluate(() => window.until('[part=documents]', 'Show 50 more files'));
  });
  found['most time on the processor in one task, opening'] = await cpu();
  found.nodes = await page.evaluate(() => window.nodes());
  await during('unfolding the history', () =>
    page.evaluate(() => window.press('summary', 'What has happened so far')),
  );
  await during('showing 50 more files', () =>
    page.evaluate(() => window.press('button', 'Show 50 more files')),
  );
  await during(`${MORE_EVENTS} events more`, () => moreEvents(page, servers, patient));
  await during('scrolling', () => scroll(page));
  found['nodes, all shown'] = await page.evaluate(() => window.nodes());
  return found;
}

export async function long(browser, servers) {
  const patient = await longCase(browser, servers);
  try {
    return await activities(await patient.open('tracker'), servers, patient);
  } finally {
    await patient.close();
  }
}
