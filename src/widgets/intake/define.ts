/** Registers `<so-intake>` and the three elements inside it, once. */
import '../case-status-tracker/define.js';
import '../document-uploader/define.js';
import '../eligibility-checklist/define.js';
import { SoIntake } from './so-intake.js';

if (!customElements.get('so-intake')) customElements.define('so-intake', SoIntake);
