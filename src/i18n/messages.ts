/**
 * What a catalogue holds. English is the reference: its sentences and the parameters of its functions give the type,
 * so that a language with a missing or extra sentence does not compile.
 */
import type { enFirst } from './locales/en-first.js';
import type { en } from './locales/en.js';

/** A whole language. */
export type Messages = typeof en;

/** What the first screens say, and what is said when the rest cannot be loaded. A whole language will do. */
export type FirstMessages = typeof enFirst;

/** The rest, which comes with the views that say it. */
export type MoreMessages = {
  [Area in keyof FirstMessages]: Omit<Messages[Area], keyof FirstMessages[Area]>;
};
