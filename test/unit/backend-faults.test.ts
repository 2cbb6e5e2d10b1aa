/** The REST adapter against servers that do what the reference backend never will. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, it } from 'node:test';
import { BackendError, createRestBackend, type RestBackendOptions } from '../../src/backend/index.js';
import { memoryCase, memoryCapabilities } from '../../src/backend/memory/fixtures.js';
import type { CaseDraft, CaseEvent } from '../../src/contract/index.js';

interface Seen {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}
type Handler = (request: Seen, response: ServerResponse, raw: IncomingMessage) => void;

const TOKEN = 'canary-access-token-0123456789';
const CASE = memoryCase();
const DRAFT: CaseDraft = {
  patient: CASE.patient,
  representative: null,
  contact: CASE.contact,
  locale: 'en',
  assessmentId: null,
  externalReference: null,
};

const json = (
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
) => response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));
const problem = (response: ServerResponse, status: number, type: string, headers = {}) =>
  json(response, status, { type, title: 'A title', status, requestId: 'req-1' }, headers);
const html = (response: ServerResponse, status: number) =>
  response.writeHead(status, { 'Content-Type': 'text/html' }).end('<!doctype html><title>Hello</title>');

let server: Server | undefined;
let seen: Seen[] = [];
let waits: number[] = [];

afterEach(async () => {
  server?.closeAllConnections();
  await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
  server = undefined;
});

const sessions = (request: Seen) => request.url.endsWith('/sessions');
const calls = () => seen.filter((request) => !sessions(request));

/** A backend at a sub-path whose sessions are granted (`{TOKEN}-{n}`) unless `handle` answers them itself. */
async function start(handle: Handler, options: Partial<RestBackendOptions> = {}, ownSessions = false) {
  seen = [];
  waits = [];
  let granted = 0;
  server = createServer((raw, response) => {
    let body = '';
    raw.on('data', (chunk: Buffer) => (body += chunk.toString()));
    raw.on('end', () => {
      const request = { method: raw.method ?? '', url: raw.url ?? '', headers: raw.headers, body };
      seen.push(request);
      if (!sessions(request) || ownSessions) return handle(request, response, raw);
      const accessToken = `${TOKEN}-${++granted}`;
      return json(response, 201, {
        accessToken,
        tokenType: 'Bearer',
        expiresAt: '2099-01-01T00:00:00Z',
        expiresIn: 900,
      });
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1/`;
  const backend = createRestBackend(url, {
    signIn: 'device',
    ...options,
    platform: {
      random: () => 0.5,
      sleep: async (ms, signal) => {
        waits.push(ms);
        signal?.throwIfAborted();
        // Real time is not waited for, but other work goes on.
        await new Promise((resolve) => setImmediate(resolve));
      },
      ...options.platform,
    },
  });
  return { backend, url };
}

async function fails(promise: Promise<unknown>): Promise<BackendError> {
  const error = await promise.then(
    () => assert.fail('should have failed'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof BackendError, String(error));
  return error;
}

describe('the REST adapter when the backend', () => {
  it('answers 500 without a problem: unavailable, once', async () => {
    const { backend } = await start((_, response) => html(response, 500));
    const error = await fails(backend.capabilities());
    assert.equal(error.code, 'unavailable');
    assert.equal(error.status, 500);
    assert.equal(seen.length, 1);
  });

  it('answers HTML, 200 or 404: not a backend', async () => {
    for (const status of [200, 404]) {
      const { backend } = await start((_, response) => html(response, status));
      assert.equal((await fails(backend.capabilities())).code, 'not-a-backend');
      server?.closeAllConnections();
      await new Promise((resolve) => server?.close(resolve));
    }
  });

  it('answers JSON of another shape, or of another major version', async () => {
    let body: unknown = { id: 1 };
    const { backend } = await start((_, response) => json(response, 200, body));
    assert.equal((await fails(backend.getCase(CASE.id))).code, 'not-a-backend');
    body = { ...memoryCapabilities([], '2026-11-23T09:30:00Z'), contractVersion: '2.0' };
    assert.equal((await fails(backend.capabilities())).code, 'contract-version');
    body = { ...memoryCapabilities([], '2026-11-23T09:30:00Z'), contractVersion: '1.9' };
    assert.equal((await backend.capabilities()).contractVersion, '1.9');
  });

  it('refuses connections: unreachable, after some tries', async () => {
    const { backend } = await start((_, response) => json(response, 200, {}));
    await new Promise((resolve) => server?.close(resolve));
    server = undefined;
    const error = await fails(backend.capabilities());
    assert.equal(error.code, 'unreachable');
    assert.equal(error.retryable, true);
    assert.deepEqual(waits, [200, 400, 800]);
  });

  it('breaks off in the middle of an answer: asks again', async () => {
    const { backend } = await start((_, response) => {
      if (calls().length > 1) return void json(response, 200, CASE);
      const body = JSON.stringify(CASE);
      response.writeHead(200, { 'Content-Length': String(body.length) });
      response.write(body.slice(0, 50), () => response.destroy());
    });
    assert.equal((await backend.getCase(CASE.id)).id, CASE.id);
    assert.equal(calls().length, 2);
  });

  it('does not finish, and the caller aborts: rejects with the signal’s reason, also in mid-answer', async () => {
    const reason = new Error('went elsewhere');
    for (const begin of [false, true]) {
      const controller = new AbortController();
      const { backend } = await start((_, response) => {
        if (begin) response.writeHead(200).write('{"id":');
        setImmediate(() => controller.abort(reason));
      });
      await assert.rejects(backend.getCase(CASE.id, { signal: controller.signal }), reason);
      server?.closeAllConnections();
      await new Promise((resolve) => server?.close(resolve));
    }
  });

  it('says 429 with Retry-After: waits as told, then succeeds; the key stays the same', async () => {
    const { backend } = await start((_, response) => {
      if (calls().length === 1) problem(response, 429, 'about:blank', { 'Retry-After': '7' });
      else if (calls().length === 2) problem(response, 503, 'about:blank', { 'Retry-After': '3' });
      else
        json(response, 200, {
          url: 'https://example.org/r',
          expiresAt: '2099-01-01T00:00:00Z',
          fileName: 'r.pdf',
        });
    });
    await backend.createReportLink(CASE.id);
    assert.deepEqual(waits, [7000, 3000]);
    const keys = calls().map(({ headers }) => headers['idempotency-key']);
    assert.ok(keys[0]);
    assert.deepEqual(keys, [keys[0], keys[0], keys[0]]);
  });

  it('asks for more patience than anybody has: busy, with how long, at once', async () => {
    const { backend } = await start((_, response) => problem(response, 503, 'x', { 'Retry-After': '3600' }));
    const error = await fails(backend.getCase(CASE.id));
    assert.equal(error.code, 'busy');
    assert.equal(error.retryAfterMs, 3_600_000);
    assert.deepEqual(waits, []);
  });

  it('refuses a token: one renewal for ten waiting calls, and each goes on', async () => {
    const { backend } = await start((request, response) => {
      if (request.headers.authorization === `Bearer ${TOKEN}-1`)
        problem(response, 401, 'https://second-opinion-intake.dev/problems/unauthenticated');
      else json(response, 200, CASE);
    });
    const cases = await Promise.all(Array.from({ length: 10 }, () => backend.getCase(CASE.id)));
    assert.equal(cases.length, 10);
    assert.equal(seen.filter(sessions).length, 2);
  });

  it('refuses every token, in whatever words: unauthenticated after one renewal', async () => {
    const { backend } = await start((_, response) => html(response, 401));
    assert.equal((await fails(backend.getCase(CASE.id))).code, 'unauthenticated');
    assert.deepEqual([seen.filter(sessions).length, calls().length], [2, 2]);
  });

  it('loses the answer to a session request: proves itself anew, since a proof is good once', async () => {
    const proofs: string[] = [];
    const { backend } = await start(
      (request, response, raw) => {
        if (!sessions(request)) return void json(response, 200, CASE);
        proofs.push((JSON.parse(request.body) as { proof: string }).proof);
        if (proofs.length === 1) return void raw.socket.destroy();
        return void json(response, 201, {
          accessToken: TOKEN,
          tokenType: 'Bearer',
          expiresAt: '2099-01-01T00:00:00Z',
          expiresIn: 900,
        });
      },
      {},
      true,
    );
    await backend.getCase(CASE.id);
    assert.equal(new Set(proofs).size, 2);
  });

  it('loses the answer to a creation: the same request again, to the same id', async () => {
    const { backend } = await start((_, response, raw) => {
      if (calls().length === 1) raw.socket.destroy();
      else json(response, 200, CASE);
    });
    await backend.createCase(CASE.id, DRAFT);
    const [first, second] = calls();
    assert.equal(first?.url, `/api/v1/cases/${CASE.id}`);
    assert.deepEqual([second?.method, second?.url, second?.body], [first.method, first.url, first.body]);
  });

  it('names a problem that is not in the registry: unexpected, with the id for the help desk', async () => {
    const { backend } = await start((_, response) => problem(response, 418, 'https://else.example/teapot'));
    const error = await fails(backend.getCase(CASE.id));
    assert.equal(error.code, 'unexpected');
    assert.equal(error.requestId, 'req-1');
  });

  it('is never told the token but in Authorization, and no error tells it', async () => {
    const host = 'canary-host-token';
    const { backend } = await start((_, response) => problem(response, 403, 'x'), {
      signIn: 'host-token',
      getToken: () => Promise.resolve(host),
    });
    const error = await fails(backend.getCase(CASE.id));
    const told = `${error.message} ${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`;
    assert.ok(!told.includes('canary') && !told.includes(CASE.id));
    assert.ok(seen.every(({ url }) => !url.includes('canary')));
    assert.deepEqual(
      calls().map(({ headers }) => headers.authorization),
      [`Bearer ${TOKEN}-1`],
    );
  });

  it('is not asked when the host page gives no token', async () => {
    const { backend } = await start((_, response) => json(response, 200, CASE), {
      signIn: 'host-token',
      getToken: () => Promise.reject(new Error('canary in the page’s own error')),
    });
    const error = await fails(backend.getCase(CASE.id));
    assert.equal(error.code, 'unauthenticated');
    assert.ok(!String(error.stack).includes('canary'));
    assert.equal(seen.length, 0);
  });

  it('answers after signing out: the answer is dropped, and nothing signs in again', async () => {
    let arrived = () => {};
    const there = new Promise<void>((resolve) => (arrived = resolve));
    const { backend } = await start(() => arrived());
    const late = fails(backend.getCase(CASE.id));
    const followed = fails(
      backend.follow(CASE.id, { after: 0, signal: new AbortController().signal, onEvent: () => {} }),
    );
    await there;
    await backend.forgetDevice();
    assert.equal((await late).code, 'unauthenticated');
    assert.equal((await followed).code, 'unauthenticated');
    assert.equal(seen.filter(sessions).length, 1);
  });
});

describe('the feed over REST', () => {
  const event = (id: number): CaseEvent => ({
    id,
    caseId: CASE.id,
    type: 'case.updated',
    at: '2026-11-23T09:30:00Z',
    actor: 'clinic',
    reason: null,
    data: {},
  });
  const sse = (id: number) => `id: ${id}\nevent: case\ndata: ${JSON.stringify(event(id))}\n\n`;

  async function followed(until: number, handle: Handler) {
    const { backend } = await start(handle);
    const stop = new AbortController();
    const ids: number[] = [];
    const states: string[] = [];
    await backend.follow(CASE.id, {
      after: 0,
      signal: stop.signal,
      onEvent: ({ id }) => {
        ids.push(id);
        if (id === until) stop.abort();
      },
      onState: (state) => states.push(state),
    });
    return { ids, states };
  }

  it('drops what was told before, and goes on after the last event when cut off', async () => {
    const { ids } = await followed(4, (_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      if (calls().length === 1) response.write(sse(1) + sse(2) + sse(1) + sse(2), () => response.destroy());
      else response.write(sse(2) + sse(3) + sse(4));
    });
    assert.deepEqual(ids, [1, 2, 3, 4]);
    assert.deepEqual(
      calls().map(({ headers }) => headers['last-event-id']),
      ['0', '2'],
    );
  });

  it('waits between streams that end at once', async () => {
    await followed(1, (_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.end(calls().length < 4 ? ': open\n\n' : sse(1));
    });
    assert.equal(waits.length, 3);
    assert.ok(
      waits.every((wait, index) => wait > (waits[index - 1] ?? 0)),
      String(waits),
    );
  });

  it('polls with ETag when something between answers no stream', async () => {
    const { ids, states } = await followed(2, (request, response) => {
      if (request.headers.accept !== 'application/json') return void html(response, 200);
      const polls = calls().filter(({ headers }) => headers.accept === 'application/json').length;
      if (polls === 1) json(response, 200, { events: [event(1)], lastEventId: 1 }, { ETag: '"1"' });
      else if (request.headers['if-none-match'] === '"1"' && polls === 2)
        response.writeHead(304, { ETag: '"1"' }).end();
      else json(response, 200, { events: [event(1), event(2)], lastEventId: 2 });
    });
    assert.deepEqual(ids, [1, 2]);
    assert.ok(states.includes('polling'));
    assert.equal(calls().at(-1)?.url, `/api/v1/cases/${CASE.id}/events?after=1`);
  });

  it('ends when the case is not there', async () => {
    const { backend } = await start((_, response) =>
      problem(response, 404, 'https://second-opinion-intake.dev/problems/not-found'),
    );
    const { signal } = new AbortController();
    const error = await fails(backend.follow(randomUUID(), { after: 0, signal, onEvent: () => {} }));
    assert.equal(error.code, 'not-found');
  });
});
