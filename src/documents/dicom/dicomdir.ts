/**
 * What a DICOMDIR says is on its disc: patients, studies, series and instances with their files (PS3.10 section 8,
 * PS3.3 Annex F). A hint, never the truth: what is there is read from the files.
 */
import { type DirectoryRecord, readRecords } from './directory-records.js';
import type { DicomFinding, PersonName } from './instance.js';

export interface DirectoryInstance {
  /** Directory Record Type (0004,1430): `IMAGE`, `SR DOCUMENT`, `PRESENTATION`... */
  type: string;
  /** Referenced File ID (0004,1500): path components as they stand; seldom those of the real path. */
  path: readonly string[];
  sopInstanceUID: string;
  sopClassUID: string;
  transferSyntaxUID: string;
  instanceNumber: number | null;
}

export interface DirectorySeries {
  seriesInstanceUID: string;
  modality: string;
  number: number | null;
  instances: DirectoryInstance[];
}

export interface DirectoryStudy {
  studyInstanceUID: string;
  /** `YYYY-MM-DD`, or ''. */
  date: string;
  description: string;
  series: DirectorySeries[];
}

export interface DirectoryPatient {
  name: PersonName;
  id: string;
  studies: DirectoryStudy[];
}

export interface DicomDirectory {
  patients: readonly DirectoryPatient[];
  /** `malformed` also when the links between records are wrong; then they are taken in the order of the file. */
  findings: readonly DicomFinding[];
}

/** Where a record hangs: above an instance there is always a series, a study and a patient, if need be nameless ones. */
interface Place {
  patient: DirectoryPatient | null;
  study: DirectoryStudy | null;
  series: DirectorySeries | null;
}

const NOWHERE: Place = { patient: null, study: null, series: null };

class Tree {
  readonly patients: DirectoryPatient[] = [];
  #nameless: Place = NOWHERE;

  /** Where the records below this one hang. */
  add(record: DirectoryRecord, above: Place): Place {
    switch (record.type) {
      case 'PATIENT':
        return this.#patient(record.patientName, record.patientId);
      case 'STUDY':
        return this.#study(record, above);
      case 'SERIES':
        return this.#series(record, above);
    }
    if (!record.path.length) return above;
    let place = above;
    if (!place.series) place = this.#series({ ...record, seriesInstanceUID: '', modality: '' }, place);
    if (!above.patient) this.#nameless = place;
    const { type, path, sopInstanceUID, sopClassUID, transferSyntaxUID, number: instanceNumber } = record;
    place.series?.instances.push({
      type,
      path,
      sopInstanceUID,
      sopClassUID,
      transferSyntaxUID,
      instanceNumber,
    });
    return place;
  }

  #patient(name: PersonName, id: string): Place {
    const patient: DirectoryPatient = { name, id, studies: [] };
    this.patients.push(patient);
    return { patient, study: null, series: null };
  }

  #study(record: DirectoryRecord, above: Place): Place {
    const { patient } = above.patient ? above : this.#patient(record.patientName, record.patientId);
    const { studyInstanceUID, date, description } = record;
    const study: DirectoryStudy = { studyInstanceUID, date, description, series: [] };
    patient?.studies.push(study);
    return { patient, study, series: null };
  }

  #series(record: DirectoryRecord, above: Place): Place {
    if (!above.study && this.#nameless.series && !record.seriesInstanceUID) return this.#nameless;
    const { patient, study } = above.study ? above : this.#study(record, above);
    const { seriesInstanceUID, modality } = record;
    const number = record.type === 'SERIES' ? record.number : null;
    const series: DirectorySeries = { seriesInstanceUID, modality, number, instances: [] };
    study?.series.push(series);
    return { patient, study, series };
  }
}

const isActive = (record: DirectoryRecord): boolean => record.inUse;

/** Follows the offsets from some; null when they lead nowhere, in circles, or past records that name files. */
function byOffsets(records: readonly DirectoryRecord[], starts: readonly number[]): Tree | null {
  const at = new Map(records.map((record) => [record.offset, record]));
  const seen = new Set<DirectoryRecord>();
  const tree = new Tree();
  const open = starts.map((offset) => ({ offset, above: NOWHERE })).reverse();
  for (let next = open.pop(); next; next = open.pop()) {
    if (!next.offset) continue;
    const record = at.get(next.offset);
    if (!record || seen.has(record)) return null;
    seen.add(record);
    const below = isActive(record) ? tree.add(record, next.above) : next.above;
    open.push({ offset: record.next, above: next.above }, { offset: record.child, above: below });
  }
  const missed = records.some((record) => record.path.length && isActive(record) && !seen.has(record));
  return missed ? null : tree;
}

/** Where the directory does not say where it begins: with those that no other points to, if they can be at the top. */
function topRecords(records: readonly DirectoryRecord[]): number[] {
  const below = new Set(records.flatMap(({ next, child }) => [next, child]));
  const tops = records.filter(({ offset }) => !below.has(offset));
  const wrong = tops.some(({ type, path }) => path.length || type === 'STUDY' || type === 'SERIES');
  return wrong ? [] : tops.map(({ offset }) => offset);
}

/** Writers put the records of a tree one after another, each before those below it. */
function inFileOrder(records: readonly DirectoryRecord[]): Tree {
  const tree = new Tree();
  let place = NOWHERE;
  for (const record of records.filter(isActive)) {
    if (record.type === 'STUDY') place = { ...NOWHERE, patient: place.patient };
    if (record.type === 'SERIES') place = { ...place, series: null };
    place = tree.add(record, place);
  }
  return tree;
}

/** Reads a whole DICOMDIR. Never throws; time and memory are linear in its size. */
export function readDicomDirectory(bytes: Uint8Array): DicomDirectory {
  const { records, root, findings } = readRecords(bytes);
  const told = new Set(findings);
  let tree = byOffsets(records, [root]);
  if (!tree) {
    told.add('malformed');
    tree = byOffsets(records, topRecords(records)) ?? inFileOrder(records);
  }
  return { patients: tree.patients, findings: [...told] };
}

/** All instances with the UIDs of what they stand in, in the directory's order. */
export function* directoryInstances(
  directory: DicomDirectory,
): Generator<DirectoryInstance & { studyInstanceUID: string; seriesInstanceUID: string }> {
  for (const { studies } of directory.patients)
    for (const { studyInstanceUID, series } of studies)
      for (const { seriesInstanceUID, instances } of series)
        for (const instance of instances) yield { ...instance, studyInstanceUID, seriesInstanceUID };
}
