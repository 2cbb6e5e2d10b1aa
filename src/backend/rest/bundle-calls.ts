/** Bundles over the REST contract. */
import type * as z from 'zod/mini';
import { BundleWithPlan } from '../../contract/bundle.js';
import type { BundleCalls, CallOptions, CreateOptions } from '../backend.js';

/** Requests of the REST adapter, with its session, retries and parsing. */
export interface Requests {
  create<S extends z.ZodMiniType>(
    path: string,
    body: unknown,
    schema: S,
    options?: CreateOptions,
    anonymous?: boolean,
  ): Promise<z.infer<S>>;
  read<S extends z.ZodMiniType>(path: string, schema: S, options?: CallOptions): Promise<z.infer<S>>;
  /** Without a session. */
  open(request: { method: 'GET'; path: string; signal?: AbortSignal | undefined }): Promise<Response>;
  call(request: {
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
    path: string;
    headers?: Record<string, string>;
    body?: unknown;
    signal?: AbortSignal;
  }): Promise<Response>;
  parse<S extends z.ZodMiniType>(response: Response, schema: S): Promise<z.infer<S>>;
}

export const bundleCalls = ({ create, read, call }: Requests): BundleCalls => ({
  declare: (caseId, declaration, o) => create(`/cases/${caseId}/bundles`, declaration, BundleWithPlan, o),
  get: (id, o) => read(`/bundles/${id}`, BundleWithPlan, o),
  complete: (id, completion, o) => create(`/bundles/${id}/completion`, completion, BundleWithPlan, o),
  abandon: async (id, o = {}) => {
    await call({ method: 'DELETE', path: `/bundles/${id}`, signal: o.signal });
  },
});
