/** Records: what they are, and what to call them. Pure; runs in the page, in a worker and in Node. */
export type { CategoryGuess, RecordCategory } from './category.js';
export { guessCategory, type RecordSource } from './guess.js';
export { guessByCodes } from './structured.js';
export { pdfText } from './pdf-text.js';
export { readableText } from './readable-text.js';
export { suggestDate } from './record-date.js';
export { isNoise, suggestTitle } from './title.js';
