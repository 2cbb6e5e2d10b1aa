/** The case's documents as the person sees them: named anew, taken back, and what the backend did not let go. */
import { BackendError, type Backend } from '../../backend/backend.js';
import type { CaseDocument, DocumentPatch } from '../../contract/index.js';

/** Deletions at once, of a study that was taken out. */
const AT_ONCE = 3;

export interface Calls {
  readonly backend: Backend | null;
  /** Of the case that is shown. */
  readonly signal: AbortSignal;
}

export class CaseDocuments {
  /** Without what has been taken back. */
  all: readonly CaseDocument[] = [];
  /** Keys of rows whose documents the backend did not let go. */
  readonly notRemoved = new Set<string>();
  /** Files of studies that the person took out, and that are still at the clinic. */
  notTakenBack = 0;

  /** Documents whose deletion the backend has confirmed. */
  readonly #deleted = new Set<string>();
  readonly #calls: Calls;

  constructor(calls: Calls) {
    this.#calls = calls;
  }

  has(id: string): boolean {
    return this.all.some((each) => each.id === id);
  }

  /** Rejects with a BackendError. */
  async describe(id: string, patch: DocumentPatch): Promise<void> {
    const { backend, signal } = this.#calls;
    const changed = await backend?.describeDocument(id, patch, { signal });
    this.all = this.all.map((each) => (each.id === id && changed ? changed : each));
  }

  /** True when the backend no longer has the document; otherwise the row of this key says so. */
  async delete(id: string, key = id): Promise<boolean> {
    const { backend, signal } = this.#calls;
    this.notRemoved.delete(key);
    try {
      await backend?.deleteDocument(id, { signal });
    } catch (error) {
      if (!(error instanceof BackendError) || error.code !== 'not-found') {
        this.notRemoved.add(key);
        return false;
      }
    }
    this.#deleted.add(id);
    this.leaveOut(id);
    return true;
  }

  async deleteAll(ids: readonly string[]): Promise<void> {
    const left = [...ids];
    this.notTakenBack = 0;
    const work = async () => {
      for (let id = left.pop(); id; id = left.pop()) if (!(await this.delete(id))) this.notTakenBack++;
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }

  leaveOut(id: string): void {
    this.all = this.all.filter((each) => each.id !== id);
  }

  /** The engine deletes what it takes off its list; what is deleted already is not asked for again. */
  withoutDeleted(backend: Backend): Backend {
    const deleted: ReadonlySet<string> = this.#deleted;
    return new Proxy(backend, {
      get(target, name) {
        if (name === 'deleteDocument')
          return (...args: Parameters<Backend['deleteDocument']>) =>
            deleted.has(args[0]) ? Promise.resolve() : target.deleteDocument(...args);
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
  }
}
