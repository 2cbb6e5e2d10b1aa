/** What the uploader shows of everything that was picked: made by the controller, shown by the views. Types only. */
import type { RecordCategory } from '../../../contract/index.js';
import type { Change, PixelRisk } from '../../../documents/deidentify/report.js';
import type { FoundPatient, IdentityMatch, StudySummary } from '../../../documents/studies/summary.js';

/** Reading goes on: how far, and what it has come across so far. */
export interface ReadingProgress {
  /** Files looked at, and known of so far (more turn up in ZIP files). */
  looked: number;
  known: number;
}

/** How a study's files are doing. */
export interface StudyProgress {
  /**
   * `reading`: files may still turn up. `held`: waits for the person's decision. `left-out`: the person said so. `waiting`: for
   * the connection or the server. `stopped`: by the person. `paused`: with everything else, by the person. `attention`: some files
   * need somebody.
   */
  state:
    | 'reading'
    | 'held'
    | 'left-out'
    | 'queued'
    | 'sending'
    | 'waiting'
    | 'stopped'
    | 'paused'
    | 'attention'
    | 'received';
  files: number;
  received: number;
  /** Files that were refused, rejected, or stopped until somebody acts. */
  attention: number;
  sentBytes: number;
  totalBytes: number;
  /** Coarse; 0 is less than one. Left out, or null, while it is not known. */
  minutesLeft?: number | null;
}

export interface StudyCard {
  /** Study Instance UID, or '' for images that name none. */
  key: string;
  summary: StudySummary;
  patient: FoundPatient;
  match: IdentityMatch;
  /** Codes of what speaks for or against: see `documents/identity`. */
  reasons: readonly string[];
  decision: 'undecided' | 'mine' | 'not-mine';
  /** Object URL of the middle slice; null until it is made, or where it cannot be. */
  thumbnail: string | null;
  progress: StudyProgress;
  /** How many values were removed in each file before sending; null where images go as they are. */
  deidentified: number | null;
}

/** A record that is not imaging: a report, a letter, photos of paper. Rows of the list show how it is doing. */
export interface RecordDetails {
  /** Key of its entry in the file list. */
  key: string;
  fileName: string;
  title: string | null;
  category: RecordCategory;
  /** Guessed from name and content, not chosen by the person. */
  guessed: boolean;
}

export interface LeftOutFile {
  path: string;
  size: number;
  /** A refusal's code; the first tells most. */
  codes: readonly string[];
}

/** What is not sent, by reason: `files` holds the first hundred of each. */
export interface LeftOut {
  code: string;
  count: number;
  files: readonly LeftOutFile[];
}

/** A page of paper, photographed. */
export interface PhotoPage {
  id: string;
  /** Object URL; null where the browser cannot show it. */
  preview: string | null;
  /** Clockwise, in degrees. */
  rotation: 0 | 90 | 180 | 270;
  findings: readonly ('blurred' | 'too-dark' | 'too-bright' | 'low-resolution')[];
}

/** The patient of the case, to compare with. */
export interface CasePatient {
  givenName: string;
  familyName: string;
  birthDate: string;
}

/** What de-identification changed in one file. Holds health data: shown, never logged or sent. */
export interface RemovedReport {
  changes: readonly Change[];
  /** Why the pixels may show names: see `documents/deidentify`. Empty does not say that they show none. */
  pixelRisks: readonly PixelRisk[];
  /** Of the standard whose table was applied. */
  edition: string;
}
