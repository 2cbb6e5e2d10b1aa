/** What is done to files between picking and sending, away from the page. For the worker of the same name. */
import type { Handler } from './calls.js';
import { deidentify, type DeidentifyRefusal } from './deidentify/deidentify.js';
import { pdfOfImages, preparePhoto, type PdfImage, type PhotoFinding } from './photos/index.js';
import type { ProfileOptions } from './deidentify/options.js';
import type { DeidentificationReport } from './deidentify/report.js';
import { UidMap } from './deidentify/uid-map.js';
import { guessCategory, pdfText, readableText, suggestDate, type CategoryGuess } from './records/index.js';

export interface DeidentifyCall {
  file: Blob;
  /** Secret of the case, the same for all its files: see {@link UidMap}. */
  key: Uint8Array;
  profile: ProfileOptions;
  patient: { names: readonly string[]; birthDate: string };
}

export type DeidentifyAnswer =
  { blob: Blob; report: DeidentificationReport } | { refused: DeidentifyRefusal };

export interface RecordCall {
  file: Blob;
  fileName: string;
  folder: string;
  mediaType: string;
  now: Date;
}

export interface RecordAnswer extends CategoryGuess {
  /** `YYYY-MM-DD`. */
  date: string | null;
}

export interface PaperCall {
  photos: readonly { file: Blob; turn: 0 | 90 | 180 | 270 }[];
  now: Date;
}

export interface PaperAnswer {
  /** Null when none could be read. */
  pdf: Blob | null;
  /** Indices of photos that this browser cannot read: to be sent as they are. */
  left: readonly number[];
}

/** Longer ones are guessed from their names alone. */
const MAX_READ_BYTES = 64 * 1024 * 1024;

let uids: { key: string; map: UidMap } | null = null;

/** Kept: what was computed for one slice holds for all of its series. */
function uidsOf(key: Uint8Array): UidMap {
  const name = key.join();
  if (uids?.key !== name) uids = { key: name, map: new UidMap(key) };
  return uids.map;
}

export const prepareHandlers = {
  deidentify: (async ({ file, key, profile, patient }, { signal }) => {
    const made = await deidentify(file, { profile, uids: uidsOf(key), patient }, signal);
    return made.ok ? { blob: made.blob, report: made.report } : { refused: made.reason };
  }) satisfies Handler<DeidentifyCall, DeidentifyAnswer>,

  record: (async ({ file, fileName, folder, mediaType, now }) => {
    const isPdf = mediaType === 'application/pdf';
    const readable = file.size <= MAX_READ_BYTES;
    const text = readable ? await (isPdf ? pdfText(file) : readableText(file, mediaType)) : '';
    return { ...guessCategory({ fileName, folder, text }), date: suggestDate({ fileName, text }, now) };
  }) satisfies Handler<RecordCall, RecordAnswer>,

  /** What is wrong with a photo of paper; null when it cannot be read here. */
  photo: (async ({ file }, { signal }) => {
    const photo = await preparePhoto(file, {}, signal);
    return 'unavailable' in photo ? null : photo.assessment.findings;
  }) satisfies Handler<{ file: Blob }, readonly PhotoFinding[] | null>,

  /** Photos as the pages of one PDF, in their order. */
  paper: (async ({ photos, now }, { signal }) => {
    const pages: PdfImage[] = [];
    const left: number[] = [];
    // One after another: each takes as much memory as it has pixels.
    for (const [index, { file, turn }] of photos.entries()) {
      const photo = await preparePhoto(file, { turn }, signal);
      if ('unavailable' in photo) left.push(index);
      else pages.push(photo);
    }
    const pdf = pages.length > 0 ? await pdfOfImages(pages, { now }) : null;
    return { pdf: pdf instanceof Blob ? pdf : null, left };
  }) satisfies Handler<PaperCall, PaperAnswer>,
};

export type PrepareHandlers = typeof prepareHandlers;
