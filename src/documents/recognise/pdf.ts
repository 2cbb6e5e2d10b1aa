/** What only the end of a PDF tells (ISO 32000-1 section 7.5.5). Pure. */
import { asLatin } from './bytes.js';

/** Enough for the trailer, and for a cross-reference stream of some thousand objects. */
export const PDF_TAIL_BYTES = 32 * 1024;

export interface PdfCondition {
  /** There is an encryption dictionary. Whether a password is asked for stands inside it: many only forbid printing. */
  encrypted: boolean;
  /** No `startxref` or no `%%EOF`, or shorter than its linearization says: cut off. Viewers repair some. */
  damaged: boolean;
}

/**
 * Tolerant: bytes behind the end, and anything in front of the header, are no damage. `tail` is the last
 * {@link PDF_TAIL_BYTES} at most, and may overlap `head`; `size` the whole file's, in bytes.
 */
export function inspectPdf(head: Uint8Array, tail: Uint8Array, size: number): PdfCondition {
  const [start, end] = [asLatin(head), asLatin(tail)];
  // The first-page trailer of a linearized file stands near its start (Annex F).
  const encrypted = [start, end].some((text) => /\/Encrypt\s*(\d+\s+\d+\s+R\b|<<)/.test(text));
  const linearized = /\/Linearized\b[^>]*\/L\s+(\d+)/.exec(start);
  const cut = linearized !== null && size < Number(linearized[1]);
  return { encrypted, damaged: cut || !/startxref\s*\d+\s*%%EOF/.test(end) };
}
