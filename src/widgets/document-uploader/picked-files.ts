/**
 * From what a person dropped or picked to a list of files with their folders, in slices, so that ten thousand
 * files never hold the page up.
 */
import type { SurveyFile } from '../../documents/survey/found.js';
import { pause } from '../../transfer/pause.js';
import type { Pick } from './load.js';

/** Files handed on at once, and of a dropped folder asked for at once: one after another would take twice as long. */
const SLICE = 64;

export interface PickedSlice {
  files: SurveyFile[];
  /** Entries that the device could not read. */
  unreadable: number;
}

export function slicesOf(picked: Pick['picked']): AsyncIterable<PickedSlice> {
  if ('files' in picked) return fromFiles(picked.files);
  if ('folder' in picked) return fromFolder(picked.folder);
  return 'list' in picked ? fromFileList(picked.list) : fromEntries(picked.entries);
}

/** Remembers the files that go by. */
export async function* keeping(
  slices: AsyncIterable<PickedSlice>,
  files: SurveyFile[],
): AsyncGenerator<PickedSlice> {
  for await (const slice of slices) {
    files.push(...slice.files);
    yield slice;
  }
}

/**
 * Chromium makes files ready after it has handed them over, and whoever asks for a size meanwhile waits for it without
 * letting the page go: more than a second for 20,000 (measured). From so many on it is waited for by reading a little of
 * the last one, which holds nothing up.
 */
const MANY = 1_000;

async function madeReady(list: ArrayLike<File>): Promise<void> {
  const last = list[list.length - 1];
  if (!last || list.length < MANY) return;
  const reader = last.stream().getReader();
  // One that cannot be read is told of when its turn comes.
  await reader.read().catch(() => undefined);
  reader.cancel().catch(() => undefined);
}

/** The files of an `<input type="file">`; `webkitRelativePath` is set by its folder form only. */
export async function* fromFileList(list: ArrayLike<File>): AsyncGenerator<PickedSlice> {
  await madeReady(list);
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

/** The files of a folder that was opened for reading, as those of a drop: with the folder's own name before them. */
async function* fromFolder(top: FileSystemDirectoryHandle): AsyncGenerator<PickedSlice> {
  let found: { path: string; file: FileSystemFileHandle }[] = [];
  let unreadable = 0;
  const read = async (): Promise<PickedSlice> => {
    const blobs = await Promise.all(found.map(({ file }) => file.getFile().catch(() => null)));
    const files = found.flatMap(({ path }, at) => (blobs[at] ? [{ path, blob: blobs[at] }] : []));
    const slice = { files, unreadable: unreadable + found.length - files.length };
    found = [];
    unreadable = 0;
    return slice;
  };
  const left = [{ path: `${top.name}/`, folder: top }];
  for (let next = left.pop(); next; next = left.pop()) {
    try {
      for await (const child of next.folder.values()) {
        const path = next.path + child.name;
        if (child.kind === 'directory') left.push({ path: `${path}/`, folder: child });
        else found.push({ path, file: child });
        if (found.length < SLICE) continue;
        yield await read();
        await pause();
      }
    } catch {
      unreadable++;
    }
  }
  yield await read();
}

/** Files that were listed before. */
async function* fromFiles(files: readonly SurveyFile[]): AsyncGenerator<PickedSlice> {
  for (let start = 0; start < files.length; start += SLICE) {
    yield { files: files.slice(start, start + SLICE), unreadable: 0 };
    await pause();
  }
}
