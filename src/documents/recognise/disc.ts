/** Disc images, which say what they are behind 32 KB of nothing (ECMA-119 section 6.2.1). Pure. */
import { at, latin } from './bytes.js';
import type { Found } from './recognition.js';

/** From sector 16 of 2,048 bytes up to the same sector of 2,352 bytes. */
export const DISC_PROBE = { start: 32_768, end: 38_912 };

/** Sector 16 of 2,352 bytes, behind a header of 16 bytes (mode 1) or 24 (mode 2, form 1), as ECMA-130 lays them out. */
const RAW = [16, 24].map((header) => 16 * 2352 + header - DISC_PROBE.start);

/** `probe` are the bytes of {@link DISC_PROBE}. */
export function recogniseDisc(probe: Uint8Array): Found | null {
  const disc: Found = { type: 'other', mediaType: 'application/x-iso9660-image', container: 'iso9660' };
  const identifier = latin('CD001');
  if (at(probe, identifier, 1)) return disc;
  return RAW.some((offset) => at(probe, identifier, offset + 1))
    ? { ...disc, findings: ['raw-sectors'] }
    : null;
}
