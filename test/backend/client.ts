/** Speaks the contract by plain fetch, and holds every answer against its schema. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from 'jose';
import {
  BundleWithPlan,
  Capabilities,
  Case,
  CaseDocument,
  DigestAnswer,
  DocumentWithPlan,
  PieceWithPlan,
  Problem,
  problemCode,
  Session,
  type BundleDeclaration,
  type CaseDraft,
  type DocumentDeclaration,
  type PieceDeclaration,
  type ProblemCode,
} from 'second-opinion-intake/contract';
import type * as z from 'zod/mini';
import type { BundleFile } from '../support/bundles.js';
import type { LargeFile, PieceFile } from '../support/pieces.js';
import { sha256 } from '../support/sha256.js';

export const ORIGIN = 'http://127.0.0.1:8080';

export const draft = (changes: Partial<CaseDraft> = {}): CaseDraft => ({
  patient: { givenName: 'Canaria', familyName: 'Leakproof', birthDate: '1964-05-17' },
  representative: null,
  contact: { email: 'canaria@example.org' },
  reason: 'A canary of a reason',
  locale: 'en',
  assessmentId: null,
  externalReference: null,
  ...changes,
});

export interface TestFile {
  bytes: Buffer;
  declaration: DocumentDeclaration;
}

/** A PDF by its first bytes, of any size and with content of its own. */
export function pdf(size = 64, changes: Partial<DocumentDeclaration> = {}): TestFile {
  const bytes = Buffer.alloc(size, `%PDF-1.4\n% ${randomUUID()}\n`);
  return {
    bytes,
    declaration: {
      fileName: 'canary-biopsy.pdf',
      mediaType: 'application/pdf',
      type: 'pdf',
      size,
      sha256: sha256(bytes),
      ...changes,
    },
  };
}

export async function deviceProof(
  url: string,
  changes: { htm?: string; htu?: string; jti?: string; iat?: number; typ?: string } = {},
  keys?: CryptoKeyPair,
): Promise<{ proof: string; thumbprint: string; keys: CryptoKeyPair }> {
  const pair = keys ?? ((await generateKeyPair('ES256', { extractable: true })) as CryptoKeyPair);
  const jwk = await exportJWK(pair.publicKey);
  const { htm = 'POST', htu = `${url}/sessions`, jti = randomUUID(), iat, typ = 'dpop+jwt' } = changes;
  const proof = await new SignJWT({ htm, htu, jti })
    .setProtectedHeader({ alg: 'ES256', typ, jwk })
    .setIssuedAt(iat)
    .sign(pair.privateKey);
  return { proof, thumbprint: await calculateJwkThumbprint(jwk), keys: pair };
}

export async function parsed<S extends z.ZodMiniType>(
  schema: S,
  response: Response,
  status: number,
): Promise<z.infer<S>> {
  const text = await response.text();
  assert.equal(response.status, status, text);
  return schema.parse(JSON.parse(text));
}

/** The answer must be a problem of the registry, with the id of its request. */
export async function problem(response: Response, status: number, code: ProblemCode) {
  assert.equal(response.headers.get('content-type')?.split(';')[0], 'application/problem+json');
  const body = await parsed(Problem, response, status);
  assert.equal(problemCode(body.type), code);
  assert.equal(body.status, status);
  assert.equal(body.requestId, response.headers.get('request-id'));
  return body;
}

export class Client {
  readonly url: string;
  readonly keys: CryptoKeyPair;
  token: string;

  private constructor(url: string, token: string, keys: CryptoKeyPair) {
    this.url = url;
    this.token = token;
    this.keys = keys;
  }

