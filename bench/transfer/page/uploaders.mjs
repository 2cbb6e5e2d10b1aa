/** The peers, each as its documentation says it is fastest. */
import { watchAdding } from './adding.mjs';
import { atOnce } from './at-once.mjs';

/** Uppy's own figure; beyond the browser's six connections they wait. */
const TUS_AT_ONCE = 20;
const FILEPOND_AT_ONCE = 6;
const FILEPOND_CHUNK = 64 * 1024 * 1024;
/** From here on a file is sent in parts that the server puts together (tus, concatenation). */
const LARGE = 64 * 1024 * 1024;
const PARTS = 4;

const large = (files) => files.some(({ size }) => size >= LARGE);

/** Creation and data in one request save a round trip a file; with parts there is none. */
const tusOptions = (url, inParts, dataDuringCreation = true) => ({
  endpoint: `${url}/tus`,
  chunkSize: Infinity,
  storeFingerprintForResuming: false,
  removeFingerprintOnSuccess: true,
  ...(inParts ? { parallelUploads: PARTS } : { uploadDataDuringCreation: dataDuringCreation }),
});

async function createUppy(url, files) {
  const [{ default: Uppy }, { default: Tus }] = await Promise.all([
    import('@uppy/core'),
    import('@uppy/tus'),
  ]);
  return new Uppy().use(Tus, { ...tusOptions(url, large(files)), limit: TUS_AT_ONCE });
}

const add = (core, files) =>
  core.addFiles(files.map((data) => ({ name: data.name, type: data.type, data, source: 'local' })));

const sendWith = (core) => async (files) => {
  add(core, files);
  const { successful } = await core.upload();
  if (successful.length !== files.length)
    throw new Error(`${successful.length} files of ${files.length} sent`);
};

export const uppy = async (url, { files }) => sendWith(await createUppy(url, files));

export async function uppyDashboard(url, { files, adding }) {
  const core = await createUppy(url, files);
  const { default: Dashboard } = await import('@uppy/dashboard');
  core.use(Dashboard, { inline: true, target: 'main', width: 900, height: 500 });
  if (!adding) return sendWith(core);
  const watched = watchAdding(document.querySelector('main'), '.uppy-Dashboard-Item');
  return async () => {
    watched.start();
    add(core, files);
    return watched.result();
  };
}

const tusJsWith = (most, options) => async (url) => {
  const { Upload } = await import('tus-js-client');
  return (files) =>
    atOnce(
      most,
      files,
      (file) =>
        new Promise((onSuccess, onError) =>
          new Upload(file, { ...options(url, files), onSuccess, onError }).start(),
        ),
    );
};

export const tusJs = tusJsWith(TUS_AT_ONCE, (url, files) => tusOptions(url, large(files)));
/** For the choice between it and our own hand: the same two requests a file, as many at a time. */
export const tusJsPlain = tusJsWith(4, (url) => tusOptions(url, false, false));

/** A request that FilePond does not have to make up, with the same XMLHttpRequest. */
const put = (url) => (_field, file, _metadata, load, error, progress) => {
  const xhr = new XMLHttpRequest();
  xhr.open('PUT', `${url}/files`);
  xhr.upload.onprogress = ({ lengthComputable, loaded, total }) => progress(lengthComputable, loaded, total);
  xhr.onload = () => (xhr.status < 300 ? load('') : error(`HTTP ${xhr.status}`));
  xhr.onerror = () => error('network');
  xhr.send(file);
  return { abort: () => xhr.abort() };
};

export async function filePond(url, { files }) {
  const { default: FilePond } = await import('filepond');
  const chunked = {
    server: { url: `${url}/filepond`, process: '', patch: '/' },
    chunkUploads: true,
    chunkForce: true,
    chunkSize: FILEPOND_CHUNK,
  };
  const pond = FilePond.create(document.querySelector('main').appendChild(document.createElement('input')), {
    allowMultiple: true,
    allowRevert: false,
    itemInsertInterval: 0,
    maxParallelUploads: FILEPOND_AT_ONCE,
    ...(large(files) ? chunked : { server: { process: put(url) } }),
  });
  return () =>
    new Promise((resolve, reject) => {
      pond.on('processfiles', resolve);
      pond.on('error', ({ body }) => reject(new Error(body)));
      pond.addFiles(files).catch(reject);
    });
}
