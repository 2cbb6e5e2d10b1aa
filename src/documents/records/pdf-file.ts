/**
 * The objects of a PDF (ISO 32000-1 section 7.5), found by looking for them and not by the cross-reference table:
 * files that are damaged, cut or saved again read the same.
 */
import { inflate } from './inflate.js';
import { latin1, PdfLexer, PdfName, PdfReference, type PdfDictionary, type PdfValue } from './pdf-values.js';

const MAX_OBJECTS = 50_000;
const MAX_OBJECT_STREAMS = 200;
const MAX_STREAM_BYTES = 2 * 1024 * 1024;
/** All streams of a file together, decoded. */
const MAX_DECODED = 12 * 1024 * 1024;
const MAX_STREAMS = 600;
/** Bytes of all objects that are parsed: each is parsed once, but what never ends runs on over the next. */
const MAX_PARSED = 16 * 1024 * 1024;
const MAX_PAGES_LOOKED_AT = 2_000;

export interface PdfPage {
  page: PdfDictionary;
  resources: PdfDictionary | null;
}

export const isDictionary = (value: PdfValue | undefined): value is PdfDictionary => value instanceof Map;
const isType = (value: PdfValue | undefined, type: string): value is PdfDictionary => {
  if (!isDictionary(value)) return false;
  const name = value.get('Type');
  return name instanceof PdfName && name.name === type;
};

export class PdfFile {
  readonly #text: string;
  readonly #offsets = new Map<number, number>();
  /** Objects read; those of object streams stand here from the start. */
  readonly #read = new Map<number, PdfValue>();
  /** Where the bytes of a stream begin, by its dictionary. */
  readonly #streams = new Map<PdfDictionary, number>();
  #decoded = 0;
  #opened = 0;
  #parsed = 0;

  private constructor(readonly bytes: Uint8Array) {
    this.#text = latin1(bytes);
    for (const match of this.#text.matchAll(
      /(?<!\d)(\d{1,9})[\0\t\n\f\r ]{1,8}\d{1,5}[\0\t\n\f\r ]{1,8}obj(?![a-z])/g,
    )) {
      if (this.#offsets.size >= MAX_OBJECTS) break;
      this.#offsets.set(Number(match[1]), match.index + match[0].length);
    }
  }

