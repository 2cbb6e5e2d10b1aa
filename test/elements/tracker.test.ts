/** In one page: each page loads hundreds of modules anew. */
import './tracker/case.js';
import './tracker/consent.js';
import './tracker/entry.js';
import './tracker/messages.js';
import './tracker/report.js';
import './tracker/transcript.js';
