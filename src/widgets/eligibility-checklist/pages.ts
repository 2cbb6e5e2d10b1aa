/** Everything after the introduction, in one chunk: the questions, the outcome, the walk through the definition. */
export { checkDefinition } from '../../eligibility/check.js';
export { readAnswer } from './answer-input.js';
export { answer, answersToSend, back, begin, change, progressOf, startJourney } from './journey.js';
export { OUTCOME_HEADING, outcomePage } from './outcome-page.js';
export { pageStyles } from './pages.styles.js';
export { fieldId, headingId, questionPage, summaryId } from './question-page.js';
