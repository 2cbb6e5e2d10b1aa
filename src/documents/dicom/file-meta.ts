/**
 * Where the data set of a file begins and how it is written: preamble and file meta information (PS3.10 section 7.1),
 * and what the bytes say where these are missing or wrong.
 */
import { DataSetWalker, type Encoding } from './elements.js';
import type { DicomFinding } from './instance.js';
import {
  EXPLICIT_BIG_ENDIAN,
  EXPLICIT_LITTLE_ENDIAN,
  IMPLICIT_LITTLE_ENDIAN,
  transferSyntax,
} from './transfer-syntaxes.js';
import { latin } from './values.js';
import { isVr } from './vr.js';

export interface FileMeta {
  /** As it says; where it says nothing, as the bytes look. */
  transferSyntaxUID: string;
  mediaStorageSOPClassUID: string;
  mediaStorageSOPInstanceUID: string;
  /** Byte offset of group 0002; that of the data set when there is none. */
  metaOffset: number;
  /** Byte offset of the data set's first element, or of its compressed bytes when it is deflated. */
  dataSetOffset: number;
  /** How the data set is really written, whatever the transfer syntax says. */
  encoding: Encoding;
  deflated: boolean;
  findings: DicomFinding[];
  /** The bytes given end within all this. */
  incomplete: boolean;
}

const PREAMBLE = 128;
const MAGIC = [0x44, 0x49, 0x43, 0x4d];

/** The standard's and every archive's data sets begin with group 0008. */
const FIRST_GROUP = 8;

const groupAt = (bytes: Uint8Array, at: number, littleEndian: boolean): number => {
  const [first = 0, second = 0] = [bytes[at], bytes[at + 1]];
  return littleEndian ? first | (second << 8) : (first << 8) | second;
};

/** From the first element: groups are small numbers, and explicit VR has letters (PixelMed's rule). */
function guess(bytes: Uint8Array, at: number): Encoding {
  return {
    explicit: isVr(bytes[at + 4] ?? 0, bytes[at + 5] ?? 0),
    littleEndian: groupAt(bytes, at, true) <= groupAt(bytes, at, false),
  };
}

/** What is claimed, unless the first element shows that it is wrong. */
export function actualEncoding(bytes: Uint8Array, at: number, claimed: Encoding): Encoding {
  if (at + 8 > bytes.length) return claimed;
  const swapped =
    groupAt(bytes, at, claimed.littleEndian) !== FIRST_GROUP &&
    groupAt(bytes, at, !claimed.littleEndian) === FIRST_GROUP;
  const littleEndian = claimed.littleEndian !== swapped;
  return { explicit: guess(bytes, at).explicit, littleEndian };
}

const uidOf = ({ explicit, littleEndian }: Encoding): string =>
  !explicit ? IMPLICIT_LITTLE_ENDIAN : littleEndian ? EXPLICIT_LITTLE_ENDIAN : EXPLICIT_BIG_ENDIAN;

/** Never throws. `bytes` are the file, or its first ones; `size` that of the whole file. */
export function readFileMeta(bytes: Uint8Array, size = bytes.length): FileMeta {
  const findings: DicomFinding[] = [];
  const preamble = MAGIC.every((byte, index) => bytes[PREAMBLE + index] === byte);
  if (!preamble) findings.push('no-preamble');
  const metaOffset = preamble ? PREAMBLE + MAGIC.length : 0;
  // Explicit VR little endian always, by the standard; others have been seen.
  const metaEncoding = guess(bytes, metaOffset);
  const walker = new DataSetWalker(bytes, metaOffset, metaEncoding, size);
  const isMeta = () => groupAt(bytes, walker.position, metaEncoding.littleEndian) === 2;
  let [transferSyntaxUID, sopClass, sopInstance] = ['', '', ''];
  let groupEnd = -1;
  while (walker.position !== groupEnd && isMeta() && walker.next()) {
    if (walker.event !== 'element') continue;
    if (walker.tag === 0x00020000 && walker.end - walker.valueOffset === 4 && walker.end <= bytes.length)
      groupEnd =
        walker.end +
        new DataView(bytes.buffer, bytes.byteOffset).getUint32(walker.valueOffset, walker.littleEndian);
    else if (walker.tag === 0x00020002) sopClass = latin(bytes, walker.valueOffset, walker.end);
    else if (walker.tag === 0x00020003) sopInstance = latin(bytes, walker.valueOffset, walker.end);
    else if (walker.tag === 0x00020010) transferSyntaxUID = latin(bytes, walker.valueOffset, walker.end);
  }
  if (walker.truncated) findings.push('truncated');
  if (walker.malformed) findings.push('malformed');
  const dataSetOffset = walker.position;
  const known = transferSyntax(transferSyntaxUID);
  const deflated = known?.deflated ?? false;
  const claimed = known ?? guess(bytes, dataSetOffset);
  const encoding = deflated ? claimed : actualEncoding(bytes, dataSetOffset, claimed);
  if (!transferSyntaxUID) findings.push('no-meta');
  else if (encoding.explicit !== claimed.explicit || encoding.littleEndian !== claimed.littleEndian)
    findings.push('malformed');
  return {
    transferSyntaxUID: transferSyntaxUID || uidOf(encoding),
    mediaStorageSOPClassUID: sopClass,
    mediaStorageSOPInstanceUID: sopInstance,
    metaOffset,
    dataSetOffset,
    encoding: { explicit: encoding.explicit, littleEndian: encoding.littleEndian },
    deflated,
    findings,
    incomplete: size > bytes.length && Math.max(dataSetOffset + 8, PREAMBLE + MAGIC.length) > bytes.length,
  };
}
