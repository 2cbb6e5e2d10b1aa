/** Looks at one file: recognises it, then takes its digest if it is one to send. Runs in the worker and, failing that, in the page. */
import type { DocumentType } from '../contract/index.js';
import type { Handler } from './calls.js';
import { digest } from './digest.js';
import { HEAD_BYTES, recognise, type Recognition } from './recognise.js';

export type Inspection =
  | (Extract<Recognition, { ok: true }> & { sha256: string })
  | Extract<Recognition, { ok: false }>
  /** The file cannot be read: moved, deleted, or on a disc that was taken out. */
  | { ok: false; codes: readonly ['unreadable'] };

/** What a file is, found before. */
export interface Recognised {
  type: DocumentType;
  mediaType: string;
}

export async function inspect(
  file: Blob,
  name: string,
  signal: AbortSignal,
  recognised?: Recognised,
): Promise<Inspection> {
  try {
    if (recognised) return { ok: true, ...recognised, sha256: await digest(file, signal) };
    const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
    const recognition = recognise(head, name, file.size);
    if (!recognition.ok) return recognition;
    return { ...recognition, sha256: await digest(file, signal) };
  } catch {
    signal.throwIfAborted();
    return { ok: false, codes: ['unreadable'] };
  }
}

/** For the worker. */
export const inspectHandlers = {
  inspect: (({ file, name, recognised }, { signal }) =>
    inspect(file, name, signal, recognised)) satisfies Handler<
    { file: Blob; name: string; recognised?: Recognised | undefined },
    Inspection
  >,
};
