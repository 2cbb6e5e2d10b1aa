/** What the browser can do by itself: no resuming, no digests, no view. */
import { atOnce } from './at-once.mjs';

const FETCHES = 6;
const PIECE_BYTES = 8 * 1024 * 1024;
const PIECES = 4;
const BATCH_BYTES = 32 * 1024 * 1024;
const BATCHES = 2;
const READERS = 2;

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

/** Reads and digests in workers, as whoever declares a digest has to before the bytes are sent. */
function readers() {
  const script =
    'onmessage = async ({ data }) => { await crypto.subtle.digest("SHA-256", await data.arrayBuffer()); postMessage(0); }';
  const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  const free = Array.from({ length: READERS }, () => new Worker(url));
  const waiting = [];
  return async (blob) => {
    const worker = free.pop() ?? (await new Promise((resolve) => waiting.push(resolve)));
    await new Promise((resolve) => {
      worker.onmessage = resolve;
      worker.postMessage(blob);
    });
    const next = waiting.shift();
    if (next) next(worker);
    else free.push(worker);
  };
}

export const rawFetch = async (url) => (files) =>
  atOnce(FETCHES, files, async (file) => {
    const response = await fetch(`${url}/files`, { method: 'PUT', body: file });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
  });

/** Of one file; one more is read while the others are sent. */
const piecesWith = (reading) => async (url) => {
  const read = reading ? readers() : null;
  return ([file]) => {
    const starts = Array.from({ length: Math.ceil(file.size / PIECE_BYTES) }, (_, i) => i * PIECE_BYTES);
    return atOnce(reading ? PIECES + 1 : PIECES, starts, async (start) => {
      const piece = file.slice(start, start + PIECE_BYTES);
      await read?.(piece);
      await send('PUT', `${url}/files`, piece);
    });
  };
};

export const rawPieces = piecesWith(false);
export const digestedPieces = piecesWith(true);

function batchesOf(files, most) {
  const batches = [[]];
  let bytes = 0;
  for (const file of files) {
    if (bytes + file.size > most) {
      batches.push([]);
      bytes = 0;
    }
    batches.at(-1).push(file);
    bytes += file.size;
  }
  return batches.map((batch) => new Blob(batch));
}

/** Files one behind the other in one body. */
export const rawBatches = async (url) => (files) =>
  atOnce(BATCHES, batchesOf(files, BATCH_BYTES), (batch) => send('PUT', `${url}/files`, batch));

export const digestedBatches = async (url) => {
  const read = readers();
  return (files) =>
    atOnce(PIECES + 1, batchesOf(files, PIECE_BYTES), async (batch) => {
      await read(batch);
      await send('PUT', `${url}/files`, batch);
    });
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
