/** The markers of a JPEG 2000 codestream (ITU-T T.800 Annex A): how it was coded, and the packets of each tile. */
import { MAX_PIXELS, PixelFault } from '../raster.js';

export interface Component {
  precision: number;
  signed: boolean;
  /** Horizontal and vertical separation of samples on the reference grid. */
  dx: number;
  dy: number;
}

/** SIZ: the reference grid, the picture on it and its tiles. */
export interface Grid {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
  tileWidth: number;
  tileHeight: number;
  tileX0: number;
  tileY0: number;
  components: Component[];
}

/** What COD and COC say of one component. Sizes are exponents of two. */
export interface Coding {
  levels: number;
  blockWidth: number;
  blockHeight: number;
  /** Table A.19. */
  blockStyle: number;
  reversible: boolean;
  /** For each resolution; the greatest possible where none are given. */
  precincts: { width: number; height: number }[];
}

/** What COD says of all components. */
export interface Order {
  progression: number;
  layers: number;
  componentTransform: boolean;
}

/** QCD and QCC. */
export interface Quantisation {
  derived: boolean;
  guardBits: number;
  steps: { exponent: number; mantissa: number }[];
}

export interface TileHeader {
  order: Order;
  codings: Coding[];
  quantisations: Quantisation[];
}

export interface TileData {
  index: number;
  header: TileHeader;
  parts: Uint8Array[];
}

export interface Codestream {
  grid: Grid;
  tiles: TileData[];
}

const [SIZ, COD, COC, QCD, QCC, SOT, SOD, EOC] = [
  0xff51, 0xff52, 0xff53, 0xff5c, 0xff5d, 0xff90, 0xff93, 0xffd9,
];
/** Regions of interest, changes of the progression, packet headers elsewhere: not decoded here. */
const UNSUPPORTED = new Set([0xff5e, 0xff5f, 0xff60, 0xff61]);
/** Of the standard: Isot is a 16-bit number. */
const MAX_TILES = 65_535;
/** Precision that the wavelet transform keeps exactly. */
const MAX_PRECISION = 18;

const word = (data: Uint8Array, at: number) => (data[at]! << 8) | data[at + 1]!;
const long = (data: Uint8Array, at: number) => word(data, at) * 0x10000 + word(data, at + 2);

export function readCodestream(data: Uint8Array): Codestream {
  const start = findStart(data);
  let grid: Grid | null = null;
  const main: Partial<MutableHeader> = {};
  const tiles = new Map<number, TileData & { own: MutableHeader }>();
  let tile: (TileData & { own: MutableHeader }) | null = null;
  let tileEnd = 0;
  for (let at = start + 2; at + 4 <= data.length;) {
    const marker = word(data, at);
    if (marker === EOC) break;
    if (marker === SOD) {
      if (!tile) throw new PixelFault('damaged');
      tile.parts.push(data.subarray(at + 2, tileEnd));
      at = Math.max(at + 2, tileEnd);
      continue;
    }
    const length = word(data, at + 2);
    const body = data.subarray(at + 4, at + 2 + length);
    // What is missing at the end costs detail only; in the main header it costs everything.
    if (length < 2 || at + 2 + length > data.length || marker < 0xff00) break;
    if (UNSUPPORTED.has(marker)) throw new PixelFault('unsupported-format');
    if (marker === SIZ) grid ??= readSize(body);
    else if (marker === SOT) {
      if (!grid || body.length < 8) throw new PixelFault('damaged');
      const index = word(body, 0);
      const size = long(body, 2);
      tileEnd = size === 0 ? data.length : Math.min(data.length, at + size);
      if (tileEnd < at + 12) throw new PixelFault('damaged');
      tile = tiles.get(index) ?? newTile(index, main);
      tiles.set(index, tile);
    } else if (grid) readCoding(marker, body, tile ? tile.own : main, grid.components.length);
    at += 2 + length;
  }
  if (!grid || tiles.size === 0) throw new PixelFault('damaged');
  return { grid, tiles: [...tiles.values()].map((each) => complete(each, grid.components.length)) };
}

/** Some writers leave the boxes of a JP2 file around the codestream. */
function findStart(data: Uint8Array): number {
  for (let at = 0; at < Math.min(data.length - 4, 4096); at++) if (long(data, at) === 0xff4fff51) return at;
  throw new PixelFault('damaged');
}

interface MutableHeader {
  order: Order;
  coding: Coding;
  quantisation: Quantisation;
  codings: Map<number, Coding>;
  quantisations: Map<number, Quantisation>;
}

function newTile(index: number, main: Partial<MutableHeader>): TileData & { own: MutableHeader } {
  const { order, coding, quantisation } = main;
  if (!order || !coding || !quantisation) throw new PixelFault('damaged');
  const own: MutableHeader = {
    order,
    coding,
    quantisation,
    codings: new Map(main.codings),
    quantisations: new Map(main.quantisations),
  };
  return { index, header: { order, codings: [], quantisations: [] }, parts: [], own };
}

