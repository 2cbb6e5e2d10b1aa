/** Our own file meta information (PS3.10 section 7.1) in place of the file's. */
import type { Encoding } from '../dicom/elements.js';
import {
  EXPLICIT_BIG_ENDIAN,
  EXPLICIT_LITTLE_ENDIAN,
  IMPLICIT_LITTLE_ENDIAN,
  transferSyntax,
} from '../dicom/transfer-syntaxes.js';
import { ByteWriter } from './byte-writer.js';

/** Who wrote the file (0002,0012) and (0002,0013): a UUID of ours under `2.25.`, and its name. */
export const IMPLEMENTATION_CLASS_UID = '2.25.181430318125402722086402969840031699606';
export const IMPLEMENTATION_VERSION_NAME = 'SO_INTAKE_1';

/** Where what the file says is not how its data set is written, what is written counts. */
export function writtenSyntax(said: string, { explicit, littleEndian }: Encoding): string {
  const syntax = transferSyntax(said);
  if (syntax?.encapsulated || (!syntax && said)) return said;
  if (syntax && !syntax.deflated && syntax.explicit === explicit && syntax.littleEndian === littleEndian)
    return said;
  if (!explicit) return IMPLICIT_LITTLE_ENDIAN;
  return littleEndian ? EXPLICIT_LITTLE_ENDIAN : EXPLICIT_BIG_ENDIAN;
}

const META: Encoding = { explicit: true, littleEndian: true };

/** A preamble of zeros and a new group 0002: no application entity titles, nothing private, nothing of who wrote it before. */
export function writeFileMeta(
  sopClassUID: string,
  sopInstanceUID: string,
  transferSyntaxUID: string,
): Uint8Array<ArrayBuffer> {
  const out = new ByteWriter(512);
  out.bytes(new Uint8Array(128));
  out.latin1('DICM');
  out.header(0x00020000, 'UL', 4, META);
  out.uint32(0, true);
  const start = out.length;
  out.header(0x00020001, 'OB', 2, META);
  out.bytes(Uint8Array.of(0, 1));
  out.text(0x00020002, 'UI', sopClassUID, META);
  out.text(0x00020003, 'UI', sopInstanceUID, META);
  out.text(0x00020010, 'UI', transferSyntaxUID, META);
  out.text(0x00020012, 'UI', IMPLEMENTATION_CLASS_UID, META);
  out.text(0x00020013, 'SH', IMPLEMENTATION_VERSION_NAME, META);
  out.patch32(start - 4, out.length - start, true);
  return out.written;
}
