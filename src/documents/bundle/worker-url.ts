/** Where the worker for parts of studies is: beside this file's output, as `documents/worker-url.ts` says. */
export const bundleWorkerUrl = () => new URL('./bundle.worker.js', import.meta.url).href;
