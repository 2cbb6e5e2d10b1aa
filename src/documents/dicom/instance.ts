/** What is read of one DICOM instance: its header up to the pixel data (PS3.3, PS3.10). Types only. */

/** The three component groups of a person name (PS3.5 section 6.2.1.2), each `family^given^middle^prefix^suffix`. */
export interface PersonName {
  alphabetic: string;
  ideographic: string;
  phonetic: string;
}

/** What is odd about a file. None of them keeps it from being sent; each is told. */
export type DicomFinding =
  /** Neither preamble nor `DICM` (PS3.10 section 7.1). */
  | 'no-preamble'
  /** No file meta information; the transfer syntax was found from the bytes. */
  | 'no-meta'
  /** A value or an item is longer than what is left of the file, or the file ends in mid-element. */
  | 'truncated'
  /** An element that cannot be: lengths that contradict each other, delimiters out of place, impossible tags. */
  | 'malformed'
  /** A compressed data set that cannot be inflated (deflated transfer syntaxes). */
  | 'not-inflatable'
  /** Study, Series or SOP Instance UID is missing. */
  | 'no-identity'
  /** A text in a character set that is not known, or not in the one it says. */
  | 'character-set'
  /** The pixel data is shorter than rows, columns and frames say. */
  | 'pixels-missing';

/** Empty strings and nulls where the file says nothing. Texts are decoded, trimmed, and otherwise as they stand. */
export interface DicomInstance {
  transferSyntaxUID: string;
  sopClassUID: string;
  sopInstanceUID: string;
  studyInstanceUID: string;
  seriesInstanceUID: string;
  patientName: PersonName;
  patientId: string;
  /** `YYYY-MM-DD`. */
  birthDate: string;
  sex: string;
  /** `YYYY-MM-DD`. */
  studyDate: string;
  studyDescription: string;
  institution: string;
  accessionNumber: string;
  modality: string;
  seriesDescription: string;
  seriesNumber: number | null;
  bodyPart: string;
  laterality: string;
  protocol: string;
  instanceNumber: number | null;
  /** Image Position (Patient) along the normal of Image Orientation (Patient), in mm; null without either. */
  slicePosition: number | null;
  rows: number | null;
  columns: number | null;
  /** Number of Frames (0028,0008); 1 where the file does not say, also for what is no image. */
  frames: number;
  imageType: readonly string[];
  /** Burned In Annotation (0028,0301). */
  burnedIn: '' | 'YES' | 'NO';
  /** Document Title (0042,0010); of a structured report the meaning of its Concept Name Code Sequence (0040,A043). */
  documentTitle: string;
  /** Images of the series, where the series says (0020,1209); of the acquisition, (0020,1002). */
  instancesInSeries: number | null;
  imagesInAcquisition: number | null;
}

/** Never an exception: what could be read, and what was odd. */
export interface DicomReading {
  instance: DicomInstance;
  findings: readonly DicomFinding[];
  /** Bytes of the file that were looked at: with `complete` false, more of it would say more. */
  complete: boolean;
}
