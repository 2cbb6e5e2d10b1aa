/** Makes files ready to be sent, in a worker, or in the page where there is none to be had. */
import type {
  DeidentifyAnswer,
  DeidentifyCall,
  PaperAnswer,
  PaperCall,
  PrepareHandlers,
  RecordAnswer,
  RecordCall,
} from '../documents/prepare.js';
import type { PhotoFinding } from '../documents/photos/index.js';
import { prepareWorkerUrl } from '../documents/worker-url.js';
import { createWorkerClient } from './worker-client.js';

export interface Preparer {
  deidentify(call: DeidentifyCall, signal: AbortSignal): Promise<DeidentifyAnswer>;
  /** What a record is, from its name and content. */
  record(call: RecordCall, signal: AbortSignal): Promise<RecordAnswer>;
  /** What is wrong with a photo of paper; null when this browser cannot read it. */
  photo(call: { file: Blob }, signal: AbortSignal): Promise<readonly PhotoFinding[] | null>;
  paper(call: PaperCall, signal: AbortSignal): Promise<PaperAnswer>;
  dispose(): void;
}

export function createPreparer(options: { createWorker?: () => Worker } = {}): Preparer {
  const worker = createWorkerClient<PrepareHandlers>({
    url: prepareWorkerUrl,
    inPage: async () => (await import('../documents/prepare.js')).prepareHandlers,
    createWorker: options.createWorker,
  });
  return {
    deidentify: (call, signal) => worker.call('deidentify', call, signal),
    record: (call, signal) => worker.call('record', call, signal),
    photo: (call, signal) => worker.call('photo', call, signal),
    paper: (call, signal) => worker.call('paper', call, signal),
    dispose: () => worker.dispose(),
  };
}
