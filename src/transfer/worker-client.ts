/**
 * Calls a worker of ours, or does its work in the page where there is none to be had: blocked by a policy, not found, or
 * dead. The result is the same.
 */
import type {
  ArgumentOf,
  CallRequest,
  CallResponse,
  Handlers,
  NewsOf,
  ResultOf,
} from '../documents/calls.js';
import { startWorker } from './start-worker.js';

export interface WorkerClient<H extends Handlers> {
  /** Rejects with the signal's reason, when a handler did, and with an AbortError once disposed. */
  call<Name extends keyof H & string>(
    name: Name,
    argument: ArgumentOf<H[Name]>,
    signal: AbortSignal,
    onNews?: (news: NewsOf<H[Name]>) => void,
  ): Promise<ResultOf<H[Name]>>;
  /** Starts the worker before the first call. */
  start(): void;
  dispose(): void;
}

export interface WorkerClientOptions<H extends Handlers> {
  url: () => string;
  /** The handlers for the page itself, asked for once. What a worker that died had in hand is called anew on them. */
  inPage: () => H | Promise<H>;
  /** For bundlers that do not understand `new URL('./x', import.meta.url)`: makes the worker. */
  createWorker?: (() => Worker) | undefined;
}

/** A worker that is blocked or missing says so at once; silence for so long is one that hangs. Old phones are slow. */
const READY_MS = 10_000;

interface Waiting {
  resolve: (result: unknown) => void;
  reject: (reason: unknown) => void;
  onNews: ((news: unknown) => void) | undefined;
  fallBack: () => void;
}

export function createWorkerClient<H extends Handlers>(options: WorkerClientOptions<H>): WorkerClient<H> {
  let worker: Worker | null = null;
  let ready: Promise<boolean> | null = null;
  let own: Promise<H> | null = null;
  let next = 0;
  let release = () => {};
  let disposed = false;
  const gone = () => new DOMException('disposed', 'AbortError');
  const waiting = new Map<number, Waiting>();

  function start(): Promise<boolean> {
    return new Promise((resolve) => {
      const fail = () => {
        worker?.terminate();
        worker = null;
        release();
        ready = Promise.resolve(false);
        resolve(false);
        const inHand = [...waiting.values()];
        waiting.clear();
        for (const each of inHand) each.fallBack();
      };
      const timer = setTimeout(fail, READY_MS);
      try {
        if (options.createWorker) worker = options.createWorker();
        else ({ worker, release } = startWorker(options.url()));
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
      worker.onmessage = ({ data }: MessageEvent<CallResponse>) => {
        if ('ready' in data || 'failed' in data) {
          clearTimeout(timer);
          if ('ready' in data) resolve(true);
          else fail();
          return;
        }
        const entry = waiting.get(data.id);
        if ('news' in data) {
          entry?.onNews?.(data.news);
          return;
        }
        waiting.delete(data.id);
        if ('result' in data) entry?.resolve(data.result);
        else entry?.reject(new Error('the worker could not do it'));
      };
    });
  }

  async function callInPage(
    name: string,
    argument: unknown,
    signal: AbortSignal,
    onNews?: (news: unknown) => void,
  ): Promise<unknown> {
    own ??= Promise.resolve(options.inPage());
    const handler = (await own)[name];
    signal.throwIfAborted();
    const result: unknown = await handler?.(argument, { signal, tell: (news: unknown) => onNews?.(news) });
    signal.throwIfAborted();
    return result;
  }

  return {
    async call(name, argument, signal, onNews) {
      const hear = onNews as ((news: unknown) => void) | undefined;
      signal.throwIfAborted();
      if (disposed) throw gone();
      ready ??= start();
      const inWorker = await ready;
      signal.throwIfAborted();
      if (disposed) throw gone();
      if (!inWorker || !worker) return (await callInPage(name, argument, signal, hear)) as never;
      const id = next++;
      const post = (message: CallRequest) => worker?.postMessage(message);
      return new Promise((resolve, reject) => {
        const abort = () => {
          waiting.delete(id);
          post({ cancel: id });
          reject(signal.reason);
        };
        const settled = () => signal.removeEventListener('abort', abort);
        signal.addEventListener('abort', abort, { once: true });
        waiting.set(id, {
          resolve: (result) => {
            settled();
            resolve(result as never);
          },
          reject: (reason) => {
            settled();
            reject(reason);
          },
          onNews: hear,
          fallBack: () => {
            settled();
            callInPage(name, argument, signal, hear).then((result) => resolve(result as never), reject);
          },
        });
        post({ id, call: name, argument });
      });
    },
    start() {
      if (!disposed) ready ??= start();
    },
    dispose() {
      disposed = true;
      worker?.terminate();
      worker = null;
      release();
      for (const each of waiting.values()) each.reject(gone());
      waiting.clear();
    },
  };
}
