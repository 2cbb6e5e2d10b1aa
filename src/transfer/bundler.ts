/** Makes what is sent of studies and of large files in workers, or in the page where there are none to be had. */
import { MAX_BUNDLE_DOCUMENTS } from '../contract/index.js';
import type { ArgumentOf, ResultOf } from '../documents/calls.js';
import type { DigestPiecesCall } from '../documents/bundle/digest-files.js';
import type { BundleHandlers } from '../documents/bundle/handlers.js';
import type { MadePart, PartOptions } from '../documents/bundle/make-part.js';
import type { MadePiece, PieceOptions } from '../documents/bundle/make-piece.js';
import { bundleWorkerUrl } from '../documents/bundle/worker-url.js';
import { countThatFit } from '../documents/bundle/zip-part.js';
import { createWorkerClient } from './worker-client.js';

export interface Bundler {
  /** Starts a worker, so that it is there when it is needed. */
  start(): void;
  /**
   * One part of the first of `files`, as many as fit; a bundle of the contract at most. The part is to be let go once it
   * is sent: browsers cannot read back more than some hundred megabytes of blobs that a page has made. Rejects with the
   * signal's reason, and with an AbortError once disposed.
   */
  makePart(files: readonly Blob[], options: PartOptions, signal: AbortSignal): Promise<MadePart>;
  /** A piece of a large file. Rejects with the signal's reason, and with NotReadableError when the file is gone. */
  makePiece(file: Blob, options: PieceOptions, signal: AbortSignal): Promise<MadePiece>;
  /** SHA-256 of each file, in their order. */
  digestFiles(files: readonly Blob[], signal: AbortSignal): Promise<readonly (string | 'unreadable')[]>;
  /** The same of pieces of a large file. */
  digestPieces(call: DigestPiecesCall, signal: AbortSignal): Promise<readonly (string | 'unreadable')[]>;
  dispose(): void;
}

/** More than two do not help: the deflater and the digest have threads of their own. */
const MOST_WORKERS = 2;

/** Of all bundlers of the page, which may have to read in it. */
let readingsBegun = 0;

export function createBundler(options: { createWorker?: () => Worker } = {}): Bundler {
  const client = () =>
    createWorkerClient<BundleHandlers>({
      url: bundleWorkerUrl,
      inPage: async () => (await import('../documents/bundle/handlers.js')).bundleHandlers,
      createWorker: options.createWorker,
    });
  const cores = globalThis.navigator?.hardwareConcurrency ?? 1;
  const workers = Array.from({ length: Math.min(MOST_WORKERS, cores) }, () => ({
    client: client(),
    inHand: 0,
  }));
  const leastBusy = () => workers.reduce((least, each) => (each.inHand < least.inHand ? each : least));
  /** A large file is read by one worker, from its front on. */
  const readings = new WeakMap<Blob, { reading: number; worker: (typeof workers)[number] }>();

  function readingOf(file: Blob) {
    const known = readings.get(file) ?? { reading: readingsBegun++, worker: leastBusy() };
    readings.set(file, known);
    return known;
  }

  /** By the worker that has least to do, if none is named. A second one is started when there is work for two. */
  async function call<Name extends keyof BundleHandlers & string>(
    name: Name,
    argument: ArgumentOf<BundleHandlers[Name]>,
    signal: AbortSignal,
    worker = leastBusy(),
  ): Promise<ResultOf<BundleHandlers[Name]>> {
    worker.inHand++;
    try {
      return await worker.client.call(name, argument, signal);
    } finally {
      worker.inHand--;
    }
  }

  return {
    start: () => leastBusy().client.start(),
    makePart(files, { maxBytes, deflate }, signal) {
      // No more than is needed: what is handed to a worker is copied, name by name.
      const most = Math.min(MAX_BUNDLE_DOCUMENTS, countThatFit(files, maxBytes));
      return call('makePart', { files: files.slice(0, most), maxBytes, deflate }, signal);
    },
    makePiece(file, options, signal) {
      const { reading, worker } = readingOf(file);
      return call('makePiece', { file, reading, ...options }, signal, worker);
    },
    digestFiles: (files, signal) => call('digestFiles', { files }, signal),
    digestPieces: (pieces, signal) => call('digestPieces', pieces, signal),
    dispose() {
      for (const worker of workers) worker.client.dispose();
    },
  };
}
