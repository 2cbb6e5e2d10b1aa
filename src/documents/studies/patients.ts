/** The patients that the files name, counted; put together when somebody asks. Pure. */
import type { Patient } from '../../contract/index.js';
import type { DicomInstance } from '../dicom/instance.js';
import { clusterPatients, comparePatient, leastFitting, type PatientCluster } from '../identity/clusters.js';
import { prepare, type PreparedIdentity } from '../identity/patient.js';
import { Interned } from './profile.js';
import type { FoundPatient, IdentityMatch } from './summary.js';

export class FoundPatients {
  readonly #identities = new Interned<PreparedIdentity>();
  readonly #files: number[] = [];
  /** Null once an identity has come or gone. */
  #clusters: PatientCluster[] | null = null;
  /** Its order may have changed since. */
  #reweighed = false;
  /** Cluster of each identity. */
  #of = new Map<number, number>();
  #matches: { casePatient: Patient | null; of: IdentityMatch[] } | null = null;

  /** Index of what an instance says of its patient. */
  intern({ patientName: name, birthDate, patientId: id, sex }: DicomInstance): number {
    const key = [name.alphabetic, name.ideographic, name.phonetic, birthDate, id, sex].join('\0');
    return this.#identities.add(key, () => prepare({ name, birthDate, id, sex }));
  }

  count(identity: number, files: 1 | -1): void {
    const before = this.#files[identity] ?? 0;
    this.#files[identity] = before + files;
    if (before === 0 || before + files === 0) this.#clusters = null;
    this.#reweighed = true;
  }

  /** While reading goes on, their order follows their weights only when one comes or goes. */
  found(
    casePatient: Patient | null,
    whileReading: boolean,
  ): {
    patients: FoundPatient[];
    matches: IdentityMatch[];
    patientOf: (identities: ReadonlyMap<number, number>) => number;
  } {
    if (this.#reweighed && !whileReading) this.#clusters = null;
    const clusters = (this.#clusters ??= this.#cluster());
    const known = this.#matches;
    const matches =
      known && known.casePatient === casePatient
        ? known.of
        : clusters.map(({ patient }) => comparePatient(patient, casePatient).match);
    this.#matches = { casePatient, of: matches };
    const patientOf = (identities: ReadonlyMap<number, number>) => {
      const files = new Map<number, number>();
      for (const [identity, count] of identities) {
        const patient = this.#of.get(identity) ?? 0;
        files.set(patient, (files.get(patient) ?? 0) + count);
      }
      const match = (patient: number) => matches[patient] ?? 'unknown';
      // A study with files of two patients is held for the one who is not the case's.
      const [first] = [...files].sort(
        ([a, many], [b, more]) => leastFitting(match(a), match(b)) || more - many || a - b,
      );
      return first?.[0] ?? 0;
    };
    return { patients: clusters.map(({ patient }) => patient), matches, patientOf };
  }

  #cluster(): PatientCluster[] {
    this.#matches = null;
    this.#reweighed = false;
    const live = this.#files.flatMap((files, identity) => (files > 0 ? [identity] : []));
    const clusters = clusterPatients(
      live.map((identity) => ({
        identity: this.#identities.items[identity] as PreparedIdentity,
        files: this.#files[identity] as number,
      })),
    );
    this.#of = new Map(
      clusters.flatMap(({ members }, patient) =>
        members.map((member) => [live[member] as number, patient] as const),
      ),
    );
    return clusters;
  }
}
