/** Everything after the introduction, in one chunk: the questions, the outcome, the walk through the definition. */
export { pageStyles } from './pages.styles.js';
export { readDefinition } from './read-definition.js';
export { Walk } from './walk.js';
