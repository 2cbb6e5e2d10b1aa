/** Pieces of large files in memory: declared, and really checked. Of what is held only the digest is kept. */
import {
  MAX_ENCODING_BYTES,
  type Capabilities,
  type Case,
  type CaseDocument,
  type DocumentDeclaration,
  type DocumentPieces,
  PieceDeclaration,
  type PieceWithPlan,
} from '../../contract/index.js';
import { compositeSha256 } from '../../documents/digest.js';
import { BackendError, type PieceCalls } from '../backend.js';
import type { Ground } from './bundles.js';
import { sha256Hex } from './fixtures.js';
import { heldIn } from './held.js';
import { inflate } from './unzip.js';

/** What pieces need of the backend around them. */
type PieceGround = Pick<Ground, 'call' | 'once' | 'get' | 'setDocument' | 'settle' | 'tusPlan'> & {
  capabilities(): Promise<Capabilities>;
};

interface KeptPiece {
  id: string;
  caseId: string;
  declaration: PieceDeclaration;
  /** As sent, until it is checked. */
  body: Blob | null;
  held: boolean;
}

export interface MemoryPieces {
  calls: PieceCalls;
  /** Digests of the pieces that this case holds. */
  held(caseId: string): Set<string>;
  /** Throws unless the document may be declared with these pieces. */
  check(theCase: Case, declaration: DocumentDeclaration, pieces: DocumentPieces): Promise<void>;
  /** All bytes are there: the document is received, a moment later, and its pieces are gone. */
  assemble(document: CaseDocument, pieces: DocumentPieces): CaseDocument;
  /** Whether there is such a piece, and bytes are missing. */
  expect(id: string): void;
  keep(id: string, body: Blob): void;
}

