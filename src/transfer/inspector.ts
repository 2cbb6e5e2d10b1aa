/** Inspects files in a worker, or in the page where there is none to be had. */
import { inspectHandlers, type Inspection, type Recognised } from '../documents/inspect.js';
import { workerUrl } from '../documents/worker-url.js';
import { createWorkerClient } from './worker-client.js';

export interface Inspector {
  /** Takes the digest alone of what is recognised already. Rejects with the signal's reason only. */
  inspect(file: Blob, name: string, signal: AbortSignal, recognised?: Recognised): Promise<Inspection>;
  dispose(): void;
}

export function createInspector(options: { createWorker?: () => Worker } = {}): Inspector {
  const worker = createWorkerClient({
    url: workerUrl,
    inPage: () => inspectHandlers,
    createWorker: options.createWorker,
  });
  return {
    inspect: (file, name, signal, recognised) => worker.call('inspect', { file, name, recognised }, signal),
    dispose: () => worker.dispose(),
  };
}
