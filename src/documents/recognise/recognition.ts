/** What recognition says of a file. Types only; codes, no sentences. */
import type { DocumentType } from '../../contract/index.js';

/** Why a file is not taken. */
export type RefusedContent =
  | 'empty'
  | 'executable'
  /** A DICOM file whose preamble starts as a program does: it would run as one (CVE-2019-11687). */
  | 'program-in-preamble'
  | 'active-content'
  | 'password-protected'
  /** Nothing but zeros where the content should begin: a copy that failed. */
  | 'damaged'
  | 'unsupported-type'
  | 'content-differs-from-name'
  /** Belongs to a disc or a system, not to a patient: viewer software, thumbnails, litter. */
  | 'not-a-record';

/** What is odd about a file that is taken all the same. */
export type RecordFinding =
  /** A PDF with an encryption dictionary: it may ask for a password, or only forbid printing (ISO 32000-1, 7.6). */
  | 'encrypted'
  /** A PDF that ends before its end. */
  | 'damaged'
  /** A disc image of whole sectors of 2,352 bytes (ECMA-130): a disc, and not one that opens here. */
  | 'raw-sectors';

/** Absent members say nothing, so that what is plain stays plain. */
export interface Recognised {
  ok: true;
  type: DocumentType;
  /** IANA media type, or the usual `x-` one. */
  mediaType: string;
  /** To be opened and looked into, file by file. */
  container?: 'zip' | 'iso9660';
  /** The directory of a DICOM disc (PS3.10 section 8), no image of its own. */
  dicomdir?: true;
  /** A structured record: HL7 CDA or FHIR. */
  record?: 'cda' | 'fhir';
  video?: true;
  findings?: readonly RecordFinding[];
}

export type Recognition = Recognised | { ok: false; codes: readonly RefusedContent[] };

/** One of them, before the name was looked at. */
export type Found = Omit<Recognised, 'ok'> | RefusedContent;
