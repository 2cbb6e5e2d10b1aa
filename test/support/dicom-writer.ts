/**
 * Writes small DICOM files for tests (PS3.5, PS3.10): any transfer syntax, wrong on purpose where a test wants it so.
 *
 * `dicomFile({ elements: [{ tag: 0x00100010, vr: 'PN', value: 'Roe^Jane' }] })`
 */

export const IMPLICIT = '1.2.840.10008.1.2';
export const EXPLICIT = '1.2.840.10008.1.2.1';
export const BIG_ENDIAN = '1.2.840.10008.1.2.2';
export const DEFLATED = '1.2.840.10008.1.2.1.99';
export const JPEG_BASELINE = '1.2.840.10008.1.2.4.50';

export type DicomItem = readonly DicomElement[];

export interface DicomElement {
  /** `0xggggeeee`. */
  tag: number;
  vr: string;
  /**
   * A text goes out in Latin 1, several joined by a backslash; numbers as the VR stores them; bytes as they are;
   * for `SQ` (or `UN` with undefined length) items, each a list of elements.
   */
  value?: string | number | readonly (string | number)[] | Uint8Array | readonly DicomItem[];
  /** Sequences: `undefined` writes delimiters (default), `defined` lengths. A number is written whatever is true. */
  length?: 'defined' | 'undefined' | number;
}

export interface DicomFileOptions {
  /** Transfer Syntax UID; explicit little endian where nothing is said. */
  syntax?: string;
  /** 128 zero bytes and `DICM`; bytes stand in for the 128. */
  preamble?: boolean | Uint8Array;
  /** Group 0002; false leaves it out. What it claims, where that is not what the data set says or is. */
  meta?: boolean | { syntax?: string; sopClass?: string };
  elements: DicomItem;
  /** Native pixel data (7FE0,0010), `OW`; or the fragments of encapsulated pixel data, after an empty offset table. */
  pixels?: Uint8Array | readonly Uint8Array[];
  /** Data Set Trailing Padding and the like. */
  trailing?: Uint8Array;
  /** How a deflated data set is made; stored blocks (RFC 1951 section 3.2.4) where nothing is said. */
  deflate?: (bytes: Uint8Array) => Uint8Array;
}

const LONG = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);
const SIZES: Record<string, number> = {
  ...{ US: 2, SS: 2, OW: 2, UL: 4, SL: 4, FL: 4, FD: 8, OF: 4, OD: 8, OL: 4 },
};

export const latin1 = (text: string): Uint8Array =>
  Uint8Array.from(text, (character) => character.charCodeAt(0));

export function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}

interface Encoding {
  explicit: boolean;
  little: boolean;
}

const encodingOf = (syntax: string): Encoding => ({
  explicit: syntax !== IMPLICIT,
  little: syntax !== BIG_ENDIAN,
});

function number(value: number, size: number, little: boolean, real = false): Uint8Array {
  const view = new DataView(new ArrayBuffer(size));
  if (real && size === 4) view.setFloat32(0, value, little);
  else if (real) view.setFloat64(0, value, little);
  else if (size === 2) view.setUint16(0, value & 0xffff, little);
  else view.setUint32(0, value >>> 0, little);
  return new Uint8Array(view.buffer);
}

const tagBytes = (tag: number, little: boolean): Uint8Array =>
  concat([number(Math.floor(tag / 0x10000), 2, little), number(tag, 2, little)]);

const isItems = (value: DicomElement['value']): value is readonly DicomItem[] =>
  Array.isArray(value) && value.every((item) => Array.isArray(item));

function valueBytes({ vr, value = '' }: DicomElement, little: boolean): Uint8Array {
  let bytes: Uint8Array;
  if (value instanceof Uint8Array) bytes = value;
  else {
    const values = (Array.isArray(value) ? value : [value]) as (string | number)[];
    const size = SIZES[vr];
    if (vr === 'AT') bytes = concat(values.map((tag) => tagBytes(Number(tag), little)));
    else if (size && value !== '')
      bytes = concat(values.map((each) => number(Number(each), size, little, /^(F.|O[FD])$/.test(vr))));
    else bytes = latin1(values.join('\\'));
  }
  const pad = vr === 'UI' || vr === 'OB' || vr === 'UN' ? 0 : 0x20;
  return bytes.length % 2 ? concat([bytes, Uint8Array.of(pad)]) : bytes;
}

function header(tag: number, vr: string, length: number, { explicit, little }: Encoding): Uint8Array {
  const start = tagBytes(tag, little);
  if (!explicit || tag >>> 16 === 0xfffe) return concat([start, number(length, 4, little)]);
  if (LONG.has(vr)) return concat([start, latin1(vr), new Uint8Array(2), number(length, 4, little)]);
  return concat([start, latin1(vr), number(length, 2, little)]);
}

