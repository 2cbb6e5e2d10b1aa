/**
 * The backend port: all that a widget knows of the other side. REST, memory and later FHIR implement it.
 */
import type {
  Assessment,
  AssessmentSubmission,
  BundleCompletion,
  BundleDeclaration,
  BundleWithPlan,
  Capabilities,
  Case,
  CaseDocument,
  CaseDraft,
  CaseEvent,
  CaseList,
  CasePatch,
  ConsentAgreement,
  ConsentRecord,
  ConsentText,
  DigestAnswer,
  DocumentCompletion,
  DocumentDeclaration,
  DocumentPatch,
  DocumentWithPlan,
  EligibilityDefinition,
  Message,
  MessageDraft,
  MessageList,
  PatientRequest,
  PieceCompletion,
  PieceDeclaration,
  PieceWithPlan,
  ProblemCode,
  ReportLink,
  RequestAnswer,
  SessionCodeSent,
} from '../contract/index.js';

/** Everything that a call may be told besides its subject. */
export interface CallOptions {
  /** Aborting rejects the call with the signal's reason; nothing half-done is reported. */
  signal?: AbortSignal;
}

/** Options of calls that create something: a retry with the same key does not do it twice. */
export interface CreateOptions extends CallOptions {
  /** Idempotency-Key; made up when left out. Give your own when the retry may come from a later page load. */
  idempotencyKey?: string;
}

export interface ReportLinkOptions extends CreateOptions {
  /** Left out: the report itself. */
  addendumId?: string;
}

/** A case's reference and the code that came by e-mail. */
export interface CodeSignIn {
  reference: string;
  /** Eight digits. */
  code: string;
  /** False: the device forgets the case when the page is closed. */
  remember: boolean;
}

/**
 * What went wrong, as a code that a widget has a sentence for.
 * - `offline`: this device has no connection (a probe of the page's own origin failed too).
 * - `unreachable`: the device is online, the backend does not answer.
 * - `origin-not-allowed`: the backend answers but not to this page's origin; a matter for the site's developer.
 * - `not-a-backend`: an answer that is not of the contract (HTML, another version, wrong shape).
 * - `busy`: 429 or 503 after all retries; `retryAfterMs` says how long to wait.
 * - the codes of the problem registry.
 */
export type BackendErrorCode =
  | ProblemCode
  | 'offline'
  | 'unreachable'
  | 'origin-not-allowed'
  | 'not-a-backend'
  | 'contract-version'
  | 'busy';

/** A failed call. Carries no URL, no body, no token and no file name, so that it may be logged. */
export class BackendError extends Error {
  override readonly name = 'BackendError';
  readonly code: BackendErrorCode;
  /** HTTP status, or 0 when there was no readable answer. */
  readonly status: number;
  /** What to quote to the clinic's help desk. */
  readonly requestId: string | null;
  /** True when the same call may succeed later without anybody changing anything. */
  readonly retryable: boolean;
  readonly retryAfterMs: number | null;
  /** With `too-large`: bytes. */
  readonly limit: number | null;

  constructor(
    code: BackendErrorCode,
    init: {
      status?: number;
      requestId?: string | null;
      retryable?: boolean;
      retryAfterMs?: number | null;
      limit?: number | null;
    } = {},
  ) {
    super(`Backend call failed: ${code}${init.status ? ` (HTTP ${init.status})` : ''}`);
    this.code = code;
    this.status = init.status ?? 0;
    this.requestId = init.requestId ?? null;
    this.retryable = init.retryable ?? false;
    this.retryAfterMs = init.retryAfterMs ?? null;
    this.limit = init.limit ?? null;
  }
}

/** What a call has rejected with; anything else is `unexpected`, and `retryable` as told. */
export const asBackendError = (error: unknown, { retryable = false } = {}): BackendError =>
  error instanceof BackendError ? error : new BackendError('unexpected', { retryable });

/** How the live feed is doing, for "last news at ..." and "not connected". */
export type FeedState = 'connecting' | 'live' | 'polling' | 'waiting';

