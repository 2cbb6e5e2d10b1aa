/** Which words there are, and a definition's texts in a language. */
import type { LocalisedText } from '../../../contract/index.js';
import { en } from './en.js';
import { es } from './es.js';
import type { GraphWords } from './words.js';

const all: Record<string, GraphWords> = { en, es };

export const primary = (language: string) => language.toLowerCase().split('-')[0] ?? '';

export const wordsFor = (language: string): GraphWords => all[primary(language)] ?? en;

/** A definition's text in a language, else in English. */
export const textIn = (texts: LocalisedText, language: string): string =>
  texts[language] ?? texts[primary(language)] ?? texts['en'] ?? '';

export const isRightToLeft = (language: string): boolean =>
  ['ar', 'fa', 'he', 'ur', 'ps', 'dv', 'yi'].includes(primary(language));
