#!/usr/bin/env node
/** `npx second-opinion-intake`: the entry that the package's `bin` names. */
import { paintFor } from './paint.js';
import { run } from './run.js';
import { UNREADABLE } from './surroundings.js';

/** The day on the author's own clock. */
function today(): string {
  const now = new Date();
  const two = (number: number) => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

// Who reads only the beginning (`| head`) has closed the pipe; that is no error.
process.stdout.on('error', () => process.exit());

try {
  process.exitCode = await run(process.argv.slice(2), {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    paint: paintFor(process.stdout, process.env),
    today: today(),
  });
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  process.stderr.write(`Something went wrong that should not: ${reason}\n`);
  process.stderr.write('Please report it with the definition, or a small one that shows it.\n');
  process.exitCode = UNREADABLE;
}
