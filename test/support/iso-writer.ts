/** Disc images made on the spot (ECMA-119, Joliet, Rock Ridge). Runs in Node and in the browser. */

export interface IsoFile {
  /** With `/`. Plain names should be as ISO 9660 has them: upper case, eight and three. */
  path: string;
  data: Uint8Array;
  /** Recorded in so many pieces (multi-extent). */
  pieces?: number;
  /** What its record says instead. */
  lie?: { extent?: number; length?: number; bigEndianLength?: number; interleaved?: boolean };
}

export interface IsoOptions {
  joliet?: boolean;
  /** Rock Ridge names; `continued`: in continuation areas. */
  rockRidge?: boolean | 'continued';
  /** The volume's own names are numbers: what is read then comes from Joliet or Rock Ridge. */
  plainNames?: boolean;
  /** Folders by path that begin at the sector of another: `{ 'A': '' }` makes a loop to the root. */
  loops?: Readonly<Record<string, string>>;
}

const SECTOR = 2048;
const both16 = (value: number) => [value & 255, (value >> 8) & 255, (value >> 8) & 255, value & 255];
const little32 = (value: number) => [0, 8, 16, 24].map((shift) => (value >>> shift) & 255);
const both32 = (little: number, big = little) => [...little32(little), ...little32(big).reverse()];
const ascii = (text: string) => Array.from(text, (character) => character.charCodeAt(0) & 255);
const utf8 = (text: string) => [...new TextEncoder().encode(text)];
const ucs2 = (text: string) =>
  Array.from({ length: text.length }, (_, i) => [text.charCodeAt(i) >> 8, text.charCodeAt(i) & 255]).flat();

interface Folder {
  path: string;
  parent: Folder | null;
  folders: Map<string, Folder>;
  files: IsoFile[];
}

function treeOf(files: readonly IsoFile[]): Folder {
  const root: Folder = { path: '', parent: null, folders: new Map(), files: [] };
  for (const file of files) {
    let folder = root;
    for (const name of file.path.split('/').slice(0, -1)) {
      const path = folder.path ? `${folder.path}/${name}` : name;
      const next = folder.folders.get(name) ?? { path, parent: folder, folders: new Map(), files: [] };
      folder.folders.set(name, next);
      folder = next;
    }
    folder.files.push(file);
  }
  return root;
}

const allFolders = (root: Folder): Folder[] => [root, ...[...root.folders.values()].flatMap(allFolders)];
const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);

