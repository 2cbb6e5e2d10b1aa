/**
 * Eight hours of one page in front of the reference backend: hidden and shown, asleep, behind proxies that cut, hold back and
 * answer for it, with tokens that end. The clocks of page and backend are moved on together; only the network, and the
 * backend's heartbeats with it, keep to real time.
 */
import { setTimeout } from 'node:timers/promises';
import type { BrowserContext, Request } from '@playwright/test';
import { startInProcess } from '../support/backend.js';
import type { FaultProxy } from '../support/fault-proxy.js';
import type { Match } from '../support/faults.js';
import { submit, toDocuments } from './steps.js';
import { caseIds, consoleOf, expect, test, withSite, type AnySite, type Page } from './support.js';

const HOUR_S = 3600;
/** Shorter than the silence after which the page takes a stream for dead, 45 s. */
const STEP_S = 40;
/** Real time in which a heartbeat comes, and the page asks for what it needs next. */
const BEAT_MS = 15;
/** Real time after which an answer is not waited for: the page may never read it to its end. */
const PATIENCE_MS = 2_000;
/** Seconds within which a page that is shown, with a line that works, has heard what there is. */
const CAUGHT_UP_S = 300;

const PHASES: readonly [phase: string, headline: string][] = [
  ['accepted', 'We can give you a second opinion'],
  ['collecting-records', 'We are collecting your records'],
  ['matching-specialist', 'We are choosing the right specialist'],
  ['in-review', 'A specialist is reviewing your case'],
  ['writing-report', 'Your report is being written'],
];
/** The clinic goes round and round. */
const phaseAt = (step: number) => PHASES[step % PHASES.length] ?? ['', ''];

const isStream: Match = ({ method, path }) => method === 'GET' && path.endsWith('/events');
const isPoll: Match = ({ method, path }) => method === 'GET' && path.includes('/events?after=');

/** A case that is followed in a page of its own, with a clock that can be moved. */
async function openTracker(context: BrowserContext, { pageUrl, trackerUrl, staff }: AnySite) {
  const first = await context.newPage();
  await first.goto(pageUrl);
  await toDocuments(first);
  await submit(first);
  await first.close();
  const [caseId = ''] = await caseIds(staff);
  const page = await context.newPage();
  const said = consoleOf(page);
  await page.clock.install();
  await page.goto(trackerUrl);
  await expect(page.getByText('Live. News shows up here by itself.')).toBeVisible();
  return { page, said, caseId };
}

const show = (page: Page, on: boolean) =>
  page.evaluate((hidden) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
    const state = () => (hidden ? 'hidden' : 'visible');
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: state });
    document.dispatchEvent(new Event('visibilitychange'));
  }, !on);

/**
 * Waits until the page asks for nothing that is still to be answered. Its stream is never done, but is answered once it
 * begins: on a busy machine the page's clock would else be moved past the ten seconds that it gives the first byte.
 */
function answersTo(page: Page): () => Promise<void> {
  const open = new Map<Request, number>();
  page.on('request', (request) => open.set(request, performance.now()));
  page.on('response', (response) => {
    if (response.request().url().endsWith('/events')) open.delete(response.request());
  });
  page.on('requestfinished', (request) => open.delete(request));
  page.on('requestfailed', (request) => open.delete(request));
  return async () => {
    for (let calm = 0; calm < 2; await setTimeout(BEAT_MS)) {
      for (const [request, since] of open) if (performance.now() - since > PATIENCE_MS) open.delete(request);
      calm = open.size > 0 ? 0 : calm + 1;
    }
  };
}

/** What has been under way is over. */
async function quiet({ log }: FaultProxy): Promise<void> {
  for (let seen = -1; seen !== log.length; await setTimeout(20 * BEAT_MS)) seen = log.length;
}

