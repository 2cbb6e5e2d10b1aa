import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { sql } from 'drizzle-orm';
import { Case, CaseEventList, Message, MessageList } from 'second-opinion-intake/contract';
import { openDatabase } from '../../examples/backend/db/open.js';
import { startBackend, startInProcess, type InProcessBackend } from '../support/backend.js';
import { Staff } from '../support/staff.js';
import { Client, ORIGIN, parsed, pdf, problem } from './client.js';

const draft = { text: 'May I send photos?\nThe letter is old.' };

describe('messages', { timeout: 240_000 }, () => {
  let backend: InProcessBackend;
  let client: Client;
  let staff: Staff;
  before(async () => {
    backend = await startInProcess({ allowedOrigins: [ORIGIN], messagesPerMinute: 1_000 });
    client = await Client.signIn(backend.url);
    staff = await Staff.signIn(backend.staffUrl);
  });
  after(() => backend.stop());

  /** With the patient's turn over. */
  async function submitted(who = client): Promise<string> {
    const id = await who.createAgreed();
    const { version } = await who.get(id);
    const patch = { phase: 'submitted' };
    const answer = await who.send('PATCH', `/cases/${id}`, patch, { 'If-Match': `"${version}"` });
    assert.equal(answer.status, 200);
    return id;
  }
  const post = (id: string, body: unknown = draft, headers = {}, who = client) =>
    who.send('POST', `/cases/${id}/messages`, body, headers);
  const all = async (id: string) => {
    const response = await client.fetch(`/cases/${id}/messages`);
    assert.equal(response.headers.get('cache-control'), 'no-store');
    return (await parsed(MessageList, response, 200)).messages;
  };
  const read = (id: string, messageId: string) =>
    client.fetch(`/cases/${id}/message-reads`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ messageId }),
    });
  const eventsOf = async (id: string) =>
    (await parsed(CaseEventList, await client.fetch(`/cases/${id}/events?after=0`), 200)).events;

  it('go both ways, oldest first, each told by an event that names it and not what it says', async () => {
    const id = await submitted();
    const { id: documentId } = await client.upload(id, pdf());
    const asked = await parsed(Message, await post(id, { ...draft, documentIds: [documentId] }), 201);
    assert.deepEqual([asked.from, asked.author, asked.text], ['patient', null, draft.text]);
    assert.deepEqual([asked.documentIds, asked.readAt], [[documentId], null]);
    await staff.write(id, 'Yes, photos\r\nare fine.');
    const [first, second, ...more] = await all(id);
    assert.equal(more.length, 0);
    assert.equal(first?.id, asked.id);
    assert.ok(first.readAt, 'whoever answers has read');
    assert.deepEqual(
      [second?.from, second?.author, second?.text, second?.readAt],
      ['clinic', 'Ana, case nurse', 'Yes, photos\nare fine.', null],
    );
    const told = (await eventsOf(id)).filter(({ type }) => type === 'message.posted');
    assert.deepEqual(
      told.map(({ actor, data }) => [actor, data]),
      [
        ['patient', { messageId: first.id }],
        ['clinic', { messageId: second?.id }],
      ],
    );
    assert.doesNotMatch(JSON.stringify(told), /photos/);
  });

  it('are shown to the team as text, with the names of their documents, until marked as read', async () => {
    const id = await submitted();
    const { document } = await client.declare(id, pdf(64, { title: 'Letter of <May>' }).declaration);
    await post(id, { text: '<b>bold</b>', documentIds: [document.id] });
    const page = () => staff.page(`/staff/cases/${id}`);
    const shown = await page();
    assert.ok(shown.includes('&lt;b&gt;bold&lt;/b&gt;') && shown.includes('Letter of &lt;May&gt;'));
    assert.match(shown, /Mark as read/);
    const { version } = await client.get(id);
    await staff.act(id, 'read-messages');
    assert.ok((await all(id))[0]?.readAt);
    assert.doesNotMatch(await page(), /Mark as read/);
    const now = await client.get(id);
    assert.ok(now.version > version, 'other devices see it');
    const last = (await eventsOf(id)).at(-1);
    assert.deepEqual([last?.actor, last?.reason?.code], ['clinic', 'messages-read']);
    await staff.act(id, 'read-messages');
    assert.equal((await client.get(id)).version, now.version);
  });

  it('are read by the patient up to one of them, once', async () => {
    const id = await submitted();
    for (const text of ['One', 'Two', 'Three']) await staff.write(id, text);
    await post(id);
    assert.equal((await client.get(id)).messaging?.unread, 3);
    const [one, two, three, mine] = await all(id);
    assert.ok(one && two && three && mine);
    const answer = await read(id, two.id);
    const { version, messaging } = await parsed(Case, answer, 200);
    assert.equal(answer.headers.get('etag'), `"${version}"`);
    assert.equal(messaging?.unread, 1);
    assert.deepEqual(
      (await all(id)).map(({ readAt }) => readAt !== null),
      [true, true, false, false],
    );
    const last = (await eventsOf(id)).at(-1);
    assert.deepEqual(
      [last?.type, last?.actor, last?.reason, last?.data],
      ['case.updated', 'patient', { code: 'messages-read', text: null }, { messageId: two.id }],
    );
    for (const again of [one, two]) {
      const same = await parsed(Case, await read(id, again.id), 200);
      assert.equal(same.version, version, 'nothing changed');
    }
    assert.equal((await parsed(Case, await read(id, mine.id), 200)).messaging?.unread, 0);
    assert.equal((await all(id)).at(-1)?.readAt, null, 'only the team reads what the patient wrote');
    await problem(await read(id, randomUUID()), 404, 'not-found');
    const other = await submitted();
    await problem(await read(other, three.id), 404, 'not-found');
  });

  it('are written once for one key', async () => {
    const id = await submitted();
    const key = { 'Idempotency-Key': randomUUID() };
    const answers = await Promise.all([1, 2, 3].map(() => post(id, draft, key)));
    assert.ok(answers.some(({ status }) => status === 201));
    await parsed(Message, await post(id, draft, key), 201);
    await problem(await post(id, { text: 'Another' }, key), 422, 'idempotency-key-reused');
    assert.equal((await all(id)).length, 1);
  });

  it('carry documents of this case alone that are there', async () => {
    const id = await submitted();
    const other = await submitted();
    const { document: foreign } = await client.declare(other, pdf().declaration);
    const { document: deleted } = await client.declare(id, pdf().declaration);
    assert.equal((await client.fetch(`/documents/${deleted.id}`, { method: 'DELETE' })).status, 204);
    for (const documentId of [foreign.id, deleted.id, randomUUID()]) {
      const refused = await problem(
        await post(id, { ...draft, documentIds: [documentId] }),
        400,
        'invalid-request',
      );
      assert.deepEqual(refused.pointers, ['/documentIds']);
    }
    assert.deepEqual((await problem(await post(id, { text: ' ' }), 400, 'invalid-request')).pointers, [
      '/text',
    ]);
    assert.deepEqual(await all(id), []);
  });

  it('are not taken without consent, in a draft, for a closed case, or from a stranger', async () => {
    const { id: fresh, messaging } = await client.create();
    assert.deepEqual(messaging, { unread: 0, open: false, questionsLeft: null });
    await problem(await post(fresh), 409, 'consent-required');
    const agreed = await client.createAgreed();
    await problem(await post(agreed), 409, 'conflict');
    const id = await submitted();
    assert.deepEqual((await client.get(id)).messaging, { unread: 0, open: true, questionsLeft: null });
    const stranger = await Client.signIn(backend.url);
    await problem(await post(id, draft, {}, stranger), 404, 'not-found');
    await problem(await stranger.fetch(`/cases/${id}/messages`), 404, 'not-found');
    await staff.act(id, 'close', { outcome: 'declined' });
    await problem(await post(id), 409, 'conflict');
    assert.equal((await client.get(id)).messaging?.open, false);
  });

  it('are three questions once the report is there, also after the case is completed', async () => {
    const id = await submitted();
    await post(id);
    await staff.release(id);
    const left = async () => {
      const { messaging } = await client.get(id);
      return [messaging?.open, messaging?.questionsLeft];
    };
    assert.deepEqual(await left(), [true, 3], 'what was written before does not count');
    backend.advance(1);
    await post(id, { text: 'What does it mean?' });
    await staff.write(id, 'It means that all is well.');
    assert.deepEqual(await left(), [true, 2], 'answers do not count');
    await staff.act(id, 'close', { outcome: 'completed' });
    // At once: of the last two, no more than two get through.
    const answers = await Promise.all([1, 2, 3, 4].map((n) => post(id, { text: `Question ${n}` })));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 201, 409, 409]);
    assert.deepEqual(await left(), [false, 0]);
    await problem(await post(id), 409, 'conflict');
  });

  it('slow down whoever writes without end, and nobody else', async () => {
    const limited = await startInProcess({ allowedOrigins: [ORIGIN], messagesPerMinute: 2 });
    try {
      const [one, other] = [await Client.signIn(limited.url), await Client.signIn(limited.url)];
      const [id, another] = [await submitted(one), await submitted(other)];
      const answers: Response[] = [];
      for (let n = 0; n < 6; n++) answers.push(await post(id, draft, {}, one));
      const last = answers.find(({ status }) => status === 429);
      assert.ok(last && Number(last.headers.get('retry-after')) > 0);
      await problem(last, 429, 'rate-limited');
      assert.equal((await post(another, draft, {}, other)).status, 201);
    } finally {
      await limited.stop();
    }
  });
});

