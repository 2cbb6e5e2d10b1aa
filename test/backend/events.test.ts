import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { CaseEvent, CaseEventList } from 'second-opinion-intake/contract';
import { startInProcess, type InProcessBackend } from '../support/backend.js';
import { Staff } from '../support/staff.js';
import { Client, ORIGIN, parsed, problem } from './client.js';

/** Reads a stream until it has so many events or ends; the connection is then cut. */
async function follow(
  client: Client,
  caseId: string,
  lastEventId: number,
  count: number,
): Promise<{ events: CaseEvent[]; ended: boolean; text: string }> {
  const cut = new AbortController();
  const response = await client.fetch(`/cases/${caseId}/events`, {
    headers: { Accept: 'text/event-stream', 'Last-Event-ID': String(lastEventId) },
    signal: cut.signal,
  });
  assert.equal(response.status, 200);
  assert.match(response.headers.get('content-type') ?? '', /^text\/event-stream/);
  assert.ok(response.body);
  const events: CaseEvent[] = [];
  let text = '';
  let seen = 0;
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const blocks = text.split('\n\n').slice(0, -1);
    for (const block of blocks.slice(seen)) {
      const id = /^id: (\d+)$/m.exec(block)?.[1];
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (!id || !data) continue;
      const event = CaseEvent.parse(JSON.parse(data));
      assert.equal(event.id, Number(id));
      events.push(event);
    }
    seen = blocks.length;
    if (events.length >= count) {
      cut.abort();
      return { events, ended: false, text };
    }
  }
  return { events, ended: true, text };
}

describe('the events of a case', { timeout: 240_000 }, () => {
  let backend: InProcessBackend;
  let client: Client;
  let staff: Staff;
  before(async () => {
    backend = await startInProcess({ allowedOrigins: [ORIGIN], heartbeatSeconds: 1, sessionSeconds: 120 });
    client = await Client.signIn(backend.url);
    staff = await Staff.signIn(backend.staffUrl);
  });
  after(() => backend.stop());

  it('are told once each and in order, over cuts, while others write at once', async () => {
    const { id } = await client.create();
    const total = 30;
    const writing = Promise.all(Array.from({ length: total }, (_, n) => staff.ask(id, `Document ${n}`)));
    const told: CaseEvent[] = [];
    // Cut after every fourth, and taken up from there.
    while (told.length < total + 1) {
      const { events } = await follow(client, id, told.at(-1)?.id ?? 0, Math.min(4, total + 1 - told.length));
      told.push(...events);
    }
    await writing;
    assert.deepEqual(
      told.slice(0, total + 1).map((event) => event.id),
      Array.from({ length: total + 1 }, (_, n) => n + 1),
    );
    const now = await client.get(id);
    assert.equal(now.lastEventId, total + 1);
    assert.equal(now.version, total + 1);
    assert.equal(now.requests.length, total);
    assert.equal(now.waitingOn, 'patient');
  });

  it('are the same as JSON, with an ETag', async () => {
    const { id } = await client.create();
    await staff.move(id, 'accepted', 'All is well');
    const response = await client.fetch(`/cases/${id}/events?after=1`);
    assert.match(response.headers.get('vary') ?? '', /Accept/);
    const etag = response.headers.get('etag') ?? '';
    const { events, lastEventId } = await parsed(CaseEventList, response, 200);
    assert.deepEqual(
      events.map(({ id: eventId, type, data, reason }) => [eventId, type, data.phase, reason?.text]),
      [[2, 'case.phase-changed', 'accepted', 'All is well']],
    );
    assert.equal(lastEventId, 2);
    const again = () => client.fetch(`/cases/${id}/events?after=1`, { headers: { 'If-None-Match': etag } });
    assert.equal((await again()).status, 304);
    await staff.move(id, 'collecting-records');
    assert.equal((await again()).status, 200);
    await problem(await client.fetch(`/cases/${id}/events?after=-1`), 400, 'invalid-request');
  });

  it('keep the line alive by heartbeats, and end with the session', async () => {
    const short = await Client.signIn(backend.url);
    const { id } = await short.create();
    backend.advance(112);
    const { ended, text } = await follow(short, id, 1, 1);
    assert.ok(ended);
    assert.match(text, /^: heartbeat$/m);
    backend.advance(10);
    await problem(await short.fetch(`/cases/${id}/events`), 401, 'unauthenticated');
  });
});
