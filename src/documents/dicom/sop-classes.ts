/** What instances are, by their SOP class (PS3.4 Annex B, PS3.6 table A-1), retired classes included. */
import type { SeriesKind } from '../studies/summary.js';
import type { DicomInstance } from './instance.js';

/** Media Storage Directory Storage (PS3.4 Annex I.4): a DICOMDIR. */
export const DIRECTORY_CLASS = '1.2.840.10008.1.3.10';

const STORAGE = '1.2.840.10008.5.1.4.1.1.';

/** What follows {@link STORAGE}; the first that matches. Whole components, `*` for what comes below. */
const KINDS: readonly [SeriesKind, string][] = [
  ['clip', '3 3.1 12.1 12.1.1 12.2 12.2.1 12.3 77.2 77.1.1.1 77.1.2.1 77.1.4.1'],
  ['key-images', '88.59'],
  ['structured-report', '88.* 79.1'],
  ['document', '104.1 104.2'],
  ['presentation', '11.* 131'],
  ['segmentation', '66.4 66.5 66.7'],
  ['radiotherapy', '481.*'],
  ['waveform', '9.*'],
  // No pixels to see in them, though they stand among image classes.
  ['other', '4.2 77.1.5.3'],
  ['images', '1.* 2.* 3.* 4.* 5 6.* 7.* 12.* 13.* 14.* 20 30 77.1.* 81.1 82.1 128.* 130'],
];

const EXACT = new Map<string, SeriesKind>();
const BELOW: [string, SeriesKind][] = [];
for (const [kind, patterns] of KINDS)
  for (const pattern of patterns.split(' ')) {
    const base = STORAGE + pattern.replace('.*', '');
    if (pattern.endsWith('*')) BELOW.push([`${base}.`, kind]);
    if (!EXACT.has(base) && base !== `${STORAGE}11` && base !== `${STORAGE}9`) EXACT.set(base, kind);
  }
for (const uid of ['1.2.840.10008.5.1.1.29', '1.2.840.10008.5.1.1.30']) EXACT.set(uid, 'images');
BELOW.push(['1.2.840.10008.5.1.4.34.', 'radiotherapy']);

/** For private classes, and files without one: the modalities that are no images (PS3.3 section C.7.3.1.1.1). */
const MODALITIES: readonly [RegExp, SeriesKind][] = [
  [/^SR$/, 'structured-report'],
  [/^KO$/, 'key-images'],
  [/^PR$/, 'presentation'],
  [/^SEG$/, 'segmentation'],
  [/^DOC$/, 'document'],
  [/^RT/, 'radiotherapy'],
  [/^(ECG|EEG|EMG|EOG|HD|EPS|AU)$/, 'waveform'],
];

/** A run or clip of one frame is a still image. A private class is images where it has rows. */
export function seriesKind({
  sopClassUID,
  modality,
  frames,
  rows,
}: Pick<DicomInstance, 'sopClassUID' | 'modality' | 'frames' | 'rows'>): SeriesKind {
  const kind = EXACT.get(sopClassUID) ?? BELOW.find(([prefix]) => sopClassUID.startsWith(prefix))?.[1];
  if (kind === 'clip') return frames > 1 ? 'clip' : 'images';
  if (kind) return kind;
  if (sopClassUID.startsWith('1.2.840.10008.')) return 'other';
  const byModality = MODALITIES.find(([pattern]) => pattern.test(modality))?.[1];
  return byModality ?? (rows ? 'images' : 'other');
}
