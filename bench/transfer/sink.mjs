/**
 * The server of the peers, and of ours beside them: takes bytes and writes them to disk, no more. It speaks tus 1.0
 * (creation, creation-with-upload, concatenation, termination), plain PUT, and FilePond's own chunks. Started as a process of its own.
 */
import { randomUUID } from 'node:crypto';
import { createWriteStream, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

const folder = process.argv[2];
mkdirSync(folder, { recursive: true });
/** By id: how many bytes are expected, and how many are on disk. */
const uploads = new Map();
let stored = 0;
let whole = 0;

const CORS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'Location, Upload-Offset, Upload-Length, Tus-Resumable',
};
const PREFLIGHT = {
  ...CORS,
  'Access-Control-Allow-Methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
  'Access-Control-Allow-Headers':
    'Content-Type, Upload-Length, Upload-Offset, Upload-Metadata, Upload-Concat, Upload-Name, Tus-Resumable, X-Requested-With',
  'Access-Control-Max-Age': '7200',
  'Tus-Resumable': '1.0.0',
  'Tus-Version': '1.0.0',
  'Tus-Extension': 'creation,creation-with-upload,concatenation,termination',
};
const TUS = { ...CORS, 'Tus-Resumable': '1.0.0' };

/** Writes a body behind what is there. */
async function take(request, id, upload) {
  const file = createWriteStream(join(folder, id), {
    flags: upload.offset ? 'r+' : 'w',
    start: upload.offset,
  });
  await pipeline(request, file);
  upload.offset += file.bytesWritten;
  stored += file.bytesWritten;
  if (upload.offset === upload.length) whole++;
}

function create(request) {
  const id = randomUUID();
  const upload = { length: Number(request.headers['upload-length']), offset: 0 };
  uploads.set(id, upload);
  return { id, upload };
}

const answers = {
  /** tus: creation, with data or without. Of the end of a concatenation only the word is taken: its parts stay parts. */
  async 'POST /tus'(request, response) {
    const { id, upload } = create(request);
    const withData = request.headers['content-type'] === 'application/offset+octet-stream';
    if (withData) await take(request, id, upload);
    response.writeHead(201, { ...TUS, Location: `/tus/${id}`, 'Upload-Offset': upload.offset }).end();
  },
  async 'PATCH /tus'(request, response, id) {
    const upload = uploads.get(id);
    if (!upload) return void response.writeHead(404, TUS).end();
    if (Number(request.headers['upload-offset']) !== upload.offset)
      return void response.writeHead(409, TUS).end();
    await take(request, id, upload);
    response.writeHead(204, { ...TUS, 'Upload-Offset': upload.offset }).end();
  },
  'HEAD /tus'(request, response, id) {
    const upload = uploads.get(id);
    if (!upload) return void response.writeHead(404, TUS).end();
    response.writeHead(200, { ...TUS, 'Upload-Offset': upload.offset, 'Upload-Length': upload.length }).end();
  },
  'DELETE /tus'(request, response, id) {
    uploads.delete(id);
    rmSync(join(folder, id), { force: true });
    response.writeHead(204, TUS).end();
  },
  /** A file, a piece of one, or a batch. Always this URL: browsers keep the answer to a preflight for a URL. */
  async 'PUT /files'(request, response) {
    await take(request, randomUUID(), { length: Number(request.headers['content-length']), offset: 0 });
    response.writeHead(204, CORS).end();
  },
  /** FilePond's chunks. */
  async 'POST /filepond'(request, response) {
    request.resume();
    response.writeHead(200, { ...CORS, 'Content-Type': 'text/plain' }).end(create(request).id);
  },
  async 'PATCH /filepond'(request, response, id) {
    const upload = uploads.get(id);
    if (!upload) return void response.writeHead(404, CORS).end();
    await take(request, id, upload);
    response.writeHead(200, { ...CORS, 'Upload-Offset': upload.offset }).end();
  },
};

const server = createServer(async (request, response) => {
  try {
    if (request.method === 'OPTIONS') return void response.writeHead(204, PREFLIGHT).end();
    const [, kind, id] = new URL(request.url, 'http://localhost').pathname.split('/');
    const answer = answers[`${request.method} /${kind}`];
    if (!answer) return void response.writeHead(404, CORS).end();
    await answer(request, response, id);
  } catch {
    // The page has gone in the middle.
    response.destroy();
  }
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send({ answer: 'ready', port: server.address().port }));

process.on('message', ({ ask }) => {
  if (ask === 'stored') process.send({ answer: 'stored', bytes: stored, files: whole });
  if (ask !== 'clear') return;
  uploads.clear();
  stored = whole = 0;
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
  process.send({ answer: 'clear' });
});
