/** Compiles the reference backend into one file, so that starting it does not compile a hundred. */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { CACHE, ROOT } from './run-all.mjs';

const MAIN = join(ROOT, 'examples/backend/main.ts');

/** Gives the path of a program for Node. It stands below node_modules, where its packages are found. */
export async function compileBackend() {
  const { outputFiles } = await build({
    entryPoints: [MAIN],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    // The folders beside it are found by its place.
    define: { 'import.meta.url': JSON.stringify(pathToFileURL(MAIN).href) },
    write: false,
  });
  await mkdir(CACHE, { recursive: true });
  const path = join(CACHE, 'backend.mjs');
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, outputFiles[0].contents);
  // Others may be starting it.
  await rename(draft, path);
  return path;
}