export interface FeedOptions {
  /** Last event already known; the first one delivered is the next after it. */
  after: number;
  signal: AbortSignal;
  onEvent: (event: CaseEvent) => void;
  onState?: (state: FeedState) => void;
  /** True: the person wants news also while the page is hidden. Asked whenever that matters. */
  whileHidden?: () => boolean;
}

/**
 * Moves one file's bytes by the plan of one protocol. See `src/transfer/protocols/` for the standard one; a backend
 * whose bytes go elsewhere brings its own.
 */
export interface Uploader {
  upload(task: UploadTask): Promise<void>;
}

export interface UploadTask {
  plan: NonNullable<DocumentWithPlan['plan']>;
  body: Blob;
  signal: AbortSignal;
  /** A body of so many bytes at most may go with the request that creates the upload; none where it is not given. */
  creationBytes?: number;
  /** Session headers for a request to the backend's own origin; see {@link Backend.authorize}. */
  authorize: (refused?: Record<string, string>) => Promise<Record<string, string>>;
  /** Bytes that the other side has acknowledged, and bytes handed to the network beyond these. */
  onProgress: (acknowledged: number, sent: number) => void;
}

/** Many documents in one upload, see `contract/bundle.ts`. Rejections are those of {@link Backend}. */
export interface BundleCalls {
  /** A second declaration of the same bundle in the same case answers with the one that is there, and how far it is. */
  declare(caseId: string, declaration: BundleDeclaration, options?: CreateOptions): Promise<BundleWithPlan>;
  /** Its status, each document's status, and a fresh plan while bytes are missing. */
  get(id: string, options?: CallOptions): Promise<BundleWithPlan>;
  complete(id: string, completion: BundleCompletion, options?: CreateOptions): Promise<BundleWithPlan>;
  /** Deletes a bundle that is not unpacked, with the documents that have not been received from it. */
  abandon(id: string, options?: CallOptions): Promise<void>;
}

/** Pieces of large files, see `contract/piece.ts`. Rejections are those of {@link Backend}. */
export interface PieceCalls {
  /** The same declaration again in the same case answers with the piece that is there, and how far it is. */
  declare(caseId: string, declaration: PieceDeclaration, options?: CreateOptions): Promise<PieceWithPlan>;
  /**
   * Resolves once the piece is held. Rejects with `digest-mismatch` when other bytes than declared came: these are thrown
   * away, and the piece is to be declared again. `conflict`: bytes are missing. `not-found`: thrown away, or expired.
   */
  complete(id: string, completion: PieceCompletion, options?: CreateOptions): Promise<PieceWithPlan>;
}

/** One backend. Every method rejects with a {@link BackendError}, or with the signal's reason when aborted. */
export interface Backend {
  capabilities(options?: CallOptions): Promise<Capabilities>;
  /** An adapter may leave the parsing of questions and rules to the caller: take them through the schema before use. */
  eligibilityDefinition(id: string, options?: CallOptions): Promise<EligibilityDefinition>;
  submitAssessment(submission: AssessmentSubmission, options?: CreateOptions): Promise<Assessment>;

  /** Crash-safe: the caller makes the UUID and keeps it before calling; the same UUID and draft give the same case. */
  createCase(id: string, draft: CaseDraft, options?: CallOptions): Promise<Case>;
  listCases(options?: CallOptions): Promise<CaseList>;
  getCase(id: string, options?: CallOptions): Promise<Case>;
  /** Rejects with `version-mismatch` when the case has changed since `version`. */
  updateCase(id: string, patch: CasePatch, version: number, options?: CallOptions): Promise<Case>;
  recordConsent(caseId: string, consent: ConsentAgreement, options?: CreateOptions): Promise<ConsentRecord>;
  /** A text as somebody agreed to it, by its digest. A backend of a contract before 1.4 has no such call: `not-found`. */
  consentText?(sha256: string, options?: CallOptions): Promise<ConsentText>;
  /**
   * Closes the case for good, when `capabilities().withdrawal` says so. Rejects with `conflict` when it was closed otherwise.
   */
  withdrawCase?(caseId: string, options?: CreateOptions): Promise<Case>;

