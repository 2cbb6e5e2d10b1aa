/**
 * What a host page pays for embedding us: bytes and time until the first screens of the four elements show, from
 * `cdn.js`, in Chromium.
 */
import { readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { ROOT } from '../.ci/run-all.mjs';

export const targets = [
  {
    id: 'first-screens-bytes',
    target: 'at most 45 kB Brotli until the first screens of the four elements',
    measure: (rows) => {
      const { value } = rows.find(({ metric }) => metric === 'brotli');
      return { measured: `${value} bytes`, met: value <= 45_000 };
    },
  },
];

export async function run({ medianOf }) {
  const measure = () =>
    JSON.parse(
      spawnSync(process.execPath, ['.ci/size.mjs', '--json'], { cwd: ROOT, encoding: 'utf8' }).stdout,
    );
  let brotli = 0;
  const ms = await medianOf(async () => {
    const measured = measure();
    brotli = measured.total;
    return measured.ms;
  });
  const versionIn = (folder) => JSON.parse(readFileSync(`${ROOT}${folder}package.json`, 'utf8')).version;
  return {
    rows: [
      {
        case: 'first screens of four elements',
        subject: 'second-opinion-intake',
        metric: 'brotli',
        value: brotli,
        unit: 'bytes',
      },
      {
        case: 'first screens of four elements',
        subject: 'second-opinion-intake',
        metric: 'shown after',
        value: Math.round(ms),
        unit: 'ms',
      },
    ],
    versions: {
      'second-opinion-intake': versionIn(''),
      lit: versionIn('node_modules/lit/'),
      zod: versionIn('node_modules/zod/'),
    },
  };
}
