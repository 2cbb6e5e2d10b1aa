/** What the instances of a series have in common, kept once. Pure. */
import type { DicomInstance } from '../dicom/instance.js';
import { pixelRisk } from './pixel-risk.js';
import type { SeriesKind } from './summary.js';

export interface Profile {
  kind: SeriesKind;
  modality: string;
  seriesNumber: number | null;
  seriesDescription: string;
  bodyPart: string;
  studyDate: string;
  studyDescription: string;
  institution: string;
  instancesInSeries: number | null;
  imagesInAcquisition: number | null;
  /** A scout, or one of three planes to plan by: no slice of the series. */
  localizer: boolean;
  /** There are pixels to show. */
  pixels: boolean;
  pixelRisk: boolean;
  /** Index of the patient's identity. */
  identity: number;
}

export function profileOf(instance: DicomInstance, kind: SeriesKind, identity: number): Profile {
  const { modality, seriesNumber, seriesDescription, bodyPart, studyDate, studyDescription } = instance;
  const { institution, instancesInSeries, imagesInAcquisition, rows, columns, imageType } = instance;
  return {
    kind,
    modality,
    seriesNumber,
    seriesDescription,
    bodyPart,
    studyDate,
    studyDescription,
    institution,
    instancesInSeries,
    imagesInAcquisition,
    // Image Type's third value for CT and MR (PS3.3 sections C.8.2.1.1.1 and C.8.3.1.1.1); some write it further on.
    localizer: imageType.some((value) => /^(localizer|scout|topogram|surview)$/i.test(value)),
    pixels: rows !== null && columns !== null && rows > 0 && columns > 0 && SHOWN.has(kind),
    pixelRisk: pixelRisk(instance),
    identity,
  };
}

const SHOWN: ReadonlySet<SeriesKind> = new Set(['images', 'clip', 'other']);

/** Each kind of object once, found again by its content. */
export class Interned<T extends object> {
  readonly items: T[] = [];
  readonly #keys = new Map<string, number>();
  #last = -1;
  #lastKey = '';

  /** `key` says all of its content. */
  add(key: string, make: () => T): number {
    // Files of one series mostly come one after another.
    if (key === this.#lastKey && this.#last >= 0) return this.#last;
    let index = this.#keys.get(key);
    if (index === undefined) {
      index = this.items.push(make()) - 1;
      this.#keys.set(key, index);
    }
    [this.#last, this.#lastKey] = [index, key];
    return index;
  }
}

/** The value that most files give, the smallest of equally many; so the order of files makes no difference. */
export function commonest<T extends string | number | null>(
  profiles: Iterable<readonly [Profile, number]>,
  value: (profile: Profile) => T,
  empty: T,
): T {
  const counts = new Map<T, number>();
  for (const [profile, files] of profiles) {
    const each = value(profile);
    if (each !== empty) counts.set(each, (counts.get(each) ?? 0) + files);
  }
  let best = empty;
  let most = 0;
  for (const [each, files] of counts)
    if (files > most || (files === most && (each as string) < (best as string))) [best, most] = [each, files];
  return best;
}
