/** The steps after the first screen, in a chunk of their own. */
import { formStyles } from '../../ui/form.styles.js';
import { stepStyles } from './later-steps.styles.js';

export * from './around-steps.js';
export * from './consent-view.js';
export * from './details-view.js';
export * from './review-view.js';
export { forgetTransfers } from '../../transfer/ledger/forget.js';
export { readDetails } from './read-details.js';

export const laterStyles = [formStyles, stepStyles];
