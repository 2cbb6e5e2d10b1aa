/** The worker: inspects files so that the page stays free. Says `ready` first; a page that does not hear it does the work itself. */
import { inspect, type Inspection } from './inspect.js';

export type WorkerRequest = { id: number; file: File; name: string } | { cancel: number };
export type WorkerResponse =
  | { ready: true }
  /** Said for a worker whose script is not to be had. */
  | { failed: true }
  | { id: number; inspection: Inspection }
  | { id: number; cancelled: true };

const running = new Map<number, AbortController>();
const reply = (message: WorkerResponse) => postMessage(message);

addEventListener('message', ({ data }: MessageEvent<WorkerRequest>) => {
  if ('cancel' in data) {
    running.get(data.cancel)?.abort();
    return;
  }
  const { id, file, name } = data;
  const controller = new AbortController();
  running.set(id, controller);
  inspect(file, name, controller.signal)
    .then(
      (inspection) => reply({ id, inspection }),
      () => reply({ id, cancelled: true }),
    )
    .finally(() => running.delete(id));
});

reply({ ready: true });
