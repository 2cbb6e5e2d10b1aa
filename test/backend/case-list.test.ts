import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { CaseList } from 'second-opinion-intake/contract';
import { startInProcess, type InProcessBackend } from '../support/backend.js';
import { Staff } from '../support/staff.js';
import { Client, draft, ORIGIN, parsed, pdf } from './client.js';

describe('the list of cases', { timeout: 240_000 }, () => {
  let backend: InProcessBackend;
  let staff: Staff;
  before(async () => {
    backend = await startInProcess({ allowedOrigins: [ORIGIN] });
    staff = await Staff.signIn(backend.staffUrl);
  });
  after(() => backend.stop());

  const listOf = async (client: Client) => (await parsed(CaseList, await client.fetch('/cases'), 200)).cases;

  it('is empty for whoever has none', async () => {
    assert.deepEqual(await listOf(await Client.signIn(backend.url)), []);
  });

  it('tells the cases apart, newest first, and says what each needs, as the case itself does', async () => {
    const client = await Client.signIn(backend.url);
    const child = draft({
      patient: { givenName: 'Pia', familyName: 'Leakproof', birthDate: '2019-01-01' },
      representative: { name: 'Canaria Leakproof', role: 'parent', authorityConfirmed: true },
    });
    const mine = await client.createAgreed();
    backend.advance(1);
    const { id: hers } = await client.create(undefined, child);
    await staff.ask(mine, 'Pathology');
    await staff.act(mine, 'ask', { title: 'Slides', owner: 'third-party' });
    const { id: documentId } = await client.upload(mine, pdf());
    await staff.act(mine, 'reject-document', { documentId, code: 'unreadable' });
    await client.upload(mine, pdf());
    await staff.write(mine, 'One');
    await staff.write(mine, 'Two');
    await staff.move(mine, 'collecting-records');

    const list = await listOf(client);
    assert.deepEqual(
      list.map(({ id, patientGivenName, needed, unread }) => [id, patientGivenName, needed, unread]),
      [
        [hers, 'Pia', 0, 0],
        [mine, 'Canaria', 2, 2],
      ],
    );
    for (const summary of list) {
      const { phase, phaseSince, outcome, waitingOn, reference, createdAt } = await client.get(summary.id);
      const { needed: _, unread: __, patientGivenName: ___, ...rest } = summary;
      assert.deepEqual(rest, { id: summary.id, phase, phaseSince, outcome, waitingOn, reference, createdAt });
    }
  });

  it('needs nobody for a closed case', async () => {
    const client = await Client.signIn(backend.url);
    const id = await client.createAgreed();
    await staff.ask(id, 'Pathology');
    assert.equal((await listOf(client))[0]?.needed, 1);
    await staff.act(id, 'close', { outcome: 'declined' });
    const [closed] = await listOf(client);
    assert.deepEqual([closed?.needed, closed?.outcome, closed?.waitingOn], [0, 'declined', 'nobody']);
  });
});
