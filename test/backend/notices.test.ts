import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { sql } from 'drizzle-orm';
import type { CaseEvent } from 'second-opinion-intake/contract';
import { openDatabase } from '../../examples/backend/db/open.js';
import { needsPatient } from '../../examples/backend/notices.js';
import { startBackend, startInProcess, type InProcessBackend } from '../support/backend.js';
import { bundleOf } from '../support/bundles.js';
import { mailsIn, mailsOnce } from '../support/outbox.js';
import { sha256 } from '../support/sha256.js';
import { Staff } from '../support/staff.js';
import { Client, draft, ORIGIN, pdf } from './client.js';

const DAY_S = 24 * 3600;
const QUIET_S = 601;

describe('which events need the patient', () => {
  const event = (type: string, changes: Partial<CaseEvent> = {}) =>
    ({ type, actor: 'clinic', reason: null, data: {}, ...changes }) as const;

  it('news that they are waiting for, and what they are to do', () => {
    for (const type of ['case.phase-changed', 'message.posted', 'report.ready', 'case.closed'])
      assert.equal(needsPatient(event(type)), true, type);
    for (const status of ['rejected', 'delivery-failed']) {
      const failed = event('document.status-changed', { actor: 'system', data: { status } });
      assert.equal(needsPatient(failed), true, status);
    }
    const delayed = event('estimate.changed', { reason: { code: 'delayed', text: null } });
    assert.equal(needsPatient(delayed), true);
    assert.equal(needsPatient(event('request.opened'), 'patient'), true);
  });

  it('neither what they did themselves, nor what takes its course', () => {
    const course = [
      'case.updated',
      'consent.recorded',
      'request.closed',
      'document.described',
      'something.new',
    ];
    for (const type of course) assert.equal(needsPatient(event(type)), false, type);
    for (const type of ['case.phase-changed', 'message.posted', 'case.closed'])
      assert.equal(needsPatient(event(type, { actor: 'patient' })), false, type);
    for (const status of ['declared', 'received', 'deleted'])
      assert.equal(needsPatient(event('document.status-changed', { data: { status } })), false, status);
    assert.equal(needsPatient(event('estimate.changed')), false);
    for (const owner of ['third-party', 'clinic', undefined] as const)
      assert.equal(needsPatient(event('request.opened'), owner), false, owner);
  });
});

