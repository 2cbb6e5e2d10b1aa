/** Viewer software on discs, found from where the programs lie (IHE PDI: RAD TF-2, section 4.47). Pure. */

const PROGRAM = /\.(exe|dll|ocx|msi|jar|class|so|dylib|com|bat|cmd|scr)$/i;
/** macOS programs are folders; the web pages of a PDI disc only repeat its images. */
const VIEWER_FOLDER = /(^|\/)([^/]+\.(app|framework)|IHE_PDI)\//i;
const DISC_MARK = /(^|.*\/)(DICOMDIR|autorun\.inf|IHE_PDI\/.*)$/i;

export interface Viewers {
  /** Topmost folders that hold a viewer and no images, with `/` at the end. */
  folders: readonly string[];
  /** Indices into `paths` of everything in them, and of programs elsewhere. None of it is a record, not even a `.pdf`. */
  files: ReadonlySet<number>;
}

/**
 * Looks at all that was picked together, with `/` in the paths. `isImage` says which of them is DICOM. Only inside a
 * disc, or what looks like a copy of one: a person's own folder may hold programs and records side by side. Nothing
 * that lies directly at the top of a disc is a viewer's for its place alone.
 */
export function findViewers(paths: readonly string[], isImage: (index: number) => boolean): Viewers {
  const discs = discRoots(paths, isImage);
  const withImages = new Set<string>();
  paths.forEach((path, index) => isImage(index) && foldersOf(path).forEach((each) => withImages.add(each)));
  const folders = new Set<string>();
  const files = new Set<number>();
  paths.forEach((path, index) => {
    const known = VIEWER_FOLDER.exec(path);
    const folder = known ? path.slice(0, known.index + known[0].length) : null;
    if (folder !== null && !withImages.has(folder)) folders.add(folder);
    if (!PROGRAM.test(path) || isImage(index)) return;
    files.add(index);
    const parents = foldersOf(path);
    const disc = parents.findIndex((each) => discs.has(each));
    const top = disc < 0 ? undefined : parents.slice(disc + 1).find((each) => !withImages.has(each));
    if (top !== undefined) folders.add(top);
  });
  paths.forEach((path, index) => {
    if (!isImage(index) && foldersOf(path).some((each) => folders.has(each))) files.add(index);
  });
  return {
    folders: [...folders].filter(
      (each) =>
        !foldersOf(each)
          .slice(0, -1)
          .some((up) => folders.has(up)),
    ),
    files,
  };
}

/** `a/b/c.txt`: `''`, `a/`, `a/b/`. */
function foldersOf(path: string): string[] {
  const folders = [''];
  for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1))
    folders.push(path.slice(0, slash + 1));
  return folders;
}

/** Folders that hold a disc's directory or start-up file; without any, the one around the folder of all images. */
function discRoots(paths: readonly string[], isImage: (index: number) => boolean): ReadonlySet<string> {
  const roots = new Set<string>();
  for (const path of paths) {
    const mark = DISC_MARK.exec(path);
    if (mark) roots.add(mark[1] ?? '');
  }
  if (roots.size > 0) return roots;
  let common: string[] | null = null;
  paths.forEach((path, index) => {
    if (!isImage(index)) return;
    const folders = foldersOf(path);
    common = common === null ? folders : common.filter((each) => folders.includes(each));
  });
  const around = common as string[] | null;
  return around ? roots.add(around.at(-2) ?? '') : roots;
}
