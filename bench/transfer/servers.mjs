/** What stands on the other side: the sink, the reference backend and the lines to them, each a process; and the page. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT } from '../../.ci/run-all.mjs';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const PEERS = fileURLToPath(new URL('../node_modules/', import.meta.url));
const COUNT = `--import=${new URL('count.mjs', import.meta.url).href}`;

/** `ask` sends a message and gives the answer to it. */
function started(path, args, options) {
  const child = fork(path, args, { cwd: ROOT, ...options });
  const answerTo = async (what) => {
    for (;;) {
      const [message] = await once(child, 'message');
      if (message.answer === what) return message;
    }
  };
  return {
    child,
    answerTo,
    ask: (what, more) => {
      const answer = answerTo(what);
      child.send({ ask: what, ...more });
      return answer;
    },
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}

/** Takes bytes, writes them to `folder`, and knows no more. */
export async function startSink(folder) {
  const sink = started(join(HERE, 'sink.mjs'), [folder], { execArgv: [COUNT] });
  const { port } = await sink.answerTo('ready');
  return { ...sink, port };
}

/** The reference backend as an operator starts it. It unpacks, hashes and reads back what comes. */
export async function startBackend(folder, pageUrl) {
  const backend = started(`${ROOT}examples/backend/main.ts`, [], {
    execArgv: ['--import=tsx', COUNT],
    silent: true,
    env: {
      ...process.env,
      HOST: '127.0.0.1',
      PORT: '0',
      DATA_DIR: folder,
      LOG_FILE: join(folder, 'backend.log'),
      ALLOWED_ORIGINS: new URL(pageUrl).origin,
      SESSIONS_PER_MINUTE: '10000',
    },
  });
  let out = '';
  const port = await new Promise((resolve, reject) => {
    const hear = (chunk) => {
      out += chunk;
      const ready = /Backend ready at \S+:(\d+)/.exec(out);
      if (ready) resolve(Number(ready[1]));
    };
    backend.child.stdout.on('data', hear);
    backend.child.stderr.on('data', hear);
    backend.child.once('exit', () => reject(new Error(out || 'the backend ended before it was ready')));
  });
  return { ...backend, port };
}

/** Opens lines to ports of this machine; each gives a port of its own. */
export function startLines() {
  const lines = started(join(HERE, 'line.mjs'), [], {});
  return { ...lines, open: async (target, options) => (await lines.ask('open', { target, options })).port };
}

const TYPES = { '.js': 'text/javascript', '.css': 'text/css' };
const STYLES = [
  '@uppy/core/dist/style.min.css',
  '@uppy/dashboard/dist/style.min.css',
  'filepond/dist/filepond.min.css',
];
/** Each digest costs nothing and is like no other. */
const NO_DIGESTS =
  'SubtleCrypto.prototype.digest = async () => crypto.getRandomValues(new Uint8Array(32)).buffer;\n';
/**
 * Nor are pieces read for it: one memory that looks like them is lent for each of a size, and what is sent is the file all the
 * same. It is not given back: to make it anew costs more time than to send what it stands for.
 */
const NOT_READ = `{
  const { arrayBuffer } = Blob.prototype;
  const lent = new Map();
  const like = (size) => {
    const bytes = new Uint8Array(size);
    for (let at = 0; at < size; at += 65536) crypto.getRandomValues(bytes.subarray(at, at + 65536));
    lent.set(size, bytes.buffer);
    return bytes.buffer;
  };
  Blob.prototype.arrayBuffer = async function () {
    return this.size < 1048576 ? arrayBuffer.call(this) : (lent.get(this.size) ?? like(this.size));
  };
  Blob.prototype.stream = () => null;
  delete ArrayBuffer.prototype.transfer;
}\n`;
const BEFORE = { 'no-digests': NO_DIGESTS, 'no-reading': NO_DIGESTS + NOT_READ };

const pageOf = (
  scripts,
  styles,
) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Benchmark</title>
<link rel="icon" href="data:,">${styles.map((href) => `<link rel="stylesheet" href="/peers/${href}">`).join('')}
<input type="file" multiple><main></main><script type="module" src="${scripts}drive.js"></script></html>`;

/** The page, on an origin of its own. Below `/no-digests/` and `/no-reading/` the same scripts, which take none. */
export async function servePage(bundle) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const [, first, ...rest] = pathname.split('/');
    response.setHeader('Content-Type', TYPES[extname(pathname)] ?? 'text/html');
    try {
      if (first === 'peers') response.end(readFileSync(join(PEERS, ...rest)));
      else if (!extname(pathname)) response.end(pageOf(`/${first}/`, STYLES));
      else response.end((BEFORE[first] ?? '') + readFileSync(join(bundle, ...rest), 'utf8'));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}
