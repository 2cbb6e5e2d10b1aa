/** Office documents from before 2007 and encrypted ones since: compound files (MS-CFB). Pure. */
import { asLatin, at } from './recognise/bytes.js';
import type { Found } from './recognise/recognition.js';

const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const TYPES: Record<string, string> = {
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  ppt: 'application/vnd.ms-powerpoint',
};
/** Names in a compound file are UTF-16. */
const wide = (text: string) => [...text].join('\0');

/** Null when it is no compound file. The name tells the programs apart; all share one container. */
export function recogniseCompound(head: Uint8Array, extension: string): Found | null {
  if (!at(head, COMPOUND)) return null;
  const text = asLatin(head);
  // A password puts the whole package into one stream (MS-OFFCRYPTO section 2.3.4).
  if (/^(doc|xls|ppt)x$/.test(extension) || text.includes(wide('EncryptedPackage')))
    return 'password-protected';
  if (text.includes(wide('_VBA_PROJECT'))) return 'active-content';
  const mediaType = TYPES[extension];
  return mediaType ? { type: 'other', mediaType } : 'unsupported-type';
}