export function createMemoryPieces(ground: PieceGround): MemoryPieces {
  const kept = new Map<string, KeptPiece>();

  function find(id: string): KeptPiece {
    const found = kept.get(id);
    if (!found) throw new BackendError('not-found', { status: 404 });
    return found;
  }
  const ofCase = (id: string) => [...kept.values()].filter(({ caseId }) => caseId === id);
  const heldPieces = (caseId: string) => ofCase(caseId).filter(({ held }) => held);

  const withPlan = ({ id, declaration: { sha256, size }, held }: KeptPiece): PieceWithPlan => ({
    piece: { id, sha256, size, status: held ? 'held' : 'declared' },
    plan: held ? null : { ...ground.tusPlan({ pieceId: id }), asyncCompletion: false },
  });

  function checkDeclaration({ upload }: Capabilities, theCase: Case, declaration: PieceDeclaration): void {
    if (!upload.pieces) throw new BackendError('not-found', { status: 404 });
    if (!PieceDeclaration.safeParse(declaration).success)
      throw new BackendError('invalid-request', { status: 400 });
    const { bytes } = upload.pieces;
    if (declaration.size > bytes || declaration.encoded.size > declaration.size + MAX_ENCODING_BYTES)
      throw new BackendError('too-large', { status: 413, limit: bytes });
    if (theCase.phase === 'closed') throw new BackendError('conflict', { status: 409 });
    if (theCase.consents.length === 0) throw new BackendError('consent-required', { status: 409 });
  }

  function checkRoom({ limits }: Capabilities, theCase: Case, size: number): void {
    const there = [
      ...theCase.documents.filter((each) => each.status !== 'rejected' && each.status !== 'delivery-failed'),
      ...ofCase(theCase.id).map(({ declaration }) => declaration),
    ];
    if (there.reduce((sum, each) => sum + each.size, size) > limits.maxCaseBytes)
      throw new BackendError('too-large', { status: 413, limit: limits.maxCaseBytes });
  }

  /** The same upload, or the same piece by whatever upload it came. */
  function same(caseId: string, { sha256, size, encoding, encoded }: PieceDeclaration) {
    const alike = ofCase(caseId).filter(
      ({ declaration }) => declaration.sha256 === sha256 && declaration.size === size,
    );
    return (
      alike.find(({ held }) => held) ??
      alike.find(
        ({ declaration }) =>
          declaration.encoding === encoding &&
          declaration.encoded.sha256 === encoded.sha256 &&
          declaration.encoded.size === encoded.size,
      )
    );
  }

  async function isAsDeclared({ sha256, size, encoding, encoded }: PieceDeclaration, body: Blob) {
    const sent = new Uint8Array(await body.arrayBuffer());
    if (sent.length !== encoded.size || (await sha256Hex(sent)) !== encoded.sha256) return false;
    const bytes = encoding === 'gzip' ? await inflate(sent, size, 'gzip') : sent;
    return typeof bytes !== 'string' && bytes.length === size && (await sha256Hex(bytes)) === sha256;
  }

  const calls: PieceCalls = {
    declare: (caseId, declaration, o) =>
      ground.call('pieces.declare', o?.signal, () =>
        ground.once(o?.idempotencyKey, async () => {
          const capabilities = await ground.capabilities();
          const theCase = ground.get(caseId).case;
          checkDeclaration(capabilities, theCase, declaration);
          const there = same(caseId, declaration);
          if (there) return withPlan(there);
          checkRoom(capabilities, theCase, declaration.size);
          const made: KeptPiece = {
            id: crypto.randomUUID(),
            caseId,
            declaration: structuredClone(declaration),
            body: null,
            held: false,
          };
          kept.set(made.id, made);
          return withPlan(made);
        }),
      ),
    complete: (id, completion, o) =>
      ground.call('pieces.complete', o?.signal, async () => {
        const one = find(id);
        if (one.held) return withPlan(one);
        if (!one.body) throw new BackendError('conflict', { status: 409 });
        const { encoded } = one.declaration;
        const meant = completion.sha256 === encoded.sha256 && completion.size === encoded.size;
        if (!meant || !(await isAsDeclared(one.declaration, one.body))) {
          kept.delete(id);
          throw new BackendError('digest-mismatch', { status: 422 });
        }
        [one.held, one.body] = [true, null];
        return withPlan(one);
      }),
  };

  return {
    calls,
    held: (caseId) => new Set(heldPieces(caseId).map(({ declaration }) => declaration.sha256)),
    check: async (theCase, { sha256, size, ...declaration }, pieces) => {
      const offered = (await ground.capabilities()).upload.pieces;
      const sizeOf = (index: number) => Math.min(pieces.bytes, size - index * pieces.bytes);
      const held = new Map(
        heldPieces(theCase.id).map(({ declaration: piece }) => [piece.sha256, piece.size]),
      );
      if (
        pieces.bytes !== offered?.bytes ||
        pieces.sha256.length < 2 ||
        Math.ceil(size / pieces.bytes) !== pieces.sha256.length ||
        (await compositeSha256(pieces.sha256)) !== sha256
      )
        throw new BackendError('invalid-request', { status: 400 });
      if (heldIn(theCase, { ...declaration, sha256, size, pieces })) return;
      if (!pieces.sha256.every((each) => held.has(each)))
        throw new BackendError('pieces-missing', { status: 409 });
      if (!pieces.sha256.every((each, index) => held.get(each) === sizeOf(index)))
        throw new BackendError('invalid-request', { status: 400 });
    },
    assemble: (document, { sha256 }) => {
      const receiving: CaseDocument = { ...document, status: 'receiving' };
      ground.setDocument(ground.get(document.caseId), receiving, 'patient');
      setTimeout(() => {
        const entry = ground.get(document.caseId);
        const now = entry.case.documents.find(({ id }) => id === document.id);
        if (now?.status === 'receiving') ground.settle(entry, now, null);
        for (const piece of heldPieces(document.caseId))
          if (sha256.includes(piece.declaration.sha256)) kept.delete(piece.id);
      }, 0);
      return receiving;
    },
    expect: (id) => {
      if (find(id).held) throw new BackendError('upload-expired', { status: 410 });
    },
    keep: (id, body) => {
      find(id).body = body;
    },
  };
}
