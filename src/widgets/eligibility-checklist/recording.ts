/** How far the recording of the assessment has come. */
import type { BackendError } from '../../backend/backend.js';
import type { Assessment } from '../../contract/index.js';

export type Recording =
  | { state: 'idle' }
  | { state: 'sending' }
  | { state: 'recorded'; assessment: Assessment }
  | { state: 'failed'; error: BackendError };
