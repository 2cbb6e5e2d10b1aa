/** Spanish. Not yet reviewed by a native clinician. */
import type { Messages } from '../messages.js';
import { esFirst } from './es-first.js';
import { eligibility } from './es/eligibility-more.js';
import { imaging } from './es/imaging.js';
import { intake } from './es/intake-more.js';
import { records } from './es/records.js';
import { tracker } from './es/tracker-more.js';
import { uploader } from './es/uploader-more.js';

export const es: Messages = {
  ...esFirst,
  eligibility: { ...esFirst.eligibility, ...eligibility },
  uploader: { ...esFirst.uploader, ...uploader },
  tracker: { ...esFirst.tracker, ...tracker },
  intake: { ...esFirst.intake, ...intake },
  imaging,
  records,
};
