/** Values of elements as they are told (PS3.5 section 6.2): short texts, dates, numbers. Nothing throws. */
import type { PersonName } from './instance.js';

/** Longer than any text that a header is read for; what a wrong length takes in besides is not read. */
const MAX_TEXT_BYTES = 1024;

const isPadding = (byte: number | undefined): boolean => byte === 0x20 || byte === 0;

/** Where a value begins without the spaces and NULs in front of it, which no encoding has inside a character. */
export function trimmedStart(bytes: Uint8Array, start: number, end: number): number {
  while (start < end && isPadding(bytes[start])) start++;
  return start;
}

/** Where it ends without those behind it, or where it is cut. */
export function trimmedEnd(bytes: Uint8Array, start: number, end: number): number {
  let to = Math.min(end, bytes.length, start + MAX_TEXT_BYTES);
  while (to > start && isPadding(bytes[to - 1])) to--;
  return to;
}

/**
 * The last texts, by a hash of their bytes. The files of a series repeat nearly all of theirs: so each exists once,
 * for tens of thousands of files, and is seldom made.
 */
const recent: string[] = new Array<string>(256).fill('');

function isSame(text: string, bytes: Uint8Array, start: number): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) !== bytes[start + at]) return false;
  return true;
}

/** Bytes of ASCII or Latin 1 (`CS`, `DA`, `DS`, `IS`, `UI`), trimmed. */
export function latin(bytes: Uint8Array, start: number, end: number): string {
  const from = trimmedStart(bytes, start, end);
  const to = trimmedEnd(bytes, from, end);
  if (from >= to) return '';
  let hash = to - from;
  for (let at = from; at < to; at++) hash = (Math.imul(hash, 31) + (bytes[at] ?? 0)) | 0;
  const place = (hash ^ (hash >>> 8)) & 255;
  const known = recent[place] ?? '';
  if (known.length === to - from && isSame(known, bytes, from)) return known;
  const text = String.fromCharCode.apply(null, bytes.subarray(from, to) as unknown as number[]);
  recent[place] = text;
  return text;
}

/** `DA` as `YYYY-MM-DD`, also from ACR-NEMA's `YYYY.MM.DD`; '' when it is no date. */
export function date(text: string): string {
  const [, year, month, day] = /^(\d{4})[.-]?(0[1-9]|1[0-2])[.-]?(0[1-9]|[12]\d|3[01])$/.exec(text) ?? [];
  return year ? `${year}-${month}-${day}` : '';
}

/** `IS`; null when it is no whole number. */
export function integer(text: string): number | null {
  const value = Number(text);
  return text && Number.isSafeInteger(value) ? value : null;
}

/** `DS` of exactly `count` values, or null. */
export function decimals(text: string, count: number): number[] | null {
  const values = text.split('\\').map((each) => (each.trim() ? Number(each) : NaN));
  return values.length === count && values.every(Number.isFinite) ? values : null;
}

/** `PN` (PS3.5 section 6.2.1.2). */
export function personName(text: string): PersonName {
  const [alphabetic = '', ideographic = '', phonetic = ''] = text.split('=').map((group) => group.trim());
  return { alphabetic, ideographic, phonetic };
}

/** Where a slice lies: its position along the normal of its plane, in mm (PS3.3 section C.7.6.2.1.1). */
export function slicePosition(position: string, orientation: string): number | null {
  const at = decimals(position, 3);
  const plane = at && decimals(orientation, 6);
  if (!plane) return null;
  const [rx = 0, ry = 0, rz = 0, cx = 0, cy = 0, cz = 0] = plane;
  const [x = 0, y = 0, z = 0] = at;
  const along = x * (ry * cz - rz * cy) + y * (rz * cx - rx * cz) + z * (rx * cy - ry * cx);
  return Number.isFinite(along) ? along : null;
}
