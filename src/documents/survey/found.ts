/** What a survey takes and says. Types only: they go between page and worker. */
import type { DocumentType } from '../../contract/index.js';
import type { DicomFinding } from '../dicom/instance.js';
import type { RecordFinding } from '../recognise.js';
import type { PickedSummary } from '../studies/summary.js';

export interface SurveyFile {
  /** With `/`, as the person sees it. */
  path: string;
  blob: Blob;
}

export interface SurveyProgress {
  /** Files looked at, and known of so far. */
  looked: number;
  known: number;
  summary: PickedSummary;
}

/** A file to send that is no DICOM instance. */
export interface FoundRecord {
  /** Its number among all files of the survey. */
  file: number;
  /** Through containers: `disc.zip/reports/ct.pdf`. */
  path: string;
  size: number;
  type: DocumentType;
  mediaType: string;
  findings: readonly RecordFinding[];
  video: boolean;
}

export interface LeftOutFile {
  path: string;
  size: number;
  /** Why; the first tells most. */
  codes: readonly string[];
}

/** Files left out for one reason; `files` holds the first hundred. */
export interface LeftOutGroup {
  code: string;
  count: number;
  files: readonly LeftOutFile[];
}

export interface SurveyResult {
  summary: PickedSummary;
  /** Those found since the last result. */
  records: readonly FoundRecord[];
  /** Of everything so far. */
  leftOut: readonly LeftOutGroup[];
}

/** A DICOM file to send. */
export interface SurveyedInstance {
  file: number;
  path: string;
  size: number;
  studyInstanceUID: string;
  seriesInstanceUID: string;
  sopInstanceUID: string;
  findings: readonly DicomFinding[];
}
