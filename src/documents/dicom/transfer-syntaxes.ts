/** Transfer syntaxes by their UID (PS3.5 Annex A, PS3.6 table A-1). */
import type { Encoding } from './elements.js';

export type PixelCodec =
  'none' | 'rle' | 'jpeg' | 'jpeg-lossless' | 'jpeg-ls' | 'jpeg-2000' | 'video' | 'other';

export interface TransferSyntax extends Encoding {
  /** The data set is compressed as a whole, after the file meta information (RFC 1951). */
  deflated: boolean;
  /** Pixel data stands in fragments. */
  encapsulated: boolean;
  /** `none`: native pixels. `other`: pixels are elsewhere (JPIP), or in a way that is not known. */
  codec: PixelCodec;
}

const ROOT = '1.2.840.10008.1.2';

export const IMPLICIT_LITTLE_ENDIAN = ROOT;
export const EXPLICIT_LITTLE_ENDIAN = `${ROOT}.1`;
export const EXPLICIT_BIG_ENDIAN = `${ROOT}.2`;

const NATIVE: TransferSyntax = {
  explicit: true,
  littleEndian: true,
  deflated: false,
  encapsulated: false,
  codec: 'none',
};
const encapsulated = (codec: PixelCodec): TransferSyntax => ({ ...NATIVE, encapsulated: true, codec });
const elsewhere = (deflated: boolean): TransferSyntax => ({ ...NATIVE, deflated, codec: 'other' });

/** `4.n`: from the first number to the second, both included. */
const JPEG_FAMILY: readonly [number, number, PixelCodec][] = [
  [50, 56, 'jpeg'],
  [57, 58, 'jpeg-lossless'],
  [59, 64, 'jpeg'],
  [65, 66, 'jpeg-lossless'],
  [70, 70, 'jpeg-lossless'],
  [80, 81, 'jpeg-ls'],
  [90, 93, 'jpeg-2000'],
  [100, 108, 'video'],
];

/** What the UID says; null when it is none that the standard knows. Private ones are explicit little endian as a rule. */
export function transferSyntax(uid: string): TransferSyntax | null {
  switch (uid.startsWith(ROOT) ? uid.slice(ROOT.length) : null) {
    case '':
      return { ...NATIVE, explicit: false };
    case '.1':
      return NATIVE;
    case '.2':
      return { ...NATIVE, littleEndian: false };
    case '.1.99':
      return { ...NATIVE, deflated: true };
    // Deflated Image Frame Compression: frame by frame, the data set is not.
    case '.8.1':
      return encapsulated('other');
    case '.1.98':
      return encapsulated('none');
    case '.5':
      return encapsulated('rle');
    case '.4.94':
    case '.4.204':
      return elsewhere(false);
    case '.4.95':
    case '.4.205':
      return elsewhere(true);
    case '.4.201':
    case '.4.202':
    case '.4.203':
    case '.4.110':
    case '.4.111':
    case '.4.112':
      return encapsulated('other');
  }
  const number = /^\.4\.(\d+)(?:\.1)?$/.exec(uid.startsWith(ROOT) ? uid.slice(ROOT.length) : '')?.[1];
  const family = JPEG_FAMILY.find(([from, to]) => Number(number) >= from && Number(number) <= to);
  return family ? encapsulated(family[2]) : null;
}
