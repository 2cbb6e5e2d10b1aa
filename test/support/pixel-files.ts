/** Images for tests of thumbnails: {@link imageFile} writes a file, {@link thumb} makes its thumbnail, {@link rgb} reads a pixel. */
import { thumbnail, type Thumbnail } from '../../src/documents/pixels/thumbnail.js';
import { dicomFile, type DicomElement, type DicomFileOptions } from './dicom-writer.js';

export const JPEG_EXTENDED = '1.2.840.10008.1.2.4.51';
export const JPEG_LOSSLESS = '1.2.840.10008.1.2.4.70';
export const JPEG_LS = '1.2.840.10008.1.2.4.80';
export const JPEG_2000 = '1.2.840.10008.1.2.4.90';
export const RLE = '1.2.840.10008.1.2.5';

export interface ImageFileOptions {
  width: number;
  height: number;
  /** MONOCHROME2 where nothing is said. */
  photometric?: string;
  /** Bits allocated and stored; 8 of 8. */
  bits?: number;
  stored?: number;
  signed?: boolean;
  planar?: boolean;
  frames?: number;
  /** Center and width. */
  window?: [number, number];
  more?: readonly DicomElement[];
  syntax?: string;
  pixels?: DicomFileOptions['pixels'];
}

export function imageFile(options: ImageFileOptions): Uint8Array<ArrayBuffer> {
  const { width, height, photometric = 'MONOCHROME2', bits = 8, stored = bits, syntax, pixels } = options;
  const samples = /^(RGB|YBR)/.test(photometric) ? 3 : 1;
  const elements: DicomElement[] = [
    { tag: 0x00080016, vr: 'UI', value: '1.2.840.10008.5.1.4.1.1.7' },
    { tag: 0x00280002, vr: 'US', value: samples },
    { tag: 0x00280004, vr: 'CS', value: photometric },
    { tag: 0x00280006, vr: 'US', value: options.planar ? 1 : 0 },
    { tag: 0x00280010, vr: 'US', value: height },
    { tag: 0x00280011, vr: 'US', value: width },
    { tag: 0x00280100, vr: 'US', value: bits },
    { tag: 0x00280101, vr: 'US', value: stored },
    { tag: 0x00280102, vr: 'US', value: stored - 1 },
    { tag: 0x00280103, vr: 'US', value: options.signed ? 1 : 0 },
  ];
  if (options.frames) elements.push({ tag: 0x00280008, vr: 'IS', value: String(options.frames) });
  if (options.window) {
    elements.push({ tag: 0x00281050, vr: 'DS', value: String(options.window[0]) });
    elements.push({ tag: 0x00281051, vr: 'DS', value: String(options.window[1]) });
  }
  for (const each of options.more ?? []) {
    const at = elements.findIndex(({ tag }) => tag === each.tag);
    if (at >= 0) elements.splice(at, 1);
    elements.push(each);
  }
  elements.sort((a, b) => a.tag - b.tag);
  return dicomFile({ elements, ...(syntax ? { syntax } : {}), ...(pixels ? { pixels } : {}) });
}

/** The picture at its own size where nothing is said, or the reason why there is none. */
export async function thumb(
  file: Uint8Array<ArrayBuffer> | Blob,
  maxEdge = 4096,
): Promise<Thumbnail | string> {
  const blob = file instanceof Blob ? file : new Blob([file]);
  const made = await thumbnail(blob, { maxEdge }, new AbortController().signal);
  return 'unavailable' in made ? made.unavailable : made;
}

/** Fails where there is no picture. */
export async function picture(file: Uint8Array<ArrayBuffer> | Blob, maxEdge?: number): Promise<Thumbnail> {
  const made = await thumb(file, maxEdge);
  if (typeof made === 'string') throw new Error(`no picture: ${made}`);
  return made;
}

export function rgb({ width, rgba }: Thumbnail, x: number, y: number): [number, number, number] {
  const [red = -1, green = -1, blue = -1] = rgba.subarray((y * width + x) * 4);
  return [red, green, blue];
}

/** Red of each pixel, row by row: all of a grey picture. */
export const levels = ({ rgba }: Thumbnail): number[] =>
  Array.from(rgba).filter((_, index) => index % 4 === 0);

/** The greatest difference from what each pixel should be. */
export function worst(made: Thumbnail, expected: (x: number, y: number) => readonly number[]): number {
  let worst = 0;
  for (let y = 0; y < made.height; y++)
    for (let x = 0; x < made.width; x++)
      expected(x, y).forEach((value, index) => {
        worst = Math.max(worst, Math.abs(value - rgb(made, x, y)[index]!));
      });
  return worst;
}
