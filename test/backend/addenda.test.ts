import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { Capabilities, CaseEventList, ReportLink } from 'second-opinion-intake/contract';
import { startInProcess, type InProcessBackend } from '../support/backend.js';
import { Staff } from '../support/staff.js';
import { sha256 } from '../support/sha256.js';
import { Client, ORIGIN, parsed, problem } from './client.js';

describe('after the first estimate and the report', { timeout: 240_000 }, () => {
  let backend: InProcessBackend;
  let client: Client;
  let staff: Staff;
  before(async () => {
    backend = await startInProcess({ allowedOrigins: [ORIGIN] });
    client = await Client.signIn(backend.url);
    staff = await Staff.signIn(backend.staffUrl);
  });
  after(() => backend.stop());

  const lastEvent = async (id: string) => {
    const response = await client.fetch(`/cases/${id}/events?after=0`);
    return (await parsed(CaseEventList, response, 200)).events.at(-1);
  };

  describe('an addendum', () => {
    const link = (id: string, body?: object) =>
      body
        ? client.send('POST', `/cases/${id}/report-links`, body)
        : client.fetch(`/cases/${id}/report-links`, {
            method: 'POST',
            headers: { 'Idempotency-Key': randomUUID() },
          });
    async function released() {
      const { id, reference } = await client.create();
      await staff.release(id);
      const file = Buffer.from(`%PDF-1.4\n% ${randomUUID()}\n`);
      const form = new FormData();
      form.set('addendum', new Blob([file], { type: 'application/pdf' }), 'answers.pdf');
      await staff.act(id, 'release-addendum', form);
      await staff.releaseAddendum(id);
      const { report } = await client.get(id);
      const [first, second] = report?.addenda ?? [];
      assert.ok(report && first && second);
      return { id, reference, file, report, first, second };
    }

    it('is added to a report, in order, and told as the specialist’s', async () => {
      const { id, reference, file, report, first, second } = await released();
      assert.deepEqual(
        [first, second].map(({ fileName }) => fileName),
        [1, 2].map((n) => `second-opinion-${reference}-addendum-${n}.pdf`),
      );
      assert.deepEqual([first.sha256, first.size], [sha256(file), file.length]);
      assert.notEqual(report.sha256, first.sha256);
      const event = await lastEvent(id);
      assert.deepEqual(
        [event?.type, event?.actor, event?.reason],
        ['report.ready', 'specialist', { code: 'addendum', text: null }],
      );
      assert.match(await staff.page(`/staff/cases/${id}`), /addendum-2\.pdf/);
      await staff.release(id);
      assert.equal((await client.get(id)).report?.addenda?.length, 2, 'a new report keeps them');
    });

    it('needs a report, and is a PDF', async () => {
      const { id } = await client.create();
      await problem(await staff.send(id, 'release-addendum'), 409, 'conflict');
      assert.equal((await client.get(id)).report, null);
      await staff.release(id);
      const form = new FormData();
      form.set('addendum', new Blob(['only text']), 'answers.pdf');
      await problem(await staff.send(id, 'release-addendum', form), 415, 'unsupported-media-type');
      assert.deepEqual((await client.get(id)).report?.addenda, []);
    });

    it('has links of its own; a request without a body means the report', async () => {
      const { id, file, report, first, second } = await released();
      const of = async (body?: object) => {
        const { url, fileName } = await parsed(ReportLink, await link(id, body), 201);
        return { url, fileName };
      };
      const given = await of({ addendumId: first.id });
      assert.equal(given.fileName, first.fileName);
      const whole = await fetch(given.url);
      assert.ok(whole.headers.get('content-disposition')?.includes(first.fileName));
      assert.deepEqual(Buffer.from(await whole.arrayBuffer()), file);
      for (const body of [undefined, {}]) {
        const { url, fileName } = await of(body);
        assert.equal(fileName, report.fileName);
        const head = await fetch(url, { method: 'HEAD' });
        assert.equal(head.headers.get('content-length'), String(report.size));
      }
      for (;;) {
        const now = (await client.get(id)).report;
        if (now?.addenda?.[0]?.openedAt) {
          assert.deepEqual([now.openedAt, now.addenda[1]?.openedAt], [null, null], 'no other was opened');
          break;
        }
        await setTimeout(10);
      }
      await problem(await fetch(given.url), 410, 'link-expired');
      await problem(await link(id, { addendumId: randomUUID() }), 404, 'not-found');
      await problem(await link(id, { addendumId: 'first' }), 400, 'invalid-request');
      const { id: other } = await client.create();
      await staff.release(other);
      await problem(await link(other, { addendumId: second.id }), 404, 'not-found');
    });

    it('can be read by a listed page, to show it in place, and by no other', async () => {
      const { id, first } = await released();
      for (const body of [{}, { addendumId: first.id }]) {
        const { url } = await parsed(ReportLink, await link(id, body), 201);
        const part = { Range: 'bytes=0-4' };
        const preflight = await fetch(url, {
          method: 'OPTIONS',
          headers: { Origin: ORIGIN, 'Access-Control-Request-Method': 'GET' },
        });
        assert.equal(preflight.headers.get('access-control-allow-origin'), ORIGIN);
        const foreign = await fetch(url, { headers: { ...part, Origin: 'https://evil.example' } });
        assert.equal(foreign.headers.get('access-control-allow-origin'), null);
        await foreign.arrayBuffer();
        const shown = await fetch(url, { headers: { Origin: ORIGIN } });
        assert.equal(shown.headers.get('access-control-allow-origin'), ORIGIN);
        assert.equal(shown.headers.get('content-type'), 'application/pdf');
        assert.match(await shown.text(), /^%PDF-/);
      }
    });
  });

  describe('a delay', () => {
    it('moves the estimate and says why, until the records are complete anew', async () => {
      const { id } = await client.create();
      await staff.act(id, 'records-complete');
      const { estimate: first } = await client.get(id);
      assert.equal(first.delay, null);
      await staff.delay(id, '2099-12-24', 'The specialist is ill.');
      const { estimate } = await client.get(id);
      assert.deepEqual([estimate.earliest, estimate.latest], [first.earliest, '2099-12-24']);
      assert.equal(estimate.delay?.text, 'The specialist is ill.');
      assert.ok(Date.parse(estimate.delay.since) >= Date.parse(estimate.clockStartedAt ?? ''));
      const event = await lastEvent(id);
      assert.deepEqual(
        [event?.type, event?.actor, event?.reason],
        ['estimate.changed', 'clinic', { code: 'delayed', text: 'The specialist is ill.' }],
      );
      assert.match(await staff.page(`/staff/cases/${id}`), /The specialist is ill\./);
      const both = { latest: '2100-01-15', earliest: '2100-01-11', text: 'Still.' };
      await staff.act(id, 'delay', both);
      assert.equal((await client.get(id)).estimate.earliest, '2100-01-11');
      await staff.act(id, 'records-complete');
      const anew = (await client.get(id)).estimate;
      assert.deepEqual([anew.delay, anew.latest], [null, first.latest]);
    });

    it('is refused before the clock runs, after the report, without a reason, and before its own beginning', async () => {
      const { id } = await client.create();
      const late = { latest: '2099-12-24', text: 'Canary' };
      await problem(await staff.send(id, 'delay', late), 409, 'conflict');
      await staff.act(id, 'records-complete');
      const { estimate } = await client.get(id);
      await problem(await staff.send(id, 'delay', { ...late, text: '' }), 400, 'invalid-request');
      const past = await problem(
        await staff.send(id, 'delay', { ...late, latest: '2020-01-01' }),
        400,
        'invalid-request',
      );
      assert.deepEqual(past.pointers, ['/latest']);
      await staff.release(id);
      await problem(await staff.send(id, 'delay', late), 409, 'conflict');
      assert.deepEqual((await client.get(id)).estimate, estimate);
    });
  });

  it('offers how long each phase takes, within the whole', async () => {
    const { turnaround } = await parsed(Capabilities, await client.fetch('/capabilities'), 200);
    assert.deepEqual([turnaround.minBusinessDays, turnaround.maxBusinessDays], [10, 14]);
    const phases = turnaround.phases ?? [];
    assert.ok(phases.some(({ phase }) => phase === 'collecting-records'));
    for (const { minBusinessDays, maxBusinessDays } of phases) assert.ok(minBusinessDays <= maxBusinessDays);
    // What comes once the records are complete.
    const after = phases.slice(phases.findIndex(({ phase }) => phase === 'matching-specialist'));
    const most = after.reduce((sum, { maxBusinessDays }) => sum + maxBusinessDays, 0);
    assert.equal(most, turnaround.maxBusinessDays);
  });
});
