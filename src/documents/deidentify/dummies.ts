/** Values in place of others: of the right VR (PS3.5 section 6.2), never empty, and the same for everybody. */
import type { Encoding } from '../dicom/elements.js';
import type { ByteWriter } from './byte-writer.js';
import { REMOVED } from './identifying-words.js';

const TEXTS: Readonly<Record<string, string>> = {
  AE: REMOVED,
  AS: '000Y',
  CS: REMOVED,
  DA: '19000101',
  DS: '0',
  DT: '19000101000000',
  IS: '0',
  LO: REMOVED,
  LT: REMOVED,
  PN: REMOVED,
  SH: REMOVED,
  ST: REMOVED,
  TM: '000000',
  UC: REMOVED,
  UR: 'urn:removed',
  UT: REMOVED,
};

/** Undefined of binary VRs, for which {@link dummyBytes} is. */
export const dummyText = (vr: string): string | undefined => TEXTS[vr];

/** A single value: PS3.5 section 6.2, in bytes. */
const SIZES: Readonly<Record<string, number>> = {
  AT: 4,
  FL: 4,
  FD: 8,
  OD: 8,
  OF: 4,
  OL: 4,
  OV: 8,
  SL: 4,
  SV: 8,
  UL: 4,
  UV: 8,
};

export const dummyBytes = (vr: string): Uint8Array => new Uint8Array(SIZES[vr] ?? 2);

/** The smallest PDF that opens: one empty page. Viewers rebuild its cross-reference table. */
export const EMPTY_PDF =
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n' +
  '2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n' +
  '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n';

/** Code Sequence Macro (PS3.3 section 8.8). */
export function writeCode(
  out: ByteWriter,
  encoding: Encoding,
  [value, scheme, meaning]: readonly [string, string, string],
): void {
  out.text(0x00080100, 'SH', value, encoding);
  out.text(0x00080102, 'SH', scheme, encoding);
  out.text(0x00080104, 'LO', meaning, encoding);
}

type Template = (out: ByteWriter, encoding: Encoding) => void;

const code: Template = (out, encoding) => writeCode(out, encoding, [REMOVED, '99REMOVED', REMOVED]);

/** One item that says nothing, where the items themselves are what is to be replaced. */
export const DUMMY_ITEMS: ReadonlyMap<number, Template> = new Map([
  // Codes for persons and institutions.
  [0x00080082, code],
  [0x00401101, code],
  // Content Sequence: one text.
  [
    0x0040a730,
    (out, encoding) => {
      out.text(0x0040a010, 'CS', 'CONTAINS', encoding);
      out.text(0x0040a040, 'CS', 'TEXT', encoding);
      const name = () => writeCode(out, encoding, ['121106', 'DCM', 'Comment']);
      out.sequence(0x0040a043, [name], encoding);
      out.text(0x0040a160, 'UT', REMOVED, encoding);
    },
  ],
]);

/** Graphics name layers and images of their own: without the sequence the presentation state is valid (PS3.3 C.10.5), with a dummy it is not. */
export const GRAPHIC_ANNOTATION = 0x00700001;
