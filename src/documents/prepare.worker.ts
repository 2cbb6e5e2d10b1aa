/** The worker that makes files ready to be sent. */
import { serve } from './calls.js';
import { prepareHandlers } from './prepare.js';

serve(prepareHandlers);
