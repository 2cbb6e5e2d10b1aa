/** The worker that reads what was picked, so that the page stays free. */
import { serve } from './calls.js';
import { inspectHandlers } from './inspect.js';
import { surveyHandlers } from './survey/handlers.js';

serve({ ...inspectHandlers, ...surveyHandlers() });
