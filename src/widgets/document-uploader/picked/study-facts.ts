/** From a study's summary to what its card says: counts, what else is in it, what is missing, what is damaged. Pure. */
import type { DicomFinding } from '../../../documents/dicom/instance.js';
import type { MissingInstances, SeriesSummary, StudySummary } from '../../../documents/studies/summary.js';
import type { Messages } from '../../../i18n/index.js';

export type ContentKind = SeriesSummary['kind'] | 'dose';

/** Runs of missing numbers that a sentence has room for. */
const MAX_RUNS = 6;

/** What makes a file look damaged to a person; the others are a matter of form. */
const DAMAGE: readonly DicomFinding[] = ['truncated', 'malformed', 'not-inflatable', 'pixels-missing'];

/** A report that only says how much radiation there was. */
export const contentOf = ({ kind, description, modality }: SeriesSummary): ContentKind =>
  (kind === 'structured-report' || modality === 'SR') && /dos[ei]/i.test(description) ? 'dose' : kind;

/** What a person counts: images as frames, everything else as files. */
export const amountOf = ({ kind, images, instances }: SeriesSummary): number =>
  kind === 'images' ? images : instances;

export interface StudyFacts {
  images: number;
  clips: number;
  /** Series of images. */
  series: number;
  extras: readonly { kind: ContentKind; count: number }[];
  missing: { count: number; series: number; by: readonly MissingInstances['by'][] } | null;
  /** Everything that should be there is, and something says so. */
  whole: boolean;
  /** Files; at least so many, since one file can have several findings. */
  damaged: number;
  pixelRisk: boolean;
}

export function studyFacts({ series, findings }: StudySummary): StudyFacts {
  const counts = new Map<ContentKind, number>();
  for (const each of series) {
    const kind = contentOf(each);
    counts.set(kind, (counts.get(kind) ?? 0) + amountOf(each));
  }
  const missing = series.flatMap((each) => each.missing ?? []);
  return {
    images: counts.get('images') ?? 0,
    clips: counts.get('clip') ?? 0,
    series: series.filter(({ kind }) => kind === 'images').length,
    extras: [...counts]
      .filter(([kind]) => kind !== 'images' && kind !== 'clip')
      .map(([kind, count]) => ({ kind, count })),
    missing: missing.length
      ? {
          count: missing.reduce((sum, { count }) => sum + count, 0),
          series: missing.length,
          by: [...new Set(missing.map(({ by }) => by))],
        }
      : null,
    whole: series.filter(({ kind }) => kind === 'images').every((each) => each.whole),
    damaged: Math.max(
      0,
      ...findings.filter(({ finding }) => DAMAGE.includes(finding)).map(({ files }) => files),
    ),
    pixelRisk: series.some((each) => each.pixelRisk),
  };
}

/** `3 images are missing: 12, 40 and 41`. */
export function missingText(t: Messages, { count, numbers }: MissingInstances): string {
  const words = t.imaging.card;
  const shown = numbers.slice(0, MAX_RUNS);
  const runs = shown.flatMap(([first, last]) =>
    last - first > 1 ? [words.run(first, last)] : [...new Set([first, last])].map(String),
  );
  return words.missing(count, runs.length ? words.numbers(runs, shown.length < numbers.length) : '');
}

/** Of a whole study: with its numbers where one series alone has gaps. */
export function studyMissingText(t: Messages, { series }: StudySummary): string {
  const missing = series.flatMap((each) => each.missing ?? []);
  const [only] = missing;
  if (only && missing.length === 1) return missingText(t, only);
  const count = missing.reduce((sum, each) => sum + each.count, 0);
  return t.imaging.card.missingIn(count, missing.length);
}
