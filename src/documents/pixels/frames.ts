/** The bytes of one frame of encapsulated pixel data (PS3.5 section A.4), with as few readings as it takes. */
import type { Image } from './image.js';
import { MAX_FRAME_BYTES, PixelFault } from './raster.js';
import type { Source } from './source.js';

const ITEM = 0xfffee000;
const HEADER = 8;
/** Of item headers that are looked at one by one; in a longer run an earlier frame is shown. */
const MAX_SCAN = 4096;
/** Of a basic offset table that is read. */
const MAX_TABLE = 4 * 1024 * 1024;
/** How JPEG, JPEG-LS and JPEG 2000 begin: a frame in several fragments begins with one that does. */
const STARTS: readonly (readonly [number, number])[] = [
  [0xff, 0xd8],
  [0xff, 0x4f],
];

interface Fragment {
  offset: number;
  length: number;
  starts: boolean;
}

/** Throws {@link PixelFault} where the fragments cannot be followed. */
export async function encapsulatedFrame(source: Source, image: Image, frame: number): Promise<Uint8Array> {
  const { offset } = image.pixels;
  const table = await readItem(source, offset);
  if (!table) throw new PixelFault('damaged');
  const first = table.offset + table.length;
  const place = await placeOf(source, image, frame, table);
  if (place) {
    const fragments = await fragmentsFrom(
      source,
      first + place.start,
      place.end === null ? null : first + place.end,
    );
    if (fragments.length > 0) return join(source, fragments);
  }
  if (image.frames === 1) return join(source, await fragmentsFrom(source, first, null));
  return join(source, await scan(source, first, frame, image));
}

/** Null behind the last fragment. */
async function readItem(source: Source, offset: number): Promise<Fragment | null> {
  const head = await source.read(offset, HEADER + 2);
  if (head.length < HEADER) return null;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  if (view.getUint16(0, true) * 0x10000 + view.getUint16(2, true) !== ITEM) return null;
  const length = Math.min(view.getUint32(4, true), source.size - offset - HEADER);
  const starts = STARTS.some(([one, two]) => head[8] === one && head[9] === two);
  return { offset: offset + HEADER, length, starts };
}

/** From the extended or the basic offset table, relative to the first fragment; null without, or where it is wrong. */
async function placeOf(
  source: Source,
  { frames, offsetTable }: Image,
  frame: number,
  table: Fragment,
): Promise<{ start: number; end: number | null } | null> {
  if (offsetTable) {
    const { offsets, lengths } = offsetTable;
    const at = (bytes: Uint8Array) =>
      bytes.length >= (frame + 1) * 8
        ? Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(frame * 8, true))
        : NaN;
    const [start, length] = [at(offsets), at(lengths)];
    // Each frame is one fragment then.
    return start + length <= source.size ? { start, end: start + HEADER + length } : null;
  }
  if (table.length < frames * 4 || table.length > MAX_TABLE) return null;
  const bytes = await source.read(table.offset + frame * 4, 8);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = view.getUint32(0, true);
  if (frame + 1 >= frames) return { start, end: null };
  const end = view.getUint32(4, true);
  return end > start ? { start, end } : null;
}

/** Fragments from here to `end`, or to the last one. */
async function fragmentsFrom(source: Source, start: number, end: number | null): Promise<Fragment[]> {
  const fragments: Fragment[] = [];
  for (let at = start; (end === null || at < end) && fragments.length < MAX_SCAN;) {
    const fragment = await readItem(source, at);
    if (!fragment) break;
    fragments.push(fragment);
    at = fragment.offset + fragment.length;
  }
  return fragments;
}

/** Without a table: fragments one after another up to the frame. RLE has one for each frame. */
async function scan(source: Source, first: number, frame: number, { syntax }: Image): Promise<Fragment[]> {
  let found: Fragment[] = [];
  let frames = 0;
  for (let at = first, count = 0; count < MAX_SCAN; count++) {
    const fragment = await readItem(source, at);
    if (!fragment) break;
    if (fragment.starts || syntax?.codec === 'rle') {
      if (frames++ > frame) break;
      found = [];
    }
    found.push(fragment);
    at = fragment.offset + fragment.length;
  }
  return found;
}

async function join(source: Source, fragments: readonly Fragment[]): Promise<Uint8Array> {
  const total = fragments.reduce((sum, { length }) => sum + length, 0);
  if (total === 0) throw new PixelFault('damaged');
  if (total > MAX_FRAME_BYTES) throw new PixelFault('too-large');
  const [only] = fragments;
  if (fragments.length === 1) return source.read(only!.offset, only!.length);
  const all = new Uint8Array(total);
  let at = 0;
  for (const { offset, length } of fragments) {
    const part = await source.read(offset, length);
    all.set(part, at);
    at += part.length;
  }
  return all;
}
