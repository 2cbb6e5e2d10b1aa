/** Texts made comparable: what a person wrote with or without accents, capitals, hyphens or spaces reads the same. */

const LIGATURES: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd' };

/** Digests and random keys, whose letters may spell anything: hexadecimal, or letters and digits in turns. */
const KEYS = /[0-9a-f]{16,}|(?=[0-9a-f]*\d[a-f]+\d)[0-9a-f]{8,}|(?:\d{1,8}[a-z]{1,8}){3,}\d*/gi;

/**
 * Lower-case words of a to z and digits with one space between them, before the first and after the last:
 * `MRTBefund_Knie-Müller2024.pdf` gives ` mrt befund knie muller 2024 pdf `. Umlauts lose their dots; whoever writes
 * them as `ue` is met by the patterns.
 */
export function fold(text: string): string {
  const words = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(KEYS, ' ')
    .replace(/(\p{Ll})(?=\p{Lu})/gu, '$1 ')
    // MRTBefund: the last capital of a run begins the next word.
    .replace(/(\p{Lu})(?=\p{Lu}\p{Ll})/gu, '$1 ')
    .toLowerCase()
    .replace(/[ßæœøłđ]/g, (letter) => LIGATURES[letter] ?? letter)
    .replace(/(\p{L})(?=\p{N})/gu, '$1 ')
    .replace(/(\p{N})(?=\p{L})/gu, '$1 ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return ` ${words} `;
}
