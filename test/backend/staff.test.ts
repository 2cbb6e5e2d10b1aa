import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Case, ReportLink } from 'second-opinion-intake/contract';
import { startInProcess, type InProcessBackend } from '../support/backend.js';
import { Staff } from '../support/staff.js';
import { sha256 } from '../support/sha256.js';
import { Client, draft, ORIGIN, parsed, pdf, problem } from './client.js';

describe('the clinic’s side', { timeout: 240_000 }, () => {
  let backend: InProcessBackend;
  let client: Client;
  let staff: Staff;
  before(async () => {
    backend = await startInProcess({ allowedOrigins: [ORIGIN] });
    client = await Client.signIn(backend.url);
    staff = await Staff.signIn(backend.staffUrl);
  });
  after(() => backend.stop());

  it('opens to the printed token only, which becomes a cookie and leaves the URL', async () => {
    await problem(await fetch(`${backend.url}/staff`), 403, 'forbidden');
    await problem(await fetch(`${backend.url}/staff?token=guess`), 403, 'forbidden');
    const opened = await fetch(backend.staffUrl, { redirect: 'manual' });
    assert.equal(opened.headers.get('location'), '/staff');
    assert.match(opened.headers.get('set-cookie') ?? '', /HttpOnly; SameSite=Strict/);
    assert.match(await staff.page(), /<h1>Cases<\/h1>/);
  });

  it('takes no form from another page, cookie or not', async () => {
    const { id } = await client.create();
    const Cookie = (await fetch(backend.staffUrl, { redirect: 'manual' })).headers.get('set-cookie') ?? '';
    for (const origin of ['https://evil.example', 'null', ORIGIN]) {
      const response = await fetch(`${backend.url}/staff/cases/${id}/move`, {
        method: 'POST',
        headers: { Cookie: Cookie.split(';')[0] ?? '', Origin: origin },
        body: new URLSearchParams({ phase: 'accepted' }),
        redirect: 'manual',
      });
      await problem(response, 403, 'forbidden');
    }
    assert.equal((await client.get(id)).phase, 'draft');
  });

  it('shows what patients typed as text', async () => {
    const { id } = await client.create(undefined, draft({ reason: '<script>alert(1)</script>"\'&' }));
    const page = await staff.page(`/staff/cases/${id}`);
    assert.ok(page.includes('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;'));
    assert.ok(!page.includes('<script'));
  });

  it('starts the clock when the records are complete: a range of business days', async () => {
    const { id } = await client.create();
    assert.equal((await client.get(id)).estimate.earliest, null);
    await staff.act(id, 'records-complete');
    const { estimate, phase } = await client.get(id);
    assert.equal(phase, 'matching-specialist');
    assert.ok(estimate.earliest && estimate.latest && estimate.clockStartedAt);
    const started = Date.parse(estimate.clockStartedAt.slice(0, 10));
    assert.equal((Date.parse(estimate.earliest) - started) / 86_400_000 >= 12, true);
    assert.ok(estimate.latest > estimate.earliest);
    for (const day of [estimate.earliest, estimate.latest])
      assert.ok(![0, 6].includes(new Date(day).getUTCDay()));
  });

  it('asks, is answered in each way, and settles', async () => {
    const id = await client.createAgreed();
    await staff.ask(id, 'Pathology');
    await staff.ask(id, 'Imaging');
    await staff.ask(id, 'Operation note');
    const [byFile, byHospital, cannot] = (await client.get(id)).requests;
    assert.ok(byFile && byHospital && cannot);
    const file = pdf(80, { requestId: byFile.id });
    await client.upload(id, file);
    const answer = (requestId: string, body: object) =>
      client.send('POST', `/cases/${id}/requests/${requestId}/answers`, body);
    await parsed(Case, await answer(byHospital.id, { kind: 'third-party-sends' }), 200);
    const now = await parsed(Case, await answer(cannot.id, { kind: 'cannot' }), 200);
    assert.deepEqual(
      now.requests.map(({ status, answer: given, owner }) => [status, given, owner]),
      [
        ['pending-check', 'document', 'patient'],
        ['open', 'third-party-sends', 'third-party'],
        ['pending-check', 'cannot', 'patient'],
      ],
    );
    await staff.act(id, 'settle', { requestId: byFile.id, status: 'settled' });
    await problem(await answer(byFile.id, { kind: 'cannot' }), 409, 'conflict');
  });

  it('rejects a document with words for the patient', async () => {
    const id = await client.createAgreed();
    const { id: documentId } = await client.upload(id, pdf());
    await staff.act(id, 'reject-document', { documentId, code: 'unreadable', text: 'The scan is too dark.' });
    const { document } = await client.document(documentId);
    assert.equal(document.status, 'rejected');
    assert.deepEqual(document.rejection, { code: 'unreadable', text: 'The scan is too dark.' });
  });

  it('closes with an outcome; nobody is waited for', async () => {
    const id = await client.createAgreed();
    await staff.act(id, 'close', { outcome: 'declined', reason: 'Not our field' });
    const now = await client.get(id);
    assert.deepEqual([now.phase, now.outcome, now.waitingOn], ['closed', 'declined', 'nobody']);
    await problem(await client.send('POST', `/cases/${id}/documents`, pdf().declaration), 409, 'conflict');
  });

  describe('the report', () => {
    const released = async () => {
      const { id } = await client.create();
      await problem(await client.send('POST', `/cases/${id}/report-links`, {}), 409, 'report-not-ready');
      await staff.release(id);
      const response = await client.send('POST', `/cases/${id}/report-links`, {});
      const { url } = await parsed(ReportLink, response, 201);
      return { id, url, report: (await client.get(id)).report };
    };

    it('is delivered whole once; looking ahead and parts do not use the link up', async () => {
      const { id, url, report } = await released();
      assert.ok(report);
      const head = await fetch(url, { method: 'HEAD' });
      assert.equal(head.status, 200);
      assert.equal(head.headers.get('content-length'), String(report.size));
      await fetch(url, { headers: { 'Sec-Purpose': 'prefetch' } });
      const part = await fetch(url, { headers: { Range: 'bytes=0-4' } });
      assert.equal(part.status, 206);
      assert.equal(await part.text(), '%PDF-');
      assert.equal((await client.get(id)).report?.openedAt, null);
      const whole = await fetch(url, { headers: { Origin: ORIGIN } });
      assert.equal(whole.headers.get('cache-control'), 'no-store');
      assert.equal(whole.headers.get('access-control-allow-origin'), ORIGIN);
      assert.match(whole.headers.get('content-disposition') ?? '', /^attachment/);
      assert.equal(sha256(new Uint8Array(await whole.arrayBuffer())), report.sha256);
      for (let response = await fetch(url); ; response = await fetch(url, { method: 'HEAD' })) {
        if (response.status === 410) break;
        await response.arrayBuffer();
      }
      for (let openedAt: string | null | undefined = null; !openedAt;) {
        ({ openedAt } = (await client.get(id)).report ?? {});
      }
    });

    it('is not to be had after five minutes, nor by another token', async () => {
      const { url } = await released();
      await problem(await fetch(`${url}x`), 410, 'link-expired');
      backend.advance(301);
      await problem(await fetch(url), 410, 'link-expired');
    });
  });
});
