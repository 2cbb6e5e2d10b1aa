/** What a view does to the page while files are added. */

/** Between two looks. */
const LOOK_MS = 10;
/** The main thread answers when a look comes no later than this. */
const ANSWERS_MS = 50;
const COUNT_MS = 250;

/** Elements, and what is in their shadow roots. */
const nodesOf = (root) =>
  [root, ...root.querySelectorAll('*')].reduce(
    (count, { shadowRoot }) => count + 1 + (shadowRoot ? nodesOf(shadowRoot) : 0),
    0,
  );

const within = (root, selector) =>
  root.querySelector(selector) ?? root.shadowRoot?.querySelector(selector) ?? null;

/**
 * From `start` on: milliseconds until the first of `selector` is shown and the main thread answers, and the most nodes
 * until then, or until `result` is asked for where that is later.
 */
export function watchAdding(root, selector) {
  let startedAt = NaN;
  let readyMs = null;
  let most = 0;
  let stopped = false;
  let nowReady;
  const ready = new Promise((resolve) => (nowReady = resolve));
  const look = async () => {
    for (let counted = 0; !stopped;) {
      const before = performance.now();
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      const now = performance.now();
      if (readyMs === null && now - before - LOOK_MS < ANSWERS_MS && within(root, selector))
        nowReady((readyMs = now - startedAt));
      if (now - counted < COUNT_MS) continue;
      counted = now;
      most = Math.max(most, nodesOf(root));
    }
  };
  let looking = null;
  return {
    start() {
      startedAt = performance.now();
      looking = look();
    },
    async result() {
      await ready;
      most = Math.max(most, nodesOf(root));
      stopped = true;
      await looking;
      return { start: startedAt, readyMs, nodes: most };
    },
  };
}
