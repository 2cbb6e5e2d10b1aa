export * from './format.js';
export * from './locale.js';
export type { Messages } from './messages.js';
