/** One form for the many ways a name is spelt: case, width, diacritics, transliterations. Pure. */

/** Names are compared within a script only: between scripts nothing can be said without a dictionary. */
export type Script =
  'latin' | 'han' | 'kana' | 'hangul' | 'cyrillic' | 'greek' | 'arabic' | 'hebrew' | 'other';

const SCRIPTS: readonly (readonly [Script, RegExp])[] = [
  ['han', /\p{sc=Han}/u],
  ['kana', /[\p{sc=Hiragana}\p{sc=Katakana}]/u],
  ['hangul', /\p{sc=Hangul}/u],
  ['latin', /\p{sc=Latin}/u],
  ['cyrillic', /\p{sc=Cyrillic}/u],
  ['greek', /\p{sc=Greek}/u],
  ['arabic', /\p{sc=Arabic}/u],
  ['hebrew', /\p{sc=Hebrew}/u],
  ['other', /\p{L}/u],
];

/** The first that occurs; null where there is no letter. A Japanese name is `han` when any of it is. */
export function scriptOf(text: string): Script | null {
  const wide = text.normalize('NFKC');
  return SCRIPTS.find(([, letters]) => letters.test(wide))?.[0] ?? null;
}

/** Scripts in which one letter with or without a stop stands for a name. */
export const HAS_INITIALS: ReadonlySet<Script> = new Set(['latin', 'cyrillic', 'greek']);

/** Scripts in which family and given name are never written as one word. */
export const HAS_SPACES: ReadonlySet<Script> = new Set([...HAS_INITIALS, 'arabic', 'hebrew']);

/** Letters that Unicode does not take apart. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'oe',
  ð: 'd',
  đ: 'dj',
  þ: 'th',
  ł: 'l',
  ı: 'i',
  ħ: 'h',
  ŋ: 'ng',
  ə: 'e',
  ς: 'σ',
  // Forms of one Arabic letter, and its Persian code points.
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ک: 'ك',
  ة: 'ه',
  // Forms of one character in Japanese family names, which registers and systems exchange.
  髙: '高',
  﨑: '崎',
  邉: '辺',
  邊: '辺',
  齋: '斎',
  齊: '斎',
  斉: '斎',
  濵: '浜',
  濱: '浜',
  澤: '沢',
  國: '国',
  廣: '広',
  德: '徳',
  眞: '真',
  櫻: '桜',
  嶋: '島',
  嶌: '島',
  '𠮷': '吉',
};

const SMALL_KANA = 'ぁぃぅぇぉっゃゅょゎ';
const LARGE_KANA = 'あいうえおつやゆよわ';

/** Lower case without diacritics; in kana hiragana. Separators stay as they are. */
export function foldLetters(text: string): string {
  const flat = text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    // Elsewhere (Thai, Devanagari, kana) a mark is part of the letter.
    .replace(
      /([\p{sc=Latin}\p{sc=Cyrillic}\p{sc=Greek}\p{sc=Arabic}\p{sc=Hebrew}])\p{M}+/gu,
      (_, letter: string) => letter,
    )
    .normalize('NFC');
  let folded = '';
  for (const letter of flat) {
    const code = letter.codePointAt(0) as number;
    const kana = code >= 0x30a1 && code <= 0x30f6 ? String.fromCodePoint(code - 0x60) : letter;
    // Half-width systems had capital kana only.
    const small = SMALL_KANA.indexOf(kana);
    folded += small >= 0 ? LARGE_KANA.charAt(small) : (LETTERS[kana] ?? kana);
  }
  return folded;
}

/** Consonant and vowel in turn, as romanised Japanese is. */
const ROMAJI = /^(?:(?:ts|[kgnhbpmr]y|[cs]h|[bdfghjkmnprstwyz])?[aiueo]|n(?![aiueoy]))+$/;

/**
 * Transliterations of one folded word made equal: `mueller` and `müller`, `mohammed` and `muhammad`, `satoh` and
 * `satou`. What else becomes equal (`joel`, `jol`) is harmless: it takes the same birth date too.
 */
export function collapse(word: string): string {
  const short = word
    .replace(/([aou])e/g, '$1')
    .replace(/dj/g, 'd')
    .replace(/(.)\1+/gu, '$1');
  if (short.length < 2) return word;
  if (/^m[uo]h?am[ae][dt]$/.test(short)) return 'muhamad';
  const long = short.replace(/o[uh](?=[^aiueo]|$)/g, 'o');
  if (!ROMAJI.test(long)) return short;
  // Hepburn to Kunrei.
  return long
    .replace(/shi/g, 'si')
    .replace(/chi/g, 'ti')
    .replace(/tsu/g, 'tu')
    .replace(/fu/g, 'hu')
    .replace(/ji/g, 'zi');
}
