/** A person name taken apart for comparison (PS3.5 section 6.2.1). Pure. */
import type { PersonName } from '../dicom/instance.js';
import { collapse, foldLetters, HAS_INITIALS, scriptOf, type Script } from './fold.js';
import { BORN, GENERATIONS, PARTICLES, PLACEHOLDERS, TITLES, WEAK_PLACEHOLDERS } from './words.js';

/** Longer texts than any name (64 characters a group) are hostile; what follows is not looked at. */
const MAX_LENGTH = 200;
const MAX_WORDS = 8;

/** One component group in one script. */
export interface NameText {
  script: Script;
  family: readonly string[];
  given: readonly string[];
  /** The words as they stand and in no known order: `DOE JOHN`. All are in `family`. */
  unordered: boolean;
  /** `jr`, `iii`, or ''. */
  generation: string;
  /** Characters as given: old systems cut at 16, the standard at 64. */
  length: number;
  /** Without regard to case and width, but otherwise as it is spelt. */
  spelling: string;
}

/** The groups that say a name; none where it is missing or a placeholder. */
export interface ParsedName {
  texts: readonly NameText[];
  placeholder: boolean;
}

/** `id`: a name that only repeats it is no name. */
export function parseName(name: PersonName, id = ''): ParsedName {
  const groups = [name.alphabetic, name.ideographic, name.phonetic].filter((text) =>
    /[\p{L}\p{N}]/u.test(text),
  );
  const texts = groups
    .filter((text) => !id || plain(text) !== plain(id))
    .flatMap((text) => parseText(text) ?? []);
  return { texts, placeholder: groups.length > 0 && texts.length === 0 };
}

const plain = (text: string) =>
  text
    .slice(0, MAX_LENGTH)
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter(Boolean)
    .join(' ');

function parseText(raw: string): NameText | null {
  const text = raw.slice(0, MAX_LENGTH).normalize('NFKC').trim();
  const script = scriptOf(text);
  if (!script) return null;
  const components = text.split('^');
  // `Doe, John`: how people and old systems write what the standard writes with `^`.
  const listed = !components.slice(1).some((each) => /\p{L}/u.test(each));
  const [family = '', given = '', middle = '', , suffix = ''] = listed
    ? (components[0] ?? '').split(',')
    : components;
  const words = { family: wordsOf(family), given: wordsOf(`${given} ${middle}`) };
  const all = [...words.family, ...words.given];
  if (!all.length || all.every(isPlaceholder)) return null;

  let generation = '';
  for (const word of [...all, ...wordsOf(suffix)]) generation ||= GENERATIONS[word] ?? '';
  const [first, second] = [names(words.family), names(words.given)];
  if (!first.length && !second.length) return null;
  const unordered = !first.length || !second.length;
  return {
    script,
    family: unordered ? [...first, ...second] : first,
    given: unordered ? [] : second,
    unordered,
    generation,
    length: [...text].length,
    spelling: plain(`${family} ${given} ${middle}`),
  };
}

/** Stops, hyphens and spaces part words; apostrophes do not. */
const wordsOf = (component: string): string[] =>
  foldLetters(component)
    .replace(/['’‘`´ʼ·]/g, '')
    .split(/[^\p{L}\p{M}\p{N}ー]+/u)
    .filter(Boolean)
    .slice(0, MAX_WORDS);

function isPlaceholder(word: string): boolean {
  const letters = word.replace(/\p{N}+/gu, '');
  return !letters || /^(x+|n+)$/.test(letters) || PLACEHOLDERS.has(letters) || WEAK_PLACEHOLDERS.has(letters);
}

/** Without titles and the like, as long as something is left. */
function names(words: readonly string[]): string[] {
  const known = words.filter((word) => !PLACEHOLDERS.has(word) && /\p{L}/u.test(word));
  const own = known.filter((word) => !TITLES.has(word) && !BORN.has(word) && !(word in GENERATIONS));
  return (own.length ? own : known).map(collapse);
}

/** Without `van der`, `de la`, `al`: they come and go, and count as names only where nothing else is left. */
export function withoutParticles(words: readonly string[]): readonly string[] {
  const core = words.filter((word) => !PARTICLES.has(word));
  return core.length ? core : words;
}

export const isInitial = (word: string, script: Script): boolean =>
  HAS_INITIALS.has(script) && [...word].length === 1;
