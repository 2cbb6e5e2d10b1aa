/**
 * What a file is, from its first bytes: content decides, the name only contradicts. Returns codes, never sentences.
 * Nothing here trusts what it reads, and nothing throws.
 */
import type { DocumentType } from '../contract/index.js';
import { isBareDicom } from './dicom-signature.js';
import { readText } from './text.js';
import { recogniseZip } from './zip-signature.js';

/** So many first bytes are enough for everything below; a PDF's header may stand within the first 1,024. */
export const HEAD_BYTES = 4096;

export type RefusedContent =
  | 'empty'
  | 'executable'
  | 'active-content'
  | 'unsupported-type'
  | 'content-differs-from-name'
  /** Belongs to a disc or a system, not to a patient: viewer software, thumbnails, litter. */
  | 'not-a-record';

export type Recognition =
  { ok: true; type: DocumentType; mediaType: string } | { ok: false; codes: readonly RefusedContent[] };

const latin = (text: string): number[] => Array.from(text, (character) => character.charCodeAt(0));

const at = (head: Uint8Array, bytes: readonly number[], offset = 0): boolean =>
  head.length >= offset + bytes.length && bytes.every((byte, index) => head[offset + index] === byte);

interface Signature {
  bytes: readonly number[];
  offset?: number;
  type: DocumentType;
  mediaType: string;
}

const SIGNATURES: readonly Signature[] = [
  { bytes: [0xff, 0xd8, 0xff], type: 'image', mediaType: 'image/jpeg' },
  { bytes: [0x89, ...latin('PNG\r\n'), 0x1a, 0x0a], type: 'image', mediaType: 'image/png' },
  { bytes: latin('II*\0'), type: 'image', mediaType: 'image/tiff' },
  { bytes: latin('MM\0*'), type: 'image', mediaType: 'image/tiff' },
  { bytes: latin('GIF8'), type: 'image', mediaType: 'image/gif' },
  { bytes: latin('WEBP'), offset: 8, type: 'image', mediaType: 'image/webp' },
  { bytes: latin('{\\rtf'), type: 'other', mediaType: 'application/rtf' },
];

/** Still images by their brand (ISO/IEC 23008-12; AVIF); films in the same container are not taken. */
const ISO_IMAGES: readonly [RegExp, string][] = [
  [/^(heic|heix|heim|heis|hevc|hevx)$/, 'image/heic'],
  [/^(heif|mif1|msf1)$/, 'image/heif'],
  [/^(avif|avis)$/, 'image/avif'],
];

/** PE, ELF, Mach-O, scripts: also where a DICOM preamble would stand (CVE-2019-11687). */
const EXECUTABLES: readonly (readonly number[])[] = [
  latin('MZ'),
  [0x7f, ...latin('ELF')],
  [0xcf, 0xfa, 0xed, 0xfe],
  [0xce, 0xfa, 0xed, 0xfe],
  [0xfe, 0xed, 0xfa, 0xcf],
  [0xca, 0xfe, 0xba, 0xbe],
  latin('#!'),
];

/** Office documents from before 2007 share one container (MS-CFB); the name tells them apart. */
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const COMPOUND_TYPES: Record<string, string> = {
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  ppt: 'application/vnd.ms-powerpoint',
};

/** What an operating system runs by its name alone, whatever is inside. */
const RUNS = /^(scr|ps1|vbs|vbe|jse|mjs|wsf|hta|sh|bash|py|pl|rb|reg|cpl)$/;
const MACROS = /^(docm|dotm|xlsm|xltm|xlam|pptm|potm|ppsm)$/;

const extensionOf = (name: string) => /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';

const LITTER = [
  /^thumbs\.db$/i,
  /^desktop\.ini$/i,
  /^autorun\.inf$/i,
  /^\.ds_store$/i,
  /^\._/,
  /^(index|readme|license|licence|help|start)\.(htm|html|txt|xml|css|js)$/i,
  /\.(exe|dll|msi|bat|cmd|com|jar|app|dylib|so|ocx|sys|cab|inf|ini|lnk|css|js|chm|hlp|ico|manifest|config|url)$/i,
];

/** What the extension claims, where a wrong claim would mislead the person; null where it claims nothing. */
function claimed(name: string): { type: DocumentType } | null {
  switch (extensionOf(name)) {
    case 'pdf':
      return { type: 'pdf' };
    case 'dcm':
    case 'dicom':
      return { type: 'dicom' };
    case 'jpg':
    case 'jpeg':
    case 'png':
    case 'tif':
    case 'tiff':
    case 'heic':
    case 'heif':
    case 'webp':
    case 'gif':
      return { type: 'image' };
    default:
      return null;
  }
}

function byContent(
  head: Uint8Array,
  extension: string,
): { type: DocumentType; mediaType: string } | RefusedContent {
  const executable = EXECUTABLES.some((magic) => at(head, magic));
  // "DICM" at 128 comes first, whatever the preamble looks like; a program in the preamble is none of ours.
  if (at(head, latin('DICM'), 128))
    return executable ? 'executable' : { type: 'dicom', mediaType: 'application/dicom' };
  if (executable) return 'executable';
  if (isBareDicom(head)) return { type: 'dicom', mediaType: 'application/dicom' };
  // JPEG-LS (ITU-T T.87) begins like JPEG, and no office can open it.
  if (at(head, [0xff, 0xd8, 0xff, 0xf7])) return 'unsupported-type';
  const known = SIGNATURES.find(({ bytes, offset }) => at(head, bytes, offset));
  if (known) return { type: known.type, mediaType: known.mediaType };
  if (at(head, latin('ftyp'), 4)) {
    const brand = String.fromCharCode(...head.subarray(8, 12));
    const image = ISO_IMAGES.find(([brands]) => brands.test(brand));
    return image ? { type: 'image', mediaType: image[1] } : 'unsupported-type';
  }
  if (MACROS.test(extension)) return 'active-content';
  if (at(head, latin('PK\x03\x04'))) {
    const mediaType = recogniseZip(head, extension);
    return mediaType ? { type: 'other', mediaType } : 'unsupported-type';
  }
  if (at(head, COMPOUND)) {
    const mediaType = COMPOUND_TYPES[extension];
    return mediaType ? { type: 'other', mediaType } : 'unsupported-type';
  }
  const text = readText(head);
  if (text === 'active') return 'active-content';
  // A web page may carry these letters too, so it has been looked for before.
  if (String.fromCharCode(...head.subarray(0, 1024)).includes('%PDF-'))
    return { type: 'pdf', mediaType: 'application/pdf' };
  if (RUNS.test(extension)) return 'executable';
  return text ? { type: 'other', mediaType: text } : 'unsupported-type';
}

/** `head` is the first {@link HEAD_BYTES} at most; `size` the whole file's, in bytes. */
export function recognise(head: Uint8Array, name: string, size: number): Recognition {
  if (LITTER.some((pattern) => pattern.test(name))) return { ok: false, codes: ['not-a-record'] };
  if (size === 0) return { ok: false, codes: ['empty'] };
  const found = byContent(head, extensionOf(name));
  const claim = claimed(name);
  if (typeof found === 'string') {
    const codes: RefusedContent[] = [found];
    if (claim && found === 'unsupported-type') codes.unshift('content-differs-from-name');
    return { ok: false, codes };
  }
  // A photo named .png that is a JPEG harms nobody; a "PDF" that is something else is not what the person means to send.
  if (claim && claim.type !== found.type) return { ok: false, codes: ['content-differs-from-name'] };
  return { ok: true, type: found.type, mediaType: found.mediaType };
}
