/**
 * JPEG 2000 (ITU-T T.800), part 1, at the smallest of its resolutions that is large enough: the higher ones, which make up
 * most of the work, are passed over. Regions of interest, changes of the progression order and packed packet headers are
 * not decoded.
 */
import { PixelFault, type Plane, type Raster, type Size } from '../raster.js';
import { decodeBlock } from './code-block.js';
import { type Coding, type Grid, readCodestream, type TileData } from './codestream.js';
import { readPackets } from './packets.js';
import {
  type Band,
  buildTile,
  type PartCount,
  type Rectangle,
  type Resolution,
  type TileComponent,
} from './tile.js';
import { join } from './join.js';
import { synthesise } from './wavelet.js';

export function decodeJpeg2000(data: Uint8Array, target: Size): Raster {
  const { grid, tiles } = readCodestream(data);
  let reduction = tiles.reduce(
    (least, { header }) => Math.min(least, ...header.codings.map(({ levels }) => levels)),
    Infinity,
  );
  const fits = () =>
    (grid.x1 - grid.x0) / 2 ** reduction >= target.width &&
    (grid.y1 - grid.y0) / 2 ** reduction >= target.height;
  while (reduction > 0 && !fits()) reduction--;
  const scale = 2 ** reduction;
  if (((grid.x1 - grid.x0) / scale) * ((grid.y1 - grid.y0) / scale) * grid.components.length > MAX_RESULT)
    throw new PixelFault('too-large');
  const canvases = grid.components.map(({ dx, dy }) => newCanvas(grid, dx, dy, scale));
  const work: Work = { parts: 0, samples: 0 };
  const packets = tiles.map((tile) => decodeTile(grid, tile, reduction, canvases, work));
  if (!packets.some((count) => count > 0)) throw new PixelFault('damaged');
  const transformed = tiles.some(({ header }) => header.order.componentTransform);
  return {
    planes: canvases.map(({ plane }) => plane),
    colour: transformed && canvases.length === 3 ? 'rgb' : null,
    precision: Math.max(...grid.components.map(({ precision }) => precision)),
  };
}

/** Some seconds: hostile streams alone have so much to do at the resolution that is enough. */
const MAX_SAMPLES = 300_000_000;
/** Of all components at that resolution. */
const MAX_RESULT = 16 * 1024 * 1024;
/** Three for each of 30 bit planes. */
const MAX_PASSES = 90;

/** What was done for all tiles together. */
interface Work extends PartCount {
  /** Coefficients times passes over them. */
  samples: number;
}

interface Canvas {
  x0: number;
  y0: number;
  plane: Plane & { data: Int32Array };
}

function newCanvas({ x0, y0, x1, y1 }: Grid, dx: number, dy: number, scale: number): Canvas {
  const edge = (value: number, separation: number) => Math.ceil(Math.ceil(value / separation) / scale);
  const [left, top] = [edge(x0, dx), edge(y0, dy)];
  const [width, height] = [edge(x1, dx) - left, edge(y1, dy) - top];
  if (width <= 0 || height <= 0) throw new PixelFault('damaged');
  return { x0: left, y0: top, plane: { width, height, data: new Int32Array(width * height) } };
}

/** The number of packets that were read. */
function decodeTile(
  grid: Grid,
  tile: TileData,
  reduction: number,
  canvases: readonly Canvas[],
  work: Work,
): number {
  const components = buildTile(grid, tile, work);
  const keep = components.map(({ coding }) => coding.levels - reduction);
  const data = join(tile.parts);
  const packets = readPackets(components, tile.header.order, data, keep);
  const pictures = components.map((component, index) => reconstruct(component, keep[index]!, work));
  if (tile.header.order.componentTransform) undoTransform(pictures, components);
  pictures.forEach(({ area, data: samples }, index) => {
    const { x0, y0, plane } = canvases[index]!;
    const { precision, signed } = grid.components[index]!;
    const shift = signed ? 0 : 2 ** (precision - 1);
    const [low, high] = [shift - 2 ** (precision - 1), shift + 2 ** (precision - 1) - 1];
    const width = area.x1 - area.x0;
    samples.forEach((value, at) => {
      const row = area.y0 - y0 + Math.floor(at / width);
      const column = area.x0 - x0 + (at % width);
      plane.data[row * plane.width + column] = Math.min(high, Math.max(low, Math.round(value) + shift));
    });
  });
  return packets;
}

interface Picture {
  area: Rectangle;
  data: Float32Array;
}

/** From the lowest resolution up to this one. */
function reconstruct({ coding, resolutions }: TileComponent, level: number, work: Work): Picture {
  let lower: Picture | null = null;
  for (const resolution of resolutions.slice(0, level + 1)) {
    const { x0, y0, x1, y1, bands } = resolution;
    const area = { x0, y0, x1, y1 };
    const width = Math.max(0, x1 - x0);
    const data = new Float32Array(width * Math.max(0, y1 - y0));
    for (const band of bands) fill(data, resolution, band, coding, work);
    if (lower) {
      interleave(data, area, lower);
      if (data.length > 0) synthesise(data, area, coding.reversible);
    }
    lower = { area, data };
  }
  return lower!;
}

/** Puts a band's coefficients where they stand among the others (F.3.3). */
function fill(
  data: Float32Array,
  resolution: Resolution,
  band: Band,
  { blockStyle, reversible }: Coding,
  work: Work,
): void {
  const { x0, y0, x1 } = resolution;
  const { orientation } = band;
  const spread = orientation === 0 ? 1 : 2;
  for (const block of band.blocks) {
    const passes = block.segments.reduce((sum, segment) => sum + segment.passes, 0);
    work.samples += Math.min(passes, MAX_PASSES) * (block.x1 - block.x0) * (block.y1 - block.y0);
    if (work.samples > MAX_SAMPLES) throw new PixelFault('too-large');
    const found = decodeBlock(block, band, blockStyle);
    if (!found) continue;
    found.magnitudes.forEach((magnitude, index) => {
      if (magnitude === 0) return;
      const x = (block.x0 + (index % found.width)) * spread + (orientation & 1);
      const y = (block.y0 + Math.floor(index / found.width)) * spread + (orientation >> 1);
      const value = reversible ? magnitude >> 1 : (magnitude / 2) * band.step;
      data[(y - y0) * (x1 - x0) + x - x0] = found.negative(index) ? -value : value;
    });
  }
}

function interleave(data: Float32Array, area: Rectangle, lower: Picture): void {
  const width = area.x1 - area.x0;
  const lowerWidth = lower.area.x1 - lower.area.x0;
  lower.data.forEach((value, index) => {
    const x = (lower.area.x0 + (index % lowerWidth)) * 2 - area.x0;
    const y = (lower.area.y0 + Math.floor(index / lowerWidth)) * 2 - area.y0;
    data[y * width + x] = value;
  });
}

/** Annex G, in place. */
function undoTransform(pictures: readonly Picture[], components: readonly TileComponent[]): void {
  const [first, second, third] = pictures;
  if (!second || !third) return;
  if (second.data.length !== first!.data.length || third.data.length !== first!.data.length)
    throw new PixelFault('damaged');
  const { reversible } = components[0]!.coding;
  first!.data.forEach((y, index) => {
    const [b, r] = [second.data[index]!, third.data[index]!];
    const green = reversible ? y - Math.floor((b + r) / 4) : y - 0.344136 * b - 0.714136 * r;
    first!.data[index] = reversible ? r + green : y + 1.402 * r;
    second.data[index] = green;
    third.data[index] = reversible ? b + green : y + 1.772 * b;
  });
}
