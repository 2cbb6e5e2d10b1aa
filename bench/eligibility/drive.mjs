/** Runs in the page: starts the subject and times it. All subjects are asked the same questions in the same way. */
import { form } from './forms.mjs';
import * as subjects from './subjects.mjs';

const { turn } = subjects;

/** Asking for the height has the layout done, which is then part of the time. */
const laidOut = (subject, id) => (subject.box(id)?.getBoundingClientRect().height ?? 0) > 0;

async function until(condition, what, ms = 60_000) {
  const end = performance.now() + ms;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`${what}: not within ${ms} ms`);
    await turn();
  }
  return performance.now();
}

const painted = () => new Promise((resolve) => requestAnimationFrame(() => turn().then(resolve)));
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** The form stands when its last question that is to be seen does. */
async function start(name, kind, items, prefilled) {
  const questions = form(kind, items);
  const subject = subjects[name];
  const last = questions.filter(({ after }) => prefilled || !after).at(-1).id;
  await subject.start(questions, prefilled);
  const at = await until(() => laidOut(subject, last), 'rendered');
  await pause(300);
  // Time's origin is the start of the navigation: loading and parsing the scripts is part of it.
  return { rendered: at, sinceScripts: at - window.scriptsAt };
}

// The page starts by itself, as a site does: being told to from outside would be part of the time.
const asked = new URLSearchParams(location.search);
if (asked.has('kind')) {
  const [kind, items, prefilled] = [asked.get('kind'), Number(asked.get('items')), asked.has('prefilled')];
  window.started = start(location.pathname.slice(1), kind, items, prefilled);
  // Told where it is waited for.
  window.started.catch(() => undefined);
}

/** Answers yes all over the form: time until the dependent question is laid out, each in a task of its own. */
window.show = async (name, items, clicks) => {
  const subject = subjects[name];
  const tasks = [];
  const observer = new PerformanceObserver((list) =>
    tasks.push(...list.getEntries().map((each) => each.duration)),
  );
  observer.observe({ type: 'longtask' });
  const times = [];
  for (let i = 0; i < clicks; i++) {
    const pair = Math.floor((i * items) / 2 / clicks);
    const radio = subject.radio(`a-${pair}`, true);
    await painted();
    await turn();
    const before = performance.now();
    radio.click();
    times.push((await until(() => laidOut(subject, `b-${pair}`), 'shown')) - before);
    await painted();
  }
  await pause(200);
  observer.disconnect();
  return { times, longest: Math.max(0, ...tasks) };
};

/** Answers no to the first of a chain: all others must go. Null when some never do. */
window.collapse = async (name, items) => {
  const subject = subjects[name];
  const others = form('chain', items).slice(1);
  const radio = subject.radio('q-0', false);
  await painted();
  const before = performance.now();
  radio.click();
  // Asking for one box has the layout of all done; looking the others up afterwards is our work, not the subject's.
  let at;
  const gone = () => {
    if (laidOut(subject, others.at(-1).id)) return false;
    at = performance.now();
    return others.every(({ id }) => !laidOut(subject, id));
  };
  return until(gone, 'collapse', 30_000).then(
    () => at - before,
    () => null,
  );
};

/** Ours, one question a page: Continue to the next paint. */
window.pages = async (items, clicks) => {
  const { ours } = subjects;
  await ours.start(form('pages', items), false, { layout: 'pages' });
  const times = [];
  for (let i = 0; i < clicks; i++) {
    const page = () => ours.root.querySelector('form[part=question]');
    await until(page, 'page');
    await pause(100);
    page().querySelector('input[value=true]').click();
    await painted();
    await turn();
    const before = performance.now();
    page().querySelector('.submit').click();
    await painted();
    times.push(performance.now() - before);
  }
  return times;
};

window.ready = true;
