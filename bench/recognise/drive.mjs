/** Runs in the page: from the files of an input to the grouped summary, by one subject. */
import { createSurveyor } from '/ours/surveyor.js';

const files = () => [...document.querySelector('input').files];

/** As the uploader does it. */
async function* slicesOf(picked) {
  for (let from = 0; from < picked.length; from += 64) {
    const slice = picked.slice(from, from + 64);
    yield slice.map((blob) => ({ path: blob.webkitRelativePath || blob.name, blob }));
    await new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(port1.close());
      port2.postMessage(null);
    });
  }
}

async function ours(surveyor, picked, marks) {
  const { signal } = new AbortController();
  await surveyor.read(slicesOf(picked), signal, ({ summary }) => {
    if (summary.studies.length > 0) marks.first ??= performance.now();
  });
  const { summary } = await surveyor.finish(null, signal);
  marks.done = performance.now();
  const series = summary.studies.flatMap((study) => study.series);
  return { files: summary.studies.reduce((sum, { instances }) => sum + instances, 0), series: series.length };
}

function peer(worker, subject, picked, marks) {
  return new Promise((resolve, reject) => {
    worker.onerror = (event) => reject(new Error(event.message));
    worker.onmessage = ({ data }) => {
      if (data.first) marks.first = performance.now();
      if (!data.done) return;
      marks.done = performance.now();
      worker.terminate();
      resolve(data);
    };
    worker.postMessage({ subject, files: picked });
  });
}

/** Workers run before anything is dropped: the uploader starts its own when a chooser opens or files are held over it. */
function readerOf(subject) {
  if (subject === 'ours') {
    const surveyor = createSurveyor();
    surveyor.start();
    return (picked, marks) => ours(surveyor, picked, marks);
  }
  const worker = new Worker('/ours/peers.worker.js', { type: 'module' });
  return (picked, marks) => peer(worker, subject, picked, marks);
}

window.recognise = async (subject) => {
  const picked = files();
  const tasks = [];
  const observer = new PerformanceObserver((list) =>
    tasks.push(...list.getEntries().map(({ duration }) => duration)),
  );
  observer.observe({ type: 'longtask' });
  const read = readerOf(subject);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  tasks.length = 0;
  const marks = {};
  const start = performance.now();
  const result = await read(picked, marks);
  await new Promise((resolve) => setTimeout(resolve, 200));
  observer.disconnect();
  return {
    ...result,
    first: marks.first - start,
    ms: marks.done - start,
    longest: Math.max(0, ...tasks),
  };
};
window.ready = true;
