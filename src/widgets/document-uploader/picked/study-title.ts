/** What a study is, in a patient's words: `CT of the head`. Grammar is the catalogue's. Pure. */
import type { StudySummary } from '../../../documents/studies/summary.js';
import { formatDate, type Messages } from '../../../i18n/index.js';

/** Terms of PS3.16 Annex L that are several regions, and what hospitals write in their place. */
const REGIONS: Readonly<Record<string, readonly string[]>> = {
  ABDOMENPELVIS: ['ABDOMEN', 'PELVIS'],
  ABDOMENANDPELVIS: ['ABDOMEN', 'PELVIS'],
  CHESTABDOMEN: ['CHEST', 'ABDOMEN'],
  CHESTABDPELVIS: ['CHEST', 'ABDOMEN', 'PELVIS'],
  CHESTABDOMENPELVIS: ['CHEST', 'ABDOMEN', 'PELVIS'],
  THORAXABDOMEN: ['CHEST', 'ABDOMEN'],
  HEADNECK: ['HEAD', 'NECK'],
  HEADANDNECK: ['HEAD', 'NECK'],
  NECKCHEST: ['NECK', 'CHEST'],
  NECKCHESTABDOMEN: ['NECK', 'CHEST', 'ABDOMEN'],
  NECKCHESTABDPELV: ['NECK', 'CHEST', 'ABDOMEN', 'PELVIS'],
  CTSPINE: ['CSPINE', 'TSPINE'],
  TLSPINE: ['TSPINE', 'LSPINE'],
  LSSPINE: ['LSPINE', 'SSPINE'],
  CERVICALSPINE: ['CSPINE'],
  THORACICSPINE: ['TSPINE'],
  DORSALSPINE: ['TSPINE'],
  LUMBARSPINE: ['LSPINE'],
  LUMBOSACRALSPINE: ['LSPINE', 'SSPINE'],
  SACRUM: ['SSPINE'],
  THORAX: ['CHEST'],
  CRANIUM: ['SKULL'],
  KOPF: ['HEAD'],
  SCHAEDEL: ['SKULL'],
  LUNGS: ['LUNG'],
  KIDNEYS: ['KIDNEY'],
  BREASTS: ['BREAST'],
  SINUSES: ['SINUS'],
  PARANASALSINUS: ['SINUS'],
  PARANASALSINUSES: ['SINUS'],
  UPPEREXTREMITY: ['ARM'],
  LOWEREXTREMITY: ['LEG'],
  LOWERLEG: ['CALF'],
  UPPERARM: ['HUMERUS'],
  BODY: ['WHOLEBODY'],
};

/** What the modality's own word says already. */
const IMPLIED: Readonly<Record<string, readonly string[]>> = {
  MG: ['BREAST'],
  IO: ['JAW', 'MOUTH'],
  PX: ['JAW', 'MOUTH'],
  OP: ['EYE', 'RETINA'],
  OPT: ['EYE', 'RETINA'],
  OPV: ['EYE'],
  ECG: ['HEART'],
  EPS: ['HEART'],
  HD: ['HEART'],
  EEG: ['BRAIN', 'HEAD'],
};

/** Made beside the images themselves: a word only where there is nothing else. */
const SECONDARY = new Set(['SC', 'OT', 'SR', 'PR', 'KO', 'SEG', 'DOC']);

/** More regions than a title has room for. */
const MAX_PARTS = 4;

const own = <T extends object>(table: T, key: string): T[keyof T] | undefined =>
  Object.hasOwn(table, key) ? table[key as keyof T] : undefined;

function partsOf(t: Messages, { bodyParts, modalities }: StudySummary): string[] {
  const implied = new Set(modalities.flatMap((code) => own(IMPLIED, code) ?? []));
  const terms = bodyParts
    // Written as `C SPINE`, `C-SPINE` and `CSPINE`.
    .map((term) => term.toUpperCase().replace(/[^A-Z]/g, ''))
    .flatMap((term) => own(REGIONS, term) ?? [term])
    .filter((term) => !implied.has(term));
  const regions = terms.includes('WHOLEBODY') ? ['WHOLEBODY'] : [...new Set(terms)];
  const words = regions.map((term) => own(t.imaging.bodyParts, term));
  return words.filter((word) => word !== undefined).slice(0, MAX_PARTS);
}

function kindOf(t: Messages, { modalities, series }: StudySummary): string {
  const words = t.imaging;
  const main = modalities.filter((code) => !SECONDARY.has(code));
  const combined = own(words.combined, [...main].sort().join('+'));
  if (combined) return combined;
  const known = (main.length ? main : modalities).map((code) => own(words.modalities, code));
  const kinds = [...new Set(known.filter((word) => word !== undefined))];
  if (kinds.length) return words.kinds(kinds);
  const report = series.some(({ kind }) => kind === 'structured-report' || kind === 'document');
  return report && !series.some(({ kind }) => kind === 'images') ? words.report : words.images;
}

export interface StudyTitle {
  /** `CT of the head`. */
  title: string;
  /** Study Description, where the title could not say of what the images are; else ''. */
  described: string;
  /** With the date, to tell two of them apart: names of buttons. */
  full: string;
}

export function studyTitle(t: Messages, study: StudySummary, locale: string): StudyTitle {
  const parts = partsOf(t, study);
  const title = t.imaging.study(kindOf(t, study), parts);
  return {
    title,
    described: parts.length ? '' : study.description,
    full: study.date ? `${title}, ${formatDate(study.date, locale)}` : title,
  };
}
