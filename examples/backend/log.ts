/** Structured logs, a JSON object a line: route patterns and ids of requests, never URLs, bodies or names. */
import { createWriteStream } from 'node:fs';

export interface Log {
  write(entry: Record<string, string | number | boolean | null>): void;
  close(): void;
}

export function openLog(file: string | null): Log {
  const stream = file ? createWriteStream(file, { flags: 'a' }) : process.stdout;
  return {
    write: (entry) => void stream.write(`${JSON.stringify({ at: new Date().toISOString(), ...entry })}\n`),
    close: () => {
      if (file) stream.end();
    },
  };
}
