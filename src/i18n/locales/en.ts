/** English, the reference catalogue. Plain language, grade 6. */
import { common } from './en/common.js';
import { eligibility } from './en/eligibility.js';
import { errors } from './en/errors.js';
import { intake } from './en/intake.js';
import { tracker } from './en/tracker.js';
import { uploader } from './en/uploader.js';

export const en = { common, errors, eligibility, uploader, tracker, intake };
