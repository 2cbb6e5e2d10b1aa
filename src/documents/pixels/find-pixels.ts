/** Walks a header up to the pixel data (PS3.5 section 7), and keeps what a picture needs of it. */
import { DataSetWalker, PIXEL_DATA } from '../dicom/elements.js';
import type { DataSet } from './data-set.js';
import { PixelFault } from './raster.js';
import { middleFrame, positiveInteger, type Values } from './values.js';

export interface PixelElement {
  /** In fragments. */
  encapsulated: boolean;
  /** Of the value: the first pixel, or the first item. */
  offset: number;
  /** In bytes, where it is not encapsulated. */
  length: number;
  vr: string;
}

export const tags = {
  samplesPerPixel: 0x00280002,
  photometric: 0x00280004,
  planar: 0x00280006,
  frames: 0x00280008,
  rows: 0x00280010,
  columns: 0x00280011,
  pixelSpacing: 0x00280030,
  pixelAspectRatio: 0x00280034,
  bitsAllocated: 0x00280100,
  bitsStored: 0x00280101,
  highBit: 0x00280102,
  representation: 0x00280103,
  padding: 0x00280120,
  windowCenter: 0x00281050,
  windowWidth: 0x00281051,
  intercept: 0x00281052,
  slope: 0x00281053,
  imagerSpacing: 0x00181164,
  redDescriptor: 0x00281101,
  redData: 0x00281201,
  greenData: 0x00281202,
  blueData: 0x00281203,
  extendedOffsets: 0x7fe00001,
  extendedLengths: 0x7fe00002,
} as const;
const WANTED: ReadonlySet<number> = new Set(Object.values(tags));
const FLOATS: ReadonlySet<number> = new Set([0x7fe00008, 0x7fe00009]);

/** Shared and Per-frame Functional Groups (PS3.3 section C.7.6.16): what they say of windows and spacing. */
const GROUPS = [0x52009229, 0x52009230];
const GROUPED: ReadonlySet<number> = new Set([
  tags.pixelSpacing,
  tags.windowCenter,
  tags.windowWidth,
  tags.intercept,
  tags.slope,
]);

const FIRST_READ = 16 * 1024;
/** Of everything before the pixels that has to be read. */
const MAX_HEADER = 32 * 1024 * 1024;

/**
 * Walks up to the pixel data in windows over the file: an element that does not fit is read again in a larger window, one
 * that is not wanted is passed over unread. Throws {@link PixelFault} where there are no pixels.
 */
export async function findPixels({
  source,
  start,
  encoding,
}: DataSet): Promise<{ values: Values; pixels: PixelElement }> {
  const values: Values = new Map();
  let base = start;
  let length = FIRST_READ;
  for (let left = MAX_HEADER; base < source.size && left > 0; left -= length) {
    const window = await source.read(base, length);
    if (window.length < Math.min(length, source.size - base)) throw new PixelFault('unreadable');
    const walker = new DataSetWalker(window, 0, encoding, source.size - base);
    const { pixels, position } = walkWindow(walker, window, values);
    if (pixels) return { values, pixels: { ...pixels, offset: base + pixels.offset } };
    if (!walker.incomplete && position <= window.length) throw new PixelFault('no-pixels');
    // What begins the window is too long for it.
    length = position === 0 ? length * 4 : FIRST_READ;
    base += position;
  }
  throw new PixelFault(base < source.size ? 'too-large' : 'no-pixels');
}

/** The pixel data, or the position behind the last element that is done with: this may be behind the window. */
function walkWindow(
  walker: DataSetWalker,
  window: Uint8Array,
  values: Values,
): { pixels: PixelElement | null; position: number } {
  let position = 0;
  while (walker.next()) {
    const { tag, event, valueOffset, end, vr } = walker;
    if (FLOATS.has(tag)) throw new PixelFault('unsupported-format');
    if (tag === PIXEL_DATA && (event === 'pixels' || event === 'element')) {
      const [encapsulated, length] = [event === 'pixels', end - valueOffset];
      return { pixels: { encapsulated, offset: valueOffset, length, vr }, position };
    }
    if (event === 'element') {
      if (WANTED.has(tag)) {
        if (end > window.length) {
          walker.incomplete = true;
          break;
        }
        // A second one is not meant.
        if (!values.has(tag)) values.set(tag, window.slice(valueOffset, end));
      }
    } else if (GROUPS.includes(tag) && event === 'sequence') readGroups(walker, window, values, tag);
    else walker.skip();
    if (walker.incomplete) break;
    position = walker.position;
  }
  return { pixels: null, position };
}

/** Reads a functional group sequence up to its end, or that of the window. */
function readGroups(walker: DataSetWalker, window: Uint8Array, values: Values, group: number): void {
  // Of the frames' items, that of the one that is shown.
  const wanted = group === GROUPS[0] ? 0 : middleFrame(positiveInteger(values.get(tags.frames), 1));
  let item = -1;
  while (walker.next()) {
    const { depth, event, tag, valueOffset, end } = walker;
    if (depth === 0 && event === 'sequence-end') return;
    if (event === 'item' && depth === 1 && ++item !== wanted) walker.skip();
    if (event === 'element' && GROUPED.has(tag) && end <= window.length)
      values.set(tag, window.slice(valueOffset, end));
  }
}
