/** What the directories of discs list of a series. Pure. */
import { hashUID } from './hash.js';
import type { InstanceTable } from './instance-table.js';

/** One instance that a DICOMDIR lists (PS3.3 section F.3). */
export interface DirectoryReference {
  studyInstanceUID: string;
  seriesInstanceUID: string;
  sopInstanceUID: string;
  instanceNumber: number | null;
  /** Of the series record. */
  modality?: string;
  /** A picked file stands where the directory says, whatever could be read of it. */
  found: boolean;
}

/** Of one series. Only what was not found is kept: of a whole disc that is nothing. */
export class DirectoryEntries {
  /** Instances that the directory lists. */
  listed = 0;
  modality = '';
  readonly #low: number[] = [];
  readonly #high: number[] = [];
  readonly #numbers: (number | null)[] = [];

  add({ sopInstanceUID, instanceNumber, modality = '', found }: DirectoryReference): void {
    this.listed++;
    this.modality ||= modality;
    if (found || !sopInstanceUID) return;
    const [low, high] = hashUID(sopInstanceUID);
    this.#low.push(low);
    this.#high.push(high);
    this.#numbers.push(instanceNumber);
  }

  /** Instance numbers of those that no file has brought, each instance once: some discs have their directory twice. */
  absent(table: InstanceTable): (number | null)[] {
    const seen = new Set<string>();
    return this.#numbers.filter((_, i) => {
      const [low, high] = [this.#low[i] as number, this.#high[i] as number];
      const key = `${low},${high}`;
      if (seen.has(key) || table.hasUID(low, high)) return false;
      seen.add(key);
      return true;
    });
  }
}
