/** A survey in a worker, or in the page where there is none to be had. */
import type { SurveyHandlers } from '../documents/survey/handlers.js';
import type {
  SurveyFile,
  SurveyProgress,
  SurveyResult,
  SurveyedInstance,
} from '../documents/survey/found.js';
import type { Patient } from '../contract/index.js';
import { workerUrl } from '../documents/worker-url.js';
import { handOver } from './hand-over.js';
import { createWorkerClient } from './worker-client.js';

export interface Surveyor {
  /** Starts the worker, so that it is there when it is needed. */
  start(): void;
  /** To be called before the first slice of what was picked: {@link cancel} gives up what was read since. */
  begin(): Promise<void>;
  cancel(): Promise<void>;
  /** Looks at files, after those given before. Rejects with the signal's reason, and with what `slices` throws. */
  read(
    slices: AsyncIterable<readonly SurveyFile[]>,
    signal: AbortSignal,
    onProgress: (progress: SurveyProgress) => void,
  ): Promise<void>;
  /** What there is, once everything has been read. Rejects with the signal's reason only. */
  finish(patient: Patient | null, signal: AbortSignal): Promise<SurveyResult>;
  /** A study's files, each content once, in slices: ten thousand at once would hold the page up. */
  instances(study: string, signal: AbortSignal): AsyncIterable<readonly SurveyedInstance[]>;
  /** Rejects with the signal's reason, or a NotReadableError. */
  open(file: number, signal: AbortSignal): Promise<Blob>;
  dispose(): void;
}

interface Slice {
  files: readonly SurveyFile[];
  first: number;
}

/** The last that begins at a file or before it; `slices` in the order of their numbers, of which a disc has hundreds. */
function sliceWith(slices: readonly Slice[], file: number): Slice | undefined {
  let from = 0;
  let to = slices.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (slices[middle]!.first <= file) from = middle + 1;
    else to = middle;
  }
  return slices[from - 1];
}

/**
 * From here on the page numbers files that it reads once more for a worker that died, where they have not got the numbers
 * that they had: what lies in ZIP files and disc images is numbered as it comes. An old number would mean another file, so
 * that it means none.
 */
const AGAIN = 2 ** 40;

function renumbered(handlers: SurveyHandlers): SurveyHandlers {
  const shifted = <T extends { file: number }>(all: readonly T[]): T[] =>
    all.map((each) => ({ ...each, file: each.file + AGAIN }));
  return {
    ...handlers,
    read: async (...call) => (await handlers.read(...call)) + AGAIN,
    finish: async (...call) => {
      const { records, summary, ...rest } = await handlers.finish(...call);
      const studies = summary.studies.map((study) => ({
        ...study,
        series: study.series.map((series) => ({
          ...series,
          middle: series.middle === null ? null : series.middle + AGAIN,
        })),
      }));
      return { ...rest, records: shifted(records), summary: { ...summary, studies } };
    },
    instances: async (...call) => shifted(await handlers.instances(...call)),
    open: ({ file }, context) =>
      file < AGAIN ? Promise.resolve('unreadable') : handlers.open({ file: file - AGAIN }, context),
  };
}

/** Told at once. */
const INSTANCES = 1_000;

export function createSurveyor(options: { createWorker?: () => Worker } = {}): Surveyor {
  /**
   * Read already, and the number of the first file of each slice: a page that has to go on for a worker that died reads it
   * again, and what was picked as it is need not be asked for.
   */
  const read: Slice[] = [];
  let readAgain: readonly Slice[] = [];
  let before = 0;
  const { signal: never } = new AbortController();
  const worker = createWorkerClient<SurveyHandlers>({
    url: workerUrl,
    createWorker: options.createWorker,
    inPage: async () => {
      const { surveyHandlers } = await import('../documents/survey/handlers.js');
      const handlers = surveyHandlers();
      const again: Slice[] = [];
      for (const [index, { files }] of read.entries()) {
        if (index === before) await handlers.begin();
        const first = await handlers.read({ files }, { signal: never, tell: () => undefined });
        again.push({ files, first: first + AGAIN });
      }
      if (before === read.length) await handlers.begin();
      if (read.every(({ first }, index) => again[index]?.first === first + AGAIN)) return handlers;
      readAgain = again;
      return renumbered(handlers);
    },
  });
  return {
    start: () => worker.start(),
    async begin() {
      before = read.length;
      await worker.call('begin', null, never);
    },
    async cancel() {
      read.length = before;
      await worker.call('cancel', null, never);
    },
    read: (slices, signal, onProgress) =>
      handOver(slices, signal, async (files) => {
        const first = await worker.call('read', { files }, signal, onProgress);
        read.push({ files, first });
      }),
    finish: (patient, signal) => worker.call('finish', { patient }, signal),
    async *instances(study, signal) {
      for (let from = 0; ; from += INSTANCES) {
        const some = await worker.call('instances', { study, from, count: INSTANCES }, signal);
        if (some.length > 0) yield some;
        if (some.length < INSTANCES) return;
      }
    },
    async open(file, signal) {
      const slices = file < AGAIN ? read : [...readAgain, ...read.filter(({ first }) => first >= AGAIN)];
      const slice = sliceWith(slices, file);
      const picked = slice?.files[file - slice.first];
      if (picked) return picked.blob;
      const blob = await worker.call('open', { file }, signal);
      if (typeof blob === 'string') throw new DOMException(blob, 'NotReadableError');
      return blob;
    },
    dispose: () => worker.dispose(),
  };
}