  /**
   * A second declaration of the same digest in the same case answers with the document that is there. With `pieces` it
   * rejects with `pieces-missing` unless every piece is held: {@link queryDigests} says which are.
   */
  declareDocument(
    caseId: string,
    declaration: DocumentDeclaration,
    options?: CreateOptions,
  ): Promise<DocumentWithPlan>;
  /** The document's status, and a fresh plan while bytes are missing. */
  getDocument(id: string, options?: CallOptions): Promise<DocumentWithPlan>;
  /** Renames or reclassifies; null takes a member away. A backend of contract 1.0 has no such call: `not-found`. */
  describeDocument(id: string, patch: DocumentPatch, options?: CallOptions): Promise<CaseDocument>;
  deleteDocument(id: string, options?: CallOptions): Promise<void>;
  completeDocument(
    id: string,
    completion: DocumentCompletion,
    options?: CreateOptions,
  ): Promise<CaseDocument>;

  /**
   * Names another way by which records come; `capabilities().imaging` says which are offered. Resolves with the case
   * and its new request. Rejects with `consent-required` as for documents, and with `conflict` when 20 are open.
   */
  openRequest(caseId: string, request: PatientRequest, options?: CreateOptions): Promise<Case>;
  answerRequest(
    caseId: string,
    requestId: string,
    answer: RequestAnswer,
    options?: CreateOptions,
  ): Promise<Case>;
  /** Rejects with `report-not-ready`; with `not-found` when there is no such addendum. */
  createReportLink(caseId: string, options?: ReportLinkOptions): Promise<ReportLink>;

  /** Offered where `theCase.messaging` is set. Oldest first. */
  messages?(caseId: string, options?: CallOptions): Promise<MessageList>;
  /** Rejects with `conflict` when the patient may not write now, or no follow-up question is left. */
  postMessage?(caseId: string, draft: MessageDraft, options?: CreateOptions): Promise<Message>;
  /** This message and all before it are read. */
  markMessagesRead?(caseId: string, messageId: string, options?: CallOptions): Promise<Case>;

  /** Follows a case until the signal aborts; reconnects by itself and delivers every event once, in order. */
  follow(caseId: string, options: FeedOptions): Promise<void>;

  /** Calls for bundles; used when `capabilities().upload.bundles` says so. Loaded at first use. */
  bundles?(): Promise<BundleCalls>;
  /** Calls for pieces; used when `capabilities().upload.pieces` is set. Loaded at first use. */
  largeFiles?(): Promise<PieceCalls>;
  /**
   * Which of these digests (at most `MAX_QUERIED_DIGESTS`) this case holds, as documents or as pieces. A backend of a
   * contract before 1.3 has no such call: `not-found`.
   */
  queryDigests?(caseId: string, digests: readonly string[], options?: CallOptions): Promise<DigestAnswer>;

  /** Session headers for upload requests. `refused`: those that were answered with 401; one renewal serves all who wait. */
  authorize(refused?: Record<string, string>): Promise<Record<string, string>>;
  /** Set when bytes move in this backend's own way. */
  readonly uploader?: Uploader;

  /**
   * Has a code sent to the address that the case names, when `capabilities().signInCode` says so. Resolves whether or not
   * there is such a case.
   */
  requestSignInCode?(
    reference: string,
    options?: CallOptions & { locale?: string },
  ): Promise<SessionCodeSent>;
  /**
   * From then on this device may open that case, whose id is given. Rejects with `unauthenticated` when the code is not the
   * one that was sent, was used or is too old, and with `busy` after too many tries.
   */
  signInWithCode?(grant: CodeSignIn, options?: CallOptions): Promise<string>;

  /** The case that this device remembers, if any: `creating` when the answer to its creation was never seen. */
  rememberedCase(): Promise<{ id: string; state: 'creating' | 'created' } | null>;
  /** To be called before {@link createCase}. */
  rememberCase(id: string, state: 'creating' | 'created'): Promise<void>;
  /** Deletes the device's key and what it remembers; the session ends. */
  forgetDevice(): Promise<void>;
}
