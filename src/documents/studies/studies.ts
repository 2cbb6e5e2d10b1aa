/** Groups what is read of DICOM files by study and series while reading goes on. Runs in a worker; holds no file. */
import type { Patient } from '../../contract/index.js';
import type { DicomReading } from '../dicom/instance.js';
import { findCopies, type CopiesFound } from './copies.js';
import { DirectoryEntries, type DirectoryReference } from './directory.js';
import { findingBits } from './findings.js';
import { InstanceTable, NO_NUMBER, NONE } from './instance-table.js';
import { Interned, profileOf, type Profile } from './profile.js';
import { FoundPatients } from './patients.js';
import { SeriesFiles } from './series.js';
import { digestStudy, type StudyDigest } from './study.js';
import type { PickedSummary, SeriesKind } from './summary.js';

interface Study {
  studyInstanceUID: string;
  series: Map<string, number>;
  /** Null once something of it has changed. */
  digest: StudyDigest | null;
  whileReading: boolean;
}

const NO_NAME = { alphabetic: '', ideographic: '', phonetic: '' };

/** Everything that was picked and is DICOM. Files are known by their index, small and without big gaps. */
export class Studies {
  readonly #table = new InstanceTable();
  readonly #profiles = new Interned<Profile>();
  readonly #patients = new FoundPatients();
  readonly #series: SeriesFiles[] = [];
  readonly #studies: Study[] = [];
  readonly #byUID = new Map<string, number>();
  /** First files of the chains of files that share their SOP Instance UID. */
  readonly #chained = new Set<number>();
  readonly #digests = new Map<number, string>();
  #copies: CopiesFound | null = null;

