/** A first walk over a header: whether it can be followed, where the pixel data is, and what identifies the patient. */
import { DataSetWalker, PIXEL_DATA, UNDEFINED_LENGTH, type Encoding } from '../dicom/elements.js';
import { IdentifyingWords } from './identifying-words.js';
import type { Profile } from './profile.js';

export interface PixelData {
  /** Of the element's header. */
  offset: number;
  valueOffset: number;
  /** Of the value, native pixel data; null where fragments follow. */
  end: number | null;
  littleEndian: boolean;
}

export type Survey =
  | {
      state: 'more';
      /** Bytes from the start of the file that are needed to go on, at least. */ bytes: number;
    }
  | { state: 'malformed' | 'truncated' | 'too-large' }
  | { state: 'done'; pixels: PixelData | null; facts: Facts; words: IdentifyingWords };

/** Values of the data set itself by tag, as Latin 1. */
export type Facts = ReadonlyMap<number, string>;

export const CHARACTER_SET = 0x00080005;
export const SOP_CLASS = 0x00080016;
export const SOP_INSTANCE = 0x00080018;

const FACTS = new Set([
  ...[CHARACTER_SET, 0x00080008, SOP_CLASS, SOP_INSTANCE, 0x00080060, 0x0008103e],
  ...[0x00081030, 0x00280301],
]);

export function isPixelData(tag: number): boolean {
  // Float and Double Float Pixel Data stand in its place (PS3.3 section C.7.6.3).
  return tag === PIXEL_DATA || tag === 0x7fe00008 || tag === 0x7fe00009;
}

/** Some text of a value, of bounded length, as Latin 1. */
export function textAt(bytes: Uint8Array, start: number, end: number): string {
  if (end - start <= 8192)
    return String.fromCharCode.apply(null, bytes.subarray(start, end) as unknown as number[]);
  let text = '';
  for (let at = start; at < end; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, Math.min(end, at + 8192)));
  return text;
}

/** Every text is searched for each of them; real files have some ten. */
const MAX_WORDS = 1000;

const trimmed = (text: string): string => text.replace(/[\0 ]+$/, '');

/** @param size of the whole file; `bytes` may be its head only. */
export function survey(
  bytes: Uint8Array,
  start: number,
  encoding: Encoding,
  size: number,
  profile: Profile,
): Survey {
  const facts = new Map<number, string>();
  const words = new IdentifyingWords();
  const walker = new DataSetWalker(bytes, start, encoding, size);
  while (walker.next()) {
    const { tag, event } = walker;
    if (walker.depth === 0 && isPixelData(tag) && (event === 'element' || event === 'pixels')) {
      if (walker.malformed) return { state: 'malformed' };
      const { offset, valueOffset, littleEndian } = walker;
      const end = walker.length === UNDEFINED_LENGTH ? null : walker.end;
      return { state: 'done', pixels: { offset, valueOffset, end, littleEndian }, facts, words };
    }
    if (walker.malformed) return { state: 'malformed' };
    if (walker.truncated) return { state: 'truncated' };
    if (event !== 'element') continue;
    if (walker.end > bytes.length) return { state: 'more', bytes: walker.end };
    if (walker.depth === 0 && FACTS.has(tag) && walker.end - walker.valueOffset < 1024)
      facts.set(tag, trimmed(textAt(bytes, walker.valueOffset, walker.end)));
    const vr = walker.vr || profile.rule(tag)?.vr;
    const isId = tag === 0x00100020 || tag === 0x00101000 || tag === 0x00080050;
    if ((vr === 'PN' || isId || tag === 0x00100030) && walker.end - walker.valueOffset < 1024) {
      const text = trimmed(textAt(bytes, walker.valueOffset, walker.end));
      if (vr === 'PN') words.addName(text);
      else if (isId) words.addId(text);
      else words.addBirthDate(text);
      if (words.count > MAX_WORDS) return { state: 'too-large' };
    }
  }
  if (walker.incomplete) return { state: 'more', bytes: walker.position + 8 };
  if (walker.malformed) return { state: 'malformed' };
  if (walker.truncated) return { state: 'truncated' };
  const set = facts.get(CHARACTER_SET) ?? '';
  words.multiByte = /2022|GB|\\/i.test(set);
  return { state: 'done', pixels: null, facts, words };
}
