/** What a JPEG frame and a scan of it say (ITU-T T.81 Annex B). Types only. */
import type { Size } from '../raster.js';
import type { HuffmanTable } from './entropy.js';

export interface JpegComponent extends Size {
  id: number;
  /** Sampling factors. */
  h: number;
  v: number;
  quantisation: number;
}

export interface JpegFrame extends Size {
  precision: number;
  components: readonly JpegComponent[];
}

export interface ScanComponent {
  index: number;
  dc: HuffmanTable | undefined;
  ac: HuffmanTable | undefined;
}

export interface JpegScan {
  components: readonly ScanComponent[];
  /** Predictor of a lossless scan. */
  selection: number;
  pointTransform: number;
  restartInterval: number;
}
