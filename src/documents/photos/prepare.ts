/** A photo of paper made ready to send: upright, of a readable size, without what a camera writes into it. */
import { assessPhoto, type PhotoAssessment } from './assess.js';

export interface PrepareOptions {
  /** Of the longer edge, in pixels. 2,200 give an A4 page 190 dots an inch: eight-point print stays readable. */
  maxEdge?: number;
  /** JPEG quality, 0 to 1. */
  quality?: number;
  /** Clockwise, chosen by the person, after the photo's own orientation. */
  turn?: 0 | 90 | 180 | 270;
}

export type PreparedPhoto =
  | { jpeg: Blob; width: number; height: number; assessment: PhotoAssessment }
  /** `cannot-decode`: HEIC in most browsers, or damaged. `no-canvas`: the browser has none for workers. The original is sent. */
  | { unavailable: 'cannot-decode' | 'no-canvas' };

const MAX_EDGE = 2_200;
const QUALITY = 0.8;

type Canvas = { canvas: OffscreenCanvas; context: OffscreenCanvasRenderingContext2D };

function canvasOf(width: number, height: number, read = false): Canvas | null {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: read });
  if (!context) return null;
  context.imageSmoothingQuality = 'high';
  // Transparent parts of a PNG become paper, not ink.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  return { canvas, context };
}

/** Halves until the last step is less than a half: one large step would skip pixels and tear thin strokes. */
function reduced(bitmap: ImageBitmap, width: number, height: number): OffscreenCanvas | ImageBitmap | null {
  let source: OffscreenCanvas | ImageBitmap = bitmap;
  while (source.width > 2 * width) {
    const half: Canvas | null = canvasOf(Math.ceil(source.width / 2), Math.ceil(source.height / 2));
    if (!half) return null;
    half.context.drawImage(source, 0, 0, half.canvas.width, half.canvas.height);
    source = half.canvas;
  }
  const last = canvasOf(width, height);
  last?.context.drawImage(source, 0, 0, width, height);
  return last?.canvas ?? null;
}

function turned(source: OffscreenCanvas | ImageBitmap, turn: 0 | 90 | 180 | 270): Canvas | null {
  const { width, height } = source;
  const across = turn === 90 || turn === 270;
  const to = canvasOf(across ? height : width, across ? width : height, true);
  if (!to) return null;
  to.context.translate(to.canvas.width / 2, to.canvas.height / 2);
  to.context.rotate((turn * Math.PI) / 180);
  to.context.drawImage(source, -width / 2, -height / 2);
  return to;
}

/**
 * Decodes (the Exif orientation applied), reduces, turns, assesses and encodes again as JPEG, which leaves all metadata
 * behind. For a worker or a page; rejects only with the signal's reason. Small photos are not enlarged.
 */
export async function preparePhoto(
  file: Blob,
  { maxEdge = MAX_EDGE, quality = QUALITY, turn = 0 }: PrepareOptions,
  signal: AbortSignal,
): Promise<PreparedPhoto> {
  signal.throwIfAborted();
  if (typeof OffscreenCanvas === 'undefined' || typeof createImageBitmap === 'undefined')
    return { unavailable: 'no-canvas' };
  let bitmap: ImageBitmap | null = null;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
    signal.throwIfAborted();
    const scale = Math.min(1, maxEdge / Math.max(bitmap.width, bitmap.height));
    const width = Math.max(1, Math.round(bitmap.width * scale));
    const height = Math.max(1, Math.round(bitmap.height * scale));
    const small = reduced(bitmap, width, height);
    const upright = small && turned(small, turn);
    if (!upright) return { unavailable: 'no-canvas' };
    const { canvas, context } = upright;
    const assessment = assessPhoto(context.getImageData(0, 0, canvas.width, canvas.height));
    signal.throwIfAborted();
    const jpeg = await canvas.convertToBlob({ type: 'image/jpeg', quality });
    signal.throwIfAborted();
    return { jpeg, width: canvas.width, height: canvas.height, assessment };
  } catch {
    signal.throwIfAborted();
    return { unavailable: 'cannot-decode' };
  } finally {
    bitmap?.close();
  }
}
