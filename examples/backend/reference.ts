/** The name of a case that people read, write and say aloud. */
import { randomInt } from 'node:crypto';

/** No 0/O, 1/I/L, U/V: read aloud on the phone without mistakes. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTWXYZ';

const written = (letters: string) => `SO-${letters.slice(0, 4)}-${letters.slice(4)}`;

export const newReference = (): string =>
  written(Array.from({ length: 8 }, () => ALPHABET[randomInt(ALPHABET.length)]).join(''));

/** A reference as somebody typed it, in the way in which it is kept. One that cannot be comes out as one that no case has. */
export const normalReference = (typed: string): string =>
  written(
    typed
      .toUpperCase()
      .replace(/[^A-Z0-9]/g, '')
      .replace(/^SO/, ''),
  );
