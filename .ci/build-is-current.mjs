/** Whether `dist/` was built from the sources as they are now. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './run-all.mjs';

function newest(path) {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

export function buildIsCurrent() {
  // The notices are what the build writes last.
  const last = join(ROOT, 'dist/cdn/THIRD-PARTY-NOTICES.txt');
  if (!existsSync(last)) return false;
  const sources = [
    'src',
    'rollup.config.mjs',
    'tsconfig.json',
    'package-lock.json',
    '.ci/tsconfig.build.json',
    '.ci/tsconfig.rollup.json',
  ];
  return statSync(last).mtimeMs >= Math.max(...sources.map((name) => newest(join(ROOT, name))));
}
