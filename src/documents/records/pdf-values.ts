/** The syntax of PDF objects and content streams (ISO 32000-1 section 7.2 and 7.3), over bytes read as Latin-1. */

export class PdfName {
  constructor(readonly name: string) {}
}
export class PdfReference {
  constructor(readonly number: number) {}
}
/** Keys without the slash. */
export type PdfDictionary = Map<string, PdfValue>;
/** Strings are bytes, one a character. */
export type PdfValue = number | boolean | null | string | PdfName | PdfReference | PdfDictionary | PdfValue[];

export type PdfToken = { value: number | string | PdfName } | { word: string };

const MAX_DEPTH = 64;
const MAX_STRING = 65_536;
const MAX_PARTS = 100_000;

const SPACE = /[\0\t\n\f\r ]/;
const REGULAR = /[^\0\t\n\f\r ()<>[\]{}/%]{1,256}/y;
const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

export class PdfLexer {
  constructor(
    readonly text: string,
    public position = 0,
    readonly end = text.length,
  ) {}

  #skipSpace(): void {
    for (; this.position < this.end; this.position++) {
      const character = this.text.charAt(this.position);
      if (character === '%') {
        while (this.position < this.end && !/[\r\n]/.test(this.text.charAt(this.position))) this.position++;
      } else if (!SPACE.test(character)) return;
    }
  }

  #regular(): string {
    REGULAR.lastIndex = this.position;
    const found = REGULAR.exec(this.text)?.[0] ?? '';
    this.position += found.length;
    return found;
  }

  /** Null at the end. Words are operators, `true`, `null`, `R`, and the delimiters `[ ] << >> { }`. */
  next(): PdfToken | null {
    this.#skipSpace();
    if (this.position >= this.end) return null;
    const character = this.text.charAt(this.position);
    if (character === '/') {
      this.position++;
      const name = this.#regular();
      return {
        value: new PdfName(
          name.replace(/#([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
        ),
      };
    }
    if (character === '(') return { value: this.#literal() };
    const pair = this.text.substr(this.position, 2);
    if (pair === '<<' || pair === '>>') {
      this.position += 2;
      return { word: pair };
    }
    if (character === '<') return { value: this.#hexadecimal() };
    const regular = this.#regular();
    if (regular === '') {
      this.position++;
      return { word: character };
    }
    return /^[-+]?(?:\d+\.?\d*|\.\d+)$/.test(regular) ? { value: Number(regular) } : { word: regular };
  }

  #literal(): string {
    let out = '';
    let depth = 1;
    this.position++;
    for (; this.position < this.end && out.length < MAX_STRING; this.position++) {
      const character = this.text.charAt(this.position);
      if (character === '\\') {
        this.position++;
        const octal = /^[0-7]{1,3}/.exec(this.text.substr(this.position, 3))?.[0];
        const escaped = this.text.charAt(this.position);
        if (octal) {
          out += String.fromCharCode(parseInt(octal, 8) & 0xff);
          this.position += octal.length - 1;
        } else if (escaped === '\r' || escaped === '\n') {
          if (escaped === '\r' && this.text.charAt(this.position + 1) === '\n') this.position++;
        } else out += ESCAPES[escaped] ?? escaped;
        continue;
      }
      if (character === '(') depth++;
      if (character === ')' && --depth === 0) {
        this.position++;
        break;
      }
      out += character;
    }
    return out;
  }

  #hexadecimal(): string {
    const most = Math.min(this.end, this.position + 2 * MAX_STRING);
    const close = this.text.slice(this.position, most).indexOf('>');
    const stop = close < 0 ? most : this.position + close;
    const digits = this.text.slice(this.position + 1, stop).replace(/[^0-9a-f]/gi, '');
    this.position = stop + 1;
    return (digits.length % 2 ? `${digits}0` : digits).replace(/../g, (hex) =>
      String.fromCharCode(parseInt(hex, 16)),
    );
  }

  /**
   * The next object: arrays and dictionaries whole, up to 64 deep. Undefined where none can be read, or it has more
   * than `most` parts.
   */
  object(most = MAX_PARTS): PdfValue | undefined {
    const stack: { close: ']' | '>>'; items: PdfValue[] }[] = [];
    for (let parts = 0; parts < most; parts++) {
      const token = this.next();
      if (!token) return undefined;
      let value: PdfValue | undefined;
      if ('value' in token) value = token.value;
      else if (token.word === '[' || token.word === '<<') {
        if (stack.length >= MAX_DEPTH) return undefined;
        stack.push({ close: token.word === '[' ? ']' : '>>', items: [] });
        continue;
      } else if (token.word === ']' || token.word === '>>') {
        const top = stack.pop();
        if (top?.close !== token.word) return undefined;
        value = token.word === ']' ? top.items : dictionary(top.items);
      } else if (token.word === 'R') {
        const items = stack.at(-1)?.items;
        const number = items && items.splice(-2)[0];
        if (typeof number !== 'number') return undefined;
        value = new PdfReference(number);
      } else if (token.word === 'true' || token.word === 'false') value = token.word === 'true';
      else if (token.word === 'null') value = null;
      else return undefined;
      const top = stack.at(-1);
      if (!top) return value;
      top.items.push(value);
    }
    return undefined;
  }
}

function dictionary(items: readonly PdfValue[]): PdfDictionary {
  const entries: PdfDictionary = new Map();
  for (let i = 0; i + 1 < items.length; i += 2) {
    const key = items[i];
    if (key instanceof PdfName) entries.set(key.name, items[i + 1] ?? null);
  }
  return entries;
}

/** Each byte a character of the same code; TextDecoder's `latin1` is Windows-1252. */
export function latin1(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let i = 0; i < bytes.length; i += 8192)
    parts.push(String.fromCharCode(...bytes.subarray(i, i + 8192)));
  return parts.join('');
}
