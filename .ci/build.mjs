/** `npm run build`: dist/ from nothing. Deterministic: two builds of one commit are equal byte for byte. */
import { chmod, rm, writeFile, readFile } from 'node:fs/promises';
import { ensureInstalled } from './install.mjs';
import { ROOT, run } from './run-all.mjs';

ensureInstalled();
await rm(`${ROOT}dist`, { recursive: true, force: true });
await Promise.all([
  run('rollup', ['--config', 'rollup.config.mjs', '--silent']),
  run('tsc', ['-p', '.ci/tsconfig.build.json']),
]);
// Only a step on the way to dist/cdn/.
await rm(`${ROOT}dist/cdn.js`);
await rm(`${ROOT}dist/cdn.d.ts`);
await chmod(`${ROOT}dist/cli/main.js`, 0o755);
await run('cem', ['analyze', '--config', '.ci/custom-elements-manifest.config.mjs'], { quiet: true });
await run('tsx', ['.ci/openapi.ts']);
await writeFile(
  `${ROOT}dist/cdn/THIRD-PARTY-NOTICES.txt`,
  (
    await Promise.all(
      ['lit', 'zod', '@noble/hashes', 'lucide'].map(
        async (name) => `${name}\n\n${await readFile(`${ROOT}node_modules/${name}/LICENSE`, 'utf8')}`,
      ),
    )
  ).join('\n\n----\n\n'),
);
