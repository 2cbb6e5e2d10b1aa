/** SHA-256 (FIPS 180-4) of a file, read piece by piece: memory stays bounded however large the file is. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';

/** Up to here the browser's own digest takes the whole file at once; it cannot stream. */
const WHOLE_BYTES = 32 * 1024 * 1024;
const PIECE_BYTES = 4 * 1024 * 1024;

/** Of what is in memory already: 64 lower-case hexadecimal digits. */
export async function digestBytes(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const { subtle } = globalThis.crypto ?? {};
  return bytesToHex(subtle ? new Uint8Array(await subtle.digest('SHA-256', bytes)) : sha256(bytes));
}

/**
 * Composite digest of a file that is known by its pieces: SHA-256 over their 32-byte digests, one after the other (Amazon
 * S3 User Guide, Checking object integrity, composite checksums). Digests and result are 64 lower-case hexadecimal digits.
 */
export async function compositeSha256(digests: readonly string[]): Promise<string> {
  return digestBytes(hexToBytes(digests.join('')));
}

/** The bytes of a digest in hexadecimal digits. */
export const digestAsBytes = (digest: string): Uint8Array => hexToBytes(digest);

/** 64 lower-case hexadecimal digits. Rejects with the signal's reason, or NotReadableError when the file is gone. */
export async function digest(file: Blob, signal: AbortSignal): Promise<string> {
  signal.throwIfAborted();
  // crypto.subtle is there in secure contexts only; a clinic's test page on plain http still works.
  if (file.size <= WHOLE_BYTES && globalThis.crypto?.subtle) {
    const bytes = await file.arrayBuffer();
    signal.throwIfAborted();
    return digestBytes(new Uint8Array(bytes));
  }
  const hash = sha256.create();
  for (let offset = 0; offset < file.size; offset += PIECE_BYTES) {
    const piece = await file.slice(offset, offset + PIECE_BYTES).arrayBuffer();
    signal.throwIfAborted();
    hash.update(new Uint8Array(piece));
  }
  return bytesToHex(hash.digest());
}
