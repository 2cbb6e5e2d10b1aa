/** What decoders make of one frame, and why one may not. Types, and the one error that never leaves this folder. */

export interface Size {
  width: number;
  height: number;
}

export type Samples = Uint8Array | Uint16Array | Int16Array | Uint32Array | Int32Array | Float32Array;

/** One component, row by row. Chrominance may be smaller than luminance; all planes cover the same picture. */
export interface Plane extends Size {
  readonly data: Samples;
}

export interface Raster {
  /** One, or three. */
  readonly planes: readonly Plane[];
  /** What the compressed stream says of its colours, where it does: it is believed before the header. */
  readonly colour: 'rgb' | 'ybr' | null;
  /** Bits of a sample, where the compressed stream says. */
  readonly precision: number | null;
}

/** Why there is no thumbnail. */
export type UnavailableReason =
  /** No image: a report, a plan, a waveform, or a header without pixel data. */
  | 'no-pixels'
  /** A film (MPEG-2, H.264, HEVC transfer syntaxes). */
  | 'video'
  /** A compression that is not decoded here: high-throughput JPEG 2000, JPEG XL, private ones. */
  | 'unsupported-syntax'
  /** A kind of pixels that is not decoded here: floating point, progressive JPEG, an unknown photometric interpretation. */
  | 'unsupported-format'
  /** Larger than {@link MAX_PIXELS} or {@link MAX_FRAME_BYTES}. */
  | 'too-large'
  /** The pixels end too early, or contradict the header or themselves. */
  | 'damaged'
  /** The file cannot be read: moved, deleted, or on a disc that was taken out. */
  | 'unreadable';

/** Of one frame: mammograms have up to 29 million. */
export const MAX_PIXELS = 32 * 1024 * 1024;
/** Of one frame as it stands in the file. */
export const MAX_FRAME_BYTES = 192 * 1024 * 1024;

/** Thrown by decoders deep in their loops, caught in `thumbnail.ts`. */
export class PixelFault extends Error {
  constructor(readonly reason: UnavailableReason) {
    super(reason);
  }
}