function element(each: DicomElement, encoding: Encoding): Uint8Array {
  const { tag, vr, value, length } = each;
  if (!(vr === 'SQ' || isItems(value)) || value === '' || value instanceof Uint8Array) {
    const bytes = valueBytes(each, encoding.little);
    return concat([header(tag, vr, typeof length === 'number' ? length : bytes.length, encoding), bytes]);
  }
  // PS3.5 section 6.2.2: UN of undefined length holds implicit VR little endian.
  const inner = vr === 'UN' ? encodingOf(IMPLICIT) : encoding;
  const defined = length === 'defined';
  const items = ((value ?? []) as readonly DicomItem[]).flatMap((item) => {
    const bytes = dataSet(item, inner);
    return [
      header(0xfffee000, '', defined ? bytes.length : 0xffffffff, inner),
      bytes,
      ...(defined ? [] : [header(0xfffee00d, '', 0, inner)]),
    ];
  });
  const bytes = concat(defined ? items : [...items, header(0xfffee0dd, '', 0, inner)]);
  const stated = typeof length === 'number' ? length : defined ? bytes.length : 0xffffffff;
  return concat([header(tag, vr, stated, encoding), bytes]);
}

/** Elements as a data set, in the order given. */
export function dataSet(
  elements: DicomItem,
  encoding: string | Encoding = EXPLICIT,
): Uint8Array<ArrayBuffer> {
  const how = typeof encoding === 'string' ? encodingOf(encoding) : encoding;
  return concat(elements.map((each) => element(each, how)));
}

/** Deflate (RFC 1951) without compression: stored blocks. */
export function storedDeflate(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const blocks: Uint8Array[] = [];
  for (let offset = 0; ; offset += 0xffff) {
    const block = bytes.subarray(offset, offset + 0xffff);
    const last = offset + 0xffff >= bytes.length;
    blocks.push(
      Uint8Array.of(last ? 1 : 0),
      number(block.length, 2, true),
      number(~block.length, 2, true),
      block,
    );
    if (last) return concat(blocks);
  }
}

const textOf = (elements: DicomItem, tag: number): string => {
  const value = elements.find((each) => each.tag === tag)?.value;
  return typeof value === 'string' ? value : '';
};

function metaInformation(syntax: string, sopClass: string, elements: DicomItem): Uint8Array {
  const group = dataSet([
    { tag: 0x00020001, vr: 'OB', value: Uint8Array.of(0, 1) },
    { tag: 0x00020002, vr: 'UI', value: sopClass },
    { tag: 0x00020003, vr: 'UI', value: textOf(elements, 0x00080018) },
    { tag: 0x00020010, vr: 'UI', value: syntax },
    { tag: 0x00020012, vr: 'UI', value: '1.2.3.4' },
  ]);
  return concat([dataSet([{ tag: 0x00020000, vr: 'UL', value: group.length }]), group]);
}

function pixelData(pixels: NonNullable<DicomFileOptions['pixels']>, encoding: Encoding): Uint8Array {
  if (pixels instanceof Uint8Array) return element({ tag: 0x7fe00010, vr: 'OW', value: pixels }, encoding);
  return concat([
    header(0x7fe00010, 'OB', 0xffffffff, encoding),
    header(0xfffee000, '', 0, encoding),
    ...pixels.flatMap((fragment) => [header(0xfffee000, '', fragment.length, encoding), fragment]),
    header(0xfffee0dd, '', 0, encoding),
  ]);
}

export function dicomFile(options: DicomFileOptions): Uint8Array<ArrayBuffer> {
  const { syntax = EXPLICIT, preamble = true, meta = true, elements, pixels, trailing } = options;
  const encoding = encodingOf(syntax);
  const claims = typeof meta === 'object' ? meta : {};
  let body = concat([
    dataSet(elements, encoding),
    pixels ? pixelData(pixels, encoding) : new Uint8Array(),
    trailing ?? new Uint8Array(),
  ]);
  if (syntax.endsWith('.99')) body = concat([(options.deflate ?? storedDeflate)(body)]);
  return concat([
    preamble ? (preamble instanceof Uint8Array ? preamble : new Uint8Array(128)) : new Uint8Array(),
    preamble ? latin1('DICM') : new Uint8Array(),
    meta
      ? metaInformation(claims.syntax ?? syntax, claims.sopClass ?? textOf(elements, 0x00080016), elements)
      : new Uint8Array(),
    body,
  ]);
}