describe('notices', { timeout: 240_000 }, () => {
  let backend: InProcessBackend;
  let client: Client;
  let staff: Staff;
  before(async () => {
    backend = await startInProcess({
      allowedOrigins: [ORIGIN],
      sweepSeconds: 0.1,
      sessionSeconds: 100 * DAY_S,
      patientRequestsPerMinute: 1_000,
    });
    client = await Client.signIn(backend.url);
    staff = await Staff.signIn(backend.staffUrl);
  });
  after(() => backend.stop());

  /** A case whose mails can be told from all others. */
  async function created(changes = {}) {
    const email = `${randomUUID()}@example.org`;
    const { id } = await client.create(undefined, draft({ contact: { email }, ...changes }));
    await client.send('POST', `/cases/${id}/consents`, await client.agreement());
    return { id, email };
  }
  const count = async (email: string) => (await mailsIn(backend.dataDir, email)).length;

  /** Until a sweep that began after this has ended: one can be told by a case whose notice it brings. */
  async function swept(): Promise<void> {
    for (let n = 0; n < 2; n++) {
      const { id, email } = await created();
      await staff.move(id, 'accepted');
      await staff.move(id, 'collecting-records');
      backend.advance(QUIET_S);
      await mailsOnce(backend.dataDir, 2, email);
    }
  }
  const inDays = (days: number, ahead = 0) =>
    new Date(Date.now() + (ahead + days * DAY_S) * 1000).toISOString().slice(0, 10);

  it('follow each change that needs the patient, and no other', async () => {
    const changes: [string, (id: string) => Promise<unknown>][] = [
      ['a phase', (id) => staff.move(id, 'accepted')],
      ['a request', (id) => staff.ask(id, 'Pathology')],
      ['complete records', (id) => staff.act(id, 'records-complete')],
      ['a message', (id) => staff.write(id, 'Hello')],
      ['a report', (id) => staff.release(id)],
      ['an end', (id) => staff.act(id, 'close', { outcome: 'declined' })],
    ];
    for (const [what, change] of changes) {
      const { id, email } = await created();
      await change(id);
      const mails = await mailsIn(backend.dataDir, email);
      assert.equal(mails.length, 1, what);
      assert.match(mails[0]?.text ?? '', /There is news/);
      assert.doesNotMatch(mails[0]?.text ?? '', /patholog|report|hello|declin|Canaria|SO-/i);
    }
    const quiet: typeof changes = [
      ['a request of another', (id) => staff.act(id, 'ask', { title: 'Slides', owner: 'third-party' })],
      ['messages that are read', (id) => staff.act(id, 'read-messages')],
      ['a way of the patient’s', (id) => client.send('POST', `/cases/${id}/requests`, { kind: 'post' })],
      ['a withdrawal', (id) => client.send('POST', `/cases/${id}/withdrawal`, {})],
    ];
    for (const [what, change] of quiet) {
      const { id, email } = await created();
      await change(id);
      assert.equal(await count(email), 0, what);
    }
  });

  it('are one in ten minutes; what came meanwhile goes with a later sweep, as one', async () => {
    const { id, email } = await created();
    await staff.move(id, 'accepted');
    for (let n = 0; n < 5; n++) await staff.write(id, `Message ${n}`);
    assert.equal(await count(email), 1);
    backend.advance(QUIET_S);
    await mailsOnce(backend.dataDir, 2, email);
    await swept();
    assert.equal(await count(email), 2);
  });

  it('are one for hundreds of rejected files', async () => {
    const { id, email } = await created();
    const files = Array.from({ length: 120 }, (_, index) => pdf(64, { sha256: sha256(`other ${index}`) }));
    const { documents } = await client.uploadBundle(id, bundleOf(files));
    assert.ok(documents.every(({ status }) => status === 'rejected'));
    const soon = await count(email);
    assert.equal(soon, 1);
    await swept();
    assert.ok((await count(email)) <= 2);
  });

  it('name the day by which something is asked for, in the case’s language', async () => {
    const dueOn = '2199-12-12';
    const ask = { title: 'Pathology', owner: 'patient', dueOn };
    const english = await created({ locale: 'en-GB' });
    await staff.act(english.id, 'ask', ask);
    const [mail] = await mailsIn(backend.dataDir, english.email);
    assert.match(mail?.text ?? '', /Please sign in by 12 December 2199\.$/m);
    assert.doesNotMatch(mail?.text ?? '', /patholog/i);
    const spanish = await created({ locale: 'es' });
    await staff.act(spanish.id, 'ask', ask);
    const [aviso] = await mailsIn(backend.dataDir, spanish.email);
    assert.match(aviso?.text ?? '', /a más tardar el 12 de diciembre de 2199\.$/m);
    for (const locale of ['de', 'en-x']) {
      const other = await created({ locale });
      await staff.act(other.id, 'ask', ask);
      assert.match((await mailsIn(backend.dataDir, other.email))[0]?.text ?? '', /by December 12, 2199\.$/m);
    }
    const without = await created();
    await staff.act(without.id, 'ask', { ...ask, dueOn: '' });
    assert.doesNotMatch((await mailsIn(backend.dataDir, without.email))[0]?.text ?? '', /sign in by/);
  });

  it('are held up by a disk that fails, and not lost; the change is made', async () => {
    const { id, email } = await created();
    const outbox = join(backend.dataDir, 'outbox');
    const kept = join(backend.dataDir, 'kept');
    await mkdir(outbox, { recursive: true });
    await rename(outbox, kept);
    await writeFile(outbox, 'not a folder');
    await staff.move(id, 'accepted');
    assert.equal((await client.get(id)).phase, 'accepted');
    await rm(outbox);
    await rename(kept, outbox);
    await mailsOnce(backend.dataDir, 1, email);
  });

  it('remind once, when the day is near or past, of what is still open', async () => {
    const soon = await created();
    const later = await created();
    const settled = await created();
    const closed = await created();
    // The clock of the backend is ahead by what the tests before took.
    const ahead = (await serverTime()) - Date.now() / 1000;
    const ask = (id: string, days: number) =>
      staff.act(id, 'ask', { title: 'Pathology', owner: 'patient', dueOn: inDays(days, ahead) });
    await ask(soon.id, 5);
    await ask(later.id, 30);
    await ask(settled.id, 5);
    await ask(closed.id, 5);
    const [request] = (await client.get(settled.id)).requests;
    await staff.act(settled.id, 'settle', { requestId: request?.id ?? '', status: 'settled' });
    await staff.act(closed.id, 'close', { outcome: 'withdrawn' });
    backend.advance(QUIET_S);
    await mailsOnce(backend.dataDir, 2, closed.email);
    await swept();
    assert.equal(await count(soon.email), 1, 'not yet');

    backend.advance(3.5 * DAY_S);
    const [, reminder] = await mailsOnce(backend.dataDir, 2, soon.email);
    assert.match(reminder?.text ?? '', /sign in by/);
    await swept();
    backend.advance(4 * DAY_S);
    await swept();
    assert.equal(await count(soon.email), 2, 'once');
    for (const { email } of [later, settled]) assert.equal(await count(email), 1);
    assert.equal(await count(closed.email), 2);

    const overdue = await created();
    await staff.act(overdue.id, 'ask', { title: 'Slides', owner: 'patient', dueOn: '2020-01-01' });
    await swept();
    assert.equal(await count(overdue.email), 1, 'not on the day on which it was asked for');
    backend.advance(1.1 * DAY_S);
    const [, late] = await mailsOnce(backend.dataDir, 2, overdue.email);
    assert.doesNotMatch(late?.text ?? '', /sign in by/, 'a day that is past is not named');
  });

  /** In seconds since the epoch. */
  async function serverTime(): Promise<number> {
    const answer = (await (await client.fetch('/capabilities')).json()) as { serverTime: string };
    return Date.parse(answer.serverTime) / 1000;
  }
});

describe('a notice that a crash cut off', { timeout: 240_000 }, () => {
  it('goes out at the next start, once', async () => {
    const first = await startBackend({ allowedOrigins: [ORIGIN] });
    const { dataDir } = first;
    try {
      const client = await Client.signIn(first.url);
      const { id } = await client.create();
      await (await Staff.signIn(first.staffUrl)).move(id, 'accepted');
      await first.kill();
      // As if it had ended after the commit and before the file was written.
      const database = await openDatabase(dataDir);
      await rm(join(dataDir, 'outbox'), { recursive: true });
      await database.db.execute(sql`update cases set notice_due = true, noticed_at = null`);
      await database.close();
      for (let start = 0; start < 2; start++) {
        const next = await startBackend({ dataDir, allowedOrigins: [ORIGIN] });
        await next.kill();
        assert.equal((await mailsIn(dataDir)).length, 1);
      }
    } finally {
      await first.kill('SIGKILL');
      await rm(dataDir, { recursive: true, force: true });
    }
  });
});
