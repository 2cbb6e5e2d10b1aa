/** What stands in a reference backend's store. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { sha256 } from './sha256.js';

/** Digests of what came into the store, and stayed, while `work` ran. */
export async function storedBy(dataDir: string, work: () => Promise<unknown>): Promise<string[]> {
  const folder = join(dataDir, 'uploads');
  const digestOf = async (name: string) => sha256(await readFile(join(folder, name)));
  const earlier = new Set(await readdir(folder));
  await work();
  const fresh = async () => (await readdir(folder)).filter((name) => !earlier.has(name));
  // What was put together or taken apart goes after its end is told; tus has a note beside each upload.
  while ((await fresh()).some((name) => name.endsWith('.json'))) await setTimeout(5);
  return (await Promise.all((await fresh()).map(digestOf))).sort();
}
