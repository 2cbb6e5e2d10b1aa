/** JavaScript heap and array buffers of a page and its workers together. Blobs are the browser's, and not in it. */

const usage = ({ usedSize = 0, backingStorageSize = 0 } = {}) => usedSize + backingStorageSize;

/**
 * Looks 20 times a second. `idle`: bytes at the start, after a collection. `stop` gives the most that was seen, in bytes.
 */
export async function watchHeap(page) {
  const devtools = await page.context().newCDPSession(page);
  const sessions = new Map();
  let next = 1;
  let peak = 0;
  const answers = new Map();
  await devtools.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  });
  devtools.on('Target.attachedToTarget', ({ sessionId }) => sessions.set(sessionId, 0));
  devtools.on('Target.detachedFromTarget', ({ sessionId }) => sessions.delete(sessionId));
  devtools.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result } = JSON.parse(message);
    answers.get(id)?.(result);
    answers.delete(id);
  });
  const ofWorker = (sessionId) =>
    new Promise((resolve) => {
      const id = next++;
      answers.set(id, resolve);
      setTimeout(resolve, 500);
      devtools
        .send('Target.sendMessageToTarget', {
          sessionId,
          message: JSON.stringify({ id, method: 'Runtime.getHeapUsage' }),
        })
        .catch(() => resolve());
    });
  const look = async () => {
    const all = await Promise.all([
      devtools.send('Runtime.getHeapUsage').catch(() => ({})),
      ...[...sessions.keys()].map(ofWorker),
    ]);
    return all.reduce((sum, each) => sum + usage(each), 0);
  };
  await devtools.send('HeapProfiler.collectGarbage');
  const idle = await look();
  let stopped = false;
  const looking = (async () => {
    while (!stopped) {
      peak = Math.max(peak, await look());
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  })();
  return {
    idle,
    stop: async () => {
      stopped = true;
      await looking;
      return peak;
    },
  };
}
