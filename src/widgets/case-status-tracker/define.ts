/** Registers `<so-case-status-tracker>` and the uploader that it opens in place, once. */
import '../document-uploader/define.js';
import { SoCaseStatusTracker } from './so-case-status-tracker.js';

if (!customElements.get('so-case-status-tracker'))
  customElements.define('so-case-status-tracker', SoCaseStatusTracker);
