/** What stored bytes are: their size and digests, and whether they are of the type that was declared. */
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { DocumentType, RejectionReason } from 'second-opinion-intake/contract';
import { CompositeHash } from './digest.js';

export interface Content {
  /** In bytes. */
  size: number;
  /** Composite where the pieces' size was given. */
  sha256: string;
  /** As ZIP has it (APPNOTE 4.4.7). */
  crc32: number;
  /** The first bytes, 2,048 at least where there are so many. */
  head: Buffer;
}

const HEAD_BYTES = 2048;

/** Reads to the end. With `pieceBytes` the digest is the composite one of pieces of that size. */
export async function readBack(
  bytes: AsyncIterable<Buffer>,
  pieceBytes: number | null = null,
): Promise<Content> {
  const hash = pieceBytes === null ? createHash('sha256') : new CompositeHash(pieceBytes);
  let [size, checksum] = [0, 0];
  let head = Buffer.alloc(0);
  for await (const chunk of bytes) {
    if (head.length < HEAD_BYTES) head = Buffer.concat([head, chunk.subarray(0, HEAD_BYTES)]);
    hash.update(chunk);
    checksum = crc32(chunk, checksum);
    size += chunk.length;
  }
  return { size, sha256: hash.digest('hex'), crc32: checksum, head };
}

const starts = (head: Buffer, bytes: readonly number[], at = 0) =>
  bytes.every((byte, i) => head[at + i] === byte);
const latin = (text: string) => [...text].map((character) => character.charCodeAt(0));

/** Whether the first bytes are of the declared type. A declared `other` is for people to look at. */
function looksLike(type: DocumentType, head: Buffer): boolean {
  switch (type) {
    case 'dicom': {
      if (starts(head, latin('DICM'), 128)) return true;
      // Without preamble (PS3.10 allows none, old archives write so): group 0002 or 0008 first, either byte order.
      const little = head.length >= 2 ? head.readUInt16LE(0) : 0;
      const big = head.length >= 2 ? head.readUInt16BE(0) : 0;
      return [2, 8].includes(little) || [2, 8].includes(big);
    }
    case 'pdf':
      return head.subarray(0, 1024).includes('%PDF-');
    case 'image':
      return (
        starts(head, [0xff, 0xd8, 0xff]) ||
        starts(head, [0x89, 0x50, 0x4e, 0x47]) ||
        starts(head, latin('GIF8')) ||
        starts(head, latin('II*\0')) ||
        starts(head, latin('MM\0*')) ||
        (starts(head, latin('RIFF')) && starts(head, latin('WEBP'), 8)) ||
        starts(head, latin('ftyp'), 4)
      );
    case 'other':
      return !starts(head, latin('MZ')) && !starts(head, [0x7f, 0x45, 0x4c, 0x46]);
  }
}

/** PE, ELF and Mach-O in front of "DICM" (CVE-2019-11687). */
function executablePreamble(head: Buffer): boolean {
  const magics = [
    latin('MZ'),
    [0x7f, 0x45, 0x4c, 0x46],
    [0xcf, 0xfa, 0xed, 0xfe],
    [0xca, 0xfe, 0xba, 0xbe],
    latin('#!'),
  ];
  return magics.some((magic) => starts(head, magic));
}

/** Why the bytes are not what was declared; null when they are. */
export function contentProblem(
  content: Content,
  declared: { type: DocumentType; size: number; sha256: string },
): RejectionReason | null {
  if (content.size !== declared.size) return { code: 'size-mismatch' };
  if (content.sha256 !== declared.sha256) return { code: 'digest-mismatch' };
  if (executablePreamble(content.head)) return { code: 'malware' };
  if (!looksLike(declared.type, content.head)) return { code: 'type-mismatch' };
  return null;
}
