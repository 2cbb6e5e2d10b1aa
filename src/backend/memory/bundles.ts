/** Bundles in memory: declared, kept, and really taken apart. */
import type {
  Bundle,
  BundleDeclaration,
  BundleWithPlan,
  Case,
  CaseDocument,
  DocumentDeclaration,
  Limits,
  RejectionReason,
  TusPlan,
} from '../../contract/index.js';
import { BackendError, type BundleCalls } from '../backend.js';
import { sha256Hex } from './fixtures.js';
import { heldIn, isPending, type CallName, type Held, type NewEvent } from './held.js';
import { unzipInOrder, type Unzipped } from './unzip.js';

/** What bundles need of the backend around them. */
export interface Ground {
  call<T>(name: CallName, signal: AbortSignal | undefined, work: () => T | Promise<T>): Promise<T>;
  once<T>(key: string | undefined, work: () => T | Promise<T>): Promise<T>;
  get(caseId: string): Held;
  change(entry: Held, changes: Partial<Case>, ...events: NewEvent[]): Case;
  setDocument(entry: Held, document: CaseDocument, actor?: NewEvent['actor']): void;
  /** The document with this content, declared now if the case does not hold it. */
  declared(entry: Held, declaration: DocumentDeclaration): CaseDocument;
  settle(entry: Held, document: CaseDocument, rejection: RejectionReason | null): void;
  tusPlan(metadata: TusPlan['metadata']): TusPlan;
  limits(): Promise<Limits>;
  /** RFC 3339. */
  now(): string;
}

interface HeldBundle {
  bundle: Bundle;
  entries: { entry: string; documentId: string }[];
  /** The ZIP file, once sent and until it is unpacked. */
  body: Blob | null;
}

export interface MemoryBundles {
  calls: BundleCalls;
  /** Whether there is such a bundle, and bytes are missing. */
  expect(id: string): void;
  keep(id: string, body: Blob): void;
}

