/**
 * A CT study as scanners send it. From the real series where there is one: other UIDs, and seeded noise so that nothing
 * is sent twice and every block of 64 KB differs, yet sparse enough that the files deflate as they did. Else invented:
 * a body of smooth tissue with noise, air around it.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import dicomParser from 'dicom-parser';
import { ROOT } from '../../.ci/run-all.mjs';
import { sliceHead } from '../recognise/data.mjs';
import { random } from './random.mjs';

/** What the real series deflates to, size by size. */
const RATIO = 0.41;
const TOLERANCE = 0.03;
/** One pixel in so many is changed, by one. */
const SPARSE = 97;
const EDGE = 512;
/** Hounsfield units of the noise in the invented tissue, for the same ratio. */
const TISSUE_NOISE = 40;

const seriesFolder = () =>
  [process.env.SO_TEST_DATA, `${ROOT}../shared/data`]
    .map((folder) => folder && join(folder, 'dicom/ct-series'))
    .find((folder) => folder && existsSync(folder));

/** In decimal digits, of the same length as what it stands for, so that nothing moves in the file (PS3.5 section 9.1). */
function uidLike(length, seed) {
  const digits = BigInt(`0x${createHash('sha512').update(seed).digest('hex')}`).toString();
  return `2.25.1${digits}`.slice(0, length);
}

function changeUid(bytes, data, tag, seed) {
  const { dataOffset } = data.elements[tag];
  bytes.write(uidLike(data.string(tag).length, seed), dataOffset, 'latin1');
}

function fromReal(source, copy, number) {
  const bytes = Buffer.from(source);
  const data = dicomParser.parseDicom(bytes);
  for (const tag of ['x00020003', 'x00080018']) changeUid(bytes, data, tag, `instance ${copy} ${number}`);
  changeUid(bytes, data, 'x0020000d', 'study');
  changeUid(bytes, data, 'x0020000e', `series ${copy}`);
  const name = data.elements.x00100010;
  bytes.write('Doe^Jane'.padEnd(name.length).slice(0, name.length), name.dataOffset, 'latin1');
  const { dataOffset, length } = data.elements.x7fe00010;
  const next = random(copy * 1000 + number);
  for (let at = dataOffset; at < dataOffset + length; at += 2 * (1 + (next() % (2 * SPARSE))))
    bytes.writeInt16LE(bytes.readInt16LE(at) ^ 1, at);
  return bytes;
}

/** An ellipse of tissue with two other densities in it. */
function invented(copy, number) {
  const next = random(copy * 1000 + number);
  const pixels = Buffer.alloc(EDGE * EDGE * 2);
  for (let y = 0; y < EDGE; y++)
    for (let x = 0; x < EDGE; x++) {
      const [across, down] = [(x - EDGE / 2) / 240, (y - EDGE / 2) / 210];
      const radius = across * across + down * down;
      const spread = (next() % (2 * TISSUE_NOISE + 1)) - TISSUE_NOISE + (next() % 3);
      const tissue = radius > 0.85 ? 900 : Math.sin(x / 40 + number) * Math.cos(y / 50) > 0.6 ? 20 : 45;
      pixels.writeInt16LE(radius > 1 ? -1000 + (next() % 3) : tissue + spread, (y * EDGE + x) * 2);
    }
  return Buffer.concat([sliceHead(number + 1, { pixels: pixels.length, series: copy + 1 }), pixels]);
}

/** Writes so many slices. Tells what they deflate to; throws when that is not like the real series. */
export function makeCt(folder, count) {
  const real = seriesFolder();
  const sources = real
    ? readdirSync(real)
        .filter((name) => name.endsWith('.dcm'))
        .map((name) => readFileSync(join(real, name)))
    : Array.from({ length: 28 }, () => null);
  let [whole, deflated] = [0, 0];
  for (let i = 0; i < count; i++) {
    const [copy, number] = [Math.floor(i / sources.length), i % sources.length];
    const bytes = sources[number] ? fromReal(sources[number], copy, number) : invented(copy, number);
    writeFileSync(join(folder, `IM${String(i).padStart(5, '0')}`), bytes);
    if (i >= sources.length) continue;
    whole += bytes.length;
    deflated += deflateRawSync(bytes).length;
  }
  const ratio = deflated / whole;
  console.log(
    `CT: ${real ? 'made from the real series' : 'invented'}, deflates to ${(ratio * 100).toFixed(1)} %`,
  );
  if (Math.abs(ratio - RATIO) > TOLERANCE) throw new Error('the CT study does not deflate like a real one');
}
