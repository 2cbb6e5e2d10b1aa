/**
 * Which language a widget speaks, and where its sentences come from.
 */
import type { LocalisedText } from '../contract/index.js';
import { enFirst } from './locales/en-first.js';
import type { FirstMessages, Messages } from './messages.js';

/** First parts and whole languages: a whole one is a first part too. */
const firsts = new Map<string, FirstMessages>([['en', enFirst]]);
const wholes = new Map<string, Messages>();

interface Loaders {
  first: () => Promise<FirstMessages>;
  whole: () => Promise<Messages>;
}

const english: Loaders = {
  first: () => Promise.resolve(enFirst),
  whole: () => import('./locales/en.js').then((module) => module.en),
};

const loaders: Record<string, Loaders> = {
  en: english,
  es: {
    first: () => import('./locales/es-first.js').then((module) => module.esFirst),
    whole: () => import('./locales/es.js').then((module) => module.es),
  },
};

/** The primary language subtag: `es` of `es-MX`. */
function primary(tag: string): string {
  return tag.toLowerCase().split('-')[0] ?? 'en';
}

/** Adds or replaces a language; the page's own wording wins over the shipped one. */
export function registerLocale(tag: string, messages: Messages): void {
  firsts.set(tag.toLowerCase(), messages);
  wholes.set(tag.toLowerCase(), messages);
}

/** Tags that can be shown: shipped and registered. */
export function availableLocales(): string[] {
  return [...new Set([...firsts.keys(), ...Object.keys(loaders)])];
}

/** The first of `preferred` that there is a catalogue for, and otherwise `en`. */
export function chooseLocale(preferred: readonly string[]): string {
  const known = availableLocales();
  for (const tag of preferred) {
    if (known.includes(tag.toLowerCase()) || known.includes(primary(tag))) return tag;
  }
  return 'en';
}

/** Of a map of catalogues, the one for a language, or for the language without its region. */
function of<T>(map: ReadonlyMap<string, T>, tag: string): T | undefined {
  return map.get(tag.toLowerCase()) ?? map.get(primary(tag));
}

/** The first part of a language if it is there already, else undefined: call {@link loadMessages} first. */
export function messagesFor(tag: string): FirstMessages | undefined {
  return of(firsts, tag);
}

/** Loads the first part of a language; falls back to English when it cannot be had. */
export async function loadMessages(tag: string): Promise<FirstMessages> {
  const there = messagesFor(tag);
  if (there) return there;
  try {
    const messages = await loaders[primary(tag)]?.first();
    if (messages) firsts.set(primary(tag), messages);
    return messages ?? enFirst;
  } catch {
    return enFirst;
  }
}

/** The whole language if it is there already, else undefined: call {@link loadMore} first. */
export function moreMessagesFor(tag: string): Messages | undefined {
  return of(wholes, tag);
}

/** Loads the rest of a language; English for one that is not there. Rejects when it cannot be had right now. */
export async function loadMore(tag: string): Promise<Messages> {
  const there = moreMessagesFor(tag);
  if (there) return there;
  const known = primary(tag) in loaders ? primary(tag) : 'en';
  const messages = await (loaders[known] ?? english).whole();
  // What the page has registered meanwhile stays.
  if (!wholes.has(known)) wholes.set(known, messages);
  return moreMessagesFor(tag) ?? messages;
}

/** The text of a definition or backend in the language shown, else in English. */
export function pick(texts: LocalisedText, tag: string): string {
  return texts[tag] ?? texts[primary(tag)] ?? texts['en'] ?? '';
}

/** `rtl` for languages written from right to left. */
export function direction(tag: string): 'ltr' | 'rtl' {
  return ['ar', 'fa', 'he', 'ur', 'ps', 'dv', 'yi'].includes(primary(tag)) ? 'rtl' : 'ltr';
}
