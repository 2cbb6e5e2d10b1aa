/** Everything after the introduction, in one chunk: the questions, the outcome, the walk through the definition. */
export { ALL_ERRORS, ALL_HEADING, allPage } from './all-page.js';
export { AllQuestions } from './all-questions.js';
export { readAnswer } from './answer-input.js';
export { enteredIn } from './entered.js';
export { answer, answerAll, begin, back, change, startJourney } from './journey.js';
export { OUTCOME_HEADING, outcomePage } from './outcome-page.js';
export { pageStyles } from './pages.styles.js';
export { headingId } from './question-field.js';
export { partsOf } from './page-parts.js';
export { questionPage, summaryId } from './question-page.js';
export { dayOn, readDefinition } from './read-definition.js';
