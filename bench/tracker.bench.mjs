/**
 * `<so-case-status-tracker>` from `cdn.js` in Chromium, following cases of the reference backend; page, script and backend
 * are on different origins, and this device's key opens the case.
 *
 * `live`: the clinic moves a case, asks for a document, writes a message, 20 events a round. The time ends with the frame
 * in which the new words stand, and begins when the clinic's request is sent or, "after the commit", when it has been
 * answered: the stream is woken a little before that. Beside it a bare page that reads the case every 5 s.
 *
 * `long`: a case with 1,000 events and 200 documents, made through the backend's own calls and new in each round. The
 * longest main-thread task until everything stands, and while the person and the clinic go on: 0 is none of 50 ms or more.
 * A task's length is time on the clock: whatever else the machine does makes it longer; the time on the processor stands
 * beside it. About four minutes.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { BROWSER_ARGS, ensureBrowser } from '../.ci/browser.mjs';
import { ROOT } from '../.ci/run-all.mjs';
import { median, round } from './figures.mjs';
import { versionIn } from './peers.mjs';
import { followed, polled } from './tracker/live.mjs';
import { long } from './tracker/long.mjs';
import { startServers } from './tracker/servers.mjs';

/** What `--only` takes. */
export const cases = ['live', 'long'];

const ROUNDS = 5;
const OURS = 'second-opinion-intake';
const POLLING = 'polling every 5 s, bare page';
const PRESSED = 'event on screen after the clinic pressed the button';
const COMMITTED = 'event on screen after the commit';
const LIVE = 'a case followed live';
const LONG = '1,000 events, 200 documents';

const ofOurs = (rows, metric) => rows.filter((row) => row.subject === OURS && row.metric.startsWith(metric));

export const targets = [
  {
    id: 'live',
    cases: ['live'],
    target: `${PRESSED}: median at most 200 ms`,
    measure: (rows) => {
      const { value } = ofOurs(rows, PRESSED)[0];
      return { measured: `${value} ms`, met: value <= 200 };
    },
  },
  {
    id: 'tasks',
    cases: ['long'],
    target: `${LONG}: no main-thread task of 50 ms or more`,
    measure: (rows) => {
      const worst = ofOurs(rows, 'longest').reduce((most, row) => (row.value > most.value ? row : most));
      return {
        measured: `${worst.value} ms${worst.value ? ` (${worst.metric})` : ''}`,
        met: worst.value === 0,
      };
    },
  },
];

const percentile95 = (values) => [...values].sort((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1];

/** Of all events of all rounds. */
function liveRows(ours, theirs) {
  return [
    [PRESSED, ({ pressed }) => pressed],
    [COMMITTED, ({ committed }) => committed],
  ].flatMap(([metric, of]) => [
    row(LIVE, OURS, metric, median(ours.map(of))),
    row(LIVE, POLLING, metric, median(theirs.map(of))),
    row(LIVE, OURS, `${metric}, 95th percentile`, percentile95(ours.map(of))),
  ]);
}

const longRows = (rounds) =>
  Object.keys(rounds[0]).map((metric) =>
    row(LONG, OURS, metric, median(rounds.map((found) => found[metric]))),
  );

const row = (at, subject, metric, value) => ({
  case: at,
  subject,
  metric,
  value: round(value, 0),
  unit: metric.startsWith('nodes') ? 'nodes' : 'ms',
});

async function measureLive(browser, servers, rounds) {
  const times = [];
  for (let i = 0; i < rounds; i++) {
    times.push(...(await followed(browser, servers)));
    console.log(`  ${i + 1}: followed`);
  }
  // Its time follows from its interval: once is enough.
  return liveRows(times, await polled(browser, servers));
}

async function measureLong(browser, servers, rounds) {
  const found = [];
  for (let i = 0; i < rounds; i++) {
    found.push(await long(browser, servers));
    console.log(`  ${i + 1}: ${JSON.stringify(found.at(-1))}`);
  }
  return longRows(found);
}

const MEASURES = { live: measureLive, long: measureLong };

export async function run({ rounds = ROUNDS, only = null } = {}) {
  const work = mkdtempSync(join(tmpdir(), 'so-tracker-'));
  const servers = await startServers(work);
  const browser = await chromium.launch({ executablePath: await ensureBrowser(), args: BROWSER_ARGS });
  const rows = [];
  try {
    for (const name of cases.filter((each) => !only || only.includes(each))) {
      console.log(`${name} ...`);
      rows.push(...(await MEASURES[name](browser, servers, rounds)));
    }
  } finally {
    await browser.close();
    await servers.stop();
    rmSync(work, { recursive: true });
  }
  return { rows, versions: { [OURS]: versionIn(ROOT), Chromium: browser.version() } };
}
