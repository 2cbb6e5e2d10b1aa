/** Runs in the page: one subject sends the files of the input, or waits for those that the element is given. */
import * as ours from './ours.mjs';
import * as raw from './raw.mjs';
import * as uploaders from './uploaders.mjs';

const subjects = { ...ours, ...raw, ...uploaders };
/** Chromium reports tasks of 50 ms and more only: 0 is none. */
const tasks = [];
new PerformanceObserver((list) => tasks.push(...list.getEntries())).observe({ type: 'longtask' });
const turn = () => new Promise((resolve) => setTimeout(resolve, 200));

function longestSince(start) {
  return Math.max(0, ...tasks.filter(({ startTime }) => startTime >= start).map(({ duration }) => duration));
}

const picked = () => [...document.querySelector('input').files];
let prepared = null;

/** Everything that a site loads before somebody has files. `adding`: files are added to a view, and need not be sent. */
window.prepare = async (subject, url, count, adding) => {
  prepared = await subjects[subject](url, { files: picked(), count, adding });
  await turn();
};

/** Milliseconds from having the files until all is safe, and what else the subject tells. */
window.send = async () => {
  const called = performance.now();
  const told = (await prepared(picked())) ?? {};
  const { start = called, end = performance.now(), acknowledgedAt } = told;
  await turn();
  return {
    ...told,
    ms: end - start,
    acknowledgedMs: acknowledgedAt && acknowledgedAt - start,
    longest: longestSince(start),
  };
};

window.ready = true;
