/** Collects what is changed, as a person would want to see it. */
import type { TextReader } from '../dicom/character-sets.js';
import type { DataSetWalker } from '../dicom/elements.js';
import { dummyText } from './dummies.js';
import type { Rule } from './profile.js';
import { isAscii, shorten, tagText, type Change, type ChangeKind } from './report.js';
import { textAt } from './survey.js';

/** Of a value that is longer than is shown, in bytes: enough for every character set. */
const READ = 256;

export const SEQUENCE = '[sequence]';

export class ChangeLog {
  readonly changes: Change[] = [];
  readonly #bytes: Uint8Array;
  readonly #readText: TextReader;
  #privates: { group: number; parents: string; count: number; change: Change } | null = null;

  constructor(bytes: Uint8Array, readText: TextReader) {
    this.#bytes = bytes;
    this.#readText = readText;
  }

  added(tag: number, name: string, after: string): void {
    this.changes.push({ path: tagText(tag), name, kind: 'added', before: '', after: shorten(after) });
  }

  /** What the walker stands at; `after` is bytes as Latin 1. */
  changed(
    { tag, valueOffset, end }: DataSetWalker,
    parents: string,
    [kind, rule, vr]: readonly [ChangeKind, Rule | undefined, string],
    after: string,
  ): void {
    const before = vr === 'SQ' ? SEQUENCE : this.#text(valueOffset, end, vr);
    this.changes.push({
      ...{ path: parents + tagText(tag), name: rule?.name ?? '', kind, before: shorten(before) },
      after: shorten(isAscii(after) ? after : this.#decoded(after)),
    });
  }

  /** A private attribute that goes: one line a group, since a scanner writes hundreds that say nothing to anybody. */
  removedPrivate({ tag }: DataSetWalker, parents: string, name: string): void {
    const group = Math.floor(tag / 0x10000);
    const last = this.#privates;
    if (last && last.group === group && last.parents === parents && this.changes.at(-1) === last.change) {
      last.change.before = `[${++last.count}]`;
      return;
    }
    const path = `${parents}(${tagText(tag).slice(1, 5)},xxxx)`;
    const change: Change = { path, name, kind: 'removed', before: '[1]', after: '' };
    this.changes.push(change);
    this.#privates = { group, parents, count: 1, change };
  }

  #decoded(latin1: string): string {
    const bytes = Uint8Array.from(latin1, (character) => character.charCodeAt(0));
    return this.#readText(bytes, 0, bytes.length).text;
  }

  #text(start: number, end: number, vr: string): string {
    const plain = textAt(this.#bytes, start, Math.min(end, start + READ));
    const text = isAscii(plain)
      ? plain
      : this.#readText(this.#bytes, start, Math.min(end, start + READ)).text;
    const isText = dummyText(vr) !== undefined || vr === 'UI';
    return isText || isPrintable(text) ? text : `[${end - start} bytes]`;
  }
}

const isPrintable = (text: string): boolean => /^[^\p{Cc}\ufffd]*[\p{Cc}]?$/u.test(text);
