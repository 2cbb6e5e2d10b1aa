/** What is loaded with the first file, or when the case already holds some: see `Sending` in the controller. */
export { createTransferEngine } from '../../transfer/engine.js';
export { BatchAnnouncer, PatientVoice } from './batch-announcer.js';
export { fileListStyles } from './file-list.styles.js';
export { helpStyles } from './help.styles.js';
export { renderFileList } from './file-list.js';
export { fromEntries, fromFileList } from './picked-files.js';
export { countFiles, groupFiles, groupOf } from './file-groups.js';
export { renderRemarks } from './remarks-view.js';
