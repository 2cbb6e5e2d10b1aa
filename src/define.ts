/** Registers the four elements. */
import './widgets/case-status-tracker/define.js';
import './widgets/document-uploader/define.js';
import './widgets/eligibility-checklist/define.js';
import './widgets/intake/define.js';