/** What the page asks for while it is hidden and `live` goes on. */
async function askedHidden(page: Page, proxy: FaultProxy, live: () => Promise<void>): Promise<string[]> {
  await show(page, false);
  await quiet(proxy);
  const from = proxy.log.length;
  await live();
  await quiet(proxy);
  return proxy.log.slice(from).map(({ method, path }) => `${method} ${path}`);
}

test('eight hours', async ({ context }) => {
  const start = (origin: string) =>
    startInProcess({ allowedOrigins: [origin], heartbeatSeconds: 0.02, sessionSeconds: 30 });
  await withSite(start, async (site) => {
    const { backend, proxy, staff } = site;
    const { page, said, caseId } = await openTracker(context, site);
    const answered = answersTo(page);
    const began = await page.evaluate(() => Date.now());
    const history = page.locator('[part=history]');
    await history.getByText('What has happened so far').click();

    let steps = 0;
    /** One event of the clinic's, which can be told from all others. */
    const happen = async () => {
      steps++;
      await staff.move(caseId, phaseAt(steps)[0], `step ${steps}`);
    };
    const pass = async (seconds: number) => {
      backend.advance(seconds);
      await page.clock.runFor(seconds * 1000);
      await answered();
    };
    const awake = async (seconds: number) => {
      for (let passed = 0; passed < seconds; passed += STEP_S) {
        if (passed % 400 === 0) await happen();
        await pass(STEP_S);
      }
    };
    /** No timer runs meanwhile. The page's next question comes once it is awake again, and `line` is as it is then. */
    const asleep = async (seconds: number, line = () => {}) => {
      for (let n = 0; n < 7; n++) await happen();
      backend.advance(seconds);
      await page.clock.pauseAt((await page.evaluate(() => Date.now())) + seconds * 1000);
      await answered();
      line();
      await page.clock.resume();
    };
    const caughtUp = async () => {
      const last = history.getByText(`“step ${steps}”`);
      const headline = page.getByRole('heading', { name: phaseAt(steps)[1] });
      for (let passed = 0; !((await last.isVisible()) && (await headline.isVisible())); passed += 2) {
        expect(passed, `seconds until step ${steps} is shown`).toBeLessThan(CAUGHT_UP_S);
        await pass(2);
      }
    };
    /** What failed has been tried again: a jump is longer than some requests wait, and than a minute the tracker does not. */
    const settled = async () => {
      await caughtUp();
      for (let passed = 0; passed < 80; passed += 4) await pass(4);
      await quiet(proxy);
    };

    /** Each begins with a stream that breaks off, on a line that is whole. */
    const hours: Record<string, () => Promise<void>> = {
      'is live': () => awake(HOUR_S),
      'is hidden': async () => {
        await settled();
        const asked = await askedHidden(page, proxy, async () => {
          for (let n = 0; n < 8; n++) {
            await happen();
            await pass(HOUR_S / 8);
          }
        });
        expect(asked).toEqual([]);
        await show(page, true);
      },
      'sleeps, and finds its line cut': async () => {
        proxy.refuse();
        await asleep(HOUR_S, proxy.heal);
      },
      'is answered HTML for its streams': async () => {
        const headers = {
          'Content-Type': 'text/html',
          'Access-Control-Allow-Origin': new URL(site.pageUrl).origin,
        };
        const body = '<html>Sign in to the guest network</html>';
        proxy.answer((request) => (isStream(request) ? { status: 200, headers, body } : null));
        const from = proxy.log.length;
        await awake(HOUR_S / 2);
        await asleep(HOUR_S / 2);
        await caughtUp();
        expect(proxy.log.slice(from).filter(isPoll).length).toBeGreaterThan(0);
      },
      'sleeps, hidden': async () => {
        await settled();
        expect(await askedHidden(page, proxy, () => asleep(HOUR_S))).toEqual([]);
        await show(page, true);
      },
      'is held back by a proxy': async () => {
        const release = proxy.holdAnswers(isStream);
        const from = proxy.log.length;
        await awake(HOUR_S / 2);
        await asleep(HOUR_S / 2);
        await caughtUp();
        expect(proxy.log.slice(from).filter(isPoll).length).toBeGreaterThan(0);
        release();
      },
      'sleeps, and finds its line dead': async () => {
        proxy.stall();
        await asleep(HOUR_S, proxy.heal);
      },
      'is live again': async () => {
        await awake(HOUR_S / 2);
        await asleep(HOUR_S / 2);
      },
    };
    for (const [hour, happens] of Object.entries(hours))
      await test.step(`an hour in which the page ${hour}`, async () => {
        await answered();
        proxy.refuse();
        proxy.heal();
        await happens();
        await caughtUp();
      });
    // Whoever polls tries a stream again after five minutes.
    const live = page.getByText('Live. News shows up here by itself.');
    for (let passed = 0; !(await live.isVisible()); passed += 10) {
      expect(passed, 'seconds until it is live').toBeLessThan(2 * CAUGHT_UP_S);
      await pass(10);
      // Its first byte keeps to real time.
      await quiet(proxy);
    }

    expect((await page.evaluate(() => Date.now())) - began).toBeGreaterThanOrEqual(8 * HOUR_S * 1000);
    const earlier = history.getByRole('button', { name: /^Show \d+ earlier/ });
    while (await earlier.isVisible()) await earlier.click();
    const entries = (await history.getByRole('listitem').allInnerTexts()).join('\n');
    const heard = [...entries.matchAll(/“step (\d+)”/g)].map(([, step]) => Number(step));
    expect(heard).toEqual(Array.from({ length: steps }, (_, index) => index + 1));
    // Neither streams nor polls in a storm, whatever the line does.
    expect(proxy.log.length).toBeLessThan((8 * HOUR_S) / 5);
    // The browser's own lines about a network that fails.
    expect(said.filter((line) => !/^error: (Failed to load resource|Access to fetch)/.test(line))).toEqual(
      [],
    );
  });
});

