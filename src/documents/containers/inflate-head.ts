/**
 * The beginning of a deflate stream (RFC 1951), and no more. Libraries inflate all that they are given, which for a
 * slice that begins with air is a thousand times its size; here the work ends where the wanted bytes do. Pure.
 */

export interface InflatedHead {
  /** Bytes at the start of `out` that are filled. */
  written: number;
  /** `full`: as many as there is room for. `ended`: the stream is over. `starved`: more input would give more. */
  state: 'full' | 'ended' | 'starved' | 'invalid';
}

/** In place of a symbol or a number. */
const STARVED = -1;
const INVALID = -2;

/** In which order the lengths of the code for lengths come (section 3.2.7). */
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
/** Words up to so many bits are found by a table, longer ones by counting. */
const SHORT_BITS = 9;

/** Bases that follow each other, each with room for its extra bits: `1 << shift` of them have the same (section 3.2.5). */
function ladder(base: number, size: number, shift: number): [Uint16Array, Uint8Array] {
  const [bases, extra] = [new Uint16Array(size), new Uint8Array(size)];
  for (let i = 0; i < size; i++) {
    extra[i] = Math.max(0, (i >> shift) - 1);
    bases[i] = base;
    base += 1 << (extra[i] ?? 0);
  }
  return [bases, extra];
}
const [LENGTHS, LENGTH_BITS] = ladder(3, 29, 2);
LENGTHS[28] = 258;
LENGTH_BITS[28] = 0;
const [DISTANCES, DISTANCE_BITS] = ladder(1, 30, 1);

/** A canonical Huffman code (section 3.2.2). */
interface Code {
  /** By the next bits: `symbol << 4 | length`; 0 for words that are longer. */
  short: Uint16Array;
  /** Words of each length, and the symbols in the order of their words. */
  counts: Uint16Array;
  symbols: Uint16Array;
}

/** Null when there are more words than fit. */
function codeOf(lengths: Uint8Array): Code | null {
  const [counts, next, place] = [new Uint16Array(16), new Uint16Array(16), new Uint16Array(16)];
  const [short, symbols] = [new Uint16Array(1 << SHORT_BITS), new Uint16Array(lengths.length)];
  for (const length of lengths) if (length) counts[length]!++;
  for (let length = 1, room = 2; length < 16; length++, room *= 2) {
    next[length] = (next[length - 1]! + counts[length - 1]!) << 1;
    place[length] = place[length - 1]! + counts[length - 1]!;
    if ((room -= counts[length]!) < 0) return null;
  }
  lengths.forEach((length, symbol) => {
    if (!length) return;
    symbols[place[length]!++] = symbol;
    const word = next[length]!++;
    if (length > SHORT_BITS) return;
    let reversed = 0;
    for (let bit = 0; bit < length; bit++) reversed |= ((word >> bit) & 1) << (length - 1 - bit);
    for (; reversed < short.length; reversed += 1 << length) short[reversed] = (symbol << 4) | length;
  });
  return { short, counts, symbols };
}

let fixed: [Code | null, Code | null] | undefined;
function fixedCodes(): [Code | null, Code | null] {
  const literals = new Uint8Array(288).fill(8).fill(9, 144, 256).fill(7, 256, 280);
  return (fixed ??= [codeOf(literals), codeOf(new Uint8Array(30).fill(5))]);
}

