/** The backend in memory, with what passes to it counted, and an engine in Node before it. */
import type { TestContext } from 'node:test';
import type { Backend, Uploader, UploadTask } from '../../src/backend/backend.js';
import { createMemoryBackend, type MemoryOptions } from '../../src/backend/memory/memory-backend.js';
import { bundleHandlers } from '../../src/documents/bundle/handlers.js';
import { inspect } from '../../src/documents/inspect.js';
import type { Bundler } from '../../src/transfer/bundler.js';
import { createTransferEngine, type EngineOptions } from '../../src/transfer/engine.js';
import { agreedCase } from './engine.js';

interface Passed {
  uploads: number;
  bytes: number;
  /** Calls by their name. */
  calls: Map<string, number>;
}

/** As the worker does it, in this thread. */
export function plainBundler(): Bundler {
  const tell = () => undefined;
  return {
    start: () => undefined,
    makePart: (files, options, signal) => bundleHandlers.makePart({ files, ...options }, { signal, tell }),
    makePiece: (file, options, signal) => bundleHandlers.makePiece({ file, ...options }, { signal, tell }),
    digestFiles: (files, signal) => bundleHandlers.digestFiles({ files }, { signal, tell }),
    digestPieces: (call, signal) => bundleHandlers.digestPieces(call, { signal, tell }),
    dispose: () => undefined,
  };
}

export async function watchedBackend(options: MemoryOptions = {}) {
  const memory = createMemoryBackend(options);
  const { caseId, limits } = await agreedCase(memory);
  const passed: Passed = { uploads: 0, bytes: 0, calls: new Map() };
  const faults: { upload: ((task: UploadTask, pass: () => Promise<void>) => Promise<void>) | null } = {
    upload: null,
  };
  const uploader: Uploader = {
    upload(task) {
      const pass = () => {
        passed.uploads++;
        passed.bytes += task.body.size;
        return memory.uploader!.upload(task);
      };
      return faults.upload ? faults.upload(task, pass) : pass();
    },
  };
  const backend: Backend = new Proxy(memory, {
    get(target, name) {
      if (name === 'uploader') return uploader;
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return (...call: unknown[]): unknown => {
        passed.calls.set(String(name), (passed.calls.get(String(name)) ?? 0) + 1);
        return Reflect.apply(value, target, call);
      };
    },
  });
  const start = (t: TestContext, more: Partial<EngineOptions> = {}) => {
    const engine = createTransferEngine({
      backend,
      caseId,
      limits,
      inspector: { inspect, dispose: () => undefined },
      bundler: plainBundler(),
      random: () => 0,
      ...more,
    });
    t.after(() => engine.dispose());
    return engine;
  };
  const stored = async () => (await memory.getCase(caseId)).documents;
  return { memory, backend, caseId, limits, passed, faults, start, stored };
}
