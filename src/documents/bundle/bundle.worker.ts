/** The worker that makes the parts of studies. Apart from the others, which must answer while a part is being deflated. */
import { serve } from '../calls.js';
import { bundleHandlers } from './handlers.js';

serve(bundleHandlers);
