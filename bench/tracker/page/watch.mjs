/** Runs in the page: mounts the tracker, and sees what is on the screen and what the main thread does. */

/** Chromium reports tasks of 50 ms and more only: 0 is none. */
const tasks = [];
new PerformanceObserver((list) => tasks.push(...list.getEntries())).observe({
  type: 'longtask',
  buffered: true,
});

const LOOK_MS = 50;
const PATIENCE_MS = 30_000;

/** The same in every process of this machine, in milliseconds. */
const clock = () => performance.timeOrigin + performance.now();
const main = document.querySelector('main');
const root = () => main.querySelector('so-case-status-tracker')?.shadowRoot ?? main;
/** Without what is only said aloud. */
const shownText = () => (root().querySelector('[part=root]') ?? main).textContent;
const textOf = (selector) => root().querySelector(selector)?.textContent ?? '';
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Rejects when it takes too long. */
const soon = (promise, what) =>
  Promise.race([
    promise,
    pause(PATIENCE_MS).then(() => Promise.reject(new Error(`"${what}" is not on the screen`))),
  ]);

/** The time of the frame that shows it; looks after each change. */
function frameOf(condition) {
  return new Promise((resolve) => {
    const look = () => {
      if (!condition()) return;
      observer.disconnect();
      requestAnimationFrame(() => resolve(clock()));
    };
    const observer = new MutationObserver(look);
    observer.observe(root(), { childList: true, subtree: true, characterData: true });
    look();
  });
}

/** Looks now and then, which costs the page nothing. */
window.until = async (selector, text) => {
  for (let waited = 0; !textOf(selector).includes(text); waited += LOOK_MS) {
    if (waited > PATIENCE_MS) throw new Error(`"${text}" is not on the screen`);
    await pause(LOOK_MS);
  }
};

/** Milliseconds until the headline. */
window.mount ??= async (url) => {
  const element = document.createElement('so-case-status-tracker');
  element.setAttribute('backend', url);
  const before = clock();
  main.append(element);
  return (await frameOf(() => root().querySelector('#headline'))) - before;
};

/** From now on; to be asked for by {@link window.seenAt}. */
window.lookFor = (text) => {
  window.seenAt = soon(
    frameOf(() => shownText().includes(text)),
    text,
  );
};

window.press = (selector, words) =>
  [...root().querySelectorAll(selector)].find(({ textContent }) => textContent.includes(words)).click();
window.nodes = () => root().querySelectorAll('*').length;
window.longestSince = (start) =>
  Math.max(0, ...tasks.filter(({ startTime }) => startTime >= start).map(({ duration }) => duration));
window.ready = true;
