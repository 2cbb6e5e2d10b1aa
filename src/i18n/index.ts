export * from './format.js';
export * from './locale.js';
export type { FirstMessages, Messages } from './messages.js';
