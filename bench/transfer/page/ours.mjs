/** Ours: the engine and its feeder as the element uses them, one upload by its protocol alone, and the whole element. */
import { createBundler } from '../../../dist/transfer/bundler.js';
import { createTransferEngine } from '../../../dist/transfer/engine.js';
import { Feeder } from '../../../dist/transfer/feeder.js';
import { pause } from '../../../dist/transfer/pause.js';
import { createTusUploader } from '../../../dist/transfer/protocols/tus.js';
import { watchAdding } from './adding.mjs';
import { atOnce } from './at-once.mjs';
import { createLocalBackend, tusPlan } from './local-backend.mjs';
import { noting, openCase } from './reference-backend.mjs';

const STUDY = '1.2.826.0.1.3680043.10.1.1';
/** The page is let go after so long, as in the element. */
const PAGE_MS = 8;
const DICOM = { type: 'dicom', mediaType: 'application/dicom' };

/** As the element has them once the headers have been read. */
const fed = (file, index) => ({
  key: file.name,
  size: file.size,
  make: () => ({
    name: file.name,
    folder: '',
    size: file.size,
    open: () => Promise.resolve(file),
    recognised: DICOM,
    description: {
      category: 'imaging',
      imaging: {
        studyInstanceUid: STUDY,
        seriesInstanceUid: `${STUDY}.1`,
        sopInstanceUid: `${STUDY}.1.${index + 1}`,
      },
    },
    requestId: null,
  }),
});

/** Reads nothing, for no digest is taken: what one costs is the difference. */
const noDigests = {
  start() {},
  makePiece: async (file, { index, pieceBytes }) => {
    const blob = file.slice(index * pieceBytes, (index + 1) * pieceBytes);
    const { size } = blob;
    const random = crypto.getRandomValues(new Uint8Array(32));
    const sha256 = Array.from(random, (each) => each.toString(16).padStart(2, '0')).join('');
    return { size, sha256, encoding: 'identity', encoded: { size, sha256 }, blob };
  },
  dispose() {},
};

/** A few at a time, as the element looks at what was picked: the page has to wait for each size that is asked for. */
async function giveAll(feeder, files) {
  let since = performance.now();
  const some = [];
  for (const [index, file] of files.entries()) {
    some.push(fed(file, index));
    if (performance.now() - since < PAGE_MS) continue;
    feeder.give(STUDY, some.splice(0), { more: true });
    await pause();
    since = performance.now();
  }
  feeder.give(STUDY, some);
}

function sendAll({ backend, caseId }, capabilities, files, { bundles, bundler }) {
  const engine = createTransferEngine({
    backend,
    caseId,
    limits: capabilities.limits,
    pieceBytes: capabilities.upload.pieces?.bytes,
    bundler,
  });
  const feeder = new Feeder(engine, bundles ? () => engine.partBytes : 0);
  return new Promise((resolve, reject) => {
    engine.subscribe(() => {
      const { received, attention } = feeder.progress(STUDY);
      if (attention > 0) reject(new Error(`${attention} files not taken`));
      else if (received === files.length) resolve();
    });
    giveAll(feeder, files).catch(reject);
  });
}

const engineWith = (options) => async (url) => {
  let acknowledgedAt = null;
  const { backend, caseId, planned } = options.reference
    ? await openCase(url)
    : createLocalBackend(url, options);
  const noted = noting(backend, () => (acknowledgedAt = performance.now()));
  const capabilities = await backend.capabilities();
  // As in the element, where it gets ready while somebody chooses.
  const { bundles, bundler = createBundler() } = options;
  bundler.start();
  return async (files) => {
    await sendAll({ backend: noted, caseId }, capabilities, files, { bundles, bundler });
    return { acknowledgedAt: options.reference && acknowledgedAt, declaredBytes: planned?.() };
  };
};

export const ours = engineWith({ bundles: true });
export const oursReference = engineWith({ bundles: true, reference: true });
export const oursAlone = engineWith({ bundles: false });
export const oursNoDigests = engineWith({ bundles: true, bundler: noDigests });

/** The protocol alone, four files at a time. */
export async function oursTus(url) {
  const uploader = createTusUploader();
  const { signal } = new AbortController();
  return (files) =>
    atOnce(4, files, (file) =>
      uploader.upload({
        plan: tusPlan(url, {}),
        body: file,
        signal,
        creationBytes: 1024 * 1024,
        authorize: async () => ({}),
        onProgress() {},
      }),
    );
}

/** On the page, waiting for files: the time is taken from the moment in which they were picked. */
const elementWith =
  (reference) =>
  async (url, { count }) => {
    await import('../../../dist/widgets/document-uploader/define.js');
    const { backend, caseId, planned } = reference
      ? await openCase(url)
      : createLocalBackend(url, { bundles: true });
    const element = document.createElement('so-document-uploader');
    Object.assign(element, { backend: reference ? url : backend, caseId });
    const watched = watchAdding(element, '.reading, .study');
    const done = new Promise((resolve) => {
      element.addEventListener('so-upload-state', ({ received }) => {
        if (received === count) resolve(performance.now());
      });
    });
    document.querySelector('main').append(element);
    // Not heard outside of it.
    element.shadowRoot.addEventListener('change', watched.start, { capture: true, once: true });
    return async () => {
      const end = await done;
      return { ...(await watched.result()), end, declaredBytes: planned?.() };
    };
  };

export const element = elementWith(false);
export const elementReference = elementWith(true);