function complete({ index, parts, own }: TileData & { own: MutableHeader }, components: number): TileData {
  const each = Array.from({ length: components }, (_, component) => component);
  const codings = each.map((component) => own.codings.get(component) ?? own.coding);
  const quantisations = each.map((component) => own.quantisations.get(component) ?? own.quantisation);
  return { index, parts, header: { order: own.order, codings, quantisations } };
}

function readSize(body: Uint8Array): Grid {
  const count = word(body, 34);
  if (body.length < 36 + count * 3) throw new PixelFault('damaged');
  // Part 15 (high throughput) says so here.
  if (word(body, 0) & 0x4000) throw new PixelFault('unsupported-syntax');
  const [x1, y1, x0, y0, tileWidth, tileHeight, tileX0, tileY0] = Array.from({ length: 8 }, (_, index) =>
    long(body, 2 + index * 4),
  ) as [number, number, number, number, number, number, number, number];
  if (x1 <= x0 || y1 <= y0 || tileWidth === 0 || tileHeight === 0) throw new PixelFault('damaged');
  if (tileX0 > x0 || tileY0 > y0 || tileX0 + tileWidth <= x0 || tileY0 + tileHeight <= y0)
    throw new PixelFault('damaged');
  if ((x1 - x0) * (y1 - y0) > MAX_PIXELS) throw new PixelFault('too-large');
  if (Math.ceil((x1 - tileX0) / tileWidth) * Math.ceil((y1 - tileY0) / tileHeight) > MAX_TILES)
    throw new PixelFault('damaged');
  if (count !== 1 && count !== 3) throw new PixelFault('unsupported-format');
  const components = Array.from({ length: count }, (_, index) => {
    const [depth, dx, dy] = body.subarray(36 + index * 3);
    return { precision: (depth! & 0x7f) + 1, signed: depth! > 0x7f, dx: dx!, dy: dy! };
  });
  if (components.some(({ dx, dy }) => dx === 0 || dy === 0)) throw new PixelFault('damaged');
  if (components.some(({ precision }) => precision > MAX_PRECISION))
    throw new PixelFault('unsupported-format');
  return { x0, y0, x1, y1, tileWidth, tileHeight, tileX0, tileY0, components };
}

function readCoding(
  marker: number,
  body: Uint8Array,
  header: Partial<MutableHeader>,
  components: number,
): void {
  // One byte for the component's number as long as there are fewer than 257; here there are three at most.
  const component = body[0] ?? components;
  if (marker === COD) {
    if (body.length < 10) throw new PixelFault('damaged');
    header.order = {
      progression: body[1]!,
      layers: word(body, 2),
      componentTransform: body[4] === 1,
    };
    header.coding = readStyle(body.subarray(5), body[0]!);
  } else if (marker === COC && component < components) {
    (header.codings ??= new Map()).set(component, readStyle(body.subarray(2), body[1]!));
  } else if (marker === QCD) header.quantisation = readQuantisation(body);
  else if (marker === QCC && component < components)
    (header.quantisations ??= new Map()).set(component, readQuantisation(body.subarray(1)));
}

function readStyle(body: Uint8Array, style: number): Coding {
  const [levels, width, height, blockStyle, transform] = body;
  if (transform === undefined || levels! > 32 || width! > 8 || height! > 8 || width! + height! > 8)
    throw new PixelFault('damaged');
  if (blockStyle! & 0x40) throw new PixelFault('unsupported-syntax');
  const precincts = Array.from({ length: levels! + 1 }, (_, index) => {
    const size = style & 1 ? body[5 + index] : 0xff;
    if (size === undefined) throw new PixelFault('damaged');
    return { width: size & 15, height: size >> 4 };
  });
  return {
    levels: levels!,
    blockWidth: width! + 2,
    blockHeight: height! + 2,
    blockStyle: blockStyle!,
    reversible: transform === 1,
    precincts,
  };
}

function readQuantisation(body: Uint8Array): Quantisation {
  const style = body[0] ?? 3;
  const guardBits = style >> 5;
  const values = body.subarray(1);
  if ((style & 31) > 2 || values.length === 0) throw new PixelFault('damaged');
  if ((style & 31) === 0) {
    const steps = Array.from(values, (value) => ({ exponent: value >> 3, mantissa: 0 }));
    return { derived: false, guardBits, steps };
  }
  const steps = Array.from({ length: values.length >> 1 }, (_, index) => {
    const value = word(values, index * 2);
    return { exponent: value >> 11, mantissa: value & 0x7ff };
  });
  return { derived: (style & 31) === 1, guardBits, steps };
}
