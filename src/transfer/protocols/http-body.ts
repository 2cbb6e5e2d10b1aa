/**
 * One request with a body, with upload progress: XMLHttpRequest in browsers (fetch tells no progress and costs a third
 * more CPU), fetch elsewhere.
 */
export interface BodyRequest {
  method: 'POST' | 'PATCH' | 'HEAD' | 'PUT';
  url: string;
  headers: Record<string, string>;
  body?: Blob;
  signal: AbortSignal;
  /** Bytes of the body handed to the network. */
  onSent?: (bytes: number) => void;
  /** No byte moved and no answer for so long: given up as a dead line. Where fetch is used, the whole request. */
  stallMs: number;
}

export interface BodyResponse {
  status: number;
  header(name: string): string | null;
  text: string;
}

/** Rejects with TypeError on a network failure or a stall, and with the signal's reason when aborted. */
export type HttpBody = (request: BodyRequest) => Promise<BodyResponse>;

const networkError = () => new TypeError('network');

/** By the whole list: asking for a header that CORS does not expose writes to the console. */
function readHeader(xhr: XMLHttpRequest): (name: string) => string | null {
  const lines = xhr.getAllResponseHeaders().split('\r\n');
  return (name) => {
    const start = `${name.toLowerCase()}:`;
    const line = lines.find((each) => each.toLowerCase().startsWith(start));
    return line === undefined ? null : line.slice(start.length).trim();
  };
}

export const xhrBody: HttpBody = ({ method, url, headers, body, signal, onSent, stallMs }) =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const xhr = new XMLHttpRequest();
    let stalled: ReturnType<typeof setTimeout>;
    const alive = () => {
      clearTimeout(stalled);
      stalled = setTimeout(() => {
        xhr.abort();
        finish(() => reject(networkError()));
      }, stallMs);
    };
    const abort = () => {
      xhr.abort();
      finish(() => reject(signal.reason));
    };
    const finish = (settle: () => void) => {
      clearTimeout(stalled);
      signal.removeEventListener('abort', abort);
      settle();
    };
    xhr.open(method, url);
    for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value);
    xhr.upload.onprogress = ({ loaded }) => {
      alive();
      onSent?.(loaded);
    };
    xhr.onload = () =>
      finish(() =>
        resolve({
          status: xhr.status,
          header: readHeader(xhr),
          text: xhr.responseText,
        }),
      );
    xhr.onerror = () => finish(() => reject(networkError()));
    signal.addEventListener('abort', abort, { once: true });
    alive();
    xhr.send(body ?? null);
  });

export const fetchBody: HttpBody = async ({ method, url, headers, body, signal, onSent, stallMs }) => {
  const watchdog = AbortSignal.timeout(stallMs);
  try {
    const response = await fetch(url, {
      method,
      headers,
      ...(body ? { body } : {}),
      signal: AbortSignal.any([signal, watchdog]),
      redirect: 'error',
      referrerPolicy: 'no-referrer',
    });
    onSent?.(body?.size ?? 0);
    return {
      status: response.status,
      header: (name) => response.headers.get(name),
      text: await response.text(),
    };
  } catch {
    signal.throwIfAborted();
    throw networkError();
  }
};
