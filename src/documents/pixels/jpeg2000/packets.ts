/** Packets (ITU-T T.800 Annex B.9 to B.12): which code-block gets which bytes. */
import { PixelFault } from '../raster.js';
import type { Order } from './codestream.js';
import type { Cell, CodeBlock, Precinct, Segment, TileComponent } from './tile.js';

const [BYPASS, TERMINATE_EACH] = [1, 4];
/** Code-blocks looked at in packet headers: endless layers without content would have no end. */
const MAX_VISITS = 20_000_000;

interface Place {
  component: number;
  resolution: number;
  precinct: Precinct;
  blockStyle: number;
}

/**
 * Deals the bytes of a tile out to its code-blocks. Ends early where the bytes do: then detail is missing. `keep`: the
 * highest resolution that is wanted, for each component. Returns the number of packets read.
 */
export function readPackets(
  tile: readonly TileComponent[],
  order: Order,
  data: Uint8Array,
  keep: readonly number[],
): number {
  const reader = new PacketReader(data);
  let packets = 0;
  for (const { place, layer } of sequence(tile, order)) {
    // Where resolutions come one after another, all others are higher still.
    if (
      (order.progression === 1 || order.progression === 2) &&
      keep.every((level) => place.resolution > level)
    )
      break;
    if (!reader.packet(place, layer)) break;
    packets++;
  }
  return packets;
}

/** Section B.12.1. Each packet takes a byte at least, so that the data bound what is asked of this. */
function* sequence(
  tile: readonly TileComponent[],
  { progression, layers }: Order,
): Generator<{ place: Place; layer: number }> {
  const places = tile.flatMap(({ coding, resolutions }, component) =>
    resolutions.flatMap(({ precincts }, resolution) =>
      precincts.map((precinct): Place => ({
        component,
        resolution,
        precinct,
        blockStyle: coding.blockStyle,
      })),
    ),
  );
  const resolution = (a: Place, b: Place) => a.resolution - b.resolution;
  const component = (a: Place, b: Place) => a.component - b.component;
  const position = (a: Place, b: Place) => a.precinct.y - b.precinct.y || a.precinct.x - b.precinct.x;
  const orders = [
    [resolution, component],
    [resolution, component],
    [resolution, position, component],
    [position, component, resolution],
    [component, position, resolution],
  ];
  const keys = orders[progression];
  if (!keys) throw new PixelFault('damaged');
  // Sorting is stable: precincts stay in their order.
  places.sort((a, b) => keys.reduce((found, key) => found || key(a, b), 0));
  if (progression === 0) {
    for (let layer = 0; layer < layers; layer++) for (const place of places) yield { place, layer };
  } else if (progression === 1) {
    for (let from = 0; from < places.length;) {
      let to = from;
      while (to < places.length && places[to]!.resolution === places[from]!.resolution) to++;
      for (let layer = 0; layer < layers; layer++)
        for (let at = from; at < to; at++) yield { place: places[at]!, layer };
      from = to;
    }
  } else for (const place of places) for (let layer = 0; layer < layers; layer++) yield { place, layer };
}

class PacketReader {
  #position = 0;
  #byte = 0;
  #left = 0;
  #visits = 0;

  constructor(private readonly data: Uint8Array) {}

  /** False where the data end within it. */
  packet({ precinct, blockStyle }: Place, layer: number): boolean {
    // SOP marker segments (A.8.1).
    if (this.data[this.#position] === 0xff && this.data[this.#position + 1] === 0x91) this.#position += 6;
    if (this.#position >= this.data.length || this.#visits > MAX_VISITS) return false;
    this.#left = 0;
    this.#byte = 0;
    const parts: { segment: Segment; length: number }[] = [];
    if (this.#bit()) for (const cell of precinct.cells) this.#cell(cell, layer, blockStyle, parts);
    // A header that ends with a byte of ones is followed by a stuffed one.
    if (this.#byte === 0xff) this.#position++;
    if (this.data[this.#position] === 0xff && this.data[this.#position + 1] === 0x92) this.#position += 2;
    for (const { segment, length } of parts) {
      const end = this.#position + length;
      segment.parts.push(this.data.subarray(this.#position, end));
      this.#position = end;
      if (end > this.data.length) return false;
    }
    return true;
  }

  readonly #bit = (): number => {
    if (this.#left === 0) {
      this.#left = this.#byte === 0xff ? 7 : 8;
      this.#byte = this.data[this.#position++] ?? 0;
    }
    this.#left--;
    return (this.#byte >> this.#left) & 1;
  };

  #bits(count: number): number {
    let value = 0;
    for (let index = 0; index < count; index++) value = (value << 1) | this.#bit();
    return value;
  }

  #cell(cell: Cell, layer: number, style: number, parts: { segment: Segment; length: number }[]): void {
    this.#visits += cell.blocks.length;
    cell.blocks.forEach((block, index) => {
      const x = index % cell.wide;
      const y = Math.floor(index / cell.wide);
      const included = block.included ? this.#bit() : cell.inclusion.below(x, y, layer + 1, this.#bit);
      if (!included) return;
      if (!block.included) {
        block.included = true;
        while (!cell.zeroPlanes.below(x, y, block.zeroPlanes + 1, this.#bit))
          if (++block.zeroPlanes > 64) throw new PixelFault('damaged');
      }
      let passes = this.#passes();
      while (this.#bit()) if (++block.lengthBits > 31) throw new PixelFault('damaged');
      while (passes > 0) {
        const segment = currentSegment(block, style);
        const count = Math.min(passes, segment.maxPasses - segment.passes);
        const bits = block.lengthBits + Math.floor(Math.log2(count));
        if (bits > 31) throw new PixelFault('damaged');
        parts.push({ segment, length: this.#bits(bits) });
        segment.passes += count;
        passes -= count;
      }
    });
  }

  /** Table B.4. */
  #passes(): number {
    if (!this.#bit()) return 1;
    if (!this.#bit()) return 2;
    const two = this.#bits(2);
    if (two < 3) return 3 + two;
    const five = this.#bits(5);
    return five < 31 ? 6 + five : 37 + this.#bits(7);
  }
}

/** The segment that the next pass belongs to (tables D.8 and D.9). */
function currentSegment({ segments }: CodeBlock, style: number): Segment {
  const last = segments.at(-1);
  if (last && last.passes < last.maxPasses) return last;
  let maxPasses = Infinity;
  if (style & TERMINATE_EACH) maxPasses = 1;
  else if (style & BYPASS) maxPasses = last ? (last.maxPasses === 2 ? 1 : 2) : 10;
  const segment = { passes: 0, maxPasses, parts: [] };
  segments.push(segment);
  return segment;
}
