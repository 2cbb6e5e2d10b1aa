/**
 * Texts in the character sets of DICOM: Specific Character Set (0008,0005), PS3.3 section C.12.1.1.2, with the code
 * extensions of PS3.5 section 6.1.2.5. Built on the encodings that TextDecoder has (WHATWG Encoding).
 */

import { latin, trimmedEnd, trimmedStart } from './values.js';

export interface DecodedText {
  text: string;
  /** Not what the file says its texts are: an unknown term, or bytes that it has no characters for. */
  doubtful: boolean;
}

/** Bytes from `start` to `end` as they are read in one Specific Character Set, trimmed. Never throws. */
export type TextReader = (bytes: Uint8Array, start: number, end: number) => DecodedText;

/** ISO-IR numbers of the sets of single bytes, and of those of two bytes in G1, by what decodes them. */
const LABELS: Record<string, string> = {
  100: 'iso-8859-1',
  101: 'iso-8859-2',
  109: 'iso-8859-3',
  110: 'iso-8859-4',
  144: 'iso-8859-5',
  127: 'iso-8859-6',
  126: 'iso-8859-7',
  138: 'iso-8859-8',
  148: 'windows-1254',
  203: 'iso-8859-15',
  166: 'windows-874',
  13: 'shift_jis',
  149: 'euc-kr',
  58: 'gbk',
};

/** What follows ESC (PS3.3 tables C.12-3 and C.12-4): designates a set to G0, or to G1. */
const TO_G1: Record<string, string> = {
  '-A': '100',
  '-B': '101',
  '-C': '109',
  '-D': '110',
  '-L': '144',
  '-G': '127',
  '-F': '126',
  '-H': '138',
  '-M': '148',
  '-b': '203',
  '-T': '166',
  ')I': '13',
  '$)C': '149',
  '$)A': '58',
};
type G0 = 'single' | 'jis-x-0208' | 'jis-x-0212';
const TO_G0: Record<string, G0> = {
  '(B': 'single',
  '(J': 'single',
  $B: 'jis-x-0208',
  '$@': 'jis-x-0208',
  '$(D': 'jis-x-0212',
};

const ESCAPE = 0x1b;

const decoders = new Map<string, TextDecoder>();
function decode(label: string, bytes: Uint8Array): string {
  let decoder = decoders.get(label);
  if (!decoder) decoders.set(label, (decoder = new TextDecoder(label)));
  return decoder.decode(bytes);
}

/** What is said to be ASCII and is not is UTF-8 when it can be, and Latin 1 otherwise. */
function guess(bytes: Uint8Array): string {
  const text = decode('utf-8', bytes);
  return text.includes('\ufffd') ? decode('iso-8859-1', bytes) : text;
}

const whole =
  (label: string): ((bytes: Uint8Array) => DecodedText) =>
  (bytes) => {
    const text = decode(label, bytes);
    return text.includes('\ufffd') ? { text: guess(bytes), doubtful: true } : { text, doubtful: false };
  };

/** The two-byte sets of Japan have their place in EUC-JP, with the high bit set and JIS X 0212 after SS3. */
function japanese(bytes: Uint8Array, set: G0): string {
  const width = set === 'jis-x-0212' ? 3 : 2;
  const pairs = bytes.length >> 1;
  const euc = new Uint8Array(pairs * width + (bytes.length & 1));
  for (let pair = 0; pair < pairs; pair++) {
    const at = pair * width;
    if (width === 3) euc[at] = 0x8f;
    euc[at + width - 2] = (bytes[pair * 2] ?? 0) | 0x80;
    euc[at + width - 1] = (bytes[pair * 2 + 1] ?? 0) | 0x80;
  }
  // Half a character stays one, to be seen as wrong.
  if (bytes.length & 1) euc[euc.length - 1] = (bytes[bytes.length - 1] ?? 0) | 0x80;
  return decode('euc-jp', euc);
}

