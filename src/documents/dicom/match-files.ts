/**
 * Which files a DICOMDIR means. Its paths are those of the disc it was made for: copies have another folder above
 * them, other letters' case, `.dcm` behind the name, or fewer folders.
 */

/** Folders that may be missing in front of the files: somebody picked one further down. */
const MAX_DROPPED = 4;

const component = (text: string): string => text.toUpperCase().replace(/[. ]+$/, '');

/** ISO 9660 adds a version, others an extension. */
const fileName = (text: string): string =>
  component(text.replace(/;\d+$/, '')).replace(/\.(DCM|DICOM|DIC|IMA)$/, '');

const normalised = (path: readonly string[]): string[] =>
  path.map((part, index) => (index === path.length - 1 ? fileName(part) : component(part)));

/** Files by the last `length` parts of their path. */
function bySuffix(files: readonly (readonly string[])[], length: number): Map<string, number[]> {
  const index = new Map<string, number[]>();
  files.forEach((parts, file) => {
    if (parts.length < length) return;
    const key = parts.slice(-length).join('/');
    const same = index.get(key);
    if (same) same.push(file);
    else index.set(key, [file]);
  });
  return index;
}

/**
 * For each reference (Referenced File ID as components) the index of its file in `paths` (with `/`), -1 where there is
 * none. A file answers one reference at most.
 *
 * @param folder that the DICOMDIR stands in, with `/` at the end, or '': its files come first where several fit
 */
export function matchFiles(
  references: readonly (readonly string[])[],
  paths: readonly string[],
  folder = '',
): Int32Array {
  const files = paths.map((path) => normalised(path.split('/')));
  const wanted = references.map(normalised);
  let best = new Int32Array(references.length).fill(-1);
  let most = 0;
  for (let dropped = 0; dropped <= MAX_DROPPED && most < references.length; dropped++) {
    const indices = new Map<number, Map<string, number[]>>();
    const taken = new Uint8Array(files.length);
    const found = new Int32Array(references.length).fill(-1);
    let count = 0;
    wanted.forEach((parts, reference) => {
      const length = parts.length - dropped;
      if (length < 1) return;
      let index = indices.get(length);
      if (!index) indices.set(length, (index = bySuffix(files, length)));
      const free = (index.get(parts.slice(dropped).join('/')) ?? []).filter((file) => !taken[file]);
      const file = free.find((each) => paths[each]?.startsWith(folder)) ?? free[0];
      if (file === undefined) return;
      taken[file] = 1;
      found[reference] = file;
      count++;
    });
    if (count > most) [best, most] = [found, count];
  }
  return best;
}
