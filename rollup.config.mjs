/**
 * Two builds: `dist/` for npm (ES modules file by file; lit, zod and hashes stay imports) and `dist/cdn/` for the script
 * tag (everything inside, lazy chunks flat beside `cdn.js`, so that the worker's URL resolves from each of them).
 */
import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import nodeResolve from '@rollup/plugin-node-resolve';
import typescript from '@rollup/plugin-typescript';
import { transform } from 'esbuild';

/** In `documents/`; each is a file of its own. */
const WORKERS = ['documents.worker', 'prepare.worker', 'pixels/thumbnail.worker', 'bundle/bundle.worker'];
const WIDGETS = ['eligibility-checklist', 'document-uploader', 'case-status-tracker', 'intake'];
const { dependencies } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8'));

/** Minified by esbuild: terser miscompiles lit together with zod. */
const minify = {
  name: 'minify',
  async renderChunk(code) {
    const { code: minified } = await transform(code, {
      minify: true,
      target: 'es2022',
      legalComments: 'none',
    });
    return { code: minified, map: null };
  },
};

/** White space between tags of a template is never shown; a single space stays where text may need one. */
const squeezeTemplates = {
  name: 'squeeze-templates',
  transform(code, id) {
    if (!/[\\/]dist[\\/](widgets|ui)[\\/]/.test(id)) return null;
    const squeezed = code.replace(/\n\s+/g, '\n').replace(/css\s*`[^`]*`/g, (css) =>
      css
        .replace(/\/\*[\s\S]*?\*\//g, '')
        .replace(/\s*([{};,])\s*/g, '$1')
        .replace(/:\s+/g, ':')
        .replace(/;}/g, '}')
        .replace(/\s+/g, ' '),
    );
    return { code: squeezed, map: null };
  },
};

/** npm leaves nested node_modules folders out of a package. */
const vendor = (name) => name.replace(/node_modules[\\/]/g, 'vendor/').replace(/\.mjs$/, '');

export default [
  {
    input: Object.fromEntries(
      [
        'index',
        'define',
        'cdn',
        'backend/index',
        'contract/index',
        'eligibility/index',
        'eligibility/fhir/index',
        ...WORKERS.map((worker) => `documents/${worker}`),
        'cli/main',
        ...WIDGETS.flatMap((widget) => [`widgets/${widget}/so-${widget}`, `widgets/${widget}/define`]),
      ].map((name) => [name, `src/${name}.ts`]),
    ),
    external: (id) =>
      id.startsWith('node:') ||
      Object.keys(dependencies).some((name) => id === name || id.startsWith(`${name}/`)),
    plugins: [
      nodeResolve({ browser: true }),
      // Types are checked and emitted by tsc, which runs beside this.
      typescript({ tsconfig: './.ci/tsconfig.rollup.json' }),
    ],
    output: {
      dir: 'dist',
      format: 'es',
      preserveModules: true,
      preserveModulesRoot: 'src',
      entryFileNames: (chunk) => `${vendor(chunk.name)}.js`,
    },
  },
  // From here on everything is made from what stands in dist/ already.
  {
    input: { cdn: 'dist/cdn.js' },
    // Reading a property, or an unknown global, has no effect in our code nor in lit and zod.
    treeshake: { propertyReadSideEffects: false, unknownGlobalSideEffects: false },
    plugins: [nodeResolve({ browser: true }), squeezeTemplates],
    output: {
      dir: 'dist/cdn',
      format: 'es',
      chunkFileNames: '[name]-[hash].js',
      plugins: [minify],
    },
  },
  // Workers have no imports of their own: a blob worker may not resolve them.
  ...WORKERS.flatMap((worker) =>
    [`dist/cdn/${posix.basename(worker)}`, `dist/documents/${worker}`].map((file) => ({
      input: { [posix.basename(file)]: `dist/documents/${worker}.js` },
      plugins: [nodeResolve({ browser: true })],
      output: { dir: posix.dirname(file), format: 'es', inlineDynamicImports: true, plugins: [minify] },
    })),
  ),
];
