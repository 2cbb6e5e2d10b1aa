/** How far the uploader knows its case, and what somebody gave it. Types only. */
import type { Backend, BackendError } from '../../backend/backend.js';
import type { Capabilities, Case } from '../../contract/index.js';
import type { SurveyFile } from '../../documents/survey/found.js';

export type Load =
  | { name: 'no-backend' }
  | { name: 'loading' }
  /** This device remembers no case, and the page has not named one. */
  | { name: 'no-case' }
  | { name: 'ready'; backend: Backend; capabilities: Capabilities; case: Case }
  | { name: 'failed'; error: BackendError };

/** What somebody picked, not yet read. */
export type Picked = (
  { list: ArrayLike<File> } | { entries: readonly FileSystemEntry[] } | { folder: FileSystemDirectoryHandle }
) & {
  /** To be remembered on this device until everything has arrived: the person said so. */
  remembered?: Promise<FileSystemDirectoryHandle | null> | undefined;
};

/** With the document request that it answers; `files`: listed before, on this visit. */
export interface Pick {
  picked: Picked | { files: readonly SurveyFile[] };
  requestId: string | null;
}
