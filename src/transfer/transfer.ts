/**
 * What the transfer of a case's files looks like from outside: states, and the engine that a widget talks to.
 * The reducer in `queue.ts` is the only place where states change.
 */
import type { BackendErrorCode } from '../backend/backend.js';
import type {
  CaseDocument,
  DocumentDescription,
  DocumentPatch,
  DocumentType,
  RejectionReason,
} from '../contract/index.js';
import type { ContainerFinding } from '../documents/containers/container.js';
import type { RefusedContent } from '../documents/recognise.js';

/** Why a file is not taken, found before anything is sent. One file may have several. */
export type RefusalCode =
  | RefusedContent
  /** Of a ZIP file or disc image, or of a file in one. */
  | ContainerFinding
  | 'too-large'
  | 'case-full'
  | 'too-many'
  | 'unreadable'
  /** Names could not be taken out of it for certain, so it is not sent. */
  | 'not-cleaned'
  | 'duplicate';

export interface Refusal {
  code: RefusalCode;
  /** With `too-large` and `case-full`: bytes. With `too-many`: count. */
  limit?: number;
}

/**
 * Who has to act before a stopped transfer can go on: the person, the clinic (its backend is out of order), or whoever
 * runs the page (it may not talk to this backend, or not in this way).
 */
export type Owner = 'patient' | 'clinic' | 'site';

/** Where one file is. The server's word alone leads to `received` (and to `rejected`). */
export type TransferState =
  /** In line; `acknowledged` by the backend, and `sent`, before it was stopped, or had to be looked at again. */
  | { name: 'queued'; acknowledged?: number; sent?: number }
  /** Reading the file: type and digest. */
  | { name: 'checking'; acknowledged?: number; sent?: number }
  | { name: 'uploading'; acknowledged: number; sent: number }
  /** Held by the person; the backend keeps what it has. */
  | { name: 'paused'; acknowledged: number; sent?: number }
  /** No connection, or the backend asked for patience: goes on by itself. */
  | {
      name: 'waiting';
      acknowledged: number;
      sent?: number;
      why: 'network' | 'busy';
      retryAt: number;
      attempt: number;
    }
  /** The session has run out, and a new token is being asked for: goes on by itself. */
  | { name: 'waiting-for-token'; acknowledged: number; sent?: number }
  /** All bytes are there, which the backend has not been told yet. */
  | { name: 'sent' }
  /** The backend reads them back. */
  | { name: 'verifying' }
  | {
      name: 'received';
      receivedAt: string;
      alreadyThere: boolean;
      /** Of a bundle: the backend's word on each of its files, in their order; null for one that never came into it. */
      documents?: readonly (CaseDocument | null)[];
    }
  | { name: 'rejected'; reason: RejectionReason }
  /** Not sent: something is wrong with the file. Nothing else to do than to remove it or choose another. */
  | { name: 'refused'; refusals: readonly Refusal[] }
  /** Stopped until somebody acts; then to be tried again, or removed. */
  | {
      name: 'needs-you';
      error: BackendErrorCode;
      owner: Owner;
      requestId: string | null;
      acknowledged: number;
    }
  | { name: 'cancelled'; acknowledged?: number };

export interface TransferItem {
  /** Of this page load; opaque. */
  id: string;
  fileName: string;
  /** Folder inside what was dropped, with a slash at the end, or ''. */
  folder: string;
  size: number;
  /** Known once checked. */
  type: DocumentType | null;
  mediaType: string | null;
  sha256: string | null;
  /** Set where `sha256` is taken over the digests of pieces of so many bytes. */
  pieceBytes?: number;
  /** Of a bundle: the bundle's. */
  documentId: string | null;
  requestId: string | null;
  /** Files that it stands for; more than one is a bundle, of which `sha256` is that of what is sent. */
  files: number;
  /** What is known of it besides its bytes; declared with it. */
  description: DocumentDescription;
  state: TransferState;
}

export interface TransferSnapshot {
  items: readonly TransferItem[];
  /** Over all items that are not refused, cancelled or rejected. */
  totalBytes: number;
  acknowledgedBytes: number;
  /** True while anything goes on, or will by itself. */
  active: boolean;
  /** True while anything is active or paused: the page is still needed. */
  unfinished: boolean;
  /** All is held by the person, what is added later too. */
  paused: boolean;
}

export interface PickedFile {
  name: string;
  /** See {@link TransferItem.folder}. */
  folder: string;
  /** In bytes; of what is sent, once it has been opened. */
  size: number;
  /**
   * The bytes to send: the same with every call, and kept by nobody longer than needed. Rejects with the signal's reason, or
   * when the device cannot read them.
   */
  open(signal: AbortSignal): Promise<Blob>;
  /** What it is, where that is known already. */
  recognised?: { type: DocumentType; mediaType: string };
  description?: DocumentDescription;
  /** Declared instead of `name`, where that may say whose it is. */
  declaredName?: string;
  /** The document request that it answers. */
  requestId?: string | null;
  /** Known already: it is listed with its reasons, and not sent. */
  refused?: readonly Refusal[];
}

/** What {@link PickedFile.open} rejects with when the file must not be sent. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused';
  constructor(readonly code: RefusalCode) {
    super(`not sent: ${code}`);
  }
}

/** A file of the device, as it is. */
export const pickedFile = (file: File, folder = ''): PickedFile => ({
  name: file.name,
  folder,
  size: file.size,
  open: () => Promise.resolve(file),
});

export interface TransferEngine {
  readonly snapshot: TransferSnapshot;
  /** How many bytes of files are best put together in one upload, by the line as it has been: 4 to 32 MiB. */
  readonly partBytes: number;
  /** Whether deflating is faster than sending what it saves. */
  readonly deflates: boolean;
  /** Called after every change, at most ten times a second while bytes move. Returns the way out. */
  subscribe(listener: (snapshot: TransferSnapshot) => void): () => void;
  /** Gives each file's id, in their order. */
  add(files: readonly PickedFile[]): string[];
  /**
   * Files that go in one upload, all of them `recognised`, to a backend that takes bundles: one item, which ends as
   * `received` with a word on each file. Gives its id. `deflate`: whether what becomes smaller by it is deflated; the same
   * files in the same way give the same bytes, so that sending goes on where it stopped.
   */
  addBundle(files: readonly PickedFile[], options?: { deflate?: boolean }): string;
  /** Names or classifies a file anew: with its declaration, or at the backend. Rejects with a BackendError. */
  describe(id: string, patch: DocumentPatch): Promise<void>;
  /** Takes what is done with off the list, so that a list of thousands stays short; the document stays where it is. */
  release(ids: readonly string[]): void;
  /** From `needs-you`, `waiting`, `rejected` or `cancelled`: tries again at once, going on where it stopped. */
  retry(id: string): void;
  /** Holds these, or everything; what the backend reads back goes on. */
  pause(ids?: readonly string[]): void;
  /** Lets go of what {@link pause} holds. */
  goOn(ids?: readonly string[]): void;
  /** Stops sending; what the backend holds is kept, so that `retry` goes on. */
  cancel(id: string): void;
  /** Stops, deletes the document at the backend if there is one, and takes the item off the list. */
  remove(id: string): void;
  /** What the live feed says of a document: saves asking. */
  noteServerStatus(document: CaseDocument): void;
  /** Tries at once what waits, but for what was told when to come back: called when the device is online again. */
  wake(): void;
  /** Aborts requests, timers and the worker. State stays readable. */
  dispose(): void;
}