export function createMemoryBundles(ground: Ground): MemoryBundles {
  const held = new Map<string, HeldBundle>();

  function find(id: string): HeldBundle {
    const found = held.get(id);
    if (!found) throw new BackendError('not-found', { status: 404 });
    return found;
  }

  /** In the order of the file; documents that were deleted since are left out. */
  function documentsOf({ bundle, entries }: HeldBundle): CaseDocument[] {
    const { documents } = ground.get(bundle.caseId).case;
    return entries.flatMap(({ documentId }) => documents.find(({ id }) => id === documentId) ?? []);
  }

  function withPlan(one: HeldBundle): BundleWithPlan {
    const documents = documentsOf(one);
    // What came by another way meanwhile is not sent again.
    const missing = documents.some(isPending);
    const { status } = one.bundle;
    return {
      bundle: { ...one.bundle, status: status === 'declared' && !missing ? 'unpacked' : status },
      plan: status === 'declared' && missing ? ground.tusPlan({ bundleId: one.bundle.id }) : null,
      documents,
    };
  }

  /** Before anything is declared: all of it can be taken, or none. */
  function check(theCase: Case, declaration: BundleDeclaration, limits: Limits): void {
    const { documents } = declaration;
    for (const { size } of [declaration, ...documents])
      if (size > limits.maxFileBytes)
        throw new BackendError('too-large', { status: 413, limit: limits.maxFileBytes });
    const asked = new Set(theCase.requests.map(({ id }) => id));
    if (
      new Set(documents.map(({ entry }) => entry)).size < documents.length ||
      documents.some(({ requestId }) => requestId !== undefined && !asked.has(requestId))
    )
      throw new BackendError('invalid-request', { status: 400 });
    if (theCase.phase === 'closed') throw new BackendError('conflict', { status: 409 });
    if (theCase.consents.length === 0) throw new BackendError('consent-required', { status: 409 });
    const fresh = documents.filter((each) => !heldIn(theCase, each));
    const kept = theCase.documents.filter((each) => heldIn(theCase, each) === each);
    if (fresh.length === 0) return;
    if (kept.length + fresh.length > limits.maxDocumentsPerCase)
      throw new BackendError('too-many-documents', { status: 409 });
    if ([...kept, ...fresh].reduce((sum, { size }) => sum + size, 0) > limits.maxCaseBytes)
      throw new BackendError('too-large', { status: 413, limit: limits.maxCaseBytes });
  }

  /** The bundle of the same bytes, if it still brings the same documents. */
  function same(caseId: string, { size, sha256 }: BundleDeclaration, entries: HeldBundle['entries']) {
    return [...held.values()].find(
      (each) =>
        each.bundle.caseId === caseId &&
        each.bundle.size === size &&
        each.bundle.sha256 === sha256 &&
        each.bundle.status !== 'rejected' &&
        JSON.stringify(each.entries) === JSON.stringify(entries),
    );
  }

  function wholeProblem(
    { size, sha256 }: Bundle,
    bytes: Uint8Array<ArrayBuffer>,
    completion: { size: number; sha256: string },
  ): RejectionReason | null {
    if (bytes.length !== size || bytes.length !== completion.size) return { code: 'size-mismatch' };
    return completion.sha256 === sha256 ? null : { code: 'digest-mismatch' };
  }

  async function documentProblem(
    { sha256 }: CaseDocument,
    unzipped: Unzipped,
  ): Promise<RejectionReason | null> {
    if ('rejection' in unzipped) return { code: unzipped.rejection };
    if ((await sha256Hex(unzipped.bytes)) !== sha256) return { code: 'digest-mismatch' };
    return unzipped.intact ? null : { code: 'unreadable' };
  }

  /** Null when every entry was taken out or passed over. */
  async function takeAll(one: HeldBundle, bytes: Uint8Array<ArrayBuffer>): Promise<RejectionReason | null> {
    const entry = ground.get(one.bundle.caseId);
    const now = (index: number) =>
      entry.case.documents.find(({ id }) => id === one.entries[index]?.documentId);
    const sizes = one.entries.map(({ entry: name, documentId }, index) => ({
      entry: name,
      documentId,
      // Of a document that was deleted meanwhile nothing is taken.
      size: now(index)?.size ?? -1,
    }));
    let index = 0;
    for await (const unzipped of unzipInOrder(bytes, sizes)) {
      const document = now(index);
      const rejection = document && isPending(document) ? await documentProblem(document, unzipped) : null;
      // Another result may have come while this was looked at.
      const still = now(index++);
      if (still && isPending(still)) ground.settle(entry, still, rejection);
    }
    return index < one.entries.length ? { code: 'unreadable' } : null;
  }

  async function unpack(one: HeldBundle, completion: { size: number; sha256: string }): Promise<void> {
    const bytes = new Uint8Array((await one.body?.arrayBuffer()) ?? new ArrayBuffer());
    const rejection = wholeProblem(one.bundle, bytes, completion) ?? (await takeAll(one, bytes));
    if (!held.has(one.bundle.id)) return;
    const entry = ground.get(one.bundle.caseId);
    if (rejection)
      for (const document of documentsOf(one))
        if (isPending(document)) ground.settle(entry, document, rejection);
    one.bundle = { ...one.bundle, status: rejection ? 'rejected' : 'unpacked', rejection };
    one.body = null;
  }

  const calls: BundleCalls = {
    declare: (caseId, declaration, o) =>
      ground.call('bundles.declare', o?.signal, () =>
        ground.once(o?.idempotencyKey, async () => {
          const entry = ground.get(caseId);
          check(entry.case, declaration, await ground.limits());
          const documents = declaration.documents.map((each) => ground.declared(entry, each));
          const entries = documents.map(({ id }, index) => ({
            entry: declaration.documents[index]?.entry ?? '',
            documentId: id,
          }));
          const there = same(caseId, declaration, entries);
          if (there) return withPlan(there);
          const { size, sha256 } = declaration;
          const made: HeldBundle = {
            bundle: {
              id: crypto.randomUUID(),
              caseId,
              size,
              sha256,
              status: documents.some(isPending) ? 'declared' : 'unpacked',
              rejection: null,
              declaredAt: ground.now(),
            },
            entries,
            body: null,
          };
          held.set(made.bundle.id, made);
          return withPlan(made);
        }),
      ),
    get: (id, o) => ground.call('bundles.get', o?.signal, () => withPlan(find(id))),
    complete: (id, completion, o) =>
      ground.call('bundles.complete', o?.signal, async () => {
        const one = find(id);
        if (one.bundle.status !== 'declared') return withPlan(one);
        if (!one.body) throw new BackendError('conflict', { status: 409 });
        one.bundle = { ...one.bundle, status: 'receiving' };
        const entry = ground.get(one.bundle.caseId);
        for (const document of documentsOf(one))
          if (document.status === 'declared')
            ground.setDocument(entry, { ...document, status: 'receiving' }, 'patient');
        await unpack(one, completion);
        return withPlan(one);
      }),
    abandon: (id, o) =>
      ground.call('bundles.abandon', o?.signal, () => {
        const one = find(id);
        if (one.bundle.status === 'unpacked') throw new BackendError('conflict', { status: 409 });
        held.delete(id);
        const elsewhere = new Set(
          [...held.values()]
            .filter(({ bundle: { status } }) => status === 'declared' || status === 'receiving')
            .flatMap(({ entries }) => entries.map(({ documentId }) => documentId)),
        );
        const entry = ground.get(one.bundle.caseId);
        const gone = documentsOf(one).filter((each) => isPending(each) && !elsewhere.has(each.id));
        ground.change(
          entry,
          { documents: entry.case.documents.filter((each) => !gone.includes(each)) },
          ...gone.map((each) => ({
            type: 'document.status-changed',
            actor: 'patient' as const,
            data: { documentId: each.id, status: 'deleted' },
          })),
        );
      }),
  };

  return {
    calls,
    expect: (id) => {
      if (find(id).bundle.status !== 'declared') throw new BackendError('upload-expired', { status: 410 });
    },
    keep: (id, body) => {
      find(id).body = body;
    },
  };
}
