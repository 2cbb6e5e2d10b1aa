/**
 * The Backend port in memory, for stories, tests and trying out. Keeps to the contract like a server would; nothing
 * leaves the page, and nothing survives it.
 */
import {
  patchDescription,
  type BundledDocument,
  type Capabilities,
  type Case,
  type CaseDocument,
  type CaseEvent,
  type ConsentRecord,
  type DocumentDeclaration,
  type EligibilityDefinition,
  type Message,
  type PatientRequest,
  type RejectionReason,
  type TusPlan,
  type WaitingOn,
} from '../../contract/index.js';
import { checkAnswers, defaultDefinition, evaluate, verifyRecord } from '../../eligibility/index.js';
import { BackendError, type Backend, type FeedOptions, type UploadTask } from '../backend.js';
import { createMemoryBundles } from './bundles.js';
import {
  memoryCapabilities,
  memoryCase,
  memoryConsentTexts,
  memoryReport,
  sha256Hex,
  summaryOf,
} from './fixtures.js';
import { createMemoryCodes } from './codes.js';
import { heldIn, isPending, type CallName, type Held, type NewEvent } from './held.js';
import { createMemoryMessages, messagingOf } from './messages.js';
import { createMemoryPieces } from './pieces.js';
import { requestOf } from './patient-request.js';
import { createMemoryStaff, type MemoryStaff } from './staff.js';

export interface MemoryOptions {
  /** A case that is there from the start, and that this device remembers. */
  case?: Partial<Case>;
  /** Cases that are there from the start, none of which this device remembers. */
  cases?: Partial<Case>[];
  /** Messages of `case`; ids, case and times are filled in. */
  messages?: (Pick<Message, 'from' | 'text'> & Partial<Message>)[];
  definition?: EligibilityDefinition;
  capabilities?: Partial<Capabilities>;
  /** Milliseconds that every call takes. */
  latencyMs?: number;
  /** Bytes a second of an upload; left out, at once. */
  uploadRate?: number;
  /** Methods that fail, with what; `fail` of the backend can be changed later. */
  fail?: Failures;
  now?: () => Date;
}

type Failures = Partial<Record<CallName, BackendError>>;

export interface MemoryBackend extends Backend {
  readonly staff: MemoryStaff;
  readonly fail: Failures;
  /** Calls so far, by method: for tests of "asked once". */
  readonly calls: Record<string, number>;
  caseNow(id: string): Case;
}

/** Of those that the patient has opened, in one case. */
const MAX_OPEN_REQUESTS = 20;

