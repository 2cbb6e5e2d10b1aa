/** Makes the parts of studies in a worker, or in the page where there is none to be had. */
import { MAX_BUNDLE_DOCUMENTS } from '../contract/index.js';
import type { BundleHandlers } from '../documents/bundle/handlers.js';
import type { MadePart, PartOptions } from '../documents/bundle/make-part.js';
import { bundleWorkerUrl } from '../documents/bundle/worker-url.js';
import { countThatFit } from '../documents/bundle/zip-part.js';
import { createWorkerClient } from './worker-client.js';

export interface Bundler {
  /**
   * One part of the first of `files`, as many as fit; a bundle of the contract at most. The part is to be let go once it
   * is sent: browsers cannot read back more than some hundred megabytes of blobs that a page has made. Rejects with the
   * signal's reason, and with an AbortError once disposed.
   */
  makePart(files: readonly Blob[], options: PartOptions, signal: AbortSignal): Promise<MadePart>;
  dispose(): void;
}

export function createBundler(options: { createWorker?: () => Worker } = {}): Bundler {
  const worker = createWorkerClient<BundleHandlers>({
    url: bundleWorkerUrl,
    inPage: async () => (await import('../documents/bundle/handlers.js')).bundleHandlers,
    createWorker: options.createWorker,
  });
  return {
    makePart(files, { maxBytes, deflate }, signal) {
      // No more than is needed: what is handed to a worker is copied, name by name.
      const most = Math.min(MAX_BUNDLE_DOCUMENTS, countThatFit(files, maxBytes));
      return worker.call('makePart', { files: files.slice(0, most), maxBytes, deflate }, signal);
    },
    dispose: () => worker.dispose(),
  };
}
