/**
 * From what a person dropped or picked to a list of files with their folders, in slices, so that ten thousand
 * files never hold the page up.
 */
import type { SurveyFile } from '../../documents/survey/found.js';
import { pause } from '../../transfer/pause.js';

/** Files handed on at once, and of a dropped folder asked for at once: one after another would take twice as long. */
const SLICE = 64;

export interface PickedSlice {
  files: SurveyFile[];
  /** Entries that the device could not read. */
  unreadable: number;
}

/** The files of an `<input type="file">`; `webkitRelativePath` is set by its folder form only. */
export async function* fromFileList(list: ArrayLike<File>): AsyncGenerator<PickedSlice> {
  for (let start = 0; start < list.length; start += SLICE) {
    const files: SurveyFile[] = [];
    for (let index = start; index < Math.min(start + SLICE, list.length); index++) {
      const file = list[index];
      if (file) files.push({ path: file.webkitRelativePath || file.name, blob: file });
    }
    yield { files, unreadable: 0 };
    await pause();
  }
}

/** A folder's entries: one call gives at most a hundred in Chromium, so it is called until it gives none. */
async function childrenOf(directory: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = directory.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}

/** The files of a drop, folders walked depth first in the order given. An entry that fails does not lose the others. */
export async function* fromEntries(entries: readonly FileSystemEntry[]): AsyncGenerator<PickedSlice> {
  let found: FileSystemFileEntry[] = [];
  let unreadable = 0;
  const left = [...entries].reverse();
  for (let entry = left.pop(); entry; entry = left.pop()) {
    if (!entry.isDirectory) found.push(entry as FileSystemFileEntry);
    else {
      try {
        const children = await childrenOf(entry as FileSystemDirectoryEntry);
        for (const child of children.reverse()) left.push(child);
      } catch {
        unreadable++;
      }
    }
    if (found.length < SLICE && left.length > 0) continue;
    const slice = await filesOf(found);
    yield { ...slice, unreadable: slice.unreadable + unreadable };
    found = [];
    unreadable = 0;
    await pause();
  }
}

async function filesOf(entries: readonly FileSystemFileEntry[]): Promise<PickedSlice> {
  const slice: PickedSlice = { files: [], unreadable: 0 };
  const files = await Promise.all(
    entries.map((entry) =>
      new Promise<File>((resolve, reject) => entry.file(resolve, reject)).catch(() => null),
    ),
  );
  for (const [index, file] of files.entries()) {
    if (file) slice.files.push({ path: entries[index]!.fullPath.replace(/^\//, ''), blob: file });
    else slice.unreadable++;
  }
  return slice;
}

/** Files that were listed before. */
export async function* fromFiles(files: readonly SurveyFile[]): AsyncGenerator<PickedSlice> {
  for (let start = 0; start < files.length; start += SLICE) {
    yield { files: files.slice(start, start + SLICE), unreadable: 0 };
    await pause();
  }
}
