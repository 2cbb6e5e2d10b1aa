/** What stands on the other side: the reference backend, the page and the script, each on an origin of its own. */
import { copyFileSync, cpSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { basename, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { tsImport } from 'tsx/esm/api';
import { ROOT } from '../../.ci/run-all.mjs';

const PAGE = fileURLToPath(new URL('page/', import.meta.url));

/** As a site's own bundler would, with the workers beside. */
async function bundlePage(outdir) {
  await build({
    entryPoints: ['patient', 'polling', 'watch'].map((name) => `${PAGE}${name}.mjs`),
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    logLevel: 'error',
  });
  for (const path of readdirSync(`${ROOT}dist/documents`, { recursive: true }))
    if (path.endsWith('.worker.js'))
      copyFileSync(`${ROOT}dist/documents/${path}`, join(outdir, basename(path)));
}

const pageOf = (
  scripts,
) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Benchmark</title><link rel="icon" href="data:,">
<main></main>${scripts.map((src) => `<script type="module" src="${src}"></script>`).join('')}</html>`;

/** Files of a folder, and pages by name; any origin may load them as modules. */
async function serve(folder, pages = {}) {
  const server = createServer((request, response) => {
    const name = new URL(request.url, 'http://localhost').pathname.slice(1);
    response.setHeader('Content-Type', extname(name) ? 'text/javascript' : 'text/html');
    response.setHeader('Access-Control-Allow-Origin', '*');
    try {
      response.end(pages[name] ? pageOf(pages[name]) : readFileSync(join(folder, name)));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

/** Pages `patient`, `tracker` and `polling`; `work` is a folder for what they are made of. */
export async function startServers(work) {
  // A copy, should dist/ be built anew.
  cpSync(`${ROOT}dist/cdn`, join(work, 'cdn'), { recursive: true });
  await bundlePage(join(work, 'page'));
  const scripts = await serve(join(work, 'cdn'));
  const page = await serve(join(work, 'page'), {
    patient: ['/patient.js'],
    tracker: [`${scripts.url}cdn.js`, '/watch.js'],
    polling: ['/polling.js', '/watch.js'],
  });
  const [{ startBackend }, { Staff }] = await Promise.all(
    ['backend', 'staff'].map((name) => tsImport(`../../test/support/${name}.ts`, import.meta.url)),
  );
  // As an operator starts it: without the options that let the tests start sooner, and PGlite answer later.
  const backend = await startBackend({ allowedOrigins: [new URL(page.url).origin], asDocumented: true });
  return {
    pageUrl: page.url,
    backendUrl: backend.url,
    staff: await Staff.signIn(backend.staffUrl),
    stop: async () => {
      await backend.stop();
      page.close();
      scripts.close();
    },
  };
}
