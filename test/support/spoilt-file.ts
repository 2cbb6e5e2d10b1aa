/** A file that can no longer be read as it was picked. */
import { mkdtempSync, openAsBlob, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { noise } from './fixtures.js';

export async function spoiltFile(t: TestContext, how: 'gone' | 'shorter'): Promise<Blob> {
  const folder = mkdtempSync(join(tmpdir(), 'so-spoilt-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'IM1');
  writeFileSync(path, noise(500));
  const blob = await openAsBlob(path);
  if (how === 'gone') rmSync(path);
  else truncateSync(path, 49);
  return blob;
}
