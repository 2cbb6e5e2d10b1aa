/** Disc images: ISO 9660 (ECMA-119) with Joliet or Rock Ridge names. Entries are slices of the image. */
import type { ContainerEntry, ContainerFinding, ContainerLimits } from './container.js';
import { type DirectoryRecord, IsoNames, readRecords } from './iso9660-records.js';
import { readVolume, type Volume } from './iso9660-volume.js';
import { harmlessPath, tooDeep, type Opened } from './opened.js';
import { plainContainer } from './plain.js';
import { readTogether } from './read.js';

/** Of one directory, in bytes: some hundred thousand files. */
const MOST_DIRECTORY_BYTES = 64 * 1024 * 1024;

/** Of a path, in characters: four times what Joliet allows. Folders in folders are no way to fill the memory. */
const MOST_PATH = 1024;

/**
 * Opens a disc image. Joliet's names are taken where it has them, else Rock Ridge's, else the plain ones.
 * `unsupported-method`: an image of raw sectors of 2,352 bytes, or interleaved files. `depth` as with `openZip`.
 * Rejects with the signal's reason alone.
 */
export async function openIso9660(
  blob: Blob,
  limits: ContainerLimits,
  signal: AbortSignal,
  depth = 1,
): Promise<Opened> {
  if (tooDeep(depth, limits)) return { finding: 'too-deep' };
  const volumes = await readVolume(blob, signal);
  if (typeof volumes === 'string') return { finding: volumes };
  let tree: Tree | ContainerFinding | 'unreadable' = 'damaged';
  for (const volume of volumes) {
    tree = await readTree(blob, volume, limits, signal);
    if (typeof tree !== 'string') break;
  }
  if (typeof tree === 'string') return { finding: tree };
  const { entries, extents } = tree;
  return {
    container: plainContainer(entries, (index) => {
      const slices = (extents[index] ?? []).map(([start, end]) => blob.slice(start, end));
      return slices.length === 1 && slices[0] ? slices[0] : new Blob(slices);
    }),
  };
}

/** Start and end of each piece of a file, in bytes. */
type Extents = readonly (readonly [number, number])[];

interface Tree {
  entries: ContainerEntry[];
  extents: Extents[];
}

interface Folder {
  path: string;
  start: number;
  length: number;
}

/** Level by level, the folders of a level in few reads. No folder is read twice, so that loops end. */
async function readTree(
  blob: Blob,
  volume: Volume,
  limits: ContainerLimits,
  signal: AbortSignal,
): Promise<Tree | ContainerFinding | 'unreadable'> {
  const tree: Tree = { entries: [], extents: [] };
  const seen = new Set<number>();
  const names = new IsoNames(blob, volume, signal);
  let [read, total] = [0, 0];
  if (volume.root.start + volume.root.length > blob.size) return 'damaged';
  const broken = (path: string, finding: ContainerFinding) => {
    tree.entries.push({ path: harmlessPath(path), size: 0, finding });
    tree.extents.push([]);
  };
  for (let level: Folder[] = [{ path: '', ...volume.root }]; level.length > 0;) {
    const sound = level.filter(({ path, start, length }) => {
      if (seen.has(start)) return false;
      seen.add(start);
      const fits = start + length <= blob.size && length <= MOST_DIRECTORY_BYTES && path.length <= MOST_PATH;
      if (fits) read += length;
      else broken(path, 'damaged');
      return fits;
    });
    // Folders do not overlap; those that do would be read for ever.
    if (read > blob.size) return 'damaged';
    level = [];
    for (const { folder, bytes } of await readFolders(blob, sound, signal)) {
      const records = bytes === 'unreadable' ? null : await readRecords(bytes, volume, names);
      if (!records) {
        if (folder.path === '') return bytes === 'unreadable' ? bytes : 'damaged';
        broken(folder.path, 'damaged');
        continue;
      }
      for (const record of records) {
        const path = folder.path + record.name;
        if (record.isFolder) level.push({ path: `${path}/`, start: record.start, length: record.length });
        else total += addFile(tree, path, record, blob.size);
        if (tree.entries.length + seen.size + level.length > limits.maxEntries) return 'too-many-entries';
        if (total > limits.maxBytes) return 'too-much';
      }
    }
  }
  return tree;
}

async function readFolders(
  blob: Blob,
  folders: readonly Folder[],
  signal: AbortSignal,
): Promise<{ folder: Folder; bytes: Uint8Array | 'unreadable' }[]> {
  const slices = folders.map(({ start, length }) => blob.slice(start, start + length));
  const read = await readTogether(slices, signal);
  return folders.map((folder, i) => ({ folder, bytes: read[i] ?? 'unreadable' }));
}

/** A file, or one more piece of the file before it (multi-extent, ECMA-119 section 6.5.1). Gives the bytes added. */
function addFile(tree: Tree, path: string, record: DirectoryRecord, blobSize: number): number {
  const end = record.start + record.length;
  const finding: ContainerFinding | null = record.interleaved
    ? 'unsupported-method'
    : record.bad || (record.length > 0 && end > blobSize)
      ? 'damaged'
      : null;
  const extent = [record.start, end] as const;
  const before = tree.entries.at(-1);
  if (record.continues && before) {
    before.size += record.length;
    before.finding ??= finding;
    tree.extents.push([...(tree.extents.pop() ?? []), extent]);
  } else {
    tree.entries.push({ path: harmlessPath(path), size: record.length, finding });
    tree.extents.push([extent]);
  }
  return finding ? 0 : record.length;
}
