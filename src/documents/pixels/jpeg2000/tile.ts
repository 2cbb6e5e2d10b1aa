/** A tile's structure (ITU-T T.800 Annex B): components, resolutions, bands, precincts and code-blocks. */
import { PixelFault } from '../raster.js';
import type { Coding, Grid, Quantisation, TileData } from './codestream.js';
import { TagTree } from './tag-tree.js';

export interface Rectangle {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

/** Passes that are coded together. */
export interface Segment {
  passes: number;
  maxPasses: number;
  parts: Uint8Array[];
}

export interface CodeBlock extends Rectangle {
  included: boolean;
  zeroPlanes: number;
  lengthBits: number;
  segments: Segment[];
}

/** A precinct's code-blocks of one band. */
export interface Cell {
  wide: number;
  blocks: CodeBlock[];
  inclusion: TagTree;
  zeroPlanes: TagTree;
}

export interface Band {
  /** 0 LL, 1 HL, 2 LH, 3 HH. */
  orientation: number;
  /** Mb: magnitude bits (equation E-2). */
  bits: number;
  /** What a coefficient of 1 stands for. */
  step: number;
  blocks: CodeBlock[];
}

export interface Precinct {
  /** Where it begins on the reference grid, for progressions by position. */
  x: number;
  y: number;
  cells: Cell[];
}

export interface Resolution extends Rectangle {
  bands: Band[];
  precincts: Precinct[];
}

export interface TileComponent {
  coding: Coding;
  resolutions: Resolution[];
}

/** Precincts, bands in them and code-blocks, over all tiles: what a hostile header may make us build. */
const MAX_PARTS = 150_000;

/** Counts towards {@link MAX_PARTS}. */
export interface PartCount {
  parts: number;
}

const up = (value: number, divisor: number) => Math.ceil(value / divisor);
const isEmpty = ({ x0, y0, x1, y1 }: Rectangle) => x1 <= x0 || y1 <= y0;

export function tileRectangle(grid: Grid, index: number): Rectangle {
  const across = up(grid.x1 - grid.tileX0, grid.tileWidth);
  const x = grid.tileX0 + (index % across) * grid.tileWidth;
  const y = grid.tileY0 + Math.floor(index / across) * grid.tileHeight;
  return {
    x0: Math.max(x, grid.x0),
    y0: Math.max(y, grid.y0),
    x1: Math.min(x + grid.tileWidth, grid.x1),
    y1: Math.min(y + grid.tileHeight, grid.y1),
  };
}

export function buildTile(grid: Grid, { index, header }: TileData, count: PartCount): TileComponent[] {
  const tile = tileRectangle(grid, index);
  if (isEmpty(tile)) throw new PixelFault('damaged');
  return grid.components.map(({ dx, dy, precision }, component) => {
    const coding = header.codings[component]!;
    const area = { x0: up(tile.x0, dx), y0: up(tile.y0, dy), x1: up(tile.x1, dx), y1: up(tile.y1, dy) };
    const resolutions = Array.from({ length: coding.levels + 1 }, (_, level) => {
      const bands = bandsOf(coding, header.quantisations[component]!, level, precision);
      return buildResolution(area, coding, level, bands, { dx, dy, tile }, count);
    });
    return { coding, resolutions };
  });
}

function bandsOf(coding: Coding, quantisation: Quantisation, level: number, precision: number): Band[] {
  return (level === 0 ? [0] : [1, 2, 3]).map((orientation) => {
    const { derived, guardBits, steps } = quantisation;
    const found = steps[derived ? 0 : level === 0 ? 0 : 3 * (level - 1) + orientation];
    if (!found) throw new PixelFault('damaged');
    // Equation E-5.
    const exponent = found.exponent - (derived ? Math.max(0, level - 1) : 0);
    const gain = orientation === 0 ? 0 : orientation === 3 ? 2 : 1;
    const step = coding.reversible ? 1 : 2 ** (precision + gain - exponent) * (1 + found.mantissa / 2048);
    return { orientation, bits: guardBits + exponent - 1, step, blocks: [] };
  });
}

function buildResolution(
  area: Rectangle,
  coding: Coding,
  level: number,
  bands: Band[],
  grid: { dx: number; dy: number; tile: Rectangle },
  count: PartCount,
): Resolution {
  const scale = 2 ** (coding.levels - level);
  const own = {
    x0: up(area.x0, scale),
    y0: up(area.y0, scale),
    x1: up(area.x1, scale),
    y1: up(area.y1, scale),
  };
  const resolution: Resolution = { ...own, bands, precincts: [] };
  if (isEmpty(own)) return resolution;
  const size = coding.precincts[level]!;
  // Bands above the lowest are half as large as their resolution.
  const half = level === 0 ? 0 : 1;
  if (size.width < half || size.height < half) throw new PixelFault('damaged');
  const [width, height] = [2 ** size.width, 2 ** size.height];
  const block = {
    width: 2 ** Math.min(coding.blockWidth, size.width - half),
    height: 2 ** Math.min(coding.blockHeight, size.height - half),
  };
  for (let y = Math.floor(own.y0 / height); y < up(own.y1, height); y++)
    for (let x = Math.floor(own.x0 / width); x < up(own.x1, width); x++) {
      if ((count.parts += 1 + bands.length) > MAX_PARTS) throw new PixelFault('too-large');
      const cells = bands.map((band) => {
        const whole = bandRectangle(area, coding.levels - level + half, band.orientation);
        return buildCell(
          {
            x0: Math.max(whole.x0, (x * width) >> half),
            y0: Math.max(whole.y0, (y * height) >> half),
            x1: Math.min(whole.x1, ((x + 1) * width) >> half),
            y1: Math.min(whole.y1, ((y + 1) * height) >> half),
          },
          block,
          band,
          count,
        );
      });
      resolution.precincts.push({
        x: Math.max(grid.tile.x0, x * width * scale * grid.dx),
        y: Math.max(grid.tile.y0, y * height * scale * grid.dy),
        cells,
      });
    }
  return resolution;
}

/** Equation B-15; `level` is nb, the number of decompositions down to this band. */
function bandRectangle({ x0, y0, x1, y1 }: Rectangle, level: number, orientation: number): Rectangle {
  const size = 2 ** level;
  const x = orientation & 1 ? size / 2 : 0;
  const y = orientation & 2 ? size / 2 : 0;
  return { x0: up(x0 - x, size), y0: up(y0 - y, size), x1: up(x1 - x, size), y1: up(y1 - y, size) };
}

function buildCell(
  area: Rectangle,
  { width, height }: { width: number; height: number },
  band: Band,
  count: PartCount,
): Cell {
  const blocks: CodeBlock[] = [];
  let wide = 0;
  if (!isEmpty(area)) {
    wide = up(area.x1, width) - Math.floor(area.x0 / width);
    const high = up(area.y1, height) - Math.floor(area.y0 / height);
    if ((count.parts += wide * high) > MAX_PARTS) throw new PixelFault('too-large');
    for (let y = Math.floor(area.y0 / height); y < up(area.y1, height); y++)
      for (let x = Math.floor(area.x0 / width); x < up(area.x1, width); x++)
        blocks.push({
          x0: Math.max(area.x0, x * width),
          y0: Math.max(area.y0, y * height),
          x1: Math.min(area.x1, (x + 1) * width),
          y1: Math.min(area.y1, (y + 1) * height),
          included: false,
          zeroPlanes: 0,
          lengthBits: 3,
          segments: [],
        });
    for (const block of blocks) band.blocks.push(block);
  }
  const high = wide === 0 ? 0 : blocks.length / wide;
  return { wide, blocks, inclusion: new TagTree(wide, high), zeroPlanes: new TagTree(wide, high) };
}
