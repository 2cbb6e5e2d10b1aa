/** Where the worker for thumbnails is: beside this file's output, as `documents/worker-url.ts` says. */
export const thumbnailWorkerUrl = () => new URL('./thumbnail.worker.js', import.meta.url).href;