/** `elements` over a CT slice that has everything a header reader asks for, in the order of tags. A null leaves one out. */
export function ctElements(changes: Record<number, DicomElement['value'] | null> = {}): DicomElement[] {
  const defaults: [number, string, DicomElement['value']][] = [
    [0x00080005, 'CS', 'ISO_IR 100'],
    [0x00080008, 'CS', 'ORIGINAL\\PRIMARY\\AXIAL'],
    [0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.2'],
    [0x00080018, 'UI', '1.2.3.1.1.1'],
    [0x00080020, 'DA', '20240312'],
    [0x00080050, 'SH', 'A-1'],
    [0x00080060, 'CS', 'CT'],
    [0x00080080, 'LO', 'St Mary Hospital'],
    [0x00081030, 'LO', 'CT head'],
    [0x0008103e, 'LO', 'Axial'],
    [0x00100010, 'PN', 'Roe^Jane'],
    [0x00100020, 'LO', 'P-1'],
    [0x00100030, 'DA', '19700102'],
    [0x00100040, 'CS', 'F'],
    [0x00180015, 'CS', 'HEAD'],
    [0x0020000d, 'UI', '1.2.3.1'],
    [0x0020000e, 'UI', '1.2.3.1.1'],
    [0x00200011, 'IS', '2'],
    [0x00200013, 'IS', '1'],
    [0x00200032, 'DS', '0\\0\\5'],
    [0x00200037, 'DS', '1\\0\\0\\0\\1\\0'],
    [0x00280010, 'US', 4],
    [0x00280011, 'US', 4],
    [0x00280100, 'US', 16],
  ];
  const vrs = new Map(defaults.map(([tag, vr]) => [tag, vr]));
  const values = new Map<number, DicomElement['value'] | null>(
    defaults.map(([tag, , value]) => [tag, value]),
  );
  for (const [tag, value] of Object.entries(changes)) values.set(Number(tag), value);
  return [...values]
    .filter(([, value]) => value !== null)
    .sort(([a], [b]) => a - b)
    .map(([tag, value]) => ({ tag, vr: vrs.get(tag) ?? OTHER_VRS[tag] ?? 'LO', value: value ?? '' }));
}

/** VRs of tags that tests set with {@link ctElements} beside its own; `LO` where nothing is said. */
const OTHER_VRS: Record<number, string> = {
  0x00180060: 'DS',
  0x00200060: 'CS',
  0x00201002: 'IS',
  0x00201209: 'IS',
  0x00280008: 'IS',
  0x00280301: 'CS',
  0x00420010: 'ST',
  0x00420011: 'OB',
};

export interface DirectoryEntry {
  /** Directory Record Type (0004,1430): PATIENT, STUDY, SERIES, IMAGE... */
  type: string;
  /** What stands in the record beside its offsets, type and flags. */
  elements: DicomItem;
  children?: readonly DirectoryEntry[];
}

export interface DicomDirectoryOptions {
  entries: readonly DirectoryEntry[];
  /** As in a {@link DicomElement}. */
  length?: 'defined' | 'undefined';
  /** Writes another offset than the true one. */
  offset?: (true_: number) => number;
}

/** A DICOMDIR (PS3.10 section 8, PS3.3 Annex F): records depth first, linked by offsets. */
export function dicomDirectory({ entries, length = 'undefined', offset = (x) => x }: DicomDirectoryOptions) {
  const records: { entry: DirectoryEntry; next?: number; child?: number }[] = [];
  const add = (siblings: readonly DirectoryEntry[]): number | undefined => {
    let first: number | undefined;
    let before: (typeof records)[number] | undefined;
    for (const entry of siblings) {
      const record: (typeof records)[number] = { entry };
      const index = records.push(record) - 1;
      first ??= index;
      if (before) before.next = index;
      before = record;
      const child = add(entry.children ?? []);
      if (child !== undefined) record.child = child;
    }
    return first;
  };
  add(entries);
  const build = (positions: readonly number[]): DicomElement[] => {
    const at = (index: number | undefined) => (index === undefined ? 0 : offset(positions[index] ?? 0));
    return [
      { tag: 0x00041130, vr: 'CS', value: 'DISC' },
      { tag: 0x00041200, vr: 'UL', value: at(records.length ? 0 : undefined) },
      { tag: 0x00041202, vr: 'UL', value: at(records.length ? 0 : undefined) },
      { tag: 0x00041212, vr: 'US', value: 0 },
      {
        tag: 0x00041220,
        vr: 'SQ',
        length,
        value: records.map(({ entry, next, child }) => [
          { tag: 0x00041400, vr: 'UL', value: at(next) },
          { tag: 0x00041410, vr: 'US', value: 0xffff },
          { tag: 0x00041420, vr: 'UL', value: at(child) },
          { tag: 0x00041430, vr: 'CS', value: entry.type },
          ...entry.elements,
        ]),
      },
    ];
  };
  const file = (elements: DicomItem) => dicomFile({ elements, meta: { sopClass: '1.2.840.10008.1.3.10' } });
  // Sizes do not depend on the offsets, so the places of a first try are the places of the second.
  const first = file(build([]));
  const body = build([]);
  const before = first.length - dataSet(body).length;
  const start = before + dataSet(body.slice(0, 4)).length + 12;
  const items = (body[4]?.value ?? []) as readonly DicomItem[];
  const positions: number[] = [];
  items.reduce((position, item) => {
    positions.push(position);
    return position + 8 + dataSet(item).length + (length === 'undefined' ? 8 : 0);
  }, start);
  return file(build(positions));
}
