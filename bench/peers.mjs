/** The packages that are measured beside ours: installed in this folder, never with the product. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const HERE = fileURLToPath(new URL('.', import.meta.url));

/** When they are missing or older than the lock file. */
export function installPeers() {
  const marker = `${HERE}node_modules/.package-lock.json`;
  if (existsSync(marker) && statSync(marker).mtimeMs >= statSync(`${HERE}package-lock.json`).mtimeMs) return;
  console.log('Installing the peers (npm ci in bench/) ...');
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--loglevel=error'], {
    cwd: HERE,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error('The peers could not be installed.');
}

/** `folder` of a package, with a slash at the end. */
export const versionIn = (folder) => JSON.parse(readFileSync(`${folder}package.json`, 'utf8')).version;

export const peerVersions = (names) =>
  Object.fromEntries(names.map((name) => [name, versionIn(`${HERE}node_modules/${name}/`)]));