/** Where a value, a component or a line ends, what the first set says stands again (PS3.5 section 6.1.2.5.3). */
const isDelimiter = (byte: number): boolean =>
  byte === 0x5c || byte === 0x5e || byte === 0x3d || (byte >= 9 && byte <= 13);

function extended(first: string | undefined, listed: string | undefined): (bytes: Uint8Array) => DecodedText {
  // A set that is listed and never designated is what those meant who left the escape sequences out.
  const initial = first ?? listed;
  return (bytes) => {
    let [text, doubtful] = ['', false];
    let g0: G0 = 'single';
    let g1 = initial;
    let from = 0;
    const flush = (to: number): void => {
      if (to <= from) return;
      const run = bytes.subarray(from, to);
      if (g0 !== 'single') text += japanese(run, g0);
      else if (g1) text += decode(LABELS[g1] ?? 'iso-8859-1', run);
      else {
        text += guess(run);
        doubtful ||= run.some((byte) => byte > 0x7f);
      }
    };
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at] ?? 0;
      if (byte === ESCAPE) {
        flush(at);
        const two = String.fromCharCode(bytes[at + 1] ?? 0, bytes[at + 2] ?? 0);
        const three = two + String.fromCharCode(bytes[at + 3] ?? 0);
        const sequence = two in TO_G0 || two in TO_G1 ? two : three;
        if (sequence in TO_G0) g0 = TO_G0[sequence] ?? 'single';
        else if (sequence in TO_G1) g1 = TO_G1[sequence];
        else doubtful = true;
        const known = sequence in TO_G0 || sequence in TO_G1;
        from = at + 1 + (known ? sequence.length : 0);
        at = from - 1;
      } else if (g0 === 'single' && isDelimiter(byte) && g1 !== initial) {
        flush(at);
        from = at;
        g1 = initial;
      }
    }
    flush(bytes.length);
    return { text, doubtful: doubtful || text.includes('\ufffd') };
  };
}

/** Files of one place say the same one after another. */
let last: { specificCharacterSet: string; reader: TextReader } | null = null;

function readerOf(terms: readonly string[]): { read: (bytes: Uint8Array) => DecodedText; known: boolean } {
  const [only = ''] = terms;
  if (/^(ISO.?IR.?192|UTF.?8)$/i.test(only)) return { read: whole('utf-8'), known: true };
  if (/^(GB18030|GBK|GB2312)$/i.test(only)) return { read: whole('gb18030'), known: true };
  const sets = terms.map((term) => /^ISO.?(?:2022.?)?IR.?(\d+)$/i.exec(term)?.[1] ?? (term ? '?' : '6'));
  const g1 = sets.map((set) => (set in LABELS ? set : undefined));
  const known = sets.every((set, at) => g1[at] !== undefined || /^(6|14|87|159)$/.test(set));
  return {
    read: extended(
      g1[0],
      g1.find((set) => set !== undefined),
    ),
    known,
  };
}

/** How texts are read under a value of (0008,0005) as it stands: terms between backslashes, '' for the default repertoire. */
export function textReader(specificCharacterSet: string): TextReader {
  if (last?.specificCharacterSet === specificCharacterSet) return last.reader;
  const { read, known } = readerOf(specificCharacterSet.split('\\').map((term) => term.trim()));
  const reader: TextReader = (bytes, start, end) => {
    let ascii = true;
    for (let at = start; ascii && at < end; at++) {
      const byte = bytes[at] ?? 0;
      ascii = byte < 0x80 && byte !== ESCAPE;
    }
    if (ascii) return { text: latin(bytes, start, end), doubtful: false };
    const from = trimmedStart(bytes, start, end);
    const { text, doubtful } = read(bytes.subarray(from, trimmedEnd(bytes, from, end)));
    return { text, doubtful: doubtful || !known };
  };
  last = { specificCharacterSet, reader };
  return reader;
}
