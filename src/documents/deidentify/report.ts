/** What de-identification changed, for a person to look at. It holds health data: in memory only, never logged or sent. */

export type ChangeKind = 'removed' | 'emptied' | 'replaced' | 'cleaned' | 'added';

export interface Change {
  /**
   * `(0010,0010)`; nested: `(0040,A730)[0].(0040,A123)`, items counted from 0; `(0019,xxxx)` for the private attributes of a
   * group, whose number is in `before`.
   */
  path: string;
  /** As PS3.6 has it; '' where it is not known. */
  name: string;
  kind: ChangeKind;
  /** At most {@link SHOWN} characters; `[12 bytes]` of what is not text, `[sequence]`. */
  before: string;
  after: string;
}

/** Why a person should look at the pixels, or at what else is not cleaned, before the file is sent. */
export type PixelRisk =
  /** Burned In Annotation (0028,0301) says so. */
  | 'burned-in'
  /** Secondary captures: scanned films, photos of screens. */
  | 'secondary-capture'
  | 'screen-save'
  /** Image Type DERIVED: reformatted images often carry the name in a corner. */
  | 'derived'
  | 'ultrasound'
  /** Modalities of photos and documents. */
  | 'photo-or-document'
  /** A page of dose figures, usually with the name on it. */
  | 'dose-report'
  /** Encapsulated PDF, CDA and the like: replaced by a dummy, so the document has to go another way or not at all. */
  | 'encapsulated-document'
  /** Codes, figures and references of a structured report stay; nobody has read them. */
  | 'structured-report'
  /** Waveforms, sound and video are not listened to or looked at. */
  | 'other-media';

export interface DeidentificationReport {
  changes: readonly Change[];
  /** Empty: nothing points to identifying pixels. That is not to say that there are none. */
  pixelRisks: readonly PixelRisk[];
  /** Values outside of the table that held the patient's name, id, date of birth or an original UID. */
  cleanedBeside: number;
}

export const SHOWN = 64;

export const isAscii = (text: string): boolean => /^[ -~]*$/.test(text);

export const shorten = (text: string): string => {
  if (text.length <= SHOWN && isAscii(text)) return text.trim();
  const line = text.replace(/\p{Cc}+/gu, ' ').trim();
  return line.length > SHOWN ? `${line.slice(0, SHOWN - 1)}…` : line;
};

export function tagText(tag: number): string {
  const hex = tag.toString(16).toUpperCase().padStart(8, '0');
  return `(${hex.slice(0, 4)},${hex.slice(4)})`;
}

export interface ChangeOverFiles extends Omit<Change, 'path'> {
  /** Items of sequences without number: `(0040,A730)[].(0040,A123)`. */
  path: string;
  files: number;
}

/** The changes of many files as one list, equal ones together, in the order of their paths. */
export function changesOverFiles(reports: Iterable<DeidentificationReport>): ChangeOverFiles[] {
  const found = new Map<string, ChangeOverFiles>();
  for (const { changes } of reports) {
    const here = new Set<string>();
    for (const change of changes) {
      const path = change.path.replace(/\[\d+\]/g, '[]');
      const key = [path, change.kind, change.before, change.after].join('\0');
      if (here.has(key)) continue;
      here.add(key);
      const row = found.get(key);
      if (row) row.files++;
      else found.set(key, { ...change, path, files: 1 });
    }
  }
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}
