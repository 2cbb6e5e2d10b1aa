/** Codes of a PDF font as text and widths (ISO 32000-1 sections 9.6, 9.7 and 9.10). */
import type { PdfFile } from './pdf-file.js';
import { PdfLexer, PdfName, type PdfDictionary, type PdfValue } from './pdf-values.js';

export interface PdfFont {
  /** Text of a string's codes, and its width in thousandths of the font's size. */
  show(codes: string): { text: string; width: number };
}

const MAX_CODES = 70_000;
const MAX_TOKENS = 300_000;

const ACCENTS: Record<string, string> = {
  acute: '\u0301',
  grave: '\u0300',
  circumflex: '\u0302',
  dieresis: '\u0308',
  tilde: '\u0303',
  caron: '\u030c',
  cedilla: '\u0327',
  ring: '\u030a',
};
/** Of the Adobe Glyph List those that records in Latin letters use. */
const GLYPHS: Record<string, string> = Object.fromEntries(
  (
    'space= |exclam=!|quotedbl="|numbersign=#|dollar=$|percent=%|ampersand=&|quotesingle=\'|quoteright=’|quoteleft=‘|' +
    'parenleft=(|parenright=)|asterisk=*|plus=+|comma=,|hyphen=-|minus=-|period=.|slash=/|zero=0|one=1|two=2|three=3|' +
    'four=4|five=5|six=6|seven=7|eight=8|nine=9|colon=:|semicolon=;|less=<|greater=>|question=?|at=@|bracketleft=[|' +
    'bracketright=]|underscore=_|bar=│|germandbls=ß|ae=æ|AE=Æ|oe=œ|OE=Œ|oslash=ø|Oslash=Ø|dotlessi=ı|Euro=€|mu=µ|' +
    'degree=°|endash=–|emdash=—|quotedblleft=“|quotedblright=”|bullet=•|fi=fi|fl=fl|ff=ff|ffi=ffi|ffl=ffl|' +
    'ordfeminine=ª|ordmasculine=º|section=§|nbspace= '
  )
    .split('|')
    .map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
);

function glyphText(name: string): string | null {
  if (/^[A-Za-z]$/.test(name)) return name;
  const known = GLYPHS[name];
  if (known !== undefined) return known;
  const accented = /^([A-Za-z])([a-z]+)$/.exec(name);
  const accent = ACCENTS[accented?.[2] ?? ''];
  if (accent) return `${accented?.[1] ?? ''}${accent}`.normalize('NFC');
  const hex = /^uni([0-9A-F]{4})$|^u([0-9A-F]{4,5})$/.exec(name);
  const code = parseInt(hex?.[1] ?? hex?.[2] ?? '', 16);
  return code > 0 && code < 0x110000 ? String.fromCodePoint(code) : null;
}

const codeOf = (bytes: string): number => {
  let code = 0;
  for (let i = 0; i < Math.min(bytes.length, 4); i++) code = code * 256 + bytes.charCodeAt(i);
  return code;
};
const utf16 = (bytes: string): string => {
  let text = '';
  for (let i = 0; i + 1 < bytes.length && i < 64; i += 2)
    text += String.fromCharCode(bytes.charCodeAt(i) * 256 + bytes.charCodeAt(i + 1));
  return text;
};

interface CMap {
  text: Map<number, string>;
  /** Bytes a code has; 0 where the map does not say. */
  bytes: number;
  /** Entries written: ranges may say the same again and again. */
  written: number;
}

/** ToUnicode CMaps (section 9.10.3): `bfchar`, `bfrange`, and the length of a code. */
function readCMap(source: string): CMap {
  const map: CMap = { text: new Map(), bytes: 0, written: 0 };
  const lexer = new PdfLexer(source);
  let operands: PdfValue[] = [];
  let list: PdfValue[] | null = null;
  for (let i = 0; i < MAX_TOKENS && map.written < MAX_CODES; i++) {
    const token = lexer.next();
    if (!token) break;
    if ('value' in token) {
      (list ?? operands).push(token.value);
      continue;
    }
    if (token.word === '[') list = [];
    else if (token.word === ']') {
      operands.push(list ?? []);
      list = null;
    } else {
      if (token.word === 'endcodespacerange' && typeof operands[0] === 'string')
        map.bytes = operands[0].length;
      if (token.word === 'endbfchar') addCharacters(map, operands);
      if (token.word === 'endbfrange') addRanges(map, operands);
      operands = [];
    }
  }
  return map;
}

function addCharacters({ text }: CMap, operands: readonly PdfValue[]): void {
  for (let i = 0; i + 1 < operands.length; i += 2) {
    const [code, to] = operands.slice(i, i + 2);
    if (typeof code === 'string' && typeof to === 'string') text.set(codeOf(code), utf16(to));
  }
}

