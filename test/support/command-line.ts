/** The command line program, run in this process on files made for a test. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../src/cli/run.js';
import { ON } from './eligibility.js';

export interface Said {
  code: number;
  out: string;
  err: string;
}

/** Runs the program as it would be from a shell without colours. */
export async function command(...args: string[]): Promise<Said> {
  let out = '';
  let err = '';
  const code = await run(args, {
    out: (text) => (out += text),
    err: (text) => (err += text),
    paint: (_, text) => text,
    today: ON,
  });
  return { code, out, err };
}

/** A folder for a test's files, which goes with the test. */
export function folder(): { write(name: string, content: string | Uint8Array): string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'so-check-'));
  return {
    write(name, content) {
      const file = join(path, name);
      writeFileSync(file, content);
      return file;
    },
    remove: () => rmSync(path, { recursive: true }),
  };
}
