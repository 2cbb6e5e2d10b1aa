/** English, the reference catalogue. Plain language, grade 6. */
import { enFirst } from './en-first.js';
import { eligibility } from './en/eligibility-more.js';
import { imaging } from './en/imaging.js';
import { intake } from './en/intake-more.js';
import { records } from './en/records.js';
import { tracker } from './en/tracker-more.js';
import { uploader } from './en/uploader-more.js';

export const en = {
  ...enFirst,
  eligibility: { ...enFirst.eligibility, ...eligibility },
  uploader: { ...enFirst.uploader, ...uploader },
  tracker: { ...enFirst.tracker, ...tracker },
  intake: { ...enFirst.intake, ...intake },
  imaging,
  records,
};
