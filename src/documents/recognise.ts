/**
 * What a file is, from its first bytes: content decides, the name only contradicts. Returns codes, never sentences.
 * Nothing here trusts what it reads, and nothing throws.
 */
import type { DocumentType } from '../contract/index.js';

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

const HEIF_BRANDS = ['heic', 'heix', 'heif', 'mif1', 'msf1', 'hevc', 'hevx'];

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

const OFFICE: readonly [string, string][] = [
  ['word/', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['mimetypeapplication/vnd.oasis.opendocument.text', 'application/vnd.oasis.opendocument.text'],
];

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
  const extension = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase();
  switch (extension) {
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
    case 'webp':
      return { type: 'image' };
    default:
      return null;
  }
}

/**
 * DICOM without preamble, as old archives write it (PS3.10 has a preamble; PixelMed's rule): group 0002 or 0008, a low
 * element, then a short length or two capital letters of a VR. Either byte order.
 */
function bareDicom(head: Uint8Array): boolean {
  if (head.length < 12) return false;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  return [true, false].some((little) => {
    const group = view.getUint16(0, little);
    const element = view.getUint16(2, little);
    if ((group !== 0x0008 && group !== 0x0002) || element > 0x0018) return false;
    const capitals = [head[4] ?? 0, head[5] ?? 0].every((byte) => byte >= 0x41 && byte <= 0x5a);
    return capitals || view.getUint32(4, little) <= 0x100;
  });
}

/** Printable text in UTF-8 or a Latin code page, without control characters. */
function looksLikeText(head: Uint8Array): boolean {
  return (
    head.length > 0 &&
    head.every((byte) => byte >= 0x20 || byte === 9 || byte === 10 || byte === 13 || byte === 12)
  );
}

function byContent(head: Uint8Array): { type: DocumentType; mediaType: string } | RefusedContent {
  const executable = EXECUTABLES.some((magic) => at(head, magic));
  // "DICM" at 128 comes first, whatever the preamble looks like; a program in the preamble is none of ours.
  if (at(head, latin('DICM'), 128))
    return executable ? 'executable' : { type: 'dicom', mediaType: 'application/dicom' };
  if (executable) return 'executable';
  const text = new TextDecoder('latin1').decode(head);
  if (text.slice(0, 1024).includes('%PDF-')) return { type: 'pdf', mediaType: 'application/pdf' };
  const known = SIGNATURES.find(({ bytes, offset }) => at(head, bytes, offset));
  if (known) return known;
  if (at(head, latin('ftyp'), 4) && HEIF_BRANDS.includes(text.slice(8, 12)))
    return { type: 'image', mediaType: 'image/heic' };
  if (at(head, latin('PK\x03\x04'))) {
    const office = OFFICE.find(([mark]) => text.includes(mark));
    return office ? { type: 'other', mediaType: office[1] } : 'unsupported-type';
  }
  if (bareDicom(head)) return { type: 'dicom', mediaType: 'application/dicom' };
  if (
    /^\s*(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)*(<!doctype\s+(html|svg)|<html|<svg|<script)/i.test(
      text.replace(/^\u00ef\u00bb\u00bf/, ''),
    )
  ) {
    return 'active-content';
  }
  if (looksLikeText(head)) return { type: 'other', mediaType: 'text/plain' };
  return 'unsupported-type';
}

/** `head` is the first {@link HEAD_BYTES} at most; `size` the whole file's, in bytes. */
export function recognise(head: Uint8Array, name: string, size: number): Recognition {
  if (LITTER.some((pattern) => pattern.test(name))) return { ok: false, codes: ['not-a-record'] };
  if (size === 0) return { ok: false, codes: ['empty'] };
  const found = byContent(head);
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
