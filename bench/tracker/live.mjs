/** How long an event takes from the clinic to the patient's screen. */
import { ask, move, newPatient, write } from './patient.mjs';

const EVENTS = 20;
/** What is polled for comes within this time, and takes half of it on average. */
const POLL_MS = 5_000;
/** Odd: one is in the middle. */
const POLLED_EVENTS = 7;
/** Between two events, so that each is news by itself. */
const PAUSE_MS = 300;

const clock = () => performance.timeOrigin + performance.now();
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Milliseconds to the frame that shows it, from the request and from its answer. */
async function timed(page, text, act) {
  await page.evaluate((wanted) => window.lookFor(wanted), text);
  const sentAt = clock();
  await act();
  const answeredAt = clock();
  const seenAt = await page.evaluate(() => window.seenAt);
  return { pressed: seenAt - sentAt, committed: seenAt - answeredAt };
}

/** By the tracker, one after the other. */
export async function followed(browser, servers) {
  const patient = await newPatient(browser, servers);
  try {
    const page = await patient.open('tracker');
    await page.evaluate((url) => window.mount(url), servers.backendUrl);
    await page.evaluate(() => window.until('.live', 'Live.'));
    const times = [];
    for (let i = 0; i < EVENTS; i++) {
      const { text, act } = [move, ask, write][i % 3](servers.staff, patient.id, i);
      await pause(PAUSE_MS);
      times.push(await timed(page, text, act));
    }
    return times;
  } finally {
    await patient.close();
  }
}

/** By a page that polls: events evenly over the time between two polls, since few would fall by chance on one half of it. */
export async function polled(browser, servers) {
  const patient = await newPatient(browser, servers);
  try {
    const page = await patient.open('polling');
    await page.evaluate((url) => window.mount(url), servers.backendUrl);
    const times = [];
    for (let i = 0; i < POLLED_EVENTS; i++) {
      const { bare, act } = [move, ask][i % 2](servers.staff, patient.id, i);
      await pause((POLL_MS * (i + 0.5)) / POLLED_EVENTS);
      times.push(await timed(page, bare, act));
    }
    return times;
  } finally {
    await patient.close();
  }
}
