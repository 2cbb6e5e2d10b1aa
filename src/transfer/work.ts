/** What the parts of the engine share: its surroundings, what it holds in memory, and the way to its queue. */
import type { Backend, Uploader } from '../backend/backend.js';
import type { DocumentDeclaration, DocumentPatch, Limits } from '../contract/index.js';
import type { BundlePart } from './bundle-transfer.js';
import type { Bundler } from './bundler.js';
import type { Digester } from './digester.js';
import type { Inspector } from './inspector.js';
import type { Link } from './link.js';
import type { PiecesSoFar } from './piece-transfer.js';
import type { Queue, QueueAction } from './queue.js';
import type { Slots } from './slots.js';
import type { PickedFile, TransferItem } from './transfer.js';

export interface Bundle {
  contents: readonly PickedFile[];
  deflate: boolean;
}

export interface Work {
  readonly backend: Backend;
  readonly caseId: string;
  readonly limits: Limits;
  readonly inspector: Inspector;
  readonly bundler: Bundler;
  readonly digester: Digester;
  readonly uploader: Uploader;
  readonly link: Link;
  readonly slots: Slots;
  readonly connections: number;
  /** The same for files that are sent in a moment. */
  readonly quickConnections: number;
  /** Files larger than so many bytes go in pieces of that size; Infinity where the backend takes none. */
  readonly pieceBytes: number;
  /** The case holds files: what it holds is asked for before it is sent. */
  readonly asksDigests: boolean;
  now(): number;
  random(): number;

  readonly files: ReadonlyMap<string, PickedFile>;
  readonly bundles: ReadonlyMap<string, Bundle>;
  /** Bundles that are made and not there yet. */
  readonly parts: Map<string, BundlePart>;
  readonly pieces: Map<string, PiecesSoFar>;
  /** Ids of those that go in pieces. */
  readonly large: Set<string>;
  /** Pieces in hand, of all files: one is made while others are sent. */
  readonly pieceSlots: Slots;
  /** Pieces being sent, by their digest. */
  readonly piecesInHand: Map<string, Promise<void>>;
  /** What was said of a document while it was being declared, and the backend does not know yet. */
  readonly undescribed: Map<string, DocumentPatch>;
  /** Failures in a row, since bytes last moved. */
  readonly attempts: Map<string, number>;

  readonly queue: Queue;
  dispatch(action: QueueAction): void;
  itemOf(id: string): TransferItem | undefined;
  /** Starts what may start now. */
  pump(): void;
  /** Resolves after a time, or at once when woken, unless it is to be `firm`; rejects when aborted. */
  pause(id: string, ms: number, signal: AbortSignal, firm?: boolean): Promise<void>;
}

/** What cannot be opened is unreadable, whatever the device said of it. */
export async function opened(file: PickedFile, signal: AbortSignal): Promise<Blob> {
  const blob = await file.open(signal);
  signal.throwIfAborted();
  return blob;
}

export function declarationOf(
  { name, declaredName = name, description, requestId }: PickedFile,
  { type, mediaType }: Pick<DocumentDeclaration, 'type' | 'mediaType'>,
  size: number,
  sha256: string,
): DocumentDeclaration {
  return {
    fileName: declaredName.slice(-255) || 'file',
    mediaType,
    type,
    size,
    sha256,
    ...description,
    ...(requestId ? { requestId } : {}),
  };
}
