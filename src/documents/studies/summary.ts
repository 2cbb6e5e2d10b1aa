/** What is said of everything that was picked: studies, records, and what is left out. Types only; codes, no sentences. */
import type { DicomFinding, PersonName } from '../dicom/instance.js';

/** What a series holds, told apart by its SOP class (PS3.4 Annex B). */
export type SeriesKind =
  | 'images'
  /** Ultrasound clips, angiography runs, endoscopy: images that move. */
  | 'clip'
  | 'structured-report'
  | 'document'
  | 'key-images'
  | 'presentation'
  | 'segmentation'
  | 'radiotherapy'
  | 'waveform'
  | 'other';

export interface SeriesSummary {
  seriesInstanceUID: string;
  kind: SeriesKind;
  modality: string;
  number: number | null;
  description: string;
  bodyPart: string;
  /** Instances picked, each SOP Instance UID once. */
  instances: number;
  /** Frames over all of them: what a person calls images. */
  images: number;
  /** Sum of the files' sizes in bytes. */
  bytes: number;
  /** What the series, its numbers or the DICOMDIR say is not there. */
  missing: MissingInstances | null;
  /** The series, or the disc's directory, says how many there should be, and so many there are. */
  whole: boolean;
  /** The file to make a thumbnail of: the middle slice. Index into what was picked; null where there are no pixels. */
  middle: number | null;
  /** Pixels may show who the patient is (PS3.15 section E.3.1 gives the reasons). */
  pixelRisk: boolean;
}

export interface MissingInstances {
  count: number;
  /** Instance numbers that are not there, in runs: `[[12, 12], [40, 58]]`. Empty where only the count is known. */
  numbers: readonly (readonly [number, number])[];
  /** Who says so: the disc's own directory, what the series says of itself, a gap in the numbers or the positions. */
  by: 'dicomdir' | 'series' | 'numbers' | 'positions';
}

/** A patient as the files name one. Equal names in other spellings are one patient. */
export interface FoundPatient {
  /** The commonest spelling; others that were found equal stand in `otherNames`. */
  name: PersonName;
  otherNames: readonly PersonName[];
  /** `YYYY-MM-DD`, or ''. */
  birthDate: string;
  ids: readonly string[];
}

/** How a study's patient and the case's compare. */
export type IdentityMatch =
  /** Name and birth date agree. */
  | 'same'
  /** One agrees, the other is not given. */
  | 'likely'
  /** The study says neither name nor birth date, or was made anonymous. */
  | 'unknown'
  /** Something contradicts. */
  | 'different';

export interface StudySummary {
  /** Empty when the files say none; then they stand together under ''. */
  studyInstanceUID: string;
  /** `YYYY-MM-DD`, or ''. */
  date: string;
  description: string;
  institution: string;
  /** Of its image series, most images first: `['CT']`, `['PT', 'CT']`. */
  modalities: readonly string[];
  /** DICOM terms as found (`HEAD`), each once. */
  bodyParts: readonly string[];
  series: readonly SeriesSummary[];
  instances: number;
  images: number;
  bytes: number;
  /** Index into {@link PickedSummary.patients}. */
  patient: number;
  findings: readonly { finding: DicomFinding; files: number }[];
}

export interface PickedSummary {
  studies: readonly StudySummary[];
  patients: readonly FoundPatient[];
  /** For each patient; all `unknown` while the case's patient is not known. */
  matches: readonly IdentityMatch[];
  /** Files that are the same as another one: by SOP Instance UID and content, or by content alone. */
  duplicates: number;
  /** Two files with one SOP Instance UID and different content: both are sent, and it is told. */
  conflicting: number;
}
