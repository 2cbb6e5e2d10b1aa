/**
 * Whether a photo of paper can be read: blurred, too dark, washed out, too small. Made for a warning and another try,
 * never for a refusal: where a picture is no page (an X-ray film, an empty sheet) nothing is said of its sharpness.
 */
import { levels, luminance, reduce, type Grey, type RgbaImage } from './luminance.js';
import { detailOf, isWriting, noiseOf, percentile, TILE, tilesOf, type Tile } from './tiles.js';

export type PhotoFinding = 'blurred' | 'too-dark' | 'too-bright' | 'low-resolution';

export interface PhotoAssessment {
  /**
   * Detail finer than a stroke against all contrast, where there is writing, noise taken off: about 1.5 for crisp print,
   * below 0.01 where letters run together. Null where there is too little writing to say.
   */
  sharpness: number | null;
  /** Of the lightest twentieth (the paper), 0 to 1. */
  brightness: number;
  /** Between paper and ink where there is writing, else between the lightest and darkest; 0 to 1. */
  contrast: number;
  findings: readonly PhotoFinding[];
}

/** Long edge that is looked at: a stroke of ten-point print is about a pixel wide, noise of the sensor is averaged. */
const EDGE = 1_024;
/** For blur so strong that lines of print are gone and only paragraphs are left. */
const COARSE_EDGE = 256;

/** Print of 8 to 22 points: blurred by 0.47 mm on the paper (standard deviation) it is above, by 0.67 mm mostly below. */
const BLURRED = 0.01;
/** Paper in half shade, as a share of the paper in the light; darker is no paper, or lies under writing. */
const LIGHT = 0.45;
const MOSTLY_LIGHT = 0.55;
const MIN_COARSE_TILES = 3;
const MIN_TILES = 6;
/** Paper at night: the camera has no more than a third of its range, and noise eats the strokes. */
const DARK = 72;
/** Ink this light beside paper at the end of the range is burnt out. */
const WASHED_OUT_INK = 175;
const FULL = 248;
/** Below this an A4 page has 75 dots an inch, and ten-point print can hardly be read. */
const LOW_EDGE = 880;

/** Tiles with writing on something light. */
const writing = (grey: Grey, tiles: readonly Tile[], noise: number, light: number): Tile[] =>
  tiles.filter((tile) => tile.median > LIGHT * light && isWriting(grey, tile, noise));

/** Fine tiles under those of the coarse picture that look like lines or blocks of print, however blurred. */
function under(fine: Grey, tiles: readonly Tile[], light: number): Tile[] {
  const ratio = COARSE_EDGE / EDGE;
  const coarse = reduce(fine, ratio);
  const rough = tilesOf(coarse);
  const covered = writing(coarse, rough, noiseOf(rough), light);
  if (covered.length < MIN_COARSE_TILES) return [];
  return tiles.filter(({ left, top }) =>
    covered.some((each) => {
      const [x, y] = [left * ratio - each.left, top * ratio - each.top];
      return x >= 0 && y >= 0 && x < TILE && y < TILE;
    }),
  );
}

/** What a person should know before the photo is sent. Pure. */
export function assessPhoto(image: RgbaImage): PhotoAssessment {
  const fine = luminance(image, EDGE);
  const [ink = 0, middle = 0, light = 0] = levels(fine, [0.005, 0.5, 0.95]);
  const tiles = tilesOf(fine);
  // The sensor's noise grows with the light: that of the paper counts, not that of a dark table.
  const noise = noiseOf(tiles.filter(({ median }) => median > LIGHT * light));
  const written = writing(fine, tiles, noise, light);
  const enough = written.length >= MIN_TILES;
  const looked = enough ? written : middle > MOSTLY_LIGHT * light ? under(fine, tiles, light) : [];
  const detail = looked.length > 0 ? detailOf(looked, noise) : null;
  // An X-ray film is mostly dark, a page mostly light; only of a page it is known that it had strokes.
  const sharpness = detail !== null && (detail >= BLURRED || middle > MOSTLY_LIGHT * light) ? detail : null;
  const contrasts = written.map(({ contrast }) => contrast);
  const contrast = enough ? percentile(contrasts, 0.5) : light - ink;

  const findings: PhotoFinding[] = [];
  if (sharpness !== null && sharpness < BLURRED) findings.push('blurred');
  if (light < DARK) findings.push('too-dark');
  if (looked.length > 0 && middle >= FULL && ink > WASHED_OUT_INK) findings.push('too-bright');
  if (Math.max(image.width, image.height) < LOW_EDGE) findings.push('low-resolution');
  return { sharpness, brightness: light / 255, contrast: contrast / 255, findings };
}
