/** Calls between a page and a worker: what goes over, and the worker's side. The page's side is `transfer/worker-client.ts`. */

/** What a call is given besides its argument. */
export interface CallContext<News = never> {
  signal: AbortSignal;
  /** Tells something while the call goes on. */
  tell: (news: News) => void;
}

export type Handler<Argument, Result, News = never> = (
  argument: Argument,
  context: CallContext<News>,
) => Promise<Result>;

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each handler has types of its own
export type Handlers = Record<string, Handler<any, any, any>>;
export type ArgumentOf<H> = H extends Handler<infer Argument, infer _R, infer _N> ? Argument : never;
export type ResultOf<H> = H extends Handler<infer _A, infer Result, infer _N> ? Result : never;
export type NewsOf<H> = H extends Handler<infer _A, infer _R, infer News> ? News : never;

export type CallRequest = { id: number; call: string; argument: unknown } | { cancel: number };
export type CallResponse =
  | { ready: true }
  /** Said for a worker whose script is not to be had. */
  | { failed: true }
  | { id: number; news: unknown }
  | { id: number; result: unknown }
  /** Cancelled, or something that a handler does not do: it went wrong. */
  | { id: number; rejected: true };

/** Answers calls in a worker. Says `ready` first; a page that does not hear it does the work itself. */
export function serve(handlers: Handlers): void {
  const running = new Map<number, AbortController>();
  const reply = (message: CallResponse) => postMessage(message);
  addEventListener('message', ({ data }: MessageEvent<CallRequest>) => {
    if ('cancel' in data) {
      running.get(data.cancel)?.abort();
      return;
    }
    const { id, call, argument } = data;
    const handler = handlers[call];
    const controller = new AbortController();
    running.set(id, controller);
    const context = { signal: controller.signal, tell: (news: unknown) => reply({ id, news }) };
    void Promise.resolve()
      .then(() => handler?.(argument, context))
      .then(
        (result: unknown) => reply({ id, result }),
        () => reply({ id, rejected: true }),
      )
      .finally(() => running.delete(id));
  });
  reply({ ready: true });
}