/** Fills `out` from its start. Never throws, never writes more. */
export function inflateHead(input: Uint8Array, out: Uint8Array): InflatedHead {
  let [at, held, count, written] = [0, 0, 0, 0];

  /** Holds `wanted` bits, 16 at most, the lowest first; false when there are not so many. */
  function fill(wanted: number): boolean {
    for (; count < wanted; count += 8) {
      if (at >= input.length) return false;
      held |= input[at++]! << count;
    }
    return true;
  }
  function drop<Value>(bits: number, value: Value): Value {
    held >>>= bits;
    count -= bits;
    return value;
  }
  const take = (wanted: number) => (fill(wanted) ? drop(wanted, held & ((1 << wanted) - 1)) : STARVED);

  function read({ short, counts, symbols }: Code): number {
    fill(15);
    const entry = short[held & ((1 << SHORT_BITS) - 1)]!;
    if (entry && (entry & 15) <= count) return drop(entry & 15, entry >> 4);
    let [word, first, place] = [0, 0, 0];
    for (let length = 1; length < 16; length++) {
      if (length > count) return STARVED;
      word = (word << 1) | ((held >> (length - 1)) & 1);
      const words = counts[length]!;
      if (word - first < words) return drop(length, symbols[place + word - first]!);
      place += words;
      first = (first + words) << 1;
    }
    return INVALID;
  }

  /** Both codes of a dynamic block (section 3.2.7), or why there are none. */
  function dynamicCodes(): [Code | null, Code | null] | number {
    if (!fill(14)) return STARVED;
    const literals = take(5) + 257;
    const lengths = new Uint8Array(literals + take(5) + 1);
    const first = new Uint8Array(19);
    for (const symbol of ORDER.slice(0, take(4) + 4)) {
      if (!fill(3)) return STARVED;
      first[symbol] = take(3);
    }
    const code = codeOf(first);
    for (let i = 0; i < lengths.length;) {
      const symbol = code ? read(code) : INVALID;
      if (symbol < 0) return symbol;
      if (symbol < 16) lengths[i++] = symbol;
      else {
        const repeat = take(symbol === 16 ? 2 : symbol === 17 ? 3 : 7);
        if (repeat < 0) return repeat;
        const end = i + repeat + (symbol === 18 ? 11 : 3);
        if (end > lengths.length || (symbol === 16 && i === 0)) return INVALID;
        lengths.fill(symbol === 16 ? lengths[i - 1]! : 0, i, end);
        i = end;
      }
    }
    return [codeOf(lengths.subarray(0, literals)), codeOf(lengths.subarray(literals))];
  }

  /** A block's words up to its end: 0, or why it does not come so far. */
  function block(literals: Code, distances: Code): number {
    while (written < out.length) {
      const symbol = read(literals);
      if (symbol < 0) return symbol;
      if (symbol === 256) return 0;
      if (symbol < 256) {
        out[written++] = symbol;
        continue;
      }
      if (symbol > 285) return INVALID;
      const more = take(LENGTH_BITS[symbol - 257]!);
      const far = more < 0 ? more : read(distances);
      if (far < 0 || far > 29) return far < 0 ? far : INVALID;
      const further = take(DISTANCE_BITS[far]!);
      if (further < 0) return further;
      const distance = DISTANCES[far]! + further;
      if (distance > written) return INVALID;
      const end = Math.min(written + LENGTHS[symbol - 257]! + more, out.length);
      for (; written < end; written++) out[written] = out[written - distance]!;
    }
    return 0;
  }

  /** A block of bytes as they are (section 3.2.4). */
  function stored(): number {
    at -= count >> 3;
    held = count = 0;
    if (at + 4 > input.length) return STARVED;
    const length = input[at]! | (input[at + 1]! << 8);
    if ((length ^ 0xffff) !== (input[at + 2]! | (input[at + 3]! << 8))) return INVALID;
    const bytes = input.subarray(at + 4, at + 4 + Math.min(length, out.length - written));
    out.set(bytes, written);
    at += 4 + bytes.length;
    written += bytes.length;
    return bytes.length < length && written < out.length ? STARVED : 0;
  }

  for (let last = 0; !last && written < out.length;) {
    const header = take(3);
    let result = header < 0 ? header : header < 2 ? stored() : header > 5 ? INVALID : 0;
    if (header > 1 && header < 6) {
      const codes = header < 4 ? fixedCodes() : dynamicCodes();
      if (typeof codes === 'number') result = codes;
      else result = codes[0] && codes[1] ? block(codes[0], codes[1]) : INVALID;
    }
    if (result < 0) return { written, state: result === INVALID ? 'invalid' : 'starved' };
    last = header & 1;
  }
  return { written, state: written < out.length ? 'ended' : 'full' };
}
