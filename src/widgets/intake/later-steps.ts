/** The steps after the first screen, in a chunk of their own. */
export * from './consent-view.js';
export * from './details-view.js';
export * from './review-view.js';
export { readDetails } from './details.js';
