/** Takes a bundle apart as a backend does (`contract/bundle.ts`; APPNOTE 6.3.10): front to back, by its local headers. */
import { crc32 } from '../../documents/containers/crc32.js';

/** The bytes of an entry, and whether its checksum is theirs; or why there are none. */
export type Unzipped =
  { bytes: Uint8Array<ArrayBuffer>; intact: boolean } | { rejection: 'size-mismatch' | 'unreadable' };

const LOCAL_HEADER_BYTES = 30;
/** How hard deflate tried, and UTF-8 (4.4.4). All other flags change what follows. */
const HARMLESS_FLAGS = 0x0806;

/**
 * The declared entries in their order; `size` is the file's, in bytes. Ends before the last one where the ZIP file is not
 * made as declared: from there on nobody can tell what is what.
 */
export async function* unzipInOrder(
  zip: Uint8Array<ArrayBuffer>,
  declared: readonly { entry: string; size: number }[],
): AsyncGenerator<Unzipped, void, undefined> {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  let at = 0;
  for (const { entry, size } of declared) {
    if (at + LOCAL_HEADER_BYTES > zip.length) return;
    const [flags, method] = [view.getUint16(at + 6, true), view.getUint16(at + 8, true)];
    const [crc, compressed, said] = [14, 18, 22].map((field) => view.getUint32(at + field, true)) as [
      number,
      number,
      number,
    ];
    const [nameBytes, extraBytes] = [view.getUint16(at + 26, true), view.getUint16(at + 28, true)];
    const nameAt = at + LOCAL_HEADER_BYTES;
    const dataAt = nameAt + nameBytes + extraBytes;
    const honest =
      view.getUint32(at, true) === 0x04034b50 &&
      (flags & ~HARMLESS_FLAGS) === 0 &&
      (method === 8 || (method === 0 && said === compressed)) &&
      dataAt + compressed <= zip.length &&
      String.fromCharCode(...zip.subarray(nameAt, nameAt + nameBytes)) === entry;
    if (!honest) return;
    const data = zip.subarray(dataAt, dataAt + compressed);
    at = dataAt + compressed;
    if (said !== size) {
      yield { rejection: 'size-mismatch' };
      continue;
    }
    const bytes = method === 0 ? data : await inflate(data, size, 'deflate-raw');
    yield typeof bytes === 'string' ? { rejection: bytes } : { bytes, intact: crc32(bytes) === crc };
  }
}

/** Exactly `size` bytes; nothing is inflated further. */
export async function inflate(
  data: Uint8Array<ArrayBuffer>,
  size: number,
  format: CompressionFormat,
): Promise<Uint8Array<ArrayBuffer> | 'size-mismatch' | 'unreadable'> {
  const out = new Uint8Array(size);
  let at = 0;
  const reader = new Blob([data]).stream().pipeThrough(new DecompressionStream(format)).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return at === size ? out : 'size-mismatch';
      if (at + value.length > size) return 'size-mismatch';
      out.set(value, at);
      at += value.length;
    }
  } catch {
    return 'unreadable';
  } finally {
    reader.cancel().catch(() => undefined);
  }
}
