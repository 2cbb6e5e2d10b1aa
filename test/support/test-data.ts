/** Real files: `SO_TEST_DATA`, else `../shared/data` beside the repository, else none (tests then make their own). */
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder with `dicom/` and `records/`, or null. Never copied into the repository. */
export function testData(): string | null {
  const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
  const folders = [process.env['SO_TEST_DATA'], join(root, '../shared/data')];
  return folders.find((folder) => folder && existsSync(join(folder, 'dicom/expected.json'))) ?? null;
}
