/** Text for a terminal: wrapped lines, aligned columns, and colour where it is welcome. */
import { stripVTControlCharacters } from 'node:util';

export const WIDTH = 100;

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow';

export type Paint = (style: Style, text: string) => string;

const CODES: Readonly<Record<Style, readonly [on: number, off: number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
};

/** Colours for a terminal, unless https://no-color.org is asked for; none for pipes and files. */
export function paintFor(stream: { isTTY?: boolean }, environment: NodeJS.ProcessEnv): Paint {
  const coloured = stream.isTTY === true && !environment['NO_COLOR'] && environment['TERM'] !== 'dumb';
  return (style, text) => {
    const [on, off] = CODES[style];
    return coloured ? `\u001b[${on}m${text}\u001b[${off}m` : text;
  };
}

/** Lines of at most `width` columns, words kept whole; all but the first begin with `hanging` more spaces. */
export function wrapped(text: string, indent: number, hanging = 0, width = WIDTH): string[] {
  const lines: string[] = [];
  let line = ' '.repeat(indent);
  let empty = true;
  for (const word of text.split(/\s+/)) {
    if (!empty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = ' '.repeat(indent + hanging);
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line];
}

/** Rows as columns, each as wide as its widest cell. */
export function columns(rows: readonly (readonly string[])[], indent: number): string[] {
  const width = (cell: string) => stripVTControlCharacters(cell).length;
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => width(row[at] ?? ''))));
  const padded = (cell: string, at: number) => cell + ' '.repeat((widths[at] ?? 0) - width(cell));
  return rows.map((row) => `${' '.repeat(indent)}${row.map(padded).join('  ')}`.trimEnd());
}
