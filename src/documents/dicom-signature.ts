/** DICOM files by their first bytes: with preamble, without one, and the directory of a disc. Pure. */
import { asLatin, at, latin } from './recognise/bytes.js';

/** Media Storage Directory Storage (PS3.4 Annex I.4). */
const DIRECTORY_CLASS = '1.2.840.10008.1.3.10';

/**
 * `part-10`: preamble and `DICM` (PS3.10 section 7.1). `bare`: a data set without them, as old archives and PACS
 * exports have. `dicomdir`: either, when its meta group says so.
 */
export function dicomSignature(head: Uint8Array): 'part-10' | 'bare' | 'dicomdir' | null {
  const preamble = at(head, latin('DICM'), 128);
  if (!preamble && !isBareDicom(head)) return null;
  if (storageClass(head, preamble ? 132 : 0) === DIRECTORY_CLASS) return 'dicomdir';
  return preamble ? 'part-10' : 'bare';
}

/**
 * PixelMed's rule: the first element is of group 0008 with an element number up to 0018, followed by a VR (two capital
 * letters) or a plausible length (up to 0x100, implicit VR), in either byte order. A meta group without preamble
 * begins with its length (0002,0000).
 */
function isBareDicom(head: Uint8Array): boolean {
  if (head.length < 8) return false;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const vr = [head[4] ?? 0, head[5] ?? 0].every((byte) => byte >= 0x41 && byte <= 0x5a);
  return [true, false].some((little) => {
    const group = view.getUint16(0, little);
    const element = view.getUint16(2, little);
    if (group === 2) return element === 0 && head[4] === 0x55 && head[5] === 0x4c;
    return group === 8 && element <= 0x18 && (vr || view.getUint32(4, little) <= 0x100);
  });
}

/** Media Storage SOP Class UID (0002,0002) of a meta group (Explicit VR Little Endian) at `start`; '' where there is none. */
function storageClass(head: Uint8Array, start: number): string {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  for (let offset = start; offset + 12 <= head.length && view.getUint16(offset, true) === 2;) {
    // OB, (0002,0001), is the only one in front of it with a length of four bytes.
    const long = at(head, latin('OB'), offset + 4);
    const value = offset + (long ? 12 : 8);
    const length = long ? view.getUint32(offset + 8, true) : view.getUint16(offset + 6, true);
    const element = view.getUint16(offset + 2, true);
    // UIDs are padded with NUL to an even length.
    if (element === 2) return asLatin(head.subarray(value, value + length)).replace(/[\0 ]+$/, '');
    if (element > 2) break;
    offset = value + length;
  }
  return '';
}
