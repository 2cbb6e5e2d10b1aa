/** JPEG-LS, lossless and near-lossless (ITU-T T.87): the segments. Mapping tables and restart intervals are not decoded. */
import { MAX_PIXELS, PixelFault, type Raster } from '../raster.js';
import { BitReader } from './bits.js';
import { type Coding, type Interleave, LineDecoder } from './lines.js';

interface Frame {
  precision: number;
  width: number;
  height: number;
  ids: number[];
}

/** Preset coding parameters (C.2.4.1.1); 0 stands for the default. */
interface Preset {
  maxValue: number;
  thresholds: [number, number, number];
  reset: number;
}

const word = (data: Uint8Array, at: number) => (data[at]! << 8) | data[at + 1]!;

export function decodeJpegLs(data: Uint8Array): Raster {
  if (word(data, 0) !== 0xffd8) throw new PixelFault('damaged');
  let position = 2;
  let frame: Frame | null = null;
  let preset: Preset = { maxValue: 0, thresholds: [0, 0, 0], reset: 0 };
  const planes: (Uint16Array | undefined)[] = [];
  const remaining = () => !frame || frame.ids.some((_, index) => !planes[index]);
  while (remaining()) {
    while (position < data.length && data[position] !== 0xff) position++;
    while (data[position] === 0xff) position++;
    const marker = data[position++];
    if (marker === undefined || marker === 0xd9) throw new PixelFault('damaged');
    // Below 0x80 it was a byte of coded data.
    if (marker < 0xc0 || (marker >= 0xd0 && marker <= 0xd8)) continue;
    const length = word(data, position);
    if (!(length >= 2) || position + length > data.length) throw new PixelFault('damaged');
    const body = data.subarray(position + 2, position + length);
    position += length;
    if (marker === 0xf7) frame = readFrame(body, frame);
    else if (marker === 0xf8) preset = readPreset(body, preset);
    else if (marker === 0xdd && body.some((byte) => byte > 0)) throw new PixelFault('unsupported-format');
    else if (marker === 0xda) {
      if (!frame) throw new PixelFault('damaged');
      position = readScan(data, position, body, frame, preset, planes);
    }
  }
  const { width, height, precision } = frame!;
  return { planes: planes.map((plane) => ({ width, height, data: plane! })), colour: null, precision };
}

function readFrame(body: Uint8Array, before: Frame | null): Frame {
  const count = body[5]!;
  if (before || !(body.length >= 6 + count * 3)) throw new PixelFault('damaged');
  const [precision, height, width] = [body[0]!, word(body, 1), word(body, 3)];
  if (width === 0 || height === 0 || precision < 2 || precision > 16) throw new PixelFault('damaged');
  if (width * height > MAX_PIXELS) throw new PixelFault('too-large');
  const parts = Array.from({ length: count }, (_, index) => 6 + index * 3);
  if ((count !== 1 && count !== 3) || parts.some((at) => body[at + 1] !== 0x11))
    throw new PixelFault('unsupported-format');
  return { precision, width, height, ids: parts.map((at) => body[at]!) };
}

function readPreset(body: Uint8Array, before: Preset): Preset {
  if (body[0] !== 1) return before;
  if (body.length < 11) throw new PixelFault('damaged');
  const [maxValue, t1, t2, t3, reset] = [1, 3, 5, 7, 9].map((at) => word(body, at));
  return { maxValue: maxValue!, thresholds: [t1!, t2!, t3!], reset: reset! };
}

/** Decodes a scan; the position behind it. */
function readScan(
  data: Uint8Array,
  position: number,
  body: Uint8Array,
  { precision, width, height, ids }: Frame,
  preset: Preset,
  planes: (Uint16Array | undefined)[],
): number {
  const count = body[0]!;
  if (!(count >= 1) || count > ids.length || body.length < 4 + count * 2) throw new PixelFault('damaged');
  const parts = Array.from({ length: count }, (_, index) => ids.indexOf(body[1 + index * 2]!));
  if (parts.some((index) => index < 0 || planes[index])) throw new PixelFault('damaged');
  if (parts.some((_, index) => body[2 + index * 2]! > 0)) throw new PixelFault('unsupported-format');
  const near = body[1 + count * 2]!;
  const interleave = body[2 + count * 2]!;
  if (interleave > 2 || (interleave === 0) !== (count === 1)) throw new PixelFault('damaged');
  const targets = parts.map((index) => (planes[index] = new Uint16Array(width * height)));
  const reader = new BitReader(data, position);
  new LineDecoder(reader, coding(precision, near, preset), targets, width, interleave as Interleave).decode(
    height,
  );
  return reader.position;
}

/** The parameters and their defaults (A.2.1, C.2.4.1.1). */
function coding(precision: number, near: number, preset: Preset): Coding {
  const maxValue = preset.maxValue || (1 << precision) - 1;
  if (maxValue >= 1 << precision || near > Math.min(255, maxValue >> 1)) throw new PixelFault('damaged');
  const clamp = (value: number, low: number) => (value > maxValue || value < low ? low : value);
  const factor = (Math.min(maxValue, 4095) + 128) >> 8;
  const small = Math.max(2, Math.floor(256 / (maxValue + 1)));
  const basic = (wide: number, offset: number, lowest: number, narrow: number) =>
    maxValue >= 128
      ? factor * wide + offset + narrow * near
      : Math.max(lowest, Math.floor((offset + wide) / small) + narrow * near);
  const t1 = preset.thresholds[0] || clamp(basic(1, 2, 2, 3), near + 1);
  const t2 = preset.thresholds[1] || clamp(basic(4, 3, 3, 5), t1);
  const t3 = preset.thresholds[2] || clamp(basic(17, 4, 4, 7), t2);
  const range = Math.floor((maxValue + 2 * near) / (2 * near + 1)) + 1;
  const bits = Math.max(2, Math.ceil(Math.log2(maxValue + 1)));
  return {
    maxValue,
    near,
    thresholds: [t1, t2, t3],
    reset: preset.reset || 64,
    range,
    rangeBits: Math.ceil(Math.log2(range)),
    limit: 2 * (bits + Math.max(8, bits)),
  };
}
