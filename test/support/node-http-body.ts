/** A transport for uploads in Node that streams a body as a browser does, so that it can be cut in the middle. */
import { request as httpRequest } from 'node:http';
import type { HttpBody } from '../../src/transfer/protocols/http-body.js';

export const nodeHttpBody: HttpBody = ({ method, url, headers, body, signal, onSent, stallMs }) =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const request = httpRequest(url, {
      method,
      headers: { ...headers, 'Content-Length': String(body?.size ?? 0) },
      agent: false,
      signal,
    });
    const fail = () => reject(signal.aborted ? signal.reason : new TypeError('network'));
    request.setTimeout(stallMs, () => request.destroy(new Error('stalled')));
    request.on('error', fail);
    request.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('error', fail);
      response.on('aborted', fail);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          header: (name) => {
            const value = response.headers[name.toLowerCase()];
            return typeof value === 'string' ? value : null;
          },
          text,
        }),
      );
    });
    const send = async () => {
      let sent = 0;
      for (let at = 0; body && at < body.size; at += 65_536) {
        const piece = new Uint8Array(await body.slice(at, at + 65_536).arrayBuffer());
        if (request.destroyed) return;
        if (!request.write(piece)) {
          await new Promise<void>((go) => request.once('drain', go).once('close', go));
        }
        sent += piece.length;
        onSent?.(sent);
      }
      request.end();
    };
    send().catch(fail);
  });
