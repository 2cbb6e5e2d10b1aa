/** A large file in pieces, see `contract/piece.ts`: made, declared, sent and held, several at once. */
import { BackendError, type PieceCalls, type UploadTask } from '../backend/backend.js';
import type { CaseDocument, DocumentPieces } from '../contract/index.js';
import { compositeSha256 } from '../documents/digest.js';
import type { MadePiece } from '../documents/bundle/make-piece.js';
import type { Bundler } from './bundler.js';
import { nudgeCollector } from './nudge-collector.js';
import type { Slots } from './slots.js';

/** What is known of a file's pieces from earlier tries of this visit. */
export interface PiecesSoFar {
  digests: string[];
  /** Indices of those that the backend holds. */
  held: Set<number>;
  /** Set where the case holds all of it, as a document. */
  document: CaseDocument | null;
}

export const countPieces = ({ size }: Blob, pieceBytes: number): number => Math.ceil(size / pieceBytes);

export interface PieceSending {
  calls: PieceCalls;
  caseId: string;
  bundler: Bundler;
  pieceBytes: number;
  /** Pieces in hand at once, of all files. */
  slots: Slots;
  /**
   * Being sent, by their digest, of all files: several pieces may be the same, such as those of an empty margin, and two uploads
   * of one piece would cut each other off.
   */
  inHand: Map<string, Promise<void>>;
  /** Of this file, at most. */
  atOnce: number;
  /** Whether deflating is worth the time. */
  gzip: () => boolean;
  upload: (task: Pick<UploadTask, 'plan' | 'body' | 'signal' | 'onProgress'>) => Promise<void>;
  /** Bytes of the file. */
  onProgress: (acknowledged: number, sent: number) => void;
  signal: AbortSignal;
}

/**
 * Resolves when the backend holds every piece, with the composite digest of the file. Rejects with what the first failure
 * was, once the other pieces in hand have come to an end, and with NotReadableError when the file is gone.
 */
export async function sendPieces(
  file: Blob,
  soFar: PiecesSoFar,
  {
    calls,
    caseId,
    bundler,
    pieceBytes,
    slots,
    inHand,
    atOnce,
    gzip,
    upload,
    onProgress,
    signal,
  }: PieceSending,
): Promise<{ sha256: string; pieces: DocumentPieces }> {
  const { size: fileBytes } = file;
  const count = countPieces(file, pieceBytes);
  const sizeOf = (index: number) => Math.min(pieceBytes, fileBytes - index * pieceBytes);
  /** Of those in hand, in bytes of the file. */
  const moving = new Map<number, { acknowledged: number; sent: number }>();
  const tell = () => {
    let there = 0;
    for (const index of soFar.held) there += sizeOf(index);
    let sent = there;
    for (const each of moving.values()) {
      there += each.acknowledged;
      sent += each.sent;
    }
    onProgress(there, sent);
  };

  async function make(index: number): Promise<void> {
    const made = await bundler.makePiece(file, { index, pieceBytes, gzip: gzip() }, signal);
    const { sha256 } = made;
    soFar.digests[index] = sha256;
    let there = false;
    for (let other = inHand.get(sha256); other && !there; other = inHand.get(sha256)) {
      // Where that came to nothing, this one is sent.
      there = await other.then(
        () => true,
        () => false,
      );
      signal.throwIfAborted();
    }
    if (!there) {
      const sending = send(index, made).finally(() => inHand.delete(sha256));
      inHand.set(sha256, sending);
      await sending;
    }
    moving.delete(index);
    soFar.held.add(index);
    tell();
  }

  async function send(index: number, made: MadePiece): Promise<void> {
    const { sha256, size, encoding, encoded } = made;
    const { piece, plan } = await calls.declare(
      caseId,
      { sha256, size, encoding, encoded: { sha256: encoded.sha256, size: encoded.size } },
      { signal },
    );
    if (plan) {
      const ofFile = (bytes: number) => Math.floor((bytes / encoded.size) * size);
      await upload({
        plan,
        body: made.blob,
        signal,
        onProgress: (acknowledged, sent) => {
          moving.set(index, { acknowledged: ofFile(acknowledged), sent: ofFile(sent) });
          tell();
        },
      });
      if (encoding === 'gzip') nudgeCollector(encoded.size);
      await calls
        .complete(piece.id, { sha256: encoded.sha256, size: encoded.size }, { signal })
        .catch((error: unknown) => {
          // It expired, or went with another page's; declared again it is another one.
          const gone = error instanceof BackendError && error.code === 'not-found';
          throw gone ? new BackendError('pieces-missing', { status: error.status }) : error;
        });
    }
  }

  const failures: unknown[] = [];
  let next = 0;
  const work = async () => {
    while (next < count && failures.length === 0) {
      const index = next++;
      if (soFar.held.has(index)) continue;
      const free = await slots.take(fileBytes, signal).catch(() => null);
      if (!free) return;
      await make(index).catch((error: unknown) => failures.push(error));
      free();
    }
  };
  tell();
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, work));
  signal.throwIfAborted();
  if (failures.length > 0) throw failures[0];
  return {
    sha256: await compositeSha256(soFar.digests),
    pieces: { bytes: pieceBytes, sha256: soFar.digests },
  };
}
