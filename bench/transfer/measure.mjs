/** One subject sends one set of files in a browser context of its own. */
import { watchHeap } from '../heap.mjs';

const MB = 1e6;
/** For the slowest peer on the worst line. */
const PATIENCE = 10 * 60_000;

/** Nobody picks files sooner once the browser's own window is open. */
const CHOOSING_MS = 1_000;

/**
 * The files reach the page as picked ones. Where files are picked for ours as a whole its button is pressed; the
 * browser's window opens, and it may get ready until something is picked there.
 */
async function pick(page, { element }, { paths, folder, whole }) {
  if (!element) return page.setInputFiles('body > input', paths);
  const asFolder = whole && paths.length > 1;
  const opened = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: asFolder ? 'Choose a folder or disc' : 'Choose files' }).click();
  const chooser = await opened;
  await page.waitForTimeout(CHOOSING_MS);
  // Through the browser's window 20,000 files of a folder did not arrive within minutes.
  return asFolder ? page.setInputFiles('so-document-uploader #folder', folder) : chooser.setFiles(paths);
}

/** Gives values by metric. Rejects when not all bytes arrived. */
export async function measure({ browser, pageUrl, subject, server, url, files, adding }) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  let timer;
  const lost = new Promise((_, reject) => {
    page.once('crash', () => reject(new Error('the page crashed')));
    timer = setTimeout(() => reject(new Error(`not done within ${PATIENCE} ms`)), PATIENCE);
  });
  lost.catch(() => undefined);
  try {
    await page.goto(pageUrl);
    await page.waitForFunction(() => window.ready);
    if (!subject.element) await pick(page, subject, files);
    await page.evaluate((given) => window.prepare(...given), [subject.send, url, files.paths.length, adding]);
    const before = await server.ask('counts');
    const heap = await watchHeap(page);
    if (subject.element) await pick(page, subject, files);
    const told = await Promise.race([page.evaluate(() => window.send()), lost]);
    const peak = await heap.stop();
    const after = await server.ask('counts');
    if (!subject.reference) await assertStored(server, told.declaredBytes ?? files.bytes, adding);
    const seconds = told.ms / 1000;
    return {
      ...(adding ? { ready: told.readyMs, nodes: told.nodes } : sent(seconds, told, files)),
      ...(told.acknowledgedMs && { 'time to all bytes acknowledged': told.acknowledgedMs / 1000 }),
      'bytes sent': (after.bytes - before.bytes) / MB,
      requests: after.requests - before.requests,
      preflights: after.preflights - before.preflights,
      'longest main-thread task': told.longest,
      'peak heap above idle': (peak - heap.idle) / MB,
    };
  } finally {
    clearTimeout(timer);
    await context.close();
    if (!subject.reference) await server.ask('clear');
  }
}

const sent = (seconds, told, { paths, bytes }) => ({
  'time to all bytes safe': seconds,
  ...(paths.length > 1 && { 'files/s': paths.length / seconds }),
  'MB/s': bytes / MB / seconds,
});

async function assertStored(sink, expected, adding) {
  const { bytes } = await sink.ask('stored');
  if (!adding && bytes !== expected) throw new Error(`${bytes} bytes stored of ${expected}`);
}
