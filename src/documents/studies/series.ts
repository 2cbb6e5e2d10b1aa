/** One series: its files, and what is said of them. Pure. */
import { DICOM_FINDINGS } from './findings.js';
import type { DirectoryEntries } from './directory.js';
import { NO_NUMBER, NONE, type InstanceTable } from './instance-table.js';
import { isWhole, missingInstances } from './missing.js';
import { commonest, type Profile } from './profile.js';
import type { MissingInstances, SeriesSummary } from './summary.js';

export class SeriesFiles {
  readonly files: number[] = [];
  directory: DirectoryEntries | null = null;
  #digest: SeriesDigest | null = null;
  #missing: MissingInstances | null | undefined;
  #whole = false;

  constructor(
    readonly seriesInstanceUID: string,
    /** Index of the study. */
    readonly study: number,
  ) {}

  changed(): void {
    this.#digest = null;
    this.#missing = undefined;
  }

  digest(table: InstanceTable, profiles: readonly Profile[]): SeriesDigest {
    return (this.#digest ??= digestOf(this, table, profiles));
  }

  /** Asked once everything has been read: before, most of a series is missing. */
  summary(table: InstanceTable, profiles: readonly Profile[], whileReading: boolean): SeriesSummary {
    const digest = this.digest(table, profiles);
    const { summary } = digest;
    if (whileReading) return summary;
    // Other series' files may be what a directory lists here.
    if (this.directory) this.#missing = undefined;
    if (this.#missing === undefined) {
      const evidence = {
        ...evidenceOf(this, digest, table, profiles),
        absent: this.directory?.absent(table) ?? [],
        listed: (this.directory?.listed ?? 0) >= Math.max(1, summary.instances),
      };
      this.#missing = missingInstances(evidence);
      this.#whole = isWhole(evidence);
    }
    return this.#missing || this.#whole
      ? { ...summary, missing: this.#missing, whole: this.#whole }
      : summary;
  }
}

/** What a series adds to its study. */
export interface SeriesDigest {
  summary: SeriesSummary;
  /** Files by profile. */
  profiles: readonly (readonly [Profile, number])[];
  /** Files by finding, in the order of {@link DICOM_FINDINGS}. */
  findings: readonly number[];
}

const CROSS_SECTIONAL = new Set(['CT', 'MR', 'PT']);

function digestOf(series: SeriesFiles, table: InstanceTable, all: readonly Profile[]): SeriesDigest {
  const profiles = new Map<Profile, number>();
  const findings = DICOM_FINDINGS.map(() => 0);
  const instances = eachInstance(series.files, table);
  let bytes = 0;
  for (const file of series.files) {
    if (table.copy[file]) continue;
    bytes += table.size[file] as number;
    const profile = all[table.profile[file] as number] as Profile;
    profiles.set(profile, (profiles.get(profile) ?? 0) + 1);
    const bits = table.findings[file] as number;
    if (bits) for (let i = 0; i < findings.length; i++) if (bits & (1 << i)) (findings[i] as number)++;
  }
  const profileOf = (file: number) => all[table.profile[file] as number] as Profile;
  let images = 0;
  for (const file of instances) {
    const { kind, pixels } = profileOf(file);
    if (kind === 'images' || kind === 'clip' || pixels) images += table.frames[file] as number;
  }
  const kind = commonest(profiles, (profile) => profile.kind, 'other');
  const modality =
    commonest(profiles, (profile) => profile.modality, '') || (series.directory?.modality ?? '');
  const summary: SeriesSummary = {
    seriesInstanceUID: series.seriesInstanceUID,
    kind,
    modality,
    number: commonest(profiles, (profile) => profile.seriesNumber, null),
    description: commonest(profiles, (profile) => profile.seriesDescription, ''),
    bodyPart: commonest(profiles, (profile) => profile.bodyPart, ''),
    instances: instances.length,
    images,
    bytes,
    missing: null,
    whole: false,
    middle: middleOf(instances, table, profileOf),
    pixelRisk: [...profiles.keys()].some((profile) => profile.pixelRisk),
  };
  return { summary, profiles: [...profiles], findings: findings.some(Boolean) ? findings : NO_FINDINGS };
}

const NO_FINDINGS: readonly number[] = DICOM_FINDINGS.map(() => 0);

function evidenceOf(
  series: SeriesFiles,
  { summary, profiles }: SeriesDigest,
  table: InstanceTable,
  all: readonly Profile[],
) {
  const isLocalizer = (file: number) => (all[table.profile[file] as number] as Profile).localizer;
  const numberOf = (file: number) =>
    table.number[file] === NO_NUMBER ? null : (table.number[file] as number);
  const said = (value: (profile: Profile) => number | null) => {
    const values = new Set(profiles.map(([profile]) => value(profile)));
    return values.size === 1 ? ([...values][0] ?? null) : null;
  };
  const instances = eachInstance(series.files, table);
  const slices = instances.filter((file) => !isLocalizer(file));
  return {
    slices: summary.kind === 'images' && summary.images === instances.length,
    crossSectional: CROSS_SECTIONAL.has(summary.modality),
    numbers: slices.map(numberOf),
    positions: slices.map((file) => table.position[file] as number),
    localizers: instances
      .filter(isLocalizer)
      .map(numberOf)
      .filter((number) => number !== null),
    instancesInSeries: said((profile) => profile.instancesInSeries),
    imagesInAcquisition: said((profile) => profile.imagesInAcquisition),
  };
}

/** Each SOP Instance UID once: of several files the largest, which says most. */
function eachInstance(files: readonly number[], table: InstanceTable): number[] {
  const instances: number[] = [];
  const chosen = new Map<number, number>();
  for (const file of files) {
    if (table.next[file] === NONE && table.previous[file] === NONE) instances.push(file);
    else if (!table.copy[file]) {
      const head = table.headOf(file);
      const other = chosen.get(head);
      if (other === undefined || isBetter(file, other, table)) chosen.set(head, file);
    }
  }
  return [...instances, ...chosen.values()];
}

const isBetter = (file: number, other: number, { size }: InstanceTable): boolean =>
  (size[file] as number) - (size[other] as number) > 0 || (size[file] === size[other] && file < other);

/** The middle slice: by position where all have one, else by number; localizers only among themselves. */
function middleOf(
  instances: readonly number[],
  table: InstanceTable,
  profileOf: (file: number) => Profile,
): number | null {
  const shown = instances.filter((file) => profileOf(file).pixels);
  const slices = shown.filter((file) => !profileOf(file).localizer);
  const files = slices.length ? slices : shown;
  if (!files.length) return null;
  const column = files.every((file) => !Number.isNaN(table.position[file])) ? table.position : table.number;
  const values = Float64Array.from(files, (file) => column[file] as number).sort();
  const middle = values[(values.length - 1) >> 1];
  // Many slices of a series in phases stand at one place; the first of them.
  let best: number | null = null;
  for (const file of files) {
    if (column[file] !== middle) continue;
    if (best === null || precedes(file, best, table)) best = file;
  }
  return best;
}

const precedes = (file: number, other: number, table: InstanceTable): boolean =>
  ((table.number[file] as number) - (table.number[other] as number) ||
    table.compareUIDs(file, other) ||
    file - other) < 0;