  /** `kind` from the SOP class; a second time for the same file replaces the first. */
  add(file: number, size: number, { instance, findings }: DicomReading, kind: SeriesKind): void {
    this.remove(file);
    const table = this.#table;
    table.reserve(file);
    const series = this.#seriesOf(instance.studyInstanceUID, instance.seriesInstanceUID);
    const identity = this.#patients.intern(instance);
    const { modality, seriesNumber, seriesDescription, bodyPart, studyDate, studyDescription } = instance;
    const { institution, instancesInSeries, imagesInAcquisition, rows, columns, burnedIn, sopClassUID } =
      instance;
    const key =
      `${identity}\0${kind}\0${modality}\0${seriesNumber}\0${seriesDescription}\0${bodyPart}\0${studyDate}\0` +
      `${studyDescription}\0${institution}\0${instancesInSeries}\0${imagesInAcquisition}\0${burnedIn}\0` +
      `${sopClassUID}\0${rows !== null && columns !== null && rows > 0 && columns > 0}\0` +
      instance.imageType.join('\\');
    const files = (this.#series[series] as SeriesFiles).files;
    table.series[file] = series;
    table.place[file] = files.push(file) - 1;
    table.size[file] = size;
    table.number[file] = instance.instanceNumber ?? NO_NUMBER;
    table.position[file] = instance.slicePosition ?? NaN;
    table.frames[file] = Math.max(1, instance.frames);
    table.findings[file] = findingBits(findings);
    table.profile[file] = this.#profiles.add(key, () => profileOf(instance, kind, identity));
    this.#patients.count(identity, 1);
    const head = table.link(file, instance.sopInstanceUID);
    if (head !== NONE) {
      this.#chained.add(head);
      this.#copies = null;
    }
    this.#changed(series);
  }

  /** As if it had never been added. */
  remove(file: number): void {
    const table = this.#table;
    if (!table.has(file)) return;
    const series = table.series[file] as number;
    const { files } = this.#series[series] as SeriesFiles;
    const last = files.pop() as number;
    if (last !== file) {
      const place = table.place[file] as number;
      files[place] = last;
      table.place[last] = place;
    }
    this.#patients.count((this.#profiles.items[table.profile[file] as number] as Profile).identity, -1);
    this.#unchain(file);
    this.#digests.delete(file);
    table.series[file] = NONE;
    this.#changed(series);
  }

  /** Removes the study's files and what a directory lists of it. */
  removeStudy(studyInstanceUID: string): void {
    const study = this.#studies[this.#byUID.get(studyInstanceUID) ?? NONE];
    for (const index of study?.series.values() ?? []) {
      const series = this.#series[index] as SeriesFiles;
      for (const file of [...series.files]) this.remove(file);
      series.directory = null;
      this.#changed(index);
    }
  }

  /** What a DICOMDIR lists, before or after the files; may be called for several. */
  addDirectory(references: Iterable<DirectoryReference>): void {
    for (const reference of references) {
      const index = this.#seriesOf(reference.studyInstanceUID, reference.seriesInstanceUID);
      const series = this.#series[index] as SeriesFiles;
      (series.directory ??= new DirectoryEntries()).add(reference);
      this.#changed(index);
    }
  }

  /**
   * While reading goes on, nothing is said to be missing, and only what has changed is looked at again. Studies: newest
   * first, those without date last; series by their number; the same whatever the order in which files came.
   */
  summary(casePatient: Patient | null = null, whileReading = false): PickedSummary {
    const { duplicates, conflicting } = this.#findCopies();
    const { patients, matches: known, patientOf } = this.#patients.found(casePatient, whileReading);
    const matches = [...known];
    const studies = this.#studies
      .map((study) => this.#digestOf(study, whileReading))
      .filter(({ summary }) => summary.series.length > 0)
      .map(({ summary, identities }) => ({ ...summary, patient: patientOf(identities) }))
      .sort(
        (a, b) =>
          (a.date === b.date ? 0 : a.date < b.date ? 1 : -1) ||
          (a.studyInstanceUID < b.studyInstanceUID ? -1 : 1),
      );
    // What only a directory lists is nobody's.
    if (studies.length > 0 && patients.length === 0) {
      patients.push({ name: NO_NAME, otherNames: [], birthDate: '', ids: [] });
      matches.push('unknown');
    }
    return { studies, patients, matches, duplicates, conflicting };
  }

  /** To be sent, in ascending order: of files with equal content one. */
  filesOf(studyInstanceUID: string, seriesInstanceUID?: string): number[] {
    this.#findCopies();
    const study = this.#studies[this.#byUID.get(studyInstanceUID) ?? NONE];
    if (!study) return [];
    const series =
      seriesInstanceUID === undefined ? [...study.series.values()] : [study.series.get(seriesInstanceUID)];
    return series
      .flatMap((index) => this.#series[index ?? NONE]?.files ?? [])
      .filter((file) => !this.#table.copy[file])
      .sort((a, b) => a - b);
  }

  /**
   * Files whose content has to be compared: SOP Instance UID and size are another file's. Until {@link digested} says,
   * both are sent, and neither counts as duplicate or conflicting.
   */
  duplicatesToCheck(): readonly number[] {
    return this.#findCopies().open;
  }

  /** The digest of a file's content, in any writing that is equal for equal content. */
  digested(file: number, digest: string): void {
    if (!this.#table.has(file)) return;
    this.#digests.set(file, digest);
    this.#copies = null;
  }

  #findCopies(): CopiesFound {
    return (this.#copies ??= findCopies(this.#chained, this.#table, this.#digests, (file) =>
      this.#changed(this.#table.series[file] as number),
    ));
  }

  #unchain(file: number): void {
    const table = this.#table;
    const head = table.headOf(file);
    const next = table.next[file] as number;
    table.unlink(file);
    if (!this.#chained.has(head)) return;
    this.#copies = null;
    const first = head === file ? next : head;
    this.#chained.delete(head);
    if (table.next[first] !== NONE) this.#chained.add(first);
    else if (table.copy[first]) {
      table.copy[first] = 0;
      this.#changed(table.series[first] as number);
    }
  }

  #changed(series: number): void {
    const { study } = this.#series[series] as SeriesFiles;
    (this.#series[series] as SeriesFiles).changed();
    (this.#studies[study] as Study).digest = null;
  }

  #digestOf(study: Study, whileReading: boolean): StudyDigest {
    const series = [...study.series.values()].map((index) => this.#series[index] as SeriesFiles);
    // Files of other series may be what a directory lists here.
    const stale =
      study.whileReading !== whileReading || (!whileReading && series.some(({ directory }) => directory));
    if (study.digest && !stale) return study.digest;
    study.whileReading = whileReading;
    const shown = series.filter(({ files, directory }) => files.length || (directory && !whileReading));
    return (study.digest = digestStudy(
      study.studyInstanceUID,
      shown,
      this.#table,
      this.#profiles.items,
      whileReading,
    ));
  }

  #seriesOf(studyInstanceUID: string, seriesInstanceUID: string): number {
    let index = this.#byUID.get(studyInstanceUID);
    if (index === undefined) {
      index =
        this.#studies.push({ studyInstanceUID, series: new Map(), digest: null, whileReading: false }) - 1;
      this.#byUID.set(studyInstanceUID, index);
    }
    const { series } = this.#studies[index] as Study;
    let found = series.get(seriesInstanceUID);
    if (found === undefined) {
      found = this.#series.push(new SeriesFiles(seriesInstanceUID, index)) - 1;
      series.set(seriesInstanceUID, found);
    }
    return found;
  }
}

export const createStudies = (): Studies => new Studies();
