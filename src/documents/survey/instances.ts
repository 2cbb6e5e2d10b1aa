/** What each DICOM file says of itself that is declared with it. Short: there may be a hundred thousand. */
import type { DicomFinding, DicomInstance } from '../dicom/instance.js';

export class Instances {
  /** By file; one string for all instances of a series. */
  readonly #series: string[] = [];
  readonly #sops: string[] = [];
  readonly #findings = new Map<number, readonly DicomFinding[]>();
  readonly #known = new Map<string, string>();

  add(
    file: number,
    { seriesInstanceUID, sopInstanceUID }: DicomInstance,
    findings: readonly DicomFinding[],
  ): void {
    let series = this.#known.get(seriesInstanceUID);
    if (series === undefined) this.#known.set(seriesInstanceUID, (series = seriesInstanceUID));
    this.#series[file] = series;
    this.#sops[file] = sopInstanceUID;
    if (findings.length > 0) this.#findings.set(file, findings);
  }

  remove(file: number): void {
    delete this.#series[file];
    delete this.#sops[file];
    this.#findings.delete(file);
  }

  has(file: number): boolean {
    return this.#series[file] !== undefined;
  }

  of(file: number) {
    return {
      seriesInstanceUID: this.#series[file] ?? '',
      sopInstanceUID: this.#sops[file] ?? '',
      findings: this.#findings.get(file) ?? [],
    };
  }
}
