/** Inspects files in a worker, or in the page where there is none to be had. The result is the same. */
import type { WorkerRequest, WorkerResponse } from '../documents/documents.worker.js';
import { inspect, type Inspection } from '../documents/inspect.js';
import { workerUrl } from '../documents/worker-url.js';
import { startWorker } from './start-worker.js';

export interface Inspector {
  /** Rejects with the signal's reason only. */
  inspect(file: File, signal: AbortSignal): Promise<Inspection>;
  dispose(): void;
}

export interface InspectorOptions {
  /** For bundlers that do not understand `new URL('./x', import.meta.url)`: makes the worker. */
  createWorker?: () => Worker;
}

/** A worker that is blocked or missing says so at once; silence for so long is one that hangs. Old phones are slow. */
const READY_MS = 10_000;

interface Waiting {
  resolve: (inspection: Inspection) => void;
  fallBack: () => void;
}

export function createInspector(options: InspectorOptions = {}): Inspector {
  let worker: Worker | null = null;
  let ready: Promise<boolean> | null = null;
  let next = 0;
  const waiting = new Map<number, Waiting>();
  let release = () => {};

  function start(): Promise<boolean> {
    return new Promise((resolve) => {
      const fail = () => {
        worker?.terminate();
        worker = null;
        release();
        resolve(false);
        // What a worker that died had in hand is done in the page.
        for (const each of waiting.values()) each.fallBack();
        waiting.clear();
      };
      const timer = setTimeout(fail, READY_MS);
      try {
        if (options.createWorker) worker = options.createWorker();
        else {
          ({ worker, release } = startWorker(workerUrl()));
        }
      } catch {
        clearTimeout(timer);
        fail();
        return;
      }
      worker.onerror = (event) => {
        event.preventDefault();
        clearTimeout(timer);
        fail();
      };
      worker.onmessage = ({ data }: MessageEvent<WorkerResponse>) => {
        if ('ready' in data || 'failed' in data) {
          clearTimeout(timer);
          if ('ready' in data) resolve(true);
          else fail();
          return;
        }
        const entry = waiting.get(data.id);
        waiting.delete(data.id);
        if ('inspection' in data) entry?.resolve(data.inspection);
      };
    });
  }

  return {
    async inspect(file, signal) {
      signal.throwIfAborted();
      ready ??= start();
      const inWorker = await ready;
      signal.throwIfAborted();
      if (!inWorker || !worker) return inspect(file, file.name, signal);
      const id = next++;
      const post = (message: WorkerRequest) => worker?.postMessage(message);
      return new Promise<Inspection>((resolve, reject) => {
        const abort = () => {
          waiting.delete(id);
          post({ cancel: id });
          reject(signal.reason);
        };
        signal.addEventListener('abort', abort, { once: true });
        waiting.set(id, {
          resolve: (inspection) => {
            signal.removeEventListener('abort', abort);
            resolve(inspection);
          },
          fallBack: () => void inspect(file, file.name, signal).then(resolve, reject),
        });
        post({ id, file, name: file.name });
      });
    },
    dispose() {
      worker?.terminate();
      worker = null;
      release();
    },
  };
}
