import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { sql } from 'drizzle-orm';
import { Capabilities, Case, CaseDocument, type PatientRequest } from 'second-opinion-intake/contract';
import { configFromEnvironment } from '../../examples/backend/config.js';
import { openDatabase } from '../../examples/backend/db/open.js';
import { startBackend, startInProcess, type InProcessBackend } from '../support/backend.js';
import { Staff } from '../support/staff.js';
import { Client, ORIGIN, parsed, pdf, problem } from './client.js';

const LINK = 'https://images.example.net/share/canary-8fK2?x=<b>';
const CODE = 'canary-4711';
const link: PatientRequest = { kind: 'image-link', url: LINK, accessCode: CODE, note: 'Canary until May' };
const hospital: PatientRequest = { kind: 'hospital-sends', hospital: 'St Mary', note: 'Ask Dr Miller' };

describe('records that come by another way, and what is said of documents', { timeout: 240_000 }, () => {
  let backend: InProcessBackend;
  let client: Client;
  let staff: Staff;
  before(async () => {
    backend = await startInProcess({ allowedOrigins: [ORIGIN], patientRequestsPerMinute: 1_000 });
    client = await Client.signIn(backend.url);
    staff = await Staff.signIn(backend.staffUrl);
  });
  after(() => backend.stop());

  const open = (who: Client, caseId: string, body: unknown, headers = {}) =>
    who.send('POST', `/cases/${caseId}/requests`, body, headers);

  it('offers every way with an address, and de-identification as the operator sets it', async () => {
    const { imaging } = await parsed(Capabilities, await client.fetch('/capabilities'), 200);
    assert.deepEqual(imaging?.alternatives, ['image-link', 'post', 'release-form', 'hospital-sends']);
    assert.match(imaging.postalAddress ?? '', /\n/);
    assert.equal(imaging.deidentify, null);
    const set = (DEIDENTIFY: string) => configFromEnvironment({ DEIDENTIFY }).deidentify;
    assert.equal(set(''), null);
    assert.deepEqual(set('basic'), { options: [] });
    assert.deepEqual(set('basic, retain-uids,clean-descriptors'), {
      options: ['retain-uids', 'clean-descriptors'],
    });
    for (const wrong of ['yes', 'basic,retain-names', 'retain-uids'])
      assert.throws(() => set(wrong), /DEIDENTIFY must be/);
  });

  it('shows a link on the staff page, as text, until the request is closed; nowhere else', async () => {
    const id = await client.createAgreed();
    const answer = await parsed(Case, await open(client, id, link), 201);
    const [request] = answer.requests;
    assert.ok(request);
    assert.deepEqual([request.way, request.owner, request.detail], ['image-link', 'clinic', undefined]);
    const path = `/staff/cases/${id}`;
    const shown = await staff.page(path);
    assert.ok(shown.includes('https://images.example.net/share/canary-8fK2?x=&lt;b&gt;'));
    assert.ok(shown.includes(CODE) && !shown.includes('href="https://images'));
    const told = [
      JSON.stringify(answer),
      await (await client.fetch(`/cases/${id}`)).text(),
      await (await client.fetch('/cases')).text(),
      await (await client.fetch(`/cases/${id}/events?after=0`)).text(),
      await staff.page(),
    ];
    for (const text of told) assert.doesNotMatch(text, /canary-/);

    await staff.act(id, 'settle', { requestId: request.id, status: 'settled' });
    assert.doesNotMatch(await staff.page(path), /canary-/);
    const closed = (await client.get(id)).requests[0];
    assert.deepEqual([closed?.status, closed?.way], ['settled', 'image-link']);
  });

  it('shows the team who sends, and what the patient wrote', async () => {
    const id = await client.createAgreed();
    const answer = await parsed(Case, await open(client, id, hospital), 201);
    assert.equal(answer.requests[0]?.detail, 'St Mary');
    const shown = await staff.page(`/staff/cases/${id}`);
    assert.match(shown, /Hospital: St Mary/);
    assert.match(shown, /Note: Ask Dr Miller/);
  });

  it('names what is asked in the language of the case', async () => {
    const { id } = await client.create(undefined, {
      patient: { givenName: 'Canaria', familyName: 'Leakproof', birthDate: '1964-05-17' },
      representative: null,
      contact: { email: 'canaria@example.org' },
      locale: 'es-MX',
      assessmentId: null,
      externalReference: null,
    });
    await client.send('POST', `/cases/${id}/consents`, await client.agreement());
    const { requests } = await parsed(Case, await open(client, id, { kind: 'post' }), 201);
    assert.equal(requests[0]?.title, 'Registros por correo postal');
    assert.equal(requests[0]?.detail, undefined);
  });

  it('replays a request by its key, refuses another body, and acts once for requests at once', async () => {
    const id = await client.createAgreed();
    const key = { 'Idempotency-Key': randomUUID() };
    const answers = await Promise.all([1, 2, 3].map(() => open(client, id, link, key)));
    assert.ok(answers.some(({ status }) => status === 201));
    for (const answer of answers)
      if (answer.status !== 201) await problem(answer, 409, 'request-in-progress');
    const replayed = await parsed(Case, await open(client, id, link, key), 201);
    assert.equal(replayed.requests.length, 1);
    await problem(await open(client, id, { ...link, url: `${LINK}2` }, key), 422, 'idempotency-key-reused');
    assert.equal((await client.get(id)).requests.length, 1);
  });

  it('takes none without consent, for a closed case, from a stranger, or with a link that is none', async () => {
    const { id: fresh } = await client.create();
    await problem(await open(client, fresh, hospital), 409, 'consent-required');
    const id = await client.createAgreed();
    const http = { ...link, url: 'http://images.example.net/canary-8fK2' };
    const refused = await open(client, id, http);
    assert.doesNotMatch(await refused.clone().text(), /canary/);
    assert.deepEqual((await problem(refused, 400, 'invalid-request')).pointers, ['/url']);
    const stranger = await Client.signIn(backend.url);
    await problem(await open(stranger, id, hospital), 404, 'not-found');
    const { document } = await client.declare(id, pdf().declaration);
    const patch = { title: 'Canary' };
    await problem(await stranger.send('PATCH', `/documents/${document.id}`, patch), 404, 'not-found');
    await staff.act(id, 'close', { outcome: 'withdrawn', reason: '' });
    await problem(await open(client, id, hospital), 409, 'conflict');
    await problem(await client.send('PATCH', `/documents/${document.id}`, patch), 409, 'conflict');
  });

  it('slows down whoever opens requests without end, and nobody else', async () => {
    const limited = await startInProcess({ allowedOrigins: [ORIGIN], patientRequestsPerMinute: 2 });
    try {
      const [one, other] = [await Client.signIn(limited.url), await Client.signIn(limited.url)];
      const [id, another] = [await one.createAgreed(), await other.createAgreed()];
      const answers: Response[] = [];
      for (let n = 0; n < 6; n++) answers.push(await open(one, id, hospital));
      const last = answers.find(({ status }) => status === 429);
      assert.ok(last && Number(last.headers.get('retry-after')) > 0);
      await problem(last, 429, 'rate-limited');
      assert.equal((await open(other, another, hospital)).status, 201);
      limited.advance(61);
      assert.equal((await open(one, id, hospital)).status, 201);
    } finally {
      await limited.stop();
    }
  });

  it('marks documents for the team: name, kind, what is odd, and whose they are said to be', async () => {
    const id = await client.createAgreed();
    await client.declare(
      id,
      pdf(64, {
        title: 'MRI <knee>',
        category: 'imaging',
        recordDate: '2024-03-12',
        findings: ['truncated'],
        identity: { match: 'different', reasons: ['name-differs'], decision: 'confirmed-mine' },
        deidentification: { profile: 'Basic', edition: '2024b', methodCodes: ['113100'], pixelRisk: true },
      }).declaration,
    );
    const shown = await staff.page(`/staff/cases/${id}`);
    for (const mark of ['MRI &lt;knee&gt;', 'canary-biopsy.pdf', 'imaging 2024-03-12', 'truncated'])
      assert.ok(shown.includes(mark), mark);
    assert.match(shown, /patient: different \(confirmed-mine\); name-differs/);
    assert.match(shown, /de-identified: Basic 2024b; pixels may show/);
  });

  it('renames and reclassifies, and does not by fields that are not the person’s to change', async () => {
    const id = await client.createAgreed();
    const { document } = await client.declare(id, pdf(64, { title: 'Scan', category: 'other' }).declaration);
    const send = (body: unknown) => client.send('PATCH', `/documents/${document.id}`, body);
    const described = await parsed(CaseDocument, await send({ category: 'referral', title: null }), 200);
    assert.deepEqual([described.category, described.title], ['referral', undefined]);
    const same = await parsed(
      CaseDocument,
      await send({ fileName: 'x', findings: [], status: 'received' }),
      200,
    );
    assert.deepEqual(same, described);
    await problem(await send({ category: 'selfie' }), 400, 'invalid-request');
    await problem(await send({ title: 'x'.repeat(201) }), 400, 'invalid-request');
    assert.equal((await client.fetch(`/documents/${document.id}`, { method: 'DELETE' })).status, 204);
    await problem(await send({ title: 'Late' }), 404, 'not-found');
  });

  it('writes neither link, code, note nor title into its log', async () => {
    const id = await client.createAgreed();
    await open(client, id, link);
    await open(client, id, { ...link, url: 'ftp://canary.example' });
    await open(client, id, { ...hospital, hospital: 'Canary Hospital' });
    const { document } = await client.declare(id, pdf(64, { title: 'Canary MRI' }).declaration);
    await client.send('PATCH', `/documents/${document.id}`, { title: 'Canary CT' });
    await client.send('PATCH', `/documents/${document.id}`, { recordDate: 'canary day' });
    await staff.page(`/staff/cases/${id}`);
    // The log is written behind the answers.
    let log = '';
    while (!log.includes('"PATCH","route":"/documents/:documentId","status":400'))
      log = await readFile(join(backend.dataDir, 'backend.log'), 'utf8');
    assert.match(log, /"POST","route":"\/cases\/:caseId\/requests","status":201/);
    assert.doesNotMatch(log, /canar|8fK2|y-4711/i);
    assert.ok(!log.includes(id));
  });
});

