/** One study from its series. Pure. */
import { DICOM_FINDINGS } from './findings.js';
import type { InstanceTable } from './instance-table.js';
import { commonest, type Profile } from './profile.js';
import type { SeriesFiles } from './series.js';
import type { SeriesSummary, StudySummary } from './summary.js';

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** All but its patient, which depends on the other studies. */
export interface StudyDigest {
  summary: Omit<StudySummary, 'patient'>;
  /** Files by the index of the identity that they give. */
  identities: ReadonlyMap<number, number>;
}

export function digestStudy(
  studyInstanceUID: string,
  series: readonly SeriesFiles[],
  table: InstanceTable,
  all: readonly Profile[],
  whileReading: boolean,
): StudyDigest {
  const summaries = series
    .map((each) => each.summary(table, all, whileReading))
    .sort(
      (a, b) =>
        (a.number ?? Infinity) - (b.number ?? Infinity) || byText(a.seriesInstanceUID, b.seriesInstanceUID),
    );
  const digests = series.map((each) => each.digest(table, all));
  const profiles = digests.flatMap((each) => each.profiles);
  const identities = new Map<number, number>();
  for (const [{ identity }, files] of profiles)
    identities.set(identity, (identities.get(identity) ?? 0) + files);
  const sum = (value: (each: SeriesSummary) => number) =>
    summaries.reduce((total, each) => total + value(each), 0);
  const findings = DICOM_FINDINGS.map((finding, i) => ({
    finding,
    files: digests.reduce((total, each) => total + (each.findings[i] as number), 0),
  }));
  return {
    summary: {
      studyInstanceUID,
      date: commonest(profiles, ({ studyDate }) => studyDate, ''),
      description: commonest(profiles, ({ studyDescription }) => studyDescription, ''),
      institution: commonest(profiles, ({ institution }) => institution, ''),
      modalities: ranked(summaries, ({ modality }) => modality),
      bodyParts: ranked(summaries, ({ bodyPart }) => bodyPart),
      series: summaries,
      instances: sum(({ instances }) => instances),
      images: sum(({ images }) => images),
      bytes: sum(({ bytes }) => bytes),
      findings: findings.filter(({ files }) => files > 0),
    },
    identities,
  };
}

/** Of series with images, most images first. */
function ranked(series: readonly SeriesSummary[], value: (each: SeriesSummary) => string): string[] {
  const images = new Map<string, number>();
  for (const each of series) {
    const key = value(each);
    if (key && each.images) images.set(key, (images.get(key) ?? 0) + each.images);
  }
  return [...images].sort((a, b) => b[1] - a[1] || byText(a[0], b[0])).map(([key]) => key);
}

/** The series that stands for the study on a card: of its main modality the one with most images; null without any. */
export function seriesToShow({
  series,
  modalities,
}: Pick<StudySummary, 'series' | 'modalities'>): SeriesSummary | null {
  const main = ({ modality }: SeriesSummary) => Number(modality === modalities[0]);
  const slices = ({ kind }: SeriesSummary) => Number(kind === 'images' || kind === 'clip');
  const [first] = series
    .filter(({ middle }) => middle !== null)
    .sort((a, b) => slices(b) - slices(a) || main(b) - main(a) || b.images - a.images);
  return first ?? null;
}
