/** What the browser can do by itself: no resuming, no digests, no view. */
import { atOnce } from './at-once.mjs';

const FETCHES = 6;
const PIECE_BYTES = 8 * 1024 * 1024;
const PIECES = 4;
const BATCH_BYTES = 32 * 1024 * 1024;
const BATCHES = 2;

function send(method, url, body, headers = {}) {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    xhr.open(method, url);
    for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value);
    xhr.onload = () => (xhr.status < 300 ? resolve(xhr) : reject(new Error(`HTTP ${xhr.status}`)));
    xhr.onerror = () => reject(new Error('network'));
    xhr.send(body);
  });
}

export const rawFetch = async (url) => (files) =>
  atOnce(FETCHES, files, async (file) => {
    const response = await fetch(`${url}/files`, { method: 'PUT', body: file });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
  });

/** Of one file. */
export const rawPieces =
  async (url) =>
  ([file]) => {
    const starts = Array.from({ length: Math.ceil(file.size / PIECE_BYTES) }, (_, i) => i * PIECE_BYTES);
    return atOnce(PIECES, starts, (start) =>
      send('PUT', `${url}/files`, file.slice(start, start + PIECE_BYTES)),
    );
  };

/** Files one behind the other in one body. */
export const rawBatches = async (url) => (files) => {
  const batches = [[]];
  let bytes = 0;
  for (const file of files) {
    if (bytes + file.size > BATCH_BYTES) {
      batches.push([]);
      bytes = 0;
    }
    batches.at(-1).push(file);
    bytes += file.size;
  }
  return atOnce(BATCHES, batches, (batch) => send('PUT', `${url}/files`, new Blob(batch)));
};

/** One upload of one file. */
export const rawTus =
  async (url) =>
  async ([file]) => {
    const version = { 'Tus-Resumable': '1.0.0' };
    const created = await send('POST', `${url}/tus`, null, { ...version, 'Upload-Length': `${file.size}` });
    await send('PATCH', new URL(created.getResponseHeader('Location'), url).href, file, {
      ...version,
      'Upload-Offset': '0',
      'Content-Type': 'application/offset+octet-stream',
    });
  };
