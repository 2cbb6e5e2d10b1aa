/** English, as far as the first screens and whatever goes wrong need it: see {@link FirstMessages}. */
import { common } from './en/common.js';
import { eligibility } from './en/eligibility.js';
import { errors } from './en/errors.js';
import { intake } from './en/intake.js';
import { tracker } from './en/tracker.js';
import { uploader } from './en/uploader.js';

export const enFirst = { common, errors, eligibility, uploader, tracker, intake };
