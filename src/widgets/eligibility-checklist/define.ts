/** Registers `<so-eligibility-checklist>`, once. */
import { SoEligibilityChecklist } from './so-eligibility-checklist.js';

if (!customElements.get('so-eligibility-checklist'))
  customElements.define('so-eligibility-checklist', SoEligibilityChecklist);
