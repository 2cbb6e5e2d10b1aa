/** JPEG files (ITU-T T.81 Annex B) segment by segment: what they hold beside the picture, and leaving it out. */

/** How the stored rows and columns are to be turned for viewing: Exif 2.32 tag 0x0112; 1 is upright. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

export interface StrippedJpeg {
  /** Without metadata; the coded picture byte for byte. */
  bytes: Uint8Array<ArrayBuffer>;
  orientation: Orientation;
  /** Of the stored picture, before turning; 0 where the file has no frame header. */
  width: number;
  height: number;
  /** Colour components: 1, 3 or 4. */
  components: number;
  /** Adobe's marker is there: four components are stored inverted (Adobe technical note 5116). */
  adobe: boolean;
}

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const COM = 0xfe;
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP2 = 0xe2;
const APP14 = 0xee;
const APP15 = 0xef;

const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
const isStandalone = (marker: number) => (marker >= 0xd0 && marker <= 0xd7) || marker === 0x01;

const startsWith = (bytes: Uint8Array, text: string) =>
  bytes.length >= text.length &&
  Array.from(text).every((character, i) => bytes[i] === character.charCodeAt(0));

/** Kept of the application segments: JFIF's header without its thumbnail, colour profiles, Adobe's colour transform. */
function kept(marker: number, payload: Uint8Array): Uint8Array | null {
  if (marker === APP0 && startsWith(payload, 'JFIF\0') && payload.length >= 14) {
    const header = payload.slice(0, 14);
    header[12] = header[13] = 0;
    return header;
  }
  if (marker === APP2 && startsWith(payload, 'ICC_PROFILE\0')) return payload;
  // Exactly its twelve bytes: more would be somebody's own.
  if (marker === APP14 && startsWith(payload, 'Adobe') && payload.length >= 12) return payload.slice(0, 12);
  if ((marker >= APP0 && marker <= APP15) || marker === COM) return null;
  return payload;
}

/** Tag 0x0112 of IFD0 (TIFF 6.0); null where it is not there or cannot be. */
function exifOrientation(payload: Uint8Array): Orientation | null {
  if (!startsWith(payload, 'Exif\0\0')) return null;
  const view = new DataView(payload.buffer, payload.byteOffset + 6, payload.byteLength - 6);
  if (view.byteLength < 8) return null;
  const little = view.getUint16(0) === 0x4949;
  const start = view.getUint32(4, little);
  if (start + 2 > view.byteLength) return null;
  const count = view.getUint16(start, little);
  for (let i = 0; i < count; i++) {
    const entry = start + 2 + 12 * i;
    if (entry + 12 > view.byteLength) return null;
    if (view.getUint16(entry, little) !== 0x0112) continue;
    const value = view.getUint16(entry + 8, little);
    return value >= 1 && value <= 8 ? (value as Orientation) : null;
  }
  return null;
}

/** First byte behind the entropy-coded data that begins at `start`: the next marker, or the end. */
function endOfScan(bytes: Uint8Array, start: number): number {
  let at = start;
  for (;;) {
    at = bytes.indexOf(0xff, at);
    if (at < 0 || at + 1 >= bytes.length) return bytes.length;
    const next = bytes[at + 1] as number;
    // A stuffed zero, a restart marker or a fill byte: the data goes on.
    if (next === 0x00 || (next >= 0xd0 && next <= 0xd7)) at += 2;
    else if (next === 0xff) at += 1;
    else return at;
  }
}

/**
 * Leaves out what tells of the person, the place and the device: Exif with its thumbnail and position, XMP, IPTC,
 * makers' notes, comments, further pictures and films behind the end. The picture stays byte for byte. Null for bytes
 * that are no JPEG, or whose segments cannot be followed up to the picture. Never throws; linear in the length.
 */
export function stripJpegMetadata(bytes: Uint8Array): StrippedJpeg | null {
  if (bytes[0] !== 0xff || bytes[1] !== SOI) return null;
  const parts: Uint8Array[] = [Uint8Array.of(0xff, SOI)];
  let orientation: Orientation | null = null;
  let frame: { width: number; height: number; components: number } | null = null;
  let adobe = false;
  let scans = 0;
  let at = 2;
  while (at < bytes.length) {
    if (bytes[at] !== 0xff) {
      // Broken in the middle: what is there of the picture can still be shown.
      if (scans > 0) break;
      return null;
    }
    const marker = bytes[at + 1];
    if (marker === undefined || marker === EOI) break;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (isStandalone(marker)) {
      at += 2;
      continue;
    }
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    const end = at + 2 + length;
    if (length < 2 || end > bytes.length) {
      if (scans > 0) break;
      return null;
    }
    const payload = bytes.subarray(at + 4, end);
    if (marker === APP1) orientation ??= exifOrientation(payload);
    if (marker === APP14 && startsWith(payload, 'Adobe')) adobe = true;
    if (isFrame(marker) && payload.length >= 6) {
      const [, h1 = 0, h2 = 0, w1 = 0, w2 = 0, components = 0] = payload;
      frame ??= { height: (h1 << 8) | h2, width: (w1 << 8) | w2, components };
    }
    const keep = kept(marker, payload);
    if (keep) {
      const size = keep.length + 2;
      parts.push(Uint8Array.of(0xff, marker, size >> 8, size & 0xff), keep);
    }
    at = end;
    if (marker === SOS) {
      scans++;
      const stop = endOfScan(bytes, at);
      parts.push(bytes.subarray(at, stop));
      at = stop;
    }
  }
  if (scans === 0) return null;
  parts.push(Uint8Array.of(0xff, EOI));
  return {
    bytes: concatenate(parts),
    orientation: orientation ?? 1,
    ...(frame ?? { width: 0, height: 0, components: 0 }),
    adobe,
  };
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
