/** A small static file server for the demo and the end-to-end tests: one folder, one origin. */
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.map': 'application/json',
};

/**
 * @param {{ folder: URL, host?: string, port?: number, cors?: boolean, substitutions?: Record<string, string>, headers?: Record<string, string>, fallback?: URL | null }} options
 *
 * Serves a folder until `close()`. `substitutions` fill `{{name}}` in HTML files, so that the page knows on which
 * origins script and backend are today; what is not there is looked for in `fallback`; `headers` are added to every
 * answer (a content security policy, say).
 */
export async function serveFolder({
  folder,
  host = '127.0.0.1',
  port = 0,
  cors = false,
  substitutions = {},
  headers = {},
  fallback = null,
}) {
  const roots = [folder, fallback].filter(Boolean).map((each) => fileURLToPath(each));
  const server = createServer((request, response) => {
    void answer(request, response).catch(() => {
      if (!response.headersSent) response.writeHead(404, { 'Content-Type': 'text/plain' });
      response.end('Not found\n');
    });
  });

  async function find(path) {
    for (const root of roots) {
      const wanted = join(root, path);
      if (wanted.startsWith(root) && (await stat(wanted).catch(() => null))?.isFile()) return wanted;
    }
    throw new Error('not a file');
  }

  async function answer(request, response) {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://host').pathname));
    const wanted = await find(path.endsWith(sep) ? `${path}index.html` : path);
    const type = TYPES[extname(wanted)] ?? 'application/octet-stream';
    response.writeHead(200, {
      'Content-Type': type,
      'Cache-Control': 'no-cache',
      'X-Content-Type-Options': 'nosniff',
      ...(cors ? { 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' } : {}),
      ...headers,
    });
    if (request.method === 'HEAD') {
      response.end();
    } else if (extname(wanted) === '.html') {
      const html = await readFile(wanted, 'utf8');
      response.end(html.replace(/\{\{(\w+)\}\}/g, (whole, name) => substitutions[name] ?? whole));
    } else {
      createReadStream(wanted).pipe(response);
    }
  }

  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { port: listening } = server.address();
  return {
    url: `http://${host}:${listening}`,
    port: listening,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
