/** Spanish, as far as the first screens need it. Not yet reviewed by a native clinician. */
import type { FirstMessages } from '../messages.js';
import { common } from './es/common.js';
import { eligibility } from './es/eligibility.js';
import { errors } from './es/errors.js';
import { intake } from './es/intake.js';
import { tracker } from './es/tracker.js';
import { uploader } from './es/uploader.js';

export const esFirst: FirstMessages = { common, errors, eligibility, uploader, tracker, intake };
