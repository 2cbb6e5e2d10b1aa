/** Runs in the page: from the files of an input to the grouped summary, by one subject. */
import { createSurveyor } from '/ours/surveyor.js';

const files = () => [...document.querySelector('input').files];
const SLICE = 250;

async function ours(picked, marks) {
  const surveyor = createSurveyor();
  const { signal } = new AbortController();
  for (let from = 0; from < picked.length; from += SLICE) {
    const slice = picked.slice(from, from + SLICE);
    await surveyor.read(
      slice.map((blob) => ({ path: blob.webkitRelativePath || blob.name, blob })),
      signal,
      ({ summary }) => {
        if (summary.studies.length > 0) marks.first ??= performance.now();
      },
    );
  }
  const { summary } = await surveyor.finish(null, signal);
  marks.done = performance.now();
  const series = summary.studies.flatMap((study) => study.series);
  return { files: summary.studies.reduce((sum, { instances }) => sum + instances, 0), series: series.length };
}

function peer(subject, picked, marks) {
  const worker = new Worker('/ours/peers.worker.js', { type: 'module' });
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

window.recognise = async (subject) => {
  const picked = files();
  const tasks = [];
  const observer = new PerformanceObserver((list) =>
    tasks.push(...list.getEntries().map(({ duration }) => duration)),
  );
  observer.observe({ type: 'longtask' });
  await new Promise((resolve) => setTimeout(resolve, 300));
  tasks.length = 0;
  const marks = {};
  const start = performance.now();
  const result = await (subject === 'ours' ? ours(picked, marks) : peer(subject, picked, marks));
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
