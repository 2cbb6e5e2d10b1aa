/**
 * A small picture of a DICOM image, for its study's card. Reads the header and one frame, the middle one, and of the frame
 * computes no more than the small picture needs. Never for diagnosis: windows are simplified, overlays, shutters and
 * presentation states are left out.
 */
import { openDataSet } from './data-set.js';
import { encapsulatedFrame } from './frames.js';
import { type Image, readImage } from './image.js';
import { decodeJpegLs } from './jpeg-ls/decode.js';
import { decodeJpeg } from './jpeg/decode.js';
import { decodeJpeg2000 } from './jpeg2000/decode.js';
import { applyPalette } from './palette.js';
import {
  MAX_FRAME_BYTES,
  PixelFault,
  type Plane,
  type Raster,
  type Size,
  type UnavailableReason,
} from './raster.js';
import { frameBits, nativePlanes, rlePlanes, valuesOf } from './samples.js';
import { fit, reduce } from './scale.js';
import type { Source } from './source.js';
import { colourPixels, greyPixels } from './tone.js';
import { middleFrame } from './values.js';

export interface Thumbnail extends Size {
  /** As ImageData wants it: opaque, row by row. */
  rgba: Uint8ClampedArray<ArrayBuffer>;
}

export interface ThumbnailOptions {
  /** Of the longer edge, in pixels. */
  maxEdge: number;
}

/** Rejects with the signal's reason and with nothing else: what is wrong with a file is a code. */
export async function thumbnail(
  file: Blob,
  { maxEdge }: ThumbnailOptions,
  signal: AbortSignal,
): Promise<Thumbnail | { unavailable: UnavailableReason }> {
  try {
    const data = await openDataSet(file, signal);
    const image = await readImage(data);
    const size = fit(image, image.aspect, maxEdge);
    const raster = await readRaster(data.source, image, size);
    signal.throwIfAborted();
    return { ...size, rgba: render(raster, image, size) };
  } catch (error) {
    signal.throwIfAborted();
    // Anything else is ours, or memory that is not to be had: to the person it is a picture that cannot be shown.
    return { unavailable: error instanceof PixelFault ? error.reason : 'damaged' };
  }
}

async function readRaster(source: Source, image: Image, size: Size): Promise<Raster> {
  const frame = middleFrame(image.frames);
  const { encapsulated, offset, length } = image.pixels;
  if (encapsulated) {
    const codec = codecOf(image);
    return decode(codec, await encapsulatedFrame(source, image, frame), image, size);
  }
  const bits = frameBits(image);
  if (bits / 8 > MAX_FRAME_BYTES) throw new PixelFault('too-large');
  const start = bits * frame;
  const bytes = Math.ceil((start + bits) / 8) - Math.floor(start / 8);
  if (Math.floor(start / 8) + bytes > length) throw new PixelFault('damaged');
  // An even number: bytes may stand in words.
  const found = await source.read(offset + Math.floor(start / 8), bytes + (bytes % 2));
  const planes = nativePlanes(found, image, start % 8);
  return { planes, colour: null, precision: null };
}

function codecOf({ syntax }: Image): string {
  const codec = syntax?.codec ?? 'other';
  if (codec === 'video') throw new PixelFault('video');
  if (codec === 'other') throw new PixelFault('unsupported-syntax');
  return codec;
}

function decode(codec: string, bytes: Uint8Array, image: Image, size: Size): Raster {
  switch (codec) {
    case 'jpeg':
    case 'jpeg-lossless':
      return decodeJpeg(bytes, size);
    case 'jpeg-ls':
      return decodeJpegLs(bytes);
    case 'jpeg-2000':
      return decodeJpeg2000(bytes, size);
    case 'rle':
      return { planes: rlePlanes(bytes, image), colour: null, precision: null };
    default:
      // Encapsulated uncompressed (PS3.5 section A.4.11).
      return { planes: nativePlanes(bytes, image, 0), colour: null, precision: null };
  }
}

function render({ planes, colour, precision }: Raster, image: Image, size: Size): Thumbnail['rgba'] {
  const { photometric, signed, palette } = image;
  const compressed = precision !== null;
  const bits = Math.min(precision ?? image.bitsStored, image.bitsStored);
  const highBit = compressed ? bits - 1 : image.highBit;
  const values = planes.map((plane) => valuesOf(plane, bits, highBit, signed));
  const reduced = (each: readonly Plane[]) =>
    each.map((plane) => reduce(plane, size)) as [Float32Array, Float32Array, Float32Array];
  if (values.length === 3) {
    const stated = photometric === 'YBR_FULL' || photometric === 'YBR_FULL_422' ? 'ybr' : 'rgb';
    const kind = /^YBR_PARTIAL/.test(photometric) ? 'ybr-partial' : stated;
    return colourPixels(reduced(values), colour ?? kind, bits);
  }
  if (palette) return colourPixels(reduced(applyPalette(values[0]!, palette)), 'rgb', 8);
  if (!/^MONOCHROME[12]$/.test(photometric)) throw new PixelFault('unsupported-format');
  return greyPixels(reduced(values)[0], image);
}
