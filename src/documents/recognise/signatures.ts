/** First bytes of what is taken, and of what is not. Pure. */
import { asLatin, at, latin } from './bytes.js';
import type { Found } from './recognition.js';

const image = (mediaType: string): Found => ({ type: 'image', mediaType });
const video = (mediaType: string): Found => ({ type: 'other', mediaType, video: true });

const SIGNATURES: readonly { bytes: readonly number[]; found: Found }[] = [
  // JPEG-LS (ITU-T T.87) begins like JPEG, and no office can open it.
  { bytes: [0xff, 0xd8, 0xff, 0xf7], found: 'unsupported-type' },
  { bytes: [0xff, 0xd8, 0xff], found: image('image/jpeg') },
  { bytes: [0x89, ...latin('PNG\r\n'), 0x1a, 0x0a], found: image('image/png') },
  ...['II*\0', 'MM\0*', 'II+\0', 'MM\0+'].map((text) => ({
    bytes: latin(text),
    found: image('image/tiff'),
  })),
  { bytes: latin('GIF8'), found: image('image/gif') },
  { bytes: latin('{\\rtf'), found: { type: 'other', mediaType: 'application/rtf' } },
  // Ultrasound and endoscopy units of some years ago.
  { bytes: [0, 0, 1, 0xba], found: video('video/mpeg') },
  { bytes: [0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11], found: video('video/x-ms-asf') },
];

const RIFF: Record<string, Found> = { WEBP: image('image/webp'), 'AVI ': video('video/x-msvideo') };

/** Brands (ISO/IEC 14496-12; still images: ISO/IEC 23008-12; AVIF). What is in none of these is sound or unknown. */
const BRANDS: readonly [RegExp, Found][] = [
  [/^(hei[cxms]|hev[cx])$/, image('image/heic')],
  [/^(heif|mi[af]f|mif[12]|msf1|MiH[ABE])$/, image('image/heif')],
  [/^avi[fs]$/, image('image/avif')],
  [/^qt {2}$/, video('video/quicktime')],
  [/^(iso[m2-9]|mp4[12]|mp71|avc1|M4V.|MSNV|dash|3g[2pegrs].|f4v )$/i, video('video/mp4')],
];

/** The major brand decides; an unknown one leaves it to the brands that the file says it is compatible with. */
function isoMedia(head: Uint8Array): Found {
  const size = new DataView(head.buffer, head.byteOffset).getUint32(0);
  const text = asLatin(head.subarray(8, Math.min(size, 256)));
  const brands = [text.slice(0, 4), ...(text.slice(8).match(/[\s\S]{4}/g) ?? [])];
  for (const brand of brands) {
    const known = BRANDS.find(([pattern]) => pattern.test(brand));
    if (known) return known[1];
  }
  return 'unsupported-type';
}

/** BMP: `BM`, two reserved fields of zero, and one of the header sizes that exist. */
const isBitmap = (head: Uint8Array): boolean =>
  at(head, latin('BM')) &&
  at(head, [0, 0, 0, 0], 6) &&
  [12, 40, 52, 56, 64, 108, 124].some((size) => at(head, [size, 0, 0, 0], 14));

/** Images, films and RTF by their first bytes; null for all else. */
export function bySignature(head: Uint8Array): Found | null {
  const known = SIGNATURES.find(({ bytes }) => at(head, bytes));
  if (known) return known.found;
  if (at(head, latin('RIFF'))) return RIFF[asLatin(head.subarray(8, 12))] ?? 'unsupported-type';
  if (at(head, latin('ftyp'), 4)) return isoMedia(head);
  // QuickTime films older than brands begin with the film or a place for it; a size in front, never text.
  if ((head[0] ?? 9) < 9 && /^(moov|mdat|wide|pnot)$/.test(asLatin(head.subarray(4, 8))))
    return video('video/quicktime');
  return isBitmap(head) ? image('image/bmp') : null;
}

/** PE, ELF, Mach-O, Windows links, scripts. */
const PROGRAMS: readonly (readonly number[])[] = [
  latin('MZ'),
  [0x7f, ...latin('ELF')],
  [0xcf, 0xfa, 0xed, 0xfe],
  [0xce, 0xfa, 0xed, 0xfe],
  [0xfe, 0xed, 0xfa, 0xcf],
  [0xfe, 0xed, 0xfa, 0xce],
  [0xca, 0xfe, 0xba, 0xbe],
  [0x4c, 0, 0, 0, 1, 0x14, 2, 0],
  latin('#!'),
];

export const isProgram = (head: Uint8Array): boolean => PROGRAMS.some((magic) => at(head, magic));