  /** Null for an encrypted file, whose strings and streams mean nothing without the key. */
  static async open(bytes: Uint8Array): Promise<PdfFile | null> {
    const file = new PdfFile(bytes);
    if (/\/Encrypt[\0\t\n\f\r ]{0,8}(?:\d|<<)/.test(file.#text)) return null;
    await file.#readObjectStreams();
    return file;
  }

  get(value: PdfValue | undefined): PdfValue | undefined {
    // A reference to a reference: a few are followed, a circle is not.
    for (let i = 0; i < 8 && value instanceof PdfReference; i++) value = this.#object(value.number);
    return value instanceof PdfReference ? undefined : value;
  }

  dictionary(value: PdfValue | undefined): PdfDictionary | null {
    const found = this.get(value);
    return isDictionary(found) ? found : null;
  }

  name(value: PdfValue | undefined): string {
    const found = this.get(value);
    return found instanceof PdfName ? found.name : '';
  }

  #object(number: number): PdfValue | undefined {
    const known = this.#read.get(number);
    if (known !== undefined) return known;
    const offset = this.#offsets.get(number);
    if (offset === undefined) return undefined;
    const lexer = new PdfLexer(this.#text, offset);
    const value = (this.#parsed < MAX_PARSED ? lexer.object() : null) ?? null;
    this.#parsed += lexer.position - offset;
    this.#read.set(number, value);
    if (isDictionary(value)) {
      const stream = /^[\0\t\n\f\r ]{0,16}stream(?:\r\n|\n|\r)/.exec(this.#text.substr(lexer.position, 32));
      if (stream) this.#streams.set(value, lexer.position + stream[0].length);
    }
    return value;
  }

  /** Decoded bytes of a stream as Latin-1, at most 2 MB; '' for filters other than Flate and the two of ASCII. */
  async stream(value: PdfValue | undefined): Promise<string> {
    const dictionary = this.dictionary(value);
    const start = dictionary && this.#streams.get(dictionary);
    if (!dictionary || start === undefined || start === null || this.#opened++ >= MAX_STREAMS) return '';
    const most = Math.min(MAX_STREAM_BYTES, MAX_DECODED - this.#decoded);
    const length = this.get(dictionary.get('Length'));
    let end = typeof length === 'number' && length >= 0 ? start + length : -1;
    if (end < 0 || !this.#text.substr(end, 24).includes('endstream'))
      end = this.#text.indexOf('endstream', start);
    let bytes = this.bytes.subarray(start, end < 0 ? undefined : end);
    const filter = this.get(dictionary.get('Filter'));
    const filters = Array.isArray(filter) ? filter : filter === undefined || filter === null ? [] : [filter];
    const parameters = this.get(dictionary.get('DecodeParms'));
    for (const each of filters.slice(0, 4)) {
      const name = this.name(each);
      if (name === 'ASCII85Decode' || name === 'A85') bytes = ascii85(bytes.subarray(0, MAX_STREAM_BYTES));
      else if (name === 'ASCIIHexDecode' || name === 'AHx')
        bytes = asciiHex(bytes.subarray(0, 2 * MAX_STREAM_BYTES));
      else if (name === 'FlateDecode' || name === 'Fl') {
        if (isDictionary(parameters) && Number(this.get(parameters.get('Predictor')) ?? 1) > 1) return '';
        bytes = await inflate(bytes, most);
      } else return '';
    }
    this.#decoded += Math.min(bytes.length, most);
    return latin1(bytes.subarray(0, most));
  }

  /** Section 7.5.7. Objects that stand in the file itself go before. */
  async #readObjectStreams(): Promise<void> {
    let count = 0;
    for (const [number, offset] of this.#offsets) {
      if (!this.#text.substr(offset, 300).includes('/ObjStm')) continue;
      const stream = this.#object(number);
      if (!isType(stream, 'ObjStm') || count++ >= MAX_OBJECT_STREAMS) continue;
      const text = await this.stream(stream);
      const first = this.get(stream.get('First'));
      if (typeof first !== 'number') continue;
      const heads = text
        .slice(0, first)
        .trim()
        .split(/\s+/, 2 * MAX_OBJECTS)
        .map(Number);
      for (let i = 0; i + 1 < heads.length && this.#read.size < MAX_OBJECTS; i += 2) {
        const [inner = NaN, at = NaN] = heads.slice(i, i + 2);
        if (!Number.isInteger(inner) || !(at >= 0) || this.#offsets.has(inner)) continue;
        this.#read.set(inner, new PdfLexer(text, first + at).object() ?? null);
      }
    }
  }

  /** Up to `most` pages in reading order; by the numbers of their objects where the page tree is not there. */
  pages(most: number): PdfPage[] {
    const numbers = [...new Set([...this.#offsets.keys(), ...this.#read.keys()])];
    const typed = (type: string) =>
      numbers.filter((number) => {
        const offset = this.#offsets.get(number);
        if (offset !== undefined && !this.#text.substr(offset, 2_000).includes(`/${type}`)) return false;
        return isType(this.#object(number), type);
      });
    const pages: PdfPage[] = [];
    const seen = new Set<PdfDictionary>();
    for (const catalog of typed('Catalog').reverse()) {
      const waiting: { node: PdfValue | undefined; resources: PdfDictionary | null }[] = [
        { node: this.dictionary(new PdfReference(catalog))?.get('Pages'), resources: null },
      ];
      while (waiting.length > 0 && pages.length < most && seen.size < MAX_PAGES_LOOKED_AT) {
        const { node, resources } = waiting.pop() ?? { node: undefined, resources: null };
        const page = this.dictionary(node);
        if (!page || seen.has(page)) continue;
        seen.add(page);
        const own = this.dictionary(page.get('Resources')) ?? resources;
        const kids = this.get(page.get('Kids'));
        if (!Array.isArray(kids)) pages.push({ page, resources: own });
        else
          for (const kid of kids.slice(0, MAX_PAGES_LOOKED_AT).reverse())
            waiting.push({ node: kid, resources: own });
      }
      if (pages.length > 0) return pages;
    }
    return typed('Page')
      .sort((a, b) => a - b)
      .slice(0, most)
      .flatMap((number) => {
        const page = this.dictionary(new PdfReference(number));
        return page ? [{ page, resources: this.dictionary(page.get('Resources')) }] : [];
      });
  }
}

/** Section 7.4.2. */
function asciiHex(bytes: Uint8Array): Uint8Array {
  const digits = latin1(bytes).replace(/>[\s\S]*$|[^0-9a-f]/gi, '');
  return Uint8Array.from({ length: Math.ceil(digits.length / 2) }, (_, i) =>
    parseInt(digits.slice(2 * i, 2 * i + 2).padEnd(2, '0'), 16),
  );
}

/** Section 7.4.3; stops at the first byte that is none of it. */
function ascii85(bytes: Uint8Array): Uint8Array {
  const out: number[] = [];
  let group: number[] = [];
  const flush = () => {
    const value = [...group, 84, 84, 84, 84].slice(0, 5).reduce((sum, digit) => sum * 85 + digit, 0);
    for (let i = 0; i < group.length - 1; i++) out.push(Math.floor(value / 256 ** (3 - i)) % 256);
    group = [];
  };
  for (const byte of bytes) {
    if (byte <= 0x20) continue;
    if (byte === 0x7a && group.length === 0) out.push(0, 0, 0, 0);
    else if (byte < 0x21 || byte > 0x75) break;
    else if (group.push(byte - 0x21) === 5) flush();
  }
  if (group.length > 1) flush();
  return Uint8Array.from(out);
}
