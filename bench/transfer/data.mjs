/** The files that are sent: made once, on disk, the same in every run. */
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { sliceHead } from '../recognise/data.mjs';
import { makeCt } from './ct.mjs';
import { incompressible } from './random.mjs';

const GB = 1024 ** 3;
const HEAD = 6400;
/** Slices of one series. */
const SERIES = 500;
const PIECE = 16 * 1024 * 1024;
export const CT_SLICES = 500;
export const FILES = 2000;
export const MANY = 20_000;

/** Valid DICOM with pixels that nothing makes smaller; `bytes` of it each. */
function images(folder, count, bytes, headerBytes = HEAD) {
  const noise = incompressible(bytes);
  for (let i = 0; i < count; i++) {
    const [series, number] = [Math.floor(i / SERIES) + 1, (i % SERIES) + 1];
    const options = { headerBytes, series };
    const pixels = bytes - sliceHead(number, { ...options, pixels: 0 }).length;
    const head = sliceHead(number, { ...options, pixels });
    writeFileSync(join(folder, `IM${String(i).padStart(5, '0')}`), Buffer.concat([head, noise(pixels)]));
  }
}

/** One of so many bytes, piece by piece. */
function oneImage(folder, bytes) {
  const noise = incompressible(bytes + 1);
  const file = openSync(join(folder, 'IM00000'), 'w');
  const pixels = bytes - sliceHead(1, { pixels: 0 }).length;
  writeSync(file, sliceHead(1, { pixels }));
  for (let left = pixels; left > 0; left -= PIECE) writeSync(file, noise(Math.min(PIECE, left)));
  closeSync(file);
}

const MAKERS = {
  /** CT of real size, 526 KB a slice. */
  ct: (folder) => makeCt(folder, CT_SLICES),
  /** 2,000 for each GB. */
  slices: (folder) => images(folder, FILES, 512 * 1024),
  'slices-2': (folder) => images(folder, 2 * FILES, 512 * 1024),
  'slices-4': (folder) => images(folder, 4 * FILES, 512 * 1024),
  small: (folder) => images(folder, FILES, 100_000),
  /** The bytes of `small` in one file. */
  'small-in-one': (folder) => oneImage(folder, FILES * 100_000),
  big: (folder) => oneImage(folder, GB),
  many: (folder) => images(folder, MANY, 4096, 2000),
};

/** `folder` of the files, their `paths` (the first `count`, or all) and `bytes` together. */
export function dataOf(scratch, kind, count = Infinity) {
  const folder = join(scratch, kind);
  if (!existsSync(folder)) {
    console.log(`Making the files: ${kind} ...`);
    const unfinished = `${folder}.part`;
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished, { recursive: true });
    MAKERS[kind](unfinished);
    renameSync(unfinished, folder);
  }
  const names = readdirSync(folder).sort();
  const paths = names.slice(0, count).map((name) => join(folder, name));
  return {
    folder,
    paths,
    whole: paths.length === names.length,
    bytes: paths.reduce((sum, path) => sum + statSync(path).size, 0),
  };
}
