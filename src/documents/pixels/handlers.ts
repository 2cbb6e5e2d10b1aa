/** Thumbnails for a worker, and for a page that has none: decoders are loaded there when the first picture is wanted. */
import type { Handler } from '../calls.js';
import type { UnavailableReason } from './raster.js';
import type { Thumbnail } from './thumbnail.js';

export const thumbnailHandlers = {
  thumbnail: (async ({ file, maxEdge }, { signal }) => {
    const { thumbnail } = await import('./thumbnail.js');
    return thumbnail(file, { maxEdge }, signal);
  }) satisfies Handler<{ file: Blob; maxEdge: number }, Thumbnail | { unavailable: UnavailableReason }>,
};

export type ThumbnailHandlers = typeof thumbnailHandlers;
