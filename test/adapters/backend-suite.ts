/**
 * What every Backend must do: run against each adapter. `make` gives a fresh one for each test; `ownBytes` says that
 * the adapter moves bytes itself, else they go by tus.
 */
import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { BackendError, type Backend, type BundleCalls, type PieceCalls } from '../../src/backend/backend.js';
import type {
  BundleWithPlan,
  CaseDraft,
  CaseEvent,
  DocumentDeclaration,
  DocumentDescription,
  DocumentWithPlan,
  PatientRequest,
} from '../../src/contract/index.js';
import { auditRecord } from '../../src/eligibility/index.js';
import { createTusUploader } from '../../src/transfer/protocols/tus.js';
import { compositeSha256 } from '../../src/documents/digest.js';
import { bundleOf, type BundleFile } from '../support/bundles.js';
import { largeFile, pieceOf, type PieceFile } from '../support/pieces.js';
import { sha256 } from '../support/sha256.js';

export interface Subject {
  backend: Backend;
  /** The clinic's side. */
  staff: {
    ask(caseId: string, title: string): Promise<void>;
    release(caseId: string): Promise<void>;
  };
}

const LINK = 'https://images.example.net/share/canary-8fK2';
const CODE = 'canary-4711';

export const draft = (changes: Partial<CaseDraft> = {}): CaseDraft => ({
  patient: { givenName: 'Maria', familyName: 'Canary', birthDate: '1964-05-17' },
  representative: null,
  contact: { email: 'maria@example.org' },
  locale: 'en',
  assessmentId: null,
  externalReference: null,
  ...changes,
});

const code = (expected: BackendError['code']) => (error: unknown) => {
  assert.ok(error instanceof BackendError, String(error));
  assert.equal(error.code, expected);
  return true;
};

export function pdf(content = randomUUID()): { body: Blob; declaration: DocumentDeclaration } {
  const bytes = Buffer.from(`%PDF-1.4\n% ${content}\n%%EOF\n`);
  return {
    body: new Blob([bytes]),
    declaration: {
      fileName: 'report.pdf',
      mediaType: 'application/pdf',
      type: 'pdf',
      size: bytes.length,
      sha256: sha256(bytes),
    },
  };
}

export async function agree(backend: Backend, caseId: string): Promise<void> {
  const [text] = (await backend.capabilities()).consentTexts;
  assert.ok(text);
  const { id: textId, version, locale, sha256: digest } = text;
  await backend.recordConsent(caseId, {
    textId,
    version,
    locale,
    sha256: digest,
    agreedAt: new Date().toISOString(),
  });
}

async function upload(backend: Backend, plan: DocumentWithPlan['plan'], body: Blob): Promise<void> {
  assert.ok(plan);
  const uploader = backend.uploader ?? createTusUploader();
  await uploader.upload({
    plan,
    body,
    signal: new AbortController().signal,
    authorize: (refused) => backend.authorize(refused),
    onProgress: () => {},
  });
}

async function bundlesOf(backend: Backend): Promise<BundleCalls> {
  assert.ok(backend.bundles);
  return backend.bundles();
}

/** What a bundle holds, and how its documents ended. */
const outcomes = ({ documents }: BundleWithPlan) =>
  documents.map(({ status, rejection }) => rejection?.code ?? status);

async function bundled(deflate = false) {
  const { body, declaration } = pdf();
  return { bytes: new Uint8Array(await body.arrayBuffer()), declaration, zip: { deflate } };
}

