/**
 * Where the worker is. Stands in this folder because the worker is built beside this file's output: `documents/` for
 * npm, flat among the chunks for the script tag. Bundlers find the worker by this expression.
 */
export const workerUrl = () => new URL('./documents.worker.js', import.meta.url).href;
