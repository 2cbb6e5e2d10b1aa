/**
 * Where the workers are. Stands in this folder because they are built beside this file's output: `documents/` for npm, flat
 * among the chunks for the script tag. Bundlers find a worker by this expression.
 */
export const workerUrl = () => new URL('./documents.worker.js', import.meta.url).href;
export const prepareWorkerUrl = () => new URL('./prepare.worker.js', import.meta.url).href;
