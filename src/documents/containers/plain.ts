/** Containers whose entries stand as they are: each one is a blob, or slices of one. */
import type { Container, ContainerEntry } from './container.js';
import { harmlessPath } from './opened.js';
import { MOST_HEAD_BYTES, readRange, readTogether } from './read.js';

/** `blobOf` gives an entry's bytes; it is not asked for entries with a finding, which read as damaged. */
export function plainContainer(
  entries: readonly ContainerEntry[],
  blobOf: (index: number) => Blob,
): Container {
  const open = (index: number) => (entries[index]?.finding === null ? blobOf(index) : null);
  return {
    entries,
    async heads(indices, bytes, signal) {
      const blobs = indices.map(open);
      const length = Math.min(bytes, MOST_HEAD_BYTES);
      const pieces = blobs.flatMap((blob) => (blob ? [blob.slice(0, length)] : []));
      const read = (await readTogether(pieces, signal)).values();
      return blobs.map((blob) => (blob ? (read.next().value ?? 'unreadable') : 'damaged'));
    },
    async range(index, start, length, signal) {
      const blob = open(index);
      return blob ? readRange(blob, start, start + length, signal) : 'damaged';
    },
    async blob(index, signal) {
      signal.throwIfAborted();
      return open(index) ?? 'damaged';
    },
  };
}

/** A dropped folder or a selection: `path` with `/`, as the browser gives it. */
export const folderContainer = (files: readonly { path: string; blob: Blob }[]): Container =>
  plainContainer(
    files.map(({ path, blob }) => ({ path: harmlessPath(path), size: blob.size, finding: null })),
    (index) => files[index]?.blob ?? new Blob(),
  );
