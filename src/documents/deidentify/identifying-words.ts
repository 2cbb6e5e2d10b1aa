/**
 * Finds in the values that stay what identifies the patient: names, ids, the date of birth, UIDs. Bytes are compared as
 * they are written (a text here is bytes as Latin 1), so that nothing depends on how well a character set is known.
 */
import type { UidMap } from './uid-map.js';

const ESCAPE = '\x1b';
/** Designations of ISO 2022 (PS3.3 section C.12.1.1.2); behind one every byte may be half a character. */
const DESIGNATION = new RegExp(`${ESCAPE}[$()*+,.-]{1,2}.`);
const BETWEEN_PARTS = new RegExp(`[\\^ ,.;/()\0${ESCAPE}-]+`);
export const REMOVED = 'REMOVED';

/** Characters of a text that is cleaned word by word. */
const LONGEST = 4096;

/** Letters, digits and bytes of other scripts: what is removed is a whole word, with what hangs together as in a name. */
const IN_WORD = /[a-z0-9\x80-\xff^_]/;

interface Word {
  text: string;
  /** Short ones only as a word of their own: `ann` is not in `scanner`. */
  whole: boolean;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Latin 1 to UTF-8 where it is valid: how many characters a part of a name has. */
function characters(part: string): number {
  if (!/[\x80-\xff]/.test(part)) return part.length;
  const bytes = Uint8Array.from(part, (character) => character.charCodeAt(0));
  try {
    const text = utf8.decode(bytes);
    // One character of these scripts is a syllable or a word.
    return [...text].length + (/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u.test(text) ? 1 : 0);
  } catch {
    return part.length;
  }
}

export class IdentifyingWords {
  readonly #words = new Map<string, Word>();
  #list: readonly Word[] = [];
  /** A character set of several bytes that is not UTF-8: a part of a value cannot be cut out without reading it. */
  multiByte = false;

  /** A person name (PS3.5 section 6.2.1) or several; its parts of at least three letters. */
  addName(value: string): void {
    for (const group of value.split(/[\\=]/))
      for (const [index, run] of group.split(DESIGNATION).entries()) {
        if (index && /^[!-~]{4,}$/.test(run)) this.#add(run, false);
        for (const part of run.split(BETWEEN_PARTS)) {
          const letters = part.replace(/[^A-Za-z\x80-\xff]/g, '');
          if (letters.length >= 3 && characters(part) >= 3) this.#add(part, characters(part) < 4);
        }
      }
  }

  /** Patient ids and the like, as a word of their own; long ones wherever they stand. */
  addId(value: string): void {
    for (const each of value.split('\\')) {
      const id = each.trim();
      // Digits alone are also inside of other numbers.
      if (id.length >= 3) this.#add(id, id.length < 6 || /^\d+$/.test(id));
    }
  }

  /** `YYYYMMDD` in the ways in which dates are written. */
  addBirthDate(value: string): void {
    const [, year, month, day] = /^(\d{4})[.]?(\d\d)[.]?(\d\d)/.exec(value) ?? [];
    if (!year || !month || !day) return;
    this.#add(year + month + day, false);
    for (const mark of ['-', '.', '/', ' '])
      for (const parts of [
        [year, month, day],
        [day, month, year],
        [month, day, year],
        [String(Number(day)), String(Number(month)), year],
        [String(Number(month)), String(Number(day)), year],
      ])
        this.#add(parts.join(mark), false);
  }

  get count(): number {
    return this.#words.size;
  }

  #add(text: string, whole: boolean): void {
    const lower = text.toLowerCase();
    const known = this.#words.get(lower);
    if (known && !known.whole) return;
    this.#words.set(lower, { text: lower, whole });
    this.#list = [];
  }

  /** Whether a value holds any of them. */
  in(value: string): boolean {
    return this.#find(value.toLowerCase()) !== null;
  }

  #find(lower: string): { start: number; end: number } | null {
    if (!this.#list.length) this.#list = [...this.#words.values()];
    for (const { text, whole } of this.#list) {
      for (let at = lower.indexOf(text); at >= 0; at = lower.indexOf(text, at + 1)) {
        const end = at + text.length;
        if (!whole || (!isLetter(lower, at - 1) && !isLetter(lower, end))) return { start: at, end };
      }
    }
    return null;
  }

  /** The value without the words that hold any of them; as it was when there is none. */
  without(value: string): string {
    let text = value;
    for (;;) {
      const lower = text.toLowerCase();
      const found = this.#find(lower);
      if (!found) return text === value ? value : tidy(text);
      // Where bytes may be half a character nothing can be cut out, and a long text is not worth it.
      if (text.includes(ESCAPE) || value.length > LONGEST || (this.multiByte && /[\x80-\xff]/.test(text)))
        return '';
      let { start, end } = found;
      while (start > 0 && IN_WORD.test(lower.charAt(start - 1))) start--;
      while (end < lower.length && IN_WORD.test(lower.charAt(end))) end++;
      text = `${text.slice(0, start)} ${text.slice(end)}`;
    }
  }
}

const isLetter = (lower: string, at: number): boolean => /[a-z0-9\x80-\xff]/.test(lower.charAt(at));

const tidy = (text: string): string =>
  text
    .replace(/ {2,}/g, ' ')
    .replace(/ *\\ */g, '\\')
    .trim();

const UID = /(?<![\d.])\d+(?:\.\d+){4,}/g;

/** Remaps what can only be a UID inside a text, such as the address of an image. */
export function remapUids(value: string, uids: UidMap): string {
  if (value.length < 20) return value;
  return value.replace(UID, (uid) => (uid.length >= 20 ? uids.uid(uid) : uid));
}

const TITLED =
  /(?<![a-z])(?:dr|prof|mr|mrs|ms|miss|mx|sir|herrn?|hr|frau|fr|sr|sra|mme|mlle|sig|dott|dra?|pat(?:ient)?)(?:\.|\s|:)[\s:]*(?:[a-z\x80-\xff][\w\x80-\xff^'-]*)/gi;
const MAIL = /[^\s\\]+@[^\s\\]+/g;
/** Telephone and insurance numbers; a dose of contrast is shorter. */
const LONG_NUMBER = /\d(?:[ ./-]?\d){6,}/g;

/** A short descriptor without what commonly identifies in one, whoever it is: PS3.15 section E.3.5. */
export const withoutPatterns = (value: string): string => {
  const text = value.replace(TITLED, ' ').replace(MAIL, ' ').replace(LONG_NUMBER, ' ');
  return text === value ? value : tidy(text);
};
