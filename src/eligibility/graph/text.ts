/**
 * Text in a picture that nothing lays out: how wide it will be at most, and where its lines break. Widths are those of
 * DejaVu Sans, the widest of the usual system fonts, so that others leave some room.
 */

/** Width of a character in em, by the first class that it belongs to. */
const WIDTHS: readonly [RegExp, number][] = [
  [/[\p{M}\p{Cf}]/u, 0],
  [/[\p{Emoji_Presentation}\p{Extended_Pictographic}]/u, 1.3],
  [/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u, 1.05],
  [/[\u{20000}-\u{3ffff}]/u, 1.05],
  [/[ijl|!'’‘.,:;ıïíìî]/u, 0.34],
  [/[ frtI\-()[\]{}/\\"“”·]/u, 0.46],
  [/[mwæœ%@—…&]/u, 1.02],
  [/[MW]/u, 1.02],
  [/[\p{Lu}+=<>#~]/u, 0.78],
  [/[\p{Ll}\p{Nd}$€£_*?–]/u, 0.65],
  [/[\p{Script=Arabic}\p{Script=Hebrew}]/u, 0.74],
];
const OTHER_WIDTH = 0.95;
const BOLD = 1.12;

export interface Font {
  size: number;
  bold?: boolean;
}

const known = new Map<string, number>();

function widthOf(character: string): number {
  let width = known.get(character);
  if (width === undefined) {
    width = WIDTHS.find(([those]) => those.test(character))?.[1] ?? OTHER_WIDTH;
    known.set(character, width);
  }
  return width;
}

/** An upper bound of a text's width, in pixels. */
export function measure(text: string, { size, bold }: Font): number {
  let em = 0;
  for (const character of text) em += widthOf(character);
  return em * size * (bold ? BOLD : 1);
}

/** Scripts that put no spaces between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Parts between which a line may break. */
function parts(text: string): string[] {
  return text.match(/ +|[^ ]+/gu)?.flatMap((word) => (UNSPACED.test(word) ? syllables(word) : [word])) ?? [];
}

/** Words of a script without spaces; punctuation stays with what it follows. */
function syllables(word: string): string[] {
  const found: string[] = [];
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'word' }).segment(word)) {
    if (found.length > 0 && /^\p{P}+$/u.test(segment)) found[found.length - 1] += segment;
    else found.push(segment);
  }
  return found;
}

const graphemes = (text: string) =>
  [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)].map(({ segment }) => segment);

/** White space as one space each; no-break spaces hold. */
const collapsed = (text: string) => text.replace(/[^\S\u00a0\u202f]+/gu, ' ').trim();

/** Breaks a text into lines of at most `width` pixels, and of those at most `most`: then the last ends in "…". */
export function wrap(text: string, width: number, font: Font, most = Infinity): string[] {
  const lines: string[] = [];
  let line = '';
  const fits = (candidate: string) => measure(candidate.trimEnd(), font) <= width;
  const add = (part: string) => {
    if (fits(line + part)) {
      line += part;
      return;
    }
    if (line.trim()) lines.push(line.trim());
    line = '';
    if (fits(part)) line = part.trimStart();
    else if (part.length === 1) line = part;
    else
      // A word longer than a line breaks where it must.
      for (const grapheme of graphemes(part)) {
        if (line && !fits(line + grapheme)) {
          lines.push(line);
          line = '';
        }
        line += grapheme;
      }
  };
  for (const part of parts(collapsed(text))) {
    if (lines.length > most) break;
    add(part);
  }
  if (line.trim()) lines.push(line.trim());
  if (lines.length <= most) return lines;
  let last = graphemes(lines[most - 1] ?? '');
  while (last.length > 0 && !fits(`${last.join('')}…`)) last = last.slice(0, -1);
  return [...lines.slice(0, most - 1), `${last.join('').trimEnd()}…`];
}
