/** Digests as the tests reckon them, not the product: it is held against them. Node only. */
import { createHash } from 'node:crypto';

/** 64 hexadecimal digits. */
export const sha256 = (data: Uint8Array | string): string => createHash('sha256').update(data).digest('hex');

/** Of the digests of a file's pieces, see `contract/piece.ts`. */
export const compositeSha256 = (digests: readonly string[]): string =>
  sha256(Buffer.from(digests.join(''), 'hex'));