describe('a data folder from before messages', { timeout: 240_000 }, () => {
  it('opens and takes what is new; a case takes a thousand messages', async () => {
    const first = await startBackend({ allowedOrigins: [ORIGIN] });
    const { dataDir } = first;
    try {
      const client = await Client.signIn(first.url);
      const id = await client.createAgreed();
      const staff = await Staff.signIn(first.staffUrl);
      await staff.move(id, 'accepted');
      await staff.release(id);
      await first.kill();
      const old = await openDatabase(dataDir);
      await old.db.execute(sql`drop table messages, case_devices, session_codes`);
      await old.db.execute(
        sql`alter table cases drop column delay, drop column notice_due, drop column noticed_at`,
      );
      await old.db.execute(sql`alter table requests drop column reminded_at`);
      await old.db.execute(sql`alter table report_links drop column addendum_id`);
      await old.db.execute(sql`update cases set report = report - 'addenda', phase = 'in-review'`);
      await old.close();

      const second = await startBackend({ dataDir, allowedOrigins: [ORIGIN] });
      const again = await Client.signIn(second.url, client.keys);
      assert.equal((await again.get(id)).estimate.delay, null);
      await parsed(Message, await again.send('POST', `/cases/${id}/messages`, draft), 201);
      await (await Staff.signIn(second.staffUrl)).releaseAddendum(id);
      assert.equal((await again.get(id)).report?.addenda?.length, 1);
      await second.kill();

      const full = await openDatabase(dataDir);
      await full.db.execute(sql`
        insert into messages (id, case_id, sender, text, document_ids, posted_at)
        select gen_random_uuid(), ${id}, 'clinic', 'Canary', '[]', now() from generate_series(1, 998)`);
      await full.close();
      const third = await startBackend({ dataDir, allowedOrigins: [ORIGIN] });
      const last = await Client.signIn(third.url, client.keys);
      await parsed(Message, await last.send('POST', `/cases/${id}/messages`, draft), 201);
      await problem(await last.send('POST', `/cases/${id}/messages`, draft), 409, 'conflict');
      await third.kill();
    } finally {
      await first.kill('SIGKILL');
      await rm(dataDir, { recursive: true, force: true });
    }
  });
});
