/** What is loaded with the first file, or when the case already holds some: see `Sending` in the controller. */
export { BatchAnnouncer, PatientVoice } from './batch-announcer.js';
export { fileListStyles } from './file-list.styles.js';
export { helpStyles } from './help.styles.js';
export { renderFileList } from './file-list.js';
export { fromEntries, fromFileList, fromFiles } from './picked-files.js';
export { arePhotos, Paper } from './paper.js';
export { Picks } from './picks.js';
export { Sender } from './sender.js';
export { receivedStudies, totalsOf } from './totals.js';
export { studyCardsOf } from './cards.js';
export * as views from './picked/views.js';
export { groupFiles, groupOf, recordOf } from './file-groups.js';
export { renderRemarks } from './remarks-view.js';
