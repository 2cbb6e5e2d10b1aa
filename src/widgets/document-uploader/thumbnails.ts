/** Pictures for study cards: made one after another in a worker, kept as object URLs until they are not needed any more. */
import { thumbnailHandlers, type ThumbnailHandlers } from '../../documents/pixels/handlers.js';
import { thumbnailWorkerUrl } from '../../documents/pixels/worker-url.js';
import { createWorkerClient } from '../../transfer/worker-client.js';

/** Twice what a card shows, for screens with two pixels a point. */
const MAX_EDGE = 192;

export interface Thumbnails {
  /** Asks for a study's picture, unless it is that of the same file already. */
  want(study: string, file: number, open: (signal: AbortSignal) => Promise<Blob>): void;
  urlOf(study: string): string | null;
  dispose(): void;
}

export function createThumbnails(onChange: () => void): Thumbnails {
  const ended = new AbortController();
  const { signal } = ended;
  const urls = new Map<string, { file: number; url: string | null }>();
  let last: Promise<void> = Promise.resolve();
  const worker = createWorkerClient<ThumbnailHandlers>({
    url: thumbnailWorkerUrl,
    inPage: () => thumbnailHandlers,
  });

  async function make(study: string, file: number, open: (signal: AbortSignal) => Promise<Blob>) {
    if (urls.get(study)?.file !== file) return;
    const made = await worker.call('thumbnail', { file: await open(signal), maxEdge: MAX_EDGE }, signal);
    if ('unavailable' in made) return;
    const canvas = document.createElement('canvas');
    canvas.width = made.width;
    canvas.height = made.height;
    canvas.getContext('2d')?.putImageData(new ImageData(made.rgba, made.width, made.height), 0, 0);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
    if (!blob || signal.aborted || urls.get(study)?.file !== file) return;
    urls.set(study, { file, url: URL.createObjectURL(blob) });
    onChange();
  }

  return {
    want(study, file, open) {
      const there = urls.get(study);
      if (there?.file === file) return;
      if (there?.url) URL.revokeObjectURL(there.url);
      urls.set(study, { file, url: null });
      // A study without a picture shows an icon instead.
      last = last.then(() => make(study, file, open)).catch(() => undefined);
    },
    urlOf: (study) => urls.get(study)?.url ?? null,
    dispose() {
      ended.abort();
      worker.dispose();
      for (const { url } of urls.values()) if (url) URL.revokeObjectURL(url);
      urls.clear();
    },
  };
}