describe('a data folder of the version before', { timeout: 240_000 }, () => {
  it('opens, keeps its documents and requests, and takes what is new', async () => {
    const first = await startBackend({ allowedOrigins: [ORIGIN] });
    const { dataDir } = first;
    try {
      const client = await Client.signIn(first.url);
      const id = await client.createAgreed();
      const { document } = await client.declare(id, pdf().declaration);
      await (await Staff.signIn(first.staffUrl)).ask(id, 'Pathology report');
      await first.kill();
      const old = await openDatabase(dataDir);
      await old.db.execute(sql`alter table documents drop column description`);
      await old.db.execute(sql`alter table requests drop column way, drop column given`);
      await old.close();

      const second = await startBackend({ dataDir, allowedOrigins: [ORIGIN] });
      const again = await Client.signIn(second.url, client.keys);
      const before = await again.get(id);
      assert.deepEqual(before.documents, [document]);
      assert.deepEqual([before.requests[0]?.title, before.requests[0]?.way], ['Pathology report', undefined]);
      await again.send('PATCH', `/documents/${document.id}`, { title: 'Biopsy' });
      await again.send('POST', `/cases/${id}/requests`, link);
      const { documents, requests } = await again.get(id);
      assert.deepEqual([documents[0]?.title, requests[1]?.way], ['Biopsy', 'image-link']);
      await second.kill();

      // Kept in one place: neither events nor answers for replays hold it.
      const kept = await openDatabase(dataDir);
      const { rows } = await kept.db.execute(
        sql`select body::text as kept from events union all select answer::text from idempotency`,
      );
      const secrets = await kept.db.execute(
        sql`select given->>'url' as url from requests where way is not null`,
      );
      await kept.close();
      assert.deepEqual(secrets.rows, [{ url: LINK }]);
      assert.ok(rows.length > 5);
      assert.ok(!/8fK2|y-4711/.test(JSON.stringify(rows)));
    } finally {
      await first.kill('SIGKILL');
      await rm(dataDir, { recursive: true, force: true });
    }
  });
});
