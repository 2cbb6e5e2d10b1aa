/** Looks at one file: recognises it, then takes its digest if it is one to send. Runs in the worker and, failing that, in the page. */
import { digest } from './digest.js';
import { HEAD_BYTES, recognise, type Recognition } from './recognise.js';

export type Inspection =
  | (Extract<Recognition, { ok: true }> & { sha256: string })
  | Extract<Recognition, { ok: false }>
  /** The file cannot be read: moved, deleted, or on a disc that was taken out. */
  | { ok: false; codes: readonly ['unreadable'] };

export async function inspect(file: Blob, name: string, signal: AbortSignal): Promise<Inspection> {
  try {
    const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
    const recognition = recognise(head, name, file.size);
    if (!recognition.ok) return recognition;
    return { ...recognition, sha256: await digest(file, signal) };
  } catch {
    signal.throwIfAborted();
    return { ok: false, codes: ['unreadable'] };
  }
}
