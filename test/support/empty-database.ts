/**
 * An empty database for the backend. PGlite takes longer to make one than the backend for all the rest of its start, and
 * it comes out the same each time: so it is made once for each version of PGlite, closed, kept, and copied.
 */
import { execFile } from 'node:child_process';
import { cpSync, existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CACHE, ROOT } from '../../.ci/run-all.mjs';

// In a process of its own: PGlite keeps some hundred megabytes for as long as its process lives.
const MAKE = `
  import { PGlite } from '@electric-sql/pglite';
  const database = await PGlite.create(process.argv[1]);
  await database.close();
  process.exit(0);
`;

async function makeEmptyDatabase(folder: string): Promise<void> {
  await mkdir(CACHE, { recursive: true });
  const draft = `${folder}.${process.pid}`;
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', MAKE, draft], { cwd: ROOT });
  // Whole or not at all; another test file may have been first.
  await rename(draft, folder).catch(() => rm(draft, { recursive: true }));
}

/** As PGlite makes it in an empty folder: without any table. */
export async function copyEmptyDatabase(to: string): Promise<void> {
  const manifest = await readFile(join(ROOT, 'node_modules/@electric-sql/pglite/package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  const folder = join(CACHE, `database-${version}`);
  if (!existsSync(folder)) await makeEmptyDatabase(folder);
  // A thousand small files: half the time of the same with promises.
  cpSync(folder, to, { recursive: true });
}
