/** Reads a definition's file as text. Whatever cannot be read is said in words, with what to do. */
import { readFileSync, statSync } from 'node:fs';

/** A definition is a few hundred kilobytes of text at the very most. */
const MOST_BYTES = 5_000_000;

export class Unreadable extends Error {
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.hint = hint;
  }
}

/** The text of a file, or of standard input for "-". A byte order mark is left out. Throws {@link Unreadable}. */
export function readText(file: string): string {
  const bytes = read(file);
  if (bytes.length > MOST_BYTES)
    throw new Unreadable(
      `This is larger than ${MOST_BYTES / 1_000_000} MB: no definition is.`,
      'Give the path of the definition; pictures are named in it by their addresses.',
    );
  const text = decode(bytes);
  if (text.trim() === '')
    throw new Unreadable('The file is empty.', 'Start from one of the examples in docs/eligibility.md.');
  return text;
}

const REASONS: Readonly<Record<string, readonly [message: string, hint: string]>> = {
  ENOENT: ['There is no such file.', 'See whether the path is right, seen from the folder you are in.'],
  EISDIR: ['This is a folder.', 'Give the definitions themselves, such as definitions/*.json.'],
  EACCES: ['This file may not be read.', 'Ask for permission to read it.'],
};

function read(file: string): Buffer {
  try {
    if (file === '-') return readFileSync(0);
    // A file of many gigabytes is not loaded to find out that it is too large.
    return statSync(file).size > MOST_BYTES ? Buffer.alloc(MOST_BYTES + 1) : readFileSync(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    const [message, hint] = REASONS[code] ?? [
      `This file cannot be read (${code}).`,
      'Try another copy of it.',
    ];
    throw new Unreadable(message, hint);
  }
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
    const before = bytes.toString('utf8').split('�')[0] ?? '';
    const line = before.split('\n').length;
    throw new Unreadable(
      utf16 ? 'The text is in UTF-16, not in UTF-8.' : `The text is not in UTF-8: see line ${line}.`,
      'Save the file with the encoding "UTF-8".',
    );
  }
}
