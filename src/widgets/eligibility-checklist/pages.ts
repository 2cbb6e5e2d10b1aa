/** Everything after the introduction, in one chunk: the questions, the outcome, the walk through the definition. */
export { checkDefinition } from '../../eligibility/check.js';
export { isAsked } from '../../eligibility/condition.js';
export { ALL_ERRORS, ALL_HEADING, allPage } from './all-page.js';
export { AllQuestions } from './all-questions.js';
export { readAnswer } from './answer-input.js';
export { enteredIn } from './entered.js';
export { answer, answerAll, begin, back, change, notesBefore, progressOf, startJourney } from './journey.js';
export { OUTCOME_HEADING, outcomePage } from './outcome-page.js';
export { pageStyles } from './pages.styles.js';
export { headingId } from './question-field.js';
export { questionPage, summaryId } from './question-page.js';
