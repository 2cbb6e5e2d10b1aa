import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { SignJWT } from 'jose';
import {
  Assessment,
  Case,
  CaseList,
  ConsentRecord,
  EligibilityDefinition,
  Session,
} from 'second-opinion-intake/contract';
import { auditRecord } from 'second-opinion-intake/eligibility';
import { HOST_TOKEN_SECRET, startInProcess, type InProcessBackend } from '../support/backend.js';
import { Client, deviceProof, draft, ORIGIN, parsed, post, problem } from './client.js';

describe('sessions and cases', { timeout: 240_000 }, () => {
  let backend: InProcessBackend;
  let client: Client;
  before(async () => {
    backend = await startInProcess({ allowedOrigins: [ORIGIN], sessionSeconds: 900 });
    client = await Client.signIn(backend.url);
  });
  after(() => backend.stop());

  const hostToken = (sub: string, secret = HOST_TOKEN_SECRET) =>
    new SignJWT({})
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(sub)
      .setExpirationTime('5 minutes')
      .sign(new TextEncoder().encode(secret));

  describe('a session', () => {
    it('is given once for one device proof, and always for the same key as the same person', async () => {
      const { id } = await client.create();
      const again = await Client.signIn(backend.url, client.keys);
      assert.equal((await again.get(id)).id, id);
      const { proof } = await deviceProof(backend.url);
      const first = await post(`${backend.url}/sessions`, { grant: 'device', proof });
      assert.equal(first.headers.get('cache-control'), 'no-store');
      assert.equal((await parsed(Session, first, 201)).expiresIn, 900);
      const replayed = await post(`${backend.url}/sessions`, { grant: 'device', proof });
      await problem(replayed, 401, 'unauthenticated');
    });

    it('is refused for a proof made for another method, place, time or purpose', async () => {
      const old = Math.floor(Date.now() / 1000) - 301;
      const misfits = [
        { htm: 'GET' },
        { htu: 'https://elsewhere.example/sessions' },
        { iat: old },
        { typ: 'JWT' },
      ];
      for (const misfit of misfits) {
        const { proof } = await deviceProof(backend.url, misfit);
        await problem(
          await post(`${backend.url}/sessions`, { grant: 'device', proof }),
          401,
          'unauthenticated',
        );
      }
    });

    it('is given for the host’s token and its cookie, to listed origins only', async () => {
      const token = await hostToken('portal-7');
      const byToken = await post(`${backend.url}/sessions`, { grant: 'host-token', token });
      await parsed(Session, byToken, 201);
      const forged = await hostToken('portal-7', 'another secret, as long as that one');
      await problem(
        await post(`${backend.url}/sessions`, { grant: 'host-token', token: forged }),
        401,
        'unauthenticated',
      );
      const Cookie = `so_portal=${token}`;
      const byCookie = await post(`${backend.url}/sessions`, { grant: 'cookie' }, { Cookie });
      await parsed(Session, byCookie, 201);
      assert.equal(byCookie.headers.get('access-control-allow-credentials'), 'true');
      const foreign = { Cookie, Origin: 'https://evil.example' };
      await problem(await post(`${backend.url}/sessions`, { grant: 'cookie' }, foreign), 403, 'forbidden');
    });
  });

  describe('a case', () => {
    it('is created once, also by requests at once, and never over another one', async () => {
      const id = randomUUID();
      const answers = await Promise.all([1, 2, 3, 4].map(() => client.send('PUT', `/cases/${id}`, draft())));
      assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 200, 200, 201]);
      const references = await Promise.all(
        answers.map(async (each) => Case.parse(await each.json()).reference),
      );
      assert.equal(new Set(references).size, 1);
      assert.match(references[0] ?? '', /^SO-[2-9A-HJKMNP-TW-Z]{4}-[2-9A-HJKMNP-TW-Z]{4}$/);
      const list = await parsed(CaseList, await client.fetch('/cases'), 200);
      assert.equal(list.cases.filter((each) => each.id === id).length, 1);
      const other = draft({ locale: 'es' });
      await problem(await client.send('PUT', `/cases/${id}`, other), 409, 'conflict');
      const stranger = await Client.signIn(backend.url);
      await problem(await stranger.send('PUT', `/cases/${id}`, draft()), 409, 'conflict');
    });

    it('has an ETag: unchanged is 304, a change needs it, a stale one is 412', async () => {
      const { id, version } = await client.create();
      const ETag = `"${version}"`;
      assert.equal((await client.fetch(`/cases/${id}`)).headers.get('etag'), ETag);
      const unchanged = await client.fetch(`/cases/${id}`, { headers: { 'If-None-Match': ETag } });
      assert.equal(unchanged.status, 304);
      const patch = { contact: { email: 'new@example.org' } };
      await problem(await client.send('PATCH', `/cases/${id}`, patch), 428, 'version-required');
      const changed = await client.send('PATCH', `/cases/${id}`, patch, { 'If-Match': ETag });
      const now = await parsed(Case, changed, 200);
      assert.equal(now.contact.email, 'new@example.org');
      assert.equal(changed.headers.get('etag'), `"${now.version}"`);
      assert.ok(now.version > version);
      const late = await client.send('PATCH', `/cases/${id}`, patch, { 'If-Match': ETag });
      await problem(late, 412, 'version-mismatch');
    });

    it('of two changes from one version, takes one', async () => {
      const { id, version } = await client.create();
      const answers = await Promise.all(
        ['a', 'b'].map((name) =>
          client.send(
            'PATCH',
            `/cases/${id}`,
            { contact: { email: `${name}@example.org` } },
            { 'If-Match': `"${version}"` },
          ),
        ),
      );
      assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 412]);
    });

    it('is not found for anybody else', async () => {
      const id = await client.createAgreed();
      const stranger = await Client.signIn(backend.url);
      const body = await client.agreement();
      for (const answer of [
        await stranger.fetch(`/cases/${id}`),
        await stranger.fetch(`/cases/${id}/events`),
        await stranger.send('PATCH', `/cases/${id}`, {}, { 'If-Match': '"1"' }),
        await stranger.send('POST', `/cases/${id}/consents`, body),
        await stranger.send('POST', `/cases/${id}/report-links`, {}),
      ]) {
        await problem(answer, 404, 'not-found');
      }
      const { cases } = await parsed(CaseList, await stranger.fetch('/cases'), 200);
      assert.deepEqual(cases, []);
    });

    it('is handed over by the patient once, from draft, after consent', async () => {
      const { id, version } = await client.create();
      const submit = (from: number) =>
        client.send('PATCH', `/cases/${id}`, { phase: 'submitted' }, { 'If-Match': `"${from}"` });
      await problem(await submit(version), 409, 'consent-required');
      const agreement = await client.agreement();
      const outdated = { ...agreement, sha256: '0'.repeat(64) };
      await problem(await client.send('POST', `/cases/${id}/consents`, outdated), 409, 'consent-outdated');
      const recorded = await client.send('POST', `/cases/${id}/consents`, agreement);
      const record = await parsed(ConsentRecord, recorded, 201);
      assert.deepEqual((await client.get(id)).consents, [record]);
      const submitted = await parsed(Case, await submit((await client.get(id)).version), 200);
      assert.equal(submitted.phase, 'submitted');
      assert.equal(submitted.waitingOn, 'clinic');
      await problem(await submit(submitted.version), 409, 'conflict');
    });
  });

  describe('an Idempotency-Key', () => {
    it('replays the first answer, refuses another body, and is needed', async () => {
      const { id } = await client.create();
      const key = { 'Idempotency-Key': randomUUID() };
      const agreement = await client.agreement();
      const path = `/cases/${id}/consents`;
      const first = await parsed(ConsentRecord, await client.send('POST', path, agreement, key), 201);
      const replayed = await parsed(ConsentRecord, await client.send('POST', path, agreement, key), 201);
      assert.deepEqual(replayed, first);
      assert.equal((await client.get(id)).consents.length, 1);
      const other = { ...agreement, agreedAt: '2026-01-01T00:00:00Z' };
      await problem(await client.send('POST', path, other, key), 422, 'idempotency-key-reused');
      const without = await client.fetch(path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(agreement),
      });
      await problem(without, 400, 'invalid-request');
    });

    it('acts once for requests at once', async () => {
      const { id } = await client.create();
      const key = { 'Idempotency-Key': randomUUID() };
      const agreement = await client.agreement();
      const answers = await Promise.all(
        Array.from({ length: 5 }, () => client.send('POST', `/cases/${id}/consents`, agreement, key)),
      );
      for (const answer of answers) {
        if (answer.status === 201) continue;
        await problem(answer.clone(), 409, 'request-in-progress');
        assert.ok(answer.headers.get('retry-after'));
      }
      assert.ok(answers.some(({ status }) => status === 201));
      assert.equal((await client.get(id)).consents.length, 1);
    });

    it('belongs to one person: another’s same key is another request', async () => {
      const stranger = await Client.signIn(backend.url);
      const key = { 'Idempotency-Key': randomUUID() };
      const { id } = await client.create();
      const agreement = await client.agreement();
      assert.equal((await client.send('POST', `/cases/${id}/consents`, agreement, key)).status, 201);
      const answer = await stranger.send('POST', `/cases/${id}/consents`, agreement, key);
      await problem(answer, 404, 'not-found');
    });
  });

  it('evaluates an assessment again, and links it to the case', async () => {
    const definitionAnswer = await client.fetch('/eligibility/general');
    const definition = EligibilityDefinition.parse(await definitionAnswer.json());
    const submission = {
      ...auditRecord(definition, { 'warning-signs': ['stroke'] }, '2026-11-25'),
      outcomeId: 'eligible',
      evaluatedAt: new Date().toISOString(),
      locale: 'en',
    };
    const answer = await client.send('POST', '/eligibility-assessments', submission);
    const assessment = await parsed(Assessment, answer, 201);
    assert.equal(assessment.outcomeKind, 'seek-care-now');
    assert.equal(assessment.agrees, false);
    const created = await client.create(randomUUID(), draft({ assessmentId: assessment.id }));
    assert.deepEqual(created.assessment, { id: assessment.id, outcomeKind: 'seek-care-now' });
    const unknown = draft({ assessmentId: randomUUID() });
    const id = randomUUID();
    await problem(await client.send('PUT', `/cases/${id}`, unknown), 400, 'invalid-request');
    await problem(await client.fetch(`/cases/${id}`), 404, 'not-found');
  });

  it('ends a session after its time', async () => {
    const short = await Client.signIn(backend.url);
    const { id } = await short.create();
    backend.advance(901);
    await problem(await short.fetch(`/cases/${id}`), 401, 'unauthenticated');
    await problem(await client.fetch(`/cases`), 401, 'unauthenticated');
  });
});