// The tracker reads the case again, once a minute, while the page is hidden.
test('a hidden page asks for nothing, though its last reading failed', async ({ context, site }) => {
  const { proxy, staff } = site;
  const { page, caseId } = await openTracker(context, site);
  const headers = { 'Access-Control-Allow-Origin': new URL(site.pageUrl).origin };
  const isReading: Match = ({ method, path }) => method === 'GET' && path === `/cases/${caseId}`;
  proxy.answer((request) => (isReading(request) ? { status: 500, headers } : null));
  await staff.move(caseId, 'accepted');
  await expect(page.getByText(/We are trying to reconnect/)).toBeVisible();
  const asked = await askedHidden(page, proxy, async () => {
    for (let minute = 0; minute < 10; minute++) {
      await page.clock.runFor(60_000);
      await quiet(proxy);
    }
  });
  proxy.heal();
  expect(asked).toEqual([]);
  await show(page, true);
  await expect(page.getByRole('heading', { name: 'We can give you a second opinion' })).toBeVisible();
});

// Its answers name no origin, so that the page takes itself for one that is not on the list, and gives up for good.
test('a gateway that answers for a backend at restart is waited for', async ({ context, site }) => {
  const { proxy, staff } = site;
  const { page, said, caseId } = await openTracker(context, site);
  proxy.refuse();
  proxy.heal();
  proxy.answer(() => ({ status: 502, headers: { 'Content-Type': 'text/html' }, body: 'Bad Gateway' }));
  for (let n = 0; n < 5; n++) {
    await page.clock.runFor(10_000);
    await quiet(proxy);
  }
  proxy.heal();
  await staff.move(caseId, 'accepted');
  await page.clock.runFor(30_000);
  await expect(page.getByRole('heading', { name: 'We can give you a second opinion' })).toBeVisible();
  expect(said.filter((line) => line.includes('CORS allow-list'))).toEqual([]);
});
