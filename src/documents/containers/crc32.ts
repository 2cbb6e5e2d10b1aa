/** CRC-32 as ZIP has it (ISO 3309; APPNOTE 4.4.7), 16 bytes at a time ("slicing", Kounavis and Berry 2005). Pure. */

/** Of a byte with 0 to 15 zero bytes behind it: 256 values each, one after another. */
const TABLES = new Int32Array(16 * 256);
for (let byte = 0; byte < 256; byte++) {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  TABLES[byte] = crc;
}
for (let i = 256; i < TABLES.length; i++) {
  const nearer = TABLES[i - 256]!;
  TABLES[i] = TABLES[nearer & 0xff]! ^ (nearer >>> 8);
}

/** Of `bytes`, going on from the checksum of what came before them. */
export function crc32(bytes: Uint8Array, before = 0): number {
  let crc = ~before;
  let i = 0;
  for (const end = bytes.length - 15; i < end; i += 16) {
    crc ^= bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24);
    crc =
      TABLES[3840 + (crc & 0xff)]! ^
      TABLES[3584 + ((crc >>> 8) & 0xff)]! ^
      TABLES[3328 + ((crc >>> 16) & 0xff)]! ^
      TABLES[3072 + (crc >>> 24)]! ^
      TABLES[2816 + bytes[i + 4]!]! ^
      TABLES[2560 + bytes[i + 5]!]! ^
      TABLES[2304 + bytes[i + 6]!]! ^
      TABLES[2048 + bytes[i + 7]!]! ^
      TABLES[1792 + bytes[i + 8]!]! ^
      TABLES[1536 + bytes[i + 9]!]! ^
      TABLES[1280 + bytes[i + 10]!]! ^
      TABLES[1024 + bytes[i + 11]!]! ^
      TABLES[768 + bytes[i + 12]!]! ^
      TABLES[512 + bytes[i + 13]!]! ^
      TABLES[256 + bytes[i + 14]!]! ^
      TABLES[bytes[i + 15]!]!;
  }
  for (; i < bytes.length; i++) crc = TABLES[(crc ^ bytes[i]!) & 0xff]! ^ (crc >>> 8);
  return ~crc >>> 0;
}
