/** What the directories of discs say should be there, against what was picked. */
import { directoryInstances, readDicomDirectory } from '../dicom/dicomdir.js';
import { matchFiles } from '../dicom/match-files.js';
import type { Studies } from '../studies/studies.js';

/** The directory of a full DVD has a few megabytes. */
const MAX_BYTES = 64 * 1024 * 1024;

interface Files {
  readonly count: number;
  pathOf(file: number): string;
  sizeOf(file: number): number;
  blob(file: number, signal: AbortSignal): Promise<Blob | 'unreadable' | 'damaged'>;
}

/** `directories`: files that are a DICOMDIR. One that cannot be read says nothing. Rejects with the signal's reason only. */
export async function readDirectories(
  directories: readonly number[],
  files: Files,
  studies: Studies,
  signal: AbortSignal,
): Promise<void> {
  if (directories.length === 0) return;
  const paths = Array.from({ length: files.count }, (_, file) => files.pathOf(file));
  for (const directory of directories) {
    if (files.sizeOf(directory) > MAX_BYTES) continue;
    const bytes = await bytesOf(directory, files, signal);
    if (!bytes) continue;
    const listed = [...directoryInstances(readDicomDirectory(bytes))];
    const path = paths[directory] ?? '';
    const places = matchFiles(
      listed.map((instance) => instance.path),
      paths,
      path.slice(0, path.lastIndexOf('/') + 1),
    );
    studies.addDirectory(
      listed.map((instance, index) => ({ ...instance, found: (places[index] ?? -1) >= 0 })),
    );
  }
}

async function bytesOf(file: number, files: Files, signal: AbortSignal): Promise<Uint8Array | null> {
  const blob = await files.blob(file, signal);
  if (typeof blob === 'string') return null;
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch {
    signal.throwIfAborted();
    return null;
  }
}
