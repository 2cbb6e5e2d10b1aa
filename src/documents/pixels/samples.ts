/** Native and RLE pixels as planes (PS3.5 sections 8.1, 8.2 and Annexes D and G). */
import type { Image } from './image.js';
import { PixelFault, type Plane, type Samples } from './raster.js';
import { unpackRle } from './rle.js';

const LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** Two luminance samples, then one of each chrominance, for two pixels (PS3.3 section C.7.6.3.1.2). */
const isHalved = ({ photometric, samplesPerPixel }: Image): boolean =>
  samplesPerPixel === 3 && (photometric === 'YBR_FULL_422' || photometric === 'YBR_PARTIAL_422');

/** Of a native frame. */
export function frameBits(image: Image): number {
  const { width, height, samplesPerPixel, bitsAllocated } = image;
  return width * height * (isHalved(image) ? 2 : samplesPerPixel) * bitsAllocated;
}

/** `firstBit`: where the frame begins in the first byte, as frames of single bits are not padded. */
export function nativePlanes(bytes: Uint8Array, image: Image, firstBit: number): Plane[] {
  const { width, height, samplesPerPixel, bitsAllocated } = image;
  if (bytes.length * 8 < firstBit + frameBits(image)) throw new PixelFault('damaged');
  const size = width * height;
  if (bitsAllocated === 1) {
    if (samplesPerPixel > 1) throw new PixelFault('unsupported-format');
    const data = new Uint8Array(size);
    for (let index = 0, bit = firstBit; index < size; index++, bit++)
      data[index] = (bytes[bit >> 3]! >> (bit & 7)) & 1;
    return [{ width, height, data }];
  }
  const samples = wide(bytes, frameBits(image) / bitsAllocated, image);
  if (samplesPerPixel === 1) return [{ width, height, data: samples }];
  if (isHalved(image)) return halvedPlanes(samples, width, height);
  return [0, 1, 2].map((component) => {
    if (image.planar)
      return { width, height, data: samples.subarray(component * size, (component + 1) * size) };
    return { width, height, data: every(samples, component, 3, size) };
  });
}

function every(samples: Samples, first: number, step: number, count: number): Samples {
  const result = new (samples.constructor as Uint8ArrayConstructor)(count);
  for (let index = 0, at = first; index < count; index++, at += step) result[index] = samples[at]!;
  return result;
}

function halvedPlanes(samples: Samples, width: number, height: number): Plane[] {
  if (width % 2 > 0) throw new PixelFault('damaged');
  const half = (width * height) / 2;
  const luminance = new (samples.constructor as Uint8ArrayConstructor)(width * height);
  for (let index = 0; index < half; index++) {
    luminance[index * 2] = samples[index * 4]!;
    luminance[index * 2 + 1] = samples[index * 4 + 1]!;
  }
  return [
    { width, height, data: luminance },
    { width: width / 2, height, data: every(samples, 2, 4, half) },
    { width: width / 2, height, data: every(samples, 3, 4, half) },
  ];
}

/** `count` samples of 8, 16 or 32 bits in the byte order of the file. */
function wide(bytes: Uint8Array, count: number, { bitsAllocated, littleEndian, pixels }: Image): Samples {
  if (bitsAllocated === 8) {
    // Bytes in words: PS3.5 section 8.1.1 says that words are what is swapped.
    if (littleEndian || pixels.vr !== 'OW') return bytes.subarray(0, count);
    return Uint8Array.from({ length: count }, (_, index) => bytes[index ^ 1] ?? 0);
  }
  if (bitsAllocated === 16) {
    // The platform's own order needs no copy.
    if (littleEndian && LITTLE_ENDIAN && bytes.byteOffset % 2 === 0)
      return new Uint16Array(bytes.buffer, bytes.byteOffset, count);
    const [low, high] = littleEndian ? [0, 1] : [1, 0];
    const data = new Uint16Array(count);
    for (let index = 0, at = 0; index < count; index++, at += 2)
      data[index] = bytes[at + low]! | (bytes[at + high]! << 8);
    return data;
  }
  if (bitsAllocated !== 32) throw new PixelFault('unsupported-format');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Uint32Array.from({ length: count }, (_, index) => view.getUint32(index * 4, littleEndian));
}

export function rlePlanes(
  bytes: Uint8Array,
  { width, height, samplesPerPixel, bitsAllocated }: Image,
): Plane[] {
  const depth = bitsAllocated / 8;
  if (depth !== 1 && depth !== 2 && depth !== 4) throw new PixelFault('unsupported-format');
  const segments = unpackRle(bytes, samplesPerPixel * depth, width * height);
  return Array.from({ length: samplesPerPixel }, (_, component) => {
    const own = segments.slice(component * depth, (component + 1) * depth);
    if (depth === 1) return { width, height, data: own[0]! };
    const data = depth === 2 ? new Uint16Array(width * height) : new Uint32Array(width * height);
    for (const segment of own)
      for (let index = 0; index < data.length; index++) data[index] = (data[index]! << 8) | segment[index]!;
    return { width, height, data };
  });
}

/**
 * The values that samples stand for: `bits` of them up to `highBit`; what is above and below may be anything (overlays
 * once stood there). Signed ones are two's complement. Works in the plane's own memory.
 */
export function valuesOf(
  { width, height, data }: Plane,
  bits: number,
  highBit: number,
  signed: boolean,
): Plane {
  const below = highBit + 1 - bits;
  const above = 31 - highBit;
  if (data instanceof Float32Array) return { width, height, data };
  if (!signed) {
    const all = data.BYTES_PER_ELEMENT * 8;
    if (below > 0 || bits < all || data instanceof Int32Array)
      for (let index = 0; index < data.length; index++)
        data[index] = (data[index]! << above) >>> (above + below);
    return { width, height, data };
  }
  const { buffer, byteOffset, length } = data;
  const values =
    data instanceof Uint8Array
      ? new Int16Array(length)
      : data instanceof Uint16Array
        ? new Int16Array(buffer, byteOffset, length)
        : new Int32Array(buffer, byteOffset, length);
  for (let index = 0; index < length; index++) values[index] = (data[index]! << above) >> (above + below);
  return { width, height, data: values };
}