function addRanges(map: CMap, operands: readonly PdfValue[]): void {
  for (let i = 0; i + 2 < operands.length; i += 3) {
    const [from, to, target] = operands.slice(i, i + 3);
    if (typeof from !== 'string' || typeof to !== 'string') continue;
    const first = codeOf(from);
    const last = Math.min(codeOf(to), first + 0xffff);
    for (let code = first; code <= last && map.written < MAX_CODES; code++, map.written++) {
      if (Array.isArray(target)) {
        const each = target[code - first];
        if (typeof each === 'string') map.text.set(code, utf16(each));
      } else if (typeof target === 'string') {
        const base = utf16(target);
        const end = base.charCodeAt(base.length - 1) + code - first;
        map.text.set(code, base.slice(0, -1) + String.fromCharCode(end & 0xffff));
      }
    }
  }
}

function simpleEncoding(file: PdfFile, font: PdfDictionary): (string | null)[] {
  const encoding = file.get(font.get('Encoding'));
  const dictionary = encoding instanceof Map ? encoding : null;
  const base = file.name(dictionary ? dictionary.get('BaseEncoding') : encoding);
  const label = base === 'MacRomanEncoding' ? 'macintosh' : 'windows-1252';
  const bytes = Uint8Array.from({ length: 256 }, (_, code) => code);
  const codes: (string | null)[] = Array.from(new TextDecoder(label).decode(bytes));
  const differences = dictionary && file.get(dictionary.get('Differences'));
  let code = 0;
  for (const each of Array.isArray(differences) ? differences.slice(0, 1_024) : []) {
    if (typeof each === 'number') code = each;
    else if (each instanceof PdfName) {
      if (code >= 0 && code < 256) codes[code] = glyphText(each.name);
      code++;
    }
  }
  return codes;
}

const numbers = (value: PdfValue | undefined): number[] =>
  Array.isArray(value)
    ? value.slice(0, MAX_CODES).map((each) => (typeof each === 'number' ? each : NaN))
    : [];

/** Section 9.7.4.3: `c [w1 w2 ...]` and `first last w`. */
function cidWidths(file: PdfFile, value: PdfValue | undefined): Map<number, number> {
  const widths = new Map<number, number>();
  const list = file.get(value);
  const items = Array.isArray(list) ? list.slice(0, MAX_CODES).map((each) => file.get(each)) : [];
  // Counted and not by the map's size: one array may stand there many times.
  let left = MAX_CODES;
  for (let i = 0; i < items.length && left > 0;) {
    const [first, second, third] = items.slice(i, i + 3);
    if (typeof first === 'number' && Array.isArray(second)) {
      const each = numbers(second).slice(0, left);
      each.forEach((width, offset) => widths.set(first + offset, width));
      left -= each.length + 1;
      i += 2;
    } else if (typeof first === 'number' && typeof second === 'number' && typeof third === 'number') {
      for (let cid = first; cid <= second && left > 0; cid++, left--) widths.set(cid, third);
      i += 3;
    } else break;
  }
  return widths;
}

/** Reads a font once; one whose codes mean nothing without its program shows ''. */
export async function readFont(file: PdfFile, font: PdfDictionary): Promise<PdfFont> {
  const cmap = readCMap(await file.stream(font.get('ToUnicode')));
  if (file.name(font.get('Subtype')) === 'Type0') {
    const descendants = file.get(font.get('DescendantFonts'));
    const descendant = file.dictionary(Array.isArray(descendants) ? descendants[0] : undefined);
    const widths = cidWidths(file, descendant?.get('W'));
    const standard = file.get(descendant?.get('DW'));
    const unicode = /^Uni.*-(?:UCS2|UTF16)-/.test(file.name(font.get('Encoding')));
    const size = cmap.bytes === 1 ? 1 : 2;
    return {
      show(codes) {
        let text = '';
        let width = 0;
        for (let i = 0; i + size <= codes.length; i += size) {
          const bytes = codes.slice(i, i + size);
          text += cmap.text.get(codeOf(bytes)) ?? (unicode ? utf16(bytes) : '');
          width += widths.get(codeOf(bytes)) ?? (typeof standard === 'number' ? standard : 1000);
        }
        return { text, width };
      },
    };
  }
  const encoding = simpleEncoding(file, font);
  const widths = numbers(file.get(font.get('Widths')));
  const first = Number(file.get(font.get('FirstChar')) ?? 0);
  // Type 3 fonts measure in a space of their own (section 9.6.5).
  const matrix = numbers(file.get(font.get('FontMatrix')));
  const scale = matrix.length === 6 ? Math.abs(matrix[0] ?? 0.001) * 1000 : 1;
  return {
    show(codes) {
      let text = '';
      let width = 0;
      for (let i = 0; i < codes.length; i++) {
        const code = codes.charCodeAt(i);
        text += cmap.text.get(code) ?? encoding[code] ?? '';
        // The fonts that every reader has give no widths: half the size is about right.
        width += (widths[code - first] ?? NaN) * scale || 500;
      }
      return { text, width };
    },
  };
}
