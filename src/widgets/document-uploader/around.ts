/** What stands around the first screen, loaded once it stands. */
export { helpStyles, renderHelp } from './help-view.js';
export { Resume } from './resume.js';
export { renderRemember, renderResume } from './resume-view.js';
