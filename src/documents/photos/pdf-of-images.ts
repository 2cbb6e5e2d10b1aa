/**
 * Several pictures of paper as one PDF 1.7 (ISO 32000-1): a picture a page, its JPEG bytes as they are (DCTDecode,
 * section 7.4.8). The same pictures and the same `now` give the same bytes.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { stripJpegMetadata, type Orientation, type StrippedJpeg } from './jpeg.js';

export interface PdfImage {
  jpeg: Uint8Array | Blob;
  /** In pixels, as stored. What the file itself says goes before. */
  width: number;
  height: number;
}

export interface PdfInfo {
  title?: string;
  /** Written as the time of creation, in UTC. */
  now: Date;
}

/** Points: 1/72 inch. ISO 216 and ANSI/ASME Y14.1. */
const A4 = [595.276, 841.89] as const;
const LETTER = [612, 792] as const;

const round = (value: number) => String(Math.round(value * 1000) / 1000);

/** The size whose sides are more like the picture's, turned as the picture is. */
function pageSize(width: number, height: number): [number, number] {
  const ratio = Math.max(width, height) / Math.min(width, height);
  const off = ([short, long]: readonly [number, number]) => Math.abs(Math.log(ratio / (long / short)));
  const [short, long] = off(A4) <= off(LETTER) ? A4 : LETTER;
  return width > height ? [long, short] : [short, long];
}

/** Of the unit square, for each orientation: `[a b c d e f]` that shows the stored picture upright. */
const TURNS: Record<Orientation, readonly [number, number, number, number, number, number]> = {
  1: [1, 0, 0, 1, 0, 0],
  2: [-1, 0, 0, 1, 1, 0],
  3: [-1, 0, 0, -1, 1, 1],
  4: [1, 0, 0, -1, 0, 1],
  5: [0, -1, -1, 0, 1, 1],
  6: [0, -1, 1, 0, 0, 1],
  7: [0, 1, 1, 0, 0, 0],
  8: [0, 1, -1, 0, 1, 0],
};

/** The picture as large as the page allows, in its middle. */
function content(
  { width, height, orientation }: { width: number; height: number; orientation: Orientation },
  [pageWidth, pageHeight]: readonly [number, number],
): string {
  const turned = orientation > 4;
  const [shownWidth, shownHeight] = turned ? [height, width] : [width, height];
  const scale = Math.min(pageWidth / shownWidth, pageHeight / shownHeight);
  const [w, h] = [shownWidth * scale, shownHeight * scale];
  const [x, y] = [(pageWidth - w) / 2, (pageHeight - h) / 2];
  const [a, b, c, d, e, f] = TURNS[orientation];
  const matrix = [a * w, b * h, c * w, d * h, e * w + x, f * h + y].map(round).join(' ');
  return `q ${matrix} cm /Im Do Q`;
}

const COLOURS: Record<number, string> = {
  1: '/DeviceGray',
  3: '/DeviceRGB',
  4: '/DeviceCMYK',
};

/** UTF-16BE with its mark (section 7.9.2.2), hexadecimal: nothing in it needs escaping. */
const textString = (text: string) =>
  `<FEFF${Array.from({ length: text.length }, (_, i) => text.charCodeAt(i).toString(16).padStart(4, '0')).join('')}>`;

const dateString = (date: Date) => `(D:${date.toISOString().replace(/\D/g, '').slice(0, 14)}Z)`;

const ascii = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(text, (character) => character.charCodeAt(0) & 0xff);

const bytesOf = async (jpeg: Uint8Array | Blob) =>
  jpeg instanceof Blob ? new Uint8Array(await jpeg.arrayBuffer()) : jpeg;

const HEADER = '%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n';
const FIRST_PAGE = 4;
const OBJECTS_A_PAGE = 3;

/**
 * Pages in the order given, A4 or Letter by the pictures' proportions, no margins. Photos' metadata does not go along;
 * an Exif orientation is applied. `unavailable` names the first picture that is no JPEG.
 */
export async function pdfOfImages(
  pages: readonly PdfImage[],
  { title, now }: PdfInfo,
): Promise<Blob | { unavailable: 'not-a-jpeg'; page: number }> {
  const parts: BlobPart[] = [];
  const offsets: number[] = [];
  const hash = sha256.create();
  let size = 0;
  const write = (part: Uint8Array<ArrayBuffer>) => {
    parts.push(part);
    hash.update(part);
    size += part.length;
  };
  const object = (number: number, body: string, stream?: Uint8Array<ArrayBuffer>) => {
    offsets[number] = size;
    write(ascii(`${number} 0 obj\n${body}\n`));
    if (stream) {
      write(ascii('stream\n'));
      write(stream);
      write(ascii('\nendstream\n'));
    }
    write(ascii('endobj\n'));
  };

  write(ascii(HEADER));
  const kids = pages.map((_, index) => `${FIRST_PAGE + OBJECTS_A_PAGE * index} 0 R`).join(' ');
  const preferences = title ? ' /ViewerPreferences << /DisplayDocTitle true >>' : '';
  object(1, `<< /Type /Catalog /Pages 2 0 R${preferences} >>`);
  object(2, `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`);
  const named = title ? ` /Title ${textString(title)}` : '';
  object(3, `<< /CreationDate ${dateString(now)}${named} >>`);

  for (const [index, page] of pages.entries()) {
    // One picture in memory as bytes at a time; the Blob holds them elsewhere once it is made.
    const stripped = stripJpegMetadata(await bytesOf(page.jpeg));
    const image = stripped && measured(stripped, page);
    if (!image) return { unavailable: 'not-a-jpeg', page: index };
    const { bytes, width, height, orientation, components, adobe } = image;
    const number = FIRST_PAGE + OBJECTS_A_PAGE * index;
    const [w, h] = orientation > 4 ? pageSize(height, width) : pageSize(width, height);
    const box = `[0 0 ${round(w)} ${round(h)}]`;
    object(
      number,
      `<< /Type /Page /Parent 2 0 R /MediaBox ${box} /Resources << /XObject << /Im ${number + 2} 0 R >> >> /Contents ${number + 1} 0 R >>`,
    );
    const drawing = ascii(content(image, [w, h]));
    object(number + 1, `<< /Length ${drawing.length} >>`, drawing);
    const inverted = adobe && components === 4 ? ' /Decode [1 0 1 0 1 0 1 0]' : '';
    object(
      number + 2,
      `<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace ${COLOURS[components]} ` +
        `/BitsPerComponent 8${inverted} /Filter /DCTDecode /Length ${bytes.length} >>`,
      bytes,
    );
  }

  const count = FIRST_PAGE + OBJECTS_A_PAGE * pages.length;
  const id = bytesToHex(hash.digest()).slice(0, 32);
  const entries = offsets.slice(1).map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`);
  const start = size;
  parts.push(
    ascii(
      `xref\n0 ${count}\n0000000000 65535 f \n${entries.join('')}` +
        `trailer\n<< /Size ${count} /Root 1 0 R /Info 3 0 R /ID [<${id}> <${id}>] >>\nstartxref\n${start}\n%%EOF\n`,
    ),
  );
  return new Blob(parts, { type: 'application/pdf' });
}

/** What the frame header says, else (a line count that comes later, section B.2.5 of T.81) what the caller does. */
function measured(jpeg: StrippedJpeg, page: PdfImage): StrippedJpeg | null {
  const width = jpeg.width || page.width;
  const height = jpeg.height || page.height;
  return width > 0 && height > 0 && COLOURS[jpeg.components] ? { ...jpeg, width, height } : null;
}
