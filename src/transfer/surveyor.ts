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

/** Told at once. */
const INSTANCES = 1_000;

export function createSurveyor(options: { createWorker?: () => Worker } = {}): Surveyor {
  /**
   * Read already, and the number of the first file of each slice: a page that has to go on for a worker that died reads it
   * again, and what was picked as it is need not be asked for.
   */
  const read: { files: readonly SurveyFile[]; first: number }[] = [];
  let before = 0;
  const { signal: never } = new AbortController();
  const worker = createWorkerClient<SurveyHandlers>({
    url: workerUrl,
    createWorker: options.createWorker,
    inPage: async () => {
      const { surveyHandlers } = await import('../documents/survey/handlers.js');
      const handlers = surveyHandlers();
      for (const [index, slice] of read.entries()) {
        if (index === before) await handlers.begin();
        slice.first = await handlers.read({ files: slice.files }, { signal: never, tell: () => undefined });
      }
      if (before === read.length) await handlers.begin();
      return handlers;
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
      const slice = read.findLast(({ first }) => first <= file);
      const picked = slice?.files[file - slice.first];
      if (picked) return picked.blob;
      const blob = await worker.call('open', { file }, signal);
      if (typeof blob === 'string') throw new DOMException(blob, 'NotReadableError');
      return blob;
    },
    dispose: () => worker.dispose(),
  };
}
