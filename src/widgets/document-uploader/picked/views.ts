/** Everything that shows what was picked, in one chunk. */
export { deidentificationReport, REPORT_DIALOG } from './removed-report.js';
export { identityQuestion, IDENTITY_TITLE } from './identity-question.js';
export { leftOutView } from './left-out-view.js';
export { missingView } from './missing-view.js';
export { NO_DISC_SUMMARY, NO_DISC_TITLE, noDiscConfirmation, noDiscView } from './no-disc-view.js';
export { photoPages, PHOTOS_TITLE } from './photo-pages.js';
export { readingView, READING_TITLE } from './reading-view.js';
export { recordDetails } from './record-details.js';
export { studyCards, STUDIES_TITLE } from './study-cards.js';
export { studyTitle } from './study-title.js';
export { displayName } from './person-name.js';
export { formStyles } from '../../../ui/form.styles.js';
export { pickedStyles } from './picked.styles.js';
export { recordsStyles } from './records.styles.js';
export { sheetStyles } from './sheet.styles.js';
