/** What the header of an image says of its pixels (PS3.3 sections C.7.6.3, C.11.1 and C.11.2), and where they are. */
import type { TransferSyntax } from '../dicom/transfer-syntaxes.js';
import type { DataSet } from './data-set.js';
import { findPixels, type PixelElement, tags } from './find-pixels.js';
import { type Palette, readPalette } from './palette.js';
import { MAX_PIXELS, PixelFault, type Size } from './raster.js';
import { decimals, firstDecimal, positiveInteger, text, type Values } from './values.js';

export interface Image extends Size {
  /** Null for one that the standard does not know. */
  syntax: TransferSyntax | null;
  littleEndian: boolean;
  samplesPerPixel: number;
  photometric: string;
  /** Planar Configuration 1: component by component. */
  planar: boolean;
  bitsAllocated: number;
  bitsStored: number;
  highBit: number;
  signed: boolean;
  frames: number;
  /** A pixel's height divided by its width. */
  aspect: number;
  window: { center: number; width: number } | null;
  slope: number;
  intercept: number;
  /** Pixel Padding Value as it is stored: no part of the picture. */
  padding: number | null;
  palette: Palette | null;
  pixels: PixelElement;
  offsetTable: { offsets: Uint8Array; lengths: Uint8Array } | null;
}

/** Throws {@link PixelFault} where there are no pixels, or the header cannot be. */
export async function readImage(data: DataSet): Promise<Image> {
  const { values, pixels } = await findPixels(data);
  return describe(values, pixels, data);
}

function describe(values: Values, pixels: PixelElement, { encoding, syntax }: DataSet): Image {
  const { littleEndian } = encoding;
  const short = (tag: number, otherwise: number) => {
    const value = values.get(tag);
    if (!value || value.length < 2) return otherwise;
    return littleEndian ? value[0]! | (value[1]! << 8) : (value[0]! << 8) | value[1]!;
  };
  const [height, width] = [short(tags.rows, 0), short(tags.columns, 0)];
  if (width === 0 || height === 0) throw new PixelFault('no-pixels');
  if (width * height > MAX_PIXELS) throw new PixelFault('too-large');
  const bitsAllocated = short(tags.bitsAllocated, 8);
  const bitsStored = short(tags.bitsStored, bitsAllocated);
  const highBit = short(tags.highBit, bitsStored - 1);
  if (bitsStored < 1 || bitsStored > bitsAllocated || highBit >= bitsAllocated || highBit < bitsStored - 1)
    throw new PixelFault('damaged');
  const samplesPerPixel = short(tags.samplesPerPixel, 1);
  if (samplesPerPixel !== 1 && samplesPerPixel !== 3) throw new PixelFault('unsupported-format');
  const signed = short(tags.representation, 0) === 1;
  const photometric = text(values.get(tags.photometric)) || 'MONOCHROME2';
  const padding = values.has(tags.padding) ? short(tags.padding, 0) : null;
  const offsets = values.get(tags.extendedOffsets);
  const lengths = values.get(tags.extendedLengths);
  return {
    ...{ syntax, littleEndian, width, height, samplesPerPixel, photometric },
    planar: short(tags.planar, 0) === 1,
    ...{ bitsAllocated, bitsStored, highBit, signed },
    frames: positiveInteger(values.get(tags.frames), 1),
    aspect: aspectOf(values),
    window: windowOf(values),
    slope: firstDecimal(values.get(tags.slope), 1) || 1,
    intercept: firstDecimal(values.get(tags.intercept), 0),
    padding: padding !== null && signed ? (padding << 16) >> 16 : padding,
    palette:
      photometric === 'PALETTE COLOR'
        ? readPalette(
            values.get(tags.redDescriptor),
            [tags.redData, tags.greenData, tags.blueData].map((tag) => values.get(tag)),
            littleEndian,
            signed,
          )
        : null,
    pixels,
    offsetTable: offsets && lengths ? { offsets, lengths } : null,
  };
}

/** Row spacing to column spacing; Pixel Aspect Ratio is vertical to horizontal (PS3.3 sections 10.7.1.3, C.7.6.3.1.7). */
function aspectOf(values: Values): number {
  for (const tag of [tags.pixelSpacing, tags.pixelAspectRatio, tags.imagerSpacing]) {
    const [vertical, horizontal] = decimals(values.get(tag));
    if (vertical! > 0 && horizontal! > 0) return vertical! / horizontal!;
  }
  return 1;
}

/** The first of the windows. A width under 1 is none (PS3.3 section C.11.2.1.2). */
function windowOf(values: Values): Image['window'] {
  const center = firstDecimal(values.get(tags.windowCenter), NaN);
  const width = firstDecimal(values.get(tags.windowWidth), NaN);
  return width >= 1 && !Number.isNaN(center) ? { center, width } : null;
}
