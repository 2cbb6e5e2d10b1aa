/**
 * Reads DICOM the simple way: recursive, whole values, and an exception for whatever is not right. It shares nothing with
 * the product's own walker, so that one can be judged by the other.
 */
import { BIG_ENDIAN, IMPLICIT } from './dicom-writer.js';

export interface NaiveElement {
  tag: number;
  vr: string;
  value: Uint8Array;
  items: NaiveElement[][] | null;
}

export interface NaiveFile {
  meta: NaiveElement[];
  syntax: string;
  elements: NaiveElement[];
  /** Everything but pixel data (7FE0,0010). */
  header: Uint8Array;
}

const LONG = 'OB OD OF OL OV OW SQ SV UC UN UR UT UV'.split(' ');
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

class Reader {
  readonly spans: [number, number][] = [];
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  elements(from: number, to: number, explicit: boolean, little: boolean, stop?: (tag: number) => boolean) {
    const found: NaiveElement[] = [];
    let at = from;
    while (at < to) {
      const tag = this.#tag(at, little);
      if (tag === 0xfffee00d) return { found, at: at + 8 };
      if (stop?.(tag)) break;
      let vr = '';
      let value = at + 8;
      let length: number;
      if (explicit) {
        vr = text(this.#bytes.subarray(at + 4, at + 6));
        if (!/^[A-Z]{2}$/.test(vr)) throw new Error(`no VR at ${at}`);
        if (LONG.includes(vr)) {
          length = this.#view.getUint32(at + 8, little);
          value = at + 12;
        } else length = this.#view.getUint16(at + 6, little);
      } else length = this.#view.getUint32(at + 4, little);
      const undefinedLength = length === 0xffffffff;
      const isItems =
        vr === 'SQ' ||
        (tag !== 0x7fe00010 && undefinedLength) ||
        (!explicit && length >= 8 && this.#tag(value, little) === 0xfffee000);
      if (tag === 0x7fe00010 && undefinedLength) {
        let end = value;
        while (this.#tag(end, little) === 0xfffee000) end += 8 + this.#view.getUint32(end + 4, little);
        if (this.#tag(end, little) !== 0xfffee0dd) throw new Error('fragments without end');
        this.spans.push([value, end]);
        found.push({ tag, vr, value: this.#bytes.subarray(value, end), items: null });
        at = end + 8;
      } else if (isItems) {
        const unknown = vr === 'UN';
        const inside = this.#items(value, undefinedLength ? to : value + length, undefinedLength, {
          explicit: explicit && !unknown,
          little: little || unknown,
        });
        found.push({ tag, vr, value: new Uint8Array(), items: inside.items });
        at = inside.at;
      } else {
        if (value + length > to) throw new Error(`a value at ${at} is too long`);
        if (tag === 0x7fe00010) this.spans.push([value, value + length]);
        found.push({ tag, vr, value: this.#bytes.subarray(value, value + length), items: null });
        at = value + length;
      }
    }
    return { found, at };
  }

  #items(from: number, to: number, undefinedLength: boolean, { explicit, little }: Record<string, boolean>) {
    const items: NaiveElement[][] = [];
    let at = from;
    while (at < to) {
      const tag = this.#tag(at, little ?? true);
      const length = this.#view.getUint32(at + 4, little);
      if (tag === 0xfffee0dd && undefinedLength) return { items, at: at + 8 };
      if (tag !== 0xfffee000) throw new Error(`no item at ${at}`);
      const end = length === 0xffffffff ? to : at + 8 + length;
      const item = this.elements(at + 8, end, explicit ?? true, little ?? true);
      items.push(item.found);
      at = item.at;
    }
    if (undefinedLength || at !== to) throw new Error('a sequence without end');
    return { items, at };
  }

  #tag(at: number, little: boolean): number {
    return this.#view.getUint16(at, little) * 0x10000 + this.#view.getUint16(at + 2, little);
  }
}

export function readNaively(bytes: Uint8Array): NaiveFile {
  if (text(bytes.subarray(128, 132)) !== 'DICM') throw new Error('no DICM');
  const reader = new Reader(bytes);
  const { found: meta, at } = reader.elements(132, bytes.length, true, true, (tag) => tag >>> 16 !== 2);
  const syntax = text(meta.find(({ tag }) => tag === 0x00020010)?.value ?? new Uint8Array()).replace(
    /\0$/,
    '',
  );
  const set = reader.elements(at, bytes.length, syntax !== IMPLICIT, syntax !== BIG_ENDIAN);
  if (set.at !== bytes.length) throw new Error('bytes are left');
  const parts: Uint8Array[] = [];
  let from = 0;
  for (const [start, end] of reader.spans) {
    parts.push(bytes.subarray(from, start));
    from = end;
  }
  parts.push(bytes.subarray(from));
  return { meta, syntax, elements: set.found, header: Buffer.concat(parts) };
}

/** Every element at any depth, with its path. */
export function* everyElement(
  elements: readonly NaiveElement[],
  path = '',
): Generator<{ element: NaiveElement; path: string }> {
  for (const element of elements) {
    const here = `${path}/${element.tag.toString(16).padStart(8, '0')}`;
    yield { element, path: here };
    for (const [index, item] of (element.items ?? []).entries())
      yield* everyElement(item, `${here}[${index}]`);
  }
}

export const textOf = (elements: readonly NaiveElement[], tag: number): string | undefined => {
  const found = elements.find((element) => element.tag === tag);
  return found && text(found.value).replace(/[\0 ]+$/, '');
};
