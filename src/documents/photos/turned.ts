/** Which way the lines of print run. Upside down cannot be told from upright this way; sideways can. */
import { luminance, type RgbaImage } from './luminance.js';
import { isWriting, noiseOf, TILE, tilesOf } from './tiles.js';

/** A line of ten-point print and the space to the next are about ten pixels: a tile has two or three. */
const EDGE = 768;
const MIN_TILES = 12;
/** Of the tiles that prefer a direction, so many must agree. */
const AGREEING = 0.75;
const CLEARLY = 1.5;

/**
 * `level`: upright or upside down; `sideways`: turned by 90 or 270 degrees; null where there is too little print, it
 * does not agree, or it is larger than about 15 points. By the variance of each tile's projection profiles: along lines
 * of print the sums alternate between ink and paper, across them they do not. Skew of up to 6 degrees does not matter.
 */
export function guessTurned(image: RgbaImage): 'level' | 'sideways' | null {
  const grey = luminance(image, EDGE);
  let [level, sideways] = [0, 0];
  const tiles = tilesOf(grey);
  const noise = noiseOf(tiles);
  for (const tile of tiles) {
    if (!isWriting(grey, tile, noise)) continue;
    const rows = new Float64Array(TILE);
    const columns = new Float64Array(TILE);
    for (let y = 0; y < TILE; y++) {
      for (let x = 0; x < TILE; x++) {
        const value = grey.data[(tile.top + y) * grey.width + tile.left + x] as number;
        rows[y] = (rows[y] as number) + value;
        columns[x] = (columns[x] as number) + value;
      }
    }
    const [byRow, byColumn] = [spread(rows), spread(columns)];
    if (byRow > CLEARLY * byColumn) level++;
    else if (byColumn > CLEARLY * byRow) sideways++;
  }
  const all = level + sideways;
  if (all < MIN_TILES) return null;
  if (level >= AGREEING * all) return 'level';
  return sideways >= AGREEING * all ? 'sideways' : null;
}

function spread(profile: Float64Array): number {
  const mean = profile.reduce((sum, value) => sum + value, 0) / profile.length;
  return profile.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}
