/** Where a file's bytes come from: read piece by piece, or at hand. */
export interface Source {
  readonly size: number;
  /** A copy or a view; not to be written to. */
  read(from: number, to: number): Promise<Uint8Array>;
  /** For the output, without copying. */
  piece(from: number, to: number): Blob | Uint8Array<ArrayBuffer>;
}

export const blobSource = (file: Blob): Source => ({
  size: file.size,
  read: async (from, to) => new Uint8Array(await file.slice(from, to).arrayBuffer()),
  piece: (from, to) => file.slice(from, to),
});

export const memorySource = (bytes: Uint8Array<ArrayBuffer>): Source => ({
  size: bytes.length,
  read: (from, to) => Promise.resolve(bytes.subarray(from, to)),
  piece: (from, to) => bytes.subarray(from, to),
});
