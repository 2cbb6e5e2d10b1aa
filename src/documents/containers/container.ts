/** Where files come from: a folder or a selection, a ZIP file, a disc image. Types only. */

/** Why a container, or an entry in it, is not opened. */
export type ContainerFinding =
  /** Its directory cannot be read, or contradicts itself. */
  | 'damaged'
  | 'encrypted'
  /** A compression method that browsers cannot undo. */
  | 'unsupported-method'
  /** Containers in containers in containers. */
  | 'too-deep'
  | 'too-many-entries'
  /** More bytes than the limits allow once unpacked. */
  | 'too-much'
  /** Inflates to more than a thousand times its size: a ZIP bomb. */
  | 'bomb';

export interface ContainerEntry {
  /** With `/`, without a leading one, inside the container. Never trusted as a path of this device. */
  path: string;
  /** Uncompressed, in bytes, as the directory says. */
  size: number;
  /** Why it is not opened; null when it is. */
  finding: ContainerFinding | null;
}

/** Files that are read at random, many at once. Nothing of it throws but for an aborted signal. */
export interface Container {
  readonly entries: readonly ContainerEntry[];
  /**
   * The first `bytes` of each entry (fewer where it is shorter), in the order of `indices`, read in one go. What cannot
   * be read is a code.
   */
  heads(
    indices: readonly number[],
    bytes: number,
    signal: AbortSignal,
  ): Promise<(Uint8Array | 'unreadable' | 'damaged')[]>;
  /** `length` bytes from `start` of one entry; less at its end. A compressed entry is inflated up to there. */
  range(
    index: number,
    start: number,
    length: number,
    signal: AbortSignal,
  ): Promise<Uint8Array | 'unreadable' | 'damaged'>;
  /** The whole entry: a slice of the file where its bytes stand there as they are, else made anew with each call. */
  blob(index: number, signal: AbortSignal): Promise<Blob | 'unreadable' | 'damaged'>;
}

/** Looked at before anything is unpacked. */
export interface ContainerLimits {
  /** Containers in containers: 1 is a ZIP file that was picked. */
  maxDepth: number;
  maxEntries: number;
  /** All entries together, unpacked, in bytes. */
  maxBytes: number;
  /** Of an entry's size and its compressed size. */
  maxRatio: number;
}

export const CONTAINER_LIMITS: ContainerLimits = {
  maxDepth: 3,
  maxEntries: 200_000,
  maxBytes: 64 * 1024 ** 3,
  maxRatio: 1_100,
};
