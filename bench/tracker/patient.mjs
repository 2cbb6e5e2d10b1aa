/** A patient's browser, and what the clinic does meanwhile. */

/** In turn; each is another one than the last. */
const PHASES = [
  'checking-eligibility',
  'accepted',
  'collecting-records',
  'matching-specialist',
  'in-review',
  'writing-report',
];

/**
 * A device with a submitted case. `open` opens a page on it, on which the case can be shown; `close` ends all of it.
 */
export async function newPatient(browser, { pageUrl, backendUrl }, documents = 0) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const open = async (name) => {
    const page = await context.newPage();
    await page.goto(pageUrl + name);
    await page.waitForFunction(() => window.ready);
    return page;
  };
  const page = await open('patient');
  const theCase = await page.evaluate((given) => window.submitCase(...given), [backendUrl, documents]);
  await page.close();
  return { ...theCase, open, close: () => context.close() };
}

/** Each is one event of the case. They give what a page shows of them: the tracker, and one that shows the bare case. */
export function move(staff, id, index) {
  const phase = PHASES[index % PHASES.length];
  const text = `Reason ${index}: the team has looked at what came.`;
  return { text, bare: phase, act: () => staff.move(id, phase, text) };
}

export function ask(staff, id, index) {
  const text = `Report ${index} of the hospital`;
  return { text, bare: text, act: () => staff.ask(id, text) };
}

export function write(staff, id, index) {
  const text = `Message ${index}: everything has arrived.`;
  return { text, act: () => staff.write(id, text) };
}
