/**
 * Which language a widget speaks, and where its sentences come from.
 */
import type { LocalisedText } from '../contract/index.js';
import { en } from './locales/en.js';
import type { Messages } from './messages.js';

const catalogues = new Map<string, Messages>([['en', en]]);

const loaders: Record<string, () => Promise<Messages>> = {
  es: () => import('./locales/es.js').then((module) => module.es),
};

/** The primary language subtag: `es` of `es-MX`. */
function primary(tag: string): string {
  return tag.toLowerCase().split('-')[0] ?? 'en';
}

/** Adds or replaces a language; the page's own wording wins over the shipped one. */
export function registerLocale(tag: string, messages: Messages): void {
  catalogues.set(tag.toLowerCase(), messages);
}

/** Tags that can be shown: shipped and registered. */
export function availableLocales(): string[] {
  return [...new Set([...catalogues.keys(), ...Object.keys(loaders)])];
}

/** The first of `preferred` that there is a catalogue for, and otherwise `en`. */
export function chooseLocale(preferred: readonly string[]): string {
  const known = availableLocales();
  for (const tag of preferred) {
    if (known.includes(tag.toLowerCase()) || known.includes(primary(tag))) return tag;
  }
  return 'en';
}

/** The catalogue if it is there already, else undefined: call {@link loadMessages} first. */
export function messagesFor(tag: string): Messages | undefined {
  return catalogues.get(tag.toLowerCase()) ?? catalogues.get(primary(tag));
}

/** Loads the catalogue of a language; falls back to English when it cannot be had. */
export async function loadMessages(tag: string): Promise<Messages> {
  const there = messagesFor(tag);
  if (there) return there;
  try {
    const messages = await loaders[primary(tag)]?.();
    if (messages) catalogues.set(primary(tag), messages);
    return messages ?? en;
  } catch {
    return en;
  }
}

/** The text of a definition or backend in the language shown, else in English. */
export function pick(texts: LocalisedText, tag: string): string {
  return texts[tag] ?? texts[primary(tag)] ?? texts['en'] ?? '';
}

/** `rtl` for languages written from right to left. */
export function direction(tag: string): 'ltr' | 'rtl' {
  return ['ar', 'fa', 'he', 'ur', 'ps', 'dv', 'yi'].includes(primary(tag)) ? 'rtl' : 'ltr';
}