/** The whole way of one bundle. */
async function sendBundle(
  backend: Backend,
  caseId: string,
  { zip, declaration }: BundleFile,
  digest = declaration.sha256,
) {
  const bundles = await bundlesOf(backend);
  const { bundle, plan } = await bundles.declare(caseId, declaration);
  await upload(backend, plan, new Blob([zip]));
  await bundles.complete(bundle.id, { sha256: digest, size: declaration.size });
  for (;;) {
    const now = await bundles.get(bundle.id);
    if (now.bundle.status !== 'receiving') return now;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function piecesOf(backend: Backend): Promise<PieceCalls & { bytes: number }> {
  assert.ok(backend.largeFiles);
  const { pieces } = (await backend.capabilities()).upload;
  assert.ok(pieces);
  return { ...(await backend.largeFiles()), ...pieces };
}

/** The whole way of one piece. */
async function sendPiece(backend: Backend, caseId: string, { encoded, declaration }: PieceFile) {
  const pieces = await piecesOf(backend);
  const { piece, plan } = await pieces.declare(caseId, declaration);
  await upload(backend, plan, new Blob([encoded]));
  return pieces.complete(piece.id, { sha256: sha256(encoded), size: encoded.length });
}

async function digestsOf(backend: Backend, caseId: string, digests: readonly string[]) {
  assert.ok(backend.queryDigests);
  const { documents, pieces } = await backend.queryDigests(caseId, digests);
  return { documents: documents.map(({ id }) => id), pieces: pieces.sort() };
}

/** Until the backend has read it back. */
async function settled(backend: Backend, documentId: string) {
  for (;;) {
    const { document } = await backend.getDocument(documentId);
    if (document.status !== 'receiving' && document.status !== 'declared') return document;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Declares, sends, completes, and waits for the backend's word. */
export async function send(
  backend: Backend,
  caseId: string,
  file: ReturnType<typeof pdf>,
  digest = file.declaration.sha256,
) {
  const { document, plan } = await backend.declareDocument(caseId, file.declaration);
  await upload(backend, plan, file.body);
  await backend.completeDocument(document.id, { sha256: digest, size: file.body.size });
  return settled(backend, document.id);
}

export function backendSuite(name: string, make: () => Promise<Subject>): void {
  describe(`${name} keeps to the Backend port`, () => {
    const withCase = async () => {
      const subject = await make();
      const id = randomUUID();
      return { ...subject, id, created: await subject.backend.createCase(id, draft()) };
    };

    it('offers capabilities whose consent texts carry their own digest', async () => {
      const { backend } = await make();
      const { consentTexts, contractVersion } = await backend.capabilities();
      assert.match(contractVersion, /^1\./);
      for (const text of consentTexts) assert.equal(sha256(Buffer.from(text.text)), text.sha256);
    });

    it('evaluates an assessment itself and says whether it agrees', async () => {
      const { backend } = await make();
      const { eligibility } = await backend.capabilities();
      const definition = await backend.eligibilityDefinition(eligibility.defaultDefinitionId);
      const submission = {
        ...auditRecord(definition, { 'warning-signs': ['stroke'] }, '2026-11-25'),
        outcomeId: 'eligible',
        evaluatedAt: new Date().toISOString(),
        locale: 'en',
      };
      const assessment = await backend.submitAssessment(submission);
      assert.equal(assessment.outcomeKind, 'seek-care-now');
      assert.equal(assessment.agrees, false);
      const honest = { ...submission, outcomeId: assessment.outcomeId };
      assert.equal((await backend.submitAssessment(honest)).agrees, true);
      const otherRules = { ...honest, definitionHash: '0'.repeat(64) };
      assert.equal((await backend.submitAssessment(otherRules)).agrees, false);
      const otherTrail = { ...honest, trail: honest.trail.slice(1) };
      assert.equal((await backend.submitAssessment(otherTrail)).agrees, false);
      await assert.rejects(
        backend.submitAssessment({ ...submission, definitionVersion: '0' }),
        code('definition-outdated'),
      );
      await assert.rejects(backend.submitAssessment({ ...submission, answers: {} }), code('invalid-request'));
    });

    it('creates one case however often the same is sent, and refuses another under its id', async () => {
      const { backend, id, created } = await withCase();
      assert.equal(created.phase, 'draft');
      assert.equal(created.waitingOn, 'patient');
      assert.equal((await backend.createCase(id, draft())).reference, created.reference);
      const other = draft({ contact: { email: 'other@example.org' } });
      await assert.rejects(backend.createCase(id, other), code('conflict'));
      assert.equal((await backend.getCase(id)).contact.email, 'maria@example.org');
    });

    it('changes a case only from the version last seen', async () => {
      const { backend, id, created } = await withCase();
      const changed = await backend.updateCase(
        id,
        { contact: { email: 'new@example.org' } },
        created.version,
      );
      assert.equal(changed.contact.email, 'new@example.org');
      assert.ok(changed.version > created.version);
      await assert.rejects(
        backend.updateCase(id, { contact: { email: 'late@example.org' } }, created.version),
        code('version-mismatch'),
      );
    });

    it('takes documents and hands a case over only after consent to the current text', async () => {
      const { backend, id, created } = await withCase();
      await assert.rejects(backend.declareDocument(id, pdf().declaration), code('consent-required'));
      await assert.rejects(
        backend.updateCase(id, { phase: 'submitted' }, created.version),
        code('consent-required'),
      );
      const [text] = (await backend.capabilities()).consentTexts;
      assert.ok(text);
      const { id: textId, version, locale } = text;
      const old = { textId, version, locale, sha256: '0'.repeat(64), agreedAt: new Date().toISOString() };
      await assert.rejects(backend.recordConsent(id, old), code('consent-outdated'));
      await agree(backend, id);
      const now = await backend.getCase(id);
      assert.equal(now.consents.length, 1);
      assert.equal((await backend.updateCase(id, { phase: 'submitted' }, now.version)).phase, 'submitted');
    });

    it('gives a consent text again as it was agreed to', async () => {
      const { backend } = await withCase();
      const [text] = (await backend.capabilities()).consentTexts;
      assert.ok(text && backend.consentText);
      assert.deepEqual(await backend.consentText(text.sha256), text);
      await assert.rejects(backend.consentText('0'.repeat(64)), code('not-found'));
    });

    it('closes a case that the patient withdraws, once, and takes nothing more', async () => {
      const { backend, id } = await withCase();
      assert.equal((await backend.capabilities()).withdrawal, true);
      await agree(backend, id);
      const closed = await backend.withdrawCase!(id);
      assert.deepEqual([closed.phase, closed.outcome], ['closed', 'withdrawn']);
      const again = await backend.withdrawCase!(id);
      assert.equal(again.version, closed.version);
      await assert.rejects(backend.declareDocument(id, pdf().declaration), code('conflict'));
      const stop = new AbortController();
      const events: CaseEvent[] = [];
      await backend.follow(id, {
        after: 0,
        signal: stop.signal,
        onEvent: (event) => {
          events.push(event);
          if (event.id === closed.lastEventId) stop.abort();
        },
      });
      const last = events.at(-1);
      assert.deepEqual([last?.type, last?.actor], ['case.closed', 'patient']);
      assert.deepEqual(last?.reason, { code: 'withdrawn', text: null });
    });

    it('receives a document only when what it read back has the declared digest', async () => {
      const { backend, id } = await withCase();
      await agree(backend, id);
      const good = await send(backend, id, pdf());
      assert.equal(good.status, 'received');
      assert.ok(good.receivedAt);
      const bad = pdf();
      bad.declaration.sha256 = sha256(Buffer.from('something else'));
      const refused = await send(backend, id, bad);
      assert.equal(refused.status, 'rejected');
      assert.equal(refused.rejection?.code, 'digest-mismatch');
    });

    it('answers the same content with the document that is there', async () => {
      const { backend, id } = await withCase();
      await agree(backend, id);
      const file = pdf();
      const first = await backend.declareDocument(id, file.declaration);
      const second = await backend.declareDocument(id, { ...file.declaration, fileName: 'again.pdf' });
      assert.equal(second.document.id, first.document.id);
      assert.ok(second.plan);
      await send(backend, id, file);
      const third = await backend.declareDocument(id, file.declaration);
      assert.equal(third.document.status, 'received');
      assert.equal(third.plan, null);
    });

    it('declares once for one Idempotency-Key', async () => {
      const { backend, id } = await withCase();
      await agree(backend, id);
      const { declaration } = pdf();
      const idempotencyKey = randomUUID();
      const [a, b] = [
        await backend.declareDocument(id, declaration, { idempotencyKey }),
        await backend.declareDocument(id, declaration, { idempotencyKey }),
      ];
      assert.equal(a.document.id, b.document.id);
      assert.equal((await backend.getCase(id)).documents.length, 1);
    });

    it('takes many documents in one upload, each with a result of its own', async () => {
      const { backend, id } = await withCase();
      await agree(backend, id);
      const files = [await bundled(), await bundled(true), await bundled(), await bundled(true)];
      const corrupted = files[2];
      assert.ok(corrupted);
      corrupted.declaration.sha256 = sha256(Buffer.from('something else'));
      const made = bundleOf(files);
      const bundles = await bundlesOf(backend);
      const { bundle, plan, documents } = await bundles.declare(id, made.declaration);
      assert.equal(bundle.status, 'declared');
      assert.ok(plan);
      assert.deepEqual(
        documents.map((document) => document.sha256),
        files.map(({ declaration }) => declaration.sha256),
      );
      const done = await sendBundle(backend, id, made);
      assert.equal(done.bundle.id, bundle.id);
      assert.equal(done.bundle.status, 'unpacked');
      assert.equal(done.plan, null);
      assert.deepEqual(outcomes(done), ['received', 'received', 'digest-mismatch', 'received']);
      assert.deepEqual(
        done.documents.map((document) => document.id),
        documents.map((document) => document.id),
      );
      assert.equal((await backend.getCase(id)).documents.length, 4);
      assert.equal((await backend.getDocument(documents[0]?.id ?? '')).document.status, 'received');
    });

    it('rejects what is left of a bundle that is not made as declared', async () => {
      const { backend, id } = await withCase();
      await agree(backend, id);
      const [first, second, third] = [await bundled(), await bundled(true), await bundled()];
      const done = await sendBundle(
        backend,
        id,
        bundleOf([first, { ...second, zip: { descriptor: true } }, third]),
      );
      assert.deepEqual(outcomes(done), ['received', 'unreadable', 'unreadable']);
      assert.equal(done.bundle.status, 'rejected');
      assert.equal(done.bundle.rejection?.code, 'unreadable');
      const small = await bundled();
      const bomb = {
        ...small,
        zip: { data: new Uint8Array(2 ** 22), deflate: true, localLie: { size: small.bytes.length } },
      };
      assert.deepEqual(outcomes(await sendBundle(backend, id, bundleOf([bomb, await bundled()]))), [
        'size-mismatch',
        'received',
      ]);
      const other = sha256(Buffer.from('something else'));
      const wrong = await sendBundle(backend, id, bundleOf([await bundled()]), other);
      assert.deepEqual(outcomes(wrong), ['digest-mismatch']);
    });

    it('answers the same bundle with the one that is there', async () => {
      const { backend, id } = await withCase();
      const made = bundleOf([await bundled(), await bundled()]);
      const bundles = await bundlesOf(backend);
      await assert.rejects(bundles.declare(id, made.declaration), code('consent-required'));
      await agree(backend, id);
      const idempotencyKey = randomUUID();
      const first = await bundles.declare(id, made.declaration, { idempotencyKey });
      assert.equal(
        (await bundles.declare(id, made.declaration, { idempotencyKey })).bundle.id,
        first.bundle.id,
      );
      assert.equal((await bundles.declare(id, made.declaration)).bundle.id, first.bundle.id);
      assert.equal((await backend.getCase(id)).documents.length, 2);
      const { sha256: digest, size } = made.declaration;
      await assert.rejects(bundles.complete(first.bundle.id, { sha256: digest, size }), code('conflict'));
      await sendBundle(backend, id, made);
      const again = await bundles.declare(id, made.declaration);
      assert.equal(again.bundle.id, first.bundle.id);
      assert.equal(again.bundle.status, 'unpacked');
      assert.equal(again.plan, null);
      const repeated = await bundles.complete(first.bundle.id, { sha256: digest, size });
      assert.equal(repeated.bundle.status, 'unpacked');
    });

    it('takes no byte twice out of a bundle', async () => {
      const { backend, id } = await withCase();
      await agree(backend, id);
      const held = await bundled();
      const single = await send(backend, id, { ...held, body: new Blob([held.bytes]) });
      const done = await sendBundle(backend, id, bundleOf([held, await bundled(true)]));
      assert.equal(done.documents[0]?.id, single.id);
      assert.equal(done.documents[0]?.receivedAt, single.receivedAt);
      assert.deepEqual(outcomes(done), ['received', 'received']);
      const bundles = await bundlesOf(backend);
      const nothingNew = await bundles.declare(
        id,
        bundleOf([{ ...held, zip: { deflate: true } }]).declaration,
      );
      assert.equal(nothingNew.plan, null);
      assert.equal(nothingNew.bundle.status, 'unpacked');
      assert.equal((await backend.getCase(id)).documents.length, 2);
    });

    it('gives a bundle up with what has not come of it', async () => {
      const { backend, id } = await withCase();
      await agree(backend, id);
      const held = await bundled();
      const single = await send(backend, id, { ...held, body: new Blob([held.bytes]) });
      const bundles = await bundlesOf(backend);
      const { bundle } = await bundles.declare(id, bundleOf([held, await bundled()]).declaration);
      assert.equal((await backend.getCase(id)).documents.length, 2);
      await bundles.abandon(bundle.id);
      assert.deepEqual(
        (await backend.getCase(id)).documents.map((document) => document.id),
        [single.id],
      );
      await assert.rejects(bundles.get(bundle.id), code('not-found'));
      const done = await sendBundle(backend, id, bundleOf([await bundled()]));
      await assert.rejects(bundles.abandon(done.bundle.id), code('conflict'));
      await assert.rejects(bundles.abandon(randomUUID()), code('not-found'));
    });

    it('says which digests the case holds, and nothing of another case', async () => {
      const { backend, id } = await withCase();
      await agree(backend, id);
      const [held, declared, never] = [pdf(), pdf(), pdf()];
      const { id: documentId } = await send(backend, id, held);
      await backend.declareDocument(id, declared.declaration);
      const digests = [held, declared, never].map(({ declaration }) => declaration.sha256);
      assert.deepEqual(await digestsOf(backend, id, digests), { documents: [documentId], pieces: [] });
      const other = randomUUID();
      await backend.createCase(other, draft());
      assert.deepEqual(await digestsOf(backend, other, digests), { documents: [], pieces: [] });
      await assert.rejects(digestsOf(backend, randomUUID(), digests), code('not-found'));
    });

    it('receives a large file from its pieces, plain and compressed, once all are held', async () => {
      const { backend, id } = await withCase();
      await agree(backend, id);
      const { bytes } = await piecesOf(backend);
      const { declaration, pieces } = largeFile(
        Buffer.concat([Buffer.alloc(bytes, 'again and '), randomBytes(bytes), randomBytes(10)]),
        bytes,
      );
      assert.equal(await compositeSha256(declaration.pieces.sha256), declaration.sha256);
      const [first, ...rest] = pieces.map((piece, index) => pieceOf(piece, index ? 'identity' : 'gzip'));
      assert.ok(first);
      for (const { piece, plan } of await Promise.all(rest.map((file) => sendPiece(backend, id, file)))) {
        assert.equal(piece.status, 'held');
        assert.equal(plan, null);
      }
      await assert.rejects(backend.declareDocument(id, declaration), code('pieces-missing'));
      assert.deepEqual((await backend.getCase(id)).documents, []);
      const digests = [declaration.sha256, ...declaration.pieces.sha256];
      assert.deepEqual(await digestsOf(backend, id, digests), {
        documents: [],
        pieces: declaration.pieces.sha256.slice(1).sort(),
      });
      await sendPiece(backend, id, first);

      const { lastEventId } = await backend.getCase(id);
      const { document, plan } = await backend.declareDocument(id, declaration);
      assert.deepEqual([document.status, document.pieceBytes, plan], ['receiving', bytes, null]);
      const again = await backend.declareDocument(id, declaration);
      assert.deepEqual([again.document.id, again.plan], [document.id, null]);
      const received = await settled(backend, document.id);
      assert.equal(received.status, 'received');
      assert.equal(received.sha256, declaration.sha256);
      assert.ok(received.receivedAt);
      const stop = new AbortController();
      const statuses: (string | undefined)[] = [];
      await backend.follow(id, {
        after: lastEventId,
        signal: stop.signal,
        onEvent: ({ data }) => {
          statuses.push(data.status);
          if (data.status === 'received') stop.abort();
        },
      });
      assert.deepEqual(statuses, ['declared', 'receiving', 'received']);
      // The pieces go once the document is told: a moment later.
      while ((await digestsOf(backend, id, digests)).pieces.length > 0);
      assert.deepEqual(await digestsOf(backend, id, digests), { documents: [document.id], pieces: [] });
      const repeated = await backend.declareDocument(id, declaration);
      assert.deepEqual([repeated.document.status, repeated.plan], ['received', null]);
    });

    it('throws a piece away that is not what was declared', async () => {
      const { backend, id } = await withCase();
      await agree(backend, id);
      const pieces = await piecesOf(backend);
      const bytes = Buffer.alloc(1000, 'again and ');
      for (const wrong of [
        { ...pieceOf(bytes), encoded: new Uint8Array(randomBytes(1000)) },
        pieceOf(bytes, 'gzip', gzipSync(new Uint8Array(2 ** 23))),
        pieceOf(bytes, 'gzip', randomBytes(500)),
      ]) {
        const { piece } = await pieces.declare(id, wrong.declaration);
        await assert.rejects(sendPiece(backend, id, wrong), code('digest-mismatch'));
        assert.deepEqual((await digestsOf(backend, id, [piece.sha256])).pieces, []);
        const completion = { sha256: sha256(wrong.encoded), size: wrong.encoded.length };
        await assert.rejects(pieces.complete(piece.id, completion), code('not-found'));
        assert.notEqual((await pieces.declare(id, wrong.declaration)).piece.id, piece.id);
      }
      assert.equal((await sendPiece(backend, id, pieceOf(bytes))).piece.status, 'held');
    });

    it('answers the same piece with the one that is there', async () => {
      const { backend, id } = await withCase();
      const pieces = await piecesOf(backend);
      const file = pieceOf(Buffer.alloc(1000, 'again and '));
      await assert.rejects(pieces.declare(id, file.declaration), code('consent-required'));
      await agree(backend, id);
      const idempotencyKey = randomUUID();
      const first = await pieces.declare(id, file.declaration, { idempotencyKey });
      assert.equal(first.piece.status, 'declared');
      assert.ok(first.plan);
      for (const o of [{ idempotencyKey }, {}])
        assert.equal((await pieces.declare(id, file.declaration, o)).piece.id, first.piece.id);
      await assert.rejects(pieces.complete(first.piece.id, file.declaration.encoded), code('conflict'));
      const packed = pieceOf(Buffer.alloc(1000, 'again and '), 'gzip');
      assert.notEqual((await pieces.declare(id, packed.declaration)).piece.id, first.piece.id);
      await sendPiece(backend, id, file);
      for (const { declaration } of [file, packed]) {
        const { piece, plan } = await pieces.declare(id, declaration);
        assert.deepEqual([piece.id, piece.status, plan], [first.piece.id, 'held', null]);
      }
      const repeated = await pieces.complete(first.piece.id, file.declaration.encoded);
      assert.equal(repeated.piece.status, 'held');
    });

    it('refuses pieces and files that do not fit', async () => {
      const { backend, id } = await withCase();
      await agree(backend, id);
      const pieces = await piecesOf(backend);
      const large = pieceOf(new Uint8Array(pieces.bytes + 1));
      await assert.rejects(pieces.declare(id, large.declaration), code('too-large'));
      const { declaration: piece } = pieceOf(randomBytes(10));
      const other = { ...piece, encoded: { sha256: sha256(randomBytes(10)), size: 10 } };
      await assert.rejects(pieces.declare(id, other), code('invalid-request'));
      const { declaration, pieces: cut } = largeFile(randomBytes(2 * pieces.bytes), pieces.bytes);
      for (const bytes of cut) await sendPiece(backend, id, pieceOf(bytes));
      const digests = declaration.pieces.sha256;
      for (const changes of [
        { sha256: sha256(randomBytes(10)) },
        { size: 2 * pieces.bytes + 1 },
        { size: 2 * pieces.bytes - 1 },
        { pieces: { bytes: pieces.bytes - 1, sha256: digests } },
        { pieces: { bytes: pieces.bytes, sha256: digests.slice(0, 1) } },
      ])
        await assert.rejects(
          backend.declareDocument(id, { ...declaration, ...changes }),
          code('invalid-request'),
        );
      const { document } = await backend.declareDocument(id, declaration);
      assert.equal((await settled(backend, document.id)).status, 'received');
    });

    it('deletes a document', async () => {
      const { backend, id } = await withCase();
      await agree(backend, id);
      const { document } = await backend.declareDocument(id, pdf().declaration);
      await backend.deleteDocument(document.id);
      assert.deepEqual((await backend.getCase(id)).documents, []);
      await assert.rejects(backend.getDocument(document.id), code('not-found'));
    });

    it('keeps what is said of a document, and takes a better name and kind for it', async () => {
      const { backend, id } = await withCase();
      await agree(backend, id);
      const { declaration } = pdf();
      const said = {
        category: 'radiology-report',
        title: 'My scan',
        recordDate: '2024-03-12',
        imaging: { studyInstanceUid: '2.25.1', seriesInstanceUid: '2.25.2', sopInstanceUid: '2.25.3' },
        findings: ['truncated'],
        identity: {
          match: 'different',
          reasons: ['birth-date-differs'],
          decision: 'confirmed-mine',
          decidedAt: '2026-11-25T10:00:00Z',
        },
        deidentification: {
          profile: 'Basic Application Confidentiality Profile',
          edition: '2024b',
          methodCodes: ['113100'],
          pixelRisk: true,
        },
      } as const satisfies DocumentDescription;
      const saidOf = (document: DocumentDescription) =>
        Object.fromEntries(
          Object.keys(said).map((name) => [name, document[name as keyof typeof said] ?? null]),
        );
      const { document } = await backend.declareDocument(id, {
        ...declaration,
        ...structuredClone(said as DocumentDescription),
      });
      assert.deepEqual(saidOf(document), said);

      const patch = { category: 'pathology-report', title: 'Biopsy', recordDate: null } as const;
      const described = await backend.describeDocument(document.id, patch);
      assert.deepEqual(saidOf(described), { ...said, ...patch });
      const { documents, lastEventId, version } = await backend.getCase(id);
      assert.deepEqual(saidOf(documents[0] ?? {}), { ...said, ...patch });
      assert.equal(described.fileName, declaration.fileName);
      assert.equal(described.status, 'declared');

      await backend.describeDocument(document.id, { title: 'Biopsy' });
      const unchanged = await backend.getCase(id);
      assert.deepEqual([unchanged.lastEventId, unchanged.version], [lastEventId, version], 'no news');
      await assert.rejects(backend.describeDocument(randomUUID(), patch), code('not-found'));
    });

    it('tells other devices that a document was described, without what was said', async () => {
      const { backend, id } = await withCase();
      await agree(backend, id);
      const { document } = await backend.declareDocument(id, pdf().declaration);
      const { lastEventId } = await backend.getCase(id);
      await backend.describeDocument(document.id, { title: 'Canary' });
      const stop = new AbortController();
      const events: CaseEvent[] = [];
      await backend.follow(id, {
        after: lastEventId,
        signal: stop.signal,
        onEvent: (event) => {
          events.push(event);
          stop.abort();
        },
      });
      assert.deepEqual(
        events.map(({ type, data }) => [type, data]),
        [['document.described', { documentId: document.id }]],
      );
    });

    it('opens a request for each way that needs no upload, and says who acts next', async () => {
      const { backend, id } = await withCase();
      const ways = [
        [{ kind: 'hospital-sends', hospital: 'St Mary', note: 'Dr Miller' }, 'third-party', 'St Mary'],
        [{ kind: 'release-form', hospital: 'St Luke' }, 'third-party', 'St Luke'],
        [{ kind: 'image-link', url: LINK, accessCode: CODE, note: `Code ${CODE}` }, 'clinic', undefined],
        [{ kind: 'post', note: 'Two discs' }, 'patient', 'Two discs'],
      ] as const satisfies [PatientRequest, string, string | undefined][];
      await assert.rejects(backend.openRequest(id, ways[0][0]), code('consent-required'));
      await agree(backend, id);
      const { version } = await backend.getCase(id);
      await backend.updateCase(id, { phase: 'submitted' }, version);
      const turns: string[] = [];
      for (const [request, owner, detail] of ways) {
        const { requests, waitingOn } = await backend.openRequest(id, request);
        const opened = requests.at(-1);
        assert.deepEqual(
          [opened?.way, opened?.owner, opened?.detail, opened?.status],
          [request.kind, owner, detail, 'open'],
        );
        turns.push(waitingOn);
      }
      // The hospital's turn only while neither the team nor the patient has something to do.
      assert.deepEqual(turns, ['third-party', 'third-party', 'clinic', 'patient']);
    });

    it('keeps a link and its code from every answer and event', async () => {
      const { backend, id } = await withCase();
      await agree(backend, id);
      const { lastEventId } = await backend.getCase(id);
      const request = { kind: 'image-link', url: LINK, accessCode: CODE, note: `Code ${CODE}` } as const;
      const answer = await backend.openRequest(id, request);
      const stop = new AbortController();
      const events: CaseEvent[] = [];
      await backend.follow(id, {
        after: lastEventId,
        signal: stop.signal,
        onEvent: (event) => {
          events.push(event);
          stop.abort();
        },
      });
      assert.deepEqual(
        events.map(({ type, actor, data }) => [type, actor, data.requestId]),
        [['request.opened', 'patient', answer.requests[0]?.id]],
      );
      const told = JSON.stringify([answer, events, await backend.getCase(id), await backend.listCases()]);
      assert.ok(!told.includes(LINK) && !told.includes(CODE));
    });

    it('opens one request for one Idempotency-Key, and no more than twenty', async () => {
      const { backend, id } = await withCase();
      await agree(backend, id);
      const idempotencyKey = randomUUID();
      const request = { kind: 'hospital-sends', hospital: 'St Mary' } as const;
      await backend.openRequest(id, request, { idempotencyKey });
      await backend.openRequest(id, request, { idempotencyKey });
      assert.equal((await backend.getCase(id)).requests.length, 1);
      for (let n = 1; n < 20; n++) await backend.openRequest(id, request);
      await assert.rejects(backend.openRequest(id, request), code('conflict'));
      const { requests } = await backend.getCase(id);
      assert.equal(requests.length, 20);
      // One that is answered still stands until the team has closed it.
      await backend.answerRequest(id, requests[0]?.id ?? '', { kind: 'cannot' });
      await assert.rejects(backend.openRequest(id, request), code('conflict'));
    });

    it('lets a request be answered by a document, or by saying who sends it', async () => {
      const { backend, staff, id } = await withCase();
      await agree(backend, id);
      await staff.ask(id, 'Pathology report');
      await staff.ask(id, 'Operation note');
      const [first, second] = (await backend.getCase(id)).requests;
      assert.ok(first && second);
      const file = pdf();
      file.declaration.requestId = first.id;
      await send(backend, id, file);
      const after = await backend.answerRequest(id, second.id, { kind: 'third-party-sends' });
      assert.equal(after.requests.find((each) => each.id === first.id)?.status, 'pending-check');
      assert.equal(after.requests.find((each) => each.id === second.id)?.owner, 'third-party');
    });

    it('tells every event once and in order, from where one left off', async () => {
      const { backend, staff, id } = await withCase();
      await agree(backend, id);
      const followed = async (
        after: number,
        until: (events: CaseEvent[]) => boolean,
        act: () => Promise<void>,
      ) => {
        const events: CaseEvent[] = [];
        const stop = new AbortController();
        const done = backend.follow(id, {
          after,
          signal: stop.signal,
          onEvent: (event) => {
            events.push(event);
            if (until(events)) stop.abort();
          },
        });
        await act();
        await done;
        return events;
      };
      const asked = (events: CaseEvent[]) => events.filter(({ type }) => type === 'request.opened').length;
      const first = await followed(
        0,
        (events) => asked(events) === 2,
        async () => {
          await staff.ask(id, 'One');
          await staff.ask(id, 'Two');
        },
      );
      assert.deepEqual(
        first.map((event) => event.id),
        first.map((_, index) => index + 1),
      );
      const second = await followed(
        first.length - 1,
        (events) => asked(events) === 2,
        () => staff.ask(id, 'Three'),
      );
      assert.equal(second[0]?.id, first.length);
      assert.deepEqual(
        second.map((event) => event.id),
        second.map((_, index) => first.length + index),
      );
    });

    it('gives a link to a released report, and none before', async () => {
      const { backend, staff, id } = await withCase();
      await assert.rejects(backend.createReportLink(id), code('report-not-ready'));
      await staff.release(id);
      const link = await backend.createReportLink(id);
      const bytes = new Uint8Array(await (await fetch(link.url)).arrayBuffer());
      assert.equal(Buffer.from(bytes.subarray(0, 5)).toString(), '%PDF-');
    });

    it('does not find a case that is not there', async () => {
      const { backend } = await make();
      await assert.rejects(backend.getCase(randomUUID()), code('not-found'));
    });

    it('rejects an aborted call with the signal’s reason', async () => {
      const { backend, id } = await withCase();
      const reason = new Error('the person went elsewhere');
      await assert.rejects(backend.getCase(id, { signal: AbortSignal.abort(reason) }), reason);
      const controller = new AbortController();
      const pending = backend.getCase(id, { signal: controller.signal });
      controller.abort(reason);
      await assert.rejects(pending, reason);
    });

    it('remembers a case on this device until told to forget', async () => {
      const { backend, id } = await withCase();
      await backend.rememberCase(id, 'creating');
      assert.deepEqual(await backend.rememberedCase(), { id, state: 'creating' });
      await backend.rememberCase(id, 'created');
      assert.deepEqual(await backend.rememberedCase(), { id, state: 'created' });
      await backend.forgetDevice();
      assert.equal(await backend.rememberedCase(), null);
    });
  });
}