export function createMemoryBackend(options: MemoryOptions = {}): MemoryBackend {
  const now = () => (options.now?.() ?? new Date()).toISOString();
  const held = new Map<string, Held>();
  const bytes = new Map<string, { sha256: string; size: number }>();
  const answered = new Map<string, unknown>();
  const given = new Map<string, PatientRequest>();
  const fail: Failures = { ...options.fail };
  const calls: Record<string, number> = {};
  let remembered: { id: string; state: 'creating' | 'created' } | null = null;

  const hold = (theCase: Case, draft: string): Held => {
    const entry: Held = { case: theCase, events: [], messages: [], draft, listeners: new Set() };
    held.set(theCase.id, entry);
    entry.case.messaging ??= messagingOf(entry);
    return entry;
  };
  if (options.case) {
    const theCase = memoryCase(options.case);
    const entry = hold(theCase, '');
    remembered = { id: theCase.id, state: 'created' };
    entry.messages = (options.messages ?? []).map((message) => ({
      id: crypto.randomUUID(),
      caseId: theCase.id,
      author: message.from === 'patient' ? null : 'Ana, case nurse',
      documentIds: [],
      postedAt: theCase.phaseSince,
      readAt: null,
      ...message,
    }));
    entry.case.messaging = messagingOf(entry);
  }
  for (const each of options.cases ?? []) hold(memoryCase({ id: crypto.randomUUID(), ...each }), '');

  /** Latency, planned failures, abort: what every call goes through. */
  async function call<T>(
    name: CallName,
    signal: AbortSignal | undefined,
    work: () => T | Promise<T>,
  ): Promise<T> {
    calls[name] = (calls[name] ?? 0) + 1;
    signal?.throwIfAborted();
    await new Promise((resolve) => setTimeout(resolve, options.latencyMs ?? 0));
    signal?.throwIfAborted();
    const failure = fail[name];
    if (failure) throw failure;
    return structuredClone(await work());
  }

  /** The same key gives the same answer. */
  async function once<T>(key: string | undefined, work: () => T | Promise<T>): Promise<T> {
    if (key && answered.has(key)) return answered.get(key) as T;
    const answer = await work();
    if (key) answered.set(key, answer);
    return answer;
  }

  function get(id: string): Held {
    const found = held.get(id);
    if (!found) throw new BackendError('not-found', { status: 404 });
    return found;
  }

  function owner({ case: { phase, requests } }: Held): WaitingOn {
    if (phase === 'closed' || phase === 'report-ready') return 'nobody';
    const owners = requests.filter(({ status }) => status === 'open').map((request) => request.owner);
    if (phase === 'draft' || owners.includes('patient')) return 'patient';
    // A link that the team is to open comes before what others are to send.
    return owners.includes('third-party') && !owners.includes('clinic') ? 'third-party' : 'clinic';
  }

  function change(entry: Held, changes: Partial<Case>, ...events: NewEvent[]): Case {
    for (const event of events) {
      entry.events.push({
        reason: null,
        ...event,
        id: entry.events.length + 1,
        caseId: entry.case.id,
        at: now(),
      });
    }
    entry.case = {
      ...entry.case,
      ...changes,
      version: entry.case.version + 1,
      lastEventId: entry.events.length,
    };
    entry.case.waitingOn = owner(entry);
    entry.case.messaging = messagingOf(entry);
    for (const listener of entry.listeners) listener();
    return entry.case;
  }

  function documentEntry(id: string): { entry: Held; document: CaseDocument } {
    for (const entry of held.values()) {
      const document = entry.case.documents.find((each) => each.id === id);
      if (document) return { entry, document };
    }
    throw new BackendError('not-found', { status: 404 });
  }

  function setDocument(entry: Held, document: CaseDocument, actor: CaseEvent['actor'] = 'system'): void {
    change(
      entry,
      { documents: entry.case.documents.map((each) => (each.id === document.id ? document : each)) },
      { type: 'document.status-changed', actor, data: { documentId: document.id, status: document.status } },
    );
  }

  const tusPlan = (metadata: TusPlan['metadata']): TusPlan => ({
    protocol: 'tus',
    tusVersion: '1.0.0',
    creationUrl: 'https://memory.invalid/uploads',
    uploadUrl: null,
    metadata,
    headers: {},
    parts: { minBytes: 1, maxBytes: 32 * 2 ** 20, maxCount: 1_000, maxParallel: 1 },
    expiresAt: new Date(Date.parse(now()) + 7 * 864e5).toISOString(),
    asyncCompletion: true,
  });
  const plan = (document: CaseDocument) =>
    isPending(document) && !document.pieceBytes ? tusPlan({ documentId: document.id }) : null;

  /** The document with this content, declared now if the case does not hold it. */
  function declared(entry: Held, declaration: DocumentDeclaration): CaseDocument {
    const same = heldIn(entry.case, declaration);
    if (same) return same;
    // A declaration says more than the document is.
    const {
      entry: _entry,
      pieces,
      ...described
    } = declaration as DocumentDeclaration & Partial<BundledDocument>;
    const document: CaseDocument = {
      ...described,
      ...(pieces ? { pieceBytes: pieces.bytes } : {}),
      requestId: declaration.requestId ?? null,
      id: crypto.randomUUID(),
      caseId: entry.case.id,
      status: 'declared',
      rejection: null,
      declaredAt: now(),
      receivedAt: null,
    };
    entry.case = { ...entry.case, documents: [...entry.case.documents, document] };
    setDocument(entry, document, 'patient');
    return document;
  }

  /** Null: it is received, and answers the request that it was sent for. */
  function settle(entry: Held, document: CaseDocument, rejection: RejectionReason | null): void {
    const status = rejection ? 'rejected' : 'received';
    setDocument(entry, { ...document, status, rejection, receivedAt: rejection ? null : now() });
    const request = entry.case.requests.find(
      (each) => each.id === document.requestId && each.status === 'open',
    );
    if (rejection || !request) return;
    const requests = entry.case.requests.map((each) =>
      each === request ? { ...each, status: 'pending-check' as const, answer: 'document' as const } : each,
    );
    change(entry, { requests }, { type: 'case.updated', actor: 'system', data: { requestId: request.id } });
  }

  const consentTexts = memoryConsentTexts();
  const capabilities = async (): Promise<Capabilities> => ({
    ...memoryCapabilities(await consentTexts, now()),
    ...options.capabilities,
  });
  const definition = options.definition ?? defaultDefinition;
  const bundles = createMemoryBundles({
    call,
    once,
    get,
    change,
    setDocument,
    declared,
    settle,
    tusPlan,
    limits: async () => (await capabilities()).limits,
    now,
  });
  const messages = createMemoryMessages({ call, once, get, change, now });
  const codes = createMemoryCodes({ call, held, now: () => Date.parse(now()) });
  const pieces = createMemoryPieces({ call, once, get, setDocument, settle, tusPlan, capabilities });

  /** All its bytes are there. */
  const isHeld = ({ id, status, pieceBytes }: CaseDocument) =>
    ['received', 'accepted', 'not-needed'].includes(status) ||
    (status === 'receiving' && (bytes.has(id) || pieceBytes !== undefined));

  return {
    fail,
    calls,
    caseNow: (id) => structuredClone(get(id).case),

    capabilities: (o) => call('capabilities', o?.signal, capabilities),
    eligibilityDefinition: (id, o) =>
      call('eligibilityDefinition', o?.signal, () => {
        if (id !== definition.id) throw new BackendError('not-found', { status: 404 });
        return definition;
      }),
    submitAssessment: (submission, o) =>
      call('submitAssessment', o?.signal, () =>
        once(o?.idempotencyKey, () => {
          if (submission.definitionVersion !== definition.version)
            throw new BackendError('definition-outdated', { status: 409 });
          if (checkAnswers(definition, submission.answers).length > 0)
            throw new BackendError('invalid-request', { status: 400 });
          // The day on which the page evaluated, for definitions that ask for dates.
          const on = submission.evaluatedAt.slice(0, 10);
          const { outcome } = evaluate(definition, submission.answers, on);
          if (!outcome) throw new BackendError('invalid-request', { status: 400 });
          return {
            id: crypto.randomUUID(),
            definitionId: definition.id,
            definitionVersion: definition.version,
            outcomeId: outcome.id,
            outcomeKind: outcome.kind,
            agrees: verifyRecord(definition, submission, on),
            expiresAt: new Date(Date.parse(now()) + 30 * 864e5).toISOString(),
          };
        }),
      ),

    createCase: (id, draft, o) =>
      call('createCase', o?.signal, () => {
        const sent = JSON.stringify(draft);
        const there = held.get(id);
        if (there) {
          if (there.draft !== sent) throw new BackendError('conflict', { status: 409 });
          return there.case;
        }
        const { assessmentId: _assessmentId, ...rest } = draft;
        const created = memoryCase({
          ...rest,
          reason: draft.reason ?? null,
          id,
          phase: 'draft',
          phaseSince: now(),
          createdAt: now(),
          waitingOn: 'patient',
        });
        hold(created, sent);
        return change(
          get(id),
          { version: 0 },
          { type: 'case.created', actor: 'patient', data: { phase: 'draft' } },
        );
      }),
    listCases: (o) =>
      call('listCases', o?.signal, () => ({
        cases: [...held.values()].map(summaryOf),
      })),
    getCase: (id, o) => call('getCase', o?.signal, () => get(id).case),
    updateCase: (id, patch, version, o) =>
      call('updateCase', o?.signal, () => {
        const entry = get(id);
        if (entry.case.version !== version) throw new BackendError('version-mismatch', { status: 412 });
        if (!patch.phase) return change(entry, patch, { type: 'case.updated', actor: 'patient', data: {} });
        if (entry.case.phase !== 'draft') throw new BackendError('conflict', { status: 409 });
        if (entry.case.consents.length === 0) throw new BackendError('consent-required', { status: 409 });
        return change(
          entry,
          { ...patch, phaseSince: now() },
          {
            type: 'case.phase-changed',
            actor: 'patient',
            data: { phase: patch.phase, previousPhase: entry.case.phase },
          },
        );
      }),
    consentText: (sha256, o) =>
      call('consentText', o?.signal, async () => {
        const text = (await capabilities()).consentTexts.find((each) => each.sha256 === sha256);
        if (!text) throw new BackendError('not-found', { status: 404 });
        return text;
      }),
    withdrawCase: (caseId, o) =>
      call('withdrawCase', o?.signal, () => {
        const entry = get(caseId);
        const { phase, outcome } = entry.case;
        if (outcome === 'withdrawn') return entry.case;
        if (phase === 'closed') throw new BackendError('conflict', { status: 409 });
        return change(
          entry,
          { phase: 'closed', phaseSince: now(), outcome: 'withdrawn' },
          {
            type: 'case.closed',
            actor: 'patient',
            reason: { code: 'withdrawn', text: null },
            data: { status: 'withdrawn', previousPhase: phase },
          },
        );
      }),
    recordConsent: (caseId, consent, o) =>
      call('recordConsent', o?.signal, () =>
        once(o?.idempotencyKey, async () => {
          const entry = get(caseId);
          const { consentTexts: current } = await capabilities();
          const matches = current.some(
            (text) =>
              text.id === consent.textId &&
              text.version === consent.version &&
              text.locale === consent.locale &&
              text.sha256 === consent.sha256,
          );
          if (!matches) throw new BackendError('consent-outdated', { status: 409 });
          const record: ConsentRecord = { ...consent, id: crypto.randomUUID(), recordedAt: now() };
          change(
            entry,
            { consents: [...entry.case.consents, record] },
            { type: 'consent.recorded', actor: 'patient', data: {} },
          );
          return record;
        }),
      ),

    declareDocument: (caseId, declaration, o) =>
      call('declareDocument', o?.signal, () =>
        once(o?.idempotencyKey, async () => {
          const entry = get(caseId);
          const { limits } = await capabilities();
          if (declaration.size > limits.maxFileBytes)
            throw new BackendError('too-large', { status: 413, limit: limits.maxFileBytes });
          if (entry.case.phase === 'closed') throw new BackendError('conflict', { status: 409 });
          if (entry.case.consents.length === 0) throw new BackendError('consent-required', { status: 409 });
          const { pieces: sent } = declaration;
          if (sent) await pieces.check(entry.case, declaration, sent);
          const document = declared(entry, declaration);
          if (sent && document.status === 'declared')
            return { document: pieces.assemble(document, sent), plan: null };
          return { document, plan: plan(document) };
        }),
      ),
    getDocument: (id, o) =>
      call('getDocument', o?.signal, () => {
        const { document } = documentEntry(id);
        return { document, plan: plan(document) };
      }),
    describeDocument: (id, patch, o) =>
      call('describeDocument', o?.signal, () => {
        const { entry, document } = documentEntry(id);
        if (entry.case.phase === 'closed') throw new BackendError('conflict', { status: 409 });
        const described = patchDescription(document, patch);
        if (JSON.stringify(described) === JSON.stringify(document)) return document;
        change(
          entry,
          { documents: entry.case.documents.map((each) => (each === document ? described : each)) },
          { type: 'document.described', actor: 'patient', data: { documentId: id } },
        );
        return described;
      }),
    deleteDocument: (id, o) =>
      call('deleteDocument', o?.signal, () => {
        const { entry } = documentEntry(id);
        change(
          entry,
          { documents: entry.case.documents.filter((each) => each.id !== id) },
          { type: 'document.status-changed', actor: 'patient', data: { documentId: id, status: 'deleted' } },
        );
      }),
    completeDocument: (id, completion, o) =>
      call('completeDocument', o?.signal, () => {
        const { entry, document } = documentEntry(id);
        const stored = bytes.get(id);
        if (!stored) throw new BackendError('conflict', { status: 409 });
        const right = stored.sha256 === document.sha256 && stored.sha256 === completion.sha256;
        settle(entry, document, right ? null : { code: 'digest-mismatch' });
        return documentEntry(id).document;
      }),

    openRequest: (caseId, asked, o) =>
      call('openRequest', o?.signal, () =>
        once(o?.idempotencyKey, () => {
          const entry = get(caseId);
          const { consents, phase, requests, locale } = entry.case;
          if (phase === 'closed') throw new BackendError('conflict', { status: 409 });
          if (consents.length === 0) throw new BackendError('consent-required', { status: 409 });
          const open = requests.filter(({ way, closedAt }) => way !== undefined && closedAt === null);
          if (open.length >= MAX_OPEN_REQUESTS) throw new BackendError('conflict', { status: 409 });
          const request = requestOf(asked, locale, now());
          given.set(request.id, structuredClone(asked));
          return change(
            entry,
            { requests: [...requests, request] },
            { type: 'request.opened', actor: 'patient', data: { requestId: request.id, status: 'open' } },
          );
        }),
      ),
    answerRequest: (caseId, requestId, answer, o) =>
      call('answerRequest', o?.signal, () => {
        const entry = get(caseId);
        const request = entry.case.requests.find(({ id }) => id === requestId);
        if (!request) throw new BackendError('not-found', { status: 404 });
        const elsewhere = answer.kind === 'third-party-sends';
        const requests = entry.case.requests.map((each) =>
          each === request
            ? {
                ...each,
                answer: answer.kind,
                status: elsewhere ? ('open' as const) : ('pending-check' as const),
                owner: elsewhere ? ('third-party' as const) : each.owner,
              }
            : each,
        );
        return change(entry, { requests }, { type: 'case.updated', actor: 'patient', data: { requestId } });
      }),
    createReportLink: (caseId, o) =>
      call('createReportLink', o?.signal, () => {
        const { report } = get(caseId).case;
        if (!report) throw new BackendError('report-not-ready', { status: 409 });
        const wanted = o?.addendumId ? report.addenda?.find(({ id }) => id === o.addendumId) : report;
        if (!wanted) throw new BackendError('not-found', { status: 404 });
        return {
          url: URL.createObjectURL(memoryReport()),
          expiresAt: new Date(Date.parse(now()) + 300_000).toISOString(),
          fileName: wanted.fileName,
        };
      }),
    ...messages.calls,
    requestSignInCode: codes.request,
    signInWithCode: async (grant, o) => {
      const id = await codes.signIn(grant, o);
      remembered = { id, state: 'created' };
      return id;
    },

    follow: (caseId, feed: FeedOptions) =>
      call('follow', feed.signal, () => {
        const entry = get(caseId);
        let last = feed.after;
        return new Promise<void>((resolve) => {
          const deliver = () => {
            for (const event of entry.events) {
              if (event.id <= last) continue;
              last = event.id;
              feed.onEvent(structuredClone(event));
            }
          };
          entry.listeners.add(deliver);
          feed.signal.addEventListener('abort', () => {
            entry.listeners.delete(deliver);
            resolve();
          });
          feed.onState?.('live');
          deliver();
        });
      }),

    bundles: () => call('bundles', undefined, () => undefined).then(() => bundles.calls),
    largeFiles: () => call('largeFiles', undefined, () => undefined).then(() => pieces.calls),
    queryDigests: (caseId, digests, o) =>
      call('queryDigests', o?.signal, () => {
        const { documents } = get(caseId).case;
        const held = pieces.held(caseId);
        return {
          documents: documents.filter((each) => digests.includes(each.sha256) && isHeld(each)),
          pieces: [...new Set(digests)].filter((each) => held.has(each)),
        };
      }),

    authorize: () => call('authorize', undefined, () => ({ Authorization: 'Bearer memory' })),
    uploader: {
      upload: (task: UploadTask) => call('upload', task.signal, () => receive(task)),
    },

    rememberedCase: () => call('rememberedCase', undefined, () => remembered),
    rememberCase: (id, state) =>
      call('rememberCase', undefined, () => {
        remembered = { id, state };
      }),
    forgetDevice: () =>
      call('forgetDevice', undefined, () => {
        remembered = null;
      }),

    staff: createMemoryStaff({ get, change, setDocument, documentEntry, given, messages, codes, now }),
  };

  /** Takes the bytes in slices, as fast as the line that is pretended, and keeps their digest only. */
  async function receive({
    plan: { protocol: _, ...given },
    body,
    signal,
    onProgress,
  }: UploadTask): Promise<void> {
    const metadata: TusPlan['metadata'] = 'metadata' in given ? given.metadata : {};
    const { documentId = '', bundleId, pieceId } = metadata;
    if (bundleId) bundles.expect(bundleId);
    else if (pieceId) pieces.expect(pieceId);
    else {
      const { entry, document } = documentEntry(documentId);
      if (document.status === 'declared') setDocument(entry, { ...document, status: 'receiving' }, 'patient');
    }
    const step = options.uploadRate ? Math.max(1, options.uploadRate / 20) : body.size;
    for (let sent = 0; sent < body.size;) {
      if (options.uploadRate) await new Promise((resolve) => setTimeout(resolve, 50));
      signal.throwIfAborted();
      sent = Math.min(body.size, sent + step);
      onProgress(sent, sent);
    }
    if (bundleId) return bundles.keep(bundleId, body);
    if (pieceId) return pieces.keep(pieceId, body);
    const sha256 = await sha256Hex(new Uint8Array(await body.arrayBuffer()));
    bytes.set(documentId, { sha256, size: body.size });
  }
}
