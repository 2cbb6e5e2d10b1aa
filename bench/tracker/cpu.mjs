/**
 * The longest task of the page's main thread in time on the processor: what a task costs by itself, however much else the
 * machine does meanwhile. From Chromium's own trace.
 */
const MICROSECONDS = 1_000;

/** Starts to watch; the function that it gives ends that, and gives milliseconds. */
export async function watchCpu(page) {
  const client = await page.context().newCDPSession(page);
  const events = [];
  client.on('Tracing.dataCollected', ({ value }) => events.push(...value));
  await client.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel', 'devtools.timeline'] },
  });
  return async () => {
    const complete = new Promise((resolve) => client.once('Tracing.tracingComplete', resolve));
    await client.send('Tracing.end');
    await complete;
    await client.detach();
    const thread = ({ pid, tid }) => `${pid} ${tid}`;
    // The page's own process is the one that runs the page's script.
    const scripts = events.filter(
      ({ name, args }) => name === 'FunctionCall' && args.data?.url?.endsWith('/watch.js'),
    );
    const ofPage = new Set(scripts.map(thread));
    const tasks = events.filter((event) => /RunTask$/.test(event.name) && ofPage.has(thread(event)));
    if (tasks.length === 0) throw new Error('the trace has no task of the page');
    return Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / MICROSECONDS;
  };
}
