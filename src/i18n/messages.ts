/**
 * What a catalogue holds. English is the reference: its sentences and the parameters of its functions give the type,
 * so that a language with a missing or extra sentence does not compile.
 */
import type { en } from './locales/en.js';

export type Messages = typeof en;
