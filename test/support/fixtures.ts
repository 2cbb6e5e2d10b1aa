/**
 * Small files made on the spot, the same bytes every time. Runs in Node and in the browser; real files are found by
 * `test-data.ts`.
 */
const latin = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0) & 0xff);

function join(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Bytes that look random and do not compress, by xorshift32 from a seed. */
export function noise(size: number, seed = 1): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  let x = (seed * 2654435761) | 0 || 1;
  for (let i = 0; i < size; i++) {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    bytes[i] = x & 0xff;
  }
  return bytes;
}

const u16 = (value: number) => Uint8Array.of(value & 0xff, (value >> 8) & 0xff);
const u32 = (value: number) => Uint8Array.from([0, 8, 16, 24], (shift) => (value >>> shift) & 0xff);
const even = (text: string, pad: string) => (text.length % 2 ? text + pad : text);

/** One element in Explicit VR Little Endian (PS3.5 section 7.1.2). */
function element(group: number, number: number, vr: string, value: Uint8Array): Uint8Array {
  const long = ['OB', 'OW', 'SQ', 'UN', 'UT'].includes(vr);
  return join(
    u16(group),
    u16(number),
    latin(vr),
    long ? join(u16(0), u32(value.length)) : u16(value.length),
    value,
  );
}
const text = (group: number, number: number, vr: string, value: string) =>
  element(group, number, vr, latin(even(value, vr === 'UI' ? '\0' : ' ')));

export interface DicomOptions {
  studyUid?: string;
  seriesUid?: string;
  instanceUid?: string;
  patientName?: string;
  patientId?: string;
  modality?: string;
  /** `YYYYMMDD`. */
  studyDate?: string;
  instanceNumber?: number;
  /** Of the whole file at least, in bytes; pixel data fills it. */
  size?: number;
  /** False: no preamble and no meta group, as old archives write. */
  preamble?: boolean;
  /** The first bytes of the preamble, such as `MZ`. */
  preambleText?: string;
  seed?: number;
}

/** A DICOM file (PS3.10), Explicit VR Little Endian, CT, with noise for pixels. */
export function dicomFile(options: DicomOptions = {}): Uint8Array<ArrayBuffer> {
  const root = '1.2.826.0.1.3680043.10.1234';
  const instance = options.instanceUid ?? `${root}.3.${options.instanceNumber ?? 1}`;
  const ct = '1.2.840.10008.5.1.4.1.1.2';
  const data = join(
    text(0x0008, 0x0005, 'CS', 'ISO_IR 100'),
    text(0x0008, 0x0016, 'UI', ct),
    text(0x0008, 0x0018, 'UI', instance),
    text(0x0008, 0x0020, 'DA', options.studyDate ?? '20260301'),
    text(0x0008, 0x0060, 'CS', options.modality ?? 'CT'),
    text(0x0010, 0x0010, 'PN', options.patientName ?? 'Fixture^Test'),
    text(0x0010, 0x0020, 'LO', options.patientId ?? 'FIXTURE-1'),
    text(0x0020, 0x000d, 'UI', options.studyUid ?? `${root}.1`),
    text(0x0020, 0x000e, 'UI', options.seriesUid ?? `${root}.2`),
    text(0x0020, 0x0013, 'IS', String(options.instanceNumber ?? 1)),
  );
  const side = Math.max(16, Math.ceil(Math.sqrt(Math.max(0, (options.size ?? 0) - 700) / 2)));
  const image = join(
    element(0x0028, 0x0002, 'US', u16(1)),
    text(0x0028, 0x0004, 'CS', 'MONOCHROME2'),
    element(0x0028, 0x0010, 'US', u16(side)),
    element(0x0028, 0x0011, 'US', u16(side)),
    element(0x0028, 0x0100, 'US', u16(16)),
    element(0x0028, 0x0101, 'US', u16(16)),
    element(0x0028, 0x0102, 'US', u16(15)),
    element(0x0028, 0x0103, 'US', u16(0)),
    element(0x7fe0, 0x0010, 'OW', noise(side * side * 2, options.seed ?? options.instanceNumber ?? 1)),
  );
  if (options.preamble === false) return join(data, image);
  const meta = join(
    element(0x0002, 0x0001, 'OB', Uint8Array.of(0, 1)),
    text(0x0002, 0x0002, 'UI', ct),
    text(0x0002, 0x0003, 'UI', instance),
    text(0x0002, 0x0010, 'UI', '1.2.840.10008.1.2.1'),
    text(0x0002, 0x0012, 'UI', `${root}.9`),
  );
  const preamble = new Uint8Array(128);
  preamble.set(latin(options.preambleText ?? ''));
  return join(preamble, latin('DICM'), element(0x0002, 0x0000, 'UL', u32(meta.length)), meta, data, image);
}

/** A PDF of one page with one line, padded by a comment to `size` bytes. ASCII only. */
export function pdfFile(line = 'Fixture report', size = 0): Uint8Array<ArrayBuffer> {
  const stream = `BT /F1 18 Tf 72 720 Td (${line.replace(/[()\\]/g, '')}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, i) => {
    const at = body.length;
    body += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  if (size > body.length) body += `%${'x'.repeat(size - body.length)}\n`;
  const rows = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const trailer = `trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`;
  return latin(`${body}xref\n0 6\n0000000000 65535 f \n${rows}${trailer}`);
}

const base64 = (encoded: string) => latin(atob(encoded));

/** A PNG of one pixel, followed by nothing. */
export const pngFile = () =>
  base64('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==');

/** A JPEG (JFIF) of one grey pixel, followed by noise up to `size` bytes. */
export function jpegFile(size = 0, seed = 1): Uint8Array<ArrayBuffer> {
  const pixel = base64(
    '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/yQALCAABAAEBAREA/8wABgAQEAX/2gAIAQEAAD8A0s8g/9k=',
  );
  return join(pixel, noise(Math.max(0, size - pixel.length), seed));
}

/** Plain text, for what a person names wrongly. */
export const textFile = (line = 'Only words.\n') => latin(line);

/** A File with one of the above. */
export const asFile = (bytes: Uint8Array<ArrayBuffer>, name: string) => new File([bytes], name);