  /** Signs in with a new device key, or with the one given. */
  static async signIn(url: string, keys?: CryptoKeyPair): Promise<Client> {
    const made = await deviceProof(url, {}, keys);
    const response = await post(`${url}/sessions`, { grant: 'device', proof: made.proof });
    const { accessToken } = await parsed(Session, response, 201);
    return new Client(url, accessToken, made.keys);
  }

  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('Origin', ORIGIN);
    headers.set('Authorization', `Bearer ${this.token}`);
    return fetch(path.startsWith('http') ? path : this.url + path, { ...init, headers });
  }

  send(method: string, path: string, body: unknown, headers: Record<string, string> = {}) {
    return this.fetch(path, {
      method,
      headers: {
        'Content-Type': 'application/json',
        ...(method === 'POST' ? { 'Idempotency-Key': randomUUID() } : {}),
        ...headers,
      },
      body: JSON.stringify(body),
    });
  }

  async create(id: string = randomUUID(), given = draft()): Promise<Case> {
    return parsed(Case, await this.send('PUT', `/cases/${id}`, given), 201);
  }

  async get(id: string): Promise<Case> {
    return parsed(Case, await this.fetch(`/cases/${id}`), 200);
  }

  async agreement() {
    const { consentTexts } = await parsed(Capabilities, await this.fetch('/capabilities'), 200);
    const [text] = consentTexts;
    assert.ok(text);
    const { id: textId, version, locale, sha256: digest } = text;
    return { textId, version, locale, sha256: digest, agreedAt: new Date().toISOString() };
  }

  /** A case that takes documents. */
  async createAgreed(): Promise<string> {
    const { id } = await this.create();
    const response = await this.send('POST', `/cases/${id}/consents`, await this.agreement());
    assert.equal(response.status, 201);
    return id;
  }

  async declare(caseId: string, declaration: DocumentDeclaration, status = 201): Promise<DocumentWithPlan> {
    return parsed(
      DocumentWithPlan,
      await this.send('POST', `/cases/${caseId}/documents`, declaration),
      status,
    );
  }

  createUpload(
    id: string,
    size: number,
    kind: 'documentId' | 'bundleId' | 'pieceId' = 'documentId',
  ): Promise<Response> {
    return this.fetch('/uploads', {
      method: 'POST',
      headers: {
        'Tus-Resumable': '1.0.0',
        'Upload-Length': String(size),
        'Upload-Metadata': `${kind} ${Buffer.from(id).toString('base64')}`,
      },
    });
  }

  patchUpload(uploadUrl: string, offset: number, bytes: Uint8Array): Promise<Response> {
    return this.fetch(uploadUrl, {
      method: 'PATCH',
      headers: {
        'Tus-Resumable': '1.0.0',
        'Upload-Offset': String(offset),
        'Content-Type': 'application/offset+octet-stream',
      },
      body: new Uint8Array(bytes),
    });
  }

  headUpload(uploadUrl: string): Promise<Response> {
    return this.fetch(uploadUrl, { method: 'HEAD', headers: { 'Tus-Resumable': '1.0.0' } });
  }

  async uploadUrlOf(documentId: string): Promise<string> {
    const { plan } = await this.document(documentId);
    assert.ok(plan?.protocol === 'tus' && plan.uploadUrl);
    return plan.uploadUrl;
  }

  async document(documentId: string): Promise<DocumentWithPlan> {
    return parsed(DocumentWithPlan, await this.fetch(`/documents/${documentId}`), 200);
  }

  async complete(documentId: string, bytes: Buffer, digest = sha256(bytes)): Promise<CaseDocument> {
    const body = { sha256: digest, size: bytes.length };
    return parsed(CaseDocument, await this.send('POST', `/documents/${documentId}/completion`, body), 202);
  }

  /** Until the backend has read it back. */
  async settled(documentId: string): Promise<CaseDocument> {
    for (;;) {
      const { document } = await this.document(documentId);
      if (!['declared', 'receiving'].includes(document.status)) return document;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  async declareBundle(caseId: string, declaration: BundleDeclaration, status = 201): Promise<BundleWithPlan> {
    const response = await this.send('POST', `/cases/${caseId}/bundles`, declaration);
    return parsed(BundleWithPlan, response, status);
  }

  async bundle(id: string): Promise<BundleWithPlan> {
    return parsed(BundleWithPlan, await this.fetch(`/bundles/${id}`), 200);
  }

  /** All bytes of a declared bundle. */
  async sendBundle(id: string, bytes: Uint8Array): Promise<void> {
    const created = await this.createUpload(id, bytes.length, 'bundleId');
    assert.equal(created.status, 201);
    const { plan } = await this.bundle(id);
    assert.ok(plan?.protocol === 'tus' && plan.uploadUrl);
    assert.equal((await this.patchUpload(plan.uploadUrl, 0, bytes)).status, 204);
  }

  async completeBundle(id: string, bytes: Uint8Array, status = 202): Promise<BundleWithPlan> {
    const body = { sha256: sha256(bytes), size: bytes.length };
    return parsed(BundleWithPlan, await this.send('POST', `/bundles/${id}/completion`, body), status);
  }

  /** Until the backend has unpacked it. */
  async unpacked(id: string): Promise<BundleWithPlan> {
    for (;;) {
      const bundle = await this.bundle(id);
      if (!['declared', 'receiving'].includes(bundle.bundle.status)) return bundle;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  /** The whole way of one bundle. */
  async uploadBundle(caseId: string, { zip, declaration }: BundleFile): Promise<BundleWithPlan> {
    const { bundle } = await this.declareBundle(caseId, declaration);
    await this.sendBundle(bundle.id, zip);
    await this.completeBundle(bundle.id, zip);
    return this.unpacked(bundle.id);
  }

  async declarePiece(caseId: string, declaration: PieceDeclaration, status = 201): Promise<PieceWithPlan> {
    const response = await this.send('POST', `/cases/${caseId}/pieces`, declaration);
    return parsed(PieceWithPlan, response, status);
  }

  /** Where a declared piece goes. */
  async createPieceUpload(caseId: string, { declaration }: PieceFile): Promise<string> {
    const { piece } = await this.declarePiece(caseId, declaration, 200);
    assert.equal((await this.createUpload(piece.id, declaration.encoded.size, 'pieceId')).status, 201);
    const { plan } = await this.declarePiece(caseId, declaration, 200);
    assert.ok(plan?.protocol === 'tus' && plan.uploadUrl);
    return plan.uploadUrl;
  }

  completePiece(id: string, { encoded }: PieceFile): Promise<Response> {
    return this.send('POST', `/pieces/${id}/completion`, { sha256: sha256(encoded), size: encoded.length });
  }

  /** The whole way of one piece, up to the answer to its completion. */
  async sendPiece(caseId: string, file: PieceFile): Promise<Response> {
    const { piece, plan } = await this.declarePiece(caseId, file.declaration);
    assert.ok(plan);
    const url = await this.createPieceUpload(caseId, file);
    assert.equal((await this.patchUpload(url, 0, file.encoded)).status, 204);
    return this.completePiece(piece.id, file);
  }

  async holdPiece(caseId: string, file: PieceFile): Promise<PieceWithPlan> {
    return parsed(PieceWithPlan, await this.sendPiece(caseId, file), 200);
  }

  /** The document, from pieces that are all held. */
  async declareLarge(caseId: string, { declaration }: LargeFile): Promise<CaseDocument> {
    const { document, plan } = await this.declare(caseId, declaration, 202);
    assert.equal(plan, null);
    assert.equal(document.status, 'receiving');
    return document;
  }

  /** Without Idempotency-Key. */
  sendDigestQuery(caseId: string, body: unknown): Promise<Response> {
    return this.fetch(`/cases/${caseId}/digest-queries`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  async queryDigests(caseId: string, digests: readonly string[]): Promise<DigestAnswer> {
    const response = await this.sendDigestQuery(caseId, { digests });
    assert.equal(response.headers.get('cache-control'), 'no-store');
    return parsed(DigestAnswer, response, 200);
  }

  /** What happened to a document, in order. */
  async statusesOf(caseId: string, documentId: string): Promise<string[]> {
    return (await this.statuses(caseId)).get(documentId) ?? [];
  }

  /** What happened to each document of a case. */
  async statuses(caseId: string): Promise<Map<string, string[]>> {
    const response = await this.fetch(`/cases/${caseId}/events?after=0`);
    const { events } = (await response.json()) as {
      events: { type: string; data: Record<string, string> }[];
    };
    const statuses = new Map<string, string[]>();
    for (const { type, data } of events) {
      const { documentId = '', status = '' } = data;
      if (type === 'document.status-changed')
        statuses.set(documentId, [...(statuses.get(documentId) ?? []), status]);
    }
    return statuses;
  }

  /** The whole way of one file. */
  async upload(caseId: string, file: TestFile): Promise<CaseDocument> {
    const { document } = await this.declare(caseId, file.declaration);
    assert.equal((await this.createUpload(document.id, file.bytes.length)).status, 201);
    const sent = await this.patchUpload(await this.uploadUrlOf(document.id), 0, file.bytes);
    assert.equal(sent.status, 204);
    await this.complete(document.id, file.bytes);
    return this.settled(document.id);
  }
}

export const post = (url: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: ORIGIN, ...headers },
    body: JSON.stringify(body),
  });
