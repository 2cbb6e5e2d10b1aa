/** How the files of a study are put together for sending. Pure. */
import { LEAST_PART } from './link.js';
import type { PickedFile } from './transfer.js';

/** Most files of one bundle; the contract allows more, but what is declared should stay short as well. */
const BUNDLE_FILES = 500;

/**
 * What is left is divided into so many parts, none smaller than the least: the last one is small, and it is its reading
 * back that a person waits for in the end.
 */
const LAST_PARTS = 4;

export interface FedFile {
  /** Tells the same file when it is given again. */
  key: string;
  size: number;
  make: () => PickedFile;
}

/** How one upload was put together: the same files in the same way give the same bytes. */
export interface FedPart {
  files: number;
  /** Of the files. */
  bytes: number;
  deflated: boolean;
}

export interface FormedPart {
  files: readonly FedFile[];
  /** Null for a file that did not come with its part, and is tried again by itself. */
  part: FedPart | null;
}

export interface Forming {
  files: FedFile[];
  /** How many of `files` are in parts. */
  given: number;
  /** Of those that are not in parts yet: there may be thousands. */
  leftBytes: number;
  /** In their order. */
  parts: FedPart[];
  /** Those of an earlier visit that are still to be formed again. */
  recalled: FedPart[];
  /** More files are to come: what does not fill a part waits for them. */
  more: boolean;
}

/** The files of the next part, several or one; none while others may come that belong to it. */
export function nextFiles(study: Forming, most: number): readonly FedFile[] {
  return filesAsBefore(study) ?? filesThatFit(study, most);
}

export function formPart(study: Forming, files: readonly FedFile[], deflates: boolean): FormedPart {
  const before = study.recalled.shift();
  const part: FedPart = {
    files: files.length,
    bytes: bytesOf(files),
    deflated: before?.deflated ?? deflates,
  };
  study.given += files.length;
  study.leftBytes -= part.bytes;
  study.parts.push(part);
  return { files, part };
}

function filesThatFit({ files, given, leftBytes, more }: Forming, most: number): readonly FedFile[] {
  const fit: FedFile[] = [];
  if (!more) most = Math.min(most, Math.max(LEAST_PART, leftBytes / LAST_PARTS));
  let bytes = 0;
  for (const file of files.slice(given, given + BUNDLE_FILES + 1)) {
    bytes += file.size;
    if (bytes > most || fit.length === BUNDLE_FILES) return fit.length > 0 ? fit : [file];
    fit.push(file);
  }
  return more ? [] : fit;
}

/** Null where there was no such part, or it was of other files: then the parts that followed it are of no use either. */
function filesAsBefore(study: Forming): readonly FedFile[] | null {
  const [before] = study.recalled;
  if (!before) return null;
  const files = study.files.slice(study.given, study.given + before.files);
  if (files.length < before.files && study.more) return [];
  if (files.length === before.files && bytesOf(files) === before.bytes) return files;
  study.recalled = [];
  return null;
}

const bytesOf = (files: readonly FedFile[]) => files.reduce((sum, { size }) => sum + size, 0);
