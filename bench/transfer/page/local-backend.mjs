/**
 * A backend whose bytes go to the sink and whose word is given here, in the page: every declaration gets a tus plan, every
 * completion is believed. So ours and the peers are measured against the same server, which does the same work for each.
 */
import { createMemoryBackend } from '../../../dist/backend/index.js';

const CASE = '5f0c1b3e-7a52-4d0e-9a55-0f5b8f1d2c11';
const PIECE_BYTES = 8 * 1024 * 1024;
const MAX_BYTES = 2 ** 40;
export const PATIENT = { givenName: 'Jane', familyName: 'Doe', birthDate: '1970-01-01' };

/** Files and cases of any size, and as many connections as a browser has. */
const LIMITS = {
  maxFileBytes: MAX_BYTES,
  maxCaseBytes: MAX_BYTES,
  maxDocumentsPerCase: 20_000,
  maxConnections: 6,
};

export const tusPlan = (url, metadata) => ({
  protocol: 'tus',
  tusVersion: '1.0.0',
  creationUrl: `${url}/tus`,
  uploadUrl: null,
  metadata,
  creationWithUpload: true,
  headers: {},
  parts: { minBytes: 0, maxBytes: MAX_BYTES, maxCount: 1, maxParallel: 4 },
  expiresAt: '2099-01-01T00:00:00Z',
  asyncCompletion: false,
});

/** `bundles`: whether it takes bundles and pieces, or files alone. `url`: of the sink. */
export function createLocalBackend(url, { bundles }) {
  const upload = {
    protocols: ['tus'],
    bundles,
    ...(bundles && { pieces: { bytes: PIECE_BYTES } }),
  };
  const memory = createMemoryBackend({
    case: { id: CASE, patient: PATIENT },
    capabilities: { upload, limits: LIMITS },
  });
  const documents = new Map();
  const held = new Map();
  let plannedBytes = 0;
  const now = () => new Date().toISOString();

  function declared(caseId, { pieces, entry: _entry, ...declaration }) {
    const document = {
      ...declaration,
      id: crypto.randomUUID(),
      caseId,
      ...(pieces && { pieceBytes: pieces.bytes }),
      requestId: null,
      status: 'declared',
      rejection: null,
      declaredAt: now(),
      receivedAt: null,
    };
    documents.set(document.id, document);
    return document;
  }
  function received(id) {
    const document = { ...documents.get(id), status: 'received', receivedAt: now() };
    documents.set(id, document);
    return document;
  }
  /** Declared, with a plan; once complete, what `done` says. */
  function calls(kind, declare, done) {
    return {
      async declare(caseId, declaration) {
        const id = crypto.randomUUID();
        const one = declare(id, caseId, declaration);
        held.set(id, one);
        plannedBytes += (declaration.encoded ?? declaration).size;
        return { ...one, plan: tusPlan(url, { [kind]: id }) };
      },
      get: async (id) => held.get(id),
      async complete(id) {
        held.set(id, { ...done(held.get(id)), plan: null });
        return held.get(id);
      },
      abandon: async (id) => void held.delete(id),
    };
  }
  const bundleCalls = calls(
    'bundleId',
    (id, caseId, { size, sha256, documents: contents }) => ({
      bundle: { id, caseId, size, sha256, status: 'declared', rejection: null, declaredAt: now() },
      documents: contents.map((each) => declared(caseId, each)),
    }),
    ({ bundle, documents: contents }) => ({
      bundle: { ...bundle, status: 'unpacked' },
      documents: contents.map(({ id }) => received(id)),
    }),
  );
  const pieceCalls = calls(
    'pieceId',
    (id, caseId, { sha256, size }) => ({ piece: { id, sha256, size, status: 'declared' } }),
    ({ piece }) => ({ piece: { ...piece, status: 'held' } }),
  );

  const backend = {
    ...memory,
    uploader: undefined,
    authorize: async () => ({}),
    async declareDocument(caseId, declaration) {
      const document = declared(caseId, declaration);
      // Its pieces are there.
      if (declaration.pieces) return { document: received(document.id), plan: null };
      plannedBytes += declaration.size;
      return { document, plan: tusPlan(url, { documentId: document.id }) };
    },
    getDocument: async (id) => ({ document: documents.get(id), plan: null }),
    completeDocument: async (id) => received(id),
    describeDocument: async (id) => documents.get(id),
    deleteDocument: async (id) => void documents.delete(id),
    bundles: bundles ? async () => bundleCalls : undefined,
    largeFiles: bundles ? async () => pieceCalls : undefined,
    queryDigests: undefined,
  };
  /** What the sink should have in the end, where nothing is declared twice. */
  return { backend, caseId: CASE, planned: () => plannedBytes };
}