export function isoFile(files: readonly IsoFile[], options: IsoOptions = {}): Uint8Array<ArrayBuffer> {
  const root = treeOf(files);
  const folders = allFolders(root);
  const sectors: Uint8Array[] = Array.from({ length: 16 }, () => new Uint8Array(SECTOR));
  const put = (bytes: ArrayLike<number>): number => {
    const first = sectors.length;
    for (let at = 0; at < bytes.length; at += SECTOR) {
      const sector = new Uint8Array(SECTOR);
      sector.set(Array.prototype.slice.call(bytes, at, at + SECTOR));
      sectors.push(sector);
    }
    return first;
  };
  const volumes = options.joliet ? [false, true] : [false];
  // Descriptors now, their contents once the root folders have their places.
  const descriptors = volumes.map(() => put(new Uint8Array(SECTOR)));
  put([255, ...ascii('CD001'), 1]);
  const extents = new Map<IsoFile, number>(files.map((file) => [file, put(file.data)]));

  volumes.forEach((joliet, volume) => {
    let serial = 0;
    const identifiers = new Map<string, number[]>();
    const identifier = (path: string, isFolder: boolean): number[] => {
      const known = identifiers.get(path);
      if (known) return known;
      const name = options.plainNames && !joliet ? `F${serial++}` : nameOf(path);
      const full = isFolder ? name : `${name}${name.includes('.') ? '' : '.'};1`;
      const bytes = joliet ? ucs2(full) : ascii(full);
      identifiers.set(path, bytes);
      return bytes;
    };
    const ridge = options.rockRidge && !joliet;
    const continued: number[] = [];
    let continuedAt = 0;
    const systemUse = (path: string): number[] => {
      if (!ridge) return [];
      const bytes = utf8(nameOf(path));
      const field = [...ascii('NM'), bytes.length + 5, 1, 0, ...bytes];
      if (options.rockRidge !== 'continued') return field;
      const offset = continued.length;
      continued.push(...field);
      const place = [
        ...both32(continuedAt + Math.floor(offset / SECTOR)),
        ...both32(offset % SECTOR),
        ...both32(field.length),
      ];
      return [...ascii('CE'), 28, 1, ...place];
    };
    const record = (
      name: readonly number[],
      extent: number,
      length: number,
      flags: number,
      use: readonly number[] = [],
      lie: IsoFile['lie'] = {},
    ): number[] => {
      const padding = name.length % 2 === 0 ? [0] : [];
      const size = 33 + name.length + padding.length + use.length;
      const even = size % 2;
      return [
        size + even,
        0,
        ...both32(lie.extent ?? extent),
        ...both32(lie.length ?? length, lie.bigEndianLength ?? lie.length ?? length),
        ...[126, 3, 1, 0, 0, 0, 0, flags],
        ...(lie.interleaved ? [1, 1] : [0, 0]),
        ...both16(1),
        name.length,
        ...name,
        ...padding,
        ...use,
        ...Array<number>(even).fill(0),
      ];
    };
    const recordsOf = (folder: Folder, place: (folder: Folder) => [number, number]): number[] => {
      const self = folder.parent ? [] : [...ascii('SP'), 7, 1, 0xbe, 0xef, 0];
      const records = [
        record([0], ...place(folder), 2, ridge ? self : []),
        record([1], ...place(folder.parent ?? folder), 2),
      ];
      for (const each of folder.folders.values())
        records.push(record(identifier(each.path, true), ...place(each), 2, systemUse(each.path)));
      for (const file of folder.files) {
        const pieces = file.pieces ?? 1;
        const length = Math.ceil(file.data.length / pieces / SECTOR) * SECTOR;
        for (let piece = 0; piece < pieces; piece++) {
          const start = (extents.get(file) ?? 0) + (piece * length) / SECTOR;
          const rest = Math.max(0, file.data.length - piece * length);
          const last = piece === pieces - 1;
          records.push(
            record(
              identifier(file.path, false),
              start,
              last ? rest : Math.min(length, rest),
              last ? 0 : 128,
              systemUse(file.path),
              file.lie,
            ),
          );
        }
      }
      // No record crosses a sector.
      return records.reduce<number[]>((bytes, each) => {
        const room = SECTOR - (bytes.length % SECTOR);
        return [...bytes, ...(each.length > room ? Array<number>(room).fill(0) : []), ...each];
      }, []);
    };
    const bytesOf = (folder: Folder) => {
      const size = recordsOf(folder, () => [0, 0]).length;
      return Math.ceil(size / SECTOR) * SECTOR;
    };
    const sizes = new Map(folders.map((folder) => [folder.path, bytesOf(folder)]));
    continued.length = 0;
    let next = sectors.length;
    const places = new Map<string, number>();
    for (const folder of folders) {
      places.set(folder.path, next);
      next += (sizes.get(folder.path) ?? 0) / SECTOR;
    }
    continuedAt = next;
    const place = ({ path }: Folder): [number, number] => {
      const target = options.loops?.[path] ?? path;
      return [places.get(target) ?? 0, sizes.get(target) ?? 0];
    };
    for (const folder of folders) {
      const bytes = new Uint8Array(sizes.get(folder.path) ?? 0);
      bytes.set(recordsOf(folder, place));
      put(bytes);
    }
    if (continued.length > 0) put(continued);
    const descriptor = new Uint8Array(SECTOR);
    descriptor.set([joliet ? 2 : 1, ...ascii('CD001'), 1]);
    if (joliet) descriptor.set(ascii('%/E'), 88);
    descriptor.set([...both16(1)], 120);
    descriptor.set([...both16(1)], 124);
    descriptor.set([...both16(SECTOR)], 128);
    descriptor.set(record([0], ...place(root), 2), 156);
    sectors[descriptors[volume] ?? 16] = descriptor;
  });
  for (const at of descriptors) sectors[at]?.set(both32(sectors.length), 80);
  const image = new Uint8Array(sectors.length * SECTOR);
  sectors.forEach((sector, i) => image.set(sector, i * SECTOR));
  return image;
}

/** The same in raw sectors of 2,352 bytes, mode 1 (ECMA-130). */
export function rawSectors(image: Uint8Array): Uint8Array<ArrayBuffer> {
  const count = image.length / SECTOR;
  const raw = new Uint8Array(count * 2352);
  for (let i = 0; i < count; i++) {
    raw.set([0, ...Array<number>(10).fill(255), 0, 0, 0, 0, 1], i * 2352);
    raw.set(image.subarray(i * SECTOR, (i + 1) * SECTOR), i * 2352 + 16);
  }
  return raw;
}
