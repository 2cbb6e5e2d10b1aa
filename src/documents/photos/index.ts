/** Photos of paper: assessed, made ready, and put together as one PDF. */
export { assessPhoto, type PhotoAssessment, type PhotoFinding } from './assess.js';
export { stripJpegMetadata, type Orientation, type StrippedJpeg } from './jpeg.js';
export type { RgbaImage } from './luminance.js';
export { pdfOfImages, type PdfImage, type PdfInfo } from './pdf-of-images.js';
export { preparePhoto, type PreparedPhoto, type PrepareOptions } from './prepare.js';
export { guessTurned } from './turned.js';
