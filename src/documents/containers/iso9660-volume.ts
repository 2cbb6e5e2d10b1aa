/** Volume descriptors of ISO 9660 (ECMA-119 section 8) and Joliet. Pure but for reading. */
import { asLatin } from '../recognise/bytes.js';
import { DISC_PROBE, recogniseDisc } from '../recognise/disc.js';
import { readRange } from './read.js';

const SECTOR_BYTES = 2048;
/** Far more than any disc has. */
const MOST_DESCRIPTORS = 64;

export interface Volume {
  joliet: boolean;
  /** Logical block, in bytes: 2,048 as a rule. */
  block: number;
  /** In bytes from the start of the image. */
  root: { start: number; length: number };
}

export const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/**
 * A number that stands there twice, in either byte order (section 7.3.3). Writers exist that fill in one of them only;
 * two that contradict each other are null.
 */
export function both32(view: DataView, at: number): number | null {
  const [little, big] = [view.getUint32(at, true), view.getUint32(at + 4)];
  return little === big || big === 0 ? little : little === 0 ? big : null;
}

/** The volumes of one image, the one with the best names first. */
export async function readVolume(
  blob: Blob,
  signal: AbortSignal,
): Promise<Volume[] | 'damaged' | 'unreadable' | 'unsupported-method'> {
  const start = DISC_PROBE.start;
  const bytes = await readRange(blob, start, start + MOST_DESCRIPTORS * SECTOR_BYTES, signal);
  if (bytes === 'unreadable') return bytes;
  const disc = recogniseDisc(bytes);
  if (disc === null || typeof disc === 'string') return 'damaged';
  if (disc.findings) return 'unsupported-method';
  const volumes: Volume[] = [];
  for (let at = 0; at + SECTOR_BYTES <= bytes.length; at += SECTOR_BYTES) {
    const descriptor = bytes.subarray(at, at + SECTOR_BYTES);
    if (asLatin(descriptor.subarray(1, 6)) !== 'CD001' || descriptor[0] === 255) break;
    // Escape sequences of UCS-2 levels 1 to 3.
    const joliet = descriptor[0] === 2 && /^%\/[@CE]/.test(asLatin(descriptor.subarray(88, 91)));
    const volume = descriptor[0] === 1 || joliet ? volumeOf(descriptor, joliet) : null;
    if (volume) volumes.push(volume);
  }
  return volumes.length > 0 ? volumes.sort((a, b) => Number(b.joliet) - Number(a.joliet)) : 'damaged';
}

function volumeOf(descriptor: Uint8Array, joliet: boolean): Volume | null {
  const view = viewOf(descriptor);
  const block = view.getUint16(128, true) || view.getUint16(130);
  const [extent, length] = [both32(view, 158), both32(view, 166)];
  if (![512, 1024, 2048].includes(block) || extent === null || length === null) return null;
  return { joliet, block, root: { start: (extent + (descriptor[157] ?? 0)) * block, length } };
}
