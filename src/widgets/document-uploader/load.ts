/** How far the uploader knows its case, and what somebody gave it. Types only. */
import type { Backend, BackendError } from '../../backend/backend.js';
import type { Capabilities, Case } from '../../contract/index.js';

export type Load =
  | { name: 'no-backend' }
  | { name: 'loading' }
  /** This device remembers no case, and the page has not named one. */
  | { name: 'no-case' }
  | { name: 'ready'; backend: Backend; capabilities: Capabilities; case: Case }
  | { name: 'failed'; error: BackendError };

/** What somebody picked, not yet read. */
export type Picked = { list: ArrayLike<File> } | { entries: readonly FileSystemEntry[] };
