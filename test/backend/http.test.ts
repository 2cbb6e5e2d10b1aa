import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Capabilities, EligibilityDefinition } from 'second-opinion-intake/contract';
import { startInProcess, type InProcessBackend } from '../support/backend.js';
import { Staff } from '../support/staff.js';
import { sha256 } from '../support/sha256.js';
import { Client, deviceProof, draft, ORIGIN, parsed, pdf, post, problem } from './client.js';

const EXPOSED = [
  'etag',
  'location',
  'retry-after',
  'upload-offset',
  'upload-length',
  'request-id',
  'tus-resumable',
];

describe('HTTP', { timeout: 240_000 }, () => {
  let backend: InProcessBackend;
  let client: Client;
  before(async () => {
    backend = await startInProcess({ allowedOrigins: [ORIGIN] });
    client = await Client.signIn(backend.url);
  });
  after(() => backend.stop());

  const assertReadable = (response: Response, what: string) => {
    assert.equal(response.headers.get('access-control-allow-origin'), ORIGIN, what);
    assert.match(response.headers.get('vary') ?? '', /Origin/, what);
    const exposed = (response.headers.get('access-control-expose-headers') ?? '').toLowerCase().split(/,\s*/);
    for (const name of EXPOSED) assert.ok(exposed.includes(name), `${what} exposes ${name}`);
  };

  it('lets a listed page read every answer: data, errors, streams, uploads', async () => {
    const id = await client.createAgreed();
    const file = pdf();
    const { document } = await client.declare(id, file.declaration);
    assertReadable(await client.fetch('/capabilities'), 'capabilities');
    assertReadable(await client.fetch(`/cases/${randomUUID()}`), 'not found');
    assertReadable(await client.fetch('/nothing/here'), 'no route');
    assertReadable(await client.send('PUT', `/cases/${id}`, { nonsense: 1 }), 'invalid');
    assertReadable(await client.createUpload(document.id, file.bytes.length), 'tus creation');
    const url = await client.uploadUrlOf(document.id);
    assertReadable(await client.headUpload(url), 'tus HEAD');
    assertReadable(await client.patchUpload(url, 7, file.bytes), 'tus conflict');
    assertReadable(await client.patchUpload(url, 0, file.bytes), 'tus PATCH');
    const stop = new AbortController();
    const stream = await client.fetch(`/cases/${id}/events`, {
      headers: { Accept: 'text/event-stream' },
      signal: stop.signal,
    });
    assertReadable(stream, 'stream');
    stop.abort();
  });

  it('answers preflights of listed pages with all that the contract sends', async () => {
    const preflight = (path: string, origin: string) =>
      fetch(backend.url + path, {
        method: 'OPTIONS',
        headers: { Origin: origin, 'Access-Control-Request-Method': 'PATCH' },
      });
    for (const path of ['/cases/x', '/uploads', `/uploads/${'0'.repeat(32)}`, '/sessions']) {
      const allowed = await preflight(path, ORIGIN);
      assert.equal(allowed.status, 204);
      const headers = allowed.headers.get('access-control-allow-headers')?.toLowerCase() ?? '';
      const needed =
        'authorization content-type idempotency-key if-match if-none-match last-event-id upload-length upload-offset upload-metadata tus-resumable';
      for (const name of needed.split(' ')) assert.ok(headers.includes(name), name);
      for (const method of ['PUT', 'PATCH', 'DELETE', 'HEAD'])
        assert.ok(allowed.headers.get('access-control-allow-methods')?.includes(method));
      assert.equal(allowed.headers.get('access-control-max-age'), '7200');
      const denied = await preflight(path, 'https://evil.example');
      assert.equal(denied.headers.get('access-control-allow-origin'), null);
    }
  });

  it('answers a page that is not listed without CORS headers, but does answer', async () => {
    const response = await fetch(`${backend.url}/capabilities`, {
      headers: { Origin: 'https://evil.example' },
    });
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('access-control-allow-origin'), null);
    assert.equal(response.headers.get('cross-origin-resource-policy'), null);
  });

  it('tells every mistake as a problem: no route, broken JSON, a broken URL, another body, too much', async () => {
    await problem(await client.fetch('/nothing/here'), 404, 'not-found');
    await problem(await client.fetch('/cases/%zz'), 400, 'invalid-request');
    const put = (body: string, type = 'application/json') =>
      client.fetch(`/cases/${randomUUID()}`, { method: 'PUT', headers: { 'Content-Type': type }, body });
    await problem(await put('{"patient": '), 400, 'invalid-request');
    await problem(await put('<x/>', 'text/xml'), 415, 'unsupported-media-type');
    const large = await problem(await put(JSON.stringify({ x: 'y'.repeat(1024 * 1024) })), 413, 'too-large');
    assert.equal(large.limit, 1024 * 1024);
    await problem(await fetch(`${backend.url}/cases`), 401, 'unauthenticated');
  });

  it('names places in a body that does not fit, never values', async () => {
    const body = {
      ...draft(),
      patient: { givenName: 'Canaria', familyName: 'Leakproof', birthDate: 'canary-day' },
    };
    const response = await client.send('PUT', `/cases/${randomUUID()}`, body);
    const text = await response.clone().text();
    assert.deepEqual((await problem(response, 400, 'invalid-request')).pointers, ['/patient/birthDate']);
    assert.doesNotMatch(text, /canary|Leakproof/i);
  });

  it('offers capabilities and the definition by the schemas, with digests that are right', async () => {
    const offered = await parsed(Capabilities, await client.fetch('/capabilities'), 200);
    assert.deepEqual(offered.consentTexts.map(({ locale }) => locale).sort(), ['en', 'es']);
    for (const text of offered.consentTexts) assert.equal(sha256(text.text), text.sha256);
    const path = `/eligibility/${offered.eligibility.defaultDefinitionId}`;
    const response = await client.fetch(path);
    const etag = response.headers.get('etag') ?? '';
    await parsed(EligibilityDefinition, response, 200);
    assert.equal((await client.fetch(path, { headers: { 'If-None-Match': etag } })).status, 304);
    await problem(await client.fetch('/eligibility/unknown'), 404, 'not-found');
  });

  it('is strict with browsers: no sniffing, no referrer', async () => {
    const response = await client.fetch('/capabilities');
    assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
    assert.equal(response.headers.get('referrer-policy'), 'no-referrer');
  });

  it('writes nothing about anybody into its log, through the whole journey', async () => {
    const id = await client.createAgreed();
    const file = pdf();
    await client.upload(id, file);
    const staff = await Staff.signIn(backend.staffUrl);
    await staff.ask(id, 'Canary pathology');
    await staff.release(id);
    const link = await client.send('POST', `/cases/${id}/report-links`, {});
    const { url } = (await link.json()) as { url: string };
    await (await fetch(url)).arrayBuffer();
    await client.send('PUT', `/cases/${id}?q=canary`, draft({ reason: 'Canary of another' }));
    const secrets = [client.token, new URL(url).pathname.split('/').at(-1) ?? '', id];
    const staffToken = new URL(backend.staffUrl).searchParams.get('token') ?? '';
    const log = await logged(backend.dataDir, '/reports/:token');
    assert.doesNotMatch(log, /canar|leakproof|1964-05-17|biopsy|pathology/i);
    for (const secret of [...secrets, staffToken]) assert.ok(!log.includes(secret));
    const lines = log
      .trim()
      .split('\n')
      .map((each) => JSON.parse(each) as Record<string, unknown>);
    assert.ok(lines.some(({ route, status }) => route === '/uploads/:uploadId' && status === 204));
    assert.ok(lines.some(({ route, status }) => route === '/cases/:caseId' && status === 409));
  });

  it('slows down whoever asks for sessions without end', async () => {
    const limited = await startInProcess({ allowedOrigins: [ORIGIN], sessionsPerMinute: 3 });
    try {
      const answers: Response[] = [];
      for (let n = 0; n < 8; n++) {
        const { proof } = await deviceProof(limited.url);
        answers.push(await post(`${limited.url}/sessions`, { grant: 'device', proof }));
      }
      const last = answers.find(({ status }) => status === 429);
      assert.ok(last);
      assert.ok(Number(last.headers.get('retry-after')) > 0);
      await problem(last, 429, 'rate-limited');
    } finally {
      await limited.stop();
    }
  });
});

/** The log once it holds a line of this route: it is written behind the answers. */
async function logged(dataDir: string, route: string): Promise<string> {
  for (;;) {
    const log = await readFile(join(dataDir, 'backend.log'), 'utf8');
    if (log.includes(route)) return log;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
